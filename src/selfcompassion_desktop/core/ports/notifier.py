"""What a test cannot use for real: the desktop's own notifications."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from typing import Protocol


class Gone(Enum):
    """How a notification ended without one of its actions."""

    DISMISSED = "dismissed"  # somebody closed it
    EXPIRED = "expired"  # nobody did
    ABSENT = "absent"  # it could not be shown: there is no such service here


class Notifier(Protocol):
    """Promises to show one notification at a time, or to say that it cannot; nothing here blocks or raises."""

    def offer(
        self,
        title: str,
        body: str,
        actions: Sequence[tuple[str, str]],
        seconds: float,
        answered: Callable[[str | Gone], None],
    ) -> None:
        """Show a notification in place of the one before.

        Args:
            title: its first line.
            body: its second.
            actions: each a key and a label; the first is also what clicking the notification itself means.
            seconds: after which it goes by itself.
            answered: called once, on a thread of the notifier's own, with an action's key or how it ended; not
                called for one that was withdrawn.
        """

    def withdraw(self) -> None:
        """Take what is shown away."""

    def close(self) -> None:
        """Take it away for good. Safe to call twice."""

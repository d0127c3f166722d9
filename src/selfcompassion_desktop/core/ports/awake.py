"""The screen, as one who follows a practice's words on it needs it."""

from __future__ import annotations

from typing import Protocol


class Awake(Protocol):
    """Promises to ask the system not to dim the screen or to sleep, as well as it can be asked.

    Nothing here blocks or raises: where a system cannot be asked, it does as it always does. What was asked for ends
    with the program, however the program ends.
    """

    def keep(self, awake: bool) -> None:
        """Stay awake from now on, or do as usual again. Asking twice is asking once."""

    def close(self) -> None:
        """As usual again, for good."""

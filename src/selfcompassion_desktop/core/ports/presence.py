"""What a test cannot use for real: whether somebody is there, and what they do."""

from __future__ import annotations

from typing import Protocol

from ..breaks import Presence


class PresenceSource(Protocol):
    """Promises to tell what the system knows of the person, and never to raise for what it does not know."""

    def glance(self) -> Presence:
        """Whether somebody is there: `idle` and `locked` alone. Quick, but not for the interface's thread."""

    def look(self) -> Presence:
        """Everything that can be known here. May take a second or two; not for the interface's thread."""

    def close(self) -> None:
        """Let go of what was opened. Safe to call twice."""

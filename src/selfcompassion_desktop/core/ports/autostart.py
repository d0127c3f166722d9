"""What a test cannot use for real: the system's list of programs to begin with."""

from __future__ import annotations

from typing import Protocol


class Autostart(Protocol):
    """Promises to tell what the system's own entry says, and never what was once chosen."""

    @property
    def possible(self) -> bool:
        """Whether this program can be entered at all."""

    @property
    def on(self) -> bool:
        """Whether the program begins with the system."""

    def set(self, on: bool) -> None:
        """Enter it or take it away; raises `Trouble` where that cannot be done."""

    def mend(self) -> bool:
        """Where the entry names another place than the program's own, name the right one; whether that was so."""

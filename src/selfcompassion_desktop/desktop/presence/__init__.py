"""Presence: whether somebody is there and what they do, one value from each system's means.

- Linux, X11: the time since the last key or movement from the MIT-SCREEN-SAVER extension, another program's full
  screen from the window manager's hints (EWMH).
- Linux, everywhere: locked from logind and the desktop's screen saver; inhibitors (a film, a presentation) and "do not
  disturb" from the desktops that tell. GNOME tells the idle time on Wayland too.
- Linux, Wayland: a full screen of another program cannot be known, nor, but on GNOME, the idle time. What cannot be
  known is no reason for silence. Whether the screen is shared is told by no desktop.
- Windows and macOS: their documented calls. *Not yet run there.*
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import fields
from typing import Protocol

from ...core.breaks import Presence


class Means(Protocol):
    """One way of knowing something; used from one thread at a time."""

    def glance(self) -> Presence:
        """`idle` and `locked`; raises `OSError` where it cannot be asked."""

    def look(self) -> Presence:
        """All it can tell; raises `OSError` where it cannot be asked."""

    def close(self) -> None:
        """Let go."""


class Everything:
    """`core.ports.presence.PresenceSource`: the first of several means that knows something, for each thing.

    Args:
        makers: make the means, the best first, when they are first asked; a means that cannot be made is passed over.
    """

    def __init__(self, makers: Sequence[Callable[[], Means]]) -> None:
        self._makers = list(makers)
        self._means: list[Means] | None = None

    def glance(self) -> Presence:
        return self._asked(lambda means: means.glance())

    def look(self) -> Presence:
        return self._asked(lambda means: means.look())

    def close(self) -> None:
        for means in self._means or ():
            means.close()
        self._means = None

    def _asked(self, ask: Callable[[Means], Presence]) -> Presence:
        if self._means is None:
            self._means = []
            for make in self._makers:
                with suppress(OSError):
                    self._means.append(make())
        found: list[Presence] = []
        for means in self._means:
            with suppress(OSError):
                found.append(ask(means))
        return joined(found)


def joined(found: Sequence[Presence]) -> Presence:
    """One presence of several: for each thing, what the first says that knows; of what forbids, what any says."""
    values: dict[str, float | bool | None] = {}
    for each in fields(Presence):
        known = [value for presence in found if (value := getattr(presence, each.name)) is not None]
        values[each.name] = None if not known else known[0] if each.name == "idle" else any(known)
    return Presence(**values)  # type: ignore[arg-type]  # each field gets what it held


def source() -> Everything:
    """What this system can tell."""
    if sys.platform == "win32":
        from .windows import Windows

        return Everything([Windows])
    if sys.platform == "darwin":
        from .macos import MacOs

        return Everything([MacOs])
    from .buses import Desktop, Login
    from .x11 import X11

    return Everything([X11, Desktop, Login])

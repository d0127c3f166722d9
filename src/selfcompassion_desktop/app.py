"""The composition root: `Services` makes what both the window and the terminal use, `build` makes the window's
objects and starts nothing, `main` opens the window.

Nothing is imported before it is needed: the terminal never pays for Qt, and the window opens before the store,
the library and the sound are touched.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from .desktop.clock import SystemClock
from .desktop.paths import Paths

if TYPE_CHECKING:
    from collections.abc import Callable

    from .content.library import Library
    from .core.ports.clock import Clock
    from .core.ports.sound import SoundState, Speaker
    from .store.breaks import Breaks
    from .store.database import Database
    from .store.entries import Entries
    from .store.settings_file import SettingsFile
    from .store.sittings import Sittings
    from .ui.main_window import MainWindow

BENCH = "SELFCOMPASSION_BENCH_START"
"""Set in the environment, the program ends as soon as its window is painted and usable, and says so."""


class Services:
    """What the program is made of below the interface, each made when first asked for."""

    def __init__(self, paths: Paths, clock: Clock | None = None) -> None:
        self.paths = paths
        self.clock: Clock = clock or SystemClock()

    @cached_property
    def settings_file(self) -> SettingsFile:
        """The settings' file."""
        from .store.settings_file import SettingsFile

        return SettingsFile(self.paths.settings)

    @cached_property
    def database(self) -> Database:
        """The store, not yet opened."""
        from .store.database import Database

        return Database(self.paths.store, self.clock)

    @cached_property
    def entries(self) -> Entries:
        """The journal's entries."""
        from .store.entries import Entries
        from .store.ids import Ids

        return Entries(self.database, self.clock, Ids(self.clock))

    @cached_property
    def sittings(self) -> Sittings:
        """What was practised."""
        from .store.ids import Ids
        from .store.sittings import Sittings

        return Sittings(self.database, self.clock, Ids(self.clock))

    @cached_property
    def breaks(self) -> Breaks:
        """The breaks taken."""
        from .store.breaks import Breaks
        from .store.ids import Ids

        return Breaks(self.database, self.clock, Ids(self.clock))

    @cached_property
    def library(self) -> Library:
        """What the packs offer."""
        from .content.library import Library
        from .content.packs import packs_in

        return Library(packs_in(self.paths.assets, self.paths.packs))

    def speaker(self, on_state: Callable[[SoundState], None]) -> Speaker:
        """A speaker for this machine's sound."""
        from .audio.speaker import PygameSpeaker

        return PygameSpeaker(self.library.clips, self.clock, on_state)

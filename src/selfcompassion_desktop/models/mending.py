"""Backups looked into and restored, and a damaged store mended, as the window meets it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from ..store.backups import Backup
from ..store.entries import Entries
from ..store.mending import Mended, Mending, Old
from .tasks import Tasks

__all__ = ["Backup", "Mended", "MendingModel", "Old"]


class MendingModel(QObject):
    """Puts good in the place of bad, aside.

    Signals:
        mended: `Mended`; the store holds something else now, and everything shown of it is to be read anew.
        brought_back: str; one entry came back, by its id.
        trouble: `Trouble`; it could not be done, and all is as it was.
    """

    mended = Signal(object)
    brought_back = Signal(str)
    trouble = Signal(object)

    def __init__(self, mending: Mending, entries: Entries, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mending = mending
        self._entries = entries
        self._tasks = tasks

    def find_newest_good(self, done: Callable[[Backup | None], None]) -> None:
        """Give `done` the newest backup that is sound, or None."""
        self._tasks.run(self._mending.newest_good, done, self.trouble.emit)

    def restore(self, backup: Path) -> None:
        """Put a backup in the place of everything; what is there is kept."""
        self._tasks.run(lambda: self._mending.restore(backup), self.mended.emit, self.trouble.emit)

    def recover(self) -> None:
        """Keep what can be read of a damaged store."""
        self._tasks.run(self._mending.recover, self.mended.emit, self.trouble.emit)

    def look_into(self, backup: Path, done: Callable[[list[Old]], None]) -> None:
        """Give `done` the entries that a backup holds, newest first."""
        self._tasks.run(lambda: self._mending.entries_in(backup), done, self.trouble.emit)

    def bring_back(self, old: Old) -> None:
        """Take one entry out of a backup: as its newest version, or anew where it is gone."""
        self._tasks.run(lambda: self._mending.bring_back(old, self._entries), self.brought_back.emit, self.trouble.emit)

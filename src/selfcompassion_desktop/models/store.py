"""The store, as the window meets it: opened after the window is painted, closed before it goes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from ..store.backups import Backup, Backups
from ..store.database import Database
from .tasks import Tasks

__all__ = ["Backup", "StoreModel"]


class StoreModel(QObject):
    """Opens the store and keeps its backups.

    Signals:
        opened: nothing; entries and sittings can be read and written.
        refused: `Trouble`; the store cannot be opened, its sentence says why and what to do.
        backed_up: `Path` of a backup that the person asked for.
        trouble: `Trouble`; a backup could not be made.
    """

    opened = Signal()
    refused = Signal(object)
    backed_up = Signal(object)
    trouble = Signal(object)

    def __init__(self, database: Database, backups: Backups, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._database = database
        self._backups = backups
        self._tasks = tasks

    @property
    def folder(self) -> Path:
        """Where everything the person wrote or did is kept."""
        return self._database.path.parent

    @Slot()
    def open(self) -> None:
        """Open the store, aside; a backup is made when one is due."""
        self._tasks.run(self._database.open, lambda _: self._on_opened(), self.refused.emit)

    def back_up(self) -> None:
        """Make a backup now."""
        self._tasks.run(lambda: self._backups.make("asked"), self.backed_up.emit, self.trouble.emit)

    def list_backups(self, done: Callable[[list[Backup]], None]) -> None:
        """Give `done` what backups there are, newest first."""
        self._tasks.run(self._backups.list, done, self.trouble.emit)

    def close(self) -> None:
        """Close the store, when everything begun is written."""
        self._tasks.finish()
        self._database.close()

    def _on_opened(self) -> None:
        self.opened.emit()
        self._tasks.run(self._backups.make_if_due, failed=self.trouble.emit)

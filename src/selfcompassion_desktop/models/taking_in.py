"""Taking pages in, as the window meets it: looked at first, then taken, and undone if wished."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from ..core.errors import Cancelled, Trouble
from ..core.takeout import Progress
from ..store.backups import backup_at
from ..store.importing import Batch
from .intake import READABLE, Intake, IsBackup, Looked
from .settings import SettingsModel
from .tasks import Tasks

__all__ = ["Batch", "Looked", "TakingInModel"]

T = TypeVar("T")


class TakingInModel(QObject):
    """Looks at one file at a time; a long one keeps no save waiting until it is taken in.

    Signals:
        progressed: int; percent done.
        looked: `Looked`; what taking it in would do. Nothing was changed.
        taken: `Looked`; it is in the journal.
        undone: int; so many pieces are as before the import.
        changed: nothing; the store holds something else now, and everything shown of it is to be read anew.
        backup_found: str and `Backup`; what was chosen is one, and is restored rather than taken in.
        listed: list of `Batch`, the latest first.
        stopped: nothing; it was ended, and nothing is left of it.
        trouble: `Trouble`; it could not be done, and nothing was changed.
    """

    progressed = Signal(int)
    looked = Signal(object)
    taken = Signal(object)
    undone = Signal(int)
    changed = Signal()
    backup_found = Signal(str, object)
    listed = Signal(object)
    stopped = Signal()
    trouble = Signal(object)

    def __init__(self, intake: Intake, settings: SettingsModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._intake = intake
        self._settings = settings
        self._tasks = Tasks(self)  # its own: a search must not wait for a long file
        self._ended = False
        self.busy = False

    @property
    def readable(self) -> str:
        """Which other programs' files are known, for a sentence."""
        return READABLE

    def look(self, path: Path) -> None:
        """Say what taking in `path` would do."""
        self._begin(lambda: self._intake.look(path, self._progress()), self._on_looked)

    def take(self, path: Path, looked: Looked | None = None) -> None:
        """Take in what is new or changed in `path`; `looked` is what the look found there."""
        self._begin(lambda: self._intake.take(path, self._progress(), looked), self._on_taken)

    def undo(self, batch: str) -> None:
        """Take out again what came with one import."""
        self._begin(lambda: self._intake.undo(batch), self._on_undone)

    def list_batches(self) -> None:
        """Say what was taken in and not undone."""
        self._tasks.run(self._intake.batches, self.listed.emit, self.trouble.emit)

    @Slot()
    def stop(self) -> None:
        """End what is under way; nothing is left of it."""
        self._ended = True

    def close(self) -> None:
        """End what is under way, and wait until nothing of it is left."""
        self._ended = True
        self._tasks.finish()

    def _begin(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        if self.busy:
            return
        self.busy, self._ended = True, False
        self._tasks.run(work, done, self._on_trouble, broken=self._on_broken)

    def _progress(self) -> Progress:
        """Tells how far it is, a percent at a time, and whether it is to go on."""
        shown = -1

        def tell(part: float) -> bool:
            nonlocal shown
            if (percent := int(part * 100)) > shown:
                shown = percent
                self._tasks.tell(partial(self.progressed.emit, percent))
            return not self._ended

        return tell

    def _on_looked(self, looked: Looked) -> None:
        self.busy = False
        self.looked.emit(looked)

    def _on_taken(self, looked: Looked) -> None:
        self.busy = False
        if looked.settings is not None:
            brought = {each.name: getattr(looked.settings, each.name) for each in fields(looked.settings)}
            self._settings.change(**brought)
        self.taken.emit(looked)
        self.changed.emit()

    def _on_undone(self, count: int) -> None:
        self.busy = False
        self.undone.emit(count)
        self.changed.emit()

    def _on_broken(self) -> None:
        self.busy = False
        self.stopped.emit()

    def _on_trouble(self, trouble: Trouble) -> None:
        self.busy = False
        if isinstance(trouble, Cancelled):
            self.stopped.emit()
        elif isinstance(trouble, IsBackup) and (backup := backup_at(trouble.path)):
            self.backup_found.emit(trouble.name, backup)
        else:
            self.trouble.emit(trouble)

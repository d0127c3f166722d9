"""The record of the sitting under way, written aside while it happens."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from ..core.errors import Trouble
from ..store.sittings import Sittings
from .tasks import Tasks


class Recorder(QObject):
    """Writes one sitting at a time; the practice never waits for the disk.

    Signals:
        not_kept: `Trouble`; told once a sitting.
    """

    not_kept = Signal(object)

    def __init__(self, sittings: Sittings, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sittings = sittings
        self._tasks = tasks
        self._id = ""
        self._told = False

    def begin(self, practice: str, title: str, planned: float, voice: str) -> None:
        """Open the record of a sitting planned for `planned` seconds."""
        self._id = sitting = self._sittings.new_id()
        self._told = False
        self._run(lambda: self._sittings.begin(practice, title, planned, voice, sitting))

    def heard(self, seconds: float, position: float) -> None:
        """Bring it up to date: `seconds` practised, standing at `position` seconds."""
        sitting = self._id
        self._run(lambda: self._sittings.heard(sitting, seconds, position))

    def end(self, seconds: float, position: float, finished: bool) -> str:
        """Close it; returns its id."""
        sitting, self._id = self._id, ""
        self._run(lambda: self._sittings.end(sitting, seconds, position, finished))
        return sitting

    def _run(self, work: object) -> None:
        assert callable(work)
        self._tasks.run(work, failed=self._on_trouble)

    def _on_trouble(self, trouble: Trouble) -> None:
        if not self._told:
            self._told = True
            self.not_kept.emit(trouble)

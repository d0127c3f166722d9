"""The record of the sitting under way, written aside while it happens."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from ..core.errors import StoreShut, Trouble
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

    def begin(self, practice: str, title: str, planned: float, voice: str, turns_at: str) -> None:
        """Open the record of a sitting planned for `planned` seconds, on a day that turns at `turns_at`."""
        self._id = sitting = self._sittings.new_id()
        self._told = False
        # Not shelved while the store is locked: its moment is now, and the sitting is written whole later on.
        self._run(lambda: self._sittings.begin(practice, title, planned, voice, sitting, turns_at), shelve=False)

    def heard(self, seconds: float, position: float) -> None:
        """Bring it up to date: `seconds` practised, standing at `position` seconds."""
        sitting = self._id
        self._run(lambda: self._sittings.heard(sitting, seconds, position))

    def rate_before(self, what: str, before: int | None) -> None:
        """Note how it was before, 0 to 10; nothing where nothing was rated."""
        if what and before is not None:
            sitting = self._id
            self._run(lambda: self._sittings.rate(sitting, before, None, what))

    def rate_after(self, sitting: str, what: str, after: int) -> None:
        """Note how it was after a sitting that is closed."""
        if sitting and what:
            self._run(lambda: self._sittings.rate(sitting, None, after, what))

    def end(self, seconds: float, position: float, finished: bool) -> str:
        """Close it; returns its id."""
        sitting, self._id = self._id, ""
        self._run(lambda: self._sittings.end(sitting, seconds, position, finished))
        return sitting

    def _run(self, work: Callable[[], object], shelve: bool = True) -> None:
        self._tasks.run(work, failed=self._on_trouble, shelve=shelve)

    def _on_trouble(self, trouble: Trouble) -> None:
        if not self._told and not isinstance(trouble, StoreShut):
            self._told = True
            self.not_kept.emit(trouble)

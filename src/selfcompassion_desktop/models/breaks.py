"""The self-compassion break: three steps, then “What do I need?”."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from ..core.errors import Trouble
from ..core.timeline import samples
from ..store.breaks import Breaks
from .journal import JournalModel
from .library import LibraryModel
from .player import Ended, PlayerModel, Purpose
from .settings import SettingsModel
from .tasks import Tasks

SKIPPABLE = 1
"""Index of the step that may be skipped: hearing that others feel this too can feel dismissive."""


class BreakModel(QObject):
    """Takes a break, from anywhere.

    Signals:
        begun: nothing.
        asked: nothing; the steps are over, and “What do I need?” follows.
        trouble: `Trouble`; no break can be guided here.
    """

    begun = Signal()
    asked = Signal()
    trouble = Signal(object)

    def __init__(
        self,
        library: LibraryModel,
        player: PlayerModel,
        journal: JournalModel,
        breaks: Breaks,
        settings: SettingsModel,
        tasks: Tasks,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._player = player
        self._journal = journal
        self._breaks = breaks
        self._settings = settings
        self._tasks = tasks
        self._seconds = 0.0
        player.ended.connect(self._on_ended)

    @Slot()
    def begin(self) -> None:
        """Begin a break of the chosen minutes. Whatever is guided is stopped first."""
        settings = self._settings.current
        try:
            offer = self._library.the_break
            length = self._library.nearest(offer, samples(settings.break_minutes))
            timeline = self._library.timeline(offer, length)
        except Trouble as trouble:
            self.trouble.emit(trouble)
            return
        self._player.begin(timeline, Purpose.BREAK, silent=not settings.break_voiced)
        self.begun.emit()

    def skip(self) -> None:
        """Pass over the step that sounds now."""
        cue = self._player.current_cue()
        if cue is not None:
            self._player.move_to_section(cue.section + 1)

    def note(self, need: str, line: str) -> None:
        """Record the break with what was needed; a line, if any, is kept in the journal."""
        seconds = self._seconds
        if line.strip():
            self._journal.keep_line(line.strip(), "break")
        self._tasks.run(lambda: self._breaks.add(seconds, need), failed=self.trouble.emit)

    @Slot(object)
    def _on_ended(self, ended: Ended) -> None:
        if ended.session.purpose is Purpose.BREAK:
            self._seconds = ended.seconds
            if ended.finished:
                self.asked.emit()

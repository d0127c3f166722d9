"""The self-compassion break: three steps, then “What do I need?”."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot

from ..core.errors import Trouble
from ..core.timeline import samples
from ..store.breaks import Breaks
from .library import LibraryModel
from .player import Ended, PlayerModel, Purpose
from .settings import SettingsModel
from .tasks import Tasks

LEAST = 20.0
"""Seconds from which on a break that was left counts as one that was taken."""
SKIPPABLE = 1
"""Index of the step that may be passed over: hearing that others feel this too can feel dismissive."""


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
        breaks: Breaks,
        settings: SettingsModel,
        tasks: Tasks,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._player = player
        self._breaks = breaks
        self._settings = settings
        self._tasks = tasks
        self._seconds = 0.0
        self._taken = ""
        self.phrase = ""
        """The person's own phrase for the break that is under way; empty where they have none."""
        self.before: int | None = None
        """How hard it was when the break began, 0 to 10; None where nothing was said."""
        self._ended: datetime | None = None
        player.ended.connect(self._on_ended)
        player.slept.connect(self._on_slept)

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
        self.phrase, self.before = settings.phrase, None
        if settings.break_phrases:
            self._settings.change(break_turn=(settings.break_turn + 1) % len(settings.break_phrases))
        self._player.begin(timeline, Purpose.BREAK, silent=not settings.break_voiced)
        self.begun.emit()

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps' titles: the sections of the break that no length leaves out."""
        return tuple(s.title for s in self._library.the_break.practice.sections if s.from_minutes <= 0)

    @property
    def step(self) -> int:
        """Index of the step under way; a section that joins in for longer breaks belongs to the step before it."""
        cue = self._player.current_cue()
        return max(0, sum(start <= cue.section for start in self._starts) - 1) if cue else 0

    def pass_over(self) -> None:
        """Go to the next step; from the last one, to the end."""
        session, following = self._player.session, self.step + 1
        if session is not None:
            starts = self._starts
            section = starts[following] if following < len(starts) else len(session.timeline.sections)
            self._player.move_to_section(section)

    @property
    def _starts(self) -> list[int]:
        """Index of each step's first section on the present timeline."""
        session = self._player.session
        titles = self.steps
        return [i for i, s in enumerate(session.timeline.sections) if s.title in titles] if session else []

    def rate_before(self, value: int) -> None:
        """How hard it is as the break begins, 0 to 10."""
        self.before = value

    def note(self, need: str, after: int | None = None) -> None:
        """Record with the break that has just ended what was needed, and how hard it is now, 0 to 10; empty and None
        where nothing was said."""
        before = self.before
        breaks, seconds, turns_at = self._breaks, self._seconds, self._settings.current.day_turns_at
        taken, ended = self._taken or breaks.new_id(), self._ended or breaks.now()
        self._tasks.run(
            lambda: breaks.add(
                seconds, need, turns_at=turns_at, ended=ended, break_id=taken, before=before, after=after
            ),
            failed=self.trouble.emit,
            shelve=True,
        )

    @Slot(object)
    def _on_ended(self, ended: Ended) -> None:
        if ended.session.purpose is Purpose.BREAK:
            self._seconds, self._ended = ended.seconds, self._breaks.now()
            self._taken = self._breaks.new_id()
            # Kept now, not when “What do I need?” is answered: the screen may be locked and left at this moment.
            if ended.finished or ended.seconds >= LEAST:
                self.note("")
            if ended.finished:
                self.asked.emit()

    @Slot()
    def _on_slept(self) -> None:
        """Whoever opens the machine again finds no break still waiting; the one that was begun was taken."""
        session = self._player.session
        if session is not None and session.purpose is Purpose.BREAK:
            self._player.stop()

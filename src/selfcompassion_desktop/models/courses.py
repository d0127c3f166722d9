"""Courses, as the views show them: what is offered, what is next, and what one click begins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from ..core.agenda import LEFT_OUT, State
from ..core.course import CheckIn, Course, Live, Practise, Read, Simple, Step, Write
from ..core.errors import Fault, Trouble
from ..core.ics import Meeting
from ..core.timeline import Timeline, samples
from .exercise import ExerciseModel
from .journal import JournalModel
from .library import LibraryModel
from .player import Ended, PlayerModel, Purpose
from .settings import SettingsModel
from .tasks import Tasks
from .walk import Walk, Way, source_of


@dataclass(frozen=True, slots=True)
class _Doing:
    """A step that somebody is at.

    Attributes:
        course: the course's id.
        step: the step's, or that of an option of it.
        what: the timeline that is guided, or the exercise's id.
    """

    course: str
    step: str
    what: Timeline | str


class CoursesModel(QObject):
    """Courses.

    Signals:
        changed: nothing; what is offered, or what is done, was read anew.
        exercise_wanted: str; an exercise is to be written, by its id.
        reading_wanted: str, str; a text is to be read, by a course's and a step's id.
        check_in_wanted: str, str; a measure is to be answered, by its id, for the step that is named.
        calendar_written: str; a file with dates was written there.
        trouble: `Trouble`.

    Attributes:
        offered: every course; empty before `load`.
        faults: why some course is not among them.
        ways: every time on a course, in the order they were begun, the ended ones too.
        dates: for each time on a course, by its id, the dates that are kept.
        meetings: when those of all courses begin that take place, as aware times.
    """

    changed = Signal()
    exercise_wanted = Signal(str)
    reading_wanted = Signal(str, str)
    check_in_wanted = Signal(str, str)
    calendar_written = Signal(str)
    trouble = Signal(object)

    def __init__(
        self,
        walk: Walk,
        library: LibraryModel,
        player: PlayerModel,
        exercise: ExerciseModel,
        journal: JournalModel,
        settings: SettingsModel,
        tasks: Tasks,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._walk = walk
        self._library = library
        self._player = player
        self._exercise = exercise
        self._journal = journal
        self._settings = settings
        self._tasks = tasks
        self._doing: _Doing | None = None
        self.offered: tuple[Course, ...] = ()
        self.faults: tuple[Fault, ...] = ()
        self.ways: tuple[Way, ...] = ()
        self.dates: dict[str, tuple[Meeting, ...]] = {}
        self.meetings: tuple[datetime, ...] = ()
        player.ended.connect(self._on_ended)
        exercise.written.connect(self._on_written)

    @property
    def under_way(self) -> tuple[Way, ...]:
        """The courses that were neither finished nor left."""
        return tuple(way for way in self.ways if way.run.ended is None)

    def next_date(self, way: Way) -> Meeting | None:
        """The next of its dates, from today on, that takes place."""
        dates = self.dates.get(way.run.id, ())
        return next((each for each in dates if not each.cancelled and each.starts.date() >= way.today), None)

    @property
    def for_today(self) -> tuple[Way, ...]:
        """Those of them that have a step for today."""
        return tuple(way for way in self.under_way if way.next.state is State.READY)

    def course(self, course_id: str) -> Course | None:
        """A course that is offered."""
        return next((course for course in self.offered if course.id == course_id), None)

    def way(self, course_id: str) -> Way | None:
        """The time on a course that is under way; None where it is not begun."""
        return next((way for way in self.under_way if way.course.id == course_id), None)

    def ended(self, course_id: str) -> Way | None:
        """The last time on a course that was finished or left; None where there was none."""
        return next((way for way in reversed(self.ways) if way.run.ended and way.course.id == course_id), None)

    def name_of(self, course: Course, step: Step) -> str:
        """What a step is called; empty for a rest."""
        return self._walk.name_of(course, step)

    @Slot()
    def load(self) -> None:
        """Read every course there is, and what is done of them; `changed` follows."""
        self._tasks.run(lambda: self._read(whole=True), self._on_read, self.trouble.emit)

    @Slot()
    def refresh(self) -> None:
        """Read what is done anew; `changed` follows."""
        self._tasks.run(self._read, self._on_read, self.trouble.emit)

    @Slot()
    def forget(self) -> None:
        """The store is locked: hold nothing of it."""
        self.ways, self.dates, self.meetings, self._doing = (), {}, (), None
        self.changed.emit()

    # ------------------------------------------------------------------ a course

    def begin(self, course_id: str) -> None:
        """Begin a course today."""
        self._change(lambda: self._walk.begin(course_id))

    def pause(self, course_id: str) -> None:
        """Let it rest."""
        self._change(lambda: self._walk.pause(self._walk.way(course_id)))

    def resume(self, course_id: str) -> None:
        """Go on with it."""
        self._change(lambda: self._walk.resume(self._walk.way(course_id)))

    def leave(self, course_id: str) -> None:
        """Leave it; every record stays."""
        self._change(lambda: self._walk.leave(self._walk.way(course_id)))

    # ------------------------------------------------------------------ a step

    def take(self, way: Way, part: Simple) -> None:
        """Begin a step, or an option of one. It is done when it has ended; a rest is done at once."""
        match part:
            case Practise():
                self._practise(way, part)
            case Write():
                self._doing = _Doing(way.course.id, part.id, part.exercise)
                self.exercise_wanted.emit(part.exercise)
            case CheckIn():
                self.check_in_wanted.emit(part.measure, source_of(way, part))
            case Read() | Live():
                self.reading_wanted.emit(way.course.id, part.id)
            case _:
                self.do(way.course.id, part.id)

    def do(self, course_id: str, step_id: str, subject: str = "") -> None:
        """A step is done."""
        self._change(lambda: self._walk.do(self._walk.way(course_id), step_id, subject=subject))

    def leave_out(self, course_id: str, step_id: str) -> None:
        """A step is passed by; it can still be done."""
        self._change(lambda: self._walk.do(self._walk.way(course_id), step_id, LEFT_OUT))

    def _practise(self, way: Way, part: Practise) -> None:
        try:
            offer = self._library.offer(part.practice)
            last = self._settings.current.last_minutes.get(part.practice)
            length = self._library.nearest(offer, samples(part.minutes or last or offer.practice.shortest))
            timeline = self._library.timeline(offer, length)
        except Trouble as trouble:
            self.trouble.emit(trouble)
            return
        self._player.begin(timeline, Purpose.PRACTICE)
        self._doing = _Doing(way.course.id, part.id, timeline)

    @Slot(object)
    def _on_ended(self, ended: Ended) -> None:
        doing = self._doing
        if doing is None or ended.session.timeline is not doing.what:
            return
        self._doing = None
        if ended.finished:
            self.do(doing.course, doing.step, ended.sitting)

    @Slot()
    def _on_written(self) -> None:
        doing, exercise, entry = self._doing, self._exercise.exercise, self._journal.entry
        if doing is not None and exercise is not None and doing.what == exercise.id:
            self._doing = None
            self.do(doing.course, doing.step, entry.id if entry is not None else "")

    # ------------------------------------------------------------------ dates

    def add_date(self, way: Way, meeting: Meeting) -> None:
        """Keep a date more."""
        self._change(lambda: self._walk.add_date(way, meeting))

    def change_date(self, meeting: Meeting) -> None:
        """Keep what a date is now."""
        self._change(lambda: self._walk.courses.change_date(meeting))

    def write_calendar(self, way: Way, file: str) -> None:
        """Write the dates to a file that calendars read; `calendar_written` follows."""
        self._tasks.run(
            lambda: self._walk.write_calendar(way, Path(file)),
            lambda _: self.calendar_written.emit(file),
            self.trouble.emit,
        )

    # ------------------------------------------------------------------ aside

    def _change(self, act: Callable[[], object]) -> None:
        def work() -> _Read:
            act()
            return self._read()

        # What ended while the journal is locked is noted as soon as it is open.
        self._tasks.run(work, self._on_read, self.trouble.emit, shelve=True)

    def _read(self, whole: bool = False) -> _Read:
        offered = self._walk.offered if whole else None
        if whole:
            for way in self._walk.under_way():
                self._walk.take_dates(way)
        faults = self._walk.faults if whole else ()
        ways = tuple(self._walk.ways())
        dates = {way.run.id: tuple(self._walk.courses.dates(way.run.id)) for way in ways if way.run.ended is None}
        return _Read(offered, faults, ways, dates, self._walk.meetings() if any(dates.values()) else ())

    def _on_read(self, found: _Read) -> None:
        if found.offered is not None:
            self.offered, self.faults = found.offered, found.faults
        self.ways, self.dates, self.meetings = found.ways, found.dates, found.meetings
        self.changed.emit()


@dataclass(frozen=True, slots=True)
class _Read:
    offered: tuple[Course, ...] | None
    faults: tuple[Fault, ...]
    ways: tuple[Way, ...]
    dates: dict[str, tuple[Meeting, ...]]
    meetings: tuple[datetime, ...]

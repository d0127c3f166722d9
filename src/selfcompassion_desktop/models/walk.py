"""Courses walked: what the packs offer and what was done of it, brought together for the window and the terminal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from ..content.library import Library
from ..core import agenda as rules
from ..core.agenda import Agenda, Run, agenda
from ..core.course import Choice, Course, Session, Step, parts
from ..core.errors import NotThere, Trouble
from ..store.courses import Courses, StepRecord

SOURCE = "step:"
"""What names a step where something else carries it: `step:<course>/<step>`."""


@dataclass(frozen=True, slots=True)
class Way:
    """One time on a course, as it stands today.

    Attributes:
        course: as the packs have it.
        run: when it was begun, and how it stands.
        done: the steps that are done.
        today: the person's day.
    """

    course: Course
    run: Run
    done: Mapping[str, StepRecord]
    today: date

    @property
    def how(self) -> Mapping[str, str]:
        """The steps that are done, each with how."""
        return {step: record.how for step, record in self.done.items()}

    @property
    def next(self) -> Agenda:
        """The next step, and nothing else."""
        return agenda(self.course, self.run, self.how, self.today)

    def day_of(self, session: Session) -> date:
        """The day that a session is meant for, as things stand."""
        return rules.day_of_session(self.course, self.run, self.how, self.today, session)

    def step(self, name: str) -> Step:
        """The step of that id; one option of a choice stands for the choice.

        Raises:
            NotThere: when the course has no such step.
        """
        for step in self.course.steps:
            if step.id == name or (isinstance(step, Choice) and any(part.id == name for part in parts(step))):
                return step
        raise NotThere(f"The course “{self.course.title}” has no step “{name[:80]}”.")


class Walk:
    """Begins courses, marks steps done, rests and ends. Safe from any thread.

    Args:
        library: what the packs offer.
        courses: what was done of it.
        turns_at: when the person's day turns, "HH:MM".

    Every method but `library`'s own raises `StoreTrouble` when the store cannot be read or written.
    """

    def __init__(self, library: Library, courses: Courses, turns_at: Callable[[], str]) -> None:
        self._library = library
        self.courses = courses
        self._turns_at = turns_at

    @property
    def offered(self) -> tuple[Course, ...]:
        """Every course of the packs."""
        return self._library.courses

    def ways(self) -> list[Way]:
        """Every time on a course that the packs still have, in the order they were begun; the ended ones too."""
        known = {course.id: course for course in self._library.courses}
        return [self._way(known[run.course], run) for run in self.courses.runs() if run.course in known]

    def under_way(self) -> list[Way]:
        """Those that were neither finished nor left."""
        return [way for way in self.ways() if way.run.ended is None]

    def way(self, course_id: str) -> Way:
        """The time on a course that is under way.

        Raises:
            NotThere: when there is no such course, or it is not under way.
        """
        course = self._library.course(course_id)
        for run in self.courses.under_way():
            if run.course == course_id:
                return self._way(course, run)
        raise NotThere(f"“{course.title}” is not begun; “selfcompassion course start {course_id}” begins it.")

    def begin(self, course_id: str) -> Way:
        """Begin a course today.

        Raises:
            NotThere: when there is no such course.
            Trouble: when it is under way already.
        """
        course = self._library.course(course_id)
        if any(run.course == course_id for run in self.courses.under_way()):
            raise Trouble(f"“{course.title}” is under way already; it goes on where you left off.")
        return self._way(course, self.courses.begin(course.id, course.title, self._turns_at()))

    def do(self, way: Way, step_id: str, how: str = "", subject: str = "") -> Way:
        """Mark a step done; with the last one, the course is finished.

        Raises:
            NotThere: when the course has no such step.
        """
        step = way.step(step_id)
        run = rules.done_now(way.course, way.run, way.how, way.today)
        self.courses.do(run.id, step.id, how, subject, self._turns_at())
        if run.ended is None and rules.is_whole(way.course, {**way.how, step.id: how}):
            run = rules.ended(run, way.today, rules.FINISHED)
        if run != way.run:
            self.courses.keep(run)
        return self._way(way.course, run)

    def do_named(self, source: str, subject: str) -> Way | None:
        """Mark the step done that something carries as its source; None where no course of that name is under way."""
        course_id, _, step = source.removeprefix(SOURCE).partition("/")
        try:
            return self.do(self.way(course_id), step, subject=subject)
        except NotThere:
            return None

    def pause(self, way: Way) -> Way:
        """Let a course rest from today on."""
        return self._kept(way, rules.paused(way.run, way.today))

    def resume(self, way: Way) -> Way:
        """Go on with it; what is left moves along."""
        return self._kept(way, rules.resumed(way.run, way.today))

    def leave(self, way: Way) -> Way:
        """Leave a course; every record of it stays."""
        return self._kept(way, rules.ended(way.run, way.today, rules.LEFT))

    def _kept(self, way: Way, run: Run) -> Way:
        if run != way.run:
            self.courses.keep(run)
        return self._way(way.course, run)

    def _way(self, course: Course, run: Run) -> Way:
        return Way(course, run, self.courses.done(run.id), self.courses.today(self._turns_at()))


def source_of(way: Way, step: Step) -> str:
    """How a sitting, an entry or a check-in names the step that it belongs to."""
    return f"{SOURCE}{way.course.id}/{step.id}"

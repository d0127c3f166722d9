"""Courses walked: what the packs offer and what was done of it, brought together for the window and the terminal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from ..content.library import Library
from ..core import agenda as rules
from ..core.agenda import Agenda, Run, agenda
from ..core.course import CheckIn, Choice, Course, Live, Practise, Read, Session, Step, Write, parts
from ..core.errors import Fault, NotThere, Trouble
from ..core.ics import Meeting, calendar
from ..store.courses import Courses, StepRecord
from ..store.times import moment_in

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
        """The day that a session was done, or that it is meant for as things stand."""
        days = [self.done[step.id].day for step in session.steps if step.id in self.done]
        if days and self.is_over(session):
            return max(days)
        return rules.day_of_session(self.course, self.run, self.how, self.today, session)

    def is_over(self, session: Session) -> bool:
        """Whether nothing of a session is left that it needs."""
        return rules.is_done(session, self.how)

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

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Why some course is not among them."""
        return self._library.course_faults

    def ways(self) -> list[Way]:
        """Every time on a course that the packs still have, in the order they were begun; the ended ones too."""
        runs = self.courses.runs()
        if not runs:
            return []  # whoever never began one need not wait until all of them are read
        # One that an update dropped since stays for whoever is in the middle of it.
        known = {course.id: course for course in (*self._library.retired_courses, *self._library.courses)}
        return [self._way(known[run.course], run) for run in runs if run.course in known]

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

    def name_of(self, course: Course, step: Step) -> str:
        """What a step is called: its own title, or that of what it leads to; empty for a rest."""
        if step.title:
            return step.title
        match step:
            case Read():
                reading = course.reading(step.reading)
                return reading.title if reading else step.reading
            case Practise():
                return self._library.practice(step.practice).title
            case Write():
                return self._library.exercise(step.exercise).title
            case Live():
                live = course.live_session(step.live)
                return live.title if live else step.live
            case CheckIn():
                return self._library.measure(step.measure).title
            case Choice():
                return " · ".join(self.name_of(course, part) for part in step.options)
            case _:
                return ""

    def begin(self, course_id: str) -> Way:
        """Begin a course today.

        Raises:
            NotThere: when there is no such course.
            Trouble: when it is under way already.
        """
        course = self._library.course(course_id)
        if any(run.course == course_id for run in self.courses.under_way()):
            raise Trouble(f"“{course.title}” is under way already; it goes on where you left off.")
        way = self._way(course, self.courses.begin(course.id, course.title, self._turns_at()))
        self.take_dates(way)
        return way

    def take_dates(self, way: Way) -> None:
        """Keep the dates that the course's own file sets, and what has changed of them; no other is touched."""
        kept = {each.id: each for each in self.courses.dates(way.run.id)}
        for live in way.course.live:
            if live.starts is None:
                continue
            name = f"{way.run.id}.{live.id}"
            set_ = Meeting(name, live.id, live.title, live.starts, live.zone, live.minutes, live.join)
            old = kept.get(name)
            if old is None:
                self.add_date(way, set_)
            elif replace(old, sequence=0, cancelled=False) != set_:
                self.courses.change_date(set_)

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

    def calendar(self, way: Way) -> str:
        """The dates of a course as a calendar program reads them.

        Raises:
            Trouble: when there is none.
        """
        kept = self.courses.dates(way.run.id)
        if not kept:
            raise Trouble(f"No date of “{way.course.title}” is kept yet.")
        return calendar(way.course.title, kept, lambda each: moment_in(each.starts, each.zone), self.courses.now())

    def write_calendar(self, way: Way, file: Path) -> int:
        """Write them to a file, in place of one that is there; returns how many.

        Raises:
            Trouble: when there is none, or the file cannot be written.
        """
        text = self.calendar(way)
        try:
            file.write_bytes(text.encode())
        except OSError as error:
            why = (error.strerror or "it may not be written to").lower()
            raise Trouble(f"“{file}” cannot be written ({why}); choose another place.") from None
        return len(self.courses.dates(way.run.id))

    def meetings(self) -> tuple[datetime, ...]:
        """When the dates of all courses under way begin, those that take place."""
        dates = (each for way in self.under_way() for each in self.courses.dates(way.run.id))
        return tuple(sorted(moment_in(each.starts, each.zone) for each in dates if not each.cancelled))

    def add_date(self, way: Way, meeting: Meeting) -> Meeting:
        """Keep a date more.

        Raises:
            Trouble: when its zone is not known here.
        """
        moment_in(meeting.starts, meeting.zone)
        return self.courses.add_date(way.run.id, meeting)

    def _kept(self, way: Way, run: Run) -> Way:
        if run != way.run:
            self.courses.keep(run)
        return self._way(way.course, run)

    def _way(self, course: Course, run: Run) -> Way:
        return Way(course, run, self.courses.done(run.id), self.courses.today(self._turns_at()))


def source_of(way: Way, step: Step) -> str:
    """How a sitting, an entry or a check-in names the step that it belongs to."""
    return f"{SOURCE}{way.course.id}/{step.id}"

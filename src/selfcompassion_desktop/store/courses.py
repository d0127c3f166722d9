"""The courses that a person is, or was, on: when each was begun, which steps are done, and its dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ..core.agenda import Run
from ..core.days import TURNS_AT, day_of
from ..core.errors import NotThere
from ..core.ics import Meeting
from ..core.journal import clean
from ..core.ports.clock import Clock
from .database import Database
from .ids import Ids
from .times import microseconds, wall, zone

_RUN = "SELECT id, course, title, day, shifted, paused, ended, how FROM course_run"
_STEP = "SELECT step, day, how, subject FROM step_done"
_DATE = "SELECT id, live, title, starts, zone, minutes, words, sequence, cancelled FROM course_date"


@dataclass(frozen=True, slots=True)
class StepRecord:
    """One step that was done.

    Attributes:
        step: its id within the course.
        day: the person's day it was done.
        how: empty, or `core.agenda.LEFT_OUT`.
        subject: the id of the sitting, the entry or the check-in that it came to; empty where there is none.
    """

    step: str
    day: date
    how: str
    subject: str


class Courses:
    """Keeps what is done of courses. Safe from any thread; what reads or writes raises `StoreTrouble`."""

    def __init__(self, database: Database, clock: Clock, ids: Ids) -> None:
        self._database = database
        self._clock = clock
        self._ids = ids

    def today(self, turns_at: str = TURNS_AT) -> date:
        """The person's day."""
        return day_of(self._clock.now(), turns_at)

    def now(self) -> datetime:
        """This moment."""
        return self._clock.now()

    def begin(self, course: str, title: str, turns_at: str = TURNS_AT) -> Run:
        """A course is begun now."""
        now = self._clock.now()
        run = Run(self._ids.new(), course, title, day_of(now, turns_at))
        with self._database.write() as connection:
            connection.execute(
                "INSERT INTO course_run (id, course, title, began, local, zone, day) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (run.id, course, title, microseconds(now), wall(now), zone(now), run.day.isoformat()),
            )
        return run

    def runs(self) -> list[Run]:
        """Every time on a course, in the order they were begun."""
        with self._database.read() as connection:
            rows = connection.execute(f"{_RUN} ORDER BY began, id").fetchall()
        return [_run(row) for row in rows]

    def under_way(self) -> list[Run]:
        """Those that were neither finished nor left, those at rest among them."""
        return [run for run in self.runs() if run.ended is None]

    def run(self, run_id: str) -> Run:
        """One of them.

        Raises:
            NotThere: when there is none of that id.
        """
        with self._database.read() as connection:
            row = connection.execute(f"{_RUN} WHERE id = ?", (clean(run_id),)).fetchone()
        if row is None:
            raise _not_there(run_id)
        return _run(row)

    def keep(self, run: Run) -> None:
        """Keep how a time on a course stands now.

        Raises:
            NotThere: when there is none of that id.
        """
        with self._database.write() as connection:
            kept = connection.execute(
                "UPDATE course_run SET shifted = ?, paused = ?, ended = ?, how = ? WHERE id = ?",
                (run.shifted, _iso(run.paused), _iso(run.ended), run.how, run.id),
            )
            if kept.rowcount == 0:
                raise _not_there(run.id)

    def done(self, run_id: str) -> Mapping[str, StepRecord]:
        """The steps that are done, by their ids."""
        with self._database.read() as connection:
            rows = connection.execute(f"{_STEP} WHERE run = ? ORDER BY done, id", (run_id,)).fetchall()
        return {step: StepRecord(step, date.fromisoformat(day), how, subject) for step, day, how, subject in rows}

    def do(self, run_id: str, step: str, how: str = "", subject: str = "", turns_at: str = TURNS_AT) -> None:
        """A step is done now. One that was left out can still be done; one that is done stays as it was."""
        now = self._clock.now()
        with self._database.write() as connection:
            connection.execute(
                "INSERT INTO step_done (id, run, step, done, local, zone, day, how, subject) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (run, step) DO UPDATE SET "
                "done = excluded.done, local = excluded.local, zone = excluded.zone, day = excluded.day, "
                "how = excluded.how, subject = excluded.subject WHERE step_done.how <> '' AND excluded.how = ''",
                (
                    self._ids.new(), run_id, step, microseconds(now), wall(now), zone(now),
                    day_of(now, turns_at).isoformat(), how, subject,
                ),
            )  # fmt: skip

    # ------------------------------------------------------------------ dates

    def dates(self, run_id: str) -> list[Meeting]:
        """Its dates, the earliest first; those too that do not take place."""
        with self._database.read() as connection:
            rows = connection.execute(f"{_DATE} WHERE run = ? ORDER BY starts, id", (run_id,)).fetchall()
        return [
            Meeting(id, live, title, datetime.fromisoformat(starts), zone, minutes, words, sequence, bool(cancelled))
            for id, live, title, starts, zone, minutes, words, sequence, cancelled in rows
        ]

    def add_date(self, run_id: str, meeting: Meeting) -> Meeting:
        """A date more; it gets an id of its own where it has none."""
        made = Meeting(
            meeting.id or self._ids.new(), meeting.live, clean(meeting.title), meeting.starts, meeting.zone,
            meeting.minutes, clean(meeting.words),
        )  # fmt: skip
        with self._database.write() as connection:
            connection.execute(
                "INSERT INTO course_date (id, run, live, title, starts, zone, minutes, words) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    made.id, run_id, made.live, made.title, made.starts.isoformat(timespec="minutes"), made.zone,
                    made.minutes, made.words,
                ),
            )  # fmt: skip
        return made

    def change_date(self, meeting: Meeting) -> None:
        """Keep what a date is now; calendars learn of it by its sequence, which grows by one.

        Raises:
            NotThere: when there is none of that id.
        """
        with self._database.write() as connection:
            kept = connection.execute(
                "UPDATE course_date SET title = ?, starts = ?, zone = ?, minutes = ?, words = ?, cancelled = ?, "
                "sequence = sequence + 1 WHERE id = ?",
                (
                    clean(meeting.title), meeting.starts.isoformat(timespec="minutes"), meeting.zone, meeting.minutes,
                    clean(meeting.words), int(meeting.cancelled), meeting.id,
                ),
            )  # fmt: skip
            if kept.rowcount == 0:
                raise NotThere(f"There is no date “{clean(meeting.id)[:80]}”.")


def _run(row: Any) -> Run:
    id, course, title, day, shifted, paused, ended, how = row
    return Run(id, course, title, date.fromisoformat(day), shifted, _day(paused), _day(ended), how)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _not_there(run_id: str) -> NotThere:
    return NotThere(f"There is no record of a course “{clean(run_id)[:80]}”.")

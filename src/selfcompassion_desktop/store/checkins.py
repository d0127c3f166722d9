"""The check-ins: what was answered, with what was asked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from ..core.checkin import CheckInRecord, answers_of, phase_of
from ..core.days import TURNS_AT, day_of
from ..core.errors import NotThere
from ..core.journal import clean
from ..core.measure import Answers, Measure, Phase, definition, digest
from ..core.ports.clock import Clock
from .database import Database
from .ids import Ids
from .times import microseconds, wall, zone

_ROW = "SELECT id, measure, title, local, day, phase, run, step, answers, draft, digest, definition FROM checkin"
FRESH = timedelta(days=1)
"""For how long a draft is gone on with."""
_KEEP = """
INSERT INTO checkin (id, measure, title, at, local, zone, day, phase, run, step, answers, draft, digest, definition)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET at = excluded.at,
local = excluded.local, zone = excluded.zone, day = excluded.day, answers = excluded.answers, draft = excluded.draft
WHERE checkin.draft"""


class CheckIns:
    """Keeps check-ins. Safe from any thread; what reads or writes raises `StoreTrouble`."""

    def __init__(self, database: Database, clock: Clock, ids: Ids) -> None:
        self._database = database
        self._clock = clock
        self._ids = ids

    def begin(
        self, measure: Measure, phase: Phase = Phase.NONE, run: str = "", step: str = "", turns_at: str = TURNS_AT
    ) -> CheckInRecord:
        """The draft of such a check-in where one was written within a day, else a new one. Nothing is written yet.

        An older draft speaks of another day, and is not gone on with. Answers of a draft go along where the measure
        still asks for them.
        """
        now = self._clock.now()
        with self._database.read() as connection:
            row = connection.execute(
                f"{_ROW} WHERE draft AND measure = ? AND run = ? AND step = ? AND at > ? "
                "ORDER BY at DESC, id DESC LIMIT 1",
                (measure.id, run, step, microseconds(now - FRESH)),
            ).fetchone()
        if row is not None:
            found = _record(row)
            if found.digest == digest(measure):
                return found
            kept = {n: v for n, v in found.answers.items() if (item := measure.item(n)) and v in item.values}
        else:
            kept = {}
        return CheckInRecord(
            self._ids.new(), measure.id, measure.title, wall(now), day_of(now, turns_at), phase, run, step, kept, True,
            digest(measure), definition(measure),
        )  # fmt: skip

    def keep(self, record: CheckInRecord, answers: Answers, turns_at: str = TURNS_AT) -> CheckInRecord:
        """Write a draft as it stands; one that is finished stays as it is."""
        return self._write(replace(record, answers=dict(answers), draft=True), turns_at)

    def finish(self, record: CheckInRecord, answers: Answers, turns_at: str = TURNS_AT) -> CheckInRecord:
        """Write it as finished now. Older drafts of the same are gone with it."""
        return self._write(replace(record, answers=dict(answers), draft=False), turns_at)

    def let_go(self, record: CheckInRecord) -> None:
        """Take a draft away; one that is finished stays."""
        with self._database.write() as connection:
            connection.execute("DELETE FROM checkin WHERE id = ? AND draft", (record.id,))

    def history(self, measure: str = "", limit: int = -1) -> list[CheckInRecord]:
        """The finished ones, the newest first; those of one measure, or of all. A negative limit is none."""
        which, values = ("AND measure = ?", (clean(measure),)) if measure else ("", ())
        with self._database.read() as connection:
            rows = connection.execute(
                f"{_ROW} WHERE NOT draft {which} ORDER BY at DESC, id DESC LIMIT ?", (*values, limit)
            ).fetchall()
        return [_record(row) for row in rows]

    def of_run(self, run: str) -> list[CheckInRecord]:
        """The finished ones of one time on a course, in the order they were made."""
        with self._database.read() as connection:
            rows = connection.execute(f"{_ROW} WHERE NOT draft AND run = ? ORDER BY at, id", (run,)).fetchall()
        return [_record(row) for row in rows]

    def get(self, checkin: str) -> CheckInRecord:
        """One of them.

        Raises:
            NotThere: when there is none of that id.
        """
        with self._database.read() as connection:
            row = connection.execute(f"{_ROW} WHERE id = ?", (clean(checkin),)).fetchone()
        if row is None:
            raise NotThere(f"There is no record of a check-in “{clean(checkin)[:80]}”.")
        return _record(row)

    def _write(self, record: CheckInRecord, turns_at: str) -> CheckInRecord:
        now = self._clock.now()
        made = replace(record, at=wall(now), day=day_of(now, turns_at))
        with self._database.write() as connection:
            connection.execute(_KEEP, _values(made, now))
            if not made.draft:
                connection.execute(
                    "DELETE FROM checkin WHERE draft AND measure = ? AND run = ? AND step = ?",
                    (made.measure, made.run, made.step),
                )
        return made


def _values(record: CheckInRecord, now: datetime) -> tuple[object, ...]:
    return (
        record.id, record.measure, record.title, microseconds(now), record.at, zone(now), record.day.isoformat(),
        record.phase.value, record.run, record.step, json.dumps(record.answers, sort_keys=True), int(record.draft),
        record.digest, record.definition,
    )  # fmt: skip


def _record(row: Any) -> CheckInRecord:
    id, measure, title, local, day, phase, run, step, answers, draft, named, asked = row
    return CheckInRecord(
        id, measure, title, local, date.fromisoformat(day), phase_of(phase), run, step, _answers(answers), bool(draft),
        named, asked,
    )  # fmt: skip


def _answers(text: str) -> Mapping[str, int]:
    found = json.loads(text)
    return answers_of(found) if isinstance(found, dict) else {}

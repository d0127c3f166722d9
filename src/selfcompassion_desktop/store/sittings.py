"""The sittings: what was practised, written while it happens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from ..core.days import TURNS_AT, day_of
from ..core.errors import NotThere
from ..core.journal import clean
from ..core.ports.clock import Clock
from .database import Database
from .ids import Ids
from .times import microseconds, wall, zone

_BEGIN = """
INSERT INTO sitting (id, practice, title, voice, began, local, zone, day, planned)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING"""

_ROW = (
    "SELECT id, practice, title, voice, local, day, planned, seconds, position, finished, rated, before, after "
    "FROM sitting"
)


@dataclass(frozen=True, slots=True)
class SittingRecord:
    """One time that a person practised.

    Attributes:
        id: UUIDv7.
        practice: the practice's id.
        title: the practice's title as it was.
        voice: the voice it was guided in; empty where in text only.
        started: the wall time it began, ISO 8601 with the offset as it was.
        day: the person's day it belongs to, settled when it began.
        planned: seconds it was planned for.
        seconds: seconds practised; of a sitting cut short by a crash, up to ten seconds fewer.
        position: where it stands on its timeline, in seconds.
        finished: whether its end was reached.
        rated: what the ratings are of; empty where none was given.
        before: 0 to 10, or None.
        after: 0 to 10, or None.
    """

    id: str
    practice: str
    title: str
    voice: str
    started: str
    day: date
    planned: float
    seconds: float
    position: float
    finished: bool
    rated: str
    before: int | None
    after: int | None


class Sittings:
    """Keeps sittings. Safe from any thread.

    Every method but `new_id` raises `StoreTrouble` when the store cannot be read or written. A sitting whose
    beginning could not be written is written whole as soon as it can be.
    """

    def __init__(self, database: Database, clock: Clock, ids: Ids) -> None:
        self._database = database
        self._clock = clock
        self._ids = ids
        self._under_way: dict[str, tuple[object, ...]] = {}

    def new_id(self) -> str:
        """An id for a sitting that is about to begin."""
        return self._ids.new()

    def begin(
        self, practice: str, title: str, planned: float, voice: str, sitting: str = "", turns_at: str = TURNS_AT
    ) -> str:
        """Open the record of a sitting that begins now; returns its id, a new one where none is given.

        `planned` is in seconds, `turns_at` ("HH:MM") when the person's day turns.
        """
        sitting = sitting or self.new_id()
        now = self._clock.now()
        day = day_of(now, turns_at).isoformat()
        begun = (sitting, practice, title, voice, microseconds(now), wall(now), zone(now), day, planned)
        self._under_way[sitting] = begun
        with self._database.write() as connection:
            connection.execute(_BEGIN, begun)
        return sitting

    def heard(self, sitting: str, seconds: float, position: float) -> None:
        """Bring a sitting up to date; the seconds practised never shrink.

        Raises:
            NotThere: when there is no such sitting.
        """
        self._update(sitting, "seconds = max(seconds, ?), position = ?", (seconds, position))

    def end(self, sitting: str, seconds: float, position: float, finished: bool) -> None:
        """Close a sitting.

        Raises:
            NotThere: when there is no such sitting.
        """
        self._update(sitting, "seconds = max(seconds, ?), position = ?, finished = ?", (seconds, position, finished))
        self._under_way.pop(sitting, None)

    def rate(self, sitting: str, before: int | None, after: int | None, what: str) -> None:
        """Note how `what` was before or after, 0 to 10; None leaves what was noted.

        Raises:
            NotThere: when there is no such sitting.
        """
        self._update(
            sitting, "before = coalesce(?, before), after = coalesce(?, after), rated = ?", (before, after, what)
        )

    def newest(self, limit: int) -> list[SittingRecord]:
        """The newest sittings, also those under way or cut short."""
        with self._database.read() as connection:
            rows = connection.execute(f"{_ROW} ORDER BY began DESC, id DESC LIMIT ?", (limit,)).fetchall()
        return [_record(row) for row in rows]

    def get(self, sitting: str) -> SittingRecord:
        """One sitting.

        Raises:
            NotThere: when there is no such sitting.
        """
        with self._database.read() as connection:
            row = connection.execute(f"{_ROW} WHERE id = ?", (clean(sitting),)).fetchone()
        if row is None:
            raise _not_there(sitting)
        return _record(row)

    def days(self, first: date, last: date) -> set[date]:
        """On which of the person's days something was practised, be it for a minute; a break counts."""
        span = (first.isoformat(), last.isoformat())
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT day FROM sitting WHERE day BETWEEN ? AND ? AND seconds > 0 "
                "UNION SELECT day FROM break WHERE day BETWEEN ? AND ? AND seconds > 0",
                span + span,
            ).fetchall()
        return {date.fromisoformat(day) for (day,) in rows}

    def unfinished(self, practice: str) -> float | None:
        """Where the last sitting of a practice was left, in seconds; None where it was finished or never begun."""
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT position FROM sitting WHERE id = "
                "(SELECT id FROM sitting WHERE practice = ? ORDER BY began DESC, id DESC LIMIT 1) "
                "AND NOT finished AND position > 0",
                (practice,),
            ).fetchone()
        return None if row is None else float(row[0])

    def _update(self, sitting: str, change: str, values: tuple[object, ...]) -> None:
        with self._database.write() as connection:
            if begun := self._under_way.get(sitting):
                connection.execute(_BEGIN, begun)
            done = connection.execute(f"UPDATE sitting SET {change} WHERE id = ?", (*values, sitting))
            if done.rowcount == 0:
                raise _not_there(sitting)


def _not_there(sitting: str) -> NotThere:
    return NotThere(f"There is no record of a sitting “{sitting[:80]}”.")


def _record(row: Any) -> SittingRecord:
    id, practice, title, voice, local, day, planned, seconds, position, finished, rated, before, after = row
    return SittingRecord(
        id, practice, title, voice, local, date.fromisoformat(day), planned, seconds, position, bool(finished),
        rated, before, after,
    )  # fmt: skip

"""The breaks taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ..core.days import TURNS_AT, day_of
from ..core.ports.clock import Clock
from .database import Database
from .ids import Ids
from .times import microseconds, wall, zone

RATED = "how hard it is"
"""What the two numbers of a break are of."""
_KEEP = """
INSERT INTO break (id, began, local, zone, day, seconds, need, entry, before, after, rated)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET need = excluded.need, entry = excluded.entry, before = excluded.before,
after = excluded.after, rated = excluded.rated"""


@dataclass(frozen=True, slots=True)
class BreakRecord:
    """One break.

    Attributes:
        id: UUIDv7.
        started: the wall time it began, ISO 8601 with the offset as it was.
        day: the person's day it belongs to.
        seconds: how long it was.
        need: what was needed; empty where nothing was chosen.
        entry: the id of the line kept in the journal; empty where none was.
        before: how hard it was, 0 to 10; None where nothing was said.
        after: the same afterwards.
    """

    id: str
    started: str
    day: date
    seconds: float
    need: str
    entry: str
    before: int | None = None
    after: int | None = None


class Breaks:
    """Keeps breaks. Safe from any thread; what reads or writes raises `StoreTrouble`."""

    def __init__(self, database: Database, clock: Clock, ids: Ids) -> None:
        self._database = database
        self._clock = clock
        self._ids = ids

    def now(self) -> datetime:
        """This moment, for a break that is kept later on."""
        return self._clock.now()

    def new_id(self) -> str:
        """An id for a break that is kept, and then kept again with what was needed."""
        return self._ids.new()

    def add(
        self,
        seconds: float,
        need: str,
        entry: str = "",
        turns_at: str = TURNS_AT,
        ended: datetime | None = None,
        break_id: str = "",
        before: int | None = None,
        after: int | None = None,
    ) -> BreakRecord:
        """Keep a break of `seconds` that ended at a moment, or ends now; one of this id that is there already is
        brought up to date."""
        began = (ended or self._clock.now()) - timedelta(seconds=seconds)
        day = day_of(began, turns_at)
        record = BreakRecord(break_id or self._ids.new(), wall(began), day, seconds, need, entry, before, after)
        rated = RATED if (before, after) != (None, None) else ""
        with self._database.write() as connection:
            connection.execute(
                _KEEP,
                (
                    record.id, microseconds(began), record.started, zone(began), record.day.isoformat(),
                    seconds, need, entry, before, after, rated,
                ),
            )  # fmt: skip
        return record

    def newest(self, limit: int) -> list[BreakRecord]:
        """The newest breaks."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT id, local, day, seconds, need, entry, before, after FROM break "
                "ORDER BY began DESC, id DESC LIMIT ?",
                (limit,),
            ).fetchall()
        return [BreakRecord(id, local, date.fromisoformat(day), *rest) for id, local, day, *rest in rows]

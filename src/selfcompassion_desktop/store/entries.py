"""The journal's entries.

Every save is a revision. Within one stretch of writing, a revision that was only a moment on the way is let go
again: when this same object wrote it, less than five minutes after the stretch began, and the stretch as a whole
has taken away no more than 20 characters and less than half of the text. So the text before a stretch, and any
text out of which more than a few words were cut, stays.

Whether a save meets a change made elsewhere is told by the revision it started from, never by time. Then both
texts are kept: the one that was there stays, and the one that came becomes an entry of its own beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from ..core.errors import NotThere
from ..core.journal import Entry, Glimpse, Revision, clean, opening_of, removed, title_of
from ..core.ports.clock import Clock
from ..core.search import Excerpts, columns, search_terms
from .database import Database
from .ids import Ids
from .times import instant, microseconds, wall, zone

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

STRETCH = timedelta(minutes=5)
"""How long one stretch of writing lasts, as revisions count it."""
SLIPS = 20
"""Code points that may be taken away within a stretch before the text they stood in is kept."""
BIN = timedelta(days=30)
"""How long the bin keeps an entry."""

_ENTRY = """
SELECT e.id, e.created, e.local, e.zone, e.title, r.body, e.revision, e.edited, e.source, e.place
FROM entry e JOIN revision r ON r.entry = e.place AND r.number = e.revision WHERE e.id = ?"""
_ROW = "SELECT id, created, local, title, opening, edited, place FROM entry"
_INSERT = """
INSERT INTO entry (place, id, created, local, zone, day, title, opening, revision, edited, source)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)"""
_SEARCH = """
SELECT e.id, e.created, e.local, e.title, r.body, e.edited, e.place
FROM (SELECT rowid AS place FROM found WHERE found MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?) AS f
JOIN entry e ON e.place = f.place JOIN revision r ON r.entry = e.place AND r.number = e.revision
ORDER BY e.place DESC"""
_LAST = (1 << 63) - 1
"""A place after every other."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Where a stretch of writing stands: its newest revision, when it began, and what it has taken away."""

    number: int
    began: int
    removed: int


@dataclass(frozen=True, slots=True)
class _Kept:
    """An entry and where it stands."""

    entry: Entry
    place: int


class Entries:
    """Adds, changes, finds and discards entries. Safe from any thread.

    Every method raises `StoreTrouble` when the store cannot be read or written.
    """

    def __init__(self, database: Database, clock: Clock, ids: Ids) -> None:
        self._database = database
        self._clock = clock
        self._ids = ids
        self._stretches: dict[str, _Stretch] = {}

    def add(self, body: str, source: str = "", written: datetime | None = None) -> Entry:
        """A new entry, written at `written` (aware, wall time); now where none is given."""
        moment = written or self._clock.now()
        with self._database.write() as connection:
            entry = self._insert(connection, clean(body), source, moment)
        self._stretches[entry.id] = _Stretch(1, microseconds(self._clock.now()), 0)
        return entry

    def save(self, entry_id: str, body: str, base_revision: int | None = None) -> Entry:
        """A new revision of an entry; returns it as it is then.

        A text that is already there changes nothing. With `base_revision`, the revision that the text was written
        on: where the entry has gone on since, `body` becomes a new entry with the source "copy:<id>" and that one
        is returned. An entry in the bin comes back out of it.

        Raises:
            NotThere: when there is no such entry and no `base_revision` tells that there was one.
        """
        body = clean(body)
        moment = self._clock.now()
        with self._database.write() as connection:
            kept = _look_up(connection, entry_id)
            if kept is None and base_revision is None:
                raise _not_there(entry_id)
            if kept is not None and _says_already(connection, kept, body, base_revision):
                return kept.entry
            if kept is None or base_revision not in (None, kept.entry.revision):
                entry = self._insert(connection, body, f"copy:{entry_id}", moment)
                stretch = _Stretch(1, microseconds(moment), 0)
            else:
                entry, stretch = self._revise(connection, kept, body, microseconds(moment))
        self._stretches[entry.id] = stretch
        return entry

    def get(self, entry_id: str) -> Entry:
        """An entry, in the bin or not.

        Raises:
            NotThere: when there is none.
        """
        with self._database.read() as connection:
            return _find(connection, entry_id).entry

    def newest(self, limit: int, after: Glimpse | None = None) -> list[Glimpse]:
        """The newest entries, or those that follow `after`, the last row held so far."""
        place = _LAST if after is None else after.place
        with self._database.read() as connection:
            rows = connection.execute(
                f"{_ROW} WHERE binned IS NULL AND place < ? ORDER BY place DESC LIMIT ?", (place, limit)
            ).fetchall()
        return [_glimpse(row) for row in rows]

    def count(self) -> int:
        """How many entries there are outside the bin."""
        with self._database.read() as connection:
            (count,) = connection.execute(
                "SELECT (SELECT count(*) FROM entry) - (SELECT count(*) FROM entry WHERE binned IS NOT NULL)"
            ).fetchone()
        return int(count)

    def search(self, text: str, limit: int = 50, after: Glimpse | None = None) -> list[Glimpse]:
        """The newest entries that hold every word of `text`, the last word perhaps still being typed.

        Any text is a fair question; one without a word finds nothing. `after` goes on from the last row held.
        """
        query = search_terms(text)
        if query is None:
            return []
        place = _LAST if after is None else after.place
        with self._database.read() as connection:
            rows = connection.execute(_SEARCH, (query, place, limit)).fetchall()
        excerpts = Excerpts(text)
        return [_glimpse(row, excerpts) for row in rows]

    def discard(self, entry_id: str) -> None:
        """Move an entry to the bin; `purge` empties it after 30 days.

        Raises:
            NotThere: when there is none.
        """
        now = microseconds(self._clock.now())
        with self._database.write() as connection:
            place = _find(connection, entry_id).place
            connection.execute("UPDATE entry SET binned = coalesce(binned, ?) WHERE place = ?", (now, place))
            connection.execute("DELETE FROM found WHERE rowid = ?", (place,))

    def restore(self, entry_id: str) -> None:
        """Take an entry out of the bin.

        Raises:
            NotThere: when there is none.
        """
        with self._database.write() as connection:
            kept = _find(connection, entry_id)
            connection.execute("UPDATE entry SET binned = NULL WHERE place = ?", (kept.place,))
            _index(connection, kept.place, kept.entry.body)

    def binned(self) -> list[Glimpse]:
        """What lies in the bin, the last discarded first."""
        with self._database.read() as connection:
            rows = connection.execute(f"{_ROW} WHERE binned IS NOT NULL ORDER BY binned DESC, place DESC").fetchall()
        return [_glimpse(row) for row in rows]

    def purge(self) -> int:
        """Remove for good what has been in the bin for 30 days; returns how many entries that were."""
        limit = microseconds(self._clock.now() - BIN)
        with self._database.write() as connection:
            return int(connection.execute("DELETE FROM entry WHERE binned < ?", (limit,)).rowcount)

    def revisions(self, entry_id: str) -> list[Revision]:
        """The revisions of an entry, newest first; none where there is no such entry."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT r.number, r.saved, r.body FROM entry e JOIN revision r ON r.entry = e.place "
                "WHERE e.id = ? ORDER BY r.number DESC",
                (clean(entry_id),),
            ).fetchall()
        return [Revision(number, instant(saved), body) for number, saved, body in rows]

    def unfound(self) -> list[str]:
        """A sentence for each entry whose text is gone, or that a search would pass over; none where all is well."""
        with self._database.read() as connection:
            lost = connection.execute(
                "SELECT id FROM entry e WHERE NOT EXISTS "
                "(SELECT 1 FROM revision r WHERE r.entry = e.place AND r.number = e.revision)"
            ).fetchall()
            unlisted = connection.execute(
                "SELECT id FROM entry WHERE binned IS NULL AND place NOT IN (SELECT rowid FROM found)"
            ).fetchall()
        return [f"The text of {i} is gone." for (i,) in lost] + [f"A search passes over {i}." for (i,) in unlisted]

    def by_day(self, first: date, last: date) -> dict[date, int]:
        """How many entries were written on each day of the calendar, by the wall clock of then."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT day, count(*) FROM entry WHERE binned IS NULL AND day BETWEEN ? AND ? GROUP BY day",
                (first.isoformat(), last.isoformat()),
            ).fetchall()
        return {date.fromisoformat(day): count for day, count in rows}

    def _insert(self, connection: Connection, body: str, source: str, moment: datetime) -> Entry:
        created, local, zone_name = microseconds(moment), wall(moment), zone(moment)
        place = _free_place(connection, created // 1000)
        when = instant(created)
        entry = Entry(self._ids.new(), when, local, zone_name, title_of(body), body, 1, when, source)
        opening = opening_of(body)
        connection.execute(
            _INSERT,
            (place, entry.id, created, local, zone_name, local[:10], entry.title, opening, created, source),
        )
        _keep_revision(connection, place, 1, created, body)
        _index(connection, place, body)
        return entry

    def _revise(self, connection: Connection, kept: _Kept, body: str, now: int) -> tuple[Entry, _Stretch]:
        before, place = kept.entry, kept.place
        stretch, passing = self._go_on(before, removed(before.body, body), now)
        if passing:
            connection.execute("DELETE FROM revision WHERE entry = ? AND number = ?", (place, before.revision))
        _keep_revision(connection, place, stretch.number, now, body)
        connection.execute(
            "UPDATE entry SET title = ?, opening = ?, revision = ?, edited = ?, binned = NULL WHERE place = ?",
            (title_of(body), opening_of(body), stretch.number, now, place),
        )
        _index(connection, place, body)
        return _find(connection, before.id).entry, stretch

    def _go_on(self, before: Entry, gone: int, now: int) -> tuple[_Stretch, bool]:
        """The stretch after one save more, and whether the revision before it was only a moment within it."""
        stretch = self._stretches.get(before.id)
        number = before.revision + 1
        if stretch is None or stretch.number != before.revision:
            return _Stretch(number, now, 0), False
        fresh = 0 <= now - stretch.began < STRETCH // timedelta(microseconds=1)
        if fresh and stretch.removed + gone <= SLIPS and 2 * gone < len(before.body):
            return _Stretch(number, stretch.began, stretch.removed + gone), True
        return _Stretch(number, now, 0), False


def _says_already(connection: Connection, kept: _Kept, body: str, base: int | None) -> bool:
    """Whether saving `body` would change nothing: it is there already, or it is what it was written on."""
    if kept.entry.body == body:
        return True
    if base in (None, kept.entry.revision):
        return False
    row = connection.execute("SELECT body FROM revision WHERE entry = ? AND number = ?", (kept.place, base)).fetchone()
    return row is not None and row[0] == body


def _look_up(connection: Connection, entry_id: str) -> _Kept | None:
    row = connection.execute(_ENTRY, (clean(entry_id),)).fetchone()
    if row is None:
        return None
    found, created, local, zone_name, title, body, revision, edited, source, place = row
    entry = Entry(found, instant(created), local, zone_name, title, body, revision, instant(edited), source)
    return _Kept(entry, place)


def _find(connection: Connection, entry_id: str) -> _Kept:
    kept = _look_up(connection, entry_id)
    if kept is None:
        raise _not_there(entry_id)
    return kept


def _keep_revision(connection: Connection, place: int, number: int, saved: int, body: str) -> None:
    connection.execute(
        "INSERT INTO revision (entry, number, saved, body) VALUES (?, ?, ?, ?)", (place, number, saved, body)
    )


def _index(connection: Connection, place: int, body: str) -> None:
    connection.execute("DELETE FROM found WHERE rowid = ?", (place,))
    connection.execute("INSERT INTO found (rowid, words, pairs) VALUES (?, ?, ?)", (place, *columns(body)))


def reindex(connection: Connection) -> None:
    """Make what is searched anew from the texts themselves, within the caller's transaction."""
    connection.execute("INSERT INTO found (found) VALUES ('delete-all')")
    texts = connection.execute(
        "SELECT e.place, r.body FROM entry e JOIN revision r ON r.entry = e.place AND r.number = e.revision "
        "WHERE e.binned IS NULL"
    )
    for place, body in texts.fetchall():
        _index(connection, place, body)


def _free_place(connection: Connection, wanted: int) -> int:
    """The place wanted, or one that is free right after a taken one.

    Thousands may have been written in one instant, as far as their source knows; so the end of a full stretch is
    found by doubling and halving, and entries of one instant stand in the order they came.
    """

    def taken(place: int) -> bool:
        return connection.execute("SELECT 1 FROM entry WHERE place = ?", (place,)).fetchone() is not None

    if not taken(wanted):
        return wanted
    step = 1
    while taken(wanted + step):
        step *= 2
    low, high = wanted + step // 2, wanted + step
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if taken(middle) else (low, middle)
    return high


def _glimpse(row: Any, excerpts: Excerpts | None = None) -> Glimpse:
    found, created, local, title, text, edited, place = row
    snippet, marks = excerpts.of(text) if excerpts else (text, ())
    return Glimpse(found, instant(created), local, title, snippet, marks, instant(edited), place)


def _not_there(entry_id: str) -> NotThere:
    return NotThere(f"There is no entry “{clean(entry_id)}” in the journal.")

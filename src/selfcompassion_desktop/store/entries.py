"""The journal's entries.

Every save is a revision. Within one stretch of writing, a revision that was only a moment on the way is let go
again: when this same object wrote it, less than five minutes after the stretch began, and the stretch as a whole
has taken away no more than 20 characters and less than half of the text. So the text before a stretch, and any
text out of which more than a few words were cut, stays.

Whether a save meets a change made elsewhere is told by the revision it started from, never by time. Then both
texts are kept: the one that was there stays, and the one that came becomes an entry of its own beside it.
"""

from __future__ import annotations

from calendar import isleap
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from ..core.errors import NotThere, Sealed
from ..core.journal import (
    EVERYTHING,
    FEELINGS,
    NO_MARKS,
    Entry,
    Glimpse,
    Letter,
    Marks,
    Only,
    Revision,
    clean,
    names,
    opening_of,
    removed,
    title_of,
)
from ..core.ports.clock import Clock
from ..core.search import Excerpts, columns, search_terms
from .database import Database
from .ids import Ids
from .marks import few, keep_marks, marks_of, narrowed, places, used_feelings, used_sources, used_tags, years
from .pictures import hand_over
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
SELECT e.id, e.created, e.local, e.zone, e.title, r.body, e.revision, e.edited, e.source, e.opens, e.place, e.sealed
FROM entry e JOIN revision r ON r.entry = e.place AND r.number = e.revision WHERE e.id = ?"""
_ROW = "SELECT e.id, e.created, e.local, e.title, e.opening, e.edited, e.place, e.pinned, e.opens FROM entry e"
_SEEN = "e.binned IS NULL AND e.sealed = 0"
"""Entries that lists show: those neither in the bin nor waiting for their day."""
_INSERT = """
INSERT INTO entry (place, id, created, local, zone, day, title, opening, revision, edited, source)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)"""
_FOUND = "SELECT rowid AS place FROM found WHERE found MATCH ? AND rowid < ? ORDER BY rowid DESC"
# CROSS JOIN has the index walked first, newest first, so that the limit ends the walk.
_NARROWED = """
SELECT f.rowid AS place FROM found f CROSS JOIN entry e ON e.place = f.rowid
WHERE found MATCH ? AND f.rowid < ? AND f.rowid >= ?"""
_SEARCH = """
SELECT e.id, e.created, e.local, e.title, r.body, e.edited, e.place, e.pinned, e.opens
FROM ({found}) AS f
JOIN entry e ON e.place = f.place JOIN revision r ON r.entry = e.place AND r.number = e.revision
ORDER BY e.place DESC"""
_BODY = "SELECT e.place, r.body FROM entry e JOIN revision r ON r.entry = e.place AND r.number = e.revision"
_DUE = "SELECT place FROM entry WHERE sealed AND binned IS NULL AND opens <= ? ORDER BY opens, place"
_BINNED = """
SELECT e.id, e.created, e.local, iif(e.sealed, '', e.title), iif(e.sealed, '', e.opening), e.edited, e.place, e.pinned,
e.opens FROM entry e WHERE e.binned IS NOT NULL ORDER BY e.binned DESC, e.place DESC"""
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
    """An entry, where it stands, and whether it waits for its day."""

    entry: Entry
    place: int
    sealed: bool


class Entries:
    """Adds, changes, finds and discards entries. Safe from any thread.

    Every method raises `StoreTrouble` when the store cannot be read or written.
    """

    def __init__(self, database: Database, clock: Clock, ids: Ids) -> None:
        self._database = database
        self._clock = clock
        self._ids = ids
        self._stretches: dict[str, _Stretch] = {}

    def add(
        self,
        body: str,
        source: str = "",
        written: datetime | None = None,
        marks: Marks = NO_MARKS,
        opens: date | None = None,
    ) -> Entry:
        """A new entry, written at `written` (aware, wall time); now where none is given.

        With `opens`, it is a letter to oneself and sealed until that day.
        """
        with self._database.write() as connection:
            entry = self.insert(connection, body, source, written or self._clock.now(), marks)
            if opens is not None:
                entry = _seal(connection, _find(connection, entry.id), opens)
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
            if kept is not None and kept.sealed and not _says_already(connection, kept, body, base_revision):
                # What was still being written when the letter was closed is not lost, and the letter stays closed.
                entry, stretch = self._revise(connection, kept, body, microseconds(moment))
                self._stretches[entry.id] = stretch
                return entry
            if kept is not None and _says_already(connection, kept, body, base_revision):
                return kept.entry
            if kept is None or base_revision not in (None, kept.entry.revision):
                entry = self.insert(connection, body, f"copy:{entry_id}", moment)
                stretch = _Stretch(1, microseconds(moment), 0)
            else:
                entry, stretch = self._revise(connection, kept, body, microseconds(moment))
        self._stretches[entry.id] = stretch
        return entry

    def get(self, entry_id: str) -> Entry:
        """An entry, in the bin or not.

        Raises:
            NotThere: when there is none.
            Sealed: when it is a letter whose day has not come.
        """
        with self._database.read() as connection:
            kept = _find(connection, entry_id)
        if kept.sealed and kept.entry.opens is not None:
            raise Sealed(f"This letter opens on {kept.entry.opens.isoformat()}. Until then it stays closed.")
        return kept.entry

    def newest(self, limit: int, after: Glimpse | None = None, only: Only = EVERYTHING) -> list[Glimpse]:
        """The newest entries, or those that follow `after`, the last row held so far."""
        place = _LAST if after is None else after.place
        condition, values = narrowed(only)
        first, last = places(only)
        with self._database.read() as connection:
            rows = connection.execute(
                f"{_ROW} WHERE {_SEEN} AND e.place < ? AND e.place >= ?{condition} ORDER BY e.place DESC LIMIT ?",
                (min(place, last), first, *values, limit),
            ).fetchall()
        return [_glimpse(row) for row in rows]

    def count(self) -> int:
        """How many entries there are outside the bin, letters that have not come yet left out."""
        with self._database.read() as connection:
            # Both of the few are counted through an index of their own; all of them, by SQLite's own quick count.
            (count,) = connection.execute(
                "SELECT (SELECT count(*) FROM entry) - (SELECT count(*) FROM entry WHERE binned IS NOT NULL)"
                " - (SELECT count(*) FROM entry WHERE sealed AND binned IS NULL)"
            ).fetchone()
        return int(count)

    def search(
        self, text: str, limit: int = 50, after: Glimpse | None = None, only: Only = EVERYTHING
    ) -> list[Glimpse]:
        """The newest entries that hold every word of `text`, the last word perhaps still being typed.

        Any text is a fair question; one without a word finds nothing. `after` goes on from the last row held.
        """
        query = search_terms(text)
        if query is None:
            return []
        place = _LAST if after is None else after.place
        condition, values = narrowed(only)
        with self._database.read() as connection:
            if condition:  # the limit can only count what is left once the entries themselves were looked at
                first, last = places(only)
                if (little := few(connection, only)) is not None:
                    first, last = max([first, *little[:1]]), min([last, *(one + 1 for one in little[-1:])])
                    # The plus has them looked for among what was found, and not each of them found anew.
                    condition = f" AND +f.rowid IN ({', '.join(map(str, little))}){condition}"
                found = f"{_NARROWED}{condition} ORDER BY f.rowid DESC LIMIT ?"
                values = (query, min(place, last), first, *values, limit)
            else:
                found, values = f"{_FOUND} LIMIT ?", (query, place, limit)
            rows = connection.execute(_SEARCH.format(found=found), values).fetchall()
        excerpts = Excerpts(text)
        return [_glimpse(row, excerpts) for row in rows]

    def mark(self, entry_id: str, marks: Marks) -> Entry:
        """Set what stands beside an entry's text; the text and its revisions stay as they are.

        Raises:
            NotThere: when there is no such entry.
        """
        with self._database.write() as connection:
            keep_marks(connection, _find(connection, entry_id).place, marks)
            return _find(connection, entry_id).entry

    def used_tags(self) -> list[tuple[str, int]]:
        """Each tag that entries have, as it was written last, and how many have it; the most used first."""
        with self._database.read() as connection:
            return used_tags(connection)

    def used_feelings(self) -> list[tuple[str, int]]:
        """The same for feelings."""
        with self._database.read() as connection:
            return used_feelings(connection)

    def used_sources(self) -> list[str]:
        """Where entries came from, as kinds: "break", "sitting", "import" and so on."""
        with self._database.read() as connection:
            return used_sources(connection)

    def feelings(self) -> list[str]:
        """The feelings that are offered: the person's own list, or the one to begin with."""
        with self._database.read() as connection:
            own = connection.execute("SELECT name FROM feeling ORDER BY seat").fetchall()
        return [name for (name,) in own] or list(FEELINGS)

    def set_feelings(self, given: list[str]) -> list[str]:
        """Change the list that is offered; an empty one brings back the one to begin with. Entries keep theirs."""
        with self._database.write() as connection:
            connection.execute("DELETE FROM feeling")
            connection.executemany("INSERT INTO feeling (seat, name) VALUES (?, ?)", enumerate(names(given)))
        return self.feelings()

    def seal(self, entry_id: str, opens: date) -> None:
        """Make an entry a letter to oneself: until that day nothing shows what it says, no list, search or revision.

        Raises:
            NotThere: when there is no such entry.
        """
        with self._database.write() as connection:
            _seal(connection, _find(connection, entry_id), opens)
        self._stretches.pop(entry_id, None)

    def letters(self) -> list[Letter]:
        """The letters whose day has not come, the next one first; those in the bin left out."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT id, local, opens FROM entry WHERE sealed AND binned IS NULL ORDER BY opens, place"
            ).fetchall()
        return [Letter(found, local, date.fromisoformat(opens)) for found, local, opens in rows]

    def open_letters(self, today: date) -> list[Glimpse]:
        """Open the letters whose day has come; they are entries like others from now on, and are returned."""
        with self._database.read() as connection:
            due = connection.execute(_DUE, (today.isoformat(),)).fetchall()
        return self._unseal([place for (place,) in due]) if due else []

    def opened_on(self, day: date) -> list[Glimpse]:
        """The letters whose day this is, and that are open."""
        with self._database.read() as connection:
            rows = connection.execute(f"{_ROW} WHERE {_SEEN} AND e.opens = ? ORDER BY e.place", (day.isoformat(),))
            return [_glimpse(row) for row in rows.fetchall()]

    def open_early(self, entry_id: str) -> Entry:
        """Open a letter before its day; it is one that was opened today from now on.

        Raises:
            NotThere: when there is none.
        """
        with self._database.read() as connection:
            place = _find(connection, entry_id).place
        today = self._clock.now().date().isoformat()
        with self._database.write() as connection:
            connection.execute("UPDATE entry SET opens = min(opens, ?) WHERE place = ? AND sealed", (today, place))
        self._unseal([place])
        return self.get(entry_id)

    def _unseal(self, places: list[int]) -> list[Glimpse]:
        opened = []
        with self._database.write() as connection:
            for place in places:
                row = connection.execute(f"{_BODY} WHERE e.place = ? AND e.sealed", (place,)).fetchone()
                if row is not None:  # else another window was quicker
                    connection.execute("UPDATE entry SET sealed = 0 WHERE place = ?", (place,))
                    index(connection, place, row[1])
                    opened.append(connection.execute(f"{_ROW} WHERE e.place = ?", (place,)).fetchone())
        return [_glimpse(row) for row in opened]

    def years(self) -> dict[int, int]:
        """How many entries each year has, by the wall clock of then; the latest first."""
        with self._database.read() as connection:
            return years(connection)

    def on_this_day(self, today: date) -> list[Glimpse]:
        """The entries of this day in earlier years, the latest first. On 28 February, those of the 29th too, where
        there is none this year."""
        days = [(today.month, today.day)]
        if days == [(2, 28)] and not isleap(today.year):
            days.append((2, 29))
        with self._database.read() as connection:
            oldest = connection.execute("SELECT min(day) FROM entry").fetchone()[0]
            if oldest is None:
                return []
            years = range(today.year - 1, int(oldest[:4]) - 1, -1)
            wanted = [f"{year:04}-{month:02}-{day:02}" for year in years for month, day in days]
            # Day by day through the index: looking at every entry's month and day would read them all.
            rows = [
                row
                for day in wanted
                for row in connection.execute(f"{_ROW} WHERE e.day = ? AND {_SEEN} ORDER BY e.place DESC", (day,))
            ]
        return [_glimpse(row) for row in rows]

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
            if not kept.sealed:
                index(connection, kept.place, kept.entry.body)

    def binned(self) -> list[Glimpse]:
        """What lies in the bin, the last discarded first; of a letter that has not come, nothing but its days."""
        with self._database.read() as connection:
            rows = connection.execute(_BINNED).fetchall()
        return [_glimpse(row) for row in rows]

    def purge(self) -> int:
        """Remove for good what has been in the bin for 30 days; returns how many entries that were."""
        limit = microseconds(self._clock.now() - BIN)
        with self._database.write() as connection:
            hand_over(connection, limit)
            return int(connection.execute("DELETE FROM entry WHERE binned < ?", (limit,)).rowcount)

    def revisions(self, entry_id: str) -> list[Revision]:
        """The revisions of an entry, newest first; none where there is no such entry, or it waits for its day."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT r.number, r.saved, r.body FROM entry e JOIN revision r ON r.entry = e.place "
                "WHERE e.id = ? AND NOT e.sealed ORDER BY r.number DESC",
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
                f"SELECT id FROM entry e WHERE {_SEEN} AND place NOT IN (SELECT rowid FROM found)"
            ).fetchall()
        return [f"The text of {i} is gone." for (i,) in lost] + [f"A search passes over {i}." for (i,) in unlisted]

    def by_day(self, first: date, last: date) -> dict[date, int]:
        """How many entries were written on each day of the calendar, by the wall clock of then."""
        with self._database.read() as connection:
            rows = connection.execute(
                f"SELECT e.day, count(*) FROM entry e WHERE {_SEEN} AND e.day BETWEEN ? AND ? GROUP BY e.day",
                (first.isoformat(), last.isoformat()),
            ).fetchall()
        return {date.fromisoformat(day): count for day, count in rows}

    def insert(
        self, connection: Connection, body: str, source: str, moment: datetime, marks: Marks = NO_MARKS
    ) -> Entry:
        """Add an entry within the caller's transaction."""
        body = clean(body)
        created, local, zone_name = microseconds(moment), wall(moment), zone(moment)
        place = free_place(connection, created // 1000)
        when = instant(created)
        marks = replace(marks, tags=names(marks.tags), feelings=names(marks.feelings))
        entry = Entry(self._ids.new(), when, local, zone_name, title_of(body), body, 1, when, source, marks)
        opening = opening_of(body)
        connection.execute(
            _INSERT,
            (place, entry.id, created, local, zone_name, local[:10], entry.title, opening, created, source),
        )
        keep_revision(connection, place, 1, created, body)
        if marks != NO_MARKS:
            keep_marks(connection, place, marks)
        index(connection, place, body)
        return entry

    def _revise(self, connection: Connection, kept: _Kept, body: str, now: int) -> tuple[Entry, _Stretch]:
        before, place = kept.entry, kept.place
        stretch, passing = self._go_on(before, removed(before.body, body), now)
        if passing:
            connection.execute("DELETE FROM revision WHERE entry = ? AND number = ?", (place, before.revision))
        keep_revision(connection, place, stretch.number, now, body)
        connection.execute(
            "UPDATE entry SET title = ?, opening = ?, revision = ?, edited = ?, binned = NULL WHERE place = ?",
            (title_of(body), opening_of(body), stretch.number, now, place),
        )
        if not kept.sealed:
            index(connection, place, body)
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
    found, created, local, zone_name, title, body, revision, edited, source, opens, place, sealed = row
    entry = Entry(
        found,
        instant(created),
        local,
        zone_name,
        title,
        body,
        revision,
        instant(edited),
        source,
        marks_of(connection, place),
        _day(opens),
    )
    return _Kept(entry, place, bool(sealed))


def _find(connection: Connection, entry_id: str) -> _Kept:
    kept = _look_up(connection, entry_id)
    if kept is None:
        raise _not_there(entry_id)
    return kept


def _seal(connection: Connection, kept: _Kept, opens: date) -> Entry:
    connection.execute("UPDATE entry SET sealed = 1, opens = ? WHERE place = ?", (opens.isoformat(), kept.place))
    connection.execute("DELETE FROM found WHERE rowid = ?", (kept.place,))
    return replace(kept.entry, opens=opens)


def keep_revision(connection: Connection, place: int, number: int, saved: int, body: str) -> None:
    """Add a revision's text, within the caller's transaction."""
    connection.execute(
        "INSERT INTO revision (entry, number, saved, body) VALUES (?, ?, ?, ?)", (place, number, saved, body)
    )


def index(connection: Connection, place: int, body: str) -> None:
    """Have an entry found by the words of this text, within the caller's transaction."""
    connection.execute("DELETE FROM found WHERE rowid = ?", (place,))
    connection.execute("INSERT INTO found (rowid, words, pairs) VALUES (?, ?, ?)", (place, *columns(body)))


def reindex(connection: Connection) -> None:
    """Make what is searched anew from the texts themselves, within the caller's transaction."""
    connection.execute("INSERT INTO found (found) VALUES ('delete-all')")
    for place, body in connection.execute(f"{_BODY} WHERE {_SEEN}").fetchall():
        index(connection, place, body)


def free_place(connection: Connection, wanted: int) -> int:
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
    found, created, local, title, text, edited, place, pinned, opens = row
    snippet, marks = excerpts.of(text) if excerpts else (text, ())
    return Glimpse(
        found, instant(created), local, title, snippet, marks, instant(edited), place, bool(pinned), _day(opens)
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _not_there(entry_id: str) -> NotThere:
    return NotThere(f"There is no entry “{clean(entry_id)}” in the journal.")

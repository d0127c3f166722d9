"""Everything out of the store, as it was at one instant, and back into one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from ..core.journal import clean
from ..core.ports.clock import Clock
from ..core.takeout import (
    FORMAT,
    Earlier,
    Everything,
    Head,
    KeptBreak,
    KeptCheckIn,
    KeptConsent,
    KeptDate,
    KeptEntry,
    KeptImport,
    KeptOrigin,
    KeptPicture,
    KeptRun,
    KeptSitting,
    KeptStep,
    Progress,
    T,
)
from .database import Database
from .ids import Ids
from .importing import Weighed
from .marks import marks_of
from .returning import Returning
from .times import microseconds
from .undoing import Undone, undo

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

_ENTRIES = """
SELECT e.id, e.place, e.created, e.local, e.zone, r.body, e.revision, e.edited, nullif(r.saved, e.edited), e.source,
e.binned, e.opens, e.sealed, e.extra, e.batch
FROM entry e JOIN revision r ON r.entry = e.place AND r.number = e.revision ORDER BY e.place"""
_EARLIER = """
SELECT e.id, r.number, r.saved, r.body FROM entry e JOIN revision r ON r.entry = e.place AND r.number <> e.revision
ORDER BY e.place, r.number"""
_PICTURES = """
SELECT p.id, e.id, p.name, p.type, p.content FROM picture p JOIN entry e ON e.place = p.entry ORDER BY e.place, p.id"""
_SITTINGS = """
SELECT id, practice, title, voice, began, local, zone, day, planned, seconds, position, finished, rated, before, after,
extra, batch FROM sitting ORDER BY began, id"""
_BREAKS = """
SELECT id, began, local, zone, day, seconds, need, entry, before, after, rated FROM break ORDER BY began, id"""
_RUNS = """
SELECT id, course, title, began, local, zone, day, shifted, paused, ended, how FROM course_run ORDER BY began, id"""
_STEPS = "SELECT id, run, step, done, local, zone, day, how, subject FROM step_done ORDER BY done, id"
_DATES = """
SELECT id, run, live, title, starts, zone, minutes, words, sequence, cancelled FROM course_date ORDER BY starts, id"""
_CHECKINS = """
SELECT id, measure, title, at, local, zone, day, phase, run, step, answers, draft, digest, definition FROM checkin
ORDER BY at, id"""
_CONSENTS = """
SELECT id, course, study, title, version, at, day, since, code, digest, words, language, purposes, withdrawn
FROM consent ORDER BY at, id"""
# What was put back from a file of this kind is this store's own history, and nothing that a person wrote or did.
_IMPORTS = f"SELECT id, taken, format, name, added, changed FROM batch WHERE format <> '{FORMAT}' ORDER BY taken, id"
_ORIGINS = f"""
SELECT format, key, subject, digest, batch FROM foreign_id WHERE format <> '{FORMAT}' ORDER BY format, key"""
_COUNTS: Mapping[type[Any], str] = {
    KeptEntry: "SELECT count(*) FROM entry",
    Earlier: "SELECT (SELECT count(*) FROM revision) - (SELECT count(*) FROM entry)",
    KeptPicture: "SELECT count(*) FROM picture",
    KeptSitting: "SELECT count(*) FROM sitting",
    KeptBreak: "SELECT count(*) FROM break",
    KeptRun: "SELECT count(*) FROM course_run",
    KeptStep: "SELECT count(*) FROM step_done",
    KeptDate: "SELECT count(*) FROM course_date",
    KeptCheckIn: "SELECT count(*) FROM checkin",
    KeptConsent: "SELECT count(*) FROM consent",
    KeptImport: f"SELECT count(*) FROM batch WHERE format <> '{FORMAT}'",
    KeptOrigin: f"SELECT count(*) FROM foreign_id WHERE format <> '{FORMAT}'",
}


class Snapshot:
    """The store as it was at one instant; `core.takeout.Everything`. Read it where it was opened, and no later.

    Args:
        connection: within a transaction that sees that instant.
        settings: what the person has set, to be taken along.
    """

    def __init__(self, connection: Connection, settings: Mapping[str, object]) -> None:
        self._connection = connection
        self._settings = settings

    @property
    def head(self) -> Head:
        """What there is one of."""
        feelings = self._connection.execute("SELECT name FROM feeling ORDER BY seat").fetchall()
        words = self._connection.execute("SELECT word FROM known_word ORDER BY word").fetchall()
        return Head(tuple(name for (name,) in feelings), tuple(word for (word,) in words), self._settings)

    def count(self, kind: type[Any]) -> int:
        """How many pieces of a kind there are."""
        return int(self._connection.execute(_COUNTS[kind]).fetchone()[0])

    def pieces(self, kind: type[T]) -> Iterator[T]:
        """The pieces of one kind, in their order, read as they are asked for.

        Raises:
            StoreTrouble: from around it, when the store cannot be read.
        """
        question, make = _READERS[kind]
        for row in self._connection.execute(question):
            yield make(self._connection, row)


def _entry(connection: Connection, row: Any) -> KeptEntry:
    *first, edited, saved, source, binned, opens, sealed, extra, batch = row
    id, place, created, local, zone, body, revision = first
    marks = marks_of(connection, place)
    return KeptEntry(
        id, place, created, local, zone, body, revision, edited, saved, source, marks.tags, marks.feelings,
        marks.strength, marks.pinned, binned, None if opens is None else date.fromisoformat(opens), bool(sealed),
        _extra(extra), batch,
    )  # fmt: skip


def _sitting(connection: Connection, row: Any) -> KeptSitting:
    *first, day, planned, seconds, position, finished, rated, low, high, extra, batch = row
    id, practice, title, voice, began, local, zone = first
    return KeptSitting(
        id, practice, title, voice, began, local, zone, date.fromisoformat(day), planned, seconds, position,
        bool(finished), rated, low, high, _extra(extra), batch,
    )  # fmt: skip


def _break(connection: Connection, row: Any) -> KeptBreak:
    id, began, local, zone, day, *rest = row
    return KeptBreak(id, began, local, zone, date.fromisoformat(day), *rest)


def _run(connection: Connection, row: Any) -> KeptRun:
    id, course, title, began, local, zone, day, shifted, paused, ended, how = row
    return KeptRun(
        id, course, title, began, local, zone, date.fromisoformat(day), shifted, _day(paused), _day(ended), how
    )


def _step(connection: Connection, row: Any) -> KeptStep:
    id, run, step, done, local, zone, day, how, subject = row
    return KeptStep(id, run, step, done, local, zone, date.fromisoformat(day), how, subject)


def _date(connection: Connection, row: Any) -> KeptDate:
    id, run, live, title, starts, zone, minutes, words, sequence, cancelled = row
    return KeptDate(id, run, live, title, starts, zone, minutes, words, sequence, bool(cancelled))


def _checkin(connection: Connection, row: Any) -> KeptCheckIn:
    id, measure, title, at, local, zone, day, phase, run, step, answers, draft, named, asked = row
    return KeptCheckIn(
        id, measure, title, at, local, zone, date.fromisoformat(day), phase, run, step, _extra(answers), bool(draft),
        named, asked,
    )  # fmt: skip


def _consent(connection: Connection, row: Any) -> KeptConsent:
    id, course, study, title, version, at, day, since, *words, purposes, withdrawn = row
    code, named, said, language = words
    return KeptConsent(
        id, course, study, title, version, at, date.fromisoformat(day), date.fromisoformat(since), code, named, said,
        language, _extra(purposes), _day(withdrawn),
    )  # fmt: skip


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


_READERS: Mapping[type[Any], tuple[str, Callable[[Connection, Any], Any]]] = {
    KeptEntry: (_ENTRIES, _entry),
    Earlier: (_EARLIER, lambda _, row: Earlier(*row)),
    KeptPicture: (_PICTURES, lambda _, row: KeptPicture(row[0], row[1], row[2], row[3], bytes(row[4]))),
    KeptSitting: (_SITTINGS, _sitting),
    KeptBreak: (_BREAKS, _break),
    KeptRun: (_RUNS, _run),
    KeptStep: (_STEPS, _step),
    KeptDate: (_DATES, _date),
    KeptCheckIn: (_CHECKINS, _checkin),
    KeptConsent: (_CONSENTS, _consent),
    KeptImport: (_IMPORTS, lambda _, row: KeptImport(*row)),
    KeptOrigin: (_ORIGINS, lambda _, row: KeptOrigin(*row)),
}


class Whole:
    """Takes everything out and puts it back. Safe from any thread.

    Every method raises `StoreTrouble` when the store cannot be read or written.
    """

    def __init__(self, database: Database, clock: Clock, ids: Ids) -> None:
        self._database = database
        self._clock = clock
        self._ids = ids

    @contextmanager
    def opened(self, settings: Mapping[str, object] | None = None) -> Iterator[Snapshot]:
        """Everything as it is now, for as long as somebody looks; what is saved meanwhile is not in it."""
        with self._database.read() as connection:
            connection.execute("BEGIN")
            try:
                yield Snapshot(connection, settings or {})
            finally:
                connection.rollback()

    def weigh(self, source: Everything, progress: Progress = lambda part: True) -> Weighed:
        """What putting everything back would do; nothing is changed by it.

        Raises:
            Cancelled: when `progress` says so.
        """
        with self._database.read() as connection:
            connection.execute("BEGIN")
            try:
                return Returning(connection).everything(source, progress)
            finally:
                connection.rollback()

    def take(self, source: Everything, name: str, progress: Progress = lambda part: True) -> Weighed:
        """Put everything back in one transaction; `name` is the file's.

        Raises:
            Cancelled: when `progress` says so; the store is then as it was.
        """
        moment = microseconds(self._clock.now())
        with self._database.write() as connection:
            batch = self._ids.new()
            done = Returning(connection, batch).everything(source, progress)
            if not done.new and not done.changed:
                return done
            connection.execute(
                "INSERT INTO batch (id, taken, format, name, added, changed) VALUES (?, ?, ?, ?, ?, ?)",
                (batch, moment, FORMAT, clean(name), done.new, done.changed),
            )
        done.batch = batch
        return done

    def undo(self, batch: str) -> Undone:
        """Take out again what one import put in; whatever was written on since stays.

        An entry that was changed by it gets the text that it had before as its newest version; the others stay among
        its earlier versions, and so do tags that came with it.

        Raises:
            NotThere: when there is no such import.
        """
        now = microseconds(self._clock.now())
        with self._database.write() as connection:
            return undo(connection, batch, now)


def _extra(text: str) -> Mapping[str, object]:
    found = json.loads(text) if text else {}
    return found if isinstance(found, dict) else {"": found}

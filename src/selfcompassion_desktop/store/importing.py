"""What other programs kept, taken in: weighed first, then all of it in one transaction, and undone as one.

Each piece is known by its name in the program it comes from. The same file taken in twice adds nothing; a piece
that has changed there since becomes one more revision, or, where the person has written on it here, an entry of
its own beside it. So does a piece that another file brought to the letter, at the same instant.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from enum import Enum
from typing import TYPE_CHECKING, Any

from ..core.days import TURNS_AT, day_of
from ..core.errors import Cancelled, NotThere, Trouble
from ..core.interchange import ATTACHED, Attached, Piece, Practised, Record, Refused
from ..core.journal import Marks, clean, names, opening_of, title_of
from ..core.pictures import SCHEME, type_of
from ..core.ports.clock import Clock
from .database import Database
from .entries import Entries, index, keep_revision
from .ids import Ids
from .marks import keep_marks, marks_of
from .pictures import Pictures
from .times import instant, microseconds, wall, zone

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

SOURCE = "import:"
"""What the source of an entry and the practice of a sitting begin with; the format follows."""
FOLLOWED = 1000
"""How many refused pieces are told one by one; of the others, how many they were."""

_KNOWN = "SELECT subject, digest, batch FROM foreign_id WHERE format = ? AND key = ?"
_KNOW = "INSERT OR REPLACE INTO foreign_id (format, key, subject, digest, batch) VALUES (?, ?, ?, ?, ?)"
_SITTING = """
INSERT INTO sitting
(id, practice, title, voice, began, local, zone, day, planned, seconds, position, finished, batch, extra)
VALUES (?, ?, ?, '', ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)"""
# Entries that another file or this journal's own export brought: written in the same second, to the letter.
_TWIN = """
SELECT 1 FROM entry e JOIN revision r ON r.entry = e.place AND r.number = e.revision
WHERE e.place >= ? AND e.place < ? + 1000 AND e.local = ? AND e.batch IS NOT ? AND e.binned IS NULL AND r.body = ?"""


class Fate(Enum):
    """What becomes of a piece."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(slots=True)
class Weighed:
    """What a file holds, against what is here.

    Attributes:
        new: pieces that are not here yet.
        changed: pieces that are here as they were before they changed there.
        same: pieces that are here already.
        refused: pieces that cannot be taken in, and why; the first thousand.
        left: parts of pieces that cannot be, such as a picture that is not in the file; the pieces are taken in.
        more_refused: how many were refused beyond those told.
        first: the earliest day among the new and the changed; None where there are none.
        last: the latest.
        batch: the batch's id; empty for a dry run, or where nothing was new or changed.
    """

    new: int = 0
    changed: int = 0
    same: int = 0
    refused: list[Refused] = field(default_factory=list)
    left: list[Refused] = field(default_factory=list)
    more_refused: int = 0
    first: str | None = None
    last: str | None = None
    batch: str = ""

    def count(self, fate: Fate, day: str) -> None:
        """Count one piece that is of this day."""
        setattr(self, fate.value, getattr(self, fate.value) + 1)
        if fate is not Fate.SAME:
            self.first = min(self.first or day, day)
            self.last = max(self.last or day, day)

    def refuse(self, refused: Refused) -> None:
        """Note one piece that cannot be taken in."""
        if len(self.refused) < FOLLOWED:
            self.refused.append(refused)
        else:
            self.more_refused += 1


@dataclass(frozen=True, slots=True)
class Batch:
    """One time that something was taken in.

    Attributes:
        id: UUIDv7.
        taken: the instant, in UTC.
        format: the program it came from.
        name: the file's name.
        added: entries and sittings that were new.
        changed: entries that had changed.
    """

    id: str
    taken: datetime
    format: str
    name: str = field(repr=False)
    added: int
    changed: int


class Importing:
    """Takes in what a file of another program holds. Safe from any thread.

    Every method raises `StoreTrouble` when the store cannot be read or written; it is then as it was.

    Args:
        database: the store.
        entries: its journal.
        pictures: its pictures.
        clock: tells when, and in which zone a wall time without one is meant.
        ids: gives names.
    """

    def __init__(self, database: Database, entries: Entries, pictures: Pictures, clock: Clock, ids: Ids) -> None:
        self._database = database
        self._entries = entries
        self._pictures = pictures
        self._clock = clock
        self._ids = ids

    def weigh(self, program: str, pieces: Iterable[Piece], go_on: Callable[[], bool] = lambda: True) -> Weighed:
        """Tell what `take` would do, and change nothing.

        Args:
            program: the format's name.
            pieces: what the file holds.
            go_on: asked after each piece; returns False to cancel.

        Raises:
            Cancelled: when `go_on` returned False.
            Trouble: when the file cannot be read on.
        """
        told = Weighed()
        here = self._clock.now().tzinfo
        seen: set[bytes] = set()
        for piece in _followed(pieces, go_on):
            if isinstance(piece, Refused):
                told.refuse(piece)
                continue
            moment = _moment(piece, here)
            key = hashlib.sha256(piece.key.encode("utf-8", "surrogatepass")).digest()
            with self._database.read() as connection:
                fate = Fate.SAME if key in seen else self._taking(connection, program, "", told).fate(piece, moment)
            seen.add(key)
            told.count(fate, wall(moment)[:10])
        return told

    def take(
        self,
        program: str,
        name: str,
        pieces: Iterable[Piece],
        go_on: Callable[[], bool] = lambda: True,
        turns_at: str = TURNS_AT,
    ) -> Weighed:
        """Take in what is new or changed, all of it or nothing.

        Args:
            program: the format's name.
            name: the file's name, for the list of batches.
            pieces: what the file holds.
            go_on: asked after each piece; returns False to cancel.
            turns_at: when the person's day turns, "HH:MM".

        Raises:
            Cancelled: when `go_on` returned False; nothing is taken in.
            Trouble: when the file cannot be read on; nothing is taken in.
        """
        told = Weighed()
        batch = self._ids.new()
        with self._database.write() as connection:
            taking = self._taking(connection, program, batch, told)
            for piece in _followed(pieces, go_on):
                if isinstance(piece, Refused):
                    told.refuse(piece)
                    continue
                moment = _moment(piece, taking.now.tzinfo)
                fate = taking.fate(piece, moment)
                if isinstance(piece, Practised):
                    if fate is Fate.NEW:
                        taking.add_sitting(piece, moment, turns_at)
                elif fate is Fate.NEW:
                    taking.add(piece, moment)
                elif fate is Fate.CHANGED:
                    taking.change(piece, moment)
                told.count(fate, wall(moment)[:10])
            if told.new or told.changed:
                told.batch = batch
                connection.execute(
                    "INSERT INTO batch (id, taken, format, name, added, changed) VALUES (?, ?, ?, ?, ?, ?)",
                    (batch, microseconds(taking.now), program, clean(name), told.new, told.changed),
                )
        return told

    def _taking(self, connection: Connection, program: str, batch: str, told: Weighed) -> _Taking:
        now = self._clock.now()
        return _Taking(connection, self._entries, self._pictures, self._ids, program, batch, now, told)

    def batches(self) -> list[Batch]:
        """What was taken in and not undone, the latest first."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT id, taken, format, name, added, changed FROM batch ORDER BY taken DESC, id DESC"
            ).fetchall()
        return [Batch(found, instant(taken), *rest) for found, taken, *rest in rows]

    def undo(self, batch_id: str) -> int:
        """Take out again what a batch brought; returns how many pieces that were.

        What the person has written on since stays: those words are in no other file.

        Raises:
            NotThere: when there is no such batch.
        """
        with self._database.write() as connection:
            row = connection.execute("SELECT taken FROM batch WHERE id = ?", (clean(batch_id),)).fetchone()
            if row is None:
                raise _no_batch(batch_id)
            (taken,) = row
            undone = _take_back_changes(connection, batch_id, taken)
            untouched = (
                "batch = ? AND NOT EXISTS (SELECT 1 FROM revision WHERE entry = place AND saved > ? "
                "AND saved NOT IN (SELECT taken FROM batch))"
            )
            # What is gone may come again; what stays is known, and does not come twice.
            connection.execute(
                "DELETE FROM foreign_id WHERE batch = ? AND "
                f"(subject IN (SELECT id FROM entry WHERE {untouched}) OR subject IN "
                "(SELECT id FROM sitting WHERE batch = ?))",
                (batch_id, batch_id, taken, batch_id),
            )
            gone = connection.execute(f"SELECT place FROM entry WHERE {untouched}", (batch_id, taken)).fetchall()
            connection.executemany("DELETE FROM found WHERE rowid = ?", gone)
            connection.executemany("DELETE FROM entry WHERE place = ?", gone)
            connection.execute("UPDATE entry SET batch = NULL WHERE batch = ?", (batch_id,))
            undone += len(gone)
            undone += int(connection.execute("DELETE FROM sitting WHERE batch = ?", (batch_id,)).rowcount)
            connection.execute("DELETE FROM batch WHERE id = ?", (batch_id,))
        return undone


@dataclass(frozen=True, slots=True)
class _Taking:
    """One file, looked at or taken in within one transaction."""

    connection: Connection
    entries: Entries
    pictures: Pictures
    ids: Ids
    program: str
    batch: str
    now: datetime
    told: Weighed

    def fate(self, piece: Record | Practised, moment: datetime) -> Fate:
        known = self.connection.execute(_KNOWN, (self.program, clean(piece.key))).fetchone()
        if known is not None:
            subject, digest, of_batch = known
            table = "sitting" if isinstance(piece, Practised) else "entry"
            if self.connection.execute(f"SELECT 1 FROM {table} WHERE id = ?", (subject,)).fetchone():
                changed = digest != _digest(piece) and of_batch != self.batch and isinstance(piece, Record)
                return Fate.CHANGED if changed else Fate.SAME
        if isinstance(piece, Practised):
            return Fate.NEW
        place = microseconds(moment) // 1_000_000 * 1000
        twin = (place, place, wall(moment), self.batch, clean(piece.body))
        return Fate.SAME if self.connection.execute(_TWIN, twin).fetchone() else Fate.NEW

    def add(self, piece: Record, moment: datetime) -> None:
        body, pictures = self._with_pictures(piece, {})
        entry = self.entries.insert(self.connection, body, SOURCE + self.program, moment, piece.marks)
        self._hang(entry.id, pictures)
        # A time that lies ahead of the clock would be taken for that of a change made here.
        edited = min(microseconds(piece.edited or moment), microseconds(self.now))
        (place,) = self.connection.execute("SELECT place FROM entry WHERE id = ?", (entry.id,)).fetchone()
        self.connection.execute(
            "UPDATE entry SET edited = ?, batch = ?, extra = ? WHERE place = ?",
            (edited, self.batch, _json(piece.extra), place),
        )
        self.connection.execute("UPDATE revision SET saved = ? WHERE entry = ?", (edited, place))
        self.connection.execute(_KNOW, (self.program, clean(piece.key), entry.id, _digest(piece), self.batch))

    def change(self, piece: Record, moment: datetime) -> None:
        subject, _, of_batch = self.connection.execute(_KNOWN, (self.program, clean(piece.key))).fetchone()
        place, revision, edited, sealed = self.connection.execute(
            "SELECT place, revision, edited, sealed FROM entry WHERE id = ?", (subject,)
        ).fetchone()
        taken = self.connection.execute("SELECT taken FROM batch WHERE id = ?", (of_batch,)).fetchone()
        if taken is None or edited > taken[0]:
            self.add(piece, moment)
            return
        held = self.connection.execute("SELECT digest, id FROM picture WHERE entry = ?", (place,)).fetchall()
        body, pictures = self._with_pictures(piece, dict(held))
        keep_revision(self.connection, place, revision + 1, microseconds(self.now), body)
        self.connection.execute(
            "UPDATE entry SET title = ?, opening = ?, revision = ?, edited = ?, extra = ?, binned = NULL "
            "WHERE place = ?",
            (title_of(body), opening_of(body), revision + 1, microseconds(self.now), _json(piece.extra), place),
        )
        if not sealed:
            index(self.connection, place, body)
        keep_marks(self.connection, place, _joined(marks_of(self.connection, place), piece.marks))
        self._hang(subject, pictures)
        self.connection.execute(_KNOW, (self.program, clean(piece.key), subject, _digest(piece), self.batch))

    def add_sitting(self, piece: Practised, moment: datetime, turns_at: str) -> None:
        sitting = self.ids.new()
        day, seconds = day_of(moment, turns_at).isoformat(), max(0.0, piece.seconds)
        began = (microseconds(moment), wall(moment), zone(moment), day)
        title = clean(piece.title)
        values = (
            sitting,
            SOURCE + self.program,
            title,
            *began,
            seconds,
            seconds,
            seconds,
            self.batch,
            _json(piece.extra),
        )
        self.connection.execute(_SITTING, values)
        self.connection.execute(_KNOW, (self.program, clean(piece.key), sitting, _digest(piece), self.batch))

    def _with_pictures(self, piece: Record, held: dict[str, str]) -> tuple[str, list[tuple[str, str, bytes]]]:
        """The text with its pictures named as they are named here, and those pictures: id, name, content.

        Args:
            held: the ids of the pictures that the entry has already, by their digests.
        """
        found: dict[str, tuple[str, str, bytes]] = {}
        body = clean(piece.body)
        for attached in piece.attached:
            content = _content(attached, piece.where, self.told)
            pattern = _naming(attached.key)
            if content is None:
                body = pattern.sub(f"({_alt(attached.name)} was not taken in)", body)
                continue
            digest = hashlib.sha256(content).hexdigest()
            new = (held.get(digest) or self.ids.new(), attached.name, content)
            picture, _, _ = found.setdefault(digest, new)
            named = f"![{_alt(attached.name)}]({SCHEME}{picture})"
            body = pattern.sub(named, body) if pattern.search(body) else f"{body.rstrip()}\n\n{named}\n".lstrip("\n")
        return body, list(found.values())

    def _hang(self, entry_id: str, pictures: list[tuple[str, str, bytes]]) -> None:
        for picture, name, content in pictures:
            self.pictures.put(self.connection, entry_id, name, content, picture_id=picture)


def _take_back_changes(connection: Connection, batch: str, taken: int) -> int:
    """Let the revisions go that a batch added to entries of earlier ones and that are still the newest."""
    changed = connection.execute(
        "SELECT e.place, e.revision FROM foreign_id f JOIN entry e ON e.id = f.subject "
        "WHERE f.batch = ? AND e.batch IS NOT f.batch AND e.edited = ? AND e.revision > 1",
        (batch, taken),
    ).fetchall()
    for place, revision in changed:
        connection.execute("DELETE FROM revision WHERE entry = ? AND number = ?", (place, revision))
        number, saved, body = connection.execute(
            "SELECT number, saved, body FROM revision WHERE entry = ? ORDER BY number DESC LIMIT 1", (place,)
        ).fetchone()
        connection.execute(
            "UPDATE entry SET title = ?, opening = ?, revision = ?, edited = ? WHERE place = ?",
            (title_of(body), opening_of(body), number, saved, place),
        )
        index(connection, place, body)
    # As it was before nobody knows: taken in again, it has changed again.
    connection.execute(
        "UPDATE foreign_id SET digest = '', batch = (SELECT e.batch FROM entry e WHERE e.id = subject) "
        "WHERE batch = ? AND EXISTS (SELECT 1 FROM entry e WHERE e.id = subject AND e.batch <> foreign_id.batch)",
        (batch,),
    )
    return len(changed)


def _followed(pieces: Iterable[Piece], go_on: Callable[[], bool]) -> Iterator[Piece]:
    following = iter(pieces)
    while True:
        try:
            piece = next(following)
        except StopIteration:
            return
        except OSError as error:  # else it would be taken for trouble of the store's own
            raise Trouble(
                "The file cannot be read any further. Nothing was taken in; try again with a copy."
            ) from error
        yield piece
        if not go_on():
            raise Cancelled("Nothing was taken in; the journal is as it was.")


def _moment(piece: Record | Practised, here: tzinfo | None) -> datetime:
    """When, aware: a wall time without a zone is one of the person's own zone and stands on its own day."""
    when = piece.written if isinstance(piece, Record) else piece.began
    return when if when.utcoffset() is not None else when.replace(tzinfo=here)


def _digest(piece: Record | Practised) -> str:
    """What tells whether a piece has changed there; pictures by their names, for reading them all takes long."""
    told: list[Any]
    if isinstance(piece, Record):
        told = [piece.body, piece.written.isoformat(), [attached.key for attached in piece.attached]]
        told += [piece.marks.tags, piece.marks.feelings, piece.marks.strength, piece.marks.pinned, dict(piece.extra)]
    else:
        told = [piece.began.isoformat(), piece.seconds, piece.title, dict(piece.extra)]
    text = json.dumps(told, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _json(extra: object) -> str:
    return clean(json.dumps(extra, ensure_ascii=False, default=str)) if extra else ""


def _content(attached: Attached, where: str, told: Weighed) -> bytes | None:
    try:
        content = attached.read()
        type_of(content)
    except Trouble as trouble:
        told.left.append(Refused(f"{where}, {attached.name}", trouble.sentence))
    except OSError:
        told.left.append(Refused(f"{where}, {attached.name}", "This picture cannot be read."))
    else:
        return content
    return None


def _naming(key: str) -> re.Pattern[str]:
    return re.compile(r"!\[[^\[\]\n]*\]\(" + re.escape(ATTACHED + key) + r"\)")


def _alt(name: str) -> str:
    return re.sub(r"[\[\]\n\\]", " ", clean(name)).strip()


def _joined(here: Marks, there: Marks) -> Marks:
    """The marks of both: what the person has set here is not taken away by what is written there."""
    strength = here.strength if there.strength is None else there.strength
    tags, feelings = names((*here.tags, *there.tags)), names((*here.feelings, *there.feelings))
    return replace(here, tags=tags, feelings=feelings, strength=strength, pinned=here.pinned or there.pinned)


def _no_batch(batch: str) -> NotThere:
    return NotThere(f"Nothing that was taken in has the name “{clean(batch)}”.")

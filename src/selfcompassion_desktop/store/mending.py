"""A store that is damaged or was spoilt: what is there is kept whole, and a good one takes its place.

Two ways lead to a good one: a backup, or what can still be read of the damaged file, row by row.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..core.errors import NotThere, Sealed, StoreDamaged, StoreShut, StoreTrouble, StoreUnwritable, WrongPassphrase
from ..core.journal import NO_MARKS, Marks
from ..core.ports.clock import Clock
from . import troubles
from .backups import Backup, Backups
from .database import Database
from .entries import Entries, reindex
from .files import make_private_folder, put_in_place, sync
from .marks import marks_of
from .standing import SET_ASIDE

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

BEFORE = "before-restore"
"""The reason of the backup that is made of what a restored one replaces."""
_BESIDE = ("", "-wal", "-shm", "-journal")
_AT_ONCE = 200
_LAST = (1 << 63) - 1

_OLD = """
SELECT e.place, e.id, e.local, e.title, r.body, e.source
FROM entry e JOIN revision r ON r.entry = e.place AND r.number = e.revision"""

Row = tuple[Any, ...]

# An entry is worth what its text is: without any revision it goes, and without its newest the one before is it.
_TIDY = (
    *(
        f"DELETE FROM {table} WHERE entry NOT IN (SELECT place FROM entry)"
        for table in ("revision", "tag", "felt", "picture")
    ),
    "DELETE FROM entry WHERE place NOT IN (SELECT entry FROM revision)",
    "UPDATE entry SET revision = (SELECT max(number) FROM revision WHERE entry = place) "
    "WHERE NOT EXISTS (SELECT 1 FROM revision r WHERE r.entry = place AND r.number = entry.revision)",
)


@dataclass(frozen=True, slots=True)
class Mended:
    """What came of it.

    Attributes:
        kept: where what was there before lies now: a backup, or the damaged file as it was.
        entries: how many entries the store holds now, the bin included.
    """

    kept: Path
    entries: int


@dataclass(frozen=True, slots=True)
class Old:
    """An entry as it was when a backup was made.

    Attributes:
        local: the wall time it was written, with its offset.
        marks: what stood beside its text.
    """

    id: str
    local: str
    title: str
    body: str
    source: str
    marks: Marks = NO_MARKS


class Mending:
    """Puts a good store in place of a bad one; nothing that was there is ever deleted. Safe from any thread."""

    def __init__(self, database: Database, backups: Backups, clock: Clock) -> None:
        self._database = database
        self._backups = backups
        self._clock = clock

    def newest_good(self) -> Backup | None:
        """The newest backup that opens and is sound to the last page; None where there is none.

        Raises:
            StoreTrouble: when the folder of backups cannot be read, or they are encrypted and nobody has said the
                passphrase.
        """
        return next((backup for backup in self._backups.list() if self._sound(backup.path)), None)

    def restore(self, backup: Path) -> Mended:
        """Put a backup's content in place of the store's, after a backup of that, or after setting it aside.

        Raises:
            StoreTrouble: when the backup is damaged, newer than this program or encrypted otherwise, or there is no
                room; the store is then as it was.
        """
        with self._database.opened_copy(backup):
            try:
                kept = self._backups.make(BEFORE)
            except StoreDamaged:
                return self._replace_by(backup)
        try:
            self._database.take_from(backup)
        except (StoreDamaged, StoreUnwritable):
            return self._replace_by(backup)  # a broken page of an encrypted store cannot be written over either
        return Mended(kept, self._entries())

    def recover(self) -> Mended:
        """Set the damaged store aside and make a new one of what can be read of it.

        Raises:
            StoreTrouble: when nothing can be read of it, or there is no room; the store is then as it was.
        """
        made = self._database.path.with_name(f"{self._database.path.name}.recovered")
        self._remove(made)
        try:
            with self._database.beside(made) as fresh, _Wreck(self._database) as wreck, fresh.write() as new:
                entries = _carry_over(wreck, new)
            if not entries:
                raise troubles.damaged(self._database.path)
            return self._change_places(made)
        finally:
            self._remove(made)

    def entries_in(self, backup: Path) -> list[Old]:
        """The entries that a backup holds outside its bin, newest first; letters that had not come are left out.

        Raises:
            StoreTrouble: when the backup cannot be read.
        """
        with self._database.opened_copy(backup) as copy:
            open_ones = "" if _is_first(copy) else "AND NOT e.sealed"
            rows = copy.execute(f"{_OLD} WHERE e.binned IS NULL {open_ones} ORDER BY e.place DESC").fetchall()
        return [Old(*row) for _, *row in rows]

    def entry_in(self, backup: Path, entry_id: str) -> Old:
        """One entry as a backup holds it, in the bin or not.

        Raises:
            NotThere: when the backup has no such entry.
            Sealed: when it was a letter whose day had not come.
            StoreTrouble: when the backup cannot be read.
        """
        with self._database.opened_copy(backup) as copy:
            row = copy.execute(f"{_OLD} WHERE e.id = ?", (entry_id,)).fetchone()
            if row is None:
                raise NotThere(f"There is no entry “{entry_id}” in this backup.")
            place, *old = row
            if _is_first(copy):
                return Old(*old)
            if copy.execute("SELECT sealed FROM entry WHERE place = ?", (place,)).fetchone()[0]:
                raise Sealed("This is a letter that was still closed; it comes back with the whole backup.")
            return replace(Old(*old), marks=marks_of(copy, place))

    def bring_back(self, old: Old, entries: Entries) -> str:
        """Add an entry of a backup: a version more where it is still there, anew on its own day where it is gone.

        Returns:
            The entry's id now.
        """
        try:
            return entries.save(old.id, old.body).id
        except NotThere:
            return entries.add(old.body, old.source, datetime.fromisoformat(old.local), old.marks).id

    def _replace_by(self, backup: Path) -> Mended:
        made = self._database.path.with_name(f"{self._database.path.name}.restored")
        try:
            self._database.copy_as_this(backup, made)
            return self._change_places(made)
        finally:
            self._remove(made)

    def _change_places(self, made: Path) -> Mended:
        """Set the present files aside and give `made` their name."""
        self._database.close()
        with troubles.told(self._database.path):
            sync(made)
            kept = self._set_aside()
            put_in_place(made, self._database.path)
        self._database.open()
        return Mended(kept, self._entries())

    def _set_aside(self) -> Path:
        path = self._database.path
        folder = path.parent / SET_ASIDE
        make_private_folder(folder)
        moment = self._clock.now().strftime("%Y-%m-%dT%H%M%S")
        # The log goes first: an end in between leaves a damaged store under its name, never a good one without its log.
        for beside in reversed(_BESIDE):
            with suppress(FileNotFoundError):
                Path(f"{path}{beside}").replace(folder / f"{path.stem}-{moment}-damaged{path.suffix}{beside}")
        return folder / f"{path.stem}-{moment}-damaged{path.suffix}"

    def _sound(self, path: Path) -> bool:
        try:
            with self._database.opened_copy(path):
                return True
        except (StoreShut, WrongPassphrase):
            raise
        except StoreTrouble:
            return False

    def _entries(self) -> int:
        with self._database.read() as connection:
            return int(connection.execute("SELECT count(*) FROM entry").fetchone()[0])

    @staticmethod
    def _remove(path: Path) -> None:
        for beside in _BESIDE:
            Path(f"{path}{beside}").unlink(missing_ok=True)


class _Wreck:
    """The damaged file, read as far as it can be."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._held = ExitStack()

    def __enter__(self) -> _Wreck:
        self._open()
        return self

    def __exit__(self, *_: object) -> None:
        self._held.close()

    def columns(self, table: str) -> list[str]:
        """The columns that a table has there; none where that cannot be told."""
        return [name for _, name, *_ in self._ask(f"PRAGMA table_info({table})") or ()]

    def rows(self, table: str, columns: list[str]) -> Iterator[Row]:
        """The rows that can be read, in order; where a page is broken, those behind it."""
        select = f"SELECT rowid, {', '.join(columns)} FROM {table} NOT INDEXED WHERE rowid >= ? ORDER BY rowid LIMIT ?"
        at: int | None = -_LAST
        while at is not None:
            rows = self._ask(select, at, _AT_ONCE)
            if rows is None:
                rows = self._ask(select, at, 1)
            if rows is None:
                at = self._behind(select, at)
                continue
            yield from (row[1:] for row in rows)
            at = rows[-1][0] + 1 if rows else None

    def _behind(self, select: str, broken: int) -> int | None:
        """The first number behind a broken page from which a row can be read; None where there is none.

        Whole numbers ahead are tried at doubling distances, then the edge is found by halving.
        """
        distance = 1
        while self._ask(select, min(broken + distance, _LAST), 1) is None:
            if broken + distance >= _LAST:
                return None
            distance *= 2
        low, high = broken + distance // 2, min(broken + distance, _LAST)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self._ask(select, middle, 1) is not None else (middle, high)
        return high

    def _ask(self, question: str, *values: int) -> list[Row] | None:
        """The answer, or None where a broken page stands in the way."""
        import sqlcipher3.dbapi2 as sqlite

        try:
            return list(self._connection.execute(question, values).fetchall())
        except (sqlite.DatabaseError, UnicodeDecodeError):
            # A connection that met a page it cannot decrypt answers nothing any more.
            self._held.close()
            self._open()
            return None

    def _open(self) -> None:
        self._held = ExitStack()
        self._connection = self._held.enter_context(self._database.opened_copy(self._database.path, whole=False))


def _is_first(copy: Connection) -> bool:
    """Whether a copy is of the first version, which knew nothing beside an entry's text."""
    return int(copy.execute("PRAGMA user_version").fetchone()[0]) < 2


def _carry_over(wreck: _Wreck, new: Connection) -> int:
    """Insert every row that can be read into the tables of `new`; how many entries that makes."""
    new.execute("PRAGMA defer_foreign_keys = ON")
    for table in _tables(new):
        there = set(wreck.columns(table))
        columns = [name for _, name, *_ in new.execute(f"PRAGMA table_info({table})") if name in there]
        if columns:
            marks = ", ".join("?" * len(columns))
            insert = f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) VALUES ({marks})"
            new.executemany(insert, wreck.rows(table, columns))
    for statement in _TIDY:
        new.execute(statement)
    reindex(new)
    return int(new.execute("SELECT count(*) FROM entry").fetchone()[0])


def _tables(connection: Connection) -> list[str]:
    found = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid")
    return [name for (name,) in found if not name.startswith(("sqlite_", "found"))]

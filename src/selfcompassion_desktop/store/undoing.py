"""An import of our own file taken back.

What it did with a piece stands as a word in `foreign_id.digest`: "new" with the version that came, or with the table;
"changed" with the newest version's number then, and the number that the newest one before had.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..core.errors import NotThere
from ..core.journal import clean, opening_of, title_of
from ..core.takeout import FORMAT
from .entries import index, keep_revision

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

NEW = "new"
CHANGED = "changed"
IMPORT = "import"
_TABLES = ("sitting", "break", "course_run", "step_done", "course_date", "checkin", "consent")


@dataclass(frozen=True, slots=True)
class Undone:
    """What undoing came to.

    Attributes:
        gone: pieces that are not here any more.
        back: entries whose text is again as it was before.
        kept: entries that were written on since, and stay.
    """

    gone: int
    back: int
    kept: int


def undo(connection: Connection, batch: str, now: int) -> Undone:
    """Take out again what one import put in; `now` in microseconds.

    Raises:
        NotThere: when there is no such import.
    """
    if connection.execute("SELECT 1 FROM batch WHERE id = ? AND format = ?", (batch, FORMAT)).fetchone() is None:
        raise NotThere(f"There is no import “{clean(batch)}”.")
    gone: list[str] = []
    back = kept = 0
    notes = connection.execute("SELECT subject, digest FROM foreign_id WHERE format = ? AND batch = ?", (FORMAT, batch))
    for subject, note in notes.fetchall():
        way, what, *before = note.split(":")
        if way == CHANGED:
            done = _write_back(connection, subject, int(what), int(before[0]), now)
            back, kept = back + done, kept + (not done)
        elif what != IMPORT:
            if _remove(connection, subject, what):
                gone.append(subject)
            else:
                kept += 1
    _forget(connection, batch, gone)
    return Undone(len(gone), back, kept)


def _remove(connection: Connection, subject: str, what: str) -> bool:
    """Remove a row of these tables, or an entry that still is at the version it came with; whether it was there."""
    if what in _TABLES:
        return bool(connection.execute(f"DELETE FROM {what} WHERE id = ?", (subject,)).rowcount)
    row = connection.execute("SELECT place FROM entry WHERE id = ? AND revision = ?", (subject, int(what))).fetchone()
    if row is None:
        return False
    connection.execute("DELETE FROM found WHERE rowid = ?", row)
    connection.execute("DELETE FROM entry WHERE place = ?", row)
    return True


def _write_back(connection: Connection, entry: str, newest: int, before: int, now: int) -> bool:
    """The text of an earlier version as the newest one; whether nobody has written since."""
    row = connection.execute(
        "SELECT e.place, r.body, e.sealed FROM entry e JOIN revision r ON r.entry = e.place AND r.number = ? "
        "WHERE e.id = ? AND e.revision = ?",
        (before, entry, newest),
    ).fetchone()
    if row is None:
        return False
    place, body, sealed = row
    if newest != before:
        keep_revision(connection, place, newest + 1, now, body)
        connection.execute(
            "UPDATE entry SET title = ?, opening = ?, revision = ?, edited = ? WHERE place = ?",
            (title_of(body), opening_of(body), newest + 1, now, place),
        )
        if not sealed:
            index(connection, place, body)
    return True


def _forget(connection: Connection, batch: str, gone: list[str]) -> None:
    """Let go of the import itself, and of origins and imports that have nothing to tell of any more."""
    imports = connection.execute(
        "SELECT subject FROM foreign_id WHERE batch = ? AND format = ? AND digest = ?",
        (batch, FORMAT, f"{NEW}:{IMPORT}"),
    ).fetchall()
    connection.execute("DELETE FROM foreign_id WHERE batch = ?", (batch,))
    connection.execute("DELETE FROM batch WHERE id = ?", (batch,))
    connection.executemany("DELETE FROM foreign_id WHERE subject = ? AND format <> ?", [(id, FORMAT) for id in gone])
    connection.executemany(
        "DELETE FROM batch WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM foreign_id WHERE batch = ?1)", imports
    )

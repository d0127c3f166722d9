"""The pictures of the journal, kept within the store and encrypted with it; never in a file of their own."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from ..core.errors import NotThere
from ..core.journal import clean
from ..core.pictures import SCHEME, Picture, ending_of, name_of, named_in, type_of
from ..core.ports.shrinker import Shrinker
from .database import Database
from .ids import Ids

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection


class Held(NamedTuple):
    """A picture of an entry, without its content.

    Attributes:
        id: the picture's; a text names it as `picture:<id>`.
        name: the file's name, as it was.
        type: as `Picture.type`.
        size: bytes.
    """

    id: str
    name: str
    type: str
    size: int


class Pictures:
    """Keeps pictures and gives them back. Safe from any thread.

    A picture belongs to the entry it was put into. It stays while any revision of that entry does, also when the
    newest text no longer names it. When the entry goes for good, it goes along, or to another entry that names it.

    Every method raises `StoreTrouble` when the store cannot be read or written.

    Args:
        database: the store.
        ids: gives the pictures their names.
        shrinker: makes the small versions; without one (in the terminal) they are made when they are first shown.
    """

    def __init__(self, database: Database, ids: Ids, shrinker: Shrinker | None = None) -> None:
        self._database = database
        self._ids = ids
        self._shrinker = shrinker

    def shrunk(self, content: bytes) -> bytes | None:
        """The small version of a picture that is to be kept; None without a shrinker.

        Raises:
            PictureRefused: where it is too large, of no kind that is kept, or cannot be read.
        """
        type_of(content)  # refused before it is read any further
        return self._shrinker.small(content) if self._shrinker else None

    def add(self, entry_id: str, name: str, content: bytes, small: bytes | None = None) -> str:
        """Keep a picture with an entry; returns its id. The same picture is kept once an entry.

        Args:
            entry_id: the entry's.
            name: the file's name.
            content: the file, to the byte.
            small: its small version, where it is made already.

        Raises:
            PictureRefused: where it is too large, of no kind that is kept, or cannot be read.
            NotThere: when there is no such entry.
        """
        small = small or self.shrunk(content)
        with self._database.write() as connection:
            return self.put(connection, entry_id, name, content, small)

    def put(
        self,
        connection: Connection,
        entry_id: str,
        name: str,
        content: bytes,
        small: bytes | None = None,
        picture_id: str = "",
    ) -> str:
        """`add` within the caller's transaction; a small version that is not given is made when it is first shown.

        Args:
            picture_id: the id of a picture that comes back; a new one where it is empty.
        """
        kind = type_of(content)
        digest = hashlib.sha256(content).hexdigest()
        found = connection.execute(
            "SELECT e.place, p.id FROM entry e LEFT JOIN picture p ON p.entry = e.place AND p.digest = ? "
            "WHERE e.id = ?",
            (digest, clean(entry_id)),
        ).fetchone()
        if found is None:
            raise _not_there("entry", entry_id)
        place, picture = found
        if picture is not None:
            return str(picture)
        picture = picture_id or self._ids.new()
        connection.execute(
            "INSERT INTO picture (id, entry, name, type, digest, content, small) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (picture, place, name_of(name) or f"picture{ending_of(kind)}", kind, digest, content, small),
        )
        return picture

    def small(self, picture: str) -> bytes:
        """The small version, a PNG or JPEG file.

        Raises:
            NotThere: when there is no such picture.
            PictureRefused: when it cannot be read.
        """
        with self._database.read() as connection:
            row = connection.execute("SELECT small FROM picture WHERE id = ?", (clean(picture),)).fetchone()
        if row is None:
            raise _not_there("picture", picture)
        if row[0] is not None or self._shrinker is None:
            return bytes(row[0]) if row[0] is not None else self.whole(picture).content
        made = self._shrinker.small(self.whole(picture).content)
        with self._database.write() as connection:
            connection.execute("UPDATE picture SET small = ? WHERE id = ?", (made, picture))
        return made

    def whole(self, picture: str) -> Picture:
        """A picture as it came, to the byte: (name, type, content).

        Raises:
            NotThere: when there is no such picture.
        """
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT name, type, content FROM picture WHERE id = ?", (clean(picture),)
            ).fetchone()
        if row is None:
            raise _not_there("picture", picture)
        name, kind, content = row
        return Picture(name, kind, bytes(content))

    def of(self, entry_id: str) -> list[Held]:
        """The pictures of an entry, in the order they came; none of a letter that has not opened yet."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT p.id, p.name, p.type, length(p.content) FROM entry e JOIN picture p ON p.entry = e.place "
                "WHERE e.id = ? AND NOT e.sealed ORDER BY p.id",
                (clean(entry_id),),
            ).fetchall()
        return [Held(*row) for row in rows]


def hand_over(connection: Connection, limit: int) -> None:
    """Before entries that were binned before `limit` go for good: a picture that another entry's text names stays.

    A text may have been copied from page to page, or become an entry of its own while two windows wrote.
    """
    leaving = {
        picture
        for (picture,) in connection.execute(
            "SELECT p.id FROM picture p JOIN entry e ON e.place = p.entry WHERE e.binned < ?", (limit,)
        )
    }
    if not leaving:
        return
    texts = connection.execute(
        "SELECT e.place, r.body FROM entry e JOIN revision r ON r.entry = e.place AND r.number = e.revision "
        "WHERE (e.binned IS NULL OR e.binned >= ?) AND instr(r.body, ?) ORDER BY e.place DESC",
        (limit, SCHEME),
    )
    homes = {named.id: place for place, body in texts for named in named_in(body) if named.id in leaving}
    connection.executemany("UPDATE picture SET entry = ? WHERE id = ?", [(homes[each], each) for each in homes])


def _not_there(what: str, given: str) -> NotThere:
    return NotThere(f"There is no {what} with the id “{clean(given)}”.")

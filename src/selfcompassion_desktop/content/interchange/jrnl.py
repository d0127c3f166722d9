"""jrnl: what `jrnl --format json` writes, and the text files that it keeps.

The export gives each entry's wall time as `date` and `time`, without a zone. In the text file an entry begins with
its time in brackets at the start of a line, in whichever form `timeformat` in its settings asks for:

    [2020-06-28 18:22] Title.
    The rest, up to the next such line.

Both give the same keys, so that an entry that came from the one is known again in the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from ...core.interchange import Piece, Record, Refused
from ...core.journal import Marks, names
from . import jsons
from .records import NO_DATE, NO_WORDS, Keys, Way, elements, first_words, wall
from .texts import tidy

ID, TITLE = "jrnl", "jrnl"
STARRED = "starred"
"""The tag by which an entry is known that was starred; pinned ones would push what is new out of sight."""


def in_json(way: Way) -> Iterator[Piece] | None:
    """The pieces of an export; None where this is none."""
    if not way.tree.single:
        return None
    name = way.tree.names[0]
    look = jsons.look(way.tree, name)
    if "entries" not in look.lists:
        return None
    first = look.first["entries"]
    if first and not ({"title", "body"} & first.keys() and "date" in first):
        return None
    way.tree.expect([name])
    return _export(way, name)


def _export(way: Way, name: str) -> Iterator[Piece]:
    keys = Keys()
    extra = way.told_encoding(name)
    for found in elements(way, name, "entries"):
        yield found if isinstance(found, Refused) else _entry(found[1], found[0], keys, extra)


def _entry(found: Mapping[str, object], where: str, keys: Keys, extra: Mapping[str, object]) -> Piece:
    written = wall(jsons.string(found.get("date")), jsons.string(found.get("time")))
    if written is None:
        return Refused(where, NO_DATE)
    body = body_of(jsons.string(found.get("title")), jsons.string(found.get("body")))
    if not body.strip():
        return Refused(where, NO_WORDS)
    starred = found.get("starred") is True
    left = jsons.rest(found, "title", "body", "date", "time", "tags", "starred")
    return record_of(where, keys, written, body, jsons.strings(found.get("tags")), starred, {**left, **extra})


def record_of(
    where: str, keys: Keys, written: datetime, body: str, tags: list[str], starred: bool, extra: Mapping[str, object]
) -> Record:
    """An entry, with the key that it has in either form of a journal."""
    # Sorted: jrnl gives an entry's tags in another order each time.
    marks = Marks(tags=names([*sorted(tags), *([STARRED] if starred else [])]))
    key = keys.one(f"{written:%Y-%m-%d %H:%M} {first_words(body)}")
    return Record(where, key, body, written, marks=marks, extra=extra)


def body_of(title: str, rest: str) -> str:
    """An entry's title and the rest, as they stand in the text file."""
    return tidy("\n".join(part for part in (tidy(title).strip(), tidy(rest).rstrip()) if part))

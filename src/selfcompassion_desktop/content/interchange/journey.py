"""Journey: its zip, one `<id>.json` an entry with the pictures beside it, or one such file.

Instants are milliseconds since 1970, with the zone's name beside them; texts are HTML, or Markdown in older entries.
A place that is none is written as a number that no place has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import PurePosixPath

from ...core.interchange import ATTACHED, Attached, Piece, Record, Refused
from ...core.journal import Marks, names
from . import jsons
from .html_text import seems_html, to_markdown
from .jrnl import STARRED
from .records import NO_DATE, NO_RECORD, NO_WORDS, Keys, Way, is_picture, on_the_wall, since_epoch, zone_called
from .texts import TEXT_MOST, tidy
from .trees import Unreadable

ID, TITLE = "journey", "Journey"
_KNOWN = (
    "id",
    "text",
    "preview_text",
    "type",
    "date_journal",
    "date_modified",
    "timezone",
    "tags",
    "photos",
    "favourite",
)


def pieces(way: Way) -> Iterator[Piece] | None:
    """The pieces of an export; None where this is none."""
    files = [name for name in way.tree.names if way.tree.single or PurePosixPath(name).suffix.lower() == ".json"]
    if not any(_is_entry(way, name) for name in files[:10]):
        return None
    way.tree.expect(files)
    return _entries(way, files)


def _is_entry(way: Way, name: str) -> bool:
    try:
        if not way.tree.head(name, 200).lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"{"):
            return False
        # Read whole only where it is of a size that an entry has; a journal in one file is none of Journey's.
        found = jsons.whole(way.tree, name) if way.tree.size(name) < TEXT_MOST else None
    except Unreadable:
        return False
    return found is not None and "date_journal" in found and "text" in found


def _entries(way: Way, files: list[str]) -> Iterator[Piece]:
    yield from way.tree.refused
    keys = Keys()
    for name in files:
        where = PurePosixPath(name).name
        try:
            found = jsons.whole(way.tree, name)
        except Unreadable as error:
            yield Refused(where, error.why)
            continue
        yield Refused(where, NO_RECORD) if found is None else _entry(found, name, where, keys, way)


def _entry(found: Mapping[str, object], name: str, where: str, keys: Keys, way: Way) -> Piece:
    moment = since_epoch(found.get("date_journal"))
    if moment is None:
        return Refused(where, NO_DATE)
    folder = PurePosixPath(name).parent
    attached = dict[str, Attached]()

    def picture(called: str) -> str:
        bare = PurePosixPath(called.replace("\\", "/")).name
        inside = (folder / bare).as_posix()
        if not way.tree.has(inside) or not is_picture(inside):
            return way.gone("picture" if is_picture(bare) else "file", bare, where, way.tree.has(inside))
        attached[bare] = Attached(bare, bare, partial(way.tree.picture, inside))
        return f"![]({ATTACHED}{bare})"

    text = jsons.string(found.get("text"))
    if found.get("type") == "html" or (not found.get("type") and seems_html(text)):
        text = to_markdown(text, picture)
    body = tidy(text)
    for called in jsons.strings(found.get("photos")):
        if PurePosixPath(called.replace("\\", "/")).name not in attached:
            body = f"{body}\n\n{picture(called)}".strip("\n")
    if not body.strip():
        return Refused(where, NO_WORDS)
    zone = zone_called(found.get("timezone"))
    starred = [STARRED] if found.get("favourite") is True else []
    left = {**jsons.rest(found, *_KNOWN), **way.told_encoding(name)}
    for place, most in (("lat", 90), ("lon", 180)):
        number = left.get(place)
        if not isinstance(number, int | float) or abs(number) > most:
            left.pop(place, None)
    if zone is None and found.get("timezone"):
        left["timezone"] = jsons.kept(found["timezone"])
    return Record(
        where,
        keys.one(jsons.string(found.get("id")) or PurePosixPath(name).stem),
        body,
        on_the_wall(moment, zone, way.zone),
        since_epoch(found.get("date_modified")),
        Marks(tags=names([*jsons.strings(found.get("tags")), *starred])),
        tuple(attached.values()),
        left,
    )

"""Day One: the zip that “Export → JSON” makes, and a JSON file out of it.

One `<Journal>.json` a journal, with `photos/<md5>.<type>` beside it. A text names a picture as
`![](dayone-moment://<identifier>)`; `photos` says which md5 that is. Instants are in UTC, with the
zone's name beside them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import PurePosixPath

from ...core.interchange import ATTACHED, Attached, Piece, Record, Refused
from ...core.journal import Marks, names
from . import jsons
from .jrnl import STARRED
from .records import NO_DATE, NO_WORDS, Keys, Way, elements, instant, on_the_wall, zone_called
from .texts import tidy
from .trees import Unreadable

ID, TITLE = "day-one", "Day One"
KNOWN = ("uuid", "creationDate", "modifiedDate", "timeZone", "text", "starred", "isPinned", "tags")
_MOMENT = re.compile(r"!\[[^\]\n]{0,300}\]\(dayone-moment:/{1,3}(?:([A-Za-z]{1,40})/)?([0-9A-Za-z-]{1,80})\)")
_IDENTIFIER = re.compile(r"[0-9A-Za-z-]{1,80}")
_ESCAPED = re.compile(r"^[ \t]*(?:\d+\\[.)]|\\[-+*#>])|\\\\|\\([.!()+\-'\",:;=?{}/&$%@])", re.MULTILINE)
"""Day One writes a backslash before all punctuation; Markdown needs it only where a line would become a list."""
_OTHERS = {"video": "video", "audio": "recording", "pdfattachment": "PDF"}


def pieces(way: Way) -> Iterator[Piece] | None:
    """The pieces of an export; None where this is none."""
    files = [name for name in way.tree.names if PurePosixPath(name).suffix.lower() == ".json"]
    if way.tree.single:
        files = list(way.tree.names)
    journals = [name for name in files[:50] if _is_journal(way, name)]
    if not journals:
        return None
    way.tree.expect(journals)
    return _journals(way, journals)


def _is_journal(way: Way, name: str) -> bool:
    try:
        look = jsons.look(way.tree, name)
    except Unreadable:
        return False
    return "entries" in look.lists and "creationDate" in look.first["entries"]


def _journals(way: Way, journals: list[str]) -> Iterator[Piece]:
    yield from way.tree.refused
    pictures = _Pictures(way)
    keys = Keys()
    for name in journals:
        prefix = "" if len(journals) == 1 else f"{PurePosixPath(name).name}, "
        extra = way.told_encoding(name)
        if len(journals) > 1:
            extra["journal"] = PurePosixPath(name).stem
        for found in elements(way, name, "entries", prefix):
            yield found if isinstance(found, Refused) else _entry(found[1], found[0], keys, way, pictures, extra)


def _entry(
    found: Mapping[str, object], where: str, keys: Keys, way: Way, pictures: _Pictures, extra: Mapping[str, object]
) -> Piece:
    moment = instant(found.get("creationDate"))
    if moment is None:
        return Refused(where, NO_DATE)
    text = jsons.string(found.get("text")) or _plain(jsons.string(found.get("richText")))
    body, attached = pictures.placed(text, found, where)
    if not body.strip():
        return Refused(where, NO_WORDS)
    zone = zone_called(found.get("timeZone"))
    edited = instant(found.get("modifiedDate"))
    starred = [STARRED] if found.get("starred") is True else []
    left = jsons.rest(found, *KNOWN)
    if zone is None and found.get("timeZone"):
        left["timeZone"] = jsons.kept(found["timeZone"])
    return Record(
        where,
        keys.one(jsons.string(found.get("uuid")) or str(found.get("creationDate"))),
        body,
        on_the_wall(moment, zone, way.zone),
        edited if edited and edited.tzinfo else None,
        Marks(tags=names([*jsons.strings(found.get("tags")), *starred]), pinned=found.get("isPinned") is True),
        attached,
        {**left, **extra},
    )


def _plain(rich: str) -> str:
    """The words of a rich text, for an entry that has nothing else."""
    contents = jsons.records((jsons.parsed(rich) or {}).get("contents"))
    return "".join(jsons.string(part.get("text")) for part in contents)


class _Pictures:
    """The pictures of an export, by what they are called: `<md5>.<type>`."""

    def __init__(self, way: Way) -> None:
        self._way = way
        self._files = dict[str, str]()
        for name in way.tree.names:
            path = PurePosixPath(name)
            if path.parent.name == "photos":
                self._files[path.stem.lower()] = name

    def placed(self, text: str, found: Mapping[str, object], where: str) -> tuple[str, tuple[Attached, ...]]:
        """A text with its pictures named as this program does; those that it does not name stand after it."""
        photos = {jsons.string(photo.get("identifier")): photo for photo in jsons.records(found.get("photos"))}
        attached = dict[str, Attached]()

        def named(identifier: str) -> str:
            photo = photos.get(identifier, {})
            md5 = jsons.string(photo.get("md5")).lower()
            called = f"{md5 or identifier}.{jsons.string(photo.get('type')) or 'jpeg'}"
            file = self._files.get(md5) or self._files.get(identifier.lower())
            if file is None:
                return self._way.gone("picture", called, where)
            key = identifier if _IDENTIFIER.fullmatch(identifier) else f"picture {len(attached) + 1}"
            attached[key] = Attached(key, PurePosixPath(file).name, partial(self._way.tree.picture, file))
            return f"![]({ATTACHED}{key})"

        def replaced(match: re.Match[str]) -> str:
            kind, identifier = match.groups()
            other = _OTHERS.get((kind or "").lower())
            if other is None:
                return named(identifier)
            return self._way.gone(other, identifier, where, there=True)

        body = _MOMENT.sub(replaced, tidy(_ESCAPED.sub(lambda found: found[1] or found[0], text)))
        in_text = {identifier for _, identifier in _MOMENT.findall(text)}
        unnamed = [identifier for identifier in photos if identifier and identifier not in in_text]
        for identifier in sorted(unnamed, key=lambda one: _order(photos[one])):
            body = f"{body}\n\n{named(identifier)}".strip("\n")
        return body, tuple(attached.values())


def _order(photo: Mapping[str, object]) -> float:
    order = photo.get("orderInEntry")
    return order if isinstance(order, int | float) else math.inf

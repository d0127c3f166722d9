"""Joplin: its JEX, which is a tar, and the same as a folder (“RAW”). Its Markdown is read by `markdown`.

One file an item: title, an empty line, the body, an empty line, and lines of `key: value`, of which `type_` says what
it is. A tag is on a note through an item of its own. A picture's file is in `resources/`; a text names it by `:/<id>`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePosixPath

from ...core.interchange import ATTACHED, Attached, Piece, Record, Refused
from ...core.journal import Marks, names
from .html_text import to_markdown
from .records import NO_DATE, NO_WORDS, Keys, Way, instant, is_picture, on_the_wall
from .texts import tidy, whole
from .trees import Unreadable

ID, TITLE = "joplin", "Joplin"
NOTE, FOLDER, RESOURCE, TAG, NOTE_TAG = "1", "2", "4", "5", "6"
_FILE = re.compile(r"[0-9a-f]{32}\.md")
_LINK = re.compile(r"(!?)\[([^\[\]\n]{0,500})\]\(:/([0-9a-f]{32})(?:#[^()\s]{0,200})?(?: \"[^\"\n]{0,200}\")?\)")
_PROPERTY = re.compile(r"([a-z_]{1,40}): ?(.*)")
_SAYS_NOTHING = {"", "0", "0.00000000", "0.0000"}
_KNOWN = {
    "id", "parent_id", "created_time", "updated_time", "user_created_time", "user_updated_time", "type_",
    "markup_language", "encryption_cipher_text", "encryption_applied", "source_application", "order", "is_shared",
    "deleted_time",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Item:
    """A file: its text above, its properties below."""

    title: str = field(repr=False)
    body: str = field(repr=False)
    properties: Mapping[str, str] = field(repr=False)


@dataclass(slots=True)
class _Shelf:
    """What notes refer to, by id."""

    folders: dict[str, str] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    tagged: dict[str, list[str]] = field(default_factory=dict)
    resources: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def pieces(way: Way) -> Iterator[Piece] | None:
    """The notes of an export; None where this is none."""
    if way.tree.single:
        return None
    items = [name for name in way.tree.names if _FILE.fullmatch(PurePosixPath(name).name)]
    if not any(_is_item(way, name) for name in items[:10]):
        return None
    way.tree.expect(items, times=2)
    return _notes(way, items)


def _is_item(way: Way, name: str) -> bool:
    try:
        return "type_" in _item(whole(way.tree, name)).properties
    except Unreadable:
        return False


def _notes(way: Way, items: list[str]) -> Iterator[Piece]:
    yield from way.tree.refused
    shelf = _Shelf(files={PurePosixPath(name).stem: name for name in way.tree.names if "resources/" in name})
    keys = Keys()
    for name in items:
        where = PurePosixPath(name).name
        try:
            _put(shelf, _item(whole(way.tree, name)), name)
        except Unreadable as error:
            yield Refused(where, error.why)
    for name in shelf.notes:
        where = PurePosixPath(name).name
        try:
            yield _note(_item(whole(way.tree, name)), name, where, keys, way, shelf)
        except Unreadable as error:
            yield Refused(where, error.why)


def _put(shelf: _Shelf, item: _Item, name: str) -> None:
    kind, own = item.properties.get("type_"), item.properties.get("id", PurePosixPath(name).stem)
    if kind == NOTE:
        shelf.notes.append(name)
    elif kind == FOLDER:
        shelf.folders[own] = item.title
    elif kind == RESOURCE:
        shelf.resources[own] = item.title
    elif kind == TAG:
        shelf.tags[own] = item.title
    elif kind == NOTE_TAG:
        shelf.tagged.setdefault(item.properties.get("note_id", ""), []).append(item.properties.get("tag_id", ""))


def _note(item: _Item, name: str, where: str, keys: Keys, way: Way, shelf: _Shelf) -> Piece:
    told = item.properties
    if told.get("encryption_applied") == "1":
        return Refused(where, "It is encrypted; decrypt the notes in Joplin and export them once more.")
    if told.get("deleted_time", "0") not in _SAYS_NOTHING:
        return Refused(where, "It lies in Joplin's bin.")
    moment = instant(told.get("user_created_time") or told.get("created_time"))
    if moment is None or moment.tzinfo is None:
        return Refused(where, NO_DATE)
    attached = dict[str, Attached]()

    def linked(found: re.Match[str]) -> str:
        shown, called, wanted = found.groups()
        title = shelf.resources.get(wanted, "")
        file = shelf.files.get(wanted, "")
        if file and is_picture(file):
            attached[wanted] = Attached(wanted, title or PurePosixPath(file).name, partial(way.tree.picture, file))
            return f"![{called}]({ATTACHED}{wanted})"
        if shown or wanted in shelf.resources or file:
            return way.gone("picture" if shown else "file", title or called or wanted, where, bool(file))
        return called  # a link to another note

    body = item.body
    if told.get("markup_language") == "2":
        body = to_markdown(body, lambda address: f"![]({address})")
    body = _LINK.sub(linked, tidy(body))
    title = tidy(item.title).strip()
    if title and body.split("\n", 1)[0].strip("# ").strip() != title:
        body = f"# {title}\n\n{body}".strip("\n")
    if not body.strip():
        return Refused(where, NO_WORDS)
    own = told.get("id", PurePosixPath(name).stem)
    edited = instant(told.get("user_updated_time") or told.get("updated_time"))
    extra: dict[str, object] = {
        key: said for key, said in told.items() if key not in _KNOWN and said not in _SAYS_NOTHING
    }
    if folder := shelf.folders.get(told.get("parent_id", "")):
        extra["folder"] = folder
    return Record(
        where,
        keys.one(own),
        body,
        on_the_wall(moment, None, way.zone),
        edited if edited and edited.tzinfo else None,
        Marks(tags=names(shelf.tags.get(tag, "") for tag in shelf.tagged.get(own, ()))),
        tuple(attached.values()),
        {**extra, **way.told_encoding(name)},
    )


def _item(text: str) -> _Item:
    """Cut a file: the last lines, up to the last empty one, are its properties."""
    rows = text.rstrip().split("\n")
    properties = dict[str, str]()
    while rows and (found := _PROPERTY.fullmatch(rows[-1].rstrip())):
        properties[found[1]] = found[2]
        rows.pop()
    if rows and rows[-1].strip():  # those were no properties, or stand too near to the text to tell
        return _Item("", "", {})
    title = rows[0] if rows else ""
    return _Item(title, "\n".join(rows[1:]).strip("\n"), properties)

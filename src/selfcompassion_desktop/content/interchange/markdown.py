"""Texts: Markdown or plain, one file or a folder or zip of them, with or without front matter; Joplin's among them.

When a text was written is told by its front matter, else by its file's name (`2021-05-01 Rain.md`), else by the file's
last change; which of the three it was is kept with each entry, and told where it was the last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from pathlib import PurePosixPath

from ...core.interchange import ATTACHED, Attached, Piece, Record, Refused
from ...core.journal import STRONGEST, Marks, names
from .jsons import kept
from .records import NO_DATE, NO_WORDS, NOON, Keys, Way, first_words, instant, is_picture, on_the_wall
from .texts import is_text, tidy, whole
from .trees import Unreadable
from .yamls import loaded

ID, TITLE = "text", "Text files"
JOPLIN = "joplin"
LAST_CHANGE = "last change of the file"
_ENDINGS = {".md", ".markdown", ".txt", ".text"}
_FRONT = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_FRONT_MOST = 100_000
_DATED = re.compile(
    r"(?<!\d)(\d{4})[-_.]?(\d{2})[-_.]?(\d{2})(?:[T _-]+(\d{2})[-_.:h]?(\d{2})(?:[-_.:]?(\d{2}))?)?(?!\d)"
)
_PICTURE = re.compile(
    r"!\[([^\[\]\n]{0,500})\]\(<?((?:[^()<>\s]|%20|(?<=\w) (?=[\w.])){1,500})>?(?: \"[^\"\n]{0,200}\")?\)"
)
_QUOTE = re.compile(
    r"^((?:created|updated|date|modified|created_at|updated_at): +)(\d{4}-\d{2}-\d{2}[^\"'\n#]*?)[ \t]*$", re.M
)
"""Days and instants as they are written: YAML would make an instant without a zone one of Greenwich."""
_WRITTEN = ("created", "date", "created_at", "creationdate", "creation date", "day")
_EDITED = ("updated", "modified", "updated_at", "last_modified")
_KNOWN = {"title", "tags", "keywords", *_WRITTEN, *_EDITED}
_OUR_OWN = {"id", "created", "zone", "updated"}
"""What front matter holds that `content.takeout.markdown` wrote: what follows it is the text to the character."""
_OUR_MARKS = {"feelings", "strength", "pinned"}


@dataclass(frozen=True, slots=True)
class _Front:
    """What stands before a text.

    Attributes:
        fields: by name in small letters.
        body: the text after it.
    """

    fields: Mapping[str, object]
    body: str


def of_joplin(way: Way) -> Iterator[Piece] | None:
    """The notes of Joplin's “Markdown with front matter”; None where this is none."""
    files = _files(way)
    for name in files[:20]:
        try:
            front = _front(whole(way.tree, name))
        except Unreadable:
            continue
        if {"title", "created", "updated"} <= front.fields.keys() and not {"date", "layout"} & front.fields.keys():
            return _texts(way, files)
    return None


def pieces(way: Way) -> Iterator[Piece] | None:
    """The texts that were chosen; None where there are none."""
    files = _files(way)
    return _texts(way, files) if files else None


def _files(way: Way) -> list[str]:
    files = [name for name in way.tree.names if PurePosixPath(name).suffix.lower() in _ENDINGS]
    if way.tree.single and files:
        return files if is_text(way.tree.head(files[0])) else []
    return files


def _texts(way: Way, files: list[str]) -> Iterator[Piece]:
    yield from way.tree.refused
    way.tree.expect(files)
    keys = Keys()
    dateless = 0
    for name in files:
        try:
            if not is_text(way.tree.head(name)):
                yield Refused(name, "It is no text, whatever its name says.")
                continue
            piece = _entry(way, name, keys)
        except Unreadable as error:
            yield Refused(name, error.why)
            continue
        dateless += isinstance(piece, Record) and piece.extra["date from"] == LAST_CHANGE
        yield piece
    if dateless:
        way.note(f"{_counted(dateless)} no date; for those the day on which the file was last changed was taken.")
    if others := sum(not is_picture(name) for name in set(way.tree.names).difference(files)):
        way.note(f"{others} other {'file was' if others == 1 else 'files were'} left alone.")


def _counted(files: int) -> str:
    return "One file tells" if files == 1 else f"{files} files tell"


def _entry(way: Way, name: str, keys: Keys) -> Piece:
    front = _front(whole(way.tree, name))
    written, told_by = _written(way, name, front)
    if written is None:
        return Refused(name, NO_DATE)
    attached = dict[str, Attached]()
    folder = PurePosixPath(name).parent

    def picture(found: re.Match[str]) -> str:
        alt, address = found.groups()
        inside = _inside(folder, address.replace("%20", " "))
        if way.tree.has(inside) and is_picture(inside):
            attached[inside] = Attached(inside, PurePosixPath(inside).name, partial(way.tree.picture, inside))
            return f"![{alt}]({ATTACHED}{inside})"
        if ":" in address:
            return found[0]  # a picture somewhere on the net; nothing is fetched
        return way.gone("picture", PurePosixPath(address).name, name)

    ours = front.fields.keys() >= _OUR_OWN
    text = front.body.removeprefix("\n") if ours else tidy(front.body)
    body = _PICTURE.sub(picture, text)
    title = tidy(str(front.fields.get("title") or "")).strip()
    if title and body.split("\n", 1)[0].strip("# ").strip() != title:
        body = f"# {title}\n\n{body}".strip("\n")
    if not body.strip():
        return Refused(name, NO_WORDS)
    edited = next((found for key in _EDITED if (found := _moment(front.fields.get(key), way))), None)
    extra: dict[str, object] = {
        key: kept(said)
        for key, said in front.fields.items()
        if key not in _KNOWN and said is not None and not (ours and key in _OUR_MARKS)
    }
    return Record(
        name,
        keys.one(f"{name}: {first_words(body)}"),
        body,
        written,
        edited if edited and edited.tzinfo else None,
        _marks(front, ours),
        tuple(attached.values()),
        {**extra, "date from": told_by, **way.told_encoding(name)},
    )


def _written(way: Way, name: str, front: _Front) -> tuple[datetime | None, str]:
    for key in _WRITTEN:
        if found := _moment(front.fields.get(key), way):
            return found, "front matter"
    for part in reversed(PurePosixPath(name).parts):
        for match in _DATED.finditer(part):
            if found := _named(match):
                return found, "file name"
    if changed := way.tree.modified(name):
        return on_the_wall(changed, None, way.zone).replace(microsecond=0), LAST_CHANGE
    return None, ""


def _named(match: re.Match[str]) -> datetime | None:
    year, month, day, hour, minute, second = match.groups()
    try:
        on = date(int(year), int(month), int(day))
        at = time(int(hour), int(minute), int(second or 0)) if hour else NOON
    except ValueError:
        return None
    return datetime.combine(on, at) if 1800 <= on.year <= 2200 else None


def _moment(said: object, way: Way) -> datetime | None:
    """A time in front matter: an instant where it says so, else a wall time; noon where it is a day."""
    if not isinstance(said, str):
        return None
    text = said.strip().replace(" UTC", "Z")
    found = instant(
        re.sub(r"^(\d{4}-\d{2}-\d{2})[ T]+(\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?) ?(Z|[+-]\d{2}:?\d{2})?$", r"\1T\2\3", text)
    )
    if found is None:
        return None
    if re.fullmatch(r"\d{4}-?\d{2}-?\d{2}", text):
        return datetime.combine(found.date(), NOON)
    return on_the_wall(found, None, way.zone)


def _front(text: str) -> _Front:
    text = text.removeprefix("\ufeff")
    found = _FRONT.match(text[:_FRONT_MOST]) if text.startswith("---") else None
    if not found:
        return _Front({}, text)
    try:
        said = loaded(_QUOTE.sub(r'\1"\2"', found[1]))
    except Unreadable:
        return _Front({}, text)  # a line, and a text that has nothing to do with front matter
    if not isinstance(said, dict):
        return _Front({}, text)
    return _Front({str(key).lower(): inner for key, inner in said.items()}, text[found.end() :])


def _marks(front: _Front, ours: bool) -> Marks:
    tags = names(_tags(front.fields.get("tags")) + _tags(front.fields.get("keywords")))
    if not ours:
        return Marks(tags)
    strength = front.fields.get("strength")
    strong = strength if type(strength) is int and 0 <= strength <= STRONGEST else None
    return Marks(tags, names(_tags(front.fields.get("feelings"))), strong, front.fields.get("pinned") is True)


def _tags(said: object) -> list[str]:
    if isinstance(said, str):
        return re.split(r"[,;]", said)
    return [str(tag) for tag in said if isinstance(tag, str | int)] if isinstance(said, list) else []


def _inside(folder: PurePosixPath, address: str) -> str:
    """A path beside a text, within what was chosen; empty where it leads out."""
    parts = list(folder.parts)
    for part in PurePosixPath(address.replace("\\", "/")).parts:
        if part == "/" or (part == ".." and not parts):
            return ""
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)

"""RedNotebook: its month files `2019-02.txt`, one of them, its `data` folder, or the zip that “Backup” makes.

A month file is YAML: a day's number, then `text` and the day's categories, each with entries of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import partial
from itertools import islice
from pathlib import PurePosixPath

from ...core.interchange import ATTACHED, Attached, Piece, Record, Refused
from ...core.journal import Marks, clean, names
from .records import MOST_TAGS, NO_WORDS, NOON, Keys, Way, first_words, is_picture
from .texts import tidy, whole
from .trees import Unreadable
from .txt2tags import to_markdown
from .yamls import loaded

ID, TITLE = "rednotebook", "RedNotebook"
MONTH_MOST = 4_000_000
"""Characters of a month."""
_FILE = re.compile(r"(\d{4})-(\d{2})\.txt")
_DAY = re.compile(r"^['\"]?(\d{1,2})['\"]?:(?=\s|$)", re.MULTILINE)
_HASHTAG = re.compile(r"(?:^|[^\w&#])[#\uff03](?!(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3}|include)\b)(\w*[^\W\d_]\w*)")
_NO_MONTH = "It is not written as a month of RedNotebook is."
_NO_DAY = "It is not written as a day of RedNotebook is."


def pieces(way: Way) -> Iterator[Piece] | None:
    """The pieces of a journal; None where this is none."""
    months = [name for name in way.tree.names if _FILE.fullmatch(PurePosixPath(name).name)]
    if not any(_is_month(way, name) for name in months[:20]):
        return None
    way.tree.expect(months)
    return _months(way, months)


def _is_month(way: Way, name: str) -> bool:
    try:
        return _DAY.match(way.tree.head(name, 400).decode("utf-8", "replace").lstrip("\ufeff")) is not None
    except Unreadable:
        return False


def _months(way: Way, months: list[str]) -> Iterator[Piece]:
    yield from way.tree.refused
    keys = Keys()
    for name in months:
        found = _FILE.fullmatch(PurePosixPath(name).name)
        assert found is not None
        try:
            text = whole(way.tree, name)
        except Unreadable as error:
            yield Refused(name, error.why)
            continue
        if not text.strip():
            continue
        if len(text) > MONTH_MOST:
            yield Refused(name, "This month is longer than anyone writes.")
            continue
        reader = _Month(way, name, int(found[1]), int(found[2]), way.told_encoding(name), keys)
        yield from reader.days(text)


class _Month:
    """Reads one month's days."""

    def __init__(self, way: Way, name: str, year: int, month: int, extra: Mapping[str, object], keys: Keys) -> None:
        self._way = way
        self._name = name
        self._short = PurePosixPath(name).name
        self._year, self._month = year, month
        self._extra = extra
        self._keys = keys

    def days(self, text: str) -> Iterator[Piece]:
        """Each day; where the month as a whole cannot be read, each day that can."""
        try:
            month = loaded(text)
        except Unreadable as error:
            if len(starts := [day.start() for day in _DAY.finditer(text)]) < 2:
                yield Refused(self._short, error.why)
                return
            for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
                yield from self._alone(text[start:end])
            return
        if not isinstance(month, dict):
            yield Refused(self._short, _NO_MONTH)
            return
        for day, content in month.items():
            yield self._day(day, content)

    def _alone(self, text: str) -> Iterator[Piece]:
        try:
            found = loaded(text)
        except Unreadable as error:
            number = _DAY.match(text)
            yield Refused(f"{self._short}, day {number[1] if number else '?'}", error.why)
            return
        if isinstance(found, dict):
            for day, content in found.items():
                yield self._day(day, content)

    def _day(self, number: object, content: object) -> Piece:
        named = str(number)
        where = f"{self._short}, day {named if named.isdigit() and len(named) < 3 else '?'}"
        try:
            written = datetime.combine(date(self._year, self._month, int(named[:4])), NOON)
        except ValueError:
            return Refused(where, "There is no such day in the calendar.")
        if not isinstance(content, dict):
            return Refused(where, _NO_DAY)
        attached = dict[str, Attached]()
        text = content.get("text")
        body = self._markdown("" if text is None else str(text), where, attached)
        tags = list[str]()
        for category, entries in content.items():
            if category == "text":
                continue
            told = _told(entries)
            if category == "Tags":  # before version 1.10 they had a category of their own
                tags += told
                continue
            tags.append(str(category))
            if told:
                listed = "\n".join("- " + " ".join(self._markdown(one, where, attached).split()) for one in told)
                body = f"{body}\n\n**{clean(str(category))}**\n\n{listed}"
        tags += [found[1] for found in islice(_HASHTAG.finditer(str(text or "")), MOST_TAGS)]
        marks = Marks(tags=names(tags))
        body = tidy(body) if body.strip() else ", ".join(marks.tags)
        if not body:
            return Refused(where, NO_WORDS)
        key = self._keys.one(f"{written.date()} {first_words(body)}")
        return Record(where, key, body, written, None, marks, tuple(attached.values()), self._extra)

    def _markdown(self, text: str, where: str, attached: dict[str, Attached]) -> str:
        def picture(path: str) -> str:
            bare = path.removeprefix("file://")
            inside = (PurePosixPath(self._name).parent / bare).as_posix()
            if self._way.tree.has(inside) and is_picture(inside):
                attached[inside] = Attached(inside, PurePosixPath(inside).name, partial(self._way.tree.picture, inside))
                return f"![]({ATTACHED}{inside})"
            return self._way.gone("picture", PurePosixPath(bare.replace("\\", "/")).name, where)

        return to_markdown(tidy(text), picture)


def _told(entries: object) -> list[str]:
    """A category's entries: the names of a map that leads nowhere."""
    if entries is None:
        return []
    return [str(one) for one in entries] if isinstance(entries, dict | list) else [str(entries)]

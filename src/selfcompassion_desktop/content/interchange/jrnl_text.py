"""jrnl's own files: one text, or a folder of one text a day (`2020/06/28.txt`).

    [2020-06-28 18:22] Title.
    The rest, up to the next such line.

The hour is written as `timeformat` in its settings asks for: with seconds, with AM and PM, in the folder also without
the day. Before jrnl 2 there were no brackets. The keys are those of its JSON: an entry is known again in either.

A line of an entry may look like a beginning itself; jrnl cannot tell them apart, and splits the entry. Three things
about the files that it writes help here: all beginnings of a file are of one form, a line is empty before each, and
they stand in the order of time. Where a file was plainly kept otherwise by hand, that is asked of it no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice

from ...core.errors import Trouble
from ...core.interchange import Piece, Refused
from .jrnl import body_of, record_of
from .records import MOST_TAGS, NO_WORDS, NOON, Keys, Way, clock_time
from .texts import TEXT_MOST, encoding, lines, parts
from .trees import Tree, Unreadable

_HOUR = r"(?P<hour>\d{1,2}:\d{2}(?P<seconds>:\d{2})?(?P<half> ?[AaPp]\.?[Mm]\.?)?)"
_DAY = r"(?P<day>\d{4}[-/.]\d{2}[-/.]\d{2})"
_HEADER = re.compile(rf"\[{_DAY}(?:[ T]{_HOUR})?\](?: (?P<title>.*))?")
_HEADER_BEFORE_2 = re.compile(rf"{_DAY} {_HOUR}(?: (?P<title>.*))?")
_HEADER_OF_A_DAY = re.compile(rf"\[(?:{_DAY}[ T])?{_HOUR}\](?: (?P<title>.*))?")
_DAY_FILE = re.compile(r"(?:^|/)(\d{4})/(\d{2})/(\d{2})\.txt$")
_TAG = re.compile(r"(?<!\S)@[-+*#/\w]+")
_ENCRYPTED = (b"JRNLv3", b"gAAAAA")


@dataclass(frozen=True, slots=True)
class _Header:
    """A line that begins an entry, or looks so.

    Attributes:
        form: what all beginnings of a file have in common: whether there are seconds, and halves of the day.
        apart: whether the line before it is empty.
    """

    written: datetime
    title: str = field(repr=False)
    form: tuple[bool, ...]
    apart: bool


@dataclass(slots=True)
class _Begun:
    """An entry whose lines are being gathered."""

    where: str
    header: _Header
    lines: list[str] = field(default_factory=list)
    size: int = 0


def pieces(way: Way) -> Iterator[Piece] | None:
    """The pieces of a journal; None where this is none.

    Raises:
        Trouble: when it is encrypted.
    """
    if way.tree.single:
        name = way.tree.names[0]
        if way.tree.head(name, 6) in _ENCRYPTED:
            raise Trouble(
                f"{name} is an encrypted journal of jrnl; run “jrnl --decrypt”, or take its JSON export instead."
            )
        if (pattern := _pattern(way.tree, name, (_HEADER, _HEADER_BEFORE_2))) is None:
            return None
        way.tree.expect([name], times=2)
        return _file(way, name, pattern, Keys(), None)
    days = [name for name in way.tree.names if _DAY_FILE.search(name)]
    if not any(_begins(way.tree, name) for name in days[:20]):
        return None
    way.tree.expect(days, times=2)
    return _folder(way, days)


def _begins(tree: Tree, name: str) -> bool:
    try:
        return _pattern(tree, name, (_HEADER_OF_A_DAY, _HEADER)) is not None
    except Unreadable:
        return False


def _pattern(tree: Tree, name: str, patterns: tuple[re.Pattern[str], ...]) -> re.Pattern[str] | None:
    """The form of the file's first words, where they begin an entry."""
    for line in lines(parts(tree, name, encoding(tree, name))):
        if line.strip("\ufeff \t\n"):
            return next((one for one in patterns if one.fullmatch(line.lstrip("\ufeff").rstrip())), None)
    return None


def _folder(way: Way, days: list[str]) -> Iterator[Piece]:
    yield from way.tree.refused
    keys = Keys()
    for name in days:
        found = _DAY_FILE.search(name)
        assert found is not None
        try:
            day = date(*(int(part) for part in found.groups()))
            pattern = _pattern(way.tree, name, (_HEADER_OF_A_DAY, _HEADER))
        except ValueError:
            yield Refused(name, "There is no such day in the calendar.")
        except Unreadable as error:
            yield Refused(name, error.why)
        else:
            if pattern:
                yield from _file(way, name, pattern, keys, day)
            else:
                yield Refused(name, "It does not begin as a day of jrnl does.")


def _file(way: Way, name: str, pattern: re.Pattern[str], keys: Keys, day: date | None) -> Iterator[Piece]:
    extra = way.told_encoding(name)
    prefix = "" if day is None else f"{name}, "
    begun: _Begun | None = None
    number = 0
    try:
        real = _Real(header for _, header in _walk(way.tree, name, pattern, day) if header)
        for line, header in _walk(way.tree, name, pattern, day):
            if header and real.takes(header):
                if begun:
                    yield _entry(begun, keys, extra)
                number += 1
                begun = _Begun(f"{prefix}entry {number}", header)
            elif begun:
                begun.size += len(line)
                if begun.size <= TEXT_MOST:
                    begun.lines.append(line)
        if begun:
            yield _entry(begun, keys, extra)
        if real.left:
            way.note(f"{name}: some lines that look like the beginning of an entry, but can be none, stay in the text.")
    except Unreadable as error:
        yield Refused(f"after {begun.where}" if begun else name, error.why)


def _entry(begun: _Begun, keys: Keys, extra: Mapping[str, object]) -> Piece:
    if begun.size > TEXT_MOST:
        return Refused(begun.where, "It is longer than any entry can be.")
    title = begun.header.title.strip()
    starred = title.startswith("* ") or title.endswith("*")
    text = body_of(title.strip("* ") if starred else title, "".join(begun.lines))
    if not text.strip():
        return Refused(begun.where, NO_WORDS)
    tags = [tag[0].lower() for tag in islice(_TAG.finditer(text), MOST_TAGS)]
    return record_of(begun.where, keys, begun.header.written, text, tags, starred, extra)


def _walk(tree: Tree, name: str, pattern: re.Pattern[str], day: date | None) -> Iterator[tuple[str, _Header | None]]:
    """Each line, with what it would begin."""
    apart = True
    for line in lines(parts(tree, name, encoding(tree, name))):
        bare = line.lstrip("\ufeff").rstrip()
        yield line, _header(pattern, bare, day, apart)
        apart = not bare


def _header(pattern: re.Pattern[str], line: str, day: date | None, apart: bool) -> _Header | None:
    if not line[:1] or line[0] not in "[0123456789" or not (found := pattern.fullmatch(line)):
        return None
    try:
        on = day or date.fromisoformat(re.sub("[/.]", "-", found["day"]))
    except ValueError:
        return None
    hour = found["hour"]
    at = clock_time(hour) if hour else NOON
    if at is None:
        return None
    form = (bool(hour), bool(found["seconds"]), bool(found["half"]))
    return _Header(datetime.combine(on, at), found["title"] or "", form, apart)


class _Real:
    """Tells the beginnings of entries from lines that only look so, by what all of a file's have in common."""

    def __init__(self, seen: Iterator[_Header]) -> None:
        first = next(seen, None)
        self._form = first.form if first else ()
        apart, forward, back = 0, 0, 0
        before = first
        for header in seen:
            if before and header.form == self._form:
                apart += header.apart
                forward += header.written >= before.written
                back += header.written < before.written
                before = header
        self._apart = apart > 0
        self._backwards = back > 1 and not forward
        self._last: datetime | None = None
        self.left = 0

    def takes(self, header: _Header) -> bool:
        """Whether an entry begins here; asked in the file's order."""
        ordered = self._last is None or (
            header.written <= self._last if self._backwards else header.written >= self._last
        )
        if header.form == self._form and ordered and (header.apart or not self._apart):
            self._last = header.written
            return True
        self.left += 1
        return False

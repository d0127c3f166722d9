"""Markdown as it is typed: what each part of a line is, so that it can be shown lightly. The text stays as it is.

A line is read by itself, in time that grows with its length and no faster, whatever it holds. Places are in code
points. This is less than CommonMark on purpose: what people write in a journal, and nothing that spans lines but
fenced code.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

LONGEST = 10_000
"""A line longer than this, in code points, is told by its beginning alone."""


class Kind(Enum):
    """What a line is."""

    TEXT = "text"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    RULE = "rule"
    FENCE = "fence"
    CODE = "code"


class Style(Enum):
    """How a part of a line is shown."""

    MARK = "mark"
    STRONG = "strong"
    EMPHASIS = "emphasis"
    CODE = "code"
    LINK = "link"
    ADDRESS = "address"


class Span(NamedTuple):
    """A part of a line; parts may lie within each other, and then all their styles hold."""

    start: int
    end: int
    style: Style


@dataclass(frozen=True, slots=True)
class Line:
    """A line, read.

    Attributes:
        kind: what it is.
        level: of a heading, 1 to 6.
        indent: spaces before an item's mark.
        hang: code points before the text of an item or a quote; where the line is wrapped, the next one begins there.
        spans: its parts that are shown otherwise.
    """

    kind: Kind = Kind.TEXT
    level: int = 0
    indent: int = 0
    hang: int = 0
    spans: tuple[Span, ...] = ()


class Item(NamedTuple):
    """The beginning of a list's item.

    Attributes:
        indent: what stands before its mark.
        mark: "-", "*", "+", "1." or "1)".
        gap: what stands between the mark and the text, a box to tick (`[ ] `) included.
        text: what follows.
    """

    indent: str
    mark: str
    gap: str
    text: str

    @property
    def hang(self) -> int:
        """Code points before the text."""
        return len(self.indent) + len(self.mark) + len(self.gap)


_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|$)")
_ITEM = re.compile(r"([ \t]*)([-*+]|\d{1,3}[.)])([ \t]{1,4}(?:\[[ xX]\] )?)")
_RULE = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$")
_QUOTE = re.compile(r" {0,3}>(?: {0,3}>){0,9} ?")
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
_TOKEN = re.compile(r"\\[!-/:-@\[-`{-~]|`+|\*+|_+|!?\[|\]")
_ADDRESS = re.compile(r"\(<?[^\s<>()]*>?(?:[ \t]+\"[^\"]*\")?\)")


def read_line(text: str, *, code: bool = False) -> Line:
    """What a line is, and its parts; `code` where it stands in fenced code."""
    if code:
        return Line(Kind.CODE)
    if _FENCE.match(text):
        return Line(Kind.FENCE, spans=(Span(0, len(text), Style.MARK),))
    if found := _HEADING.match(text):
        return Line(Kind.HEADING, len(found[1]), spans=_with_mark(text, 0, found.end()))
    if len(text) <= LONGEST and _RULE.match(text):
        return Line(Kind.RULE, spans=(Span(0, len(text), Style.MARK),))
    if found := _ITEM.match(text):
        indent = found.end(1)
        return Line(Kind.ITEM, 0, indent, found.end(), _with_mark(text, indent, found.end()))
    if found := _QUOTE.match(text):
        return Line(Kind.QUOTE, hang=found.end(), spans=_with_mark(text, 0, found.end()))
    return Line(spans=_parts(text, 0))


def fence_of(text: str) -> str:
    """The fence that a line opens or closes, such as "```"; empty where it is none."""
    found = _FENCE.match(text)
    return found[1] if found else ""


def fenced(lines: list[str]) -> list[tuple[int, int]]:
    """The lines that stand in fenced code: (first, last) within each pair of fences; one may have no end yet."""
    made: list[tuple[int, int]] = []
    opened, fence = 0, ""
    for number, line in enumerate(lines):
        found = fence_of(line)
        if not fence and found:
            opened, fence = number + 1, found
        elif fence and found.startswith(fence) and not line.strip(" `~"):
            made.append((opened, number - 1))
            fence = ""
    return [*made, (opened, len(lines) - 1)] if fence else made


def item_of(text: str) -> Item | None:
    """The item that a line is; None where it is none."""
    found = _ITEM.match(text)
    if found is None or _RULE.match(text):
        return None
    return Item(found[1], found[2], found[3], text[found.end() :])


def next_item(item: Item) -> str:
    """How the item after this one begins: the same mark or the next number, its box not ticked."""
    mark = item.mark
    if mark[:-1].isdigit():
        mark = f"{int(mark[:-1]) + 1}{mark[-1]}"
    return item.indent + mark + re.sub(r"\[[xX]\]", "[ ]", item.gap)


def step_of(item: Item) -> int:
    """How many spaces further in an item stands that belongs to this one."""
    return len(item.mark) + 1


# ---------------------------------------------------------------------- bold and italic by a key


class Edit(NamedTuple):
    """A change of a line: what stands from `start` to `end` becomes `text`."""

    start: int
    end: int
    text: str


def is_set(text: str, start: int, end: int, mark: str) -> bool:
    """Whether what is chosen stands between marks already: "**" for bold, "*" for italic."""
    start, end = trimmed(text, start, end)
    run = min(_run_before(text, start), _run_after(text, end))
    if mark == "*":
        return run % 2 == 1 or _in_underlines(text, start, end)
    return run >= 2


def setting(text: str, start: int, end: int, mark: str, *, on: bool) -> list[Edit]:
    """The changes that set a mark around what is chosen or take it away, the last place first; none where it is so.

    What is chosen is first made to begin and end with a word, not with a space, and not with a list's mark.
    """
    start, end = trimmed(text, start, end)
    if on == is_set(text, start, end, mark):
        return []
    if on:
        return [Edit(end, end, mark), Edit(start, start, mark)]
    size = len(mark)
    return [Edit(end, end + size, ""), Edit(start - size, start, "")]


def word_at(text: str, place: int) -> tuple[int, int]:
    """Where the word around a place begins and ends; the place itself, twice, where there is none."""
    start = end = place
    while start and _in_word(text[start - 1]):
        start -= 1
    while end < len(text) and _in_word(text[end]):
        end += 1
    return start, end


def _in_word(char: str) -> bool:
    return char.isalnum() or char in "'’-\u200d\ufe0f" or unicodedata.category(char)[0] in "MS"


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """What is chosen, made to begin and end with a word: without spaces, marks, or the beginning of an item."""
    line = read_line(text)
    first = line.hang
    if line.kind is Kind.HEADING and line.spans:
        first = line.spans[0].end
    start = min(max(start, first), len(text))
    end = max(start, end)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start] == "*":
        start += 1
    while end > start and text[end - 1] == "*":
        end -= 1
    if end - start > 2 and text[start] == text[end - 1] == "_":
        start, end = start + 1, end - 1
    return start, end


def _run_before(text: str, place: int) -> int:
    run = 0
    while place - run > 0 and text[place - run - 1] == "*":
        run += 1
    return run


def _run_after(text: str, place: int) -> int:
    run = 0
    while place + run < len(text) and text[place + run] == "*":
        run += 1
    return run


def _in_underlines(text: str, start: int, end: int) -> bool:
    return start > 0 and text[start - 1 : start] == "_" == text[end : end + 1]


# ---------------------------------------------------------------------- the parts of a line


@dataclass(slots=True)
class _Opener:
    """A run of stars or underlines that may begin something."""

    start: int
    length: int


def _with_mark(text: str, start: int, end: int) -> tuple[Span, ...]:
    return (Span(start, end, Style.MARK), *_parts(text, end))


def _parts(text: str, first: int) -> tuple[Span, ...]:
    return tuple(_Parts(text, first).read()) if len(text) <= LONGEST else ()


class _Parts:
    """Reads the parts of a line, from left to right, each character once."""

    def __init__(self, text: str, first: int) -> None:
        self._text = text
        self._place = first
        self._spans: list[Span] = []
        self._openers: dict[str, list[_Opener]] = {"*": [], "_": []}
        self._brackets: list[tuple[int, int]] = []
        self._ticks: dict[int, list[int]] | None = None

    def read(self) -> list[Span]:
        while found := _TOKEN.search(self._text, self._place):
            self._place = found.end()
            token = found[0]
            match token[0]:
                case "\\":
                    self._mark(found.start(), found.start() + 1)
                case "`":
                    self._code(found.start(), len(token))
                case "*" | "_":
                    self._run(found.start(), token)
                case "]":
                    self._close(found.start())
                case _:
                    self._brackets.append((found.start(), found.end()))
        return sorted(self._spans, key=lambda span: span.start)

    def _mark(self, start: int, end: int) -> None:
        self._spans.append(Span(start, end, Style.MARK))

    def _code(self, start: int, length: int) -> None:
        """Code ends at a run of as many ticks as it began with; without one, the ticks are only ticks."""
        if self._ticks is None:
            self._ticks = {}
            for run in re.finditer(r"`+", self._text):
                self._ticks.setdefault(len(run[0]), []).append(run.start())
            for runs in self._ticks.values():
                runs.reverse()
        runs = self._ticks.get(length, [])
        while runs and runs[-1] <= start:
            runs.pop()
        if runs:
            end = runs.pop()
            self._mark(start, start + length)
            self._spans.append(Span(start + length, end, Style.CODE))
            self._mark(end, end + length)
            self._place = end + length

    def _close(self, at: int) -> None:
        if not self._brackets:
            return
        start, inner = self._brackets.pop()
        address = _ADDRESS.match(self._text, at + 1)
        if address is None:
            return
        self._mark(start, inner)
        self._spans.append(Span(inner, at, Style.LINK))
        self._mark(at, at + 1)
        self._spans.append(Span(at + 1, address.end(), Style.ADDRESS))
        self._place = address.end()

    def _run(self, start: int, token: str) -> None:
        opens, closes = self._flanks(start, token)
        left = len(token)
        if closes:
            left = self._match(start, token[0], left)
        if opens and left:
            self._openers[token[0]].append(_Opener(start + len(token) - left, left))

    def _match(self, start: int, char: str, left: int) -> int:
        """Close what was opened, as far as this run reaches; returns how much of it is left."""
        openers = self._openers[char]
        place = start
        while left and openers:
            opener = openers[-1]
            size = 2 if left >= 2 and opener.length >= 2 else 1
            opener.length -= size
            begin = opener.start + opener.length
            style = Style.STRONG if size == 2 else Style.EMPHASIS
            self._mark(begin, begin + size)
            self._spans.append(Span(begin + size, place, style))
            self._mark(place, place + size)
            place, left = place + size, left - size
            if not opener.length:
                openers.pop()
            for other, runs in self._openers.items():  # what was opened within it ends with it
                while other != char and runs and runs[-1].start > begin:
                    runs.pop()
        return left

    def _flanks(self, start: int, token: str) -> tuple[bool, bool]:
        """Whether a run can open something, and whether it can close something."""
        before = self._text[start - 1] if start else " "
        end = start + len(token)
        after = self._text[end] if end < len(self._text) else " "
        space_before, space_after = before.isspace(), after.isspace()
        point_before, point_after = _is_point(before), _is_point(after)
        left = not space_after and (not point_after or space_before or point_before)
        right = not space_before and (not point_before or space_after or point_after)
        if token[0] == "*":
            return left, right
        return left and (not right or point_before), right and (not left or point_after)


def _is_point(char: str) -> bool:
    return unicodedata.category(char)[0] == "P"

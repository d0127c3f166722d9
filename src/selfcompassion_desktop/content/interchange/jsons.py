"""JSON from elsewhere, a value at a time: a file of any size takes little memory, and one bad value spoils no other.

Python's own reader wants the whole file at once and gives up at its first fault. Here the file is cut at the outermost
commas first, by counting brackets outside of strings; then each piece is read by Python's reader.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from ...core.journal import clean
from .texts import TEXT_MOST, encoding, parts
from .texts import whole as whole_text
from .trees import Tree

DEEPEST = 100
"""How deep a value may be nested."""
KEPT_MOST = 100_000
"""Characters that a string among the unknown fields may have; a longer one is no field, but a file in disguise."""

_SPACE = re.compile(r"[ \t\n\r\ufeff\0]*")
_PLAIN = re.compile(r'[^ \t\n\r,:"{}\[\]]*')
_BETWEEN = re.compile(r'[^"{}\[\]]*+')
_WITHIN = re.compile(r'(?:[^"\\]++|\\.)*+', re.DOTALL)


class Broken(Exception):
    """The file is not JSON from here on."""


@dataclass(frozen=True, slots=True)
class Item:
    """A member of the outermost object, or an element of a list that is such a member, or of the outermost list.

    Attributes:
        key: the member's name; empty in an outermost list.
        number: the element's place from 1; 0 for a member that is no list.
        text: its JSON; None where it is too long or too deep.
    """

    key: str
    number: int
    text: str | None = field(repr=False)


def items(pieces: Iterator[str]) -> Iterator[Item]:
    """Cut a file into its items.

    Raises:
        Broken: where the file is not JSON any more; what came before is sound.
        Unreadable: when its bytes cannot be read.
    """
    scanner = _Scanner(pieces)
    opening = scanner.take()
    if opening == "[":
        yield from _elements(scanner, "")
        return
    if opening != "{":
        raise Broken
    if scanner.peek() == "}":
        return
    while True:
        key = _name(scanner.value())
        if scanner.take() != ":":
            raise Broken
        if scanner.peek() == "[":
            scanner.take()
            yield from _elements(scanner, key)
        else:
            yield Item(key, 0, scanner.value())
        after = scanner.take()
        if after == "}":
            return
        if after != ",":
            raise Broken


def of_file(tree: Tree, name: str) -> Iterator[Item]:
    """Cut a file of a tree into its items; raises as `items` does."""
    return items(parts(tree, name, encoding(tree, name)))


def value(text: str | None) -> object:
    """What an item says; None where it is no JSON, as where it is null."""
    if text is None:
        return None
    try:
        found: object = json.loads(text, parse_float=_number, parse_constant=lambda _: None, strict=False)
    except ValueError:  # numbers of thousands of digits too
        return None
    return found


def record(text: str | None) -> Mapping[str, object] | None:
    """What an item says, if it is an object."""
    found = value(text)
    return found if isinstance(found, dict) else None


@dataclass(frozen=True, slots=True)
class Look:
    """What a file's beginning shows.

    Attributes:
        lists: the lists among the members of its outermost object; "" where it is a list itself.
        first: by list, what its first elements say that are objects, as if they were one; empty where none is.
    """

    lists: tuple[str, ...]
    first: Mapping[str, Mapping[str, object]] = field(repr=False)


NOTHING = Look((), {})
_ELEMENTS = 10
_LOOKED_AT = 64
"""Pieces of a file, of about 1 MB each, that a look takes in."""


def look(tree: Tree, name: str) -> Look:
    """Look into a file; what is no JSON shows nothing.

    Raises:
        Unreadable: when its bytes cannot be read.
    """
    if name not in tree.looks:
        tree.looks[name] = _look(tree, name)
    found = tree.looks[name]
    assert isinstance(found, Look)
    return found


def _look(tree: Tree, name: str) -> Look:
    if not tree.head(name, 4096).replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith((b"{", b"[")):
        return NOTHING
    lists = dict[str, Mapping[str, object]]()
    try:
        for item in items(islice(parts(tree, name, encoding(tree, name)), _LOOKED_AT)):
            if not 0 < item.number <= _ELEMENTS:
                continue
            # Of several, for the first may be the bad one.
            lists[item.key] = {**(record(item.text) or {}), **lists.get(item.key, {})}
            if item.number == _ELEMENTS and item.key in {"entries", ""}:
                break
    except Broken:
        pass
    return Look(tuple(lists), lists)


def kept(found: object) -> object:
    """The same as JSON and a store can hold it: no half characters, and nothing that is a file in disguise."""
    if isinstance(found, str):
        return clean(found[:KEPT_MOST])
    if isinstance(found, Mapping):
        return {clean(str(key))[:KEPT_MOST]: kept(inner) for key, inner in found.items()}
    if isinstance(found, list | tuple | set):
        return [kept(inner) for inner in found]
    if isinstance(found, date):  # from YAML
        return found.isoformat()
    if isinstance(found, float):
        return found if math.isfinite(found) else None
    return None if isinstance(found, bytes) else found


def rest(found: Mapping[str, object], *known: str) -> dict[str, object]:
    """The fields that this program does not know, without those that say nothing."""
    left = {key: inner for key, inner in found.items() if key not in known and inner not in (None, "", [], {})}
    return {clean(key): kept(inner) for key, inner in left.items()}


def whole(tree: Tree, name: str) -> Mapping[str, object] | None:
    """A file that is one object; None where it is none.

    Raises:
        Unreadable: when its bytes cannot be read, or it is longer than any entry may be.
    """
    return parsed(whole_text(tree, name))


def parsed(text: str) -> Mapping[str, object] | None:
    """A text that is one object; None where it is none, or is nested too deep."""
    try:
        return record(_Scanner(iter([text])).value())
    except Broken:
        return None


def string(found: object) -> str:
    """A field that is to be a text, as a store can hold it; empty where it is none."""
    return clean(found) if isinstance(found, str) else ""


def strings(found: object) -> list[str]:
    """A field that is to be a list of texts."""
    return [clean(inner) for inner in found if isinstance(inner, str)] if isinstance(found, list) else []


def records(found: object) -> list[Mapping[str, object]]:
    """A field that is to be a list of objects."""
    return [inner for inner in found if isinstance(inner, dict)] if isinstance(found, list) else []


def _elements(scanner: _Scanner, key: str) -> Iterator[Item]:
    if scanner.peek() == "]":
        scanner.take()
        return
    number = 0
    while True:
        number += 1
        yield Item(key, number, scanner.value())
        after = scanner.take()
        if after == "]":
            return
        if after != ",":
            raise Broken


def _name(text: str | None) -> str:
    found = value(text)
    if not isinstance(found, str):
        raise Broken
    return found


def _number(digits: str) -> float | None:
    number = float(digits)
    return number if math.isfinite(number) else None


class _Scanner:
    """Walks through a text that comes in pieces, and holds no more of it than one value."""

    def __init__(self, pieces: Iterator[str]) -> None:
        self._pieces = pieces
        self._text = ""
        self._at = 0

    def peek(self) -> str:
        """The next character that is no space, not yet taken; empty at the end."""
        while True:
            self._at = self._match(_SPACE)
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more(self._at):
                return ""

    def take(self) -> str:
        """The same, taken."""
        char = self.peek()
        self._at += len(char)
        return char

    def value(self) -> str | None:
        """The next value's own text; None where it is longer or deeper than may be."""
        char = self.peek()
        if char not in ("{", "[", '"'):
            return self._plain()
        self._start, self._over = self._at, False
        self._at += 1
        if char == '"':
            self._string()
            deepest = 0
        else:
            deepest = self._nested()
        text = self._text[self._start : self._at]
        return None if self._over or deepest > DEEPEST else text

    def _nested(self) -> int:
        depth = deepest = 1
        while depth:
            self._at = self._match(_BETWEEN)
            char = self._next()
            if char == '"':
                self._string()
            elif char in "{[":
                depth += 1
                deepest = max(deepest, depth)
            else:
                depth -= 1
        return deepest

    def _string(self) -> None:
        """Past the string's closing mark; the opening one is taken."""
        while True:
            self._at = self._match(_WITHIN)
            if self._at < len(self._text) and self._text[self._at] == '"':
                self._at += 1
                return
            self._grow()

    def _next(self) -> str:
        while self._at >= len(self._text):
            self._grow()
            self._at = self._match(_BETWEEN)
        self._at += 1
        return self._text[self._at - 1]

    def _grow(self) -> None:
        """More of a value that is not complete; one that grows too long is dropped while it is walked through."""
        if self._at - self._start > TEXT_MOST:
            self._over = True
            self._start = self._at
        if not self._more(self._start):
            raise Broken

    def _plain(self) -> str:
        self._start = self._at
        while True:
            end = self._match(_PLAIN)
            if end < len(self._text) or end - self._at > 4096 or not self._more(self._at):
                break
        if end == self._at:
            raise Broken
        text, self._at = self._text[self._at : end], end
        return text

    def _match(self, pattern: re.Pattern[str]) -> int:
        found = pattern.match(self._text, self._at)
        return found.end() if found else self._at

    def _more(self, since: int) -> bool:
        """Reads on, and forgets what is before `since`; False at the end."""
        for piece in self._pieces:
            if piece:
                self._text = self._text[since:] + piece
                self._at -= since
                self._start = 0
                return True
        return False

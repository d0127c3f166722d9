"""CSV from elsewhere: whichever mark is between its columns, and whatever its first line is called."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from .texts import TEXT_MOST, encoding, lines, parts
from .trees import Tree

NO_ROW = "It is not written as a row of a table is, or is too long to be one."
_MARKS = ",;\t|"
_SAYS = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table.

    Attributes:
        number: its place among the rows under the heading, from 1.
        cells: by the column's name, in small letters; None where the row cannot be read.
    """

    number: int
    cells: Mapping[str, str] | None = field(repr=False)


def heading(tree: Tree, name: str) -> tuple[str, ...]:
    """The columns' names in small letters; empty where the file is no table.

    Raises:
        Unreadable: when its bytes cannot be read.
    """
    head = tree.head(name)
    if not head.strip():
        return ()
    first = list(islice(_lines(tree, name), 2))
    return _columns(first)[0]


def rows(tree: Tree, name: str) -> Iterator[Row]:
    """The rows under the heading; empty ones are passed over.

    Raises:
        Unreadable: when its bytes cannot be read.
    """
    source = _lines(tree, name)
    first = list(islice(source, 1))
    if first and _SAYS.fullmatch(first[0]):
        first += list(islice(source, 1))
    columns, mark = _columns(first)
    csv.field_size_limit(TEXT_MOST)
    reader = csv.reader(source, delimiter=mark, skipinitialspace=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield Row(number, None)
            continue
        if any(cell.strip() for cell in cells):
            cells += [""] * (len(columns) - len(cells))
            yield Row(number, {**dict(zip(columns, cells, strict=False)), **_beyond(cells[len(columns) :])})
        else:
            number -= 1


def _beyond(cells: list[str]) -> dict[str, str]:
    return {"more": " | ".join(cells)} if any(cells) else {}


def _lines(tree: Tree, name: str) -> Iterator[str]:
    return lines(parts(tree, name, encoding(tree, name)))


def _columns(first: list[str]) -> tuple[tuple[str, ...], str]:
    """The names, and the mark between columns: the one that the file says, or that makes the most of them."""
    if first and (said := _SAYS.fullmatch(first[0])):
        return _named(first[1] if len(first) > 1 else "", said[1]), said[1]
    if not first:
        return (), ","
    best = max(_MARKS, key=lambda mark: len(_named(first[0], mark)))
    return _named(first[0], best), best


def _named(line: str, mark: str) -> tuple[str, ...]:
    if len(line) > 10_000:
        return ()
    try:
        cells = next(csv.reader([line], delimiter=mark, skipinitialspace=True), [])
    except (csv.Error, TypeError, ValueError):  # a mark that can be none
        return ()
    return tuple(" ".join(cell.lower().split()) for cell in cells)

"""Tables as CSV that a spreadsheet opens without running any of it.

RFC 4180: fields apart by commas, lines by CR LF, a field in quotes where it needs them. A file begins with a byte
order mark, because Excel takes UTF-8 for something else without it.

A spreadsheet takes a text that begins with `=`, `+`, `-`, `@`, a tab or a carriage return for a formula. Such a text
gets an apostrophe before it, and so does one that already begins with apostrophes and then one of these; reading back
takes exactly one away. So every text comes back to the character, and numbers are numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

BOM = "\ufeff"
"""What a file begins with."""

Cell = str | int | float | bool | None

_ACTS = re.compile(r"'*[=+\-@\t\r]")
_QUOTED = re.compile(r'[",\r\n]')


def safe(text: str) -> str:
    """A text as it stands in a cell."""
    return f"'{text}" if _ACTS.match(text) else text


def plain(cell: str) -> str:
    """The text that `safe` was given."""
    return cell[1:] if cell[:1] == "'" and _ACTS.match(cell) else cell


def row(cells: Iterable[Cell]) -> str:
    """One line of a table, with its end. Texts are made safe; nothing is an empty field; yes and no are 1 and 0."""
    return ",".join(map(_field, cells)) + "\r\n"


def _field(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(int(cell))
    if isinstance(cell, float):
        return f"{cell:.3f}".rstrip("0").rstrip(".")
    if isinstance(cell, int):
        return str(cell)
    text = safe(cell)
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text

"""Daylio: the CSV that it exports, in its newer form of eight columns and its older of seven.

`full_date` is an ISO day in the newer form; the older has `year` and a `date` such as “October 30” or “30 October”.
`time` follows the phone: “23:54” or “11:54 pm”. Activities are joined by “ | ”. Notes may hold HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime

from ...core.interchange import Piece, Record, Refused
from ...core.journal import Marks, names
from . import tables
from .html_text import seems_html, to_markdown
from .records import NO_DATE, NOON, Keys, Way, clock_time
from .texts import tidy
from .trees import Unreadable

ID, TITLE = "daylio", "Daylio"
_NEEDED = {"weekday", "time", "mood", "activities", "note"}
KNOWN = ("full_date", "date", "year", "weekday", "time", "mood", "activities", "note_title", "note")
_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def pieces(way: Way) -> Iterator[Piece] | None:
    """The pieces of an export; None where this is none."""
    if not way.tree.single:
        return None
    name = way.tree.names[0]
    columns = set(tables.heading(way.tree, name))
    if not (columns >= _NEEDED and columns & {"full_date", "year"}):
        return None
    way.tree.expect([name])
    return _rows(way, name)


def _rows(way: Way, name: str) -> Iterator[Piece]:
    keys = Keys()
    extra = way.told_encoding(name)
    where = "the beginning"
    try:
        for row in tables.rows(way.tree, name):
            where = f"row {row.number}"
            if row.cells is None:
                yield Refused(where, tables.NO_ROW)
            else:
                yield _entry(row.cells, where, keys, extra)
    except Unreadable as error:
        yield Refused(f"after {where}", error.why)


def _entry(cells: Mapping[str, str], where: str, keys: Keys, extra: Mapping[str, object]) -> Piece:
    day = _day(cells)
    if day is None:
        return Refused(where, NO_DATE)
    at = clock_time(cells.get("time", ""))
    left: dict[str, object] = {key: text for key, text in cells.items() if key not in KNOWN and text}
    if at is None and cells.get("time"):
        left["time"] = cells["time"]
    written = datetime.combine(day, at or NOON)
    title, note = tidy(cells.get("note_title", "")).strip(), _note(cells.get("note", ""))
    mood, activities = cells.get("mood", "").strip(), cells.get("activities", "")
    marks = Marks(tags=names(activities.split("|")), feelings=names([mood]))
    body = "\n\n".join(part for part in (f"# {title}" if title else "", note) if part)
    if not body.strip() and not marks.feelings and not marks.tags:
        return Refused(where, "Nothing was written or chosen in it.")
    # A day that was only marked has no words of its own; an entry needs a line that a list can show.
    body = body if body.strip() else ", ".join(marks.feelings or marks.tags)
    return Record(where, keys.one(f"{written:%Y-%m-%d %H:%M}"), body, written, marks=marks, extra={**left, **extra})


def _note(text: str) -> str:
    return tidy(to_markdown(text) if seems_html(text) else text)


def _day(cells: Mapping[str, str]) -> date | None:
    full = cells.get("full_date", "").strip()
    try:
        return date.fromisoformat(full)
    except ValueError:
        pass
    words = cells.get("date", "").replace(",", " ").replace(".", " ").lower().split()
    year = _YEAR.search(cells.get("year", "") or full)
    number = next((int(word) for word in words if word.isascii() and word.isdigit() and len(word) < 3), 0)
    month = next((_MONTHS.index(word[:3]) + 1 for word in words if word[:3] in _MONTHS), 0)
    try:
        return date(int(year[0]), month, number) if year else None
    except ValueError:
        return None

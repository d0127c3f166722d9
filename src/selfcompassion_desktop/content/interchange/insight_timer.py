"""Insight Timer: the CSV of sittings that its site gives, as `Started At,Duration,Preset,Activity`.

Times are of the wall clock, month first, of twelve hours or of twenty-four; where a number shows that the day comes
first, the whole file is read so. `0:45:0` is three quarters of an hour.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime

from ...core.interchange import Piece, Practised, Refused
from . import tables
from .records import NO_DATE, Keys, Way, clock_time
from .trees import Unreadable

ID, TITLE = "insight-timer", "Insight Timer"
LONGEST = 24 * 3600
"""Seconds that a sitting may last."""
_DAY = re.compile(r"\s*(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})(?:[ T,]+(\S.*))?")


def pieces(way: Way) -> Iterator[Piece] | None:
    """The sittings of a log; None where this is none."""
    if not way.tree.single:
        return None
    name = way.tree.names[0]
    if not {"started at", "duration"} <= set(tables.heading(way.tree, name)):
        return None
    way.tree.expect([name], times=2)
    return _rows(way, name)


def _rows(way: Way, name: str) -> Iterator[Piece]:
    keys = Keys()
    where = "the beginning"
    try:
        day_first = any(_shows_day_first(row.cells or {}) for row in tables.rows(way.tree, name))
        if day_first:
            way.note(f"{name}: its days are written with the day before the month, and were read so.")
        for row in tables.rows(way.tree, name):
            where = f"row {row.number}"
            if row.cells is None:
                yield Refused(where, tables.NO_ROW)
            else:
                yield _sitting(row.cells, where, day_first, keys)
    except Unreadable as error:
        yield Refused(f"after {where}", error.why)


def _sitting(cells: Mapping[str, str], where: str, day_first: bool, keys: Keys) -> Piece:
    began = _began(cells["started at"], day_first)
    if began is None:
        return Refused(where, NO_DATE)
    seconds = _seconds(cells["duration"])
    if seconds is None or not 0 < seconds <= LONGEST:
        return Refused(where, "It has no length that can be read, or one of more than a day.")
    preset, activity = cells.get("preset", "").strip(), cells.get("activity", "").strip()
    extra: dict[str, object] = {
        key: text for key, text in cells.items() if key not in ("started at", "duration", "preset") and text
    }
    return Practised(where, keys.one(began.isoformat()), began, float(seconds), preset or activity or TITLE, extra)


def _shows_day_first(cells: Mapping[str, str]) -> bool:
    found = _DAY.match(cells.get("started at", ""))
    return found is not None and 12 < int(found[1]) <= 31 and int(found[2]) <= 12


def _began(text: str, day_first: bool) -> datetime | None:
    found = _DAY.fullmatch(text.rstrip())
    at = clock_time(found[4]) if found and found[4] else None
    if not found or at is None:
        return None
    first, second, third = (int(number) for number in found.groups()[:3])
    try:
        if len(found[1]) == 4:
            on = date(first, second, third)
        else:
            year = third if len(found[3]) == 4 else 2000 + third
            on = date(year, second, first) if day_first else date(year, first, second)
    except ValueError:
        return None
    return datetime.combine(on, at) if 1900 <= on.year <= 2200 else None


def _seconds(text: str) -> int | None:
    parts = text.strip().split(":")
    if not 2 <= len(parts) <= 3 or not all(part.isascii() and part.isdigit() and len(part) < 5 for part in parts):
        return None
    hours, minutes, seconds = (0, *map(int, parts))[-3:]
    return hours * 3600 + minutes * 60 + seconds

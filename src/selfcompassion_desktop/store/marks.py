"""What stands beside an entry's text, and lists narrowed by it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ..core.journal import STRONGEST, Marks, Only, folded, names
from .times import EPOCH

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

_AROUND = 2
"""Days by which an instant may stand off its day on the wall, whatever the zone and whatever stood there before."""
_KINDS = ("tag", "felt")


def marks_of(connection: Connection, place: int) -> Marks:
    """The marks of the entry at a place."""
    tags, feelings = (
        tuple(
            name for (name,) in connection.execute(f"SELECT name FROM {kind} WHERE entry = ? ORDER BY seat", (place,))
        )
        for kind in _KINDS
    )
    pinned, strength = connection.execute("SELECT pinned, strength FROM entry WHERE place = ?", (place,)).fetchone()
    return Marks(tags, feelings, strength, bool(pinned))


def keep_marks(connection: Connection, place: int, marks: Marks) -> None:
    """Put these marks in place of those that were there; a strength outside 0 to 10 is none."""
    strength = marks.strength if marks.strength is not None and 0 <= marks.strength <= STRONGEST else None
    connection.execute(
        "UPDATE entry SET pinned = ?, strength = ? WHERE place = ?", (int(marks.pinned), strength, place)
    )
    for kind, given in zip(_KINDS, (marks.tags, marks.feelings), strict=True):
        connection.execute(f"DELETE FROM {kind} WHERE entry = ?", (place,))
        connection.executemany(
            f"INSERT INTO {kind} (entry, folded, name, seat) VALUES (?, ?, ?, ?)",
            [(place, folded(name), name, seat) for seat, name in enumerate(names(given))],
        )


def used_tags(connection: Connection) -> list[tuple[str, int]]:
    """Each tag that entries have, as it was written last, and how many have it; the most used first."""
    return _used(connection, "tag")


def used_feelings(connection: Connection) -> list[tuple[str, int]]:
    """The same for feelings."""
    return _used(connection, "felt")


def _used(connection: Connection, kind: str) -> list[tuple[str, int]]:
    # With max(), SQLite takes the other columns from the row that has it: the way it was written last.
    rows = connection.execute(
        f"SELECT k.name, count(*), max(k.entry) FROM {kind} k JOIN entry e ON e.place = k.entry "
        "WHERE e.binned IS NULL AND e.sealed = 0 GROUP BY k.folded ORDER BY count(*) DESC, k.folded"
    ).fetchall()
    return [(name, count) for name, count, _ in rows]


def narrowed(only: Only) -> tuple[str, Sequence[object]]:
    """What a list of `entry e` is narrowed by: conditions, each after an AND, and their values."""
    parts: list[tuple[str, tuple[object, ...]]] = []
    for kind, name in zip(_KINDS, (only.tag, only.feeling), strict=True):
        if name and (bare := names((name,))):
            parts.append((f"e.place IN (SELECT entry FROM {kind} WHERE folded = ?)", (folded(bare[0]),)))
    if only.source:
        # "sitting" stands for every sitting; ';' is the character after ':'.
        parts.append(
            ("(e.source = ? OR (e.source >= ? AND e.source < ?))", (only.source, f"{only.source}:", f"{only.source};"))
        )
    if only.first:
        parts.append(("e.day >= ?", (only.first.isoformat(),)))
    if only.last:
        parts.append(("e.day <= ?", (only.last.isoformat(),)))
    if only.pinned:
        parts.append(("e.pinned", ()))
    return "".join(f" AND {condition}" for condition, _ in parts), [value for _, values in parts for value in values]


def places(only: Only) -> tuple[int, int]:
    """The places between which all entries of the days asked for stand: the first, and one after the last."""
    return (
        _place(only.first, -_AROUND) if only.first else -(1 << 63),
        _place(only.last, _AROUND) if only.last else (1 << 63) - 1,
    )


def _place(day: date, days: int) -> int:
    return ((day - EPOCH.date()).days + days) * (timedelta(days=1) // timedelta(milliseconds=1))

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
_HIDDEN = (
    "SELECT place FROM entry WHERE binned > 0 "
    "UNION ALL SELECT place FROM entry WHERE sealed AND opens > '' AND binned IS NULL"
)
"""What lists do not show. The ranges, which leave nothing out, have SQLite take the indexes of the few."""
_KINDS = ("tag", "felt")
FEW = 300
"""So many places can be written into a query."""


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
    """Counted in the index alone, which holds all entries; those that lists do not show are taken off again."""
    counts = dict(connection.execute(f"SELECT folded, count(*) FROM {kind} GROUP BY folded").fetchall())
    for name, hidden in connection.execute(
        f"SELECT k.folded, count(*) FROM ({_HIDDEN}) AS h CROSS JOIN {kind} k ON k.entry = h.place GROUP BY k.folded"
    ).fetchall():
        counts[name] -= hidden
    # Newest first through the index, so that the first one that is seen ends the walk.
    last = (
        f"SELECT k.name FROM {kind} k CROSS JOIN entry e ON e.place = k.entry "
        "WHERE k.folded = ? AND e.binned IS NULL AND e.sealed = 0 ORDER BY k.entry DESC LIMIT 1"
    )
    most = sorted((name for name, count in counts.items() if count), key=lambda name: (-counts[name], name))
    return [(connection.execute(last, (name,)).fetchone()[0], counts[name]) for name in most]


def used_sources(connection: Connection) -> list[str]:
    """The kinds of sources that entries have: "break", "sitting" and so on. Each is found by one step in the index."""
    found: list[str] = []
    kind = ""
    # ';' is the character after ':', so that the next step is beyond all sources of one kind.
    while source := connection.execute(
        "SELECT min(source) FROM entry WHERE source <> '' AND source > ? AND source >= ?", (kind, f"{kind};")
    ).fetchone()[0]:
        kind = source.partition(":")[0]
        found.append(kind)
    return found


def years(connection: Connection) -> dict[int, int]:
    """How many entries each year has, by the wall clock of then; the latest first. Counted in the index of days."""
    hidden = dict(
        connection.execute(
            f"SELECT substr(e.day, 1, 4) AS y, count(*) FROM ({_HIDDEN}) AS h CROSS JOIN entry e ON e.place = h.place "
            "GROUP BY y"
        ).fetchall()
    )
    found: dict[int, int] = {}
    before = ""
    while (day := connection.execute("SELECT min(day) FROM entry WHERE day > ?", (before,)).fetchone()[0]) is not None:
        year, before = day[:4], f"{day[:4]}-99"
        (count,) = connection.execute("SELECT count(*) FROM entry WHERE day > ? AND day < ?", (year, before)).fetchone()
        found[int(year)] = count - hidden.get(year, 0)
    return {year: count for year, count in reversed(found.items()) if count}


def narrowed(only: Only) -> tuple[str, Sequence[object]]:
    """What a list of `entry e` is narrowed by: conditions, each after an AND, and their values."""
    parts = [(f"e.place IN ({chosen})", values) for chosen, values in _chosen(only)]
    if only.first:
        parts.append(("e.day >= ?", (only.first.isoformat(),)))
    if only.last:
        parts.append(("e.day <= ?", (only.last.isoformat(),)))
    return "".join(f" AND {condition}" for condition, _ in parts), [value for _, values in parts for value in values]


def few(connection: Connection, only: Only) -> list[int] | None:
    """The places, in order, of the entries that a list narrowed by tag, feeling, source or pin could hold at the most,
    where these are few; None where they are many, or nothing of the kind narrows it."""
    for chosen, values in _chosen(only):
        rows = connection.execute(f"SELECT * FROM ({chosen}) LIMIT ?", (*values, FEW + 1)).fetchall()
        if len(rows) <= FEW:
            return sorted(place for (place,) in rows)
    return None


def _chosen(only: Only) -> list[tuple[str, tuple[object, ...]]]:
    """Queries for the places that each of tag, feeling, source and pin leaves, through an index of its own."""
    parts: list[tuple[str, tuple[object, ...]]] = []
    for kind, name in zip(_KINDS, (only.tag, only.feeling), strict=True):
        if name and (bare := names((name,))):
            parts.append((f"SELECT entry FROM {kind} WHERE folded = ?", (folded(bare[0]),)))
    if only.source:
        # "sitting" stands for every sitting; ';' is the character after ':'. The index has no empty ones.
        given = "SELECT place FROM entry WHERE source <> '' AND source"
        parts.append(
            (f"{given} = ? UNION ALL {given} >= ? AND source < ?", (only.source, f"{only.source}:", f"{only.source};"))
        )
    if only.pinned:
        parts.append(("SELECT place FROM entry WHERE pinned", ()))
    return parts


def places(only: Only) -> tuple[int, int]:
    """The places between which all entries of the days asked for stand: the first, and one after the last."""
    return (
        _place(only.first, -_AROUND) if only.first else -(1 << 63),
        _place(only.last, _AROUND) if only.last else (1 << 63) - 1,
    )


def _place(day: date, days: int) -> int:
    return ((day - EPOCH.date()).days + days) * (timedelta(days=1) // timedelta(milliseconds=1))

"""Entries, sittings with their ratings, breaks and check-ins as tables; `core.tables` says what a cell may hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import PurePosixPath

from ...core import tables
from ...core.checkin import COLUMNS, record_of, rows
from ...core.chosen import What, chosen, practised
from ...core.journal import title_of
from ...core.portable import stamp
from ...core.tables import Cell
from ...core.takeout import Everything, KeptBreak, KeptCheckIn, KeptEntry, KeptSitting
from .aside import Shelf

ENTRIES = (
    "id",
    "created",
    "zone",
    "updated",
    "title",
    "text",
    "tags",
    "feelings",
    "strength",
    "pinned",
    "opens",
    "source",
)
SITTINGS = (
    *("id", "began", "zone", "day", "practice", "title", "voice", "planned_seconds", "seconds", "finished"),
    *("rated", "before", "after"),
)
BREAKS = ("id", "began", "zone", "day", "seconds", "need", "entry")
BETWEEN = "; "
"""What stands between several tags or feelings."""


def write_tables(everything: Everything, what: What, shelf: Shelf, folder: str, tick: Callable[[], None]) -> None:
    """The tables; sittings, breaks and, where there are any, check-ins, where they are asked for."""

    def write(name: str, columns: Iterable[str], rows: Iterable[Iterable[Cell]]) -> None:
        with shelf.file(str(PurePosixPath(folder, name))) as made:
            made.write(tables.BOM.encode())
            for row in chain([columns], rows):
                made.write(tables.row(row).encode())
                tick()

    write("entries.csv", ENTRIES, map(_entry, chosen(everything, what)))
    if what.takes_practice:
        write("sittings.csv", SITTINGS, map(_sitting, practised(everything, what, KeptSitting)))
        write("breaks.csv", BREAKS, map(_break, practised(everything, what, KeptBreak)))
        if everything.count(KeptCheckIn):
            finished = (each for each in practised(everything, what, KeptCheckIn) if not each.draft)
            write("checkins.csv", COLUMNS, chain.from_iterable(rows(record_of(each)) for each in finished))


def _entry(entry: KeptEntry) -> tuple[Cell, ...]:
    return (
        entry.id,
        entry.local,
        entry.zone,
        stamp(entry.edited),
        title_of(entry.body),
        entry.body,
        BETWEEN.join(entry.tags),
        BETWEEN.join(entry.feelings),
        entry.strength,
        entry.pinned,
        None if entry.opens is None else entry.opens.isoformat(),
        entry.source,
    )


def _sitting(sitting: KeptSitting) -> tuple[Cell, ...]:
    return (
        sitting.id,
        sitting.local,
        sitting.zone,
        sitting.day.isoformat(),
        sitting.practice,
        sitting.title,
        sitting.voice,
        sitting.planned,
        sitting.seconds,
        sitting.finished,
        sitting.rated,
        sitting.before,
        sitting.after,
    )


def _break(taken: KeptBreak) -> tuple[Cell, ...]:
    return (taken.id, taken.local, taken.zone, taken.day.isoformat(), taken.seconds, taken.need, taken.entry)

"""Options by which entries are narrowed, and those that set what stands beside a text."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import wraps
from typing import Any

import click

from ..core.errors import StoreFull, StoreLocked, StoreUnwritable, Trouble
from ..core.journal import STRONGEST, Entry, Glimpse, Only
from ..store.entries import Entries
from . import streams
from .session import Session


class Day(click.ParamType[date]):
    """A day of the calendar, as 2026-11-25."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return value if isinstance(value, date) else date.fromisoformat(str(value).strip())
        except ValueError:
            self.fail(f"“{str(value)[:40]}” is no day; 2026-11-25 would be right.")


day = Day()
strength = click.option(
    "--strength", type=click.IntRange(0, STRONGEST), metavar="N", help=f"How strong it was, 0 to {STRONGEST}."
)
opens = click.option("--opens", type=day, metavar="DAY", help="Close it as a letter to yourself until that day.")


def narrowing(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that narrow a list; it gets them as one `Only` after the session."""

    @click.option("--tag", default="", metavar="T", help="Those with this tag.")
    @click.option("--feeling", default="", metavar="F", help="Those with this feeling.")
    @click.option("--year", type=click.IntRange(1, 9999), metavar="Y", help="Those of one year.")
    @click.option("--from", "first", type=day, metavar="DAY", help="Those of this day or later.")
    @click.option("--to", "last", type=day, metavar="DAY", help="Those of this day or earlier.")
    @click.option("--source", default="", metavar="S", help="Those that came from here: sitting, break, import …")
    @click.option("--pinned", is_flag=True, help="Those that are pinned.")
    @wraps(command)
    def narrowed(session: Session, *, year: int | None, pinned: bool, **given: Any) -> None:
        first, last = given.pop("first"), given.pop("last")
        tag, feeling, source = (streams.as_typed(given.pop(name)) for name in ("tag", "feeling", "source"))
        if year is not None and (first or last):
            raise click.UsageError("Either --year, or --from and --to.")
        if year is not None:
            first, last = date(year, 1, 1), date(year, 12, 31)
        command(session, Only(tag, feeling, source, first, last, pinned), **given)

    return narrowed


def entries_of(session: Session) -> Entries:
    """The journal, with the letters opened whose day has come; they wait on where nothing can be written just now."""
    entries = session.services.entries
    with suppress(StoreFull, StoreLocked, StoreUnwritable):
        entries.open_letters(session.services.clock.now().date())
    return entries


def later(session: Session, opens: date | None) -> None:
    """See to it that a letter opens after today.

    Raises:
        Trouble: when its day has come already.
    """
    if opens is not None and opens <= session.services.clock.now().date():
        raise Trouble(f"A letter opens on a later day; {opens.isoformat()} has come already.")


def row_value(each: Glimpse) -> dict[str, object]:
    """A row of a list, for a program."""
    return {
        "id": each.id,
        "created": each.local,
        "title": each.title,
        "snippet": each.snippet,
        "pinned": each.pinned,
        "opens": each.opens.isoformat() if each.opens else None,
    }


def entry_value(entry: Entry) -> dict[str, object]:
    """What stands beside an entry's text, for a program."""
    marks = entry.marks
    return {
        "tags": list(marks.tags),
        "feelings": list(marks.feelings),
        "strength": marks.strength,
        "pinned": marks.pinned,
        "opens": entry.opens.isoformat() if entry.opens else None,
        "source": entry.source,
    }


def marks_line(entry: Entry) -> str:
    """`tired, tender · 6 of 10 · #garden · pinned`; empty where nothing stands beside the text."""
    marks = entry.marks
    parts = [", ".join(marks.feelings)]
    parts.append(f"{marks.strength} of {STRONGEST}" if marks.strength is not None else "")
    parts.append(" ".join(f"#{tag}" for tag in marks.tags))
    parts.append("pinned" if marks.pinned else "")
    parts.append(f"a letter for {entry.opens.isoformat()}" if entry.opens else "")
    return " · ".join(part for part in parts if part)

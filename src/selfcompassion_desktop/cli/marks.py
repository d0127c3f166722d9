"""What stands beside an entry, letters to oneself, and this day in earlier years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import click

from ..core.errors import Trouble
from ..core.journal import Marks, folded, names
from . import streams
from .narrowing import entries_of, entry_value, later, marks_line, opens, row_value, strength
from .session import Session, pass_session


@click.command()
@click.argument("entry_id", metavar="ID")
@click.option("--tag", "tags", multiple=True, metavar="T", help="Add a tag.")
@click.option("--no-tag", "untags", multiple=True, metavar="T", help="Take a tag away.")
@click.option("--feeling", "feelings", multiple=True, metavar="F", help="Add a feeling.")
@click.option("--no-feeling", "unfeelings", multiple=True, metavar="F", help="Take a feeling away.")
@strength
@click.option("--no-strength", is_flag=True, help="Say nothing of how strong it was.")
@click.option("--pin/--no-pin", "pin", default=None, help="Pin it, or let it go.")
@opens
@pass_session
def mark(session: Session, /, entry_id: str, opens: date | None, **change: Any) -> None:
    """Change what stands beside an entry's text; with no option, show it."""
    later(session, opens)
    entries = entries_of(session)
    entry = entries.get(entry_id)
    before = entry.marks
    after = Marks(
        _changed(before.tags, change["tags"], change["untags"]),
        _changed(before.feelings, change["feelings"], change["unfeelings"]),
        None if change["no_strength"] else before.strength if change["strength"] is None else change["strength"],
        before.pinned if change["pin"] is None else change["pin"],
    )
    if after != before:
        entry = entries.mark(entry.id, after)
    value, said = entry_value(entry), marks_line(entry)
    if opens is not None:
        entries.seal(entry.id, opens)
        value["opens"], said = opens.isoformat(), f"It is a letter to yourself now, and opens on {opens.isoformat()}."
    session.answer({"id": entry.id, **value}, [said or "Nothing stands beside it."])


def _changed(before: Sequence[str], more: Sequence[str], less: Sequence[str]) -> tuple[str, ...]:
    away = {folded(name) for name in names(map(streams.as_typed, less))}
    kept = [name for name in before if folded(name) not in away]
    return names([*kept, *map(streams.as_typed, more)])


@click.command()
@click.option("--open", "entry_id", metavar="ID", help="Open this one before its day.")
@click.option("--yes", is_flag=True, help="With --open: it is meant.")
@pass_session
def letters(session: Session, entry_id: str | None, yes: bool) -> None:
    """List the letters to yourself that have not come yet: their days, and nothing else."""
    entries = entries_of(session)
    waiting = entries.letters()
    if entry_id is None:
        rows = [{"id": each.id, "created": each.local, "opens": each.opens.isoformat()} for each in waiting]
        lines = [f"opens {each.opens.isoformat()}  {each.id}  written {each.local[:10]}" for each in waiting]
        session.answer(rows, lines or ["No letter is waiting."])
        return
    letter = next((each for each in waiting if each.id == entry_id), None)
    if letter is None:
        raise Trouble(f"No letter “{entry_id[:60]}” is waiting; “journal letters” lists those that are.")
    if not yes:
        raise Trouble(
            f"This letter waits for {letter.opens.isoformat()}. It is yours: add --yes to open it now, or let it wait."
        )
    entry = entries.open_early(letter.id)
    session.answer({"id": entry.id, "body": entry.body, **entry_value(entry)}, [entry.body])


@click.command("on-this-day")
@pass_session
def on_this_day(session: Session) -> None:
    """List what was written on this day in earlier years."""
    found = entries_of(session).on_this_day(session.services.clock.now().date())
    lines = [f"{each.local[:16].replace('T', ' ')}  {each.id}  {each.title}" for each in found]
    session.answer([row_value(each) for each in found], lines or ["Nothing was written on this day in earlier years."])


@click.command()
@pass_session
def tags(session: Session) -> None:
    """List the tags and how many entries have each."""
    found = entries_of(session).used_tags()
    width = len(str(found[0][1])) if found else 0
    lines = [f"{count:>{width}}  {name}" for name, count in found]
    session.answer([{"tag": name, "entries": count} for name, count in found], lines or ["No entry has a tag yet."])

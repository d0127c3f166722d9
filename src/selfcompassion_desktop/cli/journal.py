"""The journal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from itertools import islice

import click

from ..core.errors import Trouble
from ..core.journal import EVERYTHING, Glimpse, Marks, Only
from . import streams
from .narrowing import entries_of, entry_value, later, marks_line, narrowing, opens, row_value, strength
from .session import Session, pass_session

_SHOWN = 50
_AT_ONCE = 500

# What a person writes or looks for may begin with a dash.
_ANY_WORDS = {"ignore_unknown_options": True, "help_option_names": ["--help"]}
_limit = click.option("--limit", type=click.IntRange(min=1), metavar="N", help=f"How many of them; {_SHOWN} otherwise.")


class _Journal(click.Group):
    """Imports what takes in and out only when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*super().list_commands(ctx), *_ELSEWHERE]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _ELSEWHERE:
            return super().get_command(ctx, cmd_name)
        module, name = _ELSEWHERE[cmd_name]
        command = getattr(import_module(f".{module}", __package__), name)
        assert isinstance(command, click.Command)
        return command


_ELSEWHERE = {
    "export": ("take_out", "export"),
    "import": ("take_in", "import_"),
    "imports": ("take_in", "imports"),
    "undo": ("take_in", "undo"),
    "mark": ("marks", "mark"),
    "letters": ("marks", "letters"),
    "on-this-day": ("marks", "on_this_day"),
    "tags": ("marks", "tags"),
}


@click.group(cls=_Journal)
def journal() -> None:
    """Write in the journal and find things again."""


@journal.command(context_settings=_ANY_WORDS)
@click.argument("text")
@click.option("--tag", "tags", multiple=True, metavar="T", help="A tag; more than one may be given.")
@click.option("--feeling", "feelings", multiple=True, metavar="F", help="A feeling; more than one may be given.")
@strength
@click.option("--pin", is_flag=True, help="Pin it.")
@opens
@pass_session
def add(
    session: Session,
    text: str,
    tags: tuple[str, ...],
    feelings: tuple[str, ...],
    strength: int | None,
    pin: bool,
    opens: date | None,
) -> None:
    """Keep TEXT as an entry; “-” reads it from standard input."""
    later(session, opens)
    body = streams.read_all() if text == "-" else streams.as_typed(text)
    if not body.strip():
        raise Trouble("There is nothing to keep: the text is empty.")
    marks = Marks(tuple(map(streams.as_typed, tags)), tuple(map(streams.as_typed, feelings)), strength, pin)
    entry = session.services.entries.add(body, marks=marks, opens=opens)
    kept = f"Kept as {entry.id}." if opens is None else f"Closed until {opens.isoformat()}, as {entry.id}."
    session.answer({"id": entry.id}, [kept])


@journal.command("list")
@_limit
@pass_session
@narrowing
def list_entries(session: Session, only: Only, limit: int | None) -> None:
    """List the entries, the newest first."""
    entries = entries_of(session)
    none = "The journal is empty. “selfcompassion journal add -” begins it."
    if only != EVERYTHING:
        none = "No entry is like this."
    _show_list(session, limit, lambda most, after: entries.newest(most, after, only), none)


@journal.command(context_settings=_ANY_WORDS)
@click.argument("query", nargs=-1)
@_limit
@pass_session
@narrowing
def search(session: Session, only: Only, query: tuple[str, ...], limit: int | None) -> None:
    """Find the entries that hold every word of QUERY; the last word may be unfinished."""
    words = streams.as_typed(" ".join(query))
    entries = entries_of(session)
    _show_list(session, limit, lambda most, after: entries.search(words, most, after, only), "Nothing was found.")


def _show_list(
    session: Session, limit: int | None, page: Callable[[int, Glimpse | None], list[Glimpse]], none: str
) -> None:
    most = limit or (None if session.as_json else _SHOWN)
    found = list(islice(_paged(page, min(most or _AT_ONCE, _AT_ONCE)), most))
    session.answer([row_value(each) for each in found], map(_row, found) if found else [none])


def _paged(page: Callable[[int, Glimpse | None], list[Glimpse]], size: int) -> Iterator[Glimpse]:
    """Every row, fetched some at a time."""
    last: Glimpse | None = None
    while rows := page(size, last):
        yield from rows
        if len(rows) < size:
            return
        last = rows[-1]


def _row(each: Glimpse) -> str:
    return f"{each.local[:16].replace('T', ' ')}  {each.id}  {each.title}"


@journal.command()
@click.argument("entry_id", metavar="ID")
@pass_session
def show(session: Session, entry_id: str) -> None:
    """Show an entry."""
    entry = entries_of(session).get(entry_id)
    value = {"id": entry.id, "created": entry.local, "title": entry.title, "body": entry.body, **entry_value(entry)}
    beside = [said] if (said := marks_line(entry)) else []
    session.answer(value, [entry.local[:16].replace("T", " "), *beside, "", entry.body])


@journal.command("bin")
@click.argument("entry_id", metavar="[ID]", required=False)
@pass_session
def to_bin(session: Session, entry_id: str | None) -> None:
    """Move an entry to the bin, where it stays for 30 days; without ID, list what lies there."""
    entries = session.services.entries
    if entry_id is None:
        found = entries.binned()
        session.answer([row_value(each) for each in found], map(_row, found) if found else ["The bin is empty."])
        return
    entries.discard(entry_id)
    told = f"It is in the bin for 30 days. “selfcompassion journal restore {entry_id}” takes it out again."
    session.answer({"id": entry_id}, [told])


@journal.command()
@click.argument("entry_id", metavar="ID")
@pass_session
def restore(session: Session, entry_id: str) -> None:
    """Take an entry out of the bin."""
    session.services.entries.restore(entry_id)
    session.answer({"id": entry_id}, ["It is back in the journal."])


COMMANDS = {"journal": journal}


@journal.command()
@pass_session
def verify(session: Session) -> None:
    """Look at every page of the journal's file, and at whether each entry can be read and found."""
    findings = [] if (found := session.services.database.integrity()) == "ok" else found.splitlines()
    findings += session.services.entries.unfound()
    count = session.services.entries.count()
    text = findings or ["Every page is sound, and every entry can be read and found."]
    session.answer({"ok": not findings, "entries": count, "findings": findings}, text)
    if findings:
        click.get_current_context().exit(1)

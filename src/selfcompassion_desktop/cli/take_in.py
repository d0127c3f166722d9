"""The journal taken in from files: our own, and those of other programs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from ..core.errors import Trouble
from ..models.intake import IsBackup, Looked
from . import options
from .session import Session, pass_session
from .streams import watched


@click.command("import")
@click.argument("file", metavar="FILE")
@click.option("--dry-run", is_flag=True, help="Say what it would do; nothing is changed.")
@options.json
@pass_session
def import_(session: Session, file: str, dry_run: bool) -> None:
    """Take in FILE: an export of this program, or what Day One, jrnl, RedNotebook and others wrote.

    It is told by what is in it. One piece that cannot be read is named and does not stop the others.
    """
    path, services = Path(file).absolute(), session.services
    try:
        looked = services.intake.look(path, watched()) if dry_run else services.intake.take(path, watched())
    except IsBackup as backup:
        told = f"“{file}” is a backup of the whole journal; “selfcompassion restore {backup.path}” puts it back."
        raise Trouble(told) from backup
    if looked.settings is not None:
        services.settings_file.save(looked.settings)
    session.answer(_value(looked), _told(looked, dry_run))


def _value(looked: Looked) -> dict[str, object]:
    weighed = looked.weighed
    return {
        "format": looked.format,
        "new": weighed.new,
        "changed": weighed.changed,
        "same": weighed.same,
        "refused": [{"where": each.where, "why": each.why} for each in weighed.refused],
        "more_refused": weighed.more_refused,
        "left": [{"where": each.where, "why": each.why} for each in weighed.left],
        "notes": list(looked.notes),
        "batch": weighed.batch or None,
    }


def _told(looked: Looked, dry_run: bool) -> Iterator[str]:
    weighed = looked.weighed
    yield f"{looked.title}: {weighed.new} new, {weighed.changed} changed, {weighed.same} here already."
    for each in weighed.refused:
        yield f"Not taken in: {each.where}. {each.why}"
    if weighed.more_refused:
        yield f"Not taken in: {weighed.more_refused} more."
    for each in weighed.left:
        yield f"Left out: {each.where}. {each.why}"
    yield from looked.notes
    if dry_run:
        yield "Nothing was changed; without --dry-run it is taken in."
    elif weighed.batch:
        yield f"“selfcompassion journal undo {weighed.batch}” takes it out again."


@click.command()
@options.json
@pass_session
def imports(session: Session) -> None:
    """List what was taken in, the latest first."""
    found = session.services.intake.batches()
    values = [
        {
            "batch": each.id,
            "taken": each.taken.isoformat(),
            "format": each.format,
            "file": each.name,
            "new": each.added,
            "changed": each.changed,
        }
        for each in found
    ]
    text = [
        f"{each.taken.astimezone():%Y-%m-%d %H:%M}  {each.id}  {each.name}: {each.added} new, {each.changed} changed"
        for each in found
    ]
    session.answer(values, text or ["Nothing was taken in yet."])


@click.command()
@click.argument("batch", metavar="BATCH")
@options.json
@pass_session
def undo(session: Session, batch: str) -> None:
    """Take out again what came with one import; “imports” lists them. What was written on since stays."""
    count = session.services.intake.undo(batch)
    pieces = "One piece is" if count == 1 else f"{count} pieces are"
    session.answer({"batch": batch, "undone": count}, [f"{pieces} as before that import."])

"""Packs: a teacher's own practices, exercises, measures and courses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import options
from .session import Session, pass_session

if TYPE_CHECKING:
    from ..content.pack_check import Checked

_place = click.argument("place", metavar="DIR|FILE")


@click.group()
def pack() -> None:
    """Make a pack of your own practices and courses, and look whether it is right."""


@pack.command()
@click.argument("folder", metavar="DIR")
@click.option("--title", required=True, metavar="T", help="What it is called.")
@click.option("--author", "authors", required=True, multiple=True, metavar="A", help="Who makes it; can be repeated.")
@click.option("--licence", default="CC-BY-4.0", show_default=True, metavar="L", help="Under which licence.")
@click.option("--language", default="en", show_default=True, metavar="CODE", help="The language it is in.")
@click.option("--id", "pack_id", default="", metavar="ID", help="By which it is known; made from the title otherwise.")
@options.json
@pass_session
def new(
    session: Session, folder: str, title: str, authors: tuple[str, ...], licence: str, language: str, pack_id: str
) -> None:
    """Begin a pack in a new folder, with one script to change."""
    from ..content.pack_new import new_pack

    made = new_pack(Path(folder), title, authors, licence, language, pack_id)
    told = [f"“{made.title}” begins in {folder}. “pack check” says at any time what is not right yet."]
    session.answer({"id": made.id, "title": made.title, "version": made.version, "folder": folder}, told)


@pack.command()
@_place
@options.json
@click.pass_context
def check(ctx: click.Context, place: str) -> None:
    """Say everything that is not right in a pack, each with its file and line."""
    from ..content.pack_check import check as looked

    session = ctx.ensure_object(Session)
    checked = looked(Path(place), session.services.library.known)
    session.answer({"ok": checked.ok, "problems": _problems(checked)}, _told(checked))
    ctx.exit(0 if checked.ok else 1)


def _problems(checked: Checked) -> list[dict[str, object]]:
    return [{"path": fault.file, "line": fault.line, "message": fault.message} for fault in checked.faults]


def _told(checked: Checked) -> Iterator[str]:
    yield from (str(fault) for fault in checked.faults)
    if checked.ok and checked.manifest:
        counts = ", ".join(
            f"{len(ids)} {kind if len(ids) == 1 else f'{kind}s'}" for kind, ids in checked.ids.items() if ids
        )
        yield f"“{checked.manifest.title}” {checked.manifest.version} is a good pack: {counts}."
        yield from (f"Worth a look: {warning}" for warning in checked.manifest.warnings)


COMMANDS = {"pack": pack}

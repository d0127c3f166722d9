"""The journal taken out into files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import click

from ..core.settings import write as write_settings
from ..core.takeout import Instant
from .session import Session, pass_session
from .streams import watched

Writer = Callable[[Session, Path], str]
"""Writes to a place; returns what stands there now, in words."""


def _as_json(session: Session, path: Path) -> str:
    from ..content.interchange import own
    from ..store.times import microseconds

    services = session.services
    settings = write_settings(services.settings_file.load()[0]) if services.settings_file.path.exists() else {}
    now = Instant(microseconds(services.clock.now()))
    with services.whole.opened(settings) as everything:
        count = own.write(everything, path, services.paths.data, now, watched())
    return f"Everything, in {count} pieces. It is not encrypted: whoever has this file can read it."


WRITERS: Mapping[str, Writer] = {"json": _as_json}


@click.command()
@click.option("--format", "form", required=True, type=click.Choice(list(WRITERS)), help="As what.")
@click.option("-o", "--output", required=True, metavar="PLACE", help="Where to; a file there is replaced.")
@pass_session
def export(session: Session, form: str, output: str) -> None:
    """Take everything out: entries with their earlier versions and pictures, sittings, breaks and settings."""
    path = Path(output).absolute()
    told = WRITERS[form](session, path)
    session.answer({"file": str(path), "format": form}, [f"{path}: {told}"])

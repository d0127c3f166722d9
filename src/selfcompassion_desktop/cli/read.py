"""A practice's words, to read here or as a page."""

from __future__ import annotations

from pathlib import Path

import click

from ..core.errors import Trouble
from ..core.readable import as_lines, as_page, parts
from . import options
from .practices import fit, limits, voice_for
from .session import Session, pass_session


@click.command()
@click.argument("practice_id", metavar="ID")
@click.option("--minutes", type=float, metavar="N", help="The length whose words are wanted; the longest otherwise.")
@click.option("--html", metavar="FILE", help="Write them as a page to read or to print.")
@options.voice
@pass_session
def read(session: Session, practice_id: str, minutes: float | None, html: str | None, voice: str | None) -> None:
    """Show the words of a practice."""
    if minutes is None:
        library = session.services.library
        practice = library.practice(practice_id)
        minutes = limits(library, practice, voice_for(session, practice, voice))[1]
    fitted = fit(session, practice_id, minutes, voice)
    if html is not None:
        file = _written(Path(html).absolute(), as_page(fitted))
        session.answer({"file": str(file)}, [f"{file}: {fitted.practice.title}"])
        return
    sections = [{"title": title, "lines": [part.text for part in found]} for title, found in parts(fitted)]
    session.answer({"title": fitted.practice.title, "minutes": minutes, "sections": sections}, as_lines(fitted))


def _written(file: Path, page: str) -> Path:
    try:
        file.write_text(page, encoding="utf-8")
    except OSError as error:
        why = (error.strerror or "it may not be written to").lower()
        raise Trouble(f"“{file}” cannot be written ({why}); choose another place.") from None
    return file


COMMANDS = {"read": read}

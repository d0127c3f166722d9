"""The journal taken out into files."""

from __future__ import annotations

from pathlib import Path

import click

from ..core.chosen import ALL, Form, What
from ..core.ports.press import Paper
from ..core.settings import write as write_settings
from . import streams
from .press import TerminalPress
from .session import Session, pass_session
from .streams import watched


@click.command()
@click.option("--format", "form", required=True, type=click.Choice([each.value for each in Form]), help="As what.")
@click.option("-o", "--output", required=True, metavar="PLACE", help="Where to: a file, a new folder, or a .zip.")
@click.option("--year", type=click.IntRange(1, 9999), metavar="N", help="Only what was written or done in this year.")
@click.option("--tag", metavar="TAG", help="Only entries with this tag.")
@click.option("--entry", metavar="ID", help="Only this entry.")
@click.option("--letters", is_flag=True, help="Letters to yourself that have not opened yet too, to be read.")
@click.option("--paper", type=click.Choice([paper.value for paper in Paper]), help="Of a PDF; A4 otherwise.")
@pass_session
def export(
    session: Session,
    form: str,
    output: str,
    year: int | None,
    tag: str | None,
    entry: str | None,
    letters: bool,
    paper: str | None,
) -> None:
    """Take the journal out.

    json and everything: all there is, with earlier versions, the bin, sittings, breaks, check-ins and settings; json is
    one file, everything a folder or a .zip with all the other forms in it too. markdown: a text file for each entry.
    html: one page, or a folder with a page a year. csv: tables of entries, sittings, breaks and check-ins.
    pdf: to print.

    A file that is there is replaced; a folder is only filled where it is new or empty.
    """
    what, chosen = What(year, streams.as_typed(tag or ""), entry or "", letters), Form(form)
    if chosen.leaves_nothing_out and what not in (ALL, What(letters=True)):
        raise click.UsageError(f"--year, --tag and --entry leave something out, and {form} leaves nothing out.")
    path, services = Path(output).absolute(), session.services
    take_out = services.take_out(lambda: _settings(session), TerminalPress(services.paths.assets / "fonts"))
    taken = take_out(chosen, path, services.clock.now(), watched(), what, Paper(paper or Paper.A4.value))
    number = "1 entry" if taken.entries == 1 else f"{taken.entries} entries"
    told = f"{path}: {number}. It is not encrypted: whoever has it can read it."
    session.answer({"file": str(path), "format": form, "entries": taken.entries}, [told])


def _settings(session: Session) -> dict[str, object]:
    """What the person has set; nothing where they never did."""
    file = session.services.settings_file
    return write_settings(file.load()[0]) if file.path.exists() else {}

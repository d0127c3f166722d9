"""What was practised."""

from __future__ import annotations

from collections.abc import Iterator

import click

from ..core.timeline import in_minutes
from ..store.sittings import SittingRecord
from .session import Session, pass_session

_ALL = 2**62


@click.command()
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="How many of them; 20 otherwise.")
@pass_session
def sittings(session: Session, limit: int | None) -> None:
    """List what was practised, the newest first."""
    found = session.services.sittings.newest(limit or (_ALL if session.as_json else 20))
    values = [
        {"practice": each.practice, "started": each.started, "seconds": each.seconds, "finished": each.finished}
        for each in found
    ]
    session.answer(values, _listed(found))


def _listed(found: list[SittingRecord]) -> Iterator[str]:
    for each in found:
        how = "to its end" if each.finished else f"of {in_minutes(each.planned / 60)}"
        yield f"{each.started[:16].replace('T', ' ')}  {each.title}, {in_minutes(each.seconds / 60)} {how}"
    if not found:
        yield "Nothing yet. “selfcompassion practices” lists what there is, when you like."


COMMANDS = {"sittings": sittings}

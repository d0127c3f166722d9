"""Looking after what is here: backups, and what works and what does not."""

from __future__ import annotations

from pathlib import Path

import click

from ..core.errors import Trouble
from ..store.backups import Backups
from .session import Session, pass_session


@click.command()
@click.option("-o", "--output", metavar="FILE", help="Where to; among the program's own backups otherwise.")
@pass_session
def backup(session: Session, output: str | None) -> None:
    """Copy everything into one file that opens by itself."""
    services = session.services
    if output is None:
        file = Backups(services.database, services.paths.backups, services.clock).make("asked")
    else:
        file = _elsewhere(session, Path(output).absolute())
    session.answer({"file": str(file)}, [f"Everything is copied into {file}."])


def _elsewhere(session: Session, file: Path) -> Path:
    """Copy the store into a file of the person's choosing, never over one that is there."""
    if file.is_dir():
        raise Trouble(f"“{file}” is a folder; give the backup a name of its own inside it.")
    if file.exists():
        raise Trouble(f"“{file}” is there already; choose another name.")
    if not file.parent.is_dir():
        raise Trouble(f"There is no folder “{file.parent}”; make it first, or choose another.")
    session.services.database.backup_to(file)
    return file


@click.command()
@click.pass_context
def doctor(ctx: click.Context) -> None:
    """Say what works here and what does not."""
    from .checks import all_checks

    session = ctx.ensure_object(Session)
    found = all_checks(session.services)
    ok = all(check.ok for check in found)
    values = [{"name": check.name, "ok": check.ok, "detail": check.detail} for check in found]
    text = [f"{'ok  ' if check.ok else 'look'}  {check.name}: {check.detail}" for check in found]
    session.answer({"ok": ok, "checks": values}, text)
    ctx.exit(0 if ok else 1)


COMMANDS = {"backup": backup, "doctor": doctor}

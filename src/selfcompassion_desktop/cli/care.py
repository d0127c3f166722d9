"""Looking after what is here: backups, and what works and what does not."""

from __future__ import annotations

from pathlib import Path

import click

from ..core.errors import Trouble
from ..store.backups import Backups
from ..store.mending import Mended, Mending
from ..store.standing import Standing, key_file_of
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
    told = [f"Everything is copied into {file}."]
    if output is not None and services.encryption.standing is Standing.ENCRYPTED:
        key_file = services.encryption.copy_key_file(file)
        told.append(f"It opens with the passphrase as long as {key_file.name} is beside it.")
    session.answer({"file": str(file)}, told)


def _elsewhere(session: Session, file: Path) -> Path:
    """Copy the store into a file of the person's choosing, never over one that is there."""
    if file.is_dir():
        raise Trouble(f"“{file}” is a folder; give the backup a name of its own inside it.")
    if file.exists() or key_file_of(file).exists():
        raise Trouble(f"“{file}” is there already; choose another name.")
    if not file.parent.is_dir():
        raise Trouble(f"There is no folder “{file.parent}”; make it first, or choose another.")
    session.services.database.backup_to(file)
    return file


@click.command()
@click.argument("file", required=False, metavar="[BACKUP]")
@click.option("--newest", is_flag=True, help="Restore the newest backup that is sound.")
@click.option("--recover", is_flag=True, help="Set a damaged journal aside and keep what can be read of it.")
@click.option("--entries", is_flag=True, help="List the entries that BACKUP holds; nothing is changed.")
@click.option("--entry", metavar="ID", help="Bring back this one entry from BACKUP, beside all that is here.")
@pass_session
def restore(session: Session, file: str | None, newest: bool, recover: bool, entries: bool, entry: str | None) -> None:
    """Put a backup in the place of what is here, after a backup of that; without a word, list the backups."""
    services = session.services
    backups = Backups(services.database, services.paths.backups, services.clock)
    mending = Mending(services.database, backups, services.clock)
    if recover:
        return _answer_mended(session, mending.recover())
    if newest:
        sound = mending.newest_good()
        if sound is None:
            raise Trouble("There is no backup that can be read. “restore --recover” keeps what can still be read here.")
        return _answer_mended(session, mending.restore(sound.path))
    if file is None:
        return _answer_backups(session, backups)
    backup = _backup_named(services.paths.backups, file)
    if entry is not None:
        old = mending.entry_in(backup, entry)
        entry_id = mending.bring_back(old, services.entries)
        return session.answer({"id": entry_id}, [f"“{old.title}” is back in the journal."])
    if entries:
        held = mending.entries_in(backup)
        return session.answer(
            [{"id": old.id, "created": old.local, "title": old.title} for old in held],
            [f"{old.local[:16].replace('T', ' ')}  {old.id}  {old.title}" for old in held],
        )
    return _answer_mended(session, mending.restore(backup))


def _backup_named(folder: Path, name: str) -> Path:
    """A backup by its path, or by its name among the program's own."""
    for file in (Path(name).absolute(), folder / Path(name).name):
        if file.is_file():
            return file
    raise Trouble(f"There is no backup “{name}”; “restore” alone lists those that there are.")


def _answer_backups(session: Session, backups: Backups) -> None:
    found = backups.list()
    values = [
        {"file": str(each.path), "made": each.made.isoformat(), "reason": each.reason, "bytes": each.size}
        for each in found
    ]
    text = [f"{each.made:%Y-%m-%d %H:%M}  {each.reason}  {each.path}" for each in found]
    session.answer(values, text or ["There is no backup yet; “backup” makes one."])


def _answer_mended(session: Session, mended: Mended) -> None:
    number = "one entry" if mended.entries == 1 else f"{mended.entries} entries"
    session.answer(
        {"entries": mended.entries, "kept": str(mended.kept)},
        [f"The journal holds {number} now. What was here before is kept in {mended.kept}."],
    )


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


COMMANDS = {"backup": backup, "restore": restore, "doctor": doctor}

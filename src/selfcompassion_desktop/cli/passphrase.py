"""The passphrase of the journal."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from .session import Session, pass_session

_new = click.option("--new-passphrase-file", "new_file", metavar="F", help="The file that holds the new passphrase.")


@click.group()
def passphrase() -> None:
    """Encrypt everything with a passphrase, change it, or take it away.

    Without the passphrase and without the recovery code, nobody can open the journal any more.
    """


@passphrase.command("set")
@_new
@pass_session
def set_passphrase(session: Session, new_file: str | None) -> None:
    """Encrypt the journal and every backup the program has made; the recovery code is shown this once."""
    services = session.services
    services.encryption.expect_plain()
    made = services.encryption.set(session.secrets.new(new_file))
    told = [
        "The journal is encrypted now, and so are its backups. Copies you made elsewhere are as they were.",
        "",
        f"Recovery code: {made.code}",
        "",
        "It opens the journal if the passphrase is forgotten. It is shown this once; a piece of paper keeps it well.",
        *_left(made.left, "These copies could not be encrypted yet; unlocking tries again:"),
    ]
    session.answer({"recovery_code": made.code, "left": [str(path) for path in made.left]}, told)


@passphrase.command()
@_new
@pass_session
def change(session: Session, new_file: str | None) -> None:
    """Change the passphrase; the journal itself is not written anew, and the recovery code stays."""
    encryption = session.services.encryption
    encryption.expect_encrypted()
    current = session.secrets.current()
    encryption.check(current)
    encryption.change(current, session.secrets.new(new_file))
    session.answer({"changed": True}, ["From now on the new passphrase opens the journal. The recovery code stays."])


@passphrase.command()
@pass_session
def remove(session: Session) -> None:
    """Take the passphrase away: the journal and its backups are ordinary files again."""
    encryption = session.services.encryption
    if not encryption.is_unfinished:
        encryption.expect_encrypted()
    left = encryption.remove(session.secrets.current())
    told = ["The journal has no passphrase any more; whoever can read your files can read it."]
    told += _left(left, "These backups are still encrypted; “passphrase remove” once more goes on with them:")
    session.answer({"removed": True, "left": [str(path) for path in left]}, told)


@passphrase.command()
@click.option("--code-file", metavar="F", help="The file that holds the recovery code; asked for otherwise.")
@_new
@pass_session
def recover(session: Session, code_file: str | None, new_file: str | None) -> None:
    """Open the journal with the recovery code, and set a new passphrase."""
    encryption = session.services.encryption
    encryption.expect_encrypted()
    typed = session.secrets.code(code_file)
    encryption.recover(typed, session.secrets.new(new_file))
    session.answer({"recovered": True}, ["From now on the new passphrase opens the journal. The recovery code stays."])


@passphrase.command()
@pass_session
def code(session: Session) -> None:
    """Make a new recovery code, where the old one is lost or was seen; it is shown this once."""
    encryption = session.services.encryption
    encryption.expect_encrypted()
    made = encryption.renew_code(session.secrets.current())
    session.answer({"recovery_code": made}, [f"Recovery code: {made}", "", "The one before opens nothing any more."])


def _left(paths: Sequence[Path], sentence: str) -> list[str]:
    return ["", sentence, *(f"  {path}" for path in paths)] if paths else []


COMMANDS = {"passphrase": passphrase}

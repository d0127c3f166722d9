"""Passphrases in a terminal: from a file, or typed unseen; never in an argument or in the environment."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..core.errors import StoreShut, Trouble, WrongPassphrase

if TYPE_CHECKING:
    from ..store.encryption import Encryption

_MOST = 65_536  # bytes
_TRIES = 3


class Secrets:
    """Where the passphrase comes from, asked for at most once in a run.

    Args:
        file: what `--passphrase-file` names; None where it was not given.
        may_prompt: whether one may be asked for it.
    """

    def __init__(self, file: str | None, may_prompt: bool) -> None:
        self._file = file
        self.may_prompt = may_prompt

    @property
    def can_prompt(self) -> bool:
        """Whether somebody sits at a terminal and may be asked."""
        return self.may_prompt and sys.stdin.isatty() and sys.stderr.isatty()

    def key_in(self, encryption: Encryption, key_file: Path) -> bytes:
        """The key that a key file holds; on a terminal there are three tries.

        Raises:
            StoreShut: when there is neither a file nor a terminal.
            WrongPassphrase: when it is another one.
        """
        for turn in range(1, _TRIES + 1):
            passphrase = self.current()
            try:
                return encryption.key_in(key_file, passphrase)
            except WrongPassphrase as trouble:
                if self._file is not None or turn == _TRIES:
                    raise
                click.echo(trouble.sentence, err=True)
        raise AssertionError

    def current(self) -> str:
        """The passphrase that holds now.

        Raises:
            StoreShut: when there is neither a file nor a terminal.
        """
        if self._file is not None:
            return _from_file(self._file)
        if not self.can_prompt:
            raise StoreShut(
                "The journal is encrypted; give the file that holds its passphrase with --passphrase-file, "
                "before the command."
            )
        return str(click.prompt("Passphrase", hide_input=True, err=True))

    def new(self, file: str | None) -> str:
        """A new passphrase, typed twice where no file is named.

        Raises:
            Trouble: when there is neither a file nor a terminal.
        """
        if file is not None:
            return _from_file(file)
        if not self.can_prompt:
            raise Trouble("Give the file that holds the new passphrase with --new-passphrase-file.")
        return str(click.prompt("New passphrase", hide_input=True, confirmation_prompt="Once more", err=True))

    def code(self, file: str | None) -> str:
        """The recovery code.

        Raises:
            Trouble: when there is neither a file nor a terminal.
        """
        if file is not None:
            return _from_file(file)
        if not self.can_prompt:
            raise Trouble("Give the file that holds the recovery code with --code-file.")
        return str(click.prompt("Recovery code", err=True))

    def of_key(self, file: str | None) -> str:
        """The passphrase of a key that signs packs.

        Raises:
            Trouble: when there is neither a file nor a terminal.
        """
        if file is not None:
            return _from_file(file)
        if not self.can_prompt:
            raise Trouble("Give the file that holds the key's passphrase with --key-passphrase-file.")
        return str(click.prompt("Passphrase of the key", hide_input=True, err=True))


def _from_file(name: str) -> str:
    """What a file holds, without the end of its line."""
    try:
        with Path(name).open("rb") as file:
            content = file.read(_MOST + 1)
    except OSError as error:
        raise Trouble(f"“{name}” cannot be read ({(error.strerror or 'no reason given').lower()}).") from error
    if len(content) > _MOST:
        raise Trouble(f"“{name}” is too long for a passphrase.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Trouble(f"“{name}” is not UTF-8 text.") from None
    return text.removesuffix("\n").removesuffix("\r")

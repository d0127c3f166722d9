"""What every command is given: the services, and how to answer."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable

import click

from ..app import Services
from . import streams
from .secrets import Secrets


class Session:
    """One run of one command.

    Args:
        services: what the program is made of.
        as_json: whether the answer is for a program.
        secrets: where the passphrase comes from.
    """

    def __init__(self, services: Services, as_json: bool, secrets: Secrets) -> None:
        self.services = services
        self.secrets = secrets
        self.as_json = as_json

    def answer(self, value: object, text: Iterable[str]) -> None:
        """Print the answer: `value` as JSON, or the lines of `text` for a person."""
        if self.as_json:
            print(json.dumps(value, ensure_ascii=not streams.any_letter()))
        else:
            seen = sys.stdout.isatty()
            for line in text:
                print(streams.visible(line) if seen else line)

    def close(self) -> None:
        """Let the store go, if it was opened."""
        if "database" in vars(self.services):
            self.services.database.close()


pass_session = click.make_pass_decorator(Session)

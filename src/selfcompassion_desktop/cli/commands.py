"""The commands of the terminal.

Each command is imported when it is asked for: what one of them needs costs the others nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module

import click

from ..app import Mishaps, Services
from ..core.errors import Trouble
from ..desktop import paths
from . import streams
from .secrets import Secrets
from .session import Session
from .window import open_window

DONE, REFUSED, USAGE, INTERRUPTED = 0, 1, 2, 130

_COMMANDS = {
    "practices": "practices",
    "timeline": "practices",
    "read": "read",
    "render": "render",
    "practise": "practise",
    "break": "take_a_break",
    "exercises": "write",
    "write": "write",
    "course": "course",
    "checkin": "checkin",
    "prompts": "prompts",
    "sittings": "sittings",
    "progress": "progress",
    "research": "research",
    "journal": "journal",
    "backup": "care",
    "restore": "care",
    "passphrase": "passphrase",
    "pack": "pack",
    "doctor": "care",
}


class _Commands(click.Group):
    """Knows its commands by name and imports them one by one."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f".{_COMMANDS[cmd_name]}", __package__)
        command = module.COMMANDS[cmd_name]
        assert isinstance(command, click.Command)
        return command


@click.group(cls=_Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--data-dir", metavar="DIR", help="Keep everything in this folder instead of the usual one.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
@click.option("--passphrase-file", metavar="F", help="The file that holds the passphrase of an encrypted journal.")
@click.option("--hidden", is_flag=True, help="Without a command: begin in the tray, as at login.")
@click.version_option(package_name="selfcompassion-desktop", message="%(version)s")
@click.pass_context
def _selfcompassion(
    ctx: click.Context, data_dir: str | None, as_json: bool, passphrase_file: str | None, hidden: bool
) -> None:
    """Guided self-compassion practice, offline and private. Without a command, the window opens."""
    if data_dir is not None and not data_dir.strip():
        raise click.UsageError("--data-dir names no folder.")
    places = paths.find(data_dir)
    # What is our own mistake is said in one sentence too, and the log tells where it happened.
    sys.excepthook = Mishaps(places, streams.complain).take
    secrets = Secrets(passphrase_file, may_prompt=not as_json)
    services = Services(places, ask=lambda key_file: secrets.key_in(services.encryption, key_file))
    session = Session(services, as_json, secrets)
    ctx.obj = session
    ctx.call_on_close(session.close)
    if ctx.invoked_subcommand is None:
        ctx.exit(open_window(places, hidden))


def run(words: list[str]) -> int:
    """Run one command; returns the exit status: 0 done, 1 refused, 2 usage."""
    streams.make_tolerant()
    try:
        return _run(words)
    except BrokenPipeError:
        streams.let_go_of_output()  # whoever read us has read enough
        return DONE
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(words: list[str]) -> int:
    try:
        status = _selfcompassion.main(words, prog_name="selfcompassion", standalone_mode=False)
        sys.stdout.flush()
    except click.UsageError as error:
        streams.complain(_usage(error))
        return USAGE
    except click.ClickException as error:
        streams.complain(error.format_message())
        return REFUSED
    except click.Abort:
        return INTERRUPTED
    except Trouble as trouble:
        streams.complain(trouble.sentence)
        return REFUSED
    return status if isinstance(status, int) else DONE


def _usage(error: click.UsageError) -> str:
    where = error.ctx.command_path if error.ctx else "selfcompassion"
    ours = type(error) is click.BadParameter
    said = error.message if ours else error.format_message()
    return f"{said.rstrip('.')}. “{where} --help” says what can be asked."

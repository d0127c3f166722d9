"""A self-compassion break here and now: three steps, then “What do I need?”."""

from __future__ import annotations

import sys
from contextlib import suppress
from dataclasses import replace

import click

from ..content.library import BREAK
from ..core.errors import Trouble
from ..core.needs import SMALL
from ..core.timeline import samples
from ..desktop.single_instance import BREAK as BREAK_HERE
from ..desktop.single_instance import SingleInstance
from . import options, streams
from .guide import Guide
from .keys import listening
from .practices import voice_for
from .practise import ground, nearest, sounding
from .screen import Screen
from .session import Session, pass_session


@click.command("break")
@click.option("--minutes", "-m", type=click.Choice(["1", "2", "3"]), help="Its length; the one that is set otherwise.")
@options.silent
@click.option("--in-window", is_flag=True, help="In the window, where it is open: for a key of the desktop's own.")
@pass_session
def take_a_break(session: Session, minutes: str | None, silent: bool, in_window: bool) -> None:
    """Take a self-compassion break: this is hard, others feel this too, may I be kind to myself.

    n goes to the next step. It ends with “What do I need?” and, if you like, a line for the journal.
    """
    services = session.services
    if in_window:
        if not SingleInstance(services.paths.data).tell(BREAK_HERE):
            raise Trouble("The window is not open. “selfcompassion” opens it; without --in-window the break is here.")
        session.answer({"in_window": True}, ["The break begins in the window."])
        return
    settings, _ = services.settings_file.load()
    practice = services.library.practice(BREAK)
    voice = voice_for(session, practice, None)
    wished = samples(float(minutes or settings.break_minutes))
    length = nearest(services.library.lengths(practice, voice), wished)
    timeline = services.library.timeline(practice, length, voice, settings.bell)
    screen = Screen(sys.stdout, session.as_json)
    silent = silent or (not settings.break_voiced and minutes is None)
    phrase = settings.phrase
    if phrase:
        next_turn = replace(settings, break_turn=(settings.break_turn + 1) % len(settings.break_phrases))
        with suppress(Trouble):  # a break never waits for a file; the same phrase comes once more
            services.settings_file.save(next_turn)
    with listening() as ear, sounding(session, settings, silent) as speaker:
        outcome = Guide(timeline, services.clock, screen, ear, speaker, steps=True).run()
        if outcome.too_much:
            ground(session, screen, ear, speaker)
    need, entry = "", ""
    if phrase and outcome.finished and not session.as_json:
        print(f"\n{streams.visible(phrase)}\n")
    if outcome.finished:
        need, entry = end(session, outcome.seconds, settings.day_turns_at)
    session.answer({"seconds": outcome.seconds, "need": need, "entry": entry or None}, ())


def end(session: Session, seconds: float, day_turns_at: str) -> tuple[str, str]:
    """Ask what is needed, and note the break down. Where it cannot be, this is said; the break was taken all the same.

    Returns: what is needed, and the id of the line that was written; both empty where nobody can be asked.
    """
    need, entry = "", ""
    try:
        need, entry = _ask(session)
        session.services.breaks.add(seconds, need, entry, day_turns_at)
    except Trouble as trouble:
        streams.complain(f"{trouble.sentence} This break is not noted down; it was taken all the same.")
    return need, entry


def _ask(session: Session) -> tuple[str, str]:
    if session.as_json:
        return "", ""
    print("What do I need? Something small that can be had. Or nothing, and that is fine.\n")
    if not sys.stdin.isatty():
        return "", ""
    for number, words in enumerate(SMALL.values(), start=1):
        print(f"  {number}  {words}")
    need = _chosen(_asked("\nA number, or Enter: "))
    session.services.database.open()  # a passphrase is asked for before there is a line that could be lost
    line = _asked("A line for the journal, or Enter: ")
    return need, session.services.entries.add(line, source="break").id if line else ""


def _asked(question: str) -> str:
    try:
        return streams.as_typed(input(question)).strip()
    except (EOFError, KeyboardInterrupt):
        print()
        return ""


def _chosen(answer: str) -> str:
    names = list(SMALL)
    number = int(answer) if answer.isdecimal() and answer.isascii() else 0
    return names[number - 1] if 1 <= number <= len(names) else ""


COMMANDS = {"break": take_a_break}

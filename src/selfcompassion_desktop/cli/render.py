"""A practice as a sound file of exactly its length."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from ..core.ports.sound import Channel
from ..core.timeline import Timeline, in_minutes
from . import options
from .practices import fit
from .session import Session, pass_session


@click.command()
@click.argument("practice_id", metavar="ID")
@options.minutes
@click.option("-o", "--output", required=True, metavar="FILE", help="Ends in .wav, .flac, .ogg or .mp3.")
@options.voice
@options.bell
@options.soundscape
@click.option("--soundscape-volume", type=click.FloatRange(0, 1), metavar="X", help="Its loudness, 0 to 1.")
@pass_session
def render(
    session: Session,
    practice_id: str,
    minutes: float,
    output: str,
    voice: str | None,
    bell: str | None,
    soundscape: str | None,
    soundscape_volume: float | None,
) -> None:
    """Write a practice to a sound file of exactly that length."""
    fitted = fit(session, practice_id, minutes, voice, bell)
    if soundscape_volume is None:
        soundscape_volume = session.services.settings_file.load()[0].volume_soundscape
    from ..audio.export import write

    written = write(
        fitted,
        session.services.library.clips,
        Path(output).absolute(),
        _progress(),
        "" if soundscape in (None, options.NONE) else str(soundscape),
        {Channel.SOUNDSCAPE: soundscape_volume},
    )
    value = {
        "file": str(written.file),
        "seconds": written.seconds,
        "samples": written.samples,
        "sample_rate": written.rate,
    }
    session.answer(value, _told(fitted, written.file))


def _told(fitted: Timeline, file: Path) -> list[str]:
    told = [f"{file}: {fitted.practice.title}, {in_minutes(fitted.seconds / 60)}"]
    unspoken = sum(not cue.recorded for cue in fitted.lines)
    if unspoken:
        told.append(f"{unspoken} of its {len(fitted.lines)} lines have no recording yet and are silent in it.")
    return told


def _progress() -> Callable[[float], bool]:
    """Shows how far it is where somebody watches; a percent at a time."""
    if not sys.stderr.isatty():
        return lambda part: True
    shown = -1

    def show(part: float) -> bool:
        nonlocal shown
        percent = int(part * 100)
        if percent > shown:
            shown = percent
            print(f"\r{percent:3d} %", end="" if percent < 100 else "\r     \r", file=sys.stderr, flush=True)
        return True

    return show


COMMANDS = {"render": render}

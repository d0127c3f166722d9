"""A practice as a sound file of exactly its length."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..core.errors import Cancelled
from ..core.ports.sound import Channel
from ..core.timeline import Timeline, in_minutes
from . import options, streams
from .keys import Ending, endings_noted
from .practices import fit
from .session import Session, pass_session

if TYPE_CHECKING:
    from ..audio.export import Written


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
    """Write a practice to a sound file of exactly that length.

    Voice, bell and what sounds behind it are those that are set, where no option says otherwise. Ctrl+C ends it, and
    nothing is left half-written.
    """
    settings, _ = session.services.settings_file.load()
    behind = settings.soundscape if soundscape is None else "" if soundscape == options.NONE else soundscape
    volume = settings.volume_soundscape if soundscape_volume is None else soundscape_volume
    with endings_noted() as ending:
        fitted = fit(session, practice_id, minutes, voice, bell)
        written = _write(session, fitted, Path(output).absolute(), behind, volume, ending)
    value = {
        "file": str(written.file),
        "seconds": written.seconds,
        "samples": written.samples,
        "sample_rate": written.rate,
    }
    session.answer(value, _told(fitted, written.file))


def _write(session: Session, fitted: Timeline, file: Path, soundscape: str, volume: float, ending: Ending) -> Written:
    """Raises `click.Abort` where this process was asked to end.

    That is looked for between two blocks: an interruption inside of the sound library would be lost in it.
    """
    from ..audio.export import write

    show = streams.progress()
    volumes = {Channel.SOUNDSCAPE: volume}
    try:
        return write(
            fitted, session.services.library.clips, file, lambda part: show(part, ending.asked), soundscape, volumes
        )
    except Cancelled:
        raise click.Abort from None


def _told(fitted: Timeline, file: Path) -> list[str]:
    told = [f"{file}: {fitted.practice.title}, {in_minutes(fitted.seconds / 60)}"]
    unspoken = sum(not cue.recorded for cue in fitted.lines)
    if unspoken:
        told.append(f"{unspoken} of its {len(fitted.lines)} lines have no recording yet and are silent in it.")
    return told


COMMANDS = {"render": render}

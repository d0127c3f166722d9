"""What can be practised, and how a practice is laid out in time."""

from __future__ import annotations

from collections.abc import Iterator

import click

from ..content.library import Library
from ..core.errors import NotThere
from ..core.practice import Practice
from ..core.timeline import RATE, Cue, Kind, Timeline, in_minutes, samples
from . import options
from .session import Session, pass_session


@click.command()
@pass_session
def practices(session: Session) -> None:
    """List what can be practised."""
    library = session.services.library
    settings, _ = session.services.settings_file.load()
    found = [_described(library, practice, settings.voice_of(practice.id)) for practice in library.practices]
    session.answer(found, _listed(library, found))


def _described(library: Library, practice: Practice, wished: str) -> dict[str, object]:
    voice = library.voice_for(practice, wished)
    shortest, longest = limits(library, practice, voice)
    return {
        "id": practice.id,
        "title": practice.title,
        "summary": practice.summary,
        "needs": list(practice.needs),
        "shortest": shortest,
        "longest": longest,
        "lines": len(practice.lines),
        "recorded_lines": library.clips.recorded(practice, voice),
        "voices": list(library.clips.voices(practice)),
        "source": library.source(practice.id),
    }


def limits(library: Library, practice: Practice, voice: str) -> tuple[float, float]:
    """The shortest and the longest length that can be had, in minutes."""
    ranges = library.lengths(practice, voice)
    if not ranges:
        return practice.shortest, practice.longest
    return ranges[0].shortest / RATE / 60, ranges[-1].longest / RATE / 60


def _listed(library: Library, found: list[dict[str, object]]) -> Iterator[str]:
    for practice in found:
        yield f"{practice['id']}"
        yield f"    {practice['title']}: {practice['summary']}"
        yield f"    {practice['shortest']:g} to {practice['longest']:g} minutes"
    yield from (f"Left out: {fault}" for fault in library.faults)


@click.command()
@click.argument("practice_id", metavar="ID")
@options.minutes
@options.voice
@pass_session
def timeline(session: Session, practice_id: str, minutes: float, voice: str | None) -> None:
    """Show when each line of a practice is spoken."""
    fitted = fit(session, practice_id, minutes, voice)
    session.answer(_as_values(fitted), _as_text(fitted))


def fit(session: Session, practice_id: str, minutes: float, voice: str | None, bell: str | None = None) -> Timeline:
    """The practice of that id fitted to `minutes`, in the voice and with the bell asked for or those that are set.

    Raises:
        NotThere: when there is no such practice, or no such voice for it.
        LengthRefused: when it cannot be had in that length.
    """
    library = session.services.library
    practice = library.practice(practice_id)
    bell = bell or session.services.settings_file.load()[0].bell
    return library.timeline(practice, samples(minutes), voice_for(session, practice, voice), bell)


def voice_for(session: Session, practice: Practice, voice: str | None) -> str:
    """The voice to guide with.

    Raises:
        NotThere: when a voice was asked for that does not speak this practice.
    """
    library = session.services.library
    if voice is None:
        settings, _ = session.services.settings_file.load()
        return library.voice_for(practice, settings.voice_of(practice.id))
    known = library.clips.voices(practice)
    if voice not in known:
        there = f"there is {', '.join(known)}" if known else "no voice has recorded it yet"
        raise NotThere(f"No voice called “{voice[:80]}” speaks “{practice.title}”; {there}.")
    return voice


def _as_values(fitted: Timeline) -> dict[str, object]:
    spans = [{"title": s.title, "start": s.start / RATE, "seconds": s.length / RATE} for s in fitted.sections]
    cues = [
        {
            "kind": cue.kind.value,
            "start": cue.start / RATE,
            "seconds": cue.length / RATE,
            "text": cue.text,
            "section": fitted.sections[cue.section].title,
        }
        for cue in fitted.cues
    ]
    return {"seconds": fitted.seconds, "sections": spans, "cues": cues}


def _as_text(fitted: Timeline) -> Iterator[str]:
    yield f"{fitted.practice.title}, {in_minutes(fitted.seconds / 60)}"
    section = -1
    for cue in fitted.cues:
        if cue.section != section:
            section = cue.section
            yield ""
            yield fitted.sections[section].title
        yield f"  {clock(cue.start / RATE)}  {_said(cue)}"


def _said(cue: Cue) -> str:
    if cue.kind is Kind.BELL:
        return "(bell)"
    return cue.text or f"({cue.length / RATE:.1f} s)"


def clock(seconds: float) -> str:
    """Seconds as minutes and seconds: `4:05`."""
    whole = int(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


COMMANDS = {"practices": practices, "timeline": timeline}

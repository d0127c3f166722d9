"""Guides through a practice in this terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from ..content.library import GROUNDING
from ..core.errors import Trouble
from ..core.ports.clock import Clock
from ..core.ports.sound import Channel, Speaker
from ..core.practice import Practice
from ..core.settings import Settings
from ..core.timeline import RATE, Range, Timeline, samples
from ..store.sittings import Sittings
from . import options
from .guide import FADE, Guide, Outcome
from .keys import Act, Ear, listening
from .practices import voice_for
from .screen import Screen
from .session import Session, pass_session

HEARD_EVERY = 10.0
"""Seconds of practice after which the record is brought up to date: what a kill can cost at most."""


@click.command()
@click.argument("practice_id", metavar="ID")
@click.option("--minutes", "-m", type=options.Minutes(), metavar="N", help=options.LENGTH)
@options.silent
@options.voice
@options.bell
@options.soundscape
@options.step
@pass_session
def practise(
    session: Session,
    practice_id: str,
    minutes: float | None,
    silent: bool,
    voice: str | None,
    bell: str | None,
    soundscape: str | None,
    step: str | None,
) -> None:
    """Guide through a practice here: captions, and sound where there is a device.

    Space pauses and goes on, the arrows go 15 seconds back or forward, t is for “too much”, q or Esc stops.
    """
    services = session.services
    session.secrets.may_prompt = False  # to practise, nobody is asked for a passphrase
    practice = services.library.practice(practice_id)
    settings, _ = services.settings_file.load()
    voice = voice_for(session, practice, voice)
    length = samples(minutes) if minutes else _usual(session, practice, settings, voice)
    timeline = services.library.timeline(practice, length, voice, bell or settings.bell)
    behind = settings.soundscape if soundscape is None else "" if soundscape == options.NONE else soundscape
    screen = Screen(sys.stdout, session.as_json)
    record = Recorder(services.sittings, screen.say)
    with listening() as ear, sounding(session, settings, silent) as speaker:
        record.begin(timeline, "" if silent else voice, settings.day_turns_at)
        if speaker:
            speaker.set_soundscape(behind)
        try:
            screen.say(practice.title)
            outcome = Guide(timeline, services.clock, screen, ear, speaker, record).run()
        except BaseException:
            record.end(False)
            raise
        record.end(outcome.finished)
        if outcome.too_much:
            ground(session, screen, ear, speaker)
    if step and outcome.finished:
        _mark(session, screen, step, record.sitting)
    value = {"practice": practice.id, "seconds": outcome.seconds, "finished": outcome.finished}
    session.answer(value, ())


def _mark(session: Session, screen: Screen, step: str, sitting: str) -> None:
    """Mark a course's step done; where it cannot be, this is said, and the practice was none the less for it."""
    try:
        if session.services.walk.do_named(step, sitting) is None:
            screen.say("No course that is under way has this step, so none was marked done.")
    except Trouble as trouble:
        screen.say(trouble.sentence)


def _usual(session: Session, practice: Practice, settings: Settings, voice: str) -> int:
    """The length chosen last, or else the shortest, in samples."""
    ranges = session.services.library.lengths(practice, voice)
    last = settings.last_minutes.get(practice.id)
    return nearest(ranges, samples(last or practice.shortest))


def nearest(ranges: tuple[Range, ...], length: int) -> int:
    """The length that can be had nearest to `length`, in samples."""
    return min((min(max(length, r.shortest), r.longest) for r in ranges), key=lambda n: abs(n - length), default=length)


def ground(session: Session, screen: Screen, ear: Ear, speaker: Speaker | None) -> Outcome | None:
    """What follows “too much”: the sound fades, then a minute with open eyes, without a question."""
    if speaker and fading(session.services.clock, ear):
        return None
    if speaker:
        speaker.set_soundscape("")  # nothing but the ground and a voice
    library = session.services.library
    practice = library.practice(GROUNDING)
    voice = voice_for(session, practice, None)
    length = nearest(library.lengths(practice, voice), samples(1))
    return Guide(library.timeline(practice, length, voice), session.services.clock, screen, ear, speaker).run()


def fading(clock: Clock, ear: Ear) -> bool:
    """Let the sound fade; True where one wants to stop altogether."""
    until = clock.monotonic() + FADE
    while (left := until - clock.monotonic()) > 0:
        if ear.wait(left) is Act.STOP:
            return True
    return False


@contextmanager
def sounding(session: Session, settings: Settings, silent: bool) -> Iterator[Speaker | None]:
    """A speaker with the volumes that are set, for as long as the block lasts; None where silence was asked for."""
    if silent:
        yield None
        return
    speaker = session.services.speaker(lambda state: None)
    speaker.set_volume(Channel.VOICE, settings.volume_voice)
    speaker.set_volume(Channel.BELL, settings.volume_bell)
    speaker.set_volume(Channel.SOUNDSCAPE, settings.volume_soundscape)
    try:
        yield speaker
    finally:
        speaker.close()


class Recorder:
    """Keeps a sitting's record while it happens. Where it cannot be kept, the practice goes on, and this is said once.

    Args:
        sittings: where.
        tell: says a sentence.
    """

    def __init__(self, sittings: Sittings, tell: Callable[[str], None]) -> None:
        self._sittings = sittings
        self._tell = tell
        self._told = False
        self._id = ""
        self._kept = 0.0
        self._latest = (0.0, 0.0)

    @property
    def sitting(self) -> str:
        """The sitting's id; empty before it begins."""
        return self._id

    def begin(self, timeline: Timeline, voice: str, turns_at: str) -> None:
        """Open it; the voice is empty for text alone."""
        self._id = self._sittings.new_id()
        practice, planned = timeline.practice, timeline.length / RATE
        self._keep(
            lambda: self._sittings.begin(practice.id, practice.title, planned, voice, self._id, turns_at),
        )

    def heard(self, seconds: float, position: float) -> None:
        """Bring it up to date: `seconds` practised, standing at `position` seconds."""
        self._latest = seconds, position
        if seconds - self._kept >= HEARD_EVERY:
            self._kept = seconds
            self._keep(lambda: self._sittings.heard(self._id, seconds, position))

    def end(self, finished: bool) -> None:
        """Close it where it stands."""
        self._keep(lambda: self._sittings.end(self._id, *self._latest, finished))

    def _keep(self, act: Callable[[], object]) -> None:
        try:
            act()
        except Trouble as trouble:
            if not self._told:
                self._told = True
                self._tell(f"{trouble.sentence} The practice goes on.")


COMMANDS = {"practise": practise}

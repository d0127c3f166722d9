"""Guides through one timeline in a terminal: the same sitting as in the window, with captions for a face."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from ..core import sitting as sit
from ..core.ports.clock import Clock
from ..core.ports.sound import SoundState, Speaker
from ..core.timeline import RATE, Timeline
from .keys import Act, Ear
from .practices import clock as shown
from .screen import Screen

FADE = 2.0
"""Seconds that “too much” takes to fade the sound."""
_LONGEST_WAIT = 1.0
_SLEPT = 1.0
_KEYS = "space: pause · ←/→: 15 s · t: too much · q: stop"
_STEP_KEYS = "space: pause · n: next step · t: too much · q: stop"

_SOUND = {
    SoundState.ABSENT: "There is no sound here, so the words come as text.",
    SoundState.LOST: "The sound has gone; the words go on as text.",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it ended.

    Attributes:
        seconds: spent practising.
        finished: whether the end was reached.
        too_much: whether it was ended by “too much”.
    """

    seconds: float
    finished: bool
    too_much: bool


class Record(Protocol):
    """What is noted while someone practises; promises never to hold up or to end the practice."""

    def heard(self, seconds: float, position: float) -> None:
        """Bring it up to date: `seconds` practised, standing at `position` seconds."""


class Guide:
    """Guides once.

    Args:
        timeline: through what.
        clock: gives monotonic time.
        screen: shows the captions.
        ear: hears keys, and waits.
        speaker: sounds it; None for text alone.
        record: is told how far it has come, about once a second.
        steps: whether the sections are steps, of which each may be passed over.
    """

    def __init__(
        self,
        timeline: Timeline,
        clock: Clock,
        screen: Screen,
        ear: Ear,
        speaker: Speaker | None,
        record: Record | None = None,
        steps: bool = False,
    ) -> None:
        self._timeline = timeline
        self._clock = clock
        self._screen = screen
        self._ear = ear
        self._speaker = speaker
        self._record = record
        self._steps = steps
        self._sitting = sit.Sitting(timeline.length)
        self._asleep = clock.asleep()
        self._section = self._line = -1
        self._sound = SoundState.SILENT
        self._too_much = False

    def run(self) -> Outcome:
        """Guide until the end, or until one has had enough."""
        if self._ear.hears_keys:
            self._screen.say(_STEP_KEYS if self._steps else _KEYS)
        try:
            self._take(sit.Begin())
            while not self._sitting.phase.over:
                self._show()
                self._take(self._event(self._ear.wait(self._patience())))
        finally:
            if self._speaker and self._sitting.phase is not sit.Phase.FINISHED:
                self._speaker.hush(FADE if self._too_much else 0.0)
            self._note()
            self._screen.clear()
        return Outcome(self._seconds, self._sitting.phase is sit.Phase.FINISHED, self._too_much)

    @property
    def _seconds(self) -> float:
        return self._sitting.practised_seconds(self._sitting.since)

    def _take(self, event: sit.Event) -> None:
        self._sitting, facts = sit.advance(self._sitting, event, self._clock.monotonic())
        for fact in facts:
            self._heed(fact)

    def _heed(self, fact: sit.Fact) -> None:
        if isinstance(fact, sit.Playing | sit.Held) and self._timeline.line_index(fact.position) < self._line:
            self._line = self._timeline.line_index(fact.position) - 1  # a step back says again what it comes to
        if self._speaker is None:
            return
        if isinstance(fact, sit.Playing):
            self._speaker.play(self._timeline, fact.position, self._sitting.since)
        elif isinstance(fact, sit.Held):
            self._speaker.hush()

    def _event(self, act: Act | None) -> sit.Event:
        match act:
            case Act.TOGGLE:
                return sit.Pause() if self._sitting.phase is sit.Phase.PLAYING else sit.Resume()
            case Act.BACK:
                return sit.MoveBy(-sit.SKIP)
            case Act.FORWARD:
                return sit.MoveBy(sit.SKIP)
            case Act.NEXT:
                return self._next_step()
            case Act.STOP:
                return sit.Stop()
            case Act.TOO_MUCH:
                self._too_much = True
                return sit.Stop()
        return self._rest()

    def _next_step(self) -> sit.Event:
        if not self._steps:
            return sit.Look()
        here = self._sitting.position(self._clock.monotonic())
        starts = [start for start in step_starts(self._timeline) if start > here]
        return sit.MoveTo(starts[0] if starts else self._timeline.length)

    def _rest(self) -> sit.Event:
        """Nothing was asked for: time has passed, and perhaps the machine has slept."""
        asleep = self._clock.asleep()
        slept, self._asleep = asleep - self._asleep > _SLEPT, asleep
        if not slept or self._sitting.phase is not sit.Phase.PLAYING:
            return sit.Look()
        if not self._ear.hears_keys:
            return sit.MoveBy(0)  # nobody could ask it to go on: it goes on where it was
        self._screen.say("The machine has slept; this waits where it was. Space goes on.")
        return sit.Slept()

    def _patience(self) -> float:
        """Seconds until the next moment that matters."""
        if self._sitting.phase is not sit.Phase.PLAYING:
            return _LONGEST_WAIT
        now = self._clock.monotonic()
        position = self._sitting.position(now)
        until_cue = (self._timeline.cue_at(position).end - position) / RATE
        until_second = self._sitting.seconds_left(now) % 1.0 or _LONGEST_WAIT
        return max(0.001, min(until_cue, until_second))

    def _show(self) -> None:
        position = self._sitting.anchor
        cue = self._timeline.cue_at(position)
        if cue.section != self._section:
            self._section = cue.section
            self._screen.heading(self._timeline.sections[cue.section].title)
        self._show_line(position)
        self._tell_sound()
        self._note()
        paused = " · paused" if self._sitting.phase is sit.Phase.PAUSED else ""
        left = shown(round(self._sitting.seconds_left(self._sitting.since)))
        self._screen.status(f"{self._timeline.sections[cue.section].title} · {left} left{paused}")

    def _show_line(self, position: int) -> None:
        """The line being said, once; lines passed over by a step forward are not said after it."""
        index = self._timeline.line_index(position)
        if index <= self._line:
            return
        self._line = index
        self._screen.caption(self._timeline.lines[index].text)

    def _tell_sound(self) -> None:
        if self._speaker is None or self._speaker.state is self._sound:
            return
        before, self._sound = self._sound, self._speaker.state
        if self._sound in _SOUND:
            self._screen.say(_SOUND[self._sound])
        elif self._sound is SoundState.SOUNDING and before in _SOUND:
            self._screen.say("The sound is there again.")

    def _note(self) -> None:
        if self._record:
            self._record.heard(self._seconds, self._sitting.anchor / RATE)


def step_starts(timeline: Timeline) -> tuple[int, ...]:
    """Where each step begins: the sections that no length leaves out, in samples."""
    always = {s.title for s in timeline.practice.sections if s.from_minutes <= 0}
    return tuple(span.start for span in timeline.sections if span.title in always)

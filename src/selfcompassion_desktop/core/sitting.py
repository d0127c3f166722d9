"""(state, event, now) → state + facts: what happens while someone practises.

`now` is a monotonic time in seconds that does not run while the machine sleeps. A sitting's position is
computed from it and from nothing else, so a mixer that stutters, a stalled window or a clock that is set
cannot move it. Positions are samples at 48 kHz on the sitting's timeline.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from .timeline import RATE

SKIP = 15 * RATE
"""How far an arrow key moves, in samples."""


class Phase(Enum):
    """Where a sitting stands."""

    READY = "ready"
    PLAYING = "playing"
    PAUSED = "paused"
    FINISHED = "finished"
    STOPPED = "stopped"

    @property
    def over(self) -> bool:
        """Whether nothing more will happen."""
        return self in (Phase.FINISHED, Phase.STOPPED)


@dataclass(frozen=True, slots=True)
class Sitting:
    """One time that a person practises.

    Attributes:
        length: the timeline's length in samples.
        phase: where it stands.
        anchor: the position, in samples, that was true at `since`.
        since: monotonic seconds.
        practised: samples spent playing before `since`; time paused does not count.
    """

    length: int
    phase: Phase = Phase.READY
    anchor: int = 0
    since: float = 0.0
    practised: int = 0

    def position(self, now: float) -> int:
        """The position at `now`, in samples, from 0 to `length`."""
        return self.anchor + self._run(now)

    def practised_seconds(self, now: float) -> float:
        """Seconds spent practising until `now`."""
        return (self.practised + self._run(now)) / RATE

    def seconds_left(self, now: float) -> float:
        """Seconds until the end if nothing is paused; never below zero."""
        return (self.length - self.position(now)) / RATE

    def _run(self, now: float) -> int:
        if self.phase is not Phase.PLAYING:
            return 0
        return max(0, min(round((now - self.since) * RATE), self.length - self.anchor))


@dataclass(frozen=True, slots=True)
class Begin:
    """Start, at a position in samples (0, or where one stopped half-way)."""

    position: int = 0


@dataclass(frozen=True, slots=True)
class Pause:
    """Hold still, by the person's wish."""


@dataclass(frozen=True, slots=True)
class Resume:
    """Go on."""


@dataclass(frozen=True, slots=True)
class MoveTo:
    """Go to a position, in samples; held within the timeline."""

    position: int


@dataclass(frozen=True, slots=True)
class MoveBy:
    """Go forward or back by a number of samples; held within the timeline."""

    distance: int


@dataclass(frozen=True, slots=True)
class Stop:
    """End here. Nothing is asked."""


@dataclass(frozen=True, slots=True)
class Look:
    """Time has passed: see whether the end is reached."""


@dataclass(frozen=True, slots=True)
class Slept:
    """The machine has slept since the last look."""


Event = Begin | Pause | Resume | MoveTo | MoveBy | Stop | Look | Slept


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that has happened, at a position in samples."""

    position: int


class Playing(Fact):
    """Sound and captions run from this position now: begun, resumed, or moved while playing."""


class Held(Fact):
    """Sound is silent and the position stands: paused, or moved while paused."""


class Finished(Fact):
    """The end was reached."""


class Cancelled(Fact):
    """The person ended it before its end."""


def advance(sitting: Sitting, event: Event, now: float) -> tuple[Sitting, tuple[Fact, ...]]:
    """Take one event.

    An event that has no meaning in the present phase (a pause while paused, anything after the end) changes
    nothing and yields no fact.
    """
    sitting = _settled(sitting, now)
    if sitting.phase is Phase.PLAYING and sitting.anchor >= sitting.length:
        return replace(sitting, phase=Phase.FINISHED), (Finished(sitting.length),)
    match event, sitting.phase:
        case Begin(position), Phase.READY:
            return _run(sitting, position)
        case Resume(), Phase.PAUSED:
            return _run(sitting, sitting.anchor)
        case ((Pause() | Slept()), Phase.PLAYING):
            return replace(sitting, phase=Phase.PAUSED), (Held(sitting.anchor),)
        case ((MoveTo() | MoveBy()), (Phase.PLAYING | Phase.PAUSED)):
            return _moved(sitting, event)
        case Stop(), (Phase.READY | Phase.PLAYING | Phase.PAUSED):
            return replace(sitting, phase=Phase.STOPPED), (Cancelled(sitting.anchor),)
        case _:
            return sitting, ()


def _settled(sitting: Sitting, now: float) -> Sitting:
    """The same sitting with its anchor brought up to `now`, to the nearest sample."""
    if sitting.phase.over:
        return sitting
    if sitting.phase is not Phase.PLAYING:
        return replace(sitting, since=max(now, sitting.since))
    run = sitting._run(now)
    # The whole samples' own time and not `now`: a thousand looks would else add up a thousand roundings.
    since = sitting.since + run / RATE
    return replace(sitting, anchor=sitting.anchor + run, practised=sitting.practised + run, since=since)


def _run(sitting: Sitting, position: int) -> tuple[Sitting, tuple[Fact, ...]]:
    position = _within(sitting, position)
    return replace(sitting, phase=Phase.PLAYING, anchor=position), (Playing(position),)


def _moved(sitting: Sitting, event: MoveTo | MoveBy) -> tuple[Sitting, tuple[Fact, ...]]:
    target = event.position if isinstance(event, MoveTo) else sitting.anchor + event.distance
    position = _within(sitting, target)
    fact = Playing(position) if sitting.phase is Phase.PLAYING else Held(position)
    return replace(sitting, anchor=position), (fact,)


def _within(sitting: Sitting, position: int) -> int:
    return max(0, min(position, sitting.length))

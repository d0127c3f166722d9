"""Practice + length + clip lengths → `Timeline`, exact to the sample.

Speech and bells take the time they take; silence is what stretches. There is one factor *a* between 0 and 1,
and each pause is `shortest + a · (longest − shortest)`, so that the whole is exactly the length chosen.
The player, the file and the captions all read the timeline made here: there is no second way to compute
when a line is spoken. All positions and lengths are whole samples at 48 kHz.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from .errors import LengthRefused
from .practice import BEFORE_BELL, BETWEEN_LINES, Bell, Element, Line, Pause, Practice, word_count
from .sounds import BELL

RATE = 48_000
WORDS_A_SECOND = 2.4
_SHORTEST_LINE = RATE  # even one word stays to be read for a second

ClipLength = Callable[[Line], int | None]
"""A line → the length of its clip in samples at 48 kHz, or None where it has no clip."""


class Kind(Enum):
    """What a cue is."""

    LINE = "line"
    BELL = "bell"
    PAUSE = "pause"


@dataclass(frozen=True, slots=True)
class Cue:
    """A line, a bell or a pause at its place.

    Attributes:
        start, length: in samples at 48 kHz.
        section: index into `Timeline.sections`.
        line: the line spoken; None for bells and pauses.
        recorded: whether a clip speaks the line; without one it is shown only.
    """

    kind: Kind
    start: int
    length: int
    section: int
    line: Line | None = None
    recorded: bool = False

    @property
    def end(self) -> int:
        """The first sample after the cue."""
        return self.start + self.length

    @property
    def text(self) -> str:
        """What a caption shows; empty for bells and pauses."""
        return self.line.text if self.line else ""


@dataclass(frozen=True, slots=True)
class Span:
    """A section at its place, in samples at 48 kHz."""

    title: str
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """A practice fitted to a length: cues follow each other without gap or overlap, from 0 to `length`.

    Attributes:
        voice: whose clips speak; empty for a practice in text alone.
        length: in samples at 48 kHz; the sum of the cues, exactly.
        bell: which bell rings.
    """

    practice: Practice
    voice: str
    length: int
    cues: tuple[Cue, ...]
    sections: tuple[Span, ...]
    bell: str = BELL

    @property
    def seconds(self) -> float:
        """The whole length in seconds."""
        return self.length / RATE

    @property
    def lines(self) -> tuple[Cue, ...]:
        """The cues that are lines, in order."""
        return tuple(c for c in self.cues if c.kind is Kind.LINE)

    def cue_index(self, sample: int) -> int:
        """Index of the cue that holds `sample`; the first or the last one outside the timeline."""
        return max(0, min(bisect_right(self.cues, sample, key=lambda c: c.start) - 1, len(self.cues) - 1))

    def cue_at(self, sample: int) -> Cue:
        """The cue that holds `sample`."""
        return self.cues[self.cue_index(sample)]

    def line_index(self, sample: int) -> int:
        """Index into `lines` of the last line begun at `sample`; -1 before the first."""
        return bisect_right(self.lines, sample, key=lambda c: c.start) - 1


@dataclass(frozen=True, slots=True)
class Range:
    """Lengths that can be had, from `shortest` to `longest`, in samples at 48 kHz, both included."""

    shortest: int
    longest: int


def samples(minutes: float) -> int:
    """`minutes` as samples at 48 kHz, to the nearest.

    Raises:
        LengthRefused: for what is no number of minutes.
    """
    if not math.isfinite(minutes) or minutes <= 0:
        raise LengthRefused("A length is a number of minutes greater than zero.", None)
    return round(minutes * 60 * RATE)


def lengths(practice: Practice, clip_length: ClipLength, bell: int) -> tuple[Range, ...]:
    """Every length that can be had, ascending.

    Between two thresholds the same sections play, and silence stretches from its least to its most. A gap
    between two ranges is a length that this script cannot fill.

    Args:
        practice: the practice.
        clip_length: the clip lengths, in samples.
        bell: the bell's length, in samples.
    """
    least, most = samples(practice.shortest), samples(practice.longest)
    edges = [0, *(samples(t) for t in practice.thresholds), most + 1]
    found = list[Range]()
    for low, high in pairwise(edges):
        measured = _Measured(practice, low, clip_length, bell)
        shortest = max(low, least, measured.shortest)
        longest = min(high - 1, most, measured.longest)
        if shortest <= longest and measured.parts:
            found.append(Range(shortest, longest))
    return _joined(found)


def fit(practice: Practice, length: int, clip_length: ClipLength, bell: int, voice: str = "") -> Timeline:
    """Fit `practice` to exactly `length` samples.

    Args:
        practice: the practice.
        length: the length, in samples at 48 kHz.
        clip_length: the clip lengths, in samples.
        bell: the bell's length, in samples.
        voice: whose clips these are.

    Raises:
        LengthRefused: below the shortest or above the longest possible, with the nearest that can be had.
    """
    measured = _Measured(practice, length, clip_length, bell)
    least, most = samples(practice.shortest), samples(practice.longest)
    if not (measured.shortest <= length <= measured.longest and least <= length <= most):
        raise _refusal(practice, length, lengths(practice, clip_length, bell))
    stretched = measured.stretched(length)
    cues, spans = list[Cue](), list[Span]()
    at = 0
    for part, size in zip(measured.parts, stretched, strict=True):
        if part.section == len(spans):
            spans.append(Span(measured.titles[part.section], at, 0))
        cues.append(part.cue(at, size))
        at += size
        last = spans[-1]
        spans[-1] = Span(last.title, last.start, at - last.start)
    return Timeline(practice, voice, length, tuple(cues), tuple(spans))


def spoken_length(text: str) -> int:
    """How long a line with no clip stays, in samples: about 2.4 words a second, at least one second."""
    return max(_SHORTEST_LINE, round(word_count(text) / WORDS_A_SECOND * RATE))


@dataclass(frozen=True, slots=True)
class _Part:
    """An element measured: its least and most length in samples (equal for what cannot stretch)."""

    kind: Kind
    least: int
    most: int
    section: int
    line: Line | None = None
    recorded: bool = False

    def cue(self, start: int, length: int) -> Cue:
        return Cue(self.kind, start, length, self.section, self.line, self.recorded)


class _Measured:
    """The elements that a practice of `length` samples is made of, measured."""

    def __init__(self, practice: Practice, length: int, clip_length: ClipLength, bell: int) -> None:
        # Compared in samples: a threshold of 0.1 minutes has no exact binary form.
        sections = [s for s in practice.sections if s.from_minutes <= 0 or samples(s.from_minutes) <= length]
        self.titles = tuple(s.title for s in sections)
        flat = [(i, e) for i, s in enumerate(sections) for e in s.elements]
        self.parts = tuple(_part(i, e, clip_length, bell) for i, e in _with_implied_pauses(flat))
        self.shortest = sum(p.least for p in self.parts)
        self.longest = sum(p.most for p in self.parts)

    def stretched(self, length: int) -> Iterator[int]:
        """Each part's length, so that they sum to `length` exactly and each stays within its bounds.

        The stretch is shared out along the running total in whole samples, which leaves no remainder to
        place: what one pause is rounded down by, the next is given.
        """
        stretch, room = length - self.shortest, self.longest - self.shortest
        total = given = 0
        for part in self.parts:
            total += part.most - part.least
            share = total * stretch // room if room else 0
            yield part.least + share - given
            given = share


def _with_implied_pauses(flat: list[tuple[int, Element]]) -> Iterator[tuple[int, Element]]:
    before: Element | None = None
    for section, element in flat:
        if isinstance(before, Line) and isinstance(element, Line):
            yield section, Pause(*BETWEEN_LINES)
        elif isinstance(before, Line) and isinstance(element, Bell):
            yield section, Pause(*BEFORE_BELL)
        yield section, element
        before = element


def _part(section: int, element: Element, clip_length: ClipLength, bell: int) -> _Part:
    match element:
        case Line():
            length = clip_length(element)
            size = spoken_length(element.text) if length is None else length
            return _Part(Kind.LINE, size, size, section, element, length is not None)
        case Bell():
            return _Part(Kind.BELL, bell, bell, section)
        case Pause():
            return _Part(Kind.PAUSE, round(element.shortest * RATE), round(element.longest * RATE), section)


def _joined(ranges: list[Range]) -> tuple[Range, ...]:
    joined = list[Range]()
    for r in ranges:
        if joined and r.shortest <= joined[-1].longest + 1:
            joined[-1] = Range(joined[-1].shortest, max(joined[-1].longest, r.longest))
        else:
            joined.append(r)
    return tuple(joined)


def _refusal(practice: Practice, length: int, possible: tuple[Range, ...]) -> LengthRefused:
    if not possible:
        why = f"“{practice.title}” cannot be fitted to any length"
        return LengthRefused(f"{why}; its script needs longer pauses.", None)
    nearest = min((_near(length, r) for r in possible), key=lambda n: abs(n - length))
    asked, near = length / RATE / 60, nearest / RATE / 60
    if length < possible[0].shortest:
        why = f"“{practice.title}” takes at least {in_minutes(near)}"
    elif length > possible[-1].longest:
        why = f"“{practice.title}” reaches at most {in_minutes(near)}"
    else:
        why = f"“{practice.title}” cannot be fitted to {in_minutes(asked)}; the nearest is {in_minutes(near)}"
    return LengthRefused(f"{why}. Choose a length of {in_minutes(near)}.", near)


def _near(length: int, possible: Range) -> int:
    """The length within a range that is nearest to one outside of it, in whole seconds where it has one."""
    if length < possible.shortest:
        whole = -(-possible.shortest // RATE) * RATE
        return whole if whole <= possible.longest else possible.shortest
    whole = possible.longest // RATE * RATE
    return whole if whole >= possible.shortest else possible.longest


def in_minutes(minutes: float) -> str:
    """A length in words: `3 minutes`, `1 minute`, `7 min 30 s`."""
    seconds = round(minutes * 60)
    whole, rest = divmod(seconds, 60)
    if rest:
        return f"{whole} min {rest:02d} s" if whole else f"{rest} s"
    return "1 minute" if whole == 1 else f"{whole} minutes"

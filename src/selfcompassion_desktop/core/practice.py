"""What a practice is made of: lines, pauses and bells in sections. `script` reads one from its text."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from .errors import Fault

NEEDS = (
    "in pain",
    "hard on myself",
    "caring for someone",
    "can't settle",
    "shut down",
    "resting",
)
POSTURES = ("sitting", "lying", "standing", "walking", "any")
RATINGS = ("pain", "hard on myself", "overwhelmed", "tense")

# Where two lines follow each other with no pause between them, and before a bell that follows a line.
BETWEEN_LINES = (3.0, 8.0)
BEFORE_BELL = (1.0, 3.0)

LONGEST_MINUTES = 180.0
LONGEST_PAUSE = 3600.0
# One breath of the speaker is about 20 words; beyond this a caption no longer fits its screen.
MOST_WORDS = 40


@dataclass(frozen=True, slots=True)
class Line:
    """One thing the guide says.

    Attributes:
        source: the paragraph as written, spaces folded, pronunciation marks kept.
        text: what a caption shows: the same without the marks.
        number: line number in the script, from 1.
    """

    source: str
    text: str
    number: int


@dataclass(frozen=True, slots=True)
class Pause:
    """A silence that may stretch, in seconds from `shortest` to `longest`."""

    shortest: float
    longest: float
    number: int = 0


@dataclass(frozen=True, slots=True)
class Bell:
    """One stroke of the bell, which always takes the bell's own time."""

    number: int = 0


Element = Line | Pause | Bell


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a practice. It is left out of any practice shorter than `from_minutes`."""

    title: str
    from_minutes: float
    elements: tuple[Element, ...]
    number: int = 0


@dataclass(frozen=True, slots=True)
class Practice:
    """Something one can be guided through, as its script says it.

    Attributes:
        shortest, longest: the lengths its writer means it for, in minutes.
        mind: when it is better left for another time; empty where nothing needs minding.
        difficulty: 1 daily life · 2 grounding and touch · 3 breath and phrases · 4 emotion and critic ·
            5 relationships and forgiveness.
        anchors: what attention may rest on (breath, hands, sound …), as far as the script names it.
        rates: what may be rated before and after; one of `RATINGS`, or empty.
        hidden: true for the break and the grounding, which are reached by their own ways.
        extra: front matter that this version does not know, kept as it was.
        warnings: what a writer may want to look at; nothing here stops a practice.
    """

    id: str
    title: str
    summary: str
    shortest: float
    longest: float
    sections: tuple[Section, ...]
    needs: tuple[str, ...] = ()
    posture: tuple[str, ...] = ()
    mind: str = ""
    difficulty: int = 1
    anchors: tuple[str, ...] = ()
    rates: str = ""
    language: str = "en"
    hidden: bool = False
    extra: Mapping[str, object] = field(default_factory=dict)
    warnings: tuple[Fault, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line of every section, in order."""
        return tuple(e for s in self.sections for e in s.elements if isinstance(e, Line))

    @property
    def thresholds(self) -> tuple[float, ...]:
        """The lengths in minutes at which a section joins in, ascending."""
        return tuple(sorted({s.from_minutes for s in self.sections if s.from_minutes > 0}))

    def sections_at(self, minutes: float) -> tuple[Section, ...]:
        """The sections that belong to a practice of `minutes`."""
        return tuple(s for s in self.sections if s.from_minutes <= minutes)


def clip_name(line: Line, voice: str) -> str:
    """The name of the recording of `line` in `voice`: 20 hexadecimal digits.

    It is a hash of the words (with their pronunciation marks) and the voice, so an edited line can never
    play a stale recording.
    """
    import hashlib  # only where clips are looked for, which the first picture does not wait for

    words = unicodedata.normalize("NFC", " ".join(line.source.split()))
    return hashlib.sha256(f"{voice}\n{words}".encode()).hexdigest()[:20]


def word_count(text: str) -> float:
    """How many words are spoken in `text`; a Chinese, Japanese or Korean character counts as half a word."""
    wide = sum(1 for c in text if unicodedata.east_asian_width(c) in "WF")
    narrow = "".join(" " if unicodedata.east_asian_width(c) in "WF" else c for c in text)
    return wide / 2 + sum(1 for w in narrow.split() if any(c.isalnum() for c in w))

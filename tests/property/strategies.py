"""Scripts made up by chance, as text, with what they are made of."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

from selfcompassion_desktop.core.practice import Practice
from selfcompassion_desktop.core.script import parse
from selfcompassion_desktop.core.timeline import RATE, ClipLength

WORDS = ("here", "a hand", "the light", "[content](/kəntˈɛnt/)", "caf\u00e9", "慈悲", "it’s", "– and", "🫶", "3")
ENDS = (".", "?", "…", ", or not.")

seconds = st.one_of(st.integers(0, 240), st.decimals(0, 240, places=2, allow_nan=False))
thresholds = st.one_of(st.integers(0, 30), st.decimals(0, 30, places=1, allow_nan=False))


@st.composite
def lines(draw: st.DrawFn) -> str:
    """One paragraph, sometimes over two rows."""
    words = ["This", *draw(st.lists(st.sampled_from(WORDS), min_size=0, max_size=12))]
    return draw(st.sampled_from((" ", "  ", "\n"))).join(words) + draw(st.sampled_from(ENDS))


@st.composite
def pauses(draw: st.DrawFn) -> str:
    """`(pause A)` or `(pause A-B)`."""
    first, second = sorted((draw(seconds), draw(seconds)))
    return draw(st.sampled_from((f"(pause {second})", f"(pause {first}-{second})", f"( Pause {first} – {second} s )")))


elements = st.one_of(lines(), lines(), pauses(), st.just("(bell)"))


@st.composite
def sections(draw: st.DrawFn, always: bool) -> str:
    """A section; one that is there at every length, or from some length on."""
    limit = "" if always else f" (from {draw(thresholds)} minutes)"
    spoken = [draw(lines())] if always else []
    return "\n\n".join([f"# A part{limit}", *spoken, *draw(st.lists(elements, min_size=0, max_size=8))])


@st.composite
def scripts(draw: st.DrawFn) -> str:
    """A script without a fault."""
    low, high = sorted((draw(st.integers(1, 900)), draw(st.integers(1, 900))))
    parts = [draw(sections(always=True)), *draw(st.lists(sections(always=False), max_size=4))]
    lengths = f"shortest: {low / 10}\nlongest: {high / 10}\n"
    front = f"---\nid: by-chance\ntitle: By chance\nsummary: Whatever comes.\n{lengths}---\n"
    return front + "\n\n".join(draw(st.permutations(parts))) + "\n"


@dataclass(frozen=True)
class Case:
    """A practice with clips of some length for some of its lines, and a bell.

    Attributes:
        clips: line number → samples at 48 kHz.
        bell: samples at 48 kHz.
    """

    practice: Practice
    clips: dict[int, int]
    bell: int

    @property
    def clip_length(self) -> ClipLength:
        return lambda line: self.clips.get(line.number)


clip_lengths = st.integers(RATE // 10, 15 * RATE)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A practice by chance, with some of its lines recorded."""
    practice = parse(draw(scripts()), "by-chance.md")
    recorded = draw(st.lists(st.sampled_from(practice.lines), unique_by=lambda line: line.number))
    return Case(practice, {line.number: draw(clip_lengths) for line in recorded}, draw(st.integers(1, 20 * RATE)))

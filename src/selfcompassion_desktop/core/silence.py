"""A sitting without a guide: a bell, silence, perhaps bells between, and a bell."""

from __future__ import annotations

from .practice import Bell, Pause, Practice, Section
from .timeline import RATE, Cue, Kind, Span, Timeline, samples

ID = "silence"
SHORTEST, LONGEST = 1.0, 120.0


def silence(title: str, minutes: float, every: float, bell: int) -> Timeline:
    """The timeline of a silent sitting.

    The last bell is struck when the minutes are over, to the sample, and rings out after them.

    Args:
        title: what the sitting is called in records and on the screen.
        minutes: from the first stroke to the last, 1 to 120.
        every: minutes between the bells; 0 for none in between. A bell that would fall less than half of that
            before the end is left out.
        bell: the bell's length in samples at 48 kHz.

    Raises:
        LengthRefused: for what is no number of minutes.
    """
    end = samples(min(max(minutes, SHORTEST), LONGEST))
    strokes = [0, *_between(end, samples(every) if every > 0 else 0, bell), end]
    cues = list[Cue]()
    for at, following in zip(strokes, [*strokes[1:], end + bell], strict=True):
        cues.append(Cue(Kind.BELL, at, bell, 0))
        if following > at + bell:
            cues.append(Cue(Kind.PAUSE, at + bell, following - at - bell, 0))
    elements = tuple(Bell() if c.kind is Kind.BELL else Pause(c.length / RATE, c.length / RATE) for c in cues)
    practice = Practice(ID, title, "", SHORTEST, LONGEST, (Section(title, 0, elements),), hidden=True)
    return Timeline(practice, "", end + bell, tuple(cues), (Span(title, 0, end + bell),))


def _between(end: int, every: int, bell: int) -> list[int]:
    if every <= bell:
        return []
    last = end - max(every // 2, bell)
    return list(range(every, last + 1, every))

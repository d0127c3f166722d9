"""A sitting without a guide."""

from hypothesis import given
from hypothesis import strategies as st

from selfcompassion_desktop.core.silence import silence
from selfcompassion_desktop.core.timeline import RATE, Kind, samples

BELL = 9 * RATE


def strokes(minutes: float, every: float) -> list[float]:
    return [c.start / RATE / 60 for c in silence("Silence", minutes, every, BELL).cues if c.kind is Kind.BELL]


def test_a_bell_at_the_start_and_one_when_the_minutes_are_over() -> None:  # case PB15
    assert strokes(5, 0) == [0, 5]


def test_bells_between() -> None:
    assert strokes(10, 3) == [0, 3, 6, 10]


def test_no_bell_just_before_the_last_one() -> None:
    assert strokes(10, 4.9) == [0, 4.9, 10]


def test_bells_that_would_ring_into_each_other_are_left_out() -> None:
    assert strokes(1, 0.1) == [0, 1]


@given(st.floats(1, 120), st.floats(0, 30))
def test_cues_follow_each_other_without_gap(minutes: float, every: float) -> None:
    timeline = silence("Silence", minutes, every, BELL)
    assert timeline.cues[0].start == 0
    assert all(a.end == b.start for a, b in zip(timeline.cues, timeline.cues[1:], strict=False))
    assert timeline.cues[-1].end == timeline.length == samples(minutes) + BELL
    assert timeline.cues[-1].kind is Kind.BELL

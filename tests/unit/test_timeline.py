"""A practice fitted to a length: the plain cases, in figures one can check by hand."""

from __future__ import annotations

import pytest

from selfcompassion_desktop.core.errors import LengthRefused
from selfcompassion_desktop.core.practice import Practice
from selfcompassion_desktop.core.script import parse
from selfcompassion_desktop.core.timeline import (
    RATE,
    Kind,
    Range,
    Timeline,
    fit,
    in_minutes,
    lengths,
    samples,
    spoken_length,
)

FRONT = "---\nid: x\ntitle: X\nsummary: Y.\nshortest: 0.1\nlongest: 60\n---\n"
BELL = 9 * RATE
CLIP = 2 * RATE


def practice(body: str, front: str = FRONT) -> Practice:
    return parse(front + body, "x.md")


def recorded(read: Practice, minutes: float) -> Timeline:
    return fit(read, samples(minutes), lambda _: CLIP, BELL)


def seconds(timeline: Timeline) -> list[tuple[str, float]]:
    return [(c.kind.value, c.length / RATE) for c in timeline.cues]


def test_what_stretches_is_silence_and_all_of_it_by_one_factor() -> None:
    read = practice("(bell)\n(pause 2-10)\nHello.\n(pause 10-50)\n(bell)\n")
    # 9 + 2 + 9 fixed; 12 to 60 of silence; at 44 s the factor is a quarter.
    assert seconds(recorded(read, 44 / 60)) == [("bell", 9), ("pause", 4), ("line", 2), ("pause", 20), ("bell", 9)]


def test_between_two_lines_and_before_a_bell_there_is_a_pause_nobody_wrote() -> None:
    read = practice("Hello.\n\nAgain.\n\n(bell)\n")
    (only,) = lengths(read, lambda _: CLIP, BELL)
    assert only == Range((2 + 3 + 2 + 1 + 9) * RATE, (2 + 8 + 2 + 3 + 9) * RATE)
    assert [c.kind for c in recorded(read, 20 / 60).cues] == [Kind.LINE, Kind.PAUSE, Kind.LINE, Kind.PAUSE, Kind.BELL]


def test_a_section_joins_at_its_length_exactly() -> None:
    read = practice("# A\n\nHello.\n\n(pause 1-600)\n\n# B (from 2 minutes)\n\nMore.\n")
    assert [s.title for s in fit(read, samples(2) - 1, lambda _: CLIP, BELL).sections] == ["A"]
    assert [s.title for s in fit(read, samples(2), lambda _: CLIP, BELL).sections] == ["A", "B"]


def test_the_pause_nobody_wrote_stands_between_lines_of_two_sections_too() -> None:
    timeline = recorded(practice("# A\n\nHello.\n\n# B\n\nMore.\n"), 9 / 60)
    assert seconds(timeline) == [("line", 2), ("pause", 5), ("line", 2)]
    assert [(s.title, s.start / RATE, s.length / RATE) for s in timeline.sections] == [("A", 0, 2), ("B", 2, 7)]


def test_a_line_without_a_clip_takes_the_time_of_its_words() -> None:
    read = practice("One two three four five six seven eight nine ten eleven twelve.\n\n(pause 1-9)\n")
    cue = fit(read, 6 * RATE, lambda _: None, BELL).cues[0]
    assert (cue.length, cue.recorded) == (5 * RATE, False)


@pytest.mark.parametrize(
    ("text", "least"), [("Yes.", 1.0), ("慈悲の心で" * 4, 20 / 2 / 2.4), ("one two three", 3 / 2.4)]
)
def test_how_long_words_stay(text: str, least: float) -> None:
    assert spoken_length(text) == round(least * RATE)


def test_below_the_shortest_the_nearest_is_offered_in_words_one_can_type() -> None:
    read = practice("(bell)\n\nHello.\n\n(pause 9.3-500)\n")
    with pytest.raises(LengthRefused) as refused:
        recorded(read, 0.2)
    assert refused.value.sentence == "“X” takes at least 21 s. Choose a length of 21 s."
    assert recorded(read, 21 / 60).seconds == 21


def test_above_the_longest() -> None:
    read = practice("(bell)\n\nHello.\n\n(pause 9-49.5)\n")
    with pytest.raises(LengthRefused) as refused:
        recorded(read, 5)
    assert refused.value.sentence == "“X” reaches at most 1 minute. Choose a length of 1 minute."


def test_in_a_gap_between_what_few_and_what_all_sections_fill() -> None:
    read = practice("# A\n\nHello.\n\n(pause 58)\n\n# B (from 2 minutes)\n\nMore.\n\n(pause 178-300)\n")
    assert lengths(read, lambda _: CLIP, BELL) == (Range(60 * RATE, 60 * RATE), Range(240 * RATE, 362 * RATE))
    with pytest.raises(LengthRefused, match="cannot be fitted to 3 minutes; the nearest is 4 minutes"):
        recorded(read, 3)
    with pytest.raises(LengthRefused, match="the nearest is 1 minute"):
        recorded(read, 2)


def test_what_its_writer_declares_is_kept() -> None:
    read = practice("Hello.\n\n(pause 1-3600)\n", FRONT.replace("0.1", "3").replace("60", "15"))
    assert lengths(read, lambda _: CLIP, BELL) == (Range(samples(3), samples(15)),)


def test_a_practice_that_cannot_be_had_at_all_says_so() -> None:
    read = practice("Hello.\n", FRONT.replace("0.1", "5"))
    with pytest.raises(LengthRefused, match="cannot be fitted to any length") as refused:
        recorded(read, 5)
    assert refused.value.nearest is None


@pytest.mark.parametrize("minutes", [0, -3, float("nan"), float("inf"), float("-inf")])
def test_what_is_no_length(minutes: float) -> None:
    with pytest.raises(LengthRefused, match="greater than zero"):
        samples(minutes)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(1, "1 minute"), (7.5, "7 min 30 s"), (0.5, "30 s"), (20, "20 minutes"), (2.0001, "2 minutes")],
)
def test_lengths_in_words(minutes: float, words: str) -> None:
    assert in_minutes(minutes) == words


def test_few_sections_reach_up_to_the_sample_before_more_join() -> None:
    read = practice("# A\n\nHello.\n\n(pause 58-600)\n\n# B (from 2 minutes)\n\nMore.\n\n(pause 178-300)\n")
    first, second = lengths(read, lambda _: CLIP, BELL)
    assert (first.longest, second.shortest) == (samples(2) - 1, samples(4))
    for edge in (first.longest, second.shortest):
        assert fit(read, edge, lambda _: CLIP, BELL).length == edge


def test_a_gap_of_one_sample_is_a_gap() -> None:
    read = practice("# A\n\nHello.\n\n(pause 58-117.99996)\n\n# B (from 2 minutes)\n\n(pause 0-300)\n")
    first, second = lengths(read, lambda _: CLIP, BELL)
    assert (first.longest, second.shortest) == (samples(2) - 2, samples(2))


def test_where_no_whole_second_fits_the_nearest_is_exact() -> None:
    read = practice("Hello.\n\n(pause 9.3-9.4)\n")
    for asked, nearest in ((10, 11.3), (12, 11.4)):
        with pytest.raises(LengthRefused) as refused:
            recorded(read, asked / 60)
        assert refused.value.nearest == pytest.approx(nearest / 60)

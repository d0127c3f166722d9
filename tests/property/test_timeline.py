"""For any script and any length in range the timeline keeps what `core.timeline` promises."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcompassion_desktop.core.errors import LengthRefused
from selfcompassion_desktop.core.practice import BEFORE_BELL, BETWEEN_LINES, Bell, Line, Pause
from selfcompassion_desktop.core.timeline import RATE, Kind, Timeline, fit, lengths, samples, spoken_length

from .strategies import Case, cases

HOUR = 60 * 60 * RATE


@st.composite
def fitted(draw: st.DrawFn) -> tuple[Case, Timeline]:
    """A case whose writer means it for any length, fitted to some length it can be had in."""
    case = draw(cases())
    case = replace(case, practice=replace(case.practice, shortest=0.001, longest=180.0))
    ranges = lengths(case.practice, case.clip_length, case.bell)
    chosen = draw(st.sampled_from(ranges))
    length = draw(st.integers(chosen.shortest, chosen.longest) | st.sampled_from((chosen.shortest, chosen.longest)))
    return case, fit(case.practice, length, case.clip_length, case.bell, "ana")


def expected(case: Case, length: int) -> list[Line | Bell | Pause]:
    """What is heard at a length, worked out another way: the pauses that go without saying put in."""
    heard: list[Line | Bell | Pause] = []
    for section in case.practice.sections:
        if samples(max(section.from_minutes, 1e-9)) > length:
            continue
        for element in section.elements:
            if heard and isinstance(heard[-1], Line) and isinstance(element, Line | Bell):
                heard.append(Pause(*(BETWEEN_LINES if isinstance(element, Line) else BEFORE_BELL)))
            heard.append(element)
    return heard


@given(fitted())
def test_the_sum_is_exact_and_nothing_gapes_or_overlaps(given: tuple[Case, Timeline]) -> None:
    _, timeline = given
    assert timeline.cues[0].start == 0
    assert timeline.cues[-1].end == timeline.length
    assert all(a.end == b.start for a, b in pairwise(timeline.cues))
    assert all(c.length >= 0 for c in timeline.cues)
    assert sum(c.length for c in timeline.cues) == timeline.length == round(timeline.seconds * RATE)


@given(fitted())
def test_lines_bells_and_pauses_keep_their_order(given: tuple[Case, Timeline]) -> None:
    case, timeline = given
    wanted = expected(case, timeline.length)
    kinds = {Line: Kind.LINE, Bell: Kind.BELL, Pause: Kind.PAUSE}
    assert [c.kind for c in timeline.cues] == [kinds[type(e)] for e in wanted]
    assert [c.line for c in timeline.cues if c.line] == [e for e in wanted if isinstance(e, Line)]


@given(fitted())
def test_what_cannot_stretch_takes_its_own_time(given: tuple[Case, Timeline]) -> None:
    case, timeline = given
    for cue in timeline.cues:
        if cue.kind is Kind.BELL:
            assert cue.length == case.bell
        if cue.line:
            clip = case.clips.get(cue.line.number)
            assert cue.recorded == (clip is not None)
            assert cue.length == (clip or spoken_length(cue.line.text)) >= RATE // 10


@given(fitted())
def test_pauses_stay_in_bounds_and_stretch_by_one_factor(given: tuple[Case, Timeline]) -> None:
    case, timeline = given
    pauses = [e for e in expected(case, timeline.length) if isinstance(e, Pause)]
    bounds = [(round(p.shortest * RATE), round(p.longest * RATE)) for p in pauses]
    given_lengths = [c.length for c in timeline.cues if c.kind is Kind.PAUSE]
    least, most = sum(a for a, _ in bounds), sum(b for _, b in bounds)
    factor = (sum(given_lengths) - least) / (most - least) if most > least else 0.0
    assert 0 <= factor <= 1
    for (a, b), length in zip(bounds, given_lengths, strict=True):
        assert a <= length <= b
        assert abs(length - (a + factor * (b - a))) <= 1 + 1e-6


@given(fitted())
def test_sections_cover_the_whole_and_hold_their_cues(given: tuple[Case, Timeline]) -> None:
    case, timeline = given
    spans = timeline.sections
    assert [s.title for s in spans] == [
        s.title for s in case.practice.sections if samples(max(s.from_minutes, 1e-9)) <= timeline.length
    ]
    assert spans[0].start == 0
    assert all(a.start + a.length == b.start for a, b in pairwise(spans))
    assert spans[-1].start + spans[-1].length == timeline.length
    for cue in timeline.cues:
        span = spans[cue.section]
        assert span.start <= cue.start
        assert cue.end <= span.start + span.length


@given(fitted(), st.floats(-0.1, 1.1))
def test_the_cue_at_a_sample_holds_it(given: tuple[Case, Timeline], part: float) -> None:
    _, timeline = given
    sample = round(part * timeline.length)
    cue = timeline.cue_at(sample)
    if 0 <= sample < timeline.length:
        assert cue.start <= sample < cue.end
    begun = [i for i, line in enumerate(timeline.lines) if line.start <= sample]
    assert timeline.line_index(sample) == (begun[-1] if begun else -1)


@given(cases(), st.integers(1, 4 * HOUR))
def test_a_length_is_had_or_refused_with_a_nearest_that_is_had(case: Case, length: int) -> None:
    ranges = lengths(case.practice, case.clip_length, case.bell)
    if any(r.shortest <= length <= r.longest for r in ranges):
        assert fit(case.practice, length, case.clip_length, case.bell).length == length
        return
    with pytest.raises(LengthRefused) as refused:
        fit(case.practice, length, case.clip_length, case.bell)
    nearest = refused.value.nearest
    assert (nearest is None) == (not ranges)
    if nearest is not None:
        near = samples(nearest)
        assert fit(case.practice, near, case.clip_length, case.bell).length == near
        edges = [edge for r in ranges for edge in (r.shortest, r.longest)]
        assert abs(near - length) <= min(abs(edge - length) for edge in edges) + RATE


@given(cases())
def test_ranges_ascend_apart_and_within_what_the_script_declares(case: Case) -> None:
    ranges = lengths(case.practice, case.clip_length, case.bell)
    assert all(r.shortest <= r.longest for r in ranges)
    assert all(a.longest + 1 < b.shortest for a, b in pairwise(ranges))
    if ranges:
        assert samples(case.practice.shortest) <= ranges[0].shortest
        assert ranges[-1].longest <= samples(case.practice.longest)


@given(cases())
def test_both_ends_of_each_range_are_had_and_just_outside_nothing_is(case: Case) -> None:
    for r in lengths(case.practice, case.clip_length, case.bell):
        assert fit(case.practice, r.shortest, case.clip_length, case.bell).length == r.shortest
        assert fit(case.practice, r.longest, case.clip_length, case.bell).length == r.longest
        for outside in (r.shortest - 1, r.longest + 1):
            with pytest.raises(LengthRefused):
                fit(case.practice, outside, case.clip_length, case.bell)

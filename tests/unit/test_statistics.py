"""The statistics against known values, to six digits."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcompassion_desktop.core import statistics as s
from selfcompassion_desktop.core.measure import Item, Measure, Score, results
from selfcompassion_desktop.core.student import beta_part, quantile, two_sided

A, B = [20, 20, 26, 25, 22, 23], [28, 25, 24, 27, 30, 30, 29]
values = st.lists(st.integers(0, 10), min_size=1, max_size=12)
better = st.sampled_from(["low", "high"])


def near(value: float | None, expected: float) -> bool:
    """To six digits behind the point."""
    return value is not None and abs(value - expected) < 6e-7


def test_a_clear_rise() -> None:
    found = s.overlap(A, B)
    assert (found.improved, found.tied, found.worse) == (38, 1, 3)
    assert near(found.nap, 0.916667)
    assert near(found.tau, 0.833333)
    assert near(s.pnd(A, B), 5 / 7)
    assert s.pem(A, B) == 1
    assert near(s.pand(A, B), 11 / 13)
    assert near(s.improvement_rate(A, B), 6 / 7 - 1 / 6)
    assert s.kendall_s(A) == 4
    assert near(s.tau_u(A, B), 0.738095)
    assert near(s.theil_sen(A), 0.6)


def test_its_errors_and_interval() -> None:
    assert near(s.unbiased_error(A, B), 0.069007)
    assert near(s.hanley_error(A, B), 0.077392)
    assert near(s.null_error(6, 7), 0.166667)
    interval = s.nap_interval(38.5 / 42, 6, 7)
    assert near(interval.low, 0.597319)
    assert near(interval.high, 0.985998)


def test_its_difference_of_means() -> None:
    found = s.welch(A, B)
    assert near(found.mean, 4.904762)
    assert abs(found.df - 10.48026) < 6e-6
    assert near(found.t, 3.608818)
    assert near(found.p, 0.00443236)
    assert near(found.interval.low, 1.895193)
    assert near(found.interval.high, 7.914331)
    assert near(s.permutation_p(A, B), 14 / 1716)


def test_a_rise_where_the_trend_before_fell() -> None:
    a, b = [4, 3, 4, 3, 4, 7, 5, 2, 3, 2], [5, 9, 7, 9, 7, 5, 9, 11, 11, 10, 9]
    found = s.overlap(a, b)
    assert (found.improved, found.tied, found.worse) == (104, 4, 2)
    assert near(found.nap, 0.963636)
    interval = s.nap_interval(found.nap, 10, 11)
    assert near(interval.low, 0.749972)
    assert near(interval.high, 0.995081)
    assert near(s.tau_u(a, b), 1.018182)


def test_less_can_be_what_is_wished_for() -> None:
    a, b = [12, 14, 9, 10], [10, 6, 4, 5, 3, 4]
    found = s.overlap(a, b, "low")
    assert (found.improved, found.tied, found.worse) == (22, 1, 1)
    assert near(found.nap, 0.9375)
    interval = s.nap_interval(found.nap, 4, 6)
    assert near(interval.low, 0.557394)
    assert near(interval.high, 0.993474)
    assert near(s.pnd(a, b, "low"), 5 / 6)


def test_few_values_with_ties() -> None:
    a, b = [3, 3, 4, 5], [4, 5, 6, 7, 7]
    assert near(s.overlap(a, b).tau, 16 / 20)
    assert near(s.tau_u(a, b), 11 / 20)
    assert near(s.overlap(a, b).nap, 0.9)


def test_what_only_goes_on_rising_is_no_change() -> None:
    a, b = [1, 2, 3, 4, 5], [6, 7, 8, 9, 10]
    assert s.overlap(a, b).tau == 1
    assert near(s.tau_u(a, b), 0.6)
    assert s.corrected_tau(a, b) == 0
    assert s.corrected_tau([value / 10 for value in a], [value / 10 for value in b]) == 0


def test_nothing_changes() -> None:
    found = s.overlap([5, 5, 5], [5, 5, 5, 5])
    assert found.nap == 0.5
    assert found.tau == 0
    assert s.paired_change([5, 5, 5], [5, 5, 5]).t is None
    assert s.welch([5, 5, 5], [5, 5, 5, 5]).interval == s.Interval(0, 0)


def test_the_lower_end_is_not_the_root_at_one() -> None:
    a, b = [7, 8, 7, 9], [3, 2, 4]
    assert s.overlap(a, b, "low").nap == 1
    assert near(s.nap_interval(1, 4, 3).low, 0.539692)
    assert s.nap_interval(1, 4, 3).high == 1
    assert near(s.nap_interval(0, 4, 3).high, 1 - 0.539692)
    assert near(s.tau_u(a, b, "low"), 1.25)


def test_pairs() -> None:
    before, after = [6, 7, 5, 8, 6, 7], [4, 5, 5, 6, 3, 6]
    found = s.paired_change(before, after)
    assert near(found.mean, -1.666667)
    assert near(found.sd, 1.032796)
    assert found.df == 5
    assert near(found.t, -3.952847)
    assert near(found.p, 0.0108199)
    assert near(found.interval.low, -2.750519)
    assert near(found.interval.high, -0.582814)
    assert near(found.dz, -1.613743)
    assert near(found.gz, -1.358942)
    assert s.signed_ranks(before, after) == s.SignedRanks(0, 0.0625, 5)


@pytest.mark.parametrize(
    ("sd", "r", "before", "after", "error", "index", "needed"),
    [(7.5, 0.80, 47.5, 32.5, 4.743416, -3.162278, 9.297096), (0.62, 0.93, 2.4, 3.1, 0.231983, 3.017466, 0.454686)],
)
def test_reliable_change(
    sd: float, r: float, before: float, after: float, error: float, index: float, needed: float
) -> None:
    found = s.reliable_change(before, after, sd, r)
    assert near(found.error, error)
    assert near(found.index, index)
    assert near(found.needed, needed)
    assert found.is_reliable
    assert near(sd * math.sqrt(1 - r) * math.sqrt(2), error)


def test_a_small_change_is_not_reliable() -> None:
    assert not s.reliable_change(40, 32, 7.5, 0.8).is_reliable


def scored(answers: list[int], reversed_ones: set[int], least: int, most: int, how: str) -> float | None:
    """A score of items that are numbered from 1."""
    items = tuple(Item(f"q{n}", "?", least, most, reverse=n in reversed_ones) for n, _ in enumerate(answers, 1))
    measure = Measure("m", "M", "", items, (Score("all", "All", tuple(item.id for item in items), how),))
    given = {item.id: value for item, value in zip(items, answers, strict=True)}
    return results(measure, given)[0].value


def test_scores_with_reversed_items() -> None:
    assert near(scored([2, 4, 3, 3, 4, 3, 3, 4, 2, 4, 2, 1], {1, 4, 8, 9, 11, 12}, 1, 5, "mean"), 3.583333)
    assert scored([3, 2, 3, 1, 2, 3, 2, 1, 3, 2], {4, 5, 7, 8}, 0, 4, "sum") == 26


def test_part_of_days() -> None:
    found = s.wilson(8, 14)
    assert near(found.low, 0.325906)
    assert near(found.high, 0.786192)
    assert s.wilson(0, 14).low == 0
    assert s.wilson(14, 14).high == 1


@pytest.mark.parametrize(
    ("df", "expected"),
    [(1, 12.7062047), (2, 4.3026527), (5, 2.5705818), (10, 2.2281389), (30, 2.0422725), (1000, 1.9623391)],
)
def test_quantiles_of_student(df: int, expected: float) -> None:
    """Values of the printed tables (Abramowitz & Stegun 26.10), with more digits."""
    assert near(quantile(0.975, df), expected)


def test_student_and_its_quantile_belong_together() -> None:
    assert near(two_sided(quantile(0.975, 7.3), 7.3), 0.05)
    assert quantile(0.5, 9) == 0
    assert beta_part(0, 2, 3) == 0
    assert beta_part(1, 2, 3) == 1
    assert near(beta_part(0.3, 2, 1), 0.09)


@given(values, values, better)
def test_non_overlap_is_what_counting_every_pair_gives(a: list[int], b: list[int], better: str) -> None:
    up = [y > x if better == "high" else y < x for x in a for y in b]
    tied = [y == x for x in a for y in b]
    found = s.overlap(a, b, better)
    assert found.nap == (sum(up) + sum(tied) / 2) / (len(a) * len(b))
    assert found.pairs == len(a) * len(b)
    assert found.tau == pytest.approx(2 * found.nap - 1)


@given(values, values, better)
def test_an_interval_holds_its_value(a: list[int], b: list[int], better: str) -> None:
    nap = s.overlap(a, b, better).nap
    interval = s.nap_interval(nap, len(a), len(b))
    assert 0 <= interval.low <= nap <= interval.high <= 1
    assert interval.high - interval.low > 0
    turned = s.nap_interval(1 - nap, len(a), len(b))
    assert turned.low == pytest.approx(1 - interval.high, abs=1e-9)


@given(st.lists(st.tuples(st.integers(0, 10), st.integers(0, 10)), min_size=2, max_size=30))
def test_changes_of_pairs_never_fail(pairs: list[tuple[int, int]]) -> None:
    before, after = [x for x, _ in pairs], [y for _, y in pairs]
    found = s.paired_change(before, after)
    assert found.interval.low <= found.mean <= found.interval.high
    ranks = s.signed_ranks(before, after)
    assert ranks.p is None or 0 < ranks.p <= 1


@pytest.mark.parametrize("ask", [s.mean, s.median, s.deviation, s.theil_sen])
def test_too_few_values_are_refused(ask: object) -> None:
    assert callable(ask)
    with pytest.raises(ValueError, match="at least"):
        ask([])


def test_too_many_deals_are_refused() -> None:
    with pytest.raises(ValueError, match="155117520"):
        s.permutation_p(range(15), range(15))


def test_what_is_no_scale_is_refused() -> None:
    for sd, r in ((0, 0.8), (1, 1)):
        with pytest.raises(ValueError, match=r"\("):
            s.reliable_change(1, 2, sd, r)
    with pytest.raises(ValueError, match=r"\("):
        s.nap_interval(1.2, 3, 3)
    with pytest.raises(ValueError, match=r"\("):
        s.wilson(3, 2)

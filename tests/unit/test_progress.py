"""What may be said of what someone did and answered."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcompassion_desktop.core import progress as says
from selfcompassion_desktop.core.measure import Phase, Reliability
from selfcompassion_desktop.core.progress import Pair, Point, Sides

TODAY = date(2026, 11, 25)
SUNDAY = 6


def ago(*days: int) -> set[date]:
    return {TODAY - timedelta(days=n) for n in days}


def pairs(*both: tuple[int, int]) -> list[Pair]:
    return [Pair(TODAY, before, after) for before, after in both]


def test_days_are_counted_and_not_chained() -> None:
    assert says.lately(ago(0, 1, 5, 9, 13, 14), TODAY) == "5 of the last 14 days"
    assert says.lately(set(), TODAY) == "A rest in the last 14 days"


@pytest.mark.parametrize(
    ("practised", "back"),
    [(set(), False), (ago(0), False), (ago(13), False), (ago(14), True), (ago(0, 14), True), (ago(1, 30), False)],
)
def test_after_two_weeks_away_one_is_welcomed(practised: set[date], back: bool) -> None:
    assert says.is_back(practised, TODAY) is back


# case CI03
def test_a_week_begins_where_the_locale_says() -> None:
    minutes = {date(2021, 11, 14): 5.0, date(2021, 11, 15): 3.0}
    german = says.weeks(minutes, date(2021, 11, 15))
    assert [(week.iso, week.minutes) for week in german] == [("2021-W45", 5.0), ("2021-W46", 3.0)]
    (american,) = says.weeks(minutes, date(2021, 11, 15), SUNDAY)
    assert (american.first, american.minutes, american.iso) == (date(2021, 11, 14), 8.0, "")


# case CI04
def test_the_week_across_new_year_is_one_week() -> None:
    days = {date(2026, 12, 26) + timedelta(days=n): 1.0 for n in range(11)}
    assert len(days) == 11
    found = says.weeks(days, date(2027, 1, 5))
    assert [(week.iso, week.minutes) for week in found] == [("2026-W52", 2.0), ("2026-W53", 7.0), ("2027-W01", 2.0)]


# case CI02
def test_empty_weeks_between_are_there_too() -> None:
    found = says.weeks({TODAY - timedelta(days=395): 10.0}, TODAY)
    assert len(found) == 58
    assert sum(week.minutes for week in found) == 10
    assert says.weeks({}, TODAY) == ()


@given(st.dictionaries(st.dates(), st.floats(0, 600), max_size=20), st.integers(0, 6))
def test_no_minute_is_lost_between_weeks(minutes: dict[date, float], begins: int) -> None:
    recent = {day: n for day, n in minutes.items() if 1990 < day.year < 2100}
    found = says.weeks(recent, TODAY, begins)
    assert sum(week.minutes for week in found) == pytest.approx(sum(recent.values()))
    assert all(week.first.weekday() == begins for week in found)


def test_once_or_twice_the_ratings_stand_for_themselves() -> None:
    assert "nothing to compare" in says.pairs_in_words([])
    assert says.pairs_in_words(pairs((7, 4))).startswith("Once: 7 before and 4 after.")
    assert says.pairs_in_words(pairs((7, 4), (6, 6))).startswith("Twice: 7 before and 4 after; 6 before and 6 after.")


def test_below_five_there_are_too_few_to_say() -> None:
    said = says.pairs_in_words(pairs((7, 4), (6, 6), (8, 5)))
    assert said == "Three times. Usually lower afterwards; once the same. Too few to say more."


def test_from_five_on_it_is_rough() -> None:
    said = says.pairs_in_words(pairs((6, 4), (7, 5), (5, 5), (8, 6), (6, 3), (7, 6)))
    assert said.startswith(
        "Six times. Usually lower afterwards; once the same. "
        "On average about 1.7 lower; somewhere between 0.6 and 2.8 lower. Rough:"
    )
    assert "may be none" in says.pairs_in_words(pairs((6, 7), (7, 5), (5, 5), (4, 6), (6, 5)))
    assert "Higher afterwards each time" in says.pairs_in_words(pairs(*[(3, 5)] * 5))
    assert "Twice lower, twice higher, once the same afterwards" in says.pairs_in_words(
        pairs((6, 7), (7, 5), (5, 5), (4, 6), (6, 5))
    )


def test_one_answer_each_is_told_and_no_more() -> None:
    said = says.compared(Sides((7,), (4,)))
    assert said.startswith("7 before, 4 after.")
    assert "more cannot be said" in said


def test_a_reliable_difference_is_named_and_so_is_one_that_is_not() -> None:
    measure = Reliability(7.5, 0.8, "a source")
    assert "15 is more than the 9.3" in says.compared(Sides((47.5,), (32.5,)), measure)
    assert "5 is within the 9.3" in says.compared(Sides((47.5,), (42.5,)), measure)
    assert "Rough" in says.compared(Sides((47.5,), (32.5,)), measure)


def test_sides_of_three_are_compared_and_called_too_few() -> None:
    said = says.compared(Sides((7, 8, 7, 9), (3, 2, 4)))
    assert said.startswith("From about 7½ before to about 3 after.")
    assert "The later is lower in about 100 of 100 pairs" in said
    assert "54 to 100 would fit too" in said
    assert "Too few to say." in said


def test_with_enough_values_chance_is_still_named() -> None:
    said = says.compared(Sides((20, 20, 26, 25, 22, 23), (28, 25, 24, 27, 30, 30, 29)))
    assert "The later is higher in about 92 of 100 pairs" in said
    assert "60 to 99 would fit" in said
    assert "Too few" not in said
    assert said.endswith(says.ROUGH)


def test_a_course_is_told_in_one_paragraph() -> None:
    said = says.together(
        [("Pain", Sides((7,), (5,)), None), ("Kindness", Sides((2, 3, 2, 4, 3), (5, 6, 5, 7, 6)), None)]
    )
    assert said.startswith("“Pain” 7 before, 5 after.\n“Kindness” From about 3 before to about 6 after.")
    assert said.count("Rough") == said.count("stand for themselves") == 1
    assert says.together([]) == ""


def test_what_cannot_be_told_is_said() -> None:
    said = says.compared(Sides((5,) * 5, (5,) * 5))
    assert said.startswith("About 5 before and after.")
    assert "It cannot be told whether anything changed" in said


def test_a_diary_is_compared_by_halves() -> None:
    days = [Point(TODAY + timedelta(days=n), 7 - n / 2, Phase.DAILY) for n in range(14)]
    found = says.sides(days)
    assert found is not None
    assert (len(found.before), len(found.after)) == (7, 7)
    assert says.compared(found).startswith("From about 5½ in the first half to about 2 in the second half.")


def test_answers_before_and_after_come_first() -> None:
    asked = [Point(TODAY, 7, Phase.BEFORE), Point(TODAY, 5, Phase.WEEKLY), Point(TODAY, 4, Phase.AFTER)]
    assert says.sides(asked) == Sides((7,), (4,))
    assert says.sides(asked[:2]) is None
    assert says.sides([Point(TODAY, 3), Point(TODAY, 4)]) is None
    assert says.sides([]) is None
    assert says.sides([Point(TODAY + timedelta(days=n), 3, Phase.DAILY) for n in range(5)]) is None  # two in one half


values = st.lists(st.integers(0, 10).map(float), min_size=1, max_size=20)


# case CI02
@given(values, values)
def test_whatever_is_answered_can_be_told_without_a_verdict(before: list[float], after: list[float]) -> None:
    said = says.compared(Sides(tuple(before), tuple(after)))
    told = says.points_in_words([Point(TODAY, value) for value in before])
    for word in ("better", "worse", "improve", "score", "should", "!"):
        assert word not in f"{said} {told}"
    if min(len(before), len(after)) >= says.COMPARED:
        assert "Rough" in said


def test_twenty_thousand_values_are_told() -> None:  # case CI02
    many = [Point(TODAY, float(n % 11)) for n in range(20_000)]
    assert says.points_in_words(many) == "20000 answers: the lowest 0, the highest 10, the last 1."
    both = Sides(tuple(p.value for p in many), tuple(p.value for p in many))
    assert "50 of 100 pairs" in says.compared(both)

"""Months in weeks, and the way from day to day."""

from __future__ import annotations

from datetime import date

import pytest

from selfcompassion_desktop.core.months import Month, month_moved, moved


def test_a_month_is_shown_in_weeks_of_seven_and_holds_each_of_its_days_once() -> None:
    weeks = Month(2026, 11).weeks()
    assert {len(week) for week in weeks} == {7}
    assert [day for week in weeks for day in week if day] == [date(2026, 11, n) for n in range(1, 31)]
    assert weeks[0] == (None,) * 6 + (date(2026, 11, 1),)


def test_a_week_begins_as_it_does_where_one_lives() -> None:
    assert Month(2026, 11).weeks(6)[0][0] == date(2026, 11, 1)  # a Sunday
    assert Month(2026, 11).weeks(5)[0] == (None, *[date(2026, 11, n) for n in range(1, 7)])


# case JR34
@pytest.mark.parametrize("day", [date.min, date(1900, 1, 1), date(2024, 2, 29), date(2100, 12, 31), date.max])
def test_days_far_away_have_a_month_like_any_other(day: date) -> None:
    month = Month.of(day)
    assert [day for week in month.weeks() for day in week if day][day.day - 1] == day
    assert month.first <= day <= month.last
    assert month.moved(0) == month


# case JR34
def test_the_29th_of_february_is_in_every_fourth_year_but_not_in_1900_nor_in_2100() -> None:
    assert [Month(year, 2).last.day for year in (1900, 2000, 2023, 2024, 2100)] == [28, 29, 28, 29, 28]


def test_a_month_further_is_the_same_day_or_the_last_one() -> None:
    assert month_moved(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert month_moved(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert month_moved(date(2026, 1, 15), -1) == date(2025, 12, 15)


# case JR34
def test_the_way_ends_at_the_first_and_at_the_last_day_there_is() -> None:
    assert moved(date(1, 1, 3), -7) == date.min
    assert moved(date.max, 1) == date.max
    assert month_moved(date(1, 1, 15), -1) == date(1, 1, 15)
    assert Month(9999, 12).moved(12) == Month(9999, 12)

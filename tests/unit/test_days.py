"""Which day something belongs to."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from selfcompassion_desktop.core.days import day_of, lately, turn_of

BERLIN = ZoneInfo("Europe/Berlin")
TUESDAY = date(2026, 11, 24)


def at(text: str, zone: ZoneInfo = BERLIN) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("moment", "turns_at", "day"),
    [
        ("2026-11-25T00:20", "03:00", TUESDAY),  # case CI05
        ("2026-11-25T02:59:59", "03:00", TUESDAY),
        ("2026-11-25T03:00", "03:00", date(2026, 11, 25)),
        ("2026-11-25T00:40", "04:00", TUESDAY),
        ("2026-11-25T00:00", "00:00", date(2026, 11, 25)),
        ("2026-01-01T01:00", "04:00", date(2025, 12, 31)),
        ("2024-03-01T01:00", "04:00", date(2024, 2, 29)),
        ("0001-01-01T01:00", "04:00", date(1, 1, 1)),
    ],
)
def test_a_day_turns_when_the_person_says(moment: str, turns_at: str, day: date) -> None:
    assert day_of(at(moment), turns_at) == day


def test_summer_time_begins_and_ends_without_a_lost_or_doubled_day() -> None:  # case CI05
    for first in (datetime(2026, 3, 27, 11, tzinfo=UTC), datetime(2026, 10, 23, 11, tzinfo=UTC)):
        hours = [(first + timedelta(hours=hour)).astimezone(BERLIN) for hour in range(96)]
        days = [day_of(hour) for hour in hours]
        assert days == sorted(days)
        assert {later - earlier for earlier, later in pairwise(days)} == {
            timedelta(),
            timedelta(days=1),
        }


def test_a_change_of_zone_moves_no_day_that_is_kept() -> None:  # case CI05
    kept = {day_of(at("2026-11-23T08:00")), day_of(at("2026-11-24T23:30"))}
    tokyo = at("2026-11-25T09:00", ZoneInfo("Asia/Tokyo"))

    assert lately(kept, day_of(tokyo), 3) == (True, True, False)


def test_the_day_before_is_never_held_against_one() -> None:  # case CI05
    kept = {day_of(at("2026-11-23T08:00"))}
    assert sum(lately(kept, day_of(at("2026-11-24T20:00"), "03:00"), 14)) == 1
    kept.add(day_of(at("2026-11-25T00:20"), "03:00"))
    assert sum(lately(kept, TUESDAY, 14)) == 2


@pytest.mark.parametrize("text", ["", "4:00", "24:00", "04:60", "04:00 ", "four", "04-00", "٠٤:٠٠"])
def test_what_is_no_time_of_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=text or "^$"):
        turn_of(text)

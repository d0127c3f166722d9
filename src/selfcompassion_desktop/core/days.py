"""The day that something belongs to, and on which days something was practised.

A day is the person's own: it turns at an hour they set, by the clock on their wall. It is settled once, when
something begins, and kept; no change of zone or of summer time moves it afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from enum import Enum

TURNS_AT = "04:00"
"""When the day turns unless the person says otherwise."""

_HOUR = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")


def turn_of(turns_at: str) -> time:
    """The time of day for "HH:MM".

    Raises:
        ValueError: when it is no such time.
    """
    match = _HOUR.fullmatch(turns_at)
    if match is None:
        raise ValueError(turns_at)
    return time(int(match[1]), int(match[2]))


def day_of(now: datetime, turns_at: str = TURNS_AT) -> date:
    """The day that `now` (wall time) belongs to, where days turn at `turns_at` ("HH:MM")."""
    day = now.date()
    if now.time() >= turn_of(turns_at) or day == date.min:
        return day
    return day - timedelta(days=1)


def lately(practised: Collection[date], last: date, length: int) -> tuple[bool, ...]:
    """For each of the `length` days up to `last`, oldest first, whether it is among those practised."""
    return tuple(last - timedelta(days=back) in practised for back in reversed(range(length)))


class PartOfDay(Enum):
    """Which part of the day it is, for a greeting."""

    NIGHT = "night"
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


def part_of_day(now: datetime) -> PartOfDay:
    """The part of the day at `now`, by the clock on the wall."""
    if now.hour < 5:
        return PartOfDay.NIGHT
    if now.hour < 12:
        return PartOfDay.MORNING
    return PartOfDay.AFTERNOON if now.hour < 18 else PartOfDay.EVENING

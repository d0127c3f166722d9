"""Lengths by the clock on the wall: until half past seven."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

QUARTER = 15


def quarters(now: datetime, shortest: float, longest: float, most: int = 3) -> tuple[datetime, ...]:
    """The next full quarter-hours that lie at least `shortest` and at most `longest` seconds ahead.

    Args:
        now: aware wall time.
        shortest: seconds.
        longest: seconds.
        most: how many at most.
    """
    # Counted in UTC, so that the hour in which a clock is put forward or back is neither missed nor met twice.
    start = now.astimezone(UTC)
    first = start.replace(minute=start.minute // QUARTER * QUARTER, second=0, microsecond=0)
    found = list[datetime]()
    for count in range(1, round(longest // (QUARTER * 60)) + 2):
        moment = first + timedelta(minutes=QUARTER * count)
        if shortest <= (moment - start).total_seconds() <= longest:
            found.append(moment.astimezone(now.tzinfo))
    return tuple(found[:most])


def seconds_until(now: datetime, then: datetime) -> float:
    """Seconds from `now` to `then`, whatever the clocks on the wall do in between; never below zero."""
    return max(0.0, (then.astimezone(UTC) - now.astimezone(UTC)).total_seconds())

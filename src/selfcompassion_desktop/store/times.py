"""Instants as the store keeps them: whole microseconds since 1970 in UTC, for any year from 1 to 9999."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ..core.errors import Trouble

EPOCH = datetime(1970, 1, 1)
_MICROSECOND = timedelta(microseconds=1)


def microseconds(moment: datetime) -> int:
    """The instant of an aware time."""
    # Counted, not converted: the first hours of year 1 east of Greenwich have no datetime in UTC.
    offset = moment.utcoffset() or timedelta()
    return (moment.replace(tzinfo=None) - EPOCH - offset) // _MICROSECOND


def instant(count: int) -> datetime:
    """The aware time in UTC; at the very ends of the calendar, the nearest there is."""
    try:
        return (EPOCH + timedelta(microseconds=count)).replace(tzinfo=UTC)
    except OverflowError:
        return (datetime.min if count < 0 else datetime.max).replace(tzinfo=UTC)


def wall(moment: datetime) -> str:
    """The wall time with its offset, to the second: 2026-11-25T18:12:03+01:00."""
    return moment.replace(microsecond=0).isoformat()


def zone(moment: datetime) -> str:
    """The zone's name: its IANA name where it has one."""
    return getattr(moment.tzinfo, "key", None) or moment.tzname() or ""


def moment_in(local: datetime, name: str) -> datetime:
    """The instant of a wall time in a zone. One that the clock leaps over in spring is the one an hour on.

    Raises:
        Trouble: when this machine does not know the zone.
    """
    try:
        known = ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Trouble(f"The time zone “{name[:80]}” is not known here; “Europe/Berlin” would be one.") from None
    return local.replace(tzinfo=known).astimezone(UTC)

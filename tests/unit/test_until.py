"""Lengths by the clock on the wall."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from selfcompassion_desktop.core.until import quarters, seconds_until

BERLIN = ZoneInfo("Europe/Berlin")


def test_the_next_quarters_that_leave_enough_time() -> None:
    now = datetime(2026, 11, 25, 7, 9, 30, tzinfo=BERLIN)
    assert [q.strftime("%H:%M") for q in quarters(now, 6 * 60, 40 * 60)] == ["07:30", "07:45"]


def test_none_where_none_fits() -> None:
    assert quarters(datetime(2026, 11, 25, 7, 1, tzinfo=BERLIN), 60, 600) == ()


def test_the_hour_that_comes_twice() -> None:
    now = datetime(2026, 10, 25, 2, 50, tzinfo=BERLIN)  # still summer time; at three it is two again
    (first, *_) = quarters(now, 60, 45 * 60)
    assert (first.strftime("%H:%M"), seconds_until(now, first)) == ("02:00", 600)


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)),
    st.floats(60, 1800),
    st.floats(0, 3600),
    st.sampled_from(["Europe/Berlin", "Asia/Kolkata", "America/St_Johns", "UTC"]),
)
def test_every_quarter_offered_can_be_kept(moment: datetime, shortest: float, more: float, zone: str) -> None:
    now = moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
    for quarter in quarters(now, shortest, shortest + more):
        assert shortest <= seconds_until(now, quarter) <= shortest + more
        assert quarter.astimezone(UTC).minute % 15 == 0


def test_a_time_gone_by_is_no_time_left() -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    assert seconds_until(now, now - timedelta(hours=1)) == 0

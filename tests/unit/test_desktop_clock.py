"""The system's clocks, and the zone that the person is in."""

from __future__ import annotations

from datetime import timedelta

import pytest

from selfcompassion_desktop.desktop import clock as under_test
from selfcompassion_desktop.desktop.clock import SystemClock, local_zone


def test_nothing_slept_is_nothing_and_never_less() -> None:
    clock = SystemClock()
    readings = [clock.asleep() for _ in range(2000)]
    assert min(readings) >= 0
    assert max(readings) - min(readings) < 1.0  # this machine did not sleep meanwhile


def test_a_program_held_up_between_two_clocks_has_not_slept(monkeypatch: pytest.MonkeyPatch) -> None:
    awake = iter((100.0, 103.0, 103.001))
    since_start = iter((103.0, 103.0005, 103.002))
    monkeypatch.setattr(under_test, "_awake", lambda: next(awake))
    monkeypatch.setattr(under_test, "_since_start", lambda: next(since_start))
    assert SystemClock().asleep() < 0.01


def test_monotonic_only_grows() -> None:
    clock = SystemClock()
    readings = [clock.monotonic() for _ in range(1000)]
    assert readings == sorted(readings)


@pytest.mark.parametrize(
    ("setting", "name"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        (":Europe/Berlin", "Europe/Berlin"),
        ("Asia/Tokyo", "Asia/Tokyo"),
        ("UTC", "UTC"),
        ("Nowhere/Land", "None"),
        ("CET-1CEST,M3.5.0,M10.5.0/3", "None"),
        ("../../etc/passwd", "None"),
        ("/usr/share/zoneinfo/Europe/Berlin", "None"),
        ("Europe", "None"),
        ("\udcff", "None"),
    ],
)
def test_the_zone_by_its_name_or_none(setting: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", setting)
    assert str(local_zone()) == name
    assert SystemClock().now().utcoffset() is not None


def test_summer_and_winter_in_the_same_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import datetime

    monkeypatch.setenv("TZ", "Europe/Berlin")
    zone = local_zone()
    assert datetime(2026, 7, 1, 12, tzinfo=zone).utcoffset() == timedelta(hours=2)
    assert datetime(2026, 12, 1, 12, tzinfo=zone).utcoffset() == timedelta(hours=1)


def test_whoever_travels_while_it_runs_is_in_the_new_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SystemClock()
    monkeypatch.setenv("TZ", "Europe/Berlin")
    before = clock.now()
    monkeypatch.setenv("TZ", "Asia/Kolkata")
    after = clock.now()
    assert (str(before.tzinfo), str(after.tzinfo)) == ("Europe/Berlin", "Asia/Kolkata")
    assert abs(after - before) < timedelta(minutes=1)

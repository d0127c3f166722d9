"""The system's clocks. Only this module reads them."""

from __future__ import annotations

import os
import sys
import time
from datetime import datetime, tzinfo
from pathlib import Path

# A program that is held up between its two clocks would take that for a sleep; it is not held up each time.
_READINGS = 3


class SystemClock:
    """`core.ports.clock.Clock` by this system's own clocks."""

    def monotonic(self) -> float:
        """Seconds that stand still while the machine sleeps."""
        return _awake()

    def now(self) -> datetime:
        """The wall clock's time in the person's zone, by its name where the system tells it."""
        return datetime.now(local_zone()).astimezone(local_zone())

    def asleep(self) -> float:
        """Seconds slept since the machine was started."""
        return min(_slept() for _ in range(_READINGS))


def _slept() -> float:
    awake = _awake()
    return max(0.0, _since_start() - awake)


def local_zone() -> tzinfo | None:
    """The zone the system is set to, by its IANA name; None where only its offset is known.

    It is asked each time: a laptop that travels changes zone while the program runs.
    """
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    name = _zone_name()
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _zone_name() -> str:
    if given := os.environ.get("TZ", "").lstrip(":"):
        return given
    try:
        target = str(Path("/etc/localtime").readlink())
    except OSError:
        return _debian_zone()
    return target.partition("zoneinfo/")[2]


def _debian_zone() -> str:
    try:
        return Path("/etc/timezone").read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


if sys.platform == "win32":
    import ctypes

    def _awake() -> float:
        ticks = ctypes.c_ulonglong()
        ctypes.windll.kernelbase.QueryUnbiasedInterruptTimePrecise(ctypes.byref(ticks))
        return ticks.value / 1e7

    def _since_start() -> float:
        ticks = ctypes.c_ulonglong()
        ctypes.windll.kernelbase.QueryInterruptTimePrecise(ctypes.byref(ticks))
        return ticks.value / 1e7

elif sys.platform == "darwin":
    # There, time.monotonic() stands still during sleep and CLOCK_MONOTONIC runs on.
    def _awake() -> float:
        return time.monotonic()

    def _since_start() -> float:
        return time.clock_gettime(time.CLOCK_MONOTONIC)

else:

    def _awake() -> float:
        return time.monotonic()

    def _since_start() -> float:
        return time.clock_gettime(time.CLOCK_BOOTTIME)

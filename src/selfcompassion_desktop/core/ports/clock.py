"""Time, as the one thing that reads it gives it out."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Promises three times that never contradict each other in what they are for."""

    def monotonic(self) -> float:
        """Seconds that only go forward, at the same pace for everyone, and stand still while the machine sleeps."""

    def now(self) -> datetime:
        """The wall clock's time, aware of the zone that the person is in."""

    def asleep(self) -> float:
        """Seconds that the machine has slept since it was started; grows by each sleep and by nothing else."""

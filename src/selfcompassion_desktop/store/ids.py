"""Names that no two things share, in the order they were given (UUIDv7, RFC 9562)."""

from __future__ import annotations

import os
import threading

from ..core.ports.clock import Clock
from .times import microseconds

_COUNTER = 12
_RANDOM = 62


class Ids:
    """Gives ids that grow, also within one millisecond and when the clock is set back.

    Safe from any thread.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._last = 0

    def new(self) -> str:
        """A new id, 36 characters."""
        moment = max(0, microseconds(self._clock.now())) // 1000 & ((1 << 48) - 1)
        with self._lock:
            # 48 bits of time and 12 bits of counter are one number that only grows.
            self._last = max(self._last + 1, moment << _COUNTER)
            time, counter = self._last >> _COUNTER, self._last & ((1 << _COUNTER) - 1)
        random = int.from_bytes(os.urandom(8)) >> (64 - _RANDOM)
        digits = f"{time << 80 | 7 << 76 | counter << 64 | 2 << 62 | random:032x}"
        return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))

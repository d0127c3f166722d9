"""A sound device made of nothing, whose every frame a test can look at afterwards."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from fakes import FakeClock
from selfcompassion_desktop.audio.device import CHANNELS, RING
from selfcompassion_desktop.audio.player import Player
from selfcompassion_desktop.audio.ring import Ring
from selfcompassion_desktop.core.ports.sound import Channel
from selfcompassion_desktop.core.timeline import RATE

_STEP = 0.01  # seconds of sound taken at a time, about what a real device takes
_WITHIN = 0.3 * RATE  # a tone that follows another by less is the same one


class FakeDevice:
    """`audio.device.Device` in step with a `FakeClock`, at `pace` frames for each that is due.

    Attributes:
        there: whether there is a device to be had.
        slow: seconds from opening until it takes frames.
        pace: its speed against the clock's.
        stalled: whether it takes nothing; like a real one it believes that it does.
        tape: what was played, mono, from the moment it was ready.
        times: for every piece of the tape, its first frame and the time it was played.
    """

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.there, self.slow, self.pace, self.stalled, self.gone = True, 0.0, 1.0, False, False
        self.volumes: dict[Channel, float] = {}
        self.openings = self.closings = 0
        self.rings: Mapping[Channel, Ring] = {}
        self.tape: NDArray[np.int16] = np.zeros(0, np.int16)
        self.times: list[tuple[int, float]] = []
        self._pieces: list[NDArray[np.int16]] = []
        self._frame = 0.0
        self._taken_at = self._opened_at = 0.0

    def open(self) -> bool:
        if self.there:
            self.openings += 1
            self.gone = False
            self._opened_at = self._taken_at = self.clock.monotonic()
        return self.there

    def ready(self) -> bool:
        if self.clock.monotonic() - self._opened_at < self.slow:
            return False
        self.rings = {c: Ring(np.zeros((RING, 2), np.int16), round(self._frame)) for c in CHANNELS}
        return True

    def time(self) -> tuple[int, float]:
        now = self.clock.monotonic()
        believed = self._frame + (now - self._taken_at) * RATE
        return round(believed), now

    def lost(self) -> bool:
        return self.gone

    def set_volume(self, channel: Channel, level: float) -> None:
        self.volumes[channel] = level

    def close(self) -> None:
        self.closings += 1
        self.rings = {}

    def pass_time(self, seconds: float) -> None:
        """Let the clock run, and play meanwhile."""
        end = self.clock.monotonic() + seconds
        while (left := end - self.clock.monotonic()) > 1e-9:
            step = min(_STEP, left)
            self._take(step)
            self.clock.pass_time(step)
            if not self.stalled:
                self._taken_at = self.clock.monotonic()

    def _take(self, seconds: float) -> None:
        if self.stalled:
            return
        first, self._frame = round(self._frame), self._frame + seconds * RATE * self.pace
        length = round(self._frame) - first
        sound = np.zeros(length, np.int32)
        if not self.gone:
            for ring in self.rings.values():
                sound += ring.read(first, length)[:, 0]
        self.times.append((first, self.clock.monotonic()))
        self._pieces.append(np.asarray(sound, np.int16))

    def forget(self) -> None:
        """Start the tape anew."""
        self._pieces.clear()
        self.times.clear()

    def rewound(self) -> NDArray[np.int16]:
        """All that was played so far."""
        self.tape = np.concatenate(self._pieces)
        return self.tape

    def heard_at(self) -> NDArray[np.float64]:
        """The times at which tones began, each after a silence."""
        loud = np.flatnonzero(np.abs(self.rewound().astype(np.int32)) > 8_000)
        frames = loud[np.concatenate(([True], np.diff(loud) > _WITHIN))] + self.times[0][0]
        firsts, times = np.array([f for f, _ in self.times]), np.array([t for _, t in self.times])
        piece = np.searchsorted(firsts, frames, "right") - 1
        return np.asarray(times[piece] + (frames - firsts[piece]) / RATE, np.float64)


def run(player: Player, device: FakeDevice, seconds: float, awake_every: float = 0.0) -> None:
    """Let a player work for a while, as its thread would; or only every so often, as a thread held up would."""
    end = device.clock.monotonic() + seconds
    while (left := end - device.clock.monotonic()) > 1e-9:
        wait = player.tick()
        device.pass_time(min(left, max(awake_every, left if wait is None else wait)))

"""A room to listen in: a player, a device made of nothing, and what was told."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from fake_device import FakeDevice, run
from fakes import FakeClock
from selfcompassion_desktop.audio.mixdown import blocks
from selfcompassion_desktop.audio.player import LATENCY, Player
from selfcompassion_desktop.core.ports.sound import SoundState
from selfcompassion_desktop.core.timeline import RATE, Timeline
from synthetic_clips import ToneClips, timeline


@dataclass
class Room:
    """A player, its device, and what it told."""

    clips: ToneClips = field(default_factory=ToneClips)
    states: list[SoundState] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.clock = FakeClock()
        self.device = FakeDevice(self.clock)
        self.player = Player(self.clips, self.clock, self.device, self.states.append, self.remarks.append)

    def warm(self) -> None:
        """The device is open and takes frames, as within a minute after anything was heard."""
        self.play(timeline(ToneClips(), 1, 0.1, bell=False))
        self.run(0.1)
        self.player.hush(0.0)
        self.run(5)
        self.states.clear()
        self.device.forget()
        self.clips.read_names.clear()

    def play(self, fitted: Timeline, position: int = 0) -> float:
        """Play from now on; the time at which position 0 is, or would have been."""
        now = self.clock.monotonic()
        self.player.play(fitted, position, now)
        return now - position / RATE

    def run(self, seconds: float, awake_every: float = 0.0) -> None:
        """Let time pass."""
        run(self.player, self.device, seconds, awake_every)

    def tape(self, begun: float, start: int, end: int) -> NDArray[np.int16]:
        """What was heard of the positions from `start` to `end`, on a device that never faltered."""
        frame = round((begun - self.device.times[0][1]) * RATE) + LATENCY
        return self.device.rewound()[frame + start : frame + end]


def mixed(fitted: Timeline, clips: ToneClips, soundscape: str = "") -> NDArray[np.int16]:
    """The mixdown, in the device's numbers."""
    return (np.concatenate(list(blocks(fitted, clips, soundscape=soundscape))) * 32_767).astype(np.int16)

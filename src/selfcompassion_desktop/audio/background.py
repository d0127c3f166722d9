"""What sounds behind a practice on a device: its soundscape, going on by itself whatever the practice does.

It is a stream of its own: a move within the practice changes nothing but how near its end is, and a pause lets
it go on from where it was. Whatever changes, what the ring holds melts into what it is to hold.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from ..core.errors import Trouble
from ..core.ports.clips import Clips
from ..core.sounds import RISE
from ..core.timeline import RATE
from .ring import Frames, Ring
from .soundscape import Loop, falling, rising

_AGES = round(RISE * RATE)


class Background:
    """Writes a soundscape into its ring.

    Args:
        clips: where soundscapes come from.
        tell: takes the one sentence about a soundscape that cannot be played.

    Attributes:
        sounding: whether it has begun and was not ended.
    """

    def __init__(self, clips: Clips, tell: Callable[[str], None]) -> None:
        self._clips = clips
        self._tell = tell
        self._name = ""
        self._loop: Loop | None = None
        self._stands = 0  # the loop's frame that sounds next, while nothing does
        self._origin = 0  # the frame at which the loop's first one stands
        self._began = 0  # the frame from which it comes up
        self._written = 0  # the frame up to which the ring holds what it is to hold
        self.sounding = False

    def choose(self, name: str) -> bool:
        """From now on it is this one, or none; whether that is another than before."""
        if name == self._name:
            return False
        self._name = name
        self.let_go()
        return True

    def let_go(self) -> None:
        """Hold no sound in memory."""
        self._loop, self._stands = None, 0

    def begin(self, frame: int) -> None:
        """Come up out of silence from a frame on."""
        self.sounding = True
        self._load()
        self._origin, self._began, self._written = frame - self._stands, frame, frame

    def rest(self, frame: int) -> None:
        """From a frame on nothing sounds; another time it goes on from here."""
        if self.sounding:
            self._stands = frame - self._origin
        self.sounding = False

    def write(self, ring: Ring, playhead: int, ahead: int, end: int) -> None:
        """Write up to frame `ahead`: some 15 ms for four seconds that were never decoded, a quarter for others.

        Args:
            ring: where.
            playhead: the first frame that can still be written.
            ahead: up to where it is wanted.
            end: the frame at which the practice ends.
        """
        if not self.sounding or self._loop is None:
            return
        if self._written < playhead:  # this thread was held up until the ring ran out
            self.rest(self._written)
            self.begin(playhead)
        if self._written < ahead:
            ring.write(self._written, self._sound(self._written, ahead, end))
            self._written = ahead

    def change(self, ring: Ring, start: int, length: int, end: int) -> None:
        """Another one was chosen: let what sounds melt into it, in `length` frames from `start` on."""
        self._load()
        self._origin, self._began = start, start - _AGES
        self.melt(ring, start, length, end)

    def melt(self, ring: Ring, start: int, length: int, end: int) -> None:
        """Let what the ring holds melt into what it is to hold, now that the practice ends at frame `end`."""
        share = np.linspace(0, 1, length, dtype=np.float32)[:, None]
        old = ring.read(start, length) * (1 - share)
        ring.write(start, (old + self._sound(start, start + length, end) * share).astype(np.int16))
        ring.clear(start + length, self._written)
        self._written = start + length

    def fade(self, ring: Ring, start: int, length: int, end: int) -> None:
        """Fade out in `length` frames from `start` on, and rest."""
        self.write(ring, start, start + length, end)
        share: NDArray[np.float32] = np.linspace(1, 0, length, dtype=np.float32)[:, None]
        ring.write(start, (ring.read(start, length) * share).astype(np.int16))
        ring.clear(start + length, self._written)
        self.rest(start + length)

    def _load(self) -> None:
        if not self._name or self._loop:
            return
        try:
            self._loop = Loop(self._clips.read_soundscape(self._name), self._name)
        except Trouble as trouble:
            self._tell(trouble.sentence)

    def _sound(self, start: int, end: int, over: int) -> Frames:
        """What is to sound from one frame to another, shape (frames, 2), where the practice is over at `over`."""
        length = end - start
        if self._loop is None:
            return np.zeros((length, 2), np.int16)
        level = rising(start - self._began, length) * falling(over - start, length)
        try:
            return (self._loop.read(start - self._origin, length) * level[:, None]).astype(np.int16)
        except Trouble as trouble:
            self._loop = None
            self._tell(trouble.sentence)
            return np.zeros((length, 2), np.int16)

"""A stretch of memory that a device plays round and round, and that is written ahead of where it plays.

The device reads it without asking anybody: no thread of this program has to be awake at the moment a sound
begins. Frames are counted from where the device began and never wrap; the ring wraps them.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Frames = NDArray[np.int16]


class Ring:
    """Args:
    memory: what the device plays, shape (frames, 2), all zero.
    origin: the frame that the device plays from the memory's start.
    """

    def __init__(self, memory: Frames, origin: int) -> None:
        self._memory = memory
        self._origin = origin

    @property
    def length(self) -> int:
        """Frames until the memory comes round again."""
        return len(self._memory)

    def write(self, start: int, sound: Frames) -> None:
        """Put `sound` from frame `start` on: for each side its own, shape (frames, 2), or mono, shape (frames,)."""
        sides = sound if sound.ndim == 2 else sound[:, None]
        for piece, offset in self._pieces(start, len(sound)):
            self._memory[piece] = sides[offset : offset + piece.stop - piece.start]

    def read(self, start: int, length: int) -> Frames:
        """What is written, shape (length, 2)."""
        found = np.empty((length, 2), np.int16)
        for piece, offset in self._pieces(start, length):
            found[offset : offset + piece.stop - piece.start] = self._memory[piece]
        return found

    def clear(self, start: int, end: int) -> None:
        """Make the frames from `start` to `end` silent."""
        for piece, _ in self._pieces(start, max(0, end - start)):
            self._memory[piece] = 0

    def _pieces(self, start: int, length: int) -> Iterator[tuple[slice, int]]:
        """Where `length` frames from `start` lie in the memory, each with its offset from `start`."""
        done = 0
        while done < length:
            at = (start + done - self._origin) % self.length
            size = min(length - done, self.length - at)
            yield slice(at, at + size), done
            done += size

"""A soundscape: a loop that is decoded once, a piece at a time, and how loud it is along a practice."""

from __future__ import annotations

import io

import numpy as np
import soundfile
from numpy.typing import NDArray

from ..core.errors import Trouble
from ..core.sounds import FALL, RISE
from ..core.timeline import RATE
from .ring import Frames


class Loop:
    """Sound that goes round without an end, for two ears.

    It is held as 16-bit frames, 14 MB for 72 seconds, and is decoded no further than it was asked for.

    Args:
        data: a whole sound file at 48 kHz, of one channel or two.
        name: what the person knows it by.

    Raises:
        Trouble: when it is no sound, holds none, or is at another rate.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        try:
            self._file = soundfile.SoundFile(io.BytesIO(data))
        except soundfile.LibsndfileError:
            raise self._trouble() from None
        if self._file.samplerate != RATE or not self._file.frames:
            raise self._trouble()
        self._sound: Frames = np.zeros((self._file.frames, 2), np.int16)
        self._decoded = 0

    @property
    def length(self) -> int:
        """Frames until it comes round again."""
        return len(self._sound)

    def read(self, start: int, length: int) -> Frames:
        """`length` frames from `start` on, shape (length, 2); `start` may lie in any round.

        Raises:
            Trouble: when the file is damaged there.
        """
        found = np.empty((length, 2), np.int16)
        done = 0
        while done < length:
            at = (start + done) % self.length
            size = min(length - done, self.length - at)
            self._decode(at + size)
            found[done : done + size] = self._sound[at : at + size]
            done += size
        return found

    def _decode(self, end: int) -> None:
        if end <= self._decoded:
            return
        try:
            piece = self._file.read(end - self._decoded, dtype="int16", always_2d=True)
        except soundfile.LibsndfileError:
            raise self._trouble() from None
        if len(piece) < end - self._decoded:
            raise self._trouble()
        self._sound[self._decoded : end] = piece
        self._decoded = end

    def _trouble(self) -> Trouble:
        return Trouble(f"The soundscape “{self._name}” cannot be played; the practice goes on without it.")


def rising(start: int, length: int) -> NDArray[np.float32]:
    """How loud a soundscape is from `start` on, counted from where it began: it comes up gently."""
    return _within(np.arange(start, start + length, dtype=np.float32) / np.float32(RISE * RATE))


def falling(left: int, length: int) -> NDArray[np.float32]:
    """How loud it is where `left` frames of the practice are left: it goes before the end."""
    return _within(np.arange(left, left - length, -1, dtype=np.float32) / np.float32(FALL * RATE))


def _within(level: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(np.clip(level, 0, 1), np.float32)

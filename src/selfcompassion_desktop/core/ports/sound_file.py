"""Sound files, as taking a practice along needs them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from ..timeline import Timeline


class SoundFiles(Protocol):
    """Promises a file that is whole and exactly as long as its timeline, or none at all."""

    def write(
        self, timeline: Timeline, file: str, soundscape: str, volume: float, progress: Callable[[float], bool]
    ) -> None:
        """Write the sound of a timeline to `file`, in the format that its ending names: wav, flac, ogg or mp3.

        Args:
            timeline: what is said when.
            file: where to; an older file of that name stands until the new one is whole.
            soundscape: what sounds behind it; empty for nothing.
            volume: the soundscape's loudness, 0 to 1.
            progress: told the part done, 0 to 1; returns False to end it, and nothing is left behind.

        Raises:
            Trouble: when it cannot be written, was ended, or a recording cannot be read.
        """

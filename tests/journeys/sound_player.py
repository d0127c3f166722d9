"""Plays made-up lines through the real speaker, from a thread that stalls; run by `test_sound.py` on its own."""

from __future__ import annotations

import sys

import numpy as np
from numpy.typing import NDArray

from selfcompassion_desktop.core.practice import Line
from selfcompassion_desktop.core.timeline import Timeline
from synthetic_clips import CLIP_RATE, ToneClips, timeline
from tools import listen


class HissClips(ToneClips):
    """Lines of noise, each its own: a tone is like itself at every wave, and tells its place badly."""

    def sound(self, line: Line) -> NDArray[np.float32]:
        made = np.random.default_rng(round(self.pitch(line)))
        return 0.1 * made.standard_normal(CLIP_RATE * 4 // 5).astype(np.float32)


def practice() -> tuple[Timeline, ToneClips]:
    clips = HissClips()
    return timeline(clips, 14, 0.5), clips


if __name__ == "__main__":
    listen.play(*practice(), sys.argv[1])

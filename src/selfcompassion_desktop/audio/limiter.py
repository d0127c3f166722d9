"""Keeps two sounds that are loud at one moment from being louder together than a file can hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

import numpy as np

from ..core.timeline import RATE
from .decode import Samples

CEILING = float(10 ** (-1.5 / 20))
"""−1.5 dBFS: half a decibel is left for what MP3 and Vorbis add."""

_REACH = RATE // 100  # samples to each side in which it is turned down and up again: too gentle to be heard
_CONTEXT = 2 * _REACH


def limited(sound: Iterable[Samples]) -> Iterator[Samples]:
    """The same blocks, turned down around every sample that is above `CEILING`, and untouched elsewhere.

    No sample comes out above it, and none later or earlier than it came in. Every block but the last is at
    least 20 ms long.
    """
    past, current = np.zeros(_CONTEXT, np.float32), None
    for following in chain(sound, (np.zeros(0, np.float32),)):
        if current is not None:
            future = np.pad(following[:_CONTEXT], (0, max(0, _CONTEXT - len(following))))
            yield _turned_down(np.concatenate((past, current, future)))
            past = np.concatenate((past, current))[-_CONTEXT:]
        current = following


def _turned_down(whole: Samples) -> Samples:
    """A block that stands between its context on both sides."""
    block, size = whole[_CONTEXT:-_CONTEXT], np.abs(whole)
    if size.max() <= CEILING:
        return block
    ceiling = np.float32(CEILING)
    needed = _least(np.asarray(ceiling / np.maximum(size, ceiling), np.float32), 2 * _REACH + 1)
    total = np.cumsum(np.concatenate(([0.0], needed)), dtype=np.float64)
    smooth = (total[2 * _REACH + 1 :] - total[: -2 * _REACH - 1]) / (2 * _REACH + 1)
    return np.asarray(block * smooth, np.float32)


def _least(values: Samples, width: int) -> Samples:
    """The least of every `width` values that follow each other, by doubling."""
    reach = 1
    while reach < width:
        step = min(reach, width - reach)
        values = np.minimum(values[:-step], values[step:])
        reach += step
    return values

"""Sound at one rate → the same sound at another, by windowed-sinc interpolation.

The filter is a sinc under a Kaiser window (J. F. Kaiser and R. W. Schafer, "On the use of the I0-sinh window
for spectrum analysis", 1980), split into one short filter for each place that an output sample can fall between
two input samples (polyphase). From 24 to 48 kHz every other output is an input sample, untouched.
"""

from __future__ import annotations

from functools import lru_cache
from math import gcd

import numpy as np
from numpy.typing import NDArray

_HALF = 32  # input samples on each side that an output sample is made of
_BETA = 9.0  # about 90 dB between what is kept and what is left out
_ROWS = 16_384  # outputs of one phase made at a time, so that memory stays small


def resampled(sound: NDArray[np.float32], old: int, new: int) -> NDArray[np.float32]:
    """`sound`, shape (samples,), at rate `old` → at rate `new`, in Hz.

    It is floor(samples · new / old) long and begins where it began: there is no delay.
    """
    if old == new:
        return sound
    up, down = new // gcd(old, new), old // gcd(old, new)
    filters, reach = _filters(up, down)
    padded = np.concatenate((np.zeros(reach - 1, np.float32), sound, np.zeros(reach + down, np.float32)))
    out = np.empty(len(sound) * up // down, np.float32)
    for phase in range(up):
        target = out[phase::up]
        _fill(target, padded[phase * down // up :], down, filters[phase])
    return out


def _fill(target: NDArray[np.float32], source: NDArray[np.float32], step: int, taps: NDArray[np.float32]) -> None:
    """target[i] = Σ source[i · step + t] · taps[t]"""
    for at in range(0, len(target), _ROWS):
        rows = target[at : at + _ROWS]
        needed = source[at * step : (at + len(rows) - 1) * step + len(taps)]
        if step == 1:
            rows[:] = np.convolve(needed, taps[::-1], "valid")
        else:
            rows[:] = np.lib.stride_tricks.sliding_window_view(needed, len(taps))[::step] @ taps


@lru_cache(maxsize=4)
def _filters(up: int, down: int) -> tuple[NDArray[np.float32], int]:
    """One filter for each phase, shape (up, 2 · reach), and its reach to each side in input samples."""
    cutoff = min(1.0, up / down)
    reach = int(np.ceil(_HALF / cutoff))
    between = (np.arange(up) * down % up / up)[:, None]
    distance = np.arange(1 - reach, reach + 1)[None, :] - between
    window = np.i0(_BETA * np.sqrt(np.clip(1 - (distance / reach) ** 2, 0, None))) / np.i0(_BETA)
    taps = cutoff * np.sinc(cutoff * distance) * window
    return (taps / taps.sum(axis=1, keepdims=True)).astype(np.float32), reach

"""From what the model speaks to a clip: sentences, trimmed edges, fades, and the silence between sentences."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from .model import RATE, Samples

# Unhurried: the trimmed lines alone run at three words a second, which is brisk for someone in pain.
BETWEEN_SENTENCES = 0.5
FADE = 0.010

# Kokoro's own floor lies between −70 and −80 dBFS and the softest end of an “f” or “th” above −60.
_SPOKEN_ABOVE = -63.0
_BEFORE, _AFTER = 0.020, 0.050
_FRAME = RATE // 200

# Spoken alone, a short sentence begins with a smear (“It's still here”, a recogniser hears). Spoken after another
# sentence it does not; so this one is spoken before it and cut off in the pause between them.
LEAD_IN = "Let us go on here."
_SHORT = 10
_PAUSE = 0.1

_SENTENCE_END = re.compile(r"(?<=[.!?…])([\"”’)\]]*)\s+(?=[\"“‘(\[]*[^\Wa-z_])")


def sentences(source: str) -> tuple[str, ...]:
    """The sentences of a line, pronunciation marks kept. A small letter after a full stop goes on with the sentence."""
    parts, at = list[str](), 0
    for end in _SENTENCE_END.finditer(source):
        parts.append(source[at : end.end(1)])
        at = end.end()
    return (*parts, source[at:])


def clip(source: str, speak: Callable[[str], Samples]) -> Samples:
    """One line as a clip, before its level is set."""
    gap = np.zeros(round(BETWEEN_SENTENCES * RATE), np.float32)
    spoken = [faded(trimmed(_said(sentence, speak))) for sentence in sentences(source)]
    joined = [spoken[0]]
    for part in spoken[1:]:
        joined += [gap, part]
    return np.concatenate(joined)


def _said(sentence: str, speak: Callable[[str], Samples]) -> Samples:
    if len(sentence.split()) >= _SHORT:
        return speak(sentence)
    return after_pause(speak(f"{LEAD_IN} {sentence}"))


def after_pause(samples: Samples) -> Samples:
    """What is spoken after the first pause.

    Raises:
        ValueError: when it is spoken without one.
    """
    spoken = np.flatnonzero(levels(samples) > _SPOKEN_ABOVE + 10)
    pauses = np.flatnonzero(np.diff(spoken) * _FRAME > _PAUSE * RATE)
    if not len(pauses):
        raise ValueError("No pause was heard after the sentence that leads in.")
    first = pauses[0]
    return samples[(spoken[first] + spoken[first + 1]) // 2 * _FRAME :]


def levels(samples: Samples) -> NDArray[np.float64]:
    """The RMS level in dBFS of each 5 ms."""
    count = len(samples) // _FRAME
    frames = samples[: count * _FRAME].reshape(count, _FRAME).astype(np.float64)
    return np.asarray(20 * np.log10(np.sqrt(np.mean(frames**2, axis=1)) + 1e-9))


def trimmed(samples: Samples) -> Samples:
    """`samples` without the silence around, a breath of it kept.

    Raises:
        ValueError: when nothing is spoken at all.
    """
    spoken = np.flatnonzero(levels(samples) > _SPOKEN_ABOVE)
    if not len(spoken):
        raise ValueError("The model spoke nothing.")
    start = spoken[0] * _FRAME - round(_BEFORE * RATE)
    end = (spoken[-1] + 1) * _FRAME + round(_AFTER * RATE)
    return samples[max(0, start) : end]


def faded(samples: Samples) -> Samples:
    """`samples` rising from and falling to nothing within 10 ms."""
    out, n = samples.copy(), round(FADE * RATE)
    rise = (0.5 - 0.5 * np.cos(np.pi * np.arange(n) / n)).astype(np.float32)
    out[:n] *= rise
    out[-n:] *= rise[::-1]
    return out


def limited(samples: Samples, ceiling: float) -> Samples:
    """`samples` with no peak above `ceiling` dBFS; the gain bends down and back over 5 ms, and is 1 elsewhere."""
    highest, reach = 10 ** (ceiling / 20), round(0.005 * RATE)
    if np.max(np.abs(samples)) <= highest:
        return samples
    needed = np.minimum(1.0, highest / np.maximum(np.abs(samples), 1e-9))
    lowest = sliding_window_view(np.pad(needed, 2 * reach, constant_values=1.0), 2 * reach + 1).min(axis=1)
    bend = np.hanning(2 * reach + 3)[1:-1]
    gain = np.convolve(lowest, bend / bend.sum(), mode="valid")
    return (samples * gain).astype(np.float32)


def longest_silence(samples: Samples) -> float:
    """The longest stretch within a clip in which nothing is spoken, in seconds."""
    spoken = np.flatnonzero(levels(samples) > _SPOKEN_ABOVE + 5)
    return float(np.max(np.diff(spoken), initial=1) - 1) * _FRAME / RATE


def decibels(value: float) -> float:
    """An amplitude in dBFS."""
    return float(20 * np.log10(max(value, 1e-9)))


def peak(clips: Sequence[Samples]) -> float:
    """The highest sample of all clips, in dBFS."""
    return decibels(max(float(np.max(np.abs(c))) for c in clips))


def loudness(clips: Sequence[Samples]) -> float:
    """The integrated loudness of all clips one after the other, in LUFS (ITU-R BS.1770)."""
    import pyloudnorm

    together = np.concatenate(clips).astype(np.float64)
    # The measure needs one block of 0.4 s; a single short word is measured within silence, which it gates out.
    padded = np.pad(together, (0, max(0, RATE - len(together))))
    return float(pyloudnorm.Meter(RATE).integrated_loudness(padded))

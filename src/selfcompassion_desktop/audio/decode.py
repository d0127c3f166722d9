"""Encoded sound → samples at 48 kHz, the one way for the player, the file and the checks.

Sound is mono float32 between -1 and 1; what is recorded in more channels is their mean. The length of a sound
is what its decoder gives: a header may be wrong, and for a variable-bitrate MP3 without one it often is.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import numpy as np
import soundfile
from numpy.typing import NDArray

from ..core.errors import Trouble
from ..core.timeline import RATE
from .mp3 import with_true_length
from .resample import resampled

Samples = NDArray[np.float32]
"""Mono sound, shape (samples,), at 48 kHz unless a rate is named beside it."""

_CHUNK = 65_536


def decode(data: bytes, name: str) -> Samples:
    """The sound in `data`, at 48 kHz.

    Args:
        data: a whole sound file: WAV, FLAC, Ogg Vorbis, Opus or MP3.
        name: what the person knows the recording by.

    Raises:
        Trouble: when it is no sound, or holds none; the sentence names it.
    """
    rate, chunks = _opened(data, name)
    parts = list(chunks)
    if not parts:
        raise _not_sound(name)
    return resampled(np.concatenate(parts), rate, RATE)


def true_length(data: bytes, name: str) -> int:
    """How long the sound in `data` is, in samples at 48 kHz, found by decoding it in constant memory.

    Raises:
        Trouble: as for `decode`.
    """
    rate, chunks = _opened(data, name)
    frames = sum(len(chunk) for chunk in chunks)
    if not frames:
        raise _not_sound(name)
    return frames * RATE // rate


def fitted(sound: Samples, length: int) -> Samples:
    """`sound` cut, or followed by silence, to exactly `length` samples."""
    if len(sound) >= length:
        return sound[:length]
    return np.concatenate((sound, np.zeros(length - len(sound), np.float32)))


def _opened(data: bytes, name: str) -> tuple[int, Iterator[Samples]]:
    try:
        file = soundfile.SoundFile(io.BytesIO(data))
        if file.format == "MP3":
            file = soundfile.SoundFile(io.BytesIO(with_true_length(data)))
    except soundfile.LibsndfileError:
        raise _not_sound(name) from None
    return file.samplerate, _chunks(file, name)


def _chunks(file: soundfile.SoundFile, name: str) -> Iterator[Samples]:
    with file:
        while True:
            try:
                chunk = file.read(_CHUNK, dtype="float32", always_2d=True)
            except soundfile.LibsndfileError:
                raise _not_sound(name) from None
            if not len(chunk):
                return
            yield chunk[:, 0] if chunk.shape[1] == 1 else chunk.mean(axis=1)


def _not_sound(name: str) -> Trouble:
    return Trouble(f"“{name}” is not a playable sound file; it is passed over, and its words are shown.")

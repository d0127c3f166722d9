"""Struck bowls, synthesised: `.venv-voice/bin/python tools/bells.py`.

A bowl rings in a few partials that are not harmonic. It is never quite round, so each partial is a pair a fraction of
a hertz apart, and their slow beating is what makes the tone breathe. Higher partials are weaker and die sooner.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))

from voice.model import Samples
from voice.scripts import ROOT
from voice.store import read, write

RATE = 48_000
SECONDS = 9.0
FOLDER = ROOT / "assets" / "audio" / "bells"

# The loudest 0.4 s, in LUFS: a little under the voice's −20.
LOUDEST = -23.0
_END_FADE = 1.5
_COMPRESSION = 0.4


@dataclass(frozen=True, slots=True)
class Partial:
    """One mode of a bowl.

    Attributes:
        ratio: its frequency against the lowest.
        level: its amplitude against the lowest.
        beat: how far apart its two tones are, in Hz.
        decay: the time in seconds in which it falls by 60 dB.
    """

    ratio: float
    level: float
    beat: float
    decay: float


@dataclass(frozen=True, slots=True)
class Bell:
    """One bell.

    Attributes:
        lowest: the frequency of its lowest partial, in Hz.
        attack: how long a soft mallet takes to raise the tone, in seconds.
    """

    lowest: float
    attack: float
    partials: tuple[Partial, ...]


# Ratios near those of measured bronze bowls: about n² for a thin shell, drawn together by its thickness.
BELLS = {
    "bowl": Bell(
        lowest=220.0,
        attack=0.018,
        partials=(
            Partial(1.00, 1.00, 0.55, 11.0),
            Partial(2.71, 0.52, 0.80, 7.5),
            Partial(4.98, 0.20, 1.30, 4.4),
            Partial(7.72, 0.075, 1.90, 2.6),
            Partial(10.9, 0.028, 2.60, 1.5),
        ),
    ),
    "deep-bowl": Bell(
        lowest=138.6,
        attack=0.030,
        partials=(
            Partial(1.00, 0.90, 0.38, 12.0),
            Partial(2.76, 0.62, 0.55, 9.0),
            Partial(5.12, 0.22, 0.90, 5.2),
            Partial(8.05, 0.070, 1.40, 3.0),
            Partial(11.4, 0.020, 2.00, 1.6),
        ),
    ),
    "chime": Bell(
        lowest=587.3,
        attack=0.008,
        partials=(
            Partial(1.00, 1.00, 0.70, 7.5),
            Partial(2.76, 0.34, 1.10, 4.0),
            Partial(5.40, 0.10, 1.70, 2.0),
            Partial(8.93, 0.025, 2.40, 1.0),
        ),
    ),
}


def strike(bell: Bell) -> Samples:
    """One stroke, shape (432000,) at 48 kHz: begins and ends in silence, not yet levelled."""
    time = np.arange(round(SECONDS * RATE)) / RATE
    ring = np.zeros_like(time)
    for number, partial in enumerate(bell.partials):
        ring += partial.level * np.exp(-np.log(1000) * time / partial.decay) * _pair(bell, partial, number, time)
    rise = 0.5 - 0.5 * np.cos(np.pi * np.minimum(time / bell.attack, 1.0))
    fall = 0.5 - 0.5 * np.cos(np.pi * np.minimum((SECONDS - 1 / RATE - time) / _END_FADE, 1.0))
    return (ring * rise * fall).astype(np.float32)


def _pair(bell: Bell, partial: Partial, number: int, time: np.ndarray) -> np.ndarray:
    frequency = bell.lowest * partial.ratio
    # The weaker twin makes the tone swell and ebb without ever vanishing; each partial swells in its own time.
    phase = 2.4 * number
    first = np.sin(2 * np.pi * (frequency - partial.beat / 2) * time)
    return first + 0.45 * np.sin(2 * np.pi * (frequency + partial.beat / 2) * time + phase)


def loudest(samples: Samples) -> float:
    """The loudness of the loudest 0.4 s, in LUFS (momentary, ITU-R BS.1770)."""
    import pyloudnorm

    meter, block = pyloudnorm.Meter(RATE), round(0.4 * RATE)
    starts = range(0, min(len(samples), 3 * RATE) - block, block // 8)
    return max(float(meter.integrated_loudness(samples[s : s + block].astype(np.float64))) for s in starts)


def main() -> int:
    """Write every bell and `bells.json`, and say what they measure."""
    frames = {}
    for name, bell in BELLS.items():
        struck = strike(bell)
        path = FOLDER / f"{name}.ogg"
        write(path, struck * np.float32(10 ** ((LOUDEST - loudest(struck)) / 20)), RATE, _COMPRESSION)
        sound = read(path)
        frames[name] = {"frames": len(sound), "rate": RATE}
        size, peak = path.stat().st_size / 1024, 20 * np.log10(np.max(np.abs(sound)))
        end = 20 * np.log10(np.max(np.abs(sound[-RATE // 10 :])) + 1e-9)
        print(f"{name:10} {loudest(sound):6.2f} LUFS  peak {peak:6.2f} dBFS  end {end:6.1f} dBFS  {size:.0f} KiB")
    (FOLDER / "bells.json").write_text(json.dumps(frames, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Rain, sea, brown noise, a fire and a stream, synthesised: `.venv-voice/bin/python tools/soundscapes.py [FOLDER]`.

Each is a loop without a seam by construction: noise is shaped in the frequency domain over the whole loop, which makes
it periodic, waves swell by whole numbers of cycles, and a drop that falls near the end rings on at the beginning.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parent))

from voice.scripts import ROOT
from voice.store import write

RATE = 48_000
SECONDS = 72
FRAMES = SECONDS * RATE
FOLDER = ROOT / "assets" / "audio" / "soundscapes"

# Well under the voice's −20, and still to be turned down.
LOUDNESS = -30.0
# Under what a voice leaves free, so that the two together do not clip when both are turned up.
_HIGHEST = 10 ** (-16 / 20)
_COMPRESSION = 0.7

Wave = NDArray[np.float64]
"""One channel of a loop, shape (FRAMES,)."""
Random = np.random.Generator


def noise(random: Random, shape: Callable[[Wave], Wave]) -> Wave:
    """Noise whose amplitude at each frequency in Hz is as `shape` says; RMS 1."""
    frequency = np.fft.rfftfreq(FRAMES, 1 / RATE)
    phase = np.exp(2j * np.pi * random.random(len(frequency)))
    gain = np.zeros_like(frequency)
    gain[1:] = shape(frequency[1:])
    made = np.fft.irfft(gain * phase, FRAMES)
    return made / np.sqrt(np.mean(made**2))


def band(low: float, high: float, slope: float = 0.0, steep: int = 2) -> Callable[[Wave], Wave]:
    """A shape that passes `low`…`high` Hz and tilts by `slope`: −0.5 is pink, −1 brown."""

    def shape(frequency: Wave) -> Wave:
        below = 1 / np.sqrt(1 + (low / frequency) ** (2 * steep))
        above = 1 / np.sqrt(1 + (frequency / high) ** (2 * steep))
        return below * above * (frequency / 1000) ** slope

    return shape


def slow(random: Random, fastest: float) -> Wave:
    """A smooth wandering between 0 and 1, slower than `fastest` Hz."""
    wander = noise(random, band(1 / SECONDS, fastest, -0.5, 4))
    return 0.5 + 0.5 * np.tanh(wander)


def scattered(random: Random, a_second: float, sizes: Wave, where: Wave | None = None) -> Wave:
    """Single samples at random places, as large as drawn from `sizes`; denser where `where` (0…1) is high."""
    track = np.zeros(FRAMES)
    places = random.integers(0, FRAMES, round(a_second * SECONDS))
    if where is not None:
        places = places[random.random(len(places)) < where[places]]
    np.add.at(track, places, random.choice(sizes, len(places)) * random.choice((-1.0, 1.0), len(places)))
    return track


def rung(track: Wave, kernel: Wave) -> Wave:
    """Each sample of `track` struck on `kernel`, the end ringing on into the beginning."""
    return np.fft.irfft(np.fft.rfft(track) * np.fft.rfft(kernel, FRAMES), FRAMES)


def drop(pitch: float, seconds: float, rise: float = 0.0) -> Wave:
    """A struck drop or bubble: a tone of `pitch` Hz that dies in `seconds`, rising by the share `rise`."""
    time = np.arange(round(6 * seconds * RATE)) / RATE
    turns = pitch * (time + rise * time**2 / (12 * seconds))
    onset = np.minimum(time / 0.0008, 1.0)
    return onset * np.exp(-time / seconds) * np.sin(2 * np.pi * turns)


def spread(random: Random, median: float, sigma: float) -> Wave:
    """Sizes of many small things and few large ones."""
    return np.asarray(median * np.exp(sigma * random.standard_normal(4096)))


def rain(random: Random) -> Wave:
    """Steady rain on leaves and a window sill."""
    wash = noise(random, band(500, 9000, -0.55)) * (0.8 + 0.2 * slow(random, 0.15))
    far = noise(random, band(120, 900, -0.5)) * 0.5
    drops = np.zeros(FRAMES)
    for _ in range(28):
        pitch, ring = random.uniform(900, 5200), random.uniform(0.0012, 0.006)
        drops += rung(scattered(random, random.uniform(4, 16), spread(random, 0.5, 0.7)), drop(pitch, ring))
    return wash + far + 1.1 * drops


def sea(random: Random) -> Wave:
    """Waves on a beach: each gathers, breaks and draws back over its own ten seconds or so."""
    deep = noise(random, band(35, 260, -0.7)) * 1.4
    body = noise(random, band(120, 1600, -0.6))
    foam = noise(random, band(900, 8000, -0.35))
    gather, breaking = np.zeros(FRAMES), np.zeros(FRAMES)
    at = 0.0
    lengths = random.dirichlet(np.full(7, 40.0)) * SECONDS
    for length in lengths:
        strength = random.uniform(0.65, 1.0)
        gather += strength * _swell(at + 0.42 * length, 0.24 * length, 0.30 * length)
        breaking += strength * _swell(at + 0.50 * length, 0.05 * length, 0.24 * length)
        at += length
    return deep * (0.35 + 0.65 * gather) + 1.5 * body * (0.12 + gather**1.5) + 1.1 * foam * (0.05 + breaking**1.3)


def _swell(centre: float, rise: float, fall: float) -> Wave:
    """A hump around `centre` seconds, with its own slopes before and after, going round the loop."""
    time = np.arange(FRAMES) / RATE
    away = (time - centre + SECONDS / 2) % SECONDS - SECONDS / 2
    return np.asarray(np.exp(-0.5 * (away / np.where(away < 0, rise, fall)) ** 2))


def brown_noise(random: Random) -> Wave:
    """Low, even, without any event."""
    return noise(random, band(30, 6000, -1.0))


def fire(random: Random) -> Wave:
    """A fire in a grate: a soft flutter, and crackles that come in flurries."""
    glow = noise(random, band(50, 420, -0.8)) * (0.5 + 0.5 * slow(random, 3.0))
    hiss = noise(random, band(1500, 9000, -0.3)) * 0.10 * (0.4 + 0.6 * slow(random, 0.8))
    flurry = slow(random, 0.7) ** 2
    crackle = np.zeros(FRAMES)
    for _ in range(16):
        kernel = drop(random.uniform(700, 5200), random.uniform(0.0005, 0.0022))
        kernel += 0.5 * random.standard_normal(len(kernel)) * np.exp(-np.arange(len(kernel)) / (0.0007 * RATE))
        crackle += rung(scattered(random, 2.0, spread(random, 0.5, 0.8), flurry), kernel)
    places = scattered(random, 0.5, spread(random, 1.2, 0.4))
    pops = rung(places, drop(320, 0.012)) + rung(places, drop(940, 0.005))
    return glow + hiss + 3.0 * crackle + 1.4 * pops


def stream(random: Random) -> Wave:
    """A small stream over stones: bubbles, each a tone that rises as it dies, over soft running water."""
    run = noise(random, band(350, 3200, -0.7)) * (0.75 + 0.25 * slow(random, 0.6))
    low = noise(random, band(110, 420, -0.4)) * 0.35
    bubbles = np.zeros(FRAMES)
    for _ in range(48):
        pitch = float(np.exp(random.uniform(np.log(380), np.log(2600))))
        ring = random.uniform(5.0, 11.0) / pitch
        gurgle = slow(random, 1.2)
        bubbles += rung(scattered(random, 3.2, spread(random, 0.35, 0.6), gurgle), drop(pitch, ring, 0.35))
    return 0.55 * run + low + 1.3 * bubbles


SOUNDSCAPES: dict[str, Callable[[Random], Wave]] = {
    "rain": rain,
    "sea": sea,
    "brown-noise": brown_noise,
    "fire": fire,
    "stream": stream,
}


def stereo(make: Callable[[Random], Wave], seed: int) -> NDArray[np.float32]:
    """A levelled loop for two ears, shape (FRAMES, 2): one sound in the middle, a little of its own at each side."""
    import pyloudnorm

    middle, left, right = (make(np.random.default_rng((seed, n))) for n in range(3))
    both = np.stack([0.85 * middle + 0.5 * left, 0.85 * middle + 0.5 * right], axis=1)
    gain = 10 ** ((LOUDNESS - pyloudnorm.Meter(RATE).integrated_loudness(both)) / 20)
    return np.asarray(_HIGHEST * np.tanh(both * gain / _HIGHEST), np.float32)


def seam(loop: NDArray[np.float32]) -> float:
    """How far the step from the last sample to the first stands out among the steps within, as a z-score."""
    steps = np.diff(loop, axis=0)
    around = np.concatenate([steps[:RATE], steps[-RATE:]])
    return float(np.max(np.abs(loop[0] - loop[-1]) / (np.std(around, axis=0) + 1e-12)))


def main() -> int:
    """Write every loop, and say what they measure."""
    import pyloudnorm

    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    for seed, (name, make) in enumerate(SOUNDSCAPES.items()):
        path = folder / f"{name}.ogg"
        write(path, stereo(make, seed), RATE, _COMPRESSION)
        loop, _ = soundfile.read(path, dtype="float32")
        loud = pyloudnorm.Meter(RATE).integrated_loudness(loop.astype(np.float64))
        peak = 20 * np.log10(np.max(np.abs(loop)))
        size = path.stat().st_size / 1024
        what = f"{name:12} {loud:6.2f} LUFS  peak {peak:6.2f} dBFS"
        print(f"{what}  seam {seam(loop):4.1f} σ  {size:.0f} KiB", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The soundscapes: loops that go round without a seam."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

import soundscapes


def test_a_drop_at_the_end_rings_on_at_the_beginning() -> None:
    track = np.zeros(soundscapes.FRAMES)
    track[-10] = 1.0
    kernel = soundscapes.drop(440, 0.01)
    rung = soundscapes.rung(track, kernel)
    assert np.allclose(rung[: len(kernel) - 10], kernel[10:], atol=1e-9)
    assert np.allclose(rung[-10:], kernel[:10], atol=1e-9)


def test_noise_goes_round_without_a_step() -> None:
    loop = soundscapes.brown_noise(np.random.default_rng(1)).astype(np.float32)
    assert soundscapes.seam(loop[:, None]) < 5
    # Cut anywhere but at its period, the same noise has a step.
    cut = loop[: soundscapes.FRAMES // 2]
    assert soundscapes.seam(cut[:, None]) > 20


def test_a_wave_that_breaks_near_the_end_falls_at_the_beginning() -> None:
    swell = soundscapes._swell(soundscapes.SECONDS - 0.5, 2.0, 4.0)
    assert swell[0] > 0.9
    assert abs(swell[0] - swell[-1]) < 1e-3
    assert swell[soundscapes.FRAMES // 2] < 1e-6


def test_a_seed_gives_the_same_sound_again() -> None:
    one, two = (soundscapes.slow(np.random.default_rng(3), 0.5) for _ in range(2))
    assert np.array_equal(one, two)
    assert 0 <= one.min() < 0.2
    assert 0.8 < one.max() <= 1

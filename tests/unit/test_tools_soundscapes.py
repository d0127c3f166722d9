"""The soundscapes: loops that go round without a seam."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

import soundscapes

from selfcompassion_desktop.core.sounds import SOUNDSCAPES
from selfcompassion_desktop.core.timeline import RATE


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


def click(loop: NDArray[np.float32]) -> float:
    """How much sharper the loop is where it comes round than at its sharpest in any of 500 other places."""
    sharp = np.abs(np.diff(np.concatenate([loop, loop[:RATE]]), n=2, axis=0)).max(axis=1)
    places = np.linspace(RATE, len(loop) - RATE, 500).astype(int)
    elsewhere = np.array([sharp[at - 32 : at + 32].max() for at in places])
    return float(sharp[len(loop) - 32 : len(loop) + 32].max() / np.percentile(elsewhere, 99))


@pytest.mark.parametrize("name", soundscapes.SOUNDSCAPES)
def test_what_the_repository_holds_goes_round_as_it_decodes(name: str) -> None:
    path = soundscapes.FOLDER / f"{name}.ogg"
    loop, rate = soundfile.read(path, dtype="float32")
    assert (len(loop), rate) == (soundscapes.FRAMES, RATE)
    assert soundscapes.seam(loop) < 4
    assert click(loop) < 1
    assert np.abs(loop).max() < 10 ** (-14 / 20)
    assert path.stat().st_size < 1.5e6


def test_a_click_where_a_loop_comes_round_is_found() -> None:
    loop, _ = soundfile.read(soundscapes.FOLDER / "sea.ogg", dtype="float32")
    assert click(loop[: RATE * 31 + 77]) > 1


def test_every_soundscape_that_can_be_chosen_is_made() -> None:
    assert set(SOUNDSCAPES) == set(soundscapes.SOUNDSCAPES)

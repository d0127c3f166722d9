"""Resampling: what comes out is the same sound, and nothing else."""

import numpy as np
import pytest

from selfcompassion_desktop.audio.resample import resampled


def decibels(power: float) -> float:
    return 10 * float(np.log10(power + 1e-20))


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 24_000, 44_100, 96_000])
@pytest.mark.parametrize("pitch", [100.0, 1_000.0, 3_000.0])
def test_a_tone_stays_that_tone_at_its_place(rate: int, pitch: float) -> None:
    sound = np.sin(2 * np.pi * pitch * np.arange(rate) / rate).astype(np.float32)
    out = resampled(sound, rate, 48_000)
    expected = np.sin(2 * np.pi * pitch * np.arange(48_000) / 48_000)
    inner = slice(2_000, -2_000)  # at its edges a tone is a click, which is another sound
    assert decibels(float(np.mean((out - expected)[inner] ** 2))) < -80


@pytest.mark.parametrize("pitch", [500.0, 5_000.0, 9_000.0, 10_900.0])
def test_images_of_speech_stay_80_db_below_it(pitch: float) -> None:
    sound = np.sin(2 * np.pi * pitch * np.arange(24_000) / 24_000).astype(np.float32)
    out = resampled(sound, 24_000, 48_000)[4_000:-4_000].astype(np.float64)
    spectrum = np.abs(np.fft.rfft(out * np.blackman(len(out)))) ** 2
    above = np.fft.rfftfreq(len(out), 1 / 48_000) > 12_000
    assert decibels(spectrum[above].max() / spectrum.max()) < -80


def test_what_lies_above_hearing_does_not_fold_down() -> None:
    sound = np.sin(2 * np.pi * 30_000 * np.arange(96_000) / 96_000).astype(np.float32)
    assert decibels(float(np.mean(resampled(sound, 96_000, 48_000)[1_000:-1_000] ** 2))) < -80


@pytest.mark.parametrize("rate", [8_000, 11_025, 22_050, 24_000, 44_100, 48_000, 96_000])
@pytest.mark.parametrize("length", [0, 1, 7, 1_000, 24_001])
def test_length_is_exact(rate: int, length: int) -> None:
    assert len(resampled(np.ones(length, np.float32), rate, 48_000)) == length * 48_000 // rate


def test_twice_the_rate_keeps_every_sample() -> None:
    sound = np.random.default_rng(1).standard_normal(5_000).astype(np.float32)
    assert np.allclose(resampled(sound, 24_000, 48_000)[::2], sound, atol=1e-6)

"""The bells: as long as the timeline is told, from silence to silence, and what the repository holds."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

import bells
from voice.store import read


@pytest.mark.parametrize("name", bells.BELLS)
def test_a_bell_takes_nine_seconds_and_rings_out(name: str) -> None:
    ring = bells.strike(bells.BELLS[name])
    ring = ring / np.max(np.abs(ring))
    assert len(ring) == 432_000
    assert ring[0] == 0
    assert np.max(np.abs(ring[-4_800:])) < 10 ** (-60 / 20)
    assert np.max(np.abs(ring[:48_000])) > 20 * np.max(np.abs(ring[-96_000:]))


@pytest.mark.parametrize("name", bells.BELLS)
def test_a_bell_as_shipped_is_what_its_index_says(name: str) -> None:
    index = json.loads((bells.FOLDER / "bells.json").read_text(encoding="utf-8"))
    sound = read(bells.FOLDER / f"{name}.ogg")
    assert index[name] == {"frames": len(sound), "rate": 48_000}
    assert len(sound) == 432_000
    assert 0.05 < np.max(np.abs(sound)) < 10 ** (-3 / 20)
    assert np.max(np.abs(sound[-2_400:])) < 10 ** (-60 / 20)

"""The clips of one voice on disk: `<voice>/<practice>/<line-hash>.ogg`, `clips.json`, `levels.json`, `voice.yaml`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
import yaml

from .model import RATE, Samples

# libsndfile's scale for Vorbis, where 0 is the best and 1 the smallest.
COMPRESSION = 0.55
# One huge write has crashed libsndfile's Vorbis encoder.
_BLOCK = 4096


def write(path: Path, samples: Samples, rate: int = RATE, compression: float = COMPRESSION) -> None:
    """Encode `samples`, shape (n,) or (n, channels), as Ogg Vorbis; the file appears only when whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".part")
    channels = 1 if samples.ndim == 1 else samples.shape[1]
    with soundfile.SoundFile(beside, "w", rate, channels, "VORBIS", format="OGG", compression_level=compression) as out:
        for at in range(0, len(samples), _BLOCK):
            out.write(samples[at : at + _BLOCK])
    beside.replace(path)


def read(path: Path) -> Samples:
    """The decoded samples of a mono clip."""
    samples, _ = soundfile.read(path, dtype="float32")
    return np.asarray(samples, dtype=np.float32)


class VoiceFolder:
    """One voice's folder.

    Attributes:
        frames: line-hash → length in 24 kHz frames, as it decodes.
        gains: practice → the gain in dB that its lines were written with, so that a line added later fits.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.frames: dict[str, int] = _json(folder / "clips.json").get("clips", {})
        self.gains: dict[str, float] = _json(folder / "levels.json")

    def path(self, practice: str, name: str) -> Path:
        """Where the clip of that name lies, whether it is there or not."""
        return self.folder / practice / f"{name}.ogg"

    def has(self, practice: str, name: str) -> bool:
        """Whether the clip is there and its length known."""
        return name in self.frames and self.path(practice, name).exists()

    def add(self, practice: str, name: str, samples: Samples) -> Samples:
        """Write a clip and give it back as it decodes."""
        path = self.path(practice, name)
        write(path, samples)
        decoded = read(path)
        self.frames[name] = len(decoded)
        return decoded

    def stale(self, wanted: Mapping[str, Iterable[str]]) -> list[Path]:
        """Clips that no line asks for any more. `wanted` maps a practice to the names of its clips."""
        keep = {self.path(practice, name) for practice, names in wanted.items() for name in names}
        return sorted(set(self.folder.glob("*/*.ogg")) - keep)

    def remove(self, paths: Iterable[Path]) -> None:
        """Remove clips, and the folder of a practice that has none left."""
        for path in paths:
            path.unlink()
            if not any(path.parent.iterdir()):
                path.parent.rmdir()
                self.gains.pop(path.parent.name, None)

    def save(self) -> None:
        """Write the lengths of the clips that are there, and the gains."""
        there = {p.stem for p in self.folder.glob("*/*.ogg")}
        self.frames = {name: n for name, n in sorted(self.frames.items()) if name in there}
        _save(self.folder / "clips.json", {"rate": RATE, "clips": self.frames})
        _save(self.folder / "levels.json", dict(sorted(self.gains.items())))

    def about(self) -> dict[str, object]:
        """What `voice.yaml` says; empty where there is none."""
        path = self.folder / "voice.yaml"
        return dict(yaml.safe_load(path.read_text(encoding="utf-8"))) if path.exists() else {}

    def describe(self, facts: Mapping[str, object]) -> None:
        """Write `voice.yaml`."""
        self.folder.mkdir(parents=True, exist_ok=True)
        text = yaml.safe_dump(dict(facts), sort_keys=False, allow_unicode=True)
        (self.folder / "voice.yaml").write_text(text, encoding="utf-8")


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def _save(path: Path, values: object) -> None:
    path.write_text(json.dumps(values, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")

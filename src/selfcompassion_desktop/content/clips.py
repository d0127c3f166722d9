"""Clips and bells of the packs, as `core.ports.clips.Clips`.

A voice's folder holds one `clips.json` with every clip's length, so that fitting a practice decodes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ..core.errors import Trouble
from ..core.journal import clean
from ..core.practice import Line, Practice, clip_name
from ..core.sounds import BELL, Voice
from ..core.timeline import RATE

_LINE_GONE = "The recording {name} cannot be read ({why}); its line is shown instead."


class PackClips:
    """Reads recordings from the folder of the pack that a practice comes from.

    Args:
        folder_of: a practice's id → the folder of its pack.
        built_in: the built-in pack's folder, where the bells and soundscapes are.
    """

    def __init__(self, folder_of: Callable[[str], Path], built_in: Path) -> None:
        self._folder_of = folder_of
        self._built_in = built_in
        self._index = cache(lengths_in)
        self._present = cache(self._clips_of)  # asked for each line of the library, and again for each voice
        self._about = cache(_read_about)

    def length(self, practice: str, line: Line, voice: str) -> int | None:
        """The clip's length in samples at 48 kHz; None where these words are not recorded in this voice."""
        if not voice:
            return None
        return self._present(self._folder_of(practice), practice, voice).get(clip_name(line, voice))

    def read(self, practice: str, line: Line, voice: str) -> bytes:
        """The clip, encoded."""
        folder = self._folder_of(practice) / "audio" / "voice" / voice / practice
        return _read(folder / f"{clip_name(line, voice)}.ogg")

    def bell_length(self, bell: str = BELL) -> int:
        """A bell's length in samples at 48 kHz; one second of quiet stands in for a bell that is gone."""
        return self._index(self._sounds / "bells" / "bells.json").get(bell, RATE)

    def read_bell(self, bell: str = BELL) -> bytes:
        """A bell, encoded."""
        return _read(self._sounds / "bells" / f"{bell}.ogg")

    def read_soundscape(self, name: str) -> bytes:
        """A soundscape, encoded."""
        file = self._sounds / "soundscapes" / f"{name}.ogg"
        return _read(file, "The soundscape {name} cannot be read ({why}); the practice goes on without it.")

    def recorded(self, practice: Practice, voice: str) -> int:
        """How many of a practice's lines this voice speaks."""
        return sum(self.length(practice.id, line, voice) is not None for line in practice.lines)

    def voices(self, practice: Practice) -> tuple[str, ...]:
        """The voices that speak at least one line of a practice."""
        folder = self._folder_of(practice.id) / "audio" / "voice"
        return tuple(name for name in sorted(_folder_names(folder)) if self.recorded(practice, name))

    def voice(self, practice: Practice, name: str) -> Voice:
        """What is told of a voice that speaks a practice; its name stands for a title that is not there."""
        return self._about(self._folder_of(practice.id) / "audio" / "voice" / name / "voice.yaml", name)

    def _clips_of(self, pack: Path, practice: str, voice: str) -> dict[str, int]:
        """Name → samples of one practice's clips. One that was deleted is a line in text, not a silence."""
        folder = pack / "audio" / "voice" / voice
        index = self._index(folder / "clips.json")
        names = (file.removesuffix(".ogg") for file in _file_names(folder / practice) if file.endswith(".ogg"))
        return {name: index[name] for name in names if name in index}

    @property
    def _sounds(self) -> Path:
        return self._built_in / "audio"


def lengths_in(path: Path) -> dict[str, int]:
    """A `clips.json` or `bells.json` as name → samples at 48 kHz; empty where there is none or it is damaged."""
    try:
        found: Any = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    clips = found.get("clips", found)
    if not isinstance(clips, dict):
        return {}
    rate = found.get("rate")
    return {name: length for name, value in clips.items() if (length := _samples(value, rate)) is not None}


def _samples(value: object, rate: object) -> int | None:
    if isinstance(value, dict):
        return _samples(value.get("frames"), value.get("rate"))
    if type(value) is int and type(rate) is int and rate > 0 and value > 0:
        return value * RATE // rate
    return None


def _read_about(path: Path, name: str) -> Voice:
    try:
        found: Any = yaml.safe_load(path.read_bytes())
    except (OSError, yaml.YAMLError, ValueError, RecursionError):
        found = None
    about = found if isinstance(found, dict) else {}
    title = about.get("title")
    return Voice(name, clean(title) if isinstance(title, str) else name, about.get("synthetic") is True)


def _file_names(folder: Path) -> frozenset[str]:
    try:
        return frozenset(f.name for f in folder.iterdir())
    except OSError:
        return frozenset()


def _folder_names(folder: Path) -> tuple[str, ...]:
    try:
        return tuple(f.name for f in folder.iterdir() if f.is_dir())
    except OSError:
        return ()


def _read(path: Path, sentence: str = _LINE_GONE) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        why = (error.strerror or "no reason given").lower()
        raise Trouble(sentence.format(name=path.name, why=why)) from None

"""Recordings made up for tests: every line a tone of its own, with its start as sharp as a click."""

from __future__ import annotations

import io
from dataclasses import dataclass, field

import numpy as np
import soundfile
from numpy.typing import NDArray

from selfcompassion_desktop.core.errors import Trouble
from selfcompassion_desktop.core.practice import Line, Practice, clip_name
from selfcompassion_desktop.core.script import parse
from selfcompassion_desktop.core.sounds import BELL, BELLS
from selfcompassion_desktop.core.timeline import RATE, Timeline, fit, samples

CLIP_RATE = 24_000
VOICE = "tones"
BELL_PITCH = 3_000.0
LOUDNESS = 0.5
HUMS = {"rain": (50.0, 3.0), "sea": (70.0, 2.5)}
"""Soundscapes → their pitch in Hz and how long until they come round, in seconds."""
HUM_LOUDNESS = 0.1


def tone(pitch: float, seconds: float, rate: int = CLIP_RATE) -> NDArray[np.float32]:
    """A sine of `pitch` Hz that starts at its peak, at `LOUDNESS`."""
    t = np.arange(round(seconds * rate)) / rate
    return (LOUDNESS * np.cos(2 * np.pi * pitch * t)).astype(np.float32)


def hum(name: str) -> NDArray[np.float32]:
    """A loop of whole waves, softer than a line: what a soundscape is in tests."""
    pitch, seconds = HUMS[name]
    return tone(pitch, seconds, RATE) * np.float32(HUM_LOUDNESS / LOUDNESS)


def encoded(sound: NDArray[np.float32], rate: int = CLIP_RATE, container: str = "FLAC") -> bytes:
    """`sound` as a whole sound file."""
    file = io.BytesIO()
    soundfile.write(file, sound, rate, format=container)
    return file.getvalue()


@dataclass
class ToneClips:
    """`core.ports.clips.Clips`: “This is line n of them.” is a tone of 400 + 10·n Hz, as long as its words are.

    Attributes:
        broken: line texts → what their file holds instead of sound.
        gone: line texts whose file is gone.
        silent: line texts that were never recorded.
        soundscape: what every soundscape's file holds, if not its hum.
    """

    broken: dict[str, bytes] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    silent: set[str] = field(default_factory=set)
    bell: bytes | None = None
    soundscape: bytes | None = None
    read_names: list[str] = field(default_factory=list)

    def length(self, practice: str, line: Line, voice: str) -> int | None:
        return None if line.text in self.silent else 2 * len(self.sound(line))

    def read(self, practice: str, line: Line, voice: str) -> bytes:
        self.read_names.append(clip_name(line, voice))
        if line.text in self.gone:
            raise Trouble(f"The recording {clip_name(line, voice)}.ogg cannot be read (gone).")
        return self.broken.get(line.text) or encoded(self.sound(line))

    def bell_length(self, bell: str = BELL) -> int:
        return RATE

    def read_bell(self, bell: str = BELL) -> bytes:
        pitch = BELL_PITCH - 300 * BELLS.index(bell)
        return encoded(tone(pitch, 1.0)) if self.bell is None else self.bell

    def read_soundscape(self, name: str) -> bytes:
        self.read_names.append(name)
        if name not in HUMS:
            raise Trouble(f"The soundscape {name} cannot be read (gone).")
        return self.soundscape or encoded(hum(name), RATE)

    @staticmethod
    def pitch(line: Line) -> float:
        return 400.0 + 10 * int(line.text.split()[3])

    def sound(self, line: Line) -> NDArray[np.float32]:
        return tone(self.pitch(line), 0.2 * len(line.text.split()))


def script(lines: int, pause: str = "0.5-600", bell: bool = True) -> str:
    """A script of some lines, a pause after each, and a bell at both ends."""
    ring = "(bell)\n" if bell else ""
    spoken = "\n".join(f"This is line {n} of them.\n(pause {pause})" for n in range(1, lines + 1))
    return (
        "---\nid: tones\ntitle: Tones\nsummary: Tones, one after another.\n"
        f"shortest: 0.05\nlongest: 180\n---\n# All\n{ring}(pause {pause})\n{spoken}\n{ring}"
    )


def practice(lines: int, pause: str = "0.5-600", bell: bool = True) -> Practice:
    """`script`, read."""
    return parse(script(lines, pause, bell), "tones.md")


def timeline(clips: ToneClips, lines: int, minutes: float, bell: bool = True) -> Timeline:
    """A practice of `lines` tones, fitted."""
    read = practice(lines, bell=bell)
    return fit(read, samples(minutes), lambda line: clips.length(read.id, line, VOICE), clips.bell_length(), VOICE)

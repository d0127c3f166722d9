"""Render the clips that the scripts lack: `.venv-voice/bin/python tools/voice/render.py`.

A clip that is there stays as it is. One gain serves a whole practice, so that a soft line stays soft; it is kept
in `levels.json`, and a line that is added later is written with the same.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from voice import model, speech, store
from voice.scripts import CACHE, SCRIPTS, VOICES, Faulty, Line, Practice, names, practices

SPEED = 0.80
LOUDNESS = -20.0
# Vorbis takes a little off or adds it; beyond this a practice that lost or won lines is levelled anew.
DRIFT = 0.4
# Vorbis overshoots, mostly by less than half a decibel; what is decoded stays under −1.5 dBFS.
CEILING, HIGHEST = -2.2, -1.55


class Renderer:
    """Speaks the lines of practices into one voice's folder."""

    def __init__(self, speaker: model.Speaker, folder: store.VoiceFolder) -> None:
        self.speaker, self.folder = speaker, folder

    def render(self, practice: Practice, again: bool = False) -> int:
        """Write the clips of a practice that are missing, or all of them.

        Returns:
            how many clips were written.
        """
        wanted = names(practice, self.speaker.voice)
        if again or practice.id not in self.folder.gains:
            return self._write(practice.id, wanted)
        missing = {n: line for n, line in wanted.items() if not self.folder.has(practice.id, n)}
        if not missing:
            return 0
        written = self._write(practice.id, missing, self.folder.gains[practice.id])
        return written if self._still_level(practice.id, wanted) else self.render(practice, again=True)

    def _write(self, practice: str, lines: Mapping[str, Line], gain: float | None = None) -> int:
        spoken = {}
        for index, (name, line) in enumerate(lines.items(), start=1):
            spoken[name] = speech.clip(line.source, self.speaker.speak)
            seconds = len(spoken[name]) / model.RATE
            print(f"{practice} {index}/{len(lines)}  {seconds:4.1f} s  {line.text[:70]}", flush=True)
        self.folder.gains[practice] = gain = gain_for(list(spoken.values())) if gain is None else gain
        for name, samples in spoken.items():
            self._add(practice, name, samples * np.float32(10 ** (gain / 20)))
        self.folder.save()
        return len(spoken)

    def _add(self, practice: str, name: str, samples: model.Samples, ceiling: float = CEILING) -> None:
        decoded = self.folder.add(practice, name, speech.limited(samples, ceiling))
        over = speech.peak([decoded]) - HIGHEST
        if over > 0:
            self._add(practice, name, samples, ceiling - over)

    def _still_level(self, practice: str, wanted: Mapping[str, Line]) -> bool:
        found = speech.loudness([store.read(self.folder.path(practice, n)) for n in wanted])
        if abs(found - LOUDNESS) > DRIFT:
            print(f"{practice}: at {found:.1f} LUFS with its new lines, so all are levelled anew", flush=True)
            return False
        return True


def gain_for(clips: list[model.Samples]) -> float:
    """The gain in dB that brings a practice's lines to −20 LUFS."""
    return round(LOUDNESS - speech.loudness(clips), 2)


def about(voice: str, speed: float) -> dict[str, object]:
    """What `voice.yaml` says of a Kokoro speaker."""
    return {
        "id": voice,
        "title": voice.rsplit("_", maxsplit=1)[-1].capitalize(),
        "synthetic": True,
        "language": "en-GB" if voice.startswith("b") else "en-US",
        "licence": "Apache-2.0",
        "model": model.MODEL,
        "speed": speed,
    }


def options() -> argparse.Namespace:
    """The command line."""
    asked = argparse.ArgumentParser(description="Render the clips that the scripts lack.")
    asked.add_argument("--voice", default="af_heart", help="a speaker of Kokoro (af_heart)")
    asked.add_argument("--speed", type=float, default=SPEED, help=f"1 is the model's own pace ({SPEED})")
    asked.add_argument("--scripts", type=Path, default=SCRIPTS, help="the folder of scripts")
    asked.add_argument("--out", type=Path, default=VOICES, help="the folder that holds the voice's folder")
    asked.add_argument("--only", action="append", default=[], metavar="ID", help="this practice alone")
    asked.add_argument("--begun", action="store_true", help="only the practices that this voice speaks already")
    asked.add_argument("--again", action="store_true", help="render every line, also those that have a clip")
    asked.add_argument("--prune", action="store_true", help="remove clips that no line asks for")
    return asked.parse_args()


def prune(folder: store.VoiceFolder, wanted: Mapping[str, list[str]], remove: bool) -> None:
    """Name the clips that no line asks for, and remove them where that is wanted."""
    stale = folder.stale(wanted)
    for path in stale:
        print(f"{'removed' if remove else 'stale'}: {path.relative_to(folder.folder)}", flush=True)
    if remove:
        folder.remove(stale)
        folder.save()
    elif stale:
        print("No line asks for these any more; --prune removes them.", flush=True)


def spoken(asked: argparse.Namespace, folder: store.VoiceFolder) -> int:
    """Render what is asked; gives the number of clips written.

    Raises:
        Faulty: where a script has faults.
        ValueError: where the model or the speaker cannot be had, or a line cannot be spoken.
    """
    every = practices(asked.scripts).values()
    renderer = Renderer(model.Speaker(model.Fetched(CACHE), asked.voice, asked.speed), folder)
    wanted = [p for p in every if (not asked.only or p.id in asked.only) and (not asked.begun or p.id in folder.gains)]
    written = sum(renderer.render(practice, asked.again) for practice in wanted)
    prune(folder, {p.id: list(names(p, asked.voice)) for p in every}, asked.prune)
    folder.describe(about(asked.voice, asked.speed))
    return written


def main() -> int:
    """Render, and say what was done."""
    asked = options()
    folder = store.VoiceFolder(asked.out / asked.voice)
    before = folder.about().get("speed", asked.speed)
    if before != asked.speed and not asked.again:
        print(f"These clips were rendered at speed {before}; --again renders all of them at the new.", file=sys.stderr)
        return 1
    try:
        written = spoken(asked, folder)
    except (Faulty, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{written} clips written; {len(folder.frames)} in all." if written else "Every line has its clip.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

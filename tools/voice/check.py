"""Check one voice's clips against the scripts: `.venv-voice/bin/python tools/voice/check.py`.

Lists everything that is wrong, at once, and ends with 1 where there is anything.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from voice import model, speech, store, wording
from voice.scripts import SCRIPTS, VOICES, Fault, Faulty, Practice, names, practices

LOUDNESS, TOLERANCE = -20.0, 0.5
HIGHEST = -1.5
QUIET_EDGE = -50.0
SMALLEST_STEP = -50.0
LONGEST_SILENCE = 1.0


def missing(file: str, practice: Practice, folder: store.VoiceFolder, voice: str) -> Iterator[Fault]:
    """Lines that have no clip."""
    for name, line in names(practice, voice).items():
        if not folder.has(practice.id, name):
            yield Fault(file, line.number, "this line has no clip; render it with: python3 dev.py voice")


def wrong_words(file: str, practice: Practice, phonemes: Callable[[str], str]) -> Iterator[Fault]:
    """Words that may be spoken wrong, as far as the text alone can tell."""
    for line in practice.lines:
        for word in wording.unmarked(line.source):
            sounds = phonemes(word)
            yield Fault(file, line.number, f"“{word}” is spoken in two ways; mark it, as in [{word}](/{sounds}/)")
        for word in wording.misread(line.source, phonemes):
            yield Fault(file, line.number, f"“{word}” would be misread; write [{word}](/{wording.ONE_WAY[word]}/)")
        for sentence in speech.sentences(line.source):
            if word := wording.shortened(sentence, phonemes):
                sounds = phonemes(word)
                yield Fault(file, line.number, f"“{word}.” is read as an abbreviation; write [{word}](/{sounds}/).")


def wrong_clip(samples: model.Samples, frames: int) -> Iterator[str]:
    """What is wrong with one clip, as it decodes."""
    if len(samples) != frames:
        yield f"has {len(samples)} frames where clips.json says {frames}"
    levels = speech.levels(samples)
    if max(levels[0], levels[-1]) > QUIET_EDGE:
        yield f"begins or ends at {max(levels[0], levels[-1]):.0f} dBFS; an edge is to be below {QUIET_EDGE:.0f}"
    step = speech.decibels(float(max(abs(samples[0]), abs(samples[-1]))))
    if step > SMALLEST_STEP:
        yield f"begins or ends with a step of {step:.0f} dBFS"
    if (silence := speech.longest_silence(samples)) > LONGEST_SILENCE:
        yield f"is silent for {silence:.1f} s within; make two lines of it"


def wrong_sound(file: str, practice: Practice, folder: store.VoiceFolder, voice: str) -> Iterator[Fault]:
    """What is wrong with a practice's clips, one by one and together; says the figures in passing."""
    clips = []
    for name, line in names(practice, voice).items():
        if folder.has(practice.id, name):
            clips.append(store.read(folder.path(practice.id, name)))
            for wrong in wrong_clip(clips[-1], folder.frames[name]):
                yield Fault(file, line.number, f"the clip {name} {wrong}")
    if not clips:
        return
    found, peak = speech.loudness(clips), speech.peak(clips)
    seconds = sum(map(len, clips)) / model.RATE
    size = sum(p.stat().st_size for p in (folder.folder / practice.id).glob("*.ogg")) / 1024
    what = f"{practice.id:28} {len(clips):3} lines  {seconds / 60:4.1f} min"
    print(f"{what}  {found:6.2f} LUFS  {peak:5.2f} dBFS  {size:6.0f} KiB")
    if abs(found - LOUDNESS) > TOLERANCE:
        yield Fault(file, 0, f"is at {found:.2f} LUFS; {LOUDNESS:g} ± {TOLERANCE:g} is right")
    if peak > HIGHEST:
        yield Fault(file, 0, f"peaks at {peak:.2f} dBFS; {HIGHEST:g} is the most")


def faults(scripts: Path, folder: store.VoiceFolder, voice: str, begun: bool = False) -> Iterator[Fault]:
    """Everything that is wrong with one voice; with `begun`, in the practices that it has begun to speak."""
    phonemes = model.reader(british=voice.startswith("b"))
    every = practices(scripts)
    for path, practice in every.items():
        if begun and practice.id not in folder.gains:
            continue
        yield from missing(path.name, practice, folder, voice)
        yield from wrong_words(path.name, practice, phonemes)
        yield from wrong_sound(path.name, practice, folder, voice)
    for stale in folder.stale({p.id: names(p, voice) for p in every.values()}):
        yield Fault(str(stale.relative_to(folder.folder)), 0, "no line asks for this clip; render with --prune")


def main() -> int:
    """Check, and list what is wrong."""
    asked = argparse.ArgumentParser(description="Check one voice's clips against the scripts.")
    asked.add_argument("--voice", default="af_heart")
    asked.add_argument("--scripts", type=Path, default=SCRIPTS, help="the folder of scripts")
    asked.add_argument("--out", type=Path, default=VOICES, help="the folder that holds the voice's folder")
    asked.add_argument("--begun", action="store_true", help="only the practices that this voice speaks already")
    options = asked.parse_args()
    folder = store.VoiceFolder(options.out / options.voice)
    try:
        found = list(faults(options.scripts, folder, options.voice, options.begun))
    except Faulty as error:
        found = list(error.faults)
    for fault in found:
        print(fault, file=sys.stderr)
    print(f"{len(found)} to mend." if found else "All clips are as they should be.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

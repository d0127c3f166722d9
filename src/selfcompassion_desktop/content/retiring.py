"""What an update of a pack drops is retired: kept beside the new version, no longer offered, still found by its id.

So what a person did with it keeps its name, and who is in the middle of it can go on.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

from ..core.errors import Faulty
from .clips import lengths_in
from .packs import RETIRED, read_course, read_exercise, read_measure, read_script

_RATE = 48_000


def retire(old: Path, new: Path, ids: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Put what `old` has and the new version has not into `new`, with what was retired before.

    Args:
        old: the folder of the version that was installed.
        new: the folder of the new one, not yet in its place.
        ids: the ids of what the new one offers, by kind, as `pack_check.Checked` has them.

    Returns:
        The ids that this update drops.

    Raises:
        OSError: when something cannot be copied.
    """
    dropped: list[str] = []
    for source in (old, old / RETIRED):
        for kind, made, place in _offered(source):
            # By its id: another version may have had something else in a file of that name.
            target = new / RETIRED / place.parent.name / f"{made}{place.suffix}"
            if made in ids.get(kind, ()) or target.exists():
                continue
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if place.is_dir():
                shutil.copytree(place, target)
            else:
                shutil.copyfile(place, target)
            if kind == "script":
                _keep_clips(source, new / RETIRED, made)
            if source == old:
                dropped.append(made)
    return tuple(sorted(dropped))


def _offered(folder: Path) -> Iterator[tuple[str, str, Path]]:
    """Kind, id and place of each thing in a folder that can be read; what could not be was never offered."""
    kinds: tuple[tuple[str, str, Callable[[Path], str]], ...] = (
        ("script", "scripts/*.md", lambda file: read_script(file).id),
        ("exercise", "exercises/*.md", lambda file: read_exercise(file).id),
        ("measure", "measures/*.yaml", lambda file: read_measure(file).id),
        ("course", "courses/*", lambda folder: read_course(folder).id),
    )
    for kind, pattern, id_of in kinds:
        for place in sorted(folder.glob(pattern)):
            try:
                yield kind, id_of(place), place
            except Faulty:
                continue


def _keep_clips(source: Path, target: Path, practice: str) -> None:
    """The recordings of a practice, with their lengths added to those that were kept before."""
    for folder in sorted((source / "audio" / "voice").glob(f"*/{practice}")):
        voice = folder.parent.name
        to = target / "audio" / "voice" / voice
        shutil.copytree(folder, to / practice, dirs_exist_ok=True)
        index = lengths_in(to / "clips.json")
        names = {file.stem for file in folder.iterdir()}
        index |= {n: length for n, length in lengths_in(folder.parent / "clips.json").items() if n in names}
        clips = {name: {"frames": length, "rate": _RATE} for name, length in sorted(index.items())}
        (to / "clips.json").write_text(json.dumps({"clips": clips}), encoding="utf-8")
        about = folder.parent / "voice.yaml"
        if about.is_file():
            shutil.copyfile(about, to / "voice.yaml")

"""The scripts that are to be spoken, read by the program's own parser."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from selfcompassion_desktop.core.errors import Fault, Faulty
from selfcompassion_desktop.core.practice import Line, Practice, clip_name
from selfcompassion_desktop.core.script import parse

__all__ = ["ROOT", "SCRIPTS", "VOICES", "Fault", "Faulty", "Line", "Practice", "names", "practices"]

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "assets" / "scripts"
VOICES = ROOT / "assets" / "audio" / "voice"
CACHE = ROOT / "build" / "voice"


def practices(folder: Path) -> dict[Path, Practice]:
    """Every practice of a folder by its script, in the order of their names.

    Raises:
        Faulty: with the faults of all scripts.
    """
    found, faults = dict[Path, Practice](), list[Fault]()
    for path in sorted(folder.glob("*.md")):
        try:
            found[path] = parse(path.read_text(encoding="utf-8"), path.name)
        except Faulty as error:
            faults += error.faults
    if faults:
        raise Faulty(tuple(faults))
    return found


def names(practice: Practice, voice: str) -> dict[str, Line]:
    """The clips that a practice asks for, by name; a line said twice has one clip."""
    return {clip_name(line, voice): line for line in practice.lines}

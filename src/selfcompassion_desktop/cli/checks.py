"""What works here and what does not, one thing after the other; nothing is mended."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from ..app import Services
from ..core.errors import StoreShut, Trouble
from ..core.practice import Practice, clip_name

_LEAST_ROOM = 200_000_000  # bytes
_FONTS = ("Inter-Regular.ttf", "Literata-Regular.ttf")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at.

    Attributes:
        ok: whether it works.
        detail: what was found, in a sentence or a figure.
    """

    name: str
    ok: bool
    detail: str


def all_checks(services: Services) -> tuple[Check, ...]:
    """Everything, in the order in which one thing rests on another."""
    looks: tuple[tuple[str, Callable[[Services], tuple[bool, str]]], ...] = (
        ("program", _program),
        ("data folder", _folder),
        ("free disk", _room),
        ("store", _store),
        ("settings", _settings),
        ("scripts", _scripts),
        ("recordings", _recordings),
        ("bell", _bell),
        ("sound", _sound),
        ("fonts", _fonts),
    )
    return tuple(Check(name, *_looked(look, services)) for name, look in looks)


def _looked(look: Callable[[Services], tuple[bool, str]], services: Services) -> tuple[bool, str]:
    try:
        return look(services)
    except Trouble as trouble:
        return False, trouble.sentence
    except OSError as error:
        return False, f"{error.filename or 'It'} cannot be used ({(error.strerror or 'no reason given').lower()})."


def _program(services: Services) -> tuple[bool, str]:
    return True, f"{version('selfcompassion-desktop')} with Python {sys.version.split()[0]} on {sys.platform}"


def _folder(services: Services) -> tuple[bool, str]:
    folder = services.paths.data
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:  # it names the file that was tried, which is nobody's
        return False, f"{folder} cannot be written ({(error.strerror or 'no reason given').lower()})."
    rights = folder.stat().st_mode & 0o777
    if os.name == "posix" and rights & 0o077:
        return False, f"{folder} can be entered by others; “chmod 700 {folder}” keeps it yours"
    return True, str(folder)


def _room(services: Services) -> tuple[bool, str]:
    free = shutil.disk_usage(services.paths.data).free
    return free >= _LEAST_ROOM, f"{free / 1e9:.1f} GB"


def _store(services: Services) -> tuple[bool, str]:
    database = services.database
    try:
        database.open()
    except StoreShut:
        return True, f"{database.path}, encrypted; with --passphrase-file it is looked into"
    found = database.integrity()
    if found != "ok":
        return False, f"{database.path} is damaged: {found}"
    with database.read() as connection:
        (number,) = connection.execute("PRAGMA user_version").fetchone()
    return True, f"{database.path}, version {number}, sound, {services.entries.count()} entries"


def _settings(services: Services) -> tuple[bool, str]:
    _, notices = services.settings_file.load()
    return not notices, " ".join(notices) or str(services.settings_file.path)


def _scripts(services: Services) -> tuple[bool, str]:
    library = services.library
    if faults := library.faults + library.exercise_faults:
        return False, "; ".join(str(fault) for fault in faults)
    return True, f"{len(library.everything)} read, and {len(library.exercises)} written exercises"


def _recordings(services: Services) -> tuple[bool, str]:
    wished = services.settings_file.load()[0].voice
    practices = services.library.everything
    lacking = [told for practice in practices if (told := _lacking(services, practice, wished))]
    stale = sum(_stale(services, practice, wished) for practice in practices)
    findings = lacking or [f"every line of {len(practices)} practices"]
    if stale:
        findings.append(f"{stale} recordings of words that are said no longer")
    return not lacking, "; ".join(findings)


def _lacking(services: Services, practice: Practice, wished: str) -> str:
    library = services.library
    there, lines = library.clips.recorded(practice, library.voice_for(practice, wished)), len(practice.lines)
    return "" if there == lines else f"{practice.id}: {lines - there} of {lines} lines not recorded"


def _stale(services: Services, practice: Practice, wished: str) -> int:
    library = services.library
    voice = library.voice_for(practice, wished)
    folder = library.folder_of(practice.id) / "audio" / "voice" / voice / practice.id
    wanted = {clip_name(line, voice) for line in practice.lines}
    return sum(file.stem not in wanted for file in folder.glob("*.ogg"))


def _bell(services: Services) -> tuple[bool, str]:
    sound = services.library.clips.read_bell()
    return sound.startswith(b"OggS"), f"{services.library.clips.bell_length() / 48_000:.1f} s"


def _sound(services: Services) -> tuple[bool, str]:
    from ..audio.device import PygameDevice

    told: list[str] = []
    device = PygameDevice(services.clock, told.append)
    try:
        there = device.open()
    finally:
        device.close()
    # A machine without sound lacks nothing that a practice needs.
    return True, "there is a device to play on" if there else "no device; practices are guided in text"


def _fonts(services: Services) -> tuple[bool, str]:
    folder: Path = services.paths.assets / "fonts"
    missing = [name for name in _FONTS if not (folder / name).is_file()]
    return not missing, f"missing: {', '.join(missing)}" if missing else "both there"

"""Packs on disk: folders that carry scripts and the clips that speak them, and written exercises."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from ..core.errors import Fault, Faulty
from ..core.practice import Practice

if TYPE_CHECKING:
    from ..core.exercise import Exercise

BUILT_IN = "built-in"


class _Named(Protocol):
    @property
    def id(self) -> str: ...


Read = TypeVar("Read", bound=_Named)


@dataclass(frozen=True, slots=True)
class Pack:
    """One pack's folder.

    Attributes:
        id: the pack's name in records: `built-in`, or its folder's name.
        folder: where `scripts/`, `exercises/` and `audio/` are.
    """

    id: str
    folder: Path


@dataclass(frozen=True, slots=True)
class Scripts:
    """What one pack's scripts gave: the practices that could be read, and every fault of those that could not."""

    practices: tuple[Practice, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Exercises:
    """What one pack's exercises gave: those that could be read, and every fault of those that could not."""

    exercises: tuple[Exercise, ...]
    faults: tuple[Fault, ...]


def packs_in(built_in: Path, installed: Path) -> tuple[Pack, ...]:
    """The built-in pack first, then each folder among the installed ones, by name."""
    try:
        folders = sorted(f for f in installed.iterdir() if _has(f, "scripts") or _has(f, "exercises"))
    except OSError:
        folders = []  # nothing was installed yet
    return (Pack(BUILT_IN, built_in), *(Pack(f.name, f) for f in folders))


def _has(folder: Path, part: str) -> bool:
    try:
        return (folder / part).is_dir()
    except OSError:
        return True  # it cannot be looked into, and reading it says why


def read_scripts(pack: Pack) -> Scripts:
    """Read every script of a pack; a bad one never keeps the others away."""
    folder = pack.folder / "scripts"
    if pack.id != BUILT_IN and not _lies(folder) and _has(pack.folder, "exercises"):
        return Scripts((), ())  # a pack of exercises alone
    files, faults = _files(folder)
    if not files and not faults:
        faults.append(Fault(str(folder), 0, "no script is here; the program may have been moved or copied in part"))
    return Scripts(_each(files, read_script, faults), tuple(faults))


def read_exercises(pack: Pack) -> Exercises:
    """Read every exercise of a pack; a bad one never keeps the others away, and a pack need not have any."""
    folder = pack.folder / "exercises"
    files, faults = _files(folder) if _lies(folder) else ([], [])
    return Exercises(_each(files, read_exercise, faults), tuple(faults))


def _lies(folder: Path) -> bool:
    """Whether there is something of that name, be it one that cannot be looked into."""
    try:
        folder.lstat()
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return True


def _files(folder: Path) -> tuple[list[Path], list[Fault]]:
    try:
        # Not `glob`, to which a folder that cannot be read is an empty one.
        return sorted(f for f in folder.iterdir() if f.suffix == ".md" and not f.name.startswith(".")), []
    except OSError as error:
        return [], [Fault(str(folder), 0, f"this folder cannot be read ({_why(error)}); see to its rights")]


def _each(files: list[Path], read: Callable[[Path], Read], faults: list[Fault]) -> tuple[Read, ...]:
    """What the files hold; of those that cannot be read, or have the id of another, the faults are added."""
    found: list[Read] = []
    names: dict[str, str] = {}
    for file in files:
        try:
            made = read(file)
        except Faulty as trouble:
            faults.extend(trouble.faults)
            continue
        if taken := names.get(made.id):
            faults.append(Fault(file.name, 0, f"its id “{made.id}” is that of {taken}; give one of them another"))
            continue
        names[made.id] = file.name
        found.append(made)
    return tuple(found)


def read_script(file: Path) -> Practice:
    """Read one script.

    Raises:
        Faulty: with every fault, among them that the file cannot be read or is not UTF-8.
    """
    text = _text(file)
    from ..core.script import parse  # with its YAML it takes a third of a start, and is needed after it

    return parse(text, file.name)


def read_exercise(file: Path) -> Exercise:
    """Read one exercise.

    Raises:
        Faulty: with every fault, among them that the file cannot be read or is not UTF-8.
    """
    text = _text(file)
    from ..core.exercise import parse  # as for a script

    return parse(text, file.name)


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = error.object[: error.start].count(b"\n") + 1
        raise Faulty((Fault(file.name, row, "this is not UTF-8 text; save the file again as UTF-8"),)) from None
    except OSError as error:
        raise Faulty((Fault(file.name, 0, f"the file cannot be read ({_why(error)})"),)) from None


def _why(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()

"""Packs on disk: folders that carry scripts and the clips that speak them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..core.errors import Fault, Faulty
from ..core.practice import Practice

BUILT_IN = "built-in"


@dataclass(frozen=True, slots=True)
class Pack:
    """One pack's folder.

    Attributes:
        id: the pack's name in records: `built-in`, or its folder's name.
        folder: where `scripts/` and `audio/` are.
    """

    id: str
    folder: Path


@dataclass(frozen=True, slots=True)
class Scripts:
    """What one pack's scripts gave: the practices that could be read, and every fault of those that could not."""

    practices: tuple[Practice, ...]
    faults: tuple[Fault, ...]


def packs_in(built_in: Path, installed: Path) -> tuple[Pack, ...]:
    """The built-in pack first, then each folder among the installed ones, by name."""
    try:
        folders = sorted(f for f in installed.iterdir() if _has_scripts(f))
    except OSError:
        folders = []  # nothing was installed yet
    return (Pack(BUILT_IN, built_in), *(Pack(f.name, f) for f in folders))


def _has_scripts(folder: Path) -> bool:
    try:
        return (folder / "scripts").is_dir()
    except OSError:
        return True  # it cannot be looked into, and reading it says why


def read_scripts(pack: Pack) -> Scripts:
    """Read every script of a pack; a bad one never keeps the others away."""
    folder = pack.folder / "scripts"
    practices, faults = list[Practice](), list[Fault]()
    try:
        # Not `glob`, to which a folder that cannot be read is an empty one.
        files = sorted(f for f in folder.iterdir() if f.suffix == ".md" and not f.name.startswith("."))
    except OSError as error:
        return Scripts((), (Fault(str(folder), 0, f"this folder cannot be read ({_why(error)}); see to its rights"),))
    if not files:
        faults.append(Fault(str(folder), 0, "no script is here; the program may have been moved or copied in part"))
    names: dict[str, str] = {}
    for file in files:
        try:
            practice = read_script(file)
        except Faulty as trouble:
            faults.extend(trouble.faults)
            continue
        if taken := names.get(practice.id):
            faults.append(Fault(file.name, 0, f"its id “{practice.id}” is that of {taken}; give one of them another"))
            continue
        names[practice.id] = file.name
        practices.append(practice)
    return Scripts(tuple(practices), tuple(faults))


def read_script(file: Path) -> Practice:
    """Read one script.

    Raises:
        Faulty: with every fault, among them that the file cannot be read or is not UTF-8.
    """
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = error.object[: error.start].count(b"\n") + 1
        raise Faulty((Fault(file.name, row, "this is not UTF-8 text; save the file again as UTF-8"),)) from None
    except OSError as error:
        raise Faulty((Fault(file.name, 0, f"the file cannot be read ({_why(error)})"),)) from None
    from ..core.script import parse  # with its YAML it takes a third of a start, and is needed after it

    return parse(text, file.name)


def _why(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()

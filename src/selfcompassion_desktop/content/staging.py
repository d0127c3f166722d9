"""Folders that are swapped whole: at every instant the old one is there, or the new one, or none.

Beside a folder `x`, `.x.new` is being filled, `.x.old` was there before, and `.x.gone` is on its way out. What a kill
or a power cut leaves of them is put right by `tidy_up`.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from ..core.errors import Trouble

NEW, OLD, GONE = ".new", ".old", ".gone"
_LOCK = ".lock"


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Have a folder to oneself among all programs that ask; made where it is not there.

    Raises:
        Trouble: when another program has it.
        OSError: when it cannot be written.
    """
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    with os.fdopen(os.open(folder / _LOCK, os.O_CREAT | os.O_RDWR, 0o600), "r+b") as file:
        if not _taken(file):
            raise Trouble("A pack is being installed or removed just now; try again when that is done.")
        yield  # closing the file lets it go, and so does the end of the program


def _taken(file: BinaryIO) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def fresh(folder: Path, name: str) -> Path:
    """An empty folder to fill, which only its owner may enter. Raises `OSError`."""
    made = folder / f".{name}{NEW}"
    if made.exists():
        shutil.rmtree(made)
    made.mkdir(mode=0o700)
    return made


def swap_in(folder: Path, name: str) -> None:
    """Give what was filled its name; what had it before goes. Raises `OSError`, and the old one is there then."""
    made, target, old = folder / f".{name}{NEW}", folder / name, folder / f".{name}{OLD}"
    if old.exists():
        shutil.rmtree(old)
    if target.exists():
        target.rename(old)
    try:
        made.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def take_out(folder: Path, name: str) -> None:
    """Take a folder away in one step. Raises `OSError`, and it is there then."""
    gone = folder / f".{name}{GONE}"
    if gone.exists():
        shutil.rmtree(gone)
    (folder / name).rename(gone)
    shutil.rmtree(gone, ignore_errors=True)


def tidy_up(folder: Path) -> None:
    """Put right what an end in between left; where that cannot be done now, it is left for another time."""
    with suppress(OSError, Trouble):
        if any(_begun(each) for each in folder.iterdir()):
            with alone(folder):
                _tidy(folder)


def _begun(path: Path) -> bool:
    return path.name.startswith(".") and path.name.endswith((NEW, OLD, GONE))


def _tidy(folder: Path) -> None:
    for path in sorted(folder.iterdir()):
        if not _begun(path):
            continue
        target = folder / path.name[1:].rpartition(".")[0]
        if path.name.endswith(OLD) and not target.exists():
            path.rename(target)
        else:
            shutil.rmtree(path, ignore_errors=True)

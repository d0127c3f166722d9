"""Written aside, and put in place whole: until then nothing of it stands under its name, and afterwards all of it.

What is made here is the person's own and not the program's: its rights are those that their other files get.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from ...core.errors import Cancelled, Trouble
from ...core.takeout import ENDED, Progress
from ..new_file import new_file

STORED = frozenset({".png", ".jpg", ".gif", ".webp"})
"""Files that are as small as they get already."""


class Shelf(Protocol):
    """Takes files one after another, by their names from its top on, with `/` between."""

    def file(self, name: str) -> AbstractContextManager[BinaryIO]:
        """A new file, open to be written until the block ends; one at a time."""

    def place(self, name: str) -> AbstractContextManager[Path]:
        """A path to write a new file to until the block ends, for what writes files by itself."""


class FolderShelf:
    """Files in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def file(self, name: str) -> Iterator[BinaryIO]:
        with self.place(name) as path, path.open("xb") as made:
            yield made

    @contextmanager
    def place(self, name: str) -> Iterator[Path]:
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        yield path


class ZipShelf:
    """Files in a zip.

    Args:
        made: the zip.
        path: where it is being written.
        now: the wall clock's time, for the files' dates.
    """

    def __init__(self, made: zipfile.ZipFile, path: Path, now: datetime) -> None:
        self._zip = made
        self._path = path
        self._now = (min(max(now.year, 1980), 2107), now.month, now.day, now.hour, now.minute, now.second)

    @contextmanager
    def file(self, name: str) -> Iterator[BinaryIO]:
        about = zipfile.ZipInfo(name, self._now)
        about.external_attr = 0o644 << 16
        about.compress_type = zipfile.ZIP_STORED if Path(name).suffix in STORED else zipfile.ZIP_DEFLATED
        with self._zip.open(about, "w", force_zip64=True) as made:
            yield cast(BinaryIO, made)  # for all that is asked of it here

    @contextmanager
    def place(self, name: str) -> Iterator[Path]:
        path = _beside(self._path)
        try:
            yield path
            with path.open("rb") as whole, self.file(name) as made:
                shutil.copyfileobj(whole, made)
        finally:
            path.unlink(missing_ok=True)


@contextmanager
def folder(target: Path, private: Path) -> Iterator[FolderShelf]:
    """A folder at `target`: one that is not there yet, or an empty one.

    Args:
        target: where to.
        private: the program's own folder, which nothing is ever written into here.

    Raises:
        Trouble: where that cannot be, or goes wrong; nothing is left of it then.
    """
    with _told(target):
        target = place(target, private)
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise Trouble(f"“{target}” is there already and not empty; choose a new name, or an empty folder.")
        made = _beside(target)
        try:
            made.mkdir()
            yield FolderShelf(made)
            _settle_folder(made, target)
        finally:
            shutil.rmtree(made, ignore_errors=True)


@contextmanager
def zipped(target: Path, private: Path, now: datetime) -> Iterator[ZipShelf]:
    """The same as one zip file; a file of that name is replaced."""
    with new_file(target, private) as made, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as z:
        yield ZipShelf(z, made, now)


class Steps:
    """Counts pieces, and tells how far it is; where there are many, not for each of them.

    Args:
        total: how many there will be.
        progress: told the part; what it answers decides whether it goes on.
    """

    def __init__(self, total: int, progress: Progress) -> None:
        self._total = max(1, total)
        self._every = max(1, min(50, total // 200))
        self._progress = progress
        self._done = 0

    def tick(self) -> None:
        """One piece more.

        Raises:
            Cancelled: where the person wants no more.
        """
        self._done += 1
        if self._done % self._every == 0:
            self._tell(self._done)

    def share(self, pieces: int) -> Progress:
        """For work that tells of itself how far it is, and is as much as so many pieces."""
        begun = self._done
        self._done += pieces

        def progress(part: float) -> bool:
            self._tell(begun + part * pieces)
            return True

        return progress

    def _tell(self, done: float) -> None:
        if not self._progress(min(1.0, done / self._total)):
            raise Cancelled(ENDED)


def place(target: Path, private: Path) -> Path:
    """Where it really is, links followed; refused within the program's own folder, however that is written.

    Raises:
        Trouble: when nothing can be made there.
    """
    try:
        found = Path(os.path.realpath(target))
        parent = found.parent
        if not parent.is_dir():
            raise Trouble(f"There is no folder “{parent}”; make it first, or choose another.")
        for above in (found, *found.parents):
            if above.exists() and private.exists() and above.samefile(private):
                raise Trouble(
                    f"“{target}” is within the folder where the program keeps the journal itself; choose another place."
                )
    except ValueError:  # a NUL
        raise Trouble("This is no name that a file can have; choose another.") from None
    return found


def _beside(target: Path) -> Path:
    return target.with_name(f".selfcompassion-{secrets.token_hex(6)}.part")


def _settle_folder(made: Path, target: Path) -> None:
    if hasattr(os, "sync"):
        os.sync()  # once, and not for each of perhaps a hundred thousand files
    if target.is_dir():
        shutil.copymode(target, made)
        target.rmdir()  # refuses where somebody has put something into it meanwhile
    made.rename(target)


@contextmanager
def _told(target: Path) -> Iterator[None]:
    """What the system refuses, as one sentence."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            why = f"The disk with “{target.parent}” is full; make room there, or choose another place."
        else:
            reason = (error.strerror or "it may not be written to").lower()
            why = f"“{target}” cannot be written ({reason}); choose another place."
        raise Trouble(f"{why} Nothing was left behind.") from None

"""What a person chose to take in, as named pieces of bytes: a file or a folder, and what `archives` adds.

A file from elsewhere may lie about itself, so every size is counted while it is read, never believed.
"""

from __future__ import annotations

import lzma
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath

from ...core.errors import Trouble
from ...core.interchange import Refused
from ...core.journal import clean
from ...core.pictures import LARGEST

MOST_FILES = 250_000
"""Files in one folder or archive."""
ONE_MOST = 4 << 30
"""Bytes read of one file."""
CHUNK = 1 << 20

BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, tarfile.TarError, struct.error,
    EOFError, NotImplementedError, RuntimeError, ValueError, KeyError, IndexError,
)  # fmt: skip
"""What Python's readers of archives raise on bytes that somebody mangled, or on a member with a password."""


class Unreadable(Exception):
    """A piece of what was chosen cannot be read.

    Attributes:
        why: one plain sentence.
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Tree:
    """Files by name, as `folder/file.txt`.

    Attributes:
        name: what the person chose, by its own name.
        refused: files that are left aside for their names.
        total: bytes that are going to be read; see `expect`.
        done: how many of them have been.
        stopped: why the whole of it is not read any further; empty while it is.
        looks, encodings: what was found of each file so far; a whole file need not be looked through twice.
    """

    def __init__(self, name: str, sizes: dict[str, int], refused: Iterable[Refused] = ()) -> None:
        self.name = name
        self.refused = tuple(refused)
        self.total = self.done = 0
        self.stopped = ""
        self.looks = dict[str, object]()
        self.encodings = dict[str, str]()
        self._sizes = sizes
        self._counted = frozenset[str]()

    @property
    def names(self) -> tuple[str, ...]:
        """Every file, by name."""
        return tuple(self._sizes)

    @property
    def single(self) -> bool:
        """Whether one file was chosen, that is no archive."""
        return False

    def has(self, name: str) -> bool:
        """Whether there is a file of this name."""
        return name in self._sizes

    def size(self, name: str) -> int:
        """Bytes, as the tree claims."""
        return self._sizes[name]

    def expect(self, names: Iterable[str], times: int = 1) -> None:
        """From now on `done` counts what is read of these files, each so many times."""
        self._counted = frozenset(names)
        self.total, self.done = times * sum(self._sizes[name] for name in self._counted), 0

    def chunks(self, name: str) -> Iterator[bytes]:
        """A file's bytes, a piece at a time.

        Raises:
            Unreadable: when it is damaged, gone, locked, or unpacks to more than it may.
        """
        given = 0
        try:
            for chunk in self._chunks(name):
                given += len(chunk)
                if given > ONE_MOST:
                    raise Unreadable("This file is larger than 4 GB, which is more than can be taken in at once.")
                if name in self._counted:
                    self.done += len(chunk)
                yield chunk
        except OSError as error:
            raise Unreadable(why(error)) from None
        except BROKEN:
            raise Unreadable("This file is damaged or has a password, and cannot be read.") from None

    def head(self, name: str, most: int = 65_536) -> bytes:
        """A file's first bytes."""
        found = b""
        for chunk in self.chunks(name):
            found += chunk
            if len(found) >= most:
                break
        return found[:most]

    def picture(self, name: str) -> bytes:
        """The whole of a picture.

        Raises:
            Trouble: when it cannot be had.
        """
        found, size = list[bytes](), 0
        try:
            for chunk in self.chunks(name):
                found.append(chunk)
                size += len(chunk)
                if size > LARGEST:
                    raise Trouble(f"{PurePosixPath(name).name} is larger than {LARGEST >> 20} MB.")
        except Unreadable as error:
            raise Trouble(f"{PurePosixPath(name).name}: {error.why}") from None
        return b"".join(found)

    def modified(self, name: str) -> datetime | None:
        """When a file was last changed: aware, or a wall time where no zone is known; None where it is not told."""
        raise NotImplementedError

    def close(self) -> None:
        """Let go of what is open."""

    def _chunks(self, name: str) -> Iterator[bytes]:
        raise NotImplementedError


class FileTree(Tree):
    """One file."""

    def __init__(self, path: Path) -> None:
        name = clean(path.name)
        super().__init__(name, {name: path.stat().st_size})
        self._path = path

    @property
    def single(self) -> bool:
        return True

    def modified(self, name: str) -> datetime | None:
        return _changed(self._path)

    def _chunks(self, name: str) -> Iterator[bytes]:
        return stretch(self._path, 0, None)


class FolderTree(Tree):
    """A folder; links in it are not followed, and hidden files are left alone."""

    def __init__(self, path: Path) -> None:
        # By its name as a text can say it: on Linux a name may be no text at all.
        self._paths = dict[str, Path]()
        sizes = dict[str, int]()
        refused = list[Refused]()
        waiting = [path]
        while waiting:
            folder = waiting.pop()
            try:
                found = sorted(folder.iterdir())
            except OSError as error:
                if folder == path:
                    raise
                refused.append(Refused(clean(folder.name), why(error)))
                continue
            for file in found:
                if file.name.startswith("."):
                    continue
                try:
                    state = file.lstat()
                except OSError as error:
                    refused.append(Refused(clean(file.name), why(error)))
                    continue
                if stat.S_ISDIR(state.st_mode):
                    waiting.append(file)
                elif stat.S_ISREG(state.st_mode):
                    name = clean(file.relative_to(path).as_posix())
                    self._paths[name], sizes[name] = file, state.st_size
                if len(sizes) > MOST_FILES:
                    raise Trouble(f"There are more than {MOST_FILES:,} files in this folder; choose a smaller one.")
        super().__init__(clean(path.name), dict(sorted(sizes.items())), refused)

    def modified(self, name: str) -> datetime | None:
        return _changed(self._paths[name])

    def _chunks(self, name: str) -> Iterator[bytes]:
        return stretch(self._paths[name], 0, None)


def stretch(path: Path, start: int, size: int | None) -> Iterator[bytes]:
    """A stretch of a file, a piece at a time; up to its end where no size is given."""
    with path.open("rb") as file:
        file.seek(start)
        while chunk := file.read(CHUNK if size is None else min(CHUNK, size)):
            if size is not None:
                size -= len(chunk)
            yield chunk


def _changed(path: Path) -> datetime | None:
    try:
        return after_1970(path.stat().st_mtime)
    except OSError:
        return None


def after_1970(seconds: float) -> datetime | None:
    """An instant in UTC; None where the calendar has none."""
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    except (OverflowError, ValueError):
        return None


def why(error: OSError) -> str:
    """The system's reason, as a sentence."""
    return f"This cannot be read ({(error.strerror or type(error).__name__).lower()})."

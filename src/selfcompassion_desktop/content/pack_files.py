"""The files of a pack where they lie, in a folder or in one `.scpack`: nothing is unpacked, and no claim is believed.

The zip is read by this reader alone, and never by Python's `extractall`, which would quietly rename what leads out.
"""

from __future__ import annotations

import os
import stat
import zipfile
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ..core.errors import Fault, Trouble
from ..core.pack import MOST_FILES
from ..core.pack_paths import MANIFEST, is_clutter, path_fault, shown, tidy, twin_key
from .interchange.archives import listing_size
from .interchange.trees import BROKEN, CHUNK, Unreadable

WHOLE_MOST = 2 << 30
"""Bytes of all files of a pack together."""
FREE, RATIO = 1 << 20, 100
"""Bytes that a file in a zip may always give, and how many times its packed size beyond them."""
LISTING_MOST = 8 << 20
"""Bytes that a zip's list of files may have: ten thousand long names have some three million."""
_METHODS = frozenset((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
_LIES = "more stands in it than it says, or less; it is damaged, or somebody changed it"


@dataclass(frozen=True, slots=True)
class Member:
    """One file.

    Attributes:
        path: where it lies in the pack, its parts parted by “/”.
        size: bytes that it claims to have.
        place: where it is read.
    """

    path: str
    size: int
    place: Path | zipfile.ZipInfo


class PackFiles(Protocol):
    """A pack's files, open for reading.

    Attributes:
        members: the files that can be read, by path.
        faults: what is wrong with the others, and with all of them together.
        readable: whether anything is to be read at all: not, where the whole is too much.
    """

    members: dict[str, Member]
    faults: list[Fault]
    readable: bool

    def chunks(self, member: Member) -> Iterator[bytes]:
        """A file's bytes in pieces, exactly as many as it claims.

        Raises:
            Unreadable: with half a sentence, when there are more or fewer of them, or it cannot be read.
        """


@contextmanager
def pack_files(path: Path, apart: Collection[str] = ()) -> Iterator[PackFiles]:
    """The files of the pack at `path`, a folder or a `.scpack`.

    Args:
        apart: folders at the top of a folder that are not the pack's.

    Raises:
        Trouble: when nothing is there, or it is no pack at all.
    """
    called = shown(path.name)
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            yield _Folder(path, frozenset(apart))
            return
        if not stat.S_ISREG(mode):
            raise Trouble(f"“{called}” is neither a file nor a folder.")
        if listing_size(path) > LISTING_MOST:
            raise Trouble(f"“{called}” holds more files than a pack can have.")
        archive = zipfile.ZipFile(path)
    except OSError as error:
        why = (error.strerror or "no reason given").lower()
        raise Trouble(f"“{called}” cannot be opened ({why}).") from None
    except BROKEN:
        raise Trouble(f"“{called}” is no pack, or was not copied whole; ask for it once more.") from None
    with archive:
        yield _Zip(archive)


class _Gathered:
    """Members by path; those whose names could do harm are faults instead."""

    def __init__(self) -> None:
        self.members: dict[str, Member] = {}
        self.faults: list[Fault] = []
        self.readable = True
        self._spelled: dict[str, str] = {}

    def fault(self, path: str, why: str) -> None:
        self.faults.append(Fault(shown(path), 0, why))

    def take(self, members: Iterable[Member]) -> None:
        for member in members:
            path = tidy(member.path)
            if why := path_fault(path) or self._twin(path):
                self.fault(path, why)
            else:
                self.members[path] = Member(path, member.size, member.place)
            if len(self.members) + len(self.faults) > MOST_FILES:
                self._stop(f"there are more than {MOST_FILES:,} files, which is more than a pack can have")
                return
        if sum(member.size for member in self.members.values()) > WHOLE_MOST:
            self._stop(f"its files are larger than {WHOLE_MOST >> 30} GB together, which is more than a pack can have")

    def _stop(self, why: str) -> None:
        self.fault(MANIFEST, why)
        self.readable = False

    def _twin(self, path: str) -> str:
        """Why no file may have this path beside the others; a folder spelled in two ways is two on some systems."""
        parts = path.split("/")
        for end in range(1, len(parts) + 1):
            here = "/".join(parts[:end]) + ("" if end == len(parts) else "/")
            key = twin_key(here)
            other = self._spelled.setdefault(key, here)
            if other != here or (end == len(parts) and path in self.members):
                return f"some systems take it for the same as “{shown(other)}”; give one of them another name"
            if self._spelled.get(key.rstrip("/") if key.endswith("/") else f"{key}/"):
                return "a file and a folder have the same name; give one of them another"
        return ""


class _Zip(_Gathered):
    def __init__(self, archive: zipfile.ZipFile) -> None:
        super().__init__()
        self._zip = archive
        kept = [info for info in archive.infolist() if not is_clutter(info.orig_filename)]
        outer = _wrapping([info.orig_filename for info in kept])
        self.take(self._fit(kept, outer))

    def _fit(self, infos: list[zipfile.ZipInfo], outer: str) -> Iterator[Member]:
        for info in infos:
            # Not `filename`, from which Python has cut what it thinks is no part of the name.
            whole = info.orig_filename
            path = whole.removeprefix(outer)
            kind = stat.S_IFMT(info.external_attr >> 16)
            if whole.endswith("/"):
                # No file is made of it, but what names a way out is no pack of anyone's.
                if why := path_fault(tidy(whole.rstrip("/"))):
                    self.fault(whole, why)
            elif kind not in (0, stat.S_IFREG):
                self.fault(path, "it is a link or a device; a pack holds ordinary files")
            elif info.flag_bits & 0x1:
                self.fault(path, "it is locked with a password; pack it without one")
            elif info.compress_type not in _METHODS:
                self.fault(path, "it is packed in a way that cannot be read here; “pack build” makes it right")
            elif info.file_size > FREE + RATIO * info.compress_size:
                self.fault(path, "it unpacks to far more than its own size, so it is not opened")
            else:
                yield Member(path, info.file_size, info)

    def chunks(self, member: Member) -> Iterator[bytes]:
        assert isinstance(member.place, zipfile.ZipInfo)
        read = 0
        try:
            with self._zip.open(member.place) as file:
                while chunk := file.read(CHUNK):
                    read += len(chunk)
                    if read > member.size:
                        raise Unreadable(_LIES)
                    yield chunk
        except OSError as error:
            raise Unreadable(f"it cannot be read ({(error.strerror or 'no reason given').lower()})") from None
        except BROKEN:
            raise Unreadable(_LIES) from None
        if read != member.size:
            raise Unreadable(_LIES)


def _wrapping(names: list[str]) -> str:
    """The one folder around everything, as a system's own “compress” makes it; empty where there is none."""
    first = names[0].partition("/")[0] + "/" if names else ""
    # A wrapping that is no harmless name is left there, and is then a fault.
    wraps = f"{first}{MANIFEST}" in names and all(name.startswith(first) for name in names)
    return first if wraps and not path_fault(tidy(first.rstrip("/"))) else ""


class _Folder(_Gathered):
    def __init__(self, folder: Path, apart: frozenset[str]) -> None:
        super().__init__()
        self._top, self._apart = folder, apart
        self.take(self._walk(folder, ""))

    def _walk(self, folder: Path, before: str) -> Iterator[Member]:
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            self.fault(before or MANIFEST, f"its folder cannot be read ({(error.strerror or 'no reason').lower()})")
            return
        for entry in entries:
            path = f"{before}{entry.name}"
            if entry.name.startswith(".") or is_clutter(path) or path in self._apart:
                continue  # what an editor or a version control keeps for itself is not built into a pack
            if entry.is_symlink() or not (entry.is_dir() or entry.is_file()):
                self.fault(path, "it is a link or a device; a pack holds ordinary files")
            elif entry.is_dir():
                yield from self._walk(folder / entry.name, f"{path}/")
            else:
                yield Member(path, entry.stat(follow_symlinks=False).st_size, folder / entry.name)

    def chunks(self, member: Member) -> Iterator[bytes]:
        assert isinstance(member.place, Path)
        try:
            with member.place.open("rb") as file:
                left = member.size
                while chunk := file.read(CHUNK):
                    left -= len(chunk)
                    if left < 0:
                        break
                    yield chunk
        except OSError as error:
            raise Unreadable(f"it cannot be read ({(error.strerror or 'no reason given').lower()})") from None
        if left:
            raise Unreadable("it was changed while it was read; try again when nothing writes to it")

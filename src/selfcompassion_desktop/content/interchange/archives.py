"""Archives, read where they lie: nothing is unpacked to disk, and what they claim of themselves is not believed."""

from __future__ import annotations

import re
import stat
import tarfile
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, cast

from ...core.errors import Trouble
from ...core.interchange import Refused
from ...core.journal import clean
from .trees import BROKEN, CHUNK, MOST_FILES, FileTree, FolderTree, Tree, Unreadable, after_1970, stretch, why

FREE, RATIO = 64 << 20, 100
"""Bytes that an archive may always give, and how many times its own size beyond them."""
LISTING_MOST = 100 << 20
"""Bytes that a zip's list of files may have."""
_OUTWARDS = re.compile(r"(?:^|[\\/])\.\.(?:[\\/]|$)|^[\\/]|^[A-Za-z]:|\0")
_DAMAGED = "{} is damaged or was not copied whole; export it once more."
_TOO_MANY = f"There are more than {MOST_FILES:,} files in {{}}, which is more than can be read."
_LEADS_OUT = "Its name leads out of the archive, so it was left alone."


class _Archive(Tree):
    """Files in one file, that may be told to hold anything."""

    def __init__(self, path: Path, sizes: dict[str, int], refused: Iterable[Refused]) -> None:
        super().__init__(clean(path.name), dict(sorted(sizes.items())), refused)
        self._path = path
        self._left = FREE + RATIO * path.stat().st_size

    def chunks(self, name: str) -> Iterator[bytes]:
        for chunk in super().chunks(name):
            self._left -= len(chunk)
            if self._left < 0:
                self.stopped = "This archive unpacks to far more than its own size, so reading it was stopped."
                raise Unreadable(self.stopped)
            yield chunk


class ZipTree(_Archive):
    """A zip."""

    def __init__(self, path: Path) -> None:
        if listing_size(path) > LISTING_MOST:
            raise Trouble(_TOO_MANY.format(clean(path.name)))
        try:
            self._zip = zipfile.ZipFile(path)
        except BROKEN:
            raise Trouble(_DAMAGED.format(clean(path.name))) from None
        self._members = dict[str, zipfile.ZipInfo]()
        refused = list[Refused]()
        for member in self._zip.infolist():
            if member.filename.endswith("/") or _clutter(member.filename):
                continue
            if stat.S_ISLNK(member.external_attr >> 16) or not safe(member.filename):
                refused.append(Refused(_shown(member.filename), _LEADS_OUT))
            else:
                self._members[member.filename] = member
            if len(self._members) + len(refused) > MOST_FILES:
                self._zip.close()
                raise Trouble(_TOO_MANY.format(clean(path.name)))
        super().__init__(path, {name: member.file_size for name, member in self._members.items()}, refused)

    def modified(self, name: str) -> datetime | None:
        try:
            return datetime(*self._members[name].date_time)
        except ValueError:
            return None

    def close(self) -> None:
        self._zip.close()

    def _chunks(self, name: str) -> Iterator[bytes]:
        with self._zip.open(self._members[name]) as file:
            while chunk := file.read(CHUNK):
                yield chunk


def listing_size(path: Path) -> int:
    """How many bytes a zip says that its list of files has: Python reads that list whole, however long it is."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - (1 << 16) - 100))
        tail = file.read()
    at = tail.rfind(b"PK\5\6")
    size = int.from_bytes(tail[at + 12 : at + 16], "little") if at >= 0 else 0
    if size == 0xFFFFFFFF and (large := tail.rfind(b"PK\6\6")) >= 0:
        return int.from_bytes(tail[large + 40 : large + 48], "little")
    return size


class TarTree(_Archive):
    """A tar that is not compressed, as Joplin writes it."""

    def __init__(self, path: Path) -> None:
        self._places = dict[str, tuple[int, int, float]]()
        refused = list[Refused]()
        try:
            with path.open("rb") as file, tarfile.open(fileobj=cast(BinaryIO, _Sparing(file)), mode="r:") as tar:
                for member in tar:
                    if not member.isreg() or member.issparse() or _clutter(member.name):
                        continue
                    if safe(member.name):
                        name = clean(member.name.removeprefix("./"))
                        self._places[name] = (member.offset_data, member.size, member.mtime)
                    else:
                        refused.append(Refused(_shown(member.name), _LEADS_OUT))
                    if len(self._places) + len(refused) > MOST_FILES:
                        raise Trouble(_TOO_MANY.format(clean(path.name)))
        except BROKEN:
            raise Trouble(_DAMAGED.format(clean(path.name))) from None
        super().__init__(path, {name: size for name, (_, size, _) in self._places.items()}, refused)

    def modified(self, name: str) -> datetime | None:
        return after_1970(self._places[name][2])

    def _chunks(self, name: str) -> Iterator[bytes]:
        start, size, _ = self._places[name]
        return stretch(self._path, start, size)


class _Sparing:
    """A file of which nothing large is read at once, whatever a header in it claims."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def read(self, size: int = -1) -> bytes:
        if not 0 <= size <= CHUNK:
            raise tarfile.ReadError
        return self._file.read(size)

    def seek(self, place: int, whence: int = 0) -> int:
        return self._file.seek(place, whence)

    def tell(self) -> int:
        return self._file.tell()


def tree_at(path: Path) -> Tree:
    """What is there, known by its first bytes and not by its name.

    Raises:
        Trouble: when nothing is there, it cannot be read, or it is a damaged archive.
    """
    called = clean(path.name) or "This"
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            return FolderTree(path)
        if not stat.S_ISREG(mode):
            raise Trouble(f"{called} is neither a file nor a folder.")
        with path.open("rb") as file:
            start = file.read(512)
        if start.startswith((b"PK\3\4", b"PK\5\6")):
            return ZipTree(path)
        return TarTree(path) if start[257:262] == b"ustar" else FileTree(path)
    except FileNotFoundError:
        raise Trouble(f"There is no file called {called} there.") from None
    except OSError as error:
        raise Trouble(f"{called} cannot be opened. {why(error)}") from None
    except ValueError:
        raise Trouble("This is not the name of a file.") from None


def safe(name: str) -> bool:
    """Whether a name in an archive stays within it on every system."""
    return bool(name) and not _OUTWARDS.search(name)


def _clutter(name: str) -> bool:
    return name.startswith("__MACOSX/") or name.rpartition("/")[2] in {".DS_Store", "Thumbs.db"}


def _shown(name: str) -> str:
    return name.encode("ascii", "backslashreplace").decode()[:80]

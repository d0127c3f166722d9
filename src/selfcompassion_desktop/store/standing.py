"""What a store is: plain, encrypted with a key file, or without one. Read from the files, never from a flag."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

_HEADER = b"SQLite format 3\0"
SET_ASIDE = "set-aside"
"""The folder beside a store for what was damaged, or is not wanted now and is not to be lost."""
_PAGE = 4096
_RANDOM = 200
"""So many of the 256 values stand in a page that is encrypted; a text, a picture of zeros or a table has fewer."""


class Standing(Enum):
    """How a store stands."""

    NEW = "new"
    """Nothing is there yet."""
    PLAIN = "plain"
    """An ordinary SQLite file; a key file beside it means nothing."""
    ENCRYPTED = "encrypted"
    """Opened by what its key file holds."""
    KEYLESS = "keyless"
    """Encrypted by the look of it, and its key file is not here."""
    UNKNOWN = "unknown"
    """Nothing that this program would write."""


def standing(store: Path) -> Standing:
    """How the store at a path stands.

    Raises:
        OSError: when it cannot be read.
    """
    start = _start(store)
    if start.startswith(_HEADER):
        return Standing.PLAIN
    if find_key_file(store) is not None:
        return Standing.ENCRYPTED
    if not start:
        return Standing.NEW
    return Standing.KEYLESS if len(start) == _PAGE and len(set(start)) >= _RANDOM else Standing.UNKNOWN


def is_plain(path: Path) -> bool:
    """Whether a file is an ordinary SQLite file.

    Raises:
        OSError: when it cannot be read.
    """
    return _start(path).startswith(_HEADER)


def key_file_of(store: Path) -> Path:
    """Where the key file of a store belongs."""
    return store.with_suffix(".key")


def spare_key_file_of(store: Path) -> Path:
    """Where a second copy of it lies: a store whose only key file is gone could never be opened again."""
    return backups_of(store) / key_file_of(store).name


def backups_of(store: Path) -> Path:
    """The folder of its backups."""
    return store.parent / "backups"


def find_key_file(store: Path) -> Path | None:
    """The key file of a store, or its copy; None where there is neither."""
    return next((file for file in (key_file_of(store), spare_key_file_of(store)) if file.is_file()), None)


def _start(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_PAGE)
    except FileNotFoundError:
        return b""

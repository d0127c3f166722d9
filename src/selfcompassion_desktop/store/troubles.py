"""What SQLite and the system say, told as known trouble in a person's words."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path

from ..core.errors import (
    KeyDamaged,
    KeyMissing,
    StoreDamaged,
    StoreFull,
    StoreLocked,
    StoreNewer,
    StoreShut,
    StoreTrouble,
    StoreUnwritable,
    WrongPassphrase,
)


class Code(IntEnum):
    """SQLite's primary result codes, https://www.sqlite.org/rescode.html"""

    PERM = 3
    BUSY = 5
    LOCKED = 6
    READONLY = 8
    IOERR = 10
    CORRUPT = 11
    FULL = 13
    CANTOPEN = 14
    NOTADB = 26


_SAYINGS = {
    "attempt to write a readonly database": Code.READONLY,
    "database disk image is malformed": Code.CORRUPT,
    "database is locked": Code.BUSY,
    "database or disk is full": Code.FULL,
    "disk i/o error": Code.IOERR,
    "file is not a database": Code.NOTADB,
    "unable to open database file": Code.CANTOPEN,
}
"""SQLite's own words: its backup tells no code."""


def full() -> StoreFull:
    """No room."""
    return StoreFull("Could not save: the disk is full. Everything saved before is safe; make some room and try again.")


def locked() -> StoreLocked:
    """Held by another."""
    return StoreLocked(
        "The journal is in use by another program, which did not let go of it. Close that program, then try again."
    )


def unwritable(path: Path) -> StoreUnwritable:
    """No rights."""
    return StoreUnwritable(
        f"The journal in {path.parent} cannot be written. Check that the folder is there and that you may write in it."
    )


def moved(path: Path) -> StoreUnwritable:
    """Taken away, or replaced, while it was open."""
    return StoreUnwritable(
        f"The journal's file {path} was moved or replaced while the program was open, so nothing is written to it. "
        "Put it back, or close the program and open it again."
    )


def unreachable(path: Path) -> StoreUnwritable:
    """The disk does not answer."""
    return StoreUnwritable(
        f"Could not read or write the journal in {path.parent}: the disk reports an error. "
        "It may be full, or unplugged; everything saved before stays as it is."
    )


def damaged(path: Path) -> StoreDamaged:
    """No SQLite file, or a broken one."""
    return StoreDamaged(
        f"The journal's file {path} is damaged and cannot be read. It was left untouched; a backup can take its place."
    )


def foreign(path: Path) -> StoreDamaged:
    """Another program's database."""
    return StoreDamaged(
        f"The file {path} belongs to another program and is no journal. It was left untouched; choose another folder."
    )


def newer(path: Path) -> StoreNewer:
    """From the future."""
    return StoreNewer(
        f"The journal in {path.parent} was made by a newer version of this program. It was left untouched; "
        "open it with the newer version."
    )


def shut(path: Path) -> StoreShut:
    """Encrypted, and nobody has said the passphrase."""
    return StoreShut(f"The journal in {path.parent} is encrypted, and its passphrase is needed to open it.")


def wrong(purpose: str) -> WrongPassphrase:
    """Another passphrase, or another code."""
    if purpose == "recovery":
        return WrongPassphrase("This recovery code does not open the journal. The journal itself is well.")
    return WrongPassphrase("This passphrase does not open the journal. The journal itself is well; try once more.")


def keyless(path: Path, key_file: Path) -> KeyMissing:
    """Encrypted or damaged: without a key file, nobody can tell."""
    return KeyMissing(
        f"The journal's file {path} cannot be read: it is encrypted and its key file {key_file.name} is not beside it, "
        "or it is damaged. It was left untouched; a copy of the key file, or a backup, can help."
    )


def other_key(path: Path) -> StoreDamaged:
    """A backup that our key does not open."""
    return StoreDamaged(f"The backup {path} cannot be opened: it is encrypted with another key, or it is damaged.")


def key_damaged(path: Path) -> KeyDamaged:
    """The key file, and its copy, cannot be read."""
    return KeyDamaged(
        f"The key file {path} is damaged, so the journal cannot be opened with it. "
        "Nothing was changed; put a copy of the key file in its place."
    )


def newer_key(path: Path) -> StoreNewer:
    """A key file from the future."""
    return StoreNewer(
        f"The key file {path} was made by a newer version of this program. It was left untouched; "
        "open the journal with the newer version."
    )


def of_system(error: OSError, path: Path) -> StoreTrouble:
    """The trouble that an error of the system means."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return full()
    if error.errno == errno.EIO:
        return unreachable(path)
    return unwritable(path)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite reports about outer circumstances into trouble; our own mistakes pass unchanged."""
    import sqlcipher3.dbapi2 as sqlite

    try:
        yield
    except sqlite.DatabaseError as error:
        trouble = _of_code(_code_of(error), path)
        if trouble is None:
            raise
        raise trouble from error
    except OSError as error:
        raise of_system(error, path) from error


def _code_of(error: Exception) -> int:
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return code & 0xFF if code is not None else _SAYINGS.get(str(error).lower(), 0)


def _of_code(code: int, path: Path) -> StoreTrouble | None:
    match code:
        case Code.BUSY | Code.LOCKED:
            return locked()
        case Code.FULL:
            return full()
        case Code.CORRUPT | Code.NOTADB:
            return damaged(path)
        case Code.PERM | Code.READONLY | Code.CANTOPEN:
            return unwritable(path)
        case Code.IOERR:
            return unreachable(path)
        case _:
            return None

"""A file outside the program's own folder, made of what a person takes out: there whole, or not at all."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..core.errors import Trouble

_OURS = ("selfcompassion", "settings", "store", ".")


@contextmanager
def new_file(path: Path, own: Path) -> Iterator[Path]:
    """Gives the name of an empty file to write to; it takes the place of `path` when the block ends without trouble.

    Its rights are those that any new file gets. Where the block raises, nothing is left and `path` is as it was.

    Args:
        path: where it is to stand; a file there is replaced.
        own: the program's data folder; see `checked`.

    Raises:
        Trouble: when it cannot stand there, or could not be written.
    """
    target = checked(path, own)
    made = target.with_name(f".{target.name[:100]}.{os.getpid()}.new")
    try:
        made.unlink(missing_ok=True)
        with made.open("xb"):
            pass
        yield made
        _sync(made)
        made.replace(target)
        with suppress(OSError):  # some file systems refuse to sync a folder; the file itself is on the disk
            _sync(target.parent)
    except OSError as error:
        raise Trouble(_sentence(error, path)) from error
    finally:
        with suppress(OSError):
            made.unlink(missing_ok=True)


def checked(path: Path, own: Path) -> Path:
    """Where a path really leads.

    In the program's own folder nothing is replaced, its folders take nothing, and so do names that the program
    itself may use one day.

    Raises:
        Trouble: when no such file can stand there.
    """
    target, private = path.absolute().resolve(), own.absolute().resolve()
    if target.is_relative_to(private) and (
        target.parent != private or target.exists() or not target.suffix or target.name.startswith(_OURS)
    ):
        raise Trouble(f"“{path}” lies in the folder where the journal itself is kept; choose another.")
    if target.is_dir():
        raise Trouble(f"“{path}” is a folder; give the file a name of its own inside it.")
    if not target.parent.is_dir():
        raise Trouble(f"There is no folder “{path.parent}”; make it first, or choose another.")
    return target


def _sync(path: Path) -> None:
    if sys.platform == "win32" and path.is_dir():
        return
    handle = os.open(path, os.O_RDWR if sys.platform == "win32" else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sentence(error: OSError, path: Path) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"There is no room for “{path}”. Nothing of it was left; make some room, or choose another place."
    why = (error.strerror or "it may not be written to").lower()
    return f"“{path}” cannot be written ({why}); choose another place."

"""A few texts in one .zip that says nothing of when, where or on what it was made."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from .new_file import new_file

_NEVER = (1980, 1, 1, 0, 0, 0)
"""The first moment a .zip can name; each file in it bears this one."""
_UNIX = 3


def write_zip(texts: Mapping[str, str], file: Path, own: Path) -> None:
    """Write texts by their names as UTF-8.

    Args:
        texts: each by its path within, with “/”.
        file: where it is to stand; a file there is replaced.
        own: the program's data folder; see `new_file`.

    Raises:
        Trouble: when it cannot be written.
    """
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

    with new_file(file, own) as made, ZipFile(made, "w") as out:
        for name, text in texts.items():
            info = ZipInfo(name, _NEVER)
            info.create_system, info.external_attr, info.compress_type = _UNIX, 0o644 << 16, ZIP_DEFLATED
            out.writestr(info, text.encode())

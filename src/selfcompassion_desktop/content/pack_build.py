"""A folder → one `.scpack`: the same folder gives the same bytes, on any day and on any system."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from ..core.errors import Faulty, Trouble
from ..core.pack import Manifest, write
from ..core.pack_paths import MANIFEST, SIGNATURE
from .interchange.trees import Unreadable
from .new_file import new_file
from .pack_check import Known, examine
from .pack_files import PackFiles, pack_files

_THEN = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip can write down: when a file was saved says nothing about a pack."""
_UNIX, _RIGHTS = 3, 0o100644


def build(folder: Path, target: Path, known: Known, own: Path) -> Manifest:
    """Make one file of a pack, with the list of its contents.

    Args:
        target: the file; one that is there is replaced.
        own: the program's data folder, where it cannot stand.

    Raises:
        Faulty: with everything that is wrong with the pack; nothing is written then.
        Trouble: when the folder is no pack, or the file cannot be written.
    """
    with pack_files(folder) as files:
        checked = examine(files, known, built=False)
        if checked.faults or checked.manifest is None:
            raise Faulty(checked.faults)
        contents = {path: digest for path, digest in checked.hashes.items() if path not in (MANIFEST, SIGNATURE)}
        manifest = replace(checked.manifest, contents=contents)
        with new_file(target, own) as made, zipfile.ZipFile(made, "w") as archive:
            add(archive, MANIFEST, write(manifest).encode())
            for path in sorted(contents):
                add(archive, path, _content(files, path, contents[path]))
    return manifest


def add(archive: zipfile.ZipFile, path: str, content: bytes) -> None:
    """Add one file as every build of it does; sound is packed already."""
    about = zipfile.ZipInfo(path, _THEN)
    about.create_system, about.external_attr = _UNIX, _RIGHTS << 16
    about.compress_type = zipfile.ZIP_STORED if path.endswith(".ogg") else zipfile.ZIP_DEFLATED
    archive.writestr(about, content, compresslevel=9)


def _content(files: PackFiles, path: str, expected: str) -> bytes:
    changed = f"“{path}” was changed while the pack was built; build it again when nothing writes to it."
    try:
        content = b"".join(files.chunks(files.members[path]))
    except Unreadable:
        raise Trouble(changed) from None
    if sha256(content).hexdigest() != expected:
        raise Trouble(changed)
    return content


Progress = Callable[[int, int], None]
"""Told how many bytes of how many are done; what it raises ends the work, and nothing is left of it."""

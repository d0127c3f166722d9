"""Each single thing that is done to a file, by name: a test hands in a disk that fails at any one of them."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from .files import make_private_file, make_private_folder, sync

_AT_ONCE = 1 << 20


class Disk:
    """Does what is asked, and nothing else. Every method may raise `OSError`."""

    def make_folder(self, folder: Path) -> None:
        """Make a folder that only its owner may enter."""
        make_private_folder(folder)

    def make(self, path: Path) -> None:
        """Make an empty file that only its owner may read."""
        make_private_file(path)

    def write(self, path: Path, content: bytes) -> None:
        """Fill a file that was made."""
        path.write_bytes(content)

    def sync(self, path: Path) -> None:
        """Have a file or folder on the disk itself."""
        sync(path)

    def rename(self, old: Path, new: Path) -> None:
        """Give a file another name, in one step; what had that name is gone."""
        old.replace(new)

    def remove(self, path: Path) -> None:
        """Take a file away, if it is there."""
        path.unlink(missing_ok=True)

    def blank(self, descriptor: int) -> None:
        """Put zeros over everything that an open file holds."""
        size = os.fstat(descriptor).st_size
        os.lseek(descriptor, 0, os.SEEK_SET)
        for at in range(0, size, _AT_ONCE):
            os.write(descriptor, bytes(min(_AT_ONCE, size - at)))
        os.fsync(descriptor)

    def put_in_place(self, made: Path, path: Path) -> None:
        """Give a finished, closed file its name, in one step that a power cut cannot halve."""
        self.sync(made)
        self.rename(made, path)
        with suppress(OSError):  # some file systems refuse to sync a folder; the file itself is on the disk
            self.sync(path.parent)

    def keep(self, path: Path, content: bytes) -> None:
        """Write a small file whole: it is the old or the new one at every instant."""
        made = path.with_name(f"{path.name}.{os.getpid()}.new")
        try:
            self.make_folder(path.parent)
            self.make(made)
            self.write(made, content)
            self.put_in_place(made, path)
        except OSError:
            with suppress(OSError):
                self.remove(made)
            raise

"""The passphrase: set, changed, taken away; and the store unlocked and locked.

Turning encryption on or off writes the store anew beside itself, compares it, and gives it the store's name in one
step, so that the old or the new one opens at every instant. How a store stands is read from its file; a key file
beside a plain store means nothing. So the order is: key file, store, then the copies that lie around it; the other
way round, store, copies, key file. What an end in between leaves undone is finished at the next unlocking, or by
taking the passphrase away once more.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from ..core.errors import KeyDamaged, StoreDamaged, StoreTrouble, Trouble
from . import troubles
from .database import Database
from .disk import Disk
from .keyfile import COST, Cost, KeyFile, as_secret
from .sealing import SUFFIX, seal, unseal
from .standing import SET_ASIDE, Standing, backups_of, is_plain, key_file_of
from .transcript import clear, transcribe, transcribe_open


@dataclass(frozen=True, slots=True)
class Encrypted:
    """What came of setting a passphrase.

    Attributes:
        code: the recovery code, which is shown once and kept nowhere.
        left: older copies that are still to be encrypted, because there was no room or no right to; the next
            unlocking tries again.
    """

    code: str
    left: tuple[Path, ...]


class Encryption:
    """Sees to the key of one store. Safe from any thread, one call at a time.

    Every method raises `StoreTrouble` when a file cannot be read or written.

    Args:
        database: the store.
        disk: what touches the files.
        cost: of guessing, for what is wrapped from now on.
    """

    def __init__(self, database: Database, disk: Disk | None = None, cost: Cost = COST) -> None:
        self._database = database
        self._disk = disk or Disk()
        self._key_file = KeyFile.of(database.path, self._disk, cost)

    @property
    def standing(self) -> Standing:
        """How the store stands, read from its file."""
        return self._database.standing

    @property
    def is_unfinished(self) -> bool:
        """Whether a passphrase was being taken away, and some backups are still encrypted."""
        return self.standing is Standing.PLAIN and self._key_file.exists and any(self._encrypted_copies())

    def expect_encrypted(self) -> None:
        """Go on only where there is a passphrase.

        Raises:
            Trouble: when there is none.
        """
        if self.standing is not Standing.ENCRYPTED:
            raise Trouble("The journal has no passphrase.")

    def expect_plain(self) -> None:
        """Go on only where there is no passphrase, and none that was taken away only in part.

        Raises:
            Trouble: when there is one.
        """
        if self.standing is Standing.ENCRYPTED:
            raise Trouble("The journal has a passphrase already; it can be changed.")
        if self.is_unfinished:
            raise Trouble(
                "Some backups are still encrypted with the passphrase that was taken away. "
                "Take it away once more, then set the new one."
            )

    def unlock(self, passphrase: str, copies: bool = True) -> None:
        """Open the store, and unless `copies` is false, finish with copies that are plain still.

        Raises:
            WrongPassphrase: when it is another one.
            KeyDamaged, StoreNewer: what it says; the store is locked as before.
            StoreDamaged: what it says; the passphrase is the right one, and backups can be opened now.
        """
        if self.standing is not Standing.ENCRYPTED:  # changed meanwhile by another program, or by hand
            self._database.open()
            return
        self._enter(self._key_file.open(passphrase), copies)

    def recover(self, code: str, passphrase: str, copies: bool = True) -> None:
        """Open the store by its recovery code, as `unlock` does; from now on `passphrase` opens it.

        Raises:
            WrongPassphrase: when it is another code, or has a slip.
            KeyDamaged, StoreDamaged, StoreNewer: what it says; the store is locked as before.
        """
        if self.standing is not Standing.ENCRYPTED:
            self._database.open()
            return
        as_secret(passphrase)
        key = self._key_file.open_by_code(code)
        self._enter(key, copies)
        self._key_file.rewrap(key, passphrase)

    def check(self, passphrase: str) -> None:
        """Whether this is the passphrase; nothing is opened.

        Raises:
            WrongPassphrase: when it is another one.
            Trouble: when there is none.
        """
        self.expect_encrypted()
        self._key_file.open(passphrase)

    def key_in(self, key_file: Path, passphrase: str) -> bytes:
        """The key that a key file holds: the store's own, or one beside a backup from elsewhere."""
        ours = key_file in (self._key_file.path, self._key_file.spare)
        key = (self._key_file if ours else KeyFile(key_file, key_file)).open(passphrase)
        if ours:
            self.tidy(key)
        return key

    def copy_key_file(self, backup: Path) -> Path:
        """Put a copy of the key file beside a backup that is kept elsewhere; returns its path."""
        path = key_file_of(backup)
        with troubles.told(path):
            self._disk.keep(path, self._key_file.content())
        return path

    def lock(self) -> None:
        """Close the store and forget its key."""
        self._database.forget_key()

    def set(self, passphrase: str, copies: bool = True) -> Encrypted:
        """Encrypt the store and every copy of it that the program has made; the store alone where `copies` is false.

        Raises:
            Trouble: when there is a passphrase already, or it is empty.
            StoreLocked: when another program has the store open.
        """
        as_secret(passphrase)
        self.expect_plain()
        self._database.open()
        key, code = self._key_file.make(passphrase)
        try:
            self._swap(key)
        except Exception:
            self._key_file.remove()
            raise
        self._database.use_key(key)
        self._database.open()
        return Encrypted(code, self.tidy(key) if copies else ())

    def change(self, old: str, new: str) -> None:
        """From now on another passphrase opens the store, which is not written anew; the recovery code stays.

        Raises:
            WrongPassphrase: when `old` is not the passphrase.
        """
        self.expect_encrypted()
        as_secret(new)
        self._key_file.rewrap(self._key_file.open(old), new)

    def renew_code(self, passphrase: str) -> str:
        """A new recovery code; the one before opens nothing any more.

        Raises:
            WrongPassphrase: when it is another passphrase.
        """
        self.expect_encrypted()
        return self._key_file.renew_code(self._key_file.open(passphrase))

    def remove(self, passphrase: str) -> tuple[Path, ...]:
        """Have the store, and every copy of it, plain again.

        Returns:
            Copies that could not be written anew; they open with the passphrase still, and taking it away once more
            goes on with them.

        Raises:
            WrongPassphrase: when it is another one.
            StoreLocked: when another program has the store open.
        """
        if not self.is_unfinished:
            self.expect_encrypted()
        key = self._key_file.open(passphrase)
        if self.standing is Standing.ENCRYPTED:
            self._database.use_key(key)
            self._swap(None)
        self._database.forget_key()
        self._database.open()
        left = self._make_plain(key)
        if not left:
            self._key_file.remove()
        return left

    def write_page(self, file: str, page: str) -> None:
        """Write what the person wants to keep elsewhere, the recovery code, into a file that only they may read."""
        with troubles.told(Path(file)):
            self._disk.keep(Path(file), page.encode())

    def set_all_aside(self) -> Path:
        """Move the store, its key file and its backups into a folder of their own; the next store is a new, plain one.

        Nothing is deleted: whoever finds the passphrase later on can put all of it back.

        Returns:
            That folder.
        """
        self._database.forget_key()
        store, key_file = self._database.path, self._key_file.path
        with troubles.told(store):
            folder = _free(store.parent / SET_ASIDE / f"{store.stem}-{self._database.moment}-locked")
            self._disk.make_folder(folder)
            if self._key_file.exists:
                with suppress(KeyDamaged):
                    self._disk.keep(folder / key_file.name, self._key_file.content())
            for beside in ("-wal", "-shm", "-journal", ""):  # the log first, as its store cannot be read without it
                if (path := Path(f"{store}{beside}")).exists():
                    self._disk.rename(path, folder / path.name)
            if (backups := backups_of(store)).exists():
                self._disk.rename(backups, folder / backups.name)
            if key_file.exists():
                self._disk.rename(key_file, folder / key_file.name)
        return folder

    def tidy(self, key: bytes) -> tuple[Path, ...]:
        """Leave no plain copy beside an encrypted store: backups are encrypted, what was set aside is sealed.

        Returns:
            Those that are left, because there was no room or no right to.
        """
        left: list[Path] = []
        self._drop_leftovers()
        for path in self.plain_copies():
            try:
                self._tidy_up(path, key)
            except StoreTrouble:
                left.append(path)
        return tuple(left)

    def tidy_next(self) -> int:
        """Do the same with one copy, where the key is in hand; returns how many are left after it."""
        key = self._database.held_key
        if key is None or self.standing is not Standing.ENCRYPTED:
            return 0
        self._drop_leftovers()
        copies = self.plain_copies()
        if copies:
            self._tidy_up(copies[0], key)
        return max(0, len(copies) - 1)

    def plain_copies(self) -> tuple[Path, ...]:
        """The copies beside the store that are not encrypted or sealed."""
        with troubles.told(self._database.path):
            backups = [path for path in self._backups() if is_plain(path)]
            aside = [path for path in self._set_aside() if path.suffix not in (SUFFIX, ".key")]
        return (*backups, *aside)

    def _tidy_up(self, path: Path, key: bytes) -> None:
        with troubles.told(path):
            try:
                if path.parent != self._database.path.parent / SET_ASIDE:
                    self._rewrite(path, None, key)
                    return
            except StoreDamaged:
                pass  # what is no store any more is sealed as it is
            seal(path, key, self._disk)

    def _enter(self, key: bytes, copies: bool) -> None:
        self._database.use_key(key)
        try:
            self._database.open()
        except StoreDamaged:
            raise  # the key stays in hand: backups are opened with it
        except BaseException:
            self._database.forget_key()
            raise
        with suppress(StoreTrouble):  # a full disk keeps nobody out; the next time tries again
            self._key_file.mend()
        if copies:
            self.tidy(key)

    def _swap(self, key: bytes | None) -> None:
        """Put a transcript under another key in the store's place, while nobody else has it open."""
        path = self._database.path
        made = path.with_name(f"{path.name}.new")
        with self._database.alone() as connection, troubles.told(path):
            self._drop_leftovers(alone=True)
            transcribe_open(connection, path, made, key, self._disk)
            if sys.platform == "win32":  # a file that is open keeps its name there
                connection.close()
                self._disk.put_in_place(made, path)
                return
            old = os.open(path, os.O_RDWR)
            try:
                self._disk.put_in_place(made, path)
                # Whoever waits for the old file's lock finds nothing in it that could be taken for a store, and
                # could write no log beside the new one; and less of it stays on the disk.
                with suppress(OSError):
                    self._disk.blank(old)
            finally:
                os.close(old)

    def _make_plain(self, key: bytes) -> tuple[Path, ...]:
        left: list[Path] = []
        spoilt: list[Path] = []
        around = (*self._set_aside(), *self._files(backups_of(self._database.path)))
        for path in (path for path in around if path.suffix == SUFFIX):
            try:
                with troubles.told(path):
                    unseal(path, key, self._disk)
            except StoreDamaged:
                spoilt.append(path)
            except StoreTrouble:
                left.append(path)
        for path in self._encrypted_copies():
            try:
                with troubles.told(path):
                    self._rewrite(path, key, None)
            except StoreDamaged:
                spoilt.append(path)
            except StoreTrouble:
                left.append(path)
        if not left and spoilt:
            self._put_by(spoilt)
        return tuple(left)

    def _put_by(self, spoilt: list[Path]) -> None:
        """Set aside what could not be read, with the key file that may open it one day."""
        folder = self._database.path.parent / SET_ASIDE
        with troubles.told(folder):
            self._disk.make_folder(folder)
            name = f"{self._database.path.stem}-{self._key_file.name_of_key}.key"
            self._disk.keep(folder / name, self._key_file.content())
            for path in spoilt:
                if path.parent != folder:
                    self._disk.rename(path, folder / path.name)

    def _rewrite(self, path: Path, key: bytes | None, new_key: bytes | None) -> None:
        made = path.with_name(f"{path.name}.{os.getpid()}.new")
        times = path.stat()
        transcribe(path, key, made, new_key, self._disk)
        os.utime(made, ns=(times.st_atime_ns, times.st_mtime_ns))
        self._disk.put_in_place(made, path)

    def _drop_leftovers(self, alone: bool = False) -> None:
        """Take away what an end in the middle of a copy left behind: all of it where nobody else can be copying now,
        else what is plain beside an encrypted store.
        """
        store = self._database.path
        halves = [path for path in self._files(store.parent) if path.name.startswith(f"{store.name}.")]
        halves += [path for path in self._files(backups_of(store)) if ".db." in path.name and path.suffix != SUFFIX]
        for path in halves:
            with suppress(OSError):
                if path.name.endswith((".new", ".recovered", ".restored", ".taken")) and (alone or _was_plain(path)):
                    clear(path, self._disk)
        for path in halves:  # SQLite's own, of a file that is gone
            name = path.name.removesuffix("-journal").removesuffix("-wal").removesuffix("-shm")
            if name != path.name and not path.with_name(name).exists():
                with suppress(OSError):
                    self._disk.remove(path)

    def _encrypted_copies(self) -> Iterator[Path]:
        for path in self._backups():
            with suppress(OSError):
                if path.stat().st_size and not is_plain(path):
                    yield path

    def _backups(self) -> list[Path]:
        return [path for path in self._files(backups_of(self._database.path)) if path.suffix == ".db"]

    def _set_aside(self) -> list[Path]:
        return self._files(self._database.path.parent / SET_ASIDE)

    @staticmethod
    def _files(folder: Path) -> list[Path]:
        return sorted(path for path in folder.glob("*") if path.is_file())


def _free(folder: Path) -> Path:
    """A folder's name, or that name with a number, that nothing has yet."""
    names = (folder.with_name(f"{folder.name}-{number}" if number > 1 else folder.name) for number in count(1))
    return next(path for path in names if not path.exists())


def _was_plain(path: Path) -> bool:
    """Whether a half-made file is a plain one: SQLite may not have written its first page yet."""
    with path.open("rb") as file:
        start = file.read(16)
    return bool(start) and (is_plain(path) or not any(start))

"""The store's file: opened, brought up to date, read, written, copied and closed.

One file holds everything; it is opened through SQLCipher's SQLite with or without a key. Reads and writes take
a connection from a small pool, because threads come and go; writes are one at a time within the program and
wait for other programs.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ..core.errors import StoreDamaged, StoreFull, StoreShut, StoreTrouble, StoreUnwritable
from ..core.ports.clock import Clock
from . import troubles
from .disk import Disk
from .files import make_private_file, make_private_folder, on_network, put_in_place
from .migrations import Migration, migrations
from .standing import Standing, backups_of, find_key_file, is_plain, key_file_of, standing
from .transcript import clear, set_key, transcribe

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

APPLICATION = 0x53434A31
"""SQLite's `application_id` of our files: SCJ1."""
PATIENCE = 10.0
"""Seconds that another program may hold the store before the person is told."""
WAL_MOST = 4 << 20
"""Bytes that the write-ahead log keeps on the disk once its content is in the file."""

AskForKey = Callable[[Path], bytes]
"""Gives the key that a key file holds, by what a person knows; raises `StoreTrouble` where they do not."""


class Database:
    """The store.

    Args:
        path: the file; its folder is made where there is none.
        clock: names the backup that is made before an upgrade.
        key: 32 bytes that open an encrypted file, and encrypt a new one; None where nobody has given it yet. A plain
            file is opened plainly whatever the key: how a file stands is read from it.
        network: whether the folder is on a network drive; None to find out.
        patience: seconds to wait for another program.
        steps: the migrations, in order; None for the program's own.
        ask: whom to ask for the key of an encrypted file; None to refuse it as shut.
    """

    def __init__(
        self,
        path: Path,
        clock: Clock,
        key: bytes | None = None,
        network: bool | None = None,
        patience: float = PATIENCE,
        steps: Sequence[Migration] | None = None,
        ask: AskForKey | None = None,
    ) -> None:
        self.path = path
        self._clock = clock
        self._key = None if key is None else bytearray(key)
        self._in_use: bytearray | None = None
        self._ask = ask
        self._network = network
        self._patience = patience
        self._steps = migrations() if steps is None else steps
        self._idle: list[Connection] = []
        self._pool = threading.Lock()
        self._writing = threading.RLock()
        self._opened = False
        self._identity = (0, 0)

    def open(self) -> None:
        """Open the file, make it where there is none, and bring an older one up to date after a backup.

        A file that is newer, damaged or another program's is left as it is, to the byte. Safe to call again.

        Raises:
            StoreTrouble: with what stands in the way.
        """
        with self._writing, troubles.told(self.path):
            if self._opened:
                return
            make_private_folder(self.path.parent)
            make_private_file(self.path)
            self._in_use = self._key_to(self.path)
            self._look()
            found = self._numbers()
            connection = self._connect()
            try:
                self._upgrade(connection)
                if self._numbers() != found and not self._network:
                    raise troubles.moved(self.path)
            except BaseException:
                connection.close()
                raise
            self._opened, self._identity = True, self._identify()
            self._give_back(connection)

    @property
    def standing(self) -> Standing:
        """How the file stands now.

        Raises:
            StoreTrouble: when it cannot be read.
        """
        if self._opened:
            return Standing.PLAIN if self._in_use is None else Standing.ENCRYPTED
        with troubles.told(self.path):
            return standing(self.path)

    @property
    def moment(self) -> str:
        """The wall time, as it stands in the names of files."""
        return self._clock.now().strftime("%Y-%m-%dT%H%M%S")

    @property
    def is_open(self) -> bool:
        """Whether connections to the file are held."""
        return self._opened

    def use_key(self, key: bytes) -> None:
        """The key that opens the file from now on."""
        self.close()
        self._key = bytearray(key)

    @property
    def held_key(self) -> bytes | None:
        """The key that is in hand."""
        return None if self._key is None else bytes(self._key)

    def forget_key(self) -> None:
        """Close, and wipe the key from the memory as far as Python lets us."""
        self.close()
        for key in (self._key, self._in_use):
            if key is not None:
                key[:] = bytes(len(key))
        self._key = self._in_use = None

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection to read with. Results are fetched before it is given back, so no snapshot stays open.

        Reading asks for no room and no rights to write: on a full disk, what was saved is still there to be read.

        Raises:
            StoreTrouble: when the file cannot be read.
        """
        try:
            if not self._opened:  # an open store is read while it is written
                self.open()
        except (StoreFull, StoreUnwritable) as trouble:
            with self._as_it_lies(trouble) as connection:
                yield connection
            return
        with troubles.told(self.path), self._borrowed() as connection:
            yield connection

    @contextmanager
    def _as_it_lies(self, trouble: StoreTrouble) -> Iterator[Connection]:
        """A connection that only looks, for a store that is whole in its one file and up to date."""
        import sqlcipher3.dbapi2 as sqlite

        beside = any(_has_content(Path(f"{self.path}{name}")) for name in ("-wal", "-journal"))
        if beside or not _has_content(self.path):
            raise trouble
        with troubles.told(self.path):
            uri = f"{self.path.absolute().as_uri()}?mode=ro&immutable=1"
            connection = sqlite.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
            try:
                set_key(connection, self._key_to(self.path))
                if _number(connection, "user_version") != self._steps[-1].number:
                    raise trouble
                yield connection
            finally:
                connection.close()

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection inside one transaction: all of it is on the disk when the block has ended, or none.

        Raises:
            StoreTrouble: when it could not be written.
        """
        with troubles.told(self.path), self._writing, self._borrowed() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                if self._identify() != self._identity:  # replaced while this waited for its turn
                    raise troubles.moved(self.path)
                yield connection
                connection.execute("COMMIT")
            finally:
                if connection.in_transaction:
                    connection.rollback()

    def integrity(self) -> str:
        """Whether every page and index is sound: "ok", or what is wrong, a finding a line."""
        with self.read() as connection:
            found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(20)")]
            found += [f"broken reference in {row[0]}" for row in connection.execute("PRAGMA foreign_key_check")]
        return "ok" if found == ["ok"] else "\n".join(line for line in found if line != "ok")

    def backup_to(self, path: Path) -> None:
        """Copy the store as it is now, encrypted as it is, into a file that opens by itself.

        The copy gets its name only when it is whole.

        Raises:
            StoreTrouble: when it could not be written; nothing is left behind.
        """
        import sqlcipher3.dbapi2 as sqlite

        with self.read() as connection, troubles.told(path):
            try:
                self._copy(connection, path)
            except sqlite.OperationalError:
                # Locked meanwhile, the key is gone, and SQLite copies nothing out of an encrypted file without one.
                if self._opened:
                    raise
                raise StoreShut("The journal was locked meanwhile; nothing was copied.") from None

    @contextmanager
    def opened_copy(self, path: Path, whole: bool = True) -> Iterator[Connection]:
        """A copy of the store, opened with the store's own key and only to be read.

        Args:
            path: the copy.
            whole: refuse it where any page of it is broken.

        Raises:
            StoreTrouble: when it is no store, a newer program's, encrypted otherwise, or not whole.
        """
        import sqlcipher3.dbapi2 as sqlite

        with troubles.told(path), self._as_other_key(path):
            key = self._key_to(path)
            connection = sqlite.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
            try:
                set_key(connection, key)
                self._judge(_number(connection, "user_version"), _number(connection, "application_id"), path)
                if whole and connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
                    raise troubles.damaged(path)
                yield connection
            finally:
                connection.close()

    @contextmanager
    def _as_other_key(self, path: Path) -> Iterator[None]:
        """What looks like damage of an encrypted copy may be another key's."""
        try:
            yield
        except StoreDamaged:
            if path == self.path or not _has_content(path) or is_plain(path):
                raise
            raise troubles.other_key(path) from None

    def take_from(self, path: Path) -> None:
        """Replace everything in the store by what a whole copy holds; other programs see all of it at once or none.

        A copy that is encrypted otherwise is written anew first, as this store is.

        Raises:
            StoreTrouble: when the copy cannot be read, or there is no room; the store is then as it was.
        """
        self.open()
        with troubles.told(path):
            alike = is_plain(path) == (self._in_use is None)
        if not alike:
            made = self.path.with_name(f"{self.path.name}.taken")
            try:
                self.copy_as_this(path, made)
                self._take(made)
            finally:
                clear(made, Disk())
            return
        self._take(path)

    def _take(self, path: Path) -> None:
        with self.opened_copy(path) as copy, troubles.told(self.path), self._writing, self._borrowed() as connection:
            copy.backup(connection)
            self._upgrade(connection)

    def copy_as_this(self, path: Path, made: Path) -> None:
        """Write what a whole copy holds into a new file that is encrypted as this store is; or, where this one is too
        damaged to tell, with the key in hand or else as the copy is.

        Raises:
            StoreTrouble: when the copy cannot be read, or there is no room; nothing is left behind.
        """
        with troubles.told(path):
            key = self._key_to(path)
            transcribe(path, key, made, self._in_use if self._opened else self._key or key, Disk())

    @contextmanager
    def beside(self, path: Path) -> Iterator[Database]:
        """Another store with the same key, closed at the end."""
        held = self._key_to(self.path)
        key = None if held is None else bytes(held)
        other = Database(path, self._clock, key, self._network, self._patience, self._steps)
        try:
            yield other
        finally:
            other.close()

    @contextmanager
    def alone(self) -> Iterator[Connection]:
        """The one connection that there is to the store, all of it in its one file; other programs are kept out.

        Raises:
            StoreLocked: when another program has it open.
            StoreTrouble: when it cannot be opened.
        """
        self.open()
        with troubles.told(self.path), self._writing:
            self.close()
            connection = self._connect()
            try:
                connection.execute("PRAGMA locking_mode = exclusive")
                (mode,) = connection.execute("PRAGMA journal_mode = delete").fetchone()
                if mode != "delete":
                    raise troubles.locked()
                connection.execute("BEGIN EXCLUSIVE")
                connection.execute("COMMIT")
                yield connection
            finally:
                connection.close()

    def close(self) -> None:
        """Bring everything from the write-ahead log into the file and let go. Safe to call twice."""
        import sqlcipher3.dbapi2 as sqlite

        with self._writing, self._pool:
            idle, self._idle, self._opened = self._idle, [], False
            for connection in idle:
                if connection is idle[-1] and not self._network:
                    with suppress(sqlite.Error):  # what stays in the log is read at the next start
                        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                connection.close()

    @contextmanager
    def _borrowed(self) -> Iterator[Connection]:
        if not self._opened:
            self.open()
        if self._identify() != self._identity:
            # SQLite would go on with the file that has no name any more, and all of it would be gone at the end.
            raise troubles.moved(self.path)
        with self._pool:
            connection = self._idle.pop() if self._idle else None
        connection = connection or self._connect()
        try:
            yield connection
        finally:
            self._give_back(connection)

    def _numbers(self) -> tuple[int, int]:
        found = self.path.stat()
        return found.st_dev, found.st_ino

    def _identify(self) -> tuple[int, int]:
        """Which file has the store's name now; on a network drive, where numbers may change, only that one has."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            raise troubles.moved(self.path) from None
        return (0, 0) if self._network else (found.st_dev, found.st_ino)

    def _give_back(self, connection: Connection) -> None:
        with self._pool:
            if self._opened:
                self._idle.append(connection)
                return
        connection.close()

    def _connect(self) -> Connection:
        import sqlcipher3.dbapi2 as sqlite

        connection = sqlite.connect(
            os.fspath(self.path), timeout=self._patience, isolation_level=None, check_same_thread=False
        )
        try:
            set_key(connection, self._in_use)
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute(f"PRAGMA journal_size_limit = {WAL_MOST}")
        except BaseException:
            connection.close()
            raise
        return connection

    def _key_to(self, path: Path) -> bytearray | None:
        """The key that opens a file; None for a plain one, and for a new one where no key is given."""
        ours = path == self.path
        if ours and self._opened:  # not looked at again: closing a file lets go of SQLite's locks on it
            return self._in_use
        stands = standing(path)  # looked at once: another program may be making it
        if stands is Standing.PLAIN:
            return None
        if self._key is not None:
            return self._key
        key_file = find_key_file(self.path) if ours else _first(key_file_of(path), find_key_file(self.path))
        if key_file is None and stands is Standing.NEW:
            return None
        if key_file is None:
            keyless = stands is Standing.KEYLESS
            raise troubles.keyless(path, key_file_of(path)) if keyless else troubles.damaged(path)
        if self._ask is None:
            raise troubles.shut(path)
        key = bytearray(self._ask(key_file))
        if key_file == find_key_file(self.path):
            self._key = key
        return key

    def _look(self) -> None:
        """Refuse a file that is not ours to open, before anything could write to it."""
        with self.path.open("rb") as file:
            header = file.read(100)
        if not header:
            return
        if self._in_use is None and not _has_content(Path(f"{self.path}-wal")):
            self._judge(int.from_bytes(header[60:64]), int.from_bytes(header[68:72]))
        else:
            self._look_inside()

    def _look_inside(self) -> None:
        """The same by SQLite, read only: a version may stand in the log alone, and closing must not move it.

        A rollback journal that a kill left behind has to be rolled back before anything can be read.
        """
        import sqlcipher3.dbapi2 as sqlite

        mode = "rw" if _has_content(Path(f"{self.path}-journal")) else "ro"
        connection = sqlite.connect(f"{self.path.absolute().as_uri()}?mode={mode}", uri=True, timeout=self._patience)
        try:
            set_key(connection, self._in_use)
            self._judge(_number(connection, "user_version"), _number(connection, "application_id"))
        finally:
            connection.close()

    def _judge(self, version: int, application: int, path: Path | None = None) -> None:
        if application not in (0, APPLICATION):
            raise troubles.foreign(path or self.path)
        if application == APPLICATION and version > self._steps[-1].number:
            raise troubles.newer(path or self.path)

    def _upgrade(self, connection: Connection) -> None:
        version = _number(connection, "user_version")
        newest = self._steps[-1].number
        if version == 0 and connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone():
            raise troubles.foreign(self.path)
        self._set_journal(connection)
        if version == newest:
            return
        if version > 0:
            self._copy(connection, self._before_upgrade(version))
        for migration in self._steps:
            _apply(connection, migration)

    def _set_journal(self, connection: Connection) -> None:
        """Write-ahead log where machines do not share the file; there, its shared memory would not be shared."""
        if self._network is None:
            self._network = on_network(self.path)
        wanted = "delete" if self._network else "wal"
        (present,) = connection.execute("PRAGMA journal_mode").fetchone()
        if present != wanted:
            connection.execute(f"PRAGMA journal_mode = {wanted}")

    def _before_upgrade(self, version: int) -> Path:
        folder = backups_of(self.path)
        make_private_folder(folder)
        return folder / f"{self.path.stem}-{self.moment}-before-upgrade-from-{version}{self.path.suffix}"

    def _copy(self, connection: Connection, path: Path) -> None:
        import sqlcipher3.dbapi2 as sqlite

        made = path.with_name(f"{path.name}.{os.getpid()}.new")
        try:
            make_private_file(made)
            target = sqlite.connect(os.fspath(made), isolation_level=None)
            try:
                set_key(target, self._in_use)
                connection.backup(target)
                # A copy stands alone: with a rollback journal it is one file, also while it is looked at.
                target.execute("PRAGMA journal_mode = delete")
            finally:
                target.close()
            put_in_place(made, path)
        except BaseException:
            made.unlink(missing_ok=True)
            raise


def _apply(connection: Connection, migration: Migration) -> None:
    """One migration and its version in one transaction; another program may have come first."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        if _number(connection, "user_version") < migration.number:
            for statement in migration.statements():
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {migration.number}")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.rollback()


def _first(*paths: Path | None) -> Path | None:
    return next((path for path in paths if path is not None and path.is_file()), None)


def _number(connection: Connection, pragma: str) -> int:
    (value,) = connection.execute(f"PRAGMA {pragma}").fetchone()
    return int(value)


def _has_content(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except FileNotFoundError:
        return False

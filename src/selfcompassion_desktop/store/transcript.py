"""A store written anew under another key, or none, and compared with what it was made of."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from . import troubles
from .disk import Disk

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

Key = bytes | bytearray
_BESIDE = ("", "-wal", "-shm", "-journal")


def transcribe(source: Path, key: Key | None, made: Path, made_key: Key | None, disk: Disk) -> None:
    """Write what a whole store holds into a new file under another key.

    Raises:
        StoreTrouble: when `source` cannot be read to its last page, or there is no room; nothing is left behind.
    """
    with troubles.told(source), _fresh(made, made_key, disk) as connection:
        _attach(connection, f"{source.absolute().as_uri()}?mode=ro", "source", key)
        if connection.execute("PRAGMA source.integrity_check(1)").fetchone() != ("ok",):
            raise troubles.damaged(source)
        _export(connection, "source", "main")
        _compare(connection, "source", "main", source)
        connection.execute("DETACH source")


def transcribe_open(connection: Connection, path: Path, made: Path, made_key: Key | None, disk: Disk) -> None:
    """The same of the store at `path` through the one `connection` that has it open and keeps everybody else out.

    Raises:
        StoreTrouble: as `transcribe`.
    """
    try:
        clear(made, disk)
        disk.make(made)
        _attach(connection, os.fspath(made), "made", made_key)
        try:
            connection.execute("BEGIN EXCLUSIVE")
            _export(connection, "main", "made")
            connection.execute("COMMIT")
            _compare(connection, "main", "made", path)
        finally:
            if connection.in_transaction:
                connection.rollback()
            connection.execute("DETACH made")
    except Exception:
        clear(made, disk)
        raise


def clear(path: Path, disk: Disk) -> None:
    """Take a file away with whatever SQLite left beside it."""
    for beside in reversed(_BESIDE):
        disk.remove(Path(f"{path}{beside}"))


def set_key(connection: Connection, key: Key | None) -> None:
    """Have a connection read and write with a key of 32 bytes; with none, plainly."""
    if key is not None:
        # What is wrong is told in our own words; SQLCipher's would fill the terminal.
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    # What SQLite sorts never leaves the memory.
    connection.execute("PRAGMA temp_store = MEMORY")


@contextmanager
def _fresh(made: Path, key: Key | None, disk: Disk) -> Iterator[Connection]:
    import sqlcipher3.dbapi2 as sqlite

    try:
        clear(made, disk)
        disk.make(made)
        connection = sqlite.connect(made.absolute().as_uri(), uri=True, isolation_level=None)
        try:
            set_key(connection, key)
            yield connection
        finally:
            connection.close()
    except Exception:
        clear(made, disk)
        raise


def _attach(connection: Connection, file: str, name: str, key: Key | None) -> None:
    secret = "" if key is None else f"x'{key.hex()}'"
    connection.execute(f"ATTACH ? AS {name} KEY ?", (file, secret))


def _export(connection: Connection, source: str, target: str) -> None:
    connection.execute("SELECT sqlcipher_export(?, ?)", (target, source))
    for pragma in ("user_version", "application_id"):  # what the export passes over
        (value,) = connection.execute(f"PRAGMA {source}.{pragma}").fetchone()
        connection.execute(f"PRAGMA {target}.{pragma} = {value}")


def _compare(connection: Connection, source: str, target: str, path: Path) -> None:
    """Refuse a transcript that differs from what it was made of in any table, row or page."""
    sound = connection.execute(f"PRAGMA {target}.integrity_check(1)").fetchone() == ("ok",)
    if not sound or _digest(connection, source) != _digest(connection, target):
        raise troubles.damaged(path)


def _digest(connection: Connection, name: str) -> str:
    import hashlib

    digest = hashlib.sha256()
    schema = connection.execute(f"SELECT type, name, sql FROM {name}.sqlite_schema ORDER BY name").fetchall()
    for kind, table, sql in schema:
        digest.update(repr((kind, table, sql)).encode())
        if kind == "table" and sql and not sql.upper().startswith("CREATE VIRTUAL"):
            # A table may have rows numbered otherwise there; what they hold is the same, in the same order.
            for row in connection.execute(f'SELECT * FROM {name}."{table}"'):
                digest.update(repr(row).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()

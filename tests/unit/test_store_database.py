"""The store's file: made, opened, refused, written and closed with care."""

from __future__ import annotations

import hashlib
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite

from fakes import FakeClock
from selfcompassion_desktop.core.errors import (
    StoreDamaged,
    StoreFull,
    StoreLocked,
    StoreNewer,
    StoreShut,
    StoreTrouble,
    StoreUnwritable,
)
from selfcompassion_desktop.store.database import Database
from selfcompassion_desktop.store.entries import Entries
from selfcompassion_desktop.store.files import network_type
from selfcompassion_desktop.store.ids import Ids
from selfcompassion_desktop.store.migrations import migrations

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="rights of this kind are not known there")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "store.db"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    made = Database(path, FakeClock())
    made.open()
    yield made
    made.close()


def entries_in(database: Database) -> Entries:
    clock = FakeClock()
    return Entries(database, clock, Ids(clock))


def closed_store(path: Path, *bodies: str) -> None:
    database = Database(path, FakeClock())
    for body in bodies or ("first",):
        entries_in(database).add(body)
    database.close()


def files_of(folder: Path) -> dict[str, str]:
    """Each file's name and digest; SQLite's shared memory is no content."""
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not file.name.endswith("-shm")
    }


def pragma(database: Database, name: str) -> object:
    with database.read() as connection:
        return connection.execute(f"PRAGMA {name}").fetchone()[0]


def test_importing_the_store_loads_no_sqlite() -> None:
    code = "import sys, selfcompassion_desktop.store.entries; sys.exit('sqlcipher3.dbapi2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@posix_only
def test_only_the_owner_reads_folder_and_files(path: Path) -> None:  # case SE04
    before = os.umask(0o022)
    try:
        database = Database(path, FakeClock())
        entries_in(database).add("mine")
        database.backup_to(path.parent / "copy.db")
        rights = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
        database.close()
    finally:
        os.umask(before)

    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert {"store.db", "store.db-wal", "copy.db"} <= rights.keys()
    assert set(rights.values()) == {0o600}


@posix_only
def test_a_store_that_others_could_read_is_made_private(path: Path) -> None:  # case SE04
    closed_store(path)
    path.chmod(0o644)

    Database(path, FakeClock()).open()

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_every_write_is_on_the_disk_before_it_is_called_done(database: Database) -> None:
    full = 2
    assert pragma(database, "journal_mode") == "wal"
    assert pragma(database, "synchronous") == full
    assert pragma(database, "foreign_keys") == 1


def test_a_second_connection_keeps_the_same_promises(database: Database) -> None:
    with database.read() as first, database.read() as second:
        assert first is not second
        assert second.execute("PRAGMA synchronous").fetchone() == first.execute("PRAGMA synchronous").fetchone()
        assert second.execute("PRAGMA foreign_keys").fetchone() == (1,)


@pytest.mark.parametrize("network", [True, None])
def test_no_write_ahead_log_on_a_network_drive(path: Path, network: bool | None) -> None:  # case ST10
    closed_store(path, "written at home")  # with a log
    database = Database(path, FakeClock(), network=network)

    entries_in(database).add("written on the network")

    assert pragma(database, "journal_mode") == ("delete" if network else "wal")
    assert database.integrity() == "ok"
    assert entries_in(database).count() == 2
    database.close()


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/export/home /home nfs4 rw 0 0
/dev/sdb1 /home/ada/stick vfat rw 0 0
//nas/share /mnt/my\\040share cifs rw 0 0
tmpfs /homes tmpfs rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "network"),
    [
        ("/var/lib/store.db", False),
        ("/home/ada/store.db", True),
        ("/home/ada/stick/store.db", False),
        ("/mnt/my share/store.db", True),
        ("/homes/store.db", False),
    ],
)
def test_a_network_drive_is_known_by_its_mount(folder: str, network: bool) -> None:  # case ST10
    assert network_type(folder, MOUNTS) is network


def test_a_lock_that_is_let_go_is_waited_for(path: Path) -> None:  # case ST08
    closed_store(path)
    other = sqlite.connect(str(path), isolation_level=None, check_same_thread=False)
    other.execute("BEGIN EXCLUSIVE")
    database = Database(path, FakeClock(), patience=30)
    release = threading.Timer(0.3, other.execute, ("COMMIT",))
    release.start()

    entries_in(database).add("second")

    release.join()
    other.close()
    assert entries_in(database).count() == 2
    database.close()


def test_a_lock_that_stays_is_told_and_nothing_is_half_written(path: Path) -> None:  # case ST08
    closed_store(path)
    other = sqlite.connect(str(path), isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    database = Database(path, FakeClock(), patience=0.05)

    with pytest.raises(StoreLocked, match="another program"):
        entries_in(database).add("second")

    other.execute("ROLLBACK")
    other.close()
    assert entries_in(database).add("second").revision == 1
    assert entries_in(database).count() == 2
    database.close()


def test_a_new_store_that_is_locked_while_it_is_made_is_made_later(path: Path) -> None:  # case ST08
    path.parent.mkdir()
    other = sqlite.connect(str(path), isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    database = Database(path, FakeClock(), patience=0.05)
    with pytest.raises(StoreLocked):
        database.open()
    other.execute("ROLLBACK")
    other.close()

    database.open()

    assert database.integrity() == "ok"
    database.close()


def test_the_usual_patience_is_longer_than_five_seconds(database: Database) -> None:  # case ST08
    assert pragma(database, "busy_timeout") >= 5000  # type: ignore[operator]


def test_the_log_stays_small_and_goes_at_the_end(path: Path) -> None:  # case ST09
    database = Database(path, FakeClock())
    entries = entries_in(database)
    log = Path(f"{path}-wal")
    for _ in range(3):
        with database.write() as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS filler (a)")
            connection.executemany("INSERT INTO filler VALUES (zeroblob(1000))", [()] * 8000)
    entries.add("after")
    entries.newest(10)  # a view's reading leaves nothing open that holds the log
    entries.add("after that")

    assert log.stat().st_size < 16 << 20
    database.close()
    assert not log.exists() or log.stat().st_size == 0
    assert Database(path, FakeClock()).integrity() == "ok"


def test_no_reading_keeps_a_transaction_open(database: Database) -> None:  # case ST09
    entries = entries_in(database)
    for number in range(300):
        entries.add(f"calm {number}")
    last = entries.newest(100)[-1]
    entries.search("calm", 10)
    entries.newest(100, last)

    with database.read() as connection:
        assert not connection.in_transaction
        assert connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0


def test_a_newer_store_is_refused_to_the_byte(path: Path) -> None:  # case ST16
    closed_store(path)
    raw = sqlite.connect(str(path), isolation_level=None)
    raw.execute(f"PRAGMA user_version = {migrations()[-1].number + 1}")
    raw.close()
    before = files_of(path.parent)

    with pytest.raises(StoreNewer, match="newer version"):
        Database(path, FakeClock()).open()

    assert files_of(path.parent) == before


def test_a_newer_store_is_refused_even_where_only_its_log_tells(path: Path, tmp_path: Path) -> None:  # case ST16
    closed_store(path)
    raw = sqlite.connect(str(path), isolation_level=None)
    raw.execute("PRAGMA user_version = 99")
    killed = tmp_path / "killed"  # what a kill of the newer program leaves: the version stands in the log alone
    killed.mkdir()
    for file in path.parent.iterdir():
        if file.is_file() and not file.name.endswith("-shm"):
            (killed / file.name).write_bytes(file.read_bytes())
    raw.close()
    before = files_of(killed)
    assert "store.db-wal" in before

    with pytest.raises(StoreNewer):
        Database(killed / path.name, FakeClock()).open()

    assert files_of(killed) == before


@pytest.mark.parametrize(
    "content", [b"\0" * 8192, b"not a store at all", os.urandom(8192), b"SQLite format 3\0" + b"x" * 90]
)
def test_a_damaged_store_is_refused_and_never_overwritten(path: Path, content: bytes) -> None:  # case JR02
    path.parent.mkdir()
    path.write_bytes(content)
    database = Database(path, FakeClock())

    with pytest.raises(StoreDamaged):
        database.open()
    with pytest.raises(StoreDamaged):
        entries_in(database).add("a new beginning over the old journal")

    assert path.read_bytes() == content


def test_a_store_whose_tables_are_torn_is_told_as_damaged(path: Path) -> None:  # case JR02
    closed_store(path, *(f"entry {n} " + "long " * 500 for n in range(50)))
    torn = bytearray(path.read_bytes())
    torn[4096:] = b"\xa5" * (len(torn) - 4096)
    path.write_bytes(torn)
    database = Database(path, FakeClock())

    with pytest.raises(StoreDamaged, match="damaged"):
        entries_in(database).newest(10)
    database.close()

    assert path.read_bytes() == bytes(torn)


def test_another_programs_database_is_left_alone(path: Path) -> None:  # case ST07
    path.parent.mkdir()
    other = sqlite.connect(str(path))
    other.execute("CREATE TABLE bookmark (url)")
    other.close()
    before = path.read_bytes()

    with pytest.raises(StoreDamaged, match="another program"):
        Database(path, FakeClock()).open()

    assert path.read_bytes() == before


def test_an_empty_file_that_a_kill_left_becomes_a_store(path: Path) -> None:  # case JR04
    path.parent.mkdir()
    path.touch()

    database = Database(path, FakeClock())
    entries_in(database).add("first")

    assert database.integrity() == "ok"
    database.close()


def test_a_folder_that_is_a_file_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file", encoding="utf-8")

    with pytest.raises(StoreUnwritable, match="may write"):
        Database(tmp_path / "data" / "store.db", FakeClock()).open()


@posix_only
def test_a_folder_without_rights_is_said_plainly(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    closed_store(folder / "store.db")
    code = (
        "import os, sys, time, pathlib\n"
        "from fakes import FakeClock\n"
        "from selfcompassion_desktop.core.errors import StoreTrouble\n"
        "from selfcompassion_desktop.store.database import Database\n"
        "import sqlcipher3.dbapi2, selfcompassion_desktop.store.troubles\n"
        # Made while the program's own files, which may lie in root's home, can still be read.
        "database = Database(pathlib.Path(sys.argv[1]), FakeClock())\n"
        "if os.getuid() == 0: os.setgid(65534); os.setuid(65534)\n"
        "try: database.open()\n"
        "except StoreTrouble as trouble: print(type(trouble).__name__)\n"
    )
    folder.chmod(0o500)
    try:
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
        done = subprocess.run(
            [sys.executable, "-c", code, str(folder / "new.db")],
            capture_output=True,
            text=True,
            check=False,
            env=environment,
        )
    finally:
        folder.chmod(0o700)

    assert done.stdout.strip() == "StoreUnwritable", done.stderr
    assert not (folder / "new.db").exists()


def test_a_full_disk_is_told_and_saving_works_again_with_room(database: Database) -> None:  # case ST04, JR06
    entries = entries_in(database)
    kept = entries.add("kept")
    with database.read() as connection:  # SQLite's own limit answers exactly as a full disk does
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(StoreFull, match="disk is full"):
        entries.save(kept.id, "more than fits " * 10_000, kept.revision)

    assert entries.get(kept.id) == kept
    assert database.integrity() == "ok"
    with database.read() as connection:
        connection.execute("PRAGMA max_page_count = 1000000")
    assert entries.save(kept.id, "more than fits " * 10_000, kept.revision).body.startswith("more")
    assert database.integrity() == "ok"


def fill(path: Path) -> None:
    """Take what room there is."""
    with path.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(b"\0" * 4096):
            pass


@pytest.mark.skipif(
    not hasattr(os, "getuid") or os.getuid() != 0 or not Path("/proc/mounts").exists(), reason="mounts a small disk"
)
def test_a_disk_of_five_megabytes_that_is_full(tmp_path: Path) -> None:  # case ST04
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=5m", "tmpfs", str(disk)], check=False, capture_output=True
    )
    if mounted.returncode != 0:
        pytest.skip("mounting is not allowed here")
    try:
        database = Database(disk / "data" / "store.db", FakeClock())
        entries = entries_in(database)
        kept = entries.add("kept")
        filler = disk / "filler"
        fill(filler)
        with pytest.raises(StoreTrouble, match="full"):
            entries.save(kept.id, "x" * 1_000_000, kept.revision)
        with pytest.raises(StoreTrouble, match="full"):
            database.backup_to(disk / "data" / "copy.db")
        assert [file.name for file in (disk / "data").iterdir() if "copy" in file.name] == []
        assert entries.get(kept.id).body == "kept"
        filler.unlink()
        entries.save(kept.id, "x" * 1_000_000, kept.revision)
        assert database.integrity() == "ok"
        database.close()
        fill(filler)
        assert not (disk / "data" / "store.db-wal").exists()
        # A program that is only now started finds all of it, and room is asked for by writing alone.
        opened = entries_in(Database(disk / "data" / "store.db", FakeClock()))
        assert len(opened.get(kept.id).body) == 1_000_000
        assert [entry.id for entry in opened.newest(9)] == [kept.id]
        with pytest.raises(StoreTrouble):
            opened.add("no room")
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


LIMITED = """
import pathlib, resource, sys
from fakes import FakeClock
from selfcompassion_desktop.core.errors import StoreTrouble
from selfcompassion_desktop.store.database import Database
from selfcompassion_desktop.store.entries import Entries
from selfcompassion_desktop.store.ids import Ids
clock = FakeClock()
database = Database(pathlib.Path(sys.argv[1]), clock)
entries = Entries(database, clock, Ids(clock))
kept = entries.add("kept")
_, most = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, most))
try:
    entries.save(kept.id, "x " * 500_000, kept.revision)
except StoreTrouble as trouble:
    print(trouble.sentence)
assert entries.get(kept.id) == kept
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
entries.save(kept.id, "x " * 500_000, kept.revision)
print(database.integrity())
database.close()
"""


@posix_only
def test_a_disk_that_fails_is_told_and_saving_works_again_after(path: Path) -> None:  # case ST04, JR06
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(path)], capture_output=True, text=True, check=False, env=environment
    )

    sentence, integrity = done.stdout.splitlines() or [done.stderr, ""]
    assert "the disk reports an error" in sentence
    assert integrity == "ok"


def test_a_commit_that_fails_is_no_save(database: Database) -> None:  # case JR06
    entries = entries_in(database)
    entries.add("kept")
    with database.write() as connection:
        connection.execute("CREATE TABLE late (entry INTEGER REFERENCES entry (place) DEFERRABLE INITIALLY DEFERRED)")

    def write() -> None:
        with database.write() as connection:
            connection.execute("DELETE FROM entry")
            connection.execute("INSERT INTO late VALUES (1)")  # found out at COMMIT only

    with pytest.raises(sqlite.IntegrityError):
        write()

    assert entries.count() == 1
    entries.add("the connection is usable again")


def test_a_block_that_raises_leaves_nothing(database: Database) -> None:
    def write() -> None:
        with database.write() as connection:
            columns = "id, began, local, zone, day, seconds, need"
            connection.execute(f"INSERT INTO break ({columns}) VALUES ('a', 1, '', '', '', 1, '')")
            raise KeyError

    with pytest.raises(KeyError):
        write()

    with database.read() as connection:
        assert connection.execute("SELECT count(*) FROM break").fetchone() == (0,)


def test_many_threads_write_and_read_at_once(database: Database) -> None:
    entries = entries_in(database)
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for turn in range(15):
                entry = entries.add(f"thread {number} turn {turn}")
                entries.search("turn", 5)
                entries.save(entry.id, entry.body + " again", entry.revision)
                entries.newest(5)
        except BaseException as failure:  # noqa: BLE001 - told in the test's own thread
            failures.append(failure)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert entries.count() == 90
    assert len(entries.search("again", 1000)) == 90
    assert database.integrity() == "ok"


def test_programs_that_make_the_store_at_the_same_moment_share_it(path: Path) -> None:
    code = (
        "import sys, pathlib\n"
        "from fakes import FakeClock\n"
        "from selfcompassion_desktop.store.database import Database\n"
        "from selfcompassion_desktop.store.entries import Entries\n"
        "from selfcompassion_desktop.store.ids import Ids\n"
        "clock = FakeClock()\n"
        "Entries(Database(pathlib.Path(sys.argv[1]), clock), clock, Ids(clock)).add('one of four')\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    writers = [
        subprocess.Popen([sys.executable, "-c", code, str(path)], env=environment, stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    errors = [writer.communicate()[1] for writer in writers]

    assert errors == [""] * 4
    database = Database(path, FakeClock())
    assert entries_in(database).count() == 4
    assert database.integrity() == "ok"
    database.close()


def test_with_a_key_no_plain_word_is_in_any_file(path: Path) -> None:  # case JR14
    key = bytes(range(32))
    database = Database(path, FakeClock(), key=key)
    entries_in(database).add("zebra-7391 in the garden 斑馬")
    database.backup_to(path.parent / "copy.db")
    found = [file.name for file in path.parent.iterdir() if b"zebra" in file.read_bytes().lower()]
    database.close()

    assert found == []
    again = Database(path, FakeClock(), key=key)
    assert entries_in(again).search("zebra-7391")[0].title == "zebra-7391 in the garden 斑馬"
    again.close()
    copy = Database(path.parent / "copy.db", FakeClock(), key=key)
    assert entries_in(copy).count() == 1
    copy.close()


@pytest.mark.parametrize("key", [None, bytes(32)])
def test_an_encrypted_store_is_not_opened_or_touched_without_its_key(path: Path, key: bytes | None) -> None:
    database = Database(path, FakeClock(), key=bytes(range(32)))
    entries_in(database).add("private")
    database.close()
    before = path.read_bytes()

    with pytest.raises(StoreDamaged):
        Database(path, FakeClock(), key=key).open()

    assert path.read_bytes() == before


@pytest.mark.parametrize("key", [None, bytes(range(32))], ids=["plain", "encrypted"])
def test_what_a_kill_left_half_written_without_a_log_is_rolled_back(
    path: Path, tmp_path: Path, key: bytes | None
) -> None:  # case JR04, JR09
    database = Database(path, FakeClock(), key, network=True)
    kept = entries_in(database).add("kept")
    killed = tmp_path / "killed"
    killed.mkdir()
    with database.read() as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("PRAGMA cache_size = 1")  # so that pages reach the file before the end of it all
        connection.execute("UPDATE revision SET body = 'half written'")
        connection.execute("CREATE TABLE filler AS SELECT randomblob(100000)")
        for file in path.parent.iterdir():
            (killed / file.name).write_bytes(file.read_bytes())
        connection.rollback()
    database.close()
    assert (killed / "store.db-journal").stat().st_size
    assert (killed / "store.db").read_bytes() != path.read_bytes()

    again = Database(killed / "store.db", FakeClock(), key)

    assert entries_in(again).get(kept.id).body == "kept"
    assert again.integrity() == "ok"
    again.close()


def test_a_closed_store_opens_again_at_the_next_use(database: Database) -> None:
    entries = entries_in(database)
    entries.add("before")
    database.close()
    database.close()

    entries.add("after")

    assert entries.count() == 2


@posix_only  # elsewhere, a file that is open cannot be taken away
def test_nothing_is_written_into_a_file_that_was_taken_away(path: Path) -> None:
    database = Database(path, FakeClock())
    entries = entries_in(database)
    entries.add("before")
    path.rename(path.with_name("elsewhere.db"))
    with pytest.raises(StoreUnwritable, match="moved or replaced"):
        entries.add("into nowhere")
    path.write_bytes(b"another file of the same name")
    with pytest.raises(StoreUnwritable, match="moved or replaced"):
        entries.add("into nowhere")

    path.with_name("elsewhere.db").rename(path)

    entries.add("after")
    assert [row.title for row in entries.newest(5)] == ["after", "before"]
    database.close()


def test_integrity_tells_what_is_wrong(database: Database) -> None:
    entries_in(database).add("sound")
    assert database.integrity() == "ok"
    with database.read() as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("DELETE FROM entry")
        connection.execute("PRAGMA foreign_keys = ON")

    assert "revision" in database.integrity()


class ShutMeanwhile(Database):
    """A store that is locked while it is copied."""

    def _copy(self, connection: sqlite.Connection, path: Path) -> None:
        self.close()
        raise sqlite.OperationalError("SQL logic error")


def test_a_store_that_is_locked_while_it_is_copied_says_so(tmp_path: Path) -> None:
    shut = ShutMeanwhile(tmp_path / "store.db", FakeClock())
    shut.open()

    with pytest.raises(StoreShut, match="locked meanwhile"):
        shut.backup_to(tmp_path / "copy.db")

    assert not (tmp_path / "copy.db").exists()

"""Stores of every earlier version are brought up to date whole, or stay as they are."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite

from fakes import FakeClock
from selfcompassion_desktop.core.errors import StoreNewer
from selfcompassion_desktop.store.backups import Backups
from selfcompassion_desktop.store.breaks import Breaks
from selfcompassion_desktop.store.checkins import CheckIns
from selfcompassion_desktop.store.courses import Courses
from selfcompassion_desktop.store.database import APPLICATION, Database
from selfcompassion_desktop.store.entries import Entries
from selfcompassion_desktop.store.ids import Ids
from selfcompassion_desktop.store.migrations import Migration, migrations
from selfcompassion_desktop.store.sittings import Sittings

REAL = Path(__file__).parents[1] / "data" / "stores"
"""A real file of each version that was ever out, made by that version."""
NEWEST = migrations()[-1].number


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "selfcompassion.db"


def step(folder: Path, *lines: str) -> Migration:
    """A migration that follows the program's own."""
    path = folder / f"{NEWEST + 1:04}_next.sql"
    path.write_text("\n".join(lines), encoding="utf-8")
    return Migration(NEWEST + 1, path)


def store_with(path: Path, body: str) -> None:
    clock = FakeClock()
    database = Database(path, clock)
    Entries(database, clock, Ids(clock)).add(body)
    database.close()


def schema(path: Path) -> list[tuple[object, ...]]:
    raw = sqlite.connect(str(path))
    try:
        return list(raw.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name"))
    finally:
        raw.close()


def test_migrations_are_numbered_without_a_gap() -> None:
    assert [migration.number for migration in migrations()] == list(range(1, NEWEST + 1))


def test_a_new_store_bears_our_mark_and_needs_no_backup(path: Path) -> None:
    store_with(path, "first")

    raw = sqlite.connect(str(path))
    assert raw.execute("PRAGMA application_id").fetchone() == (APPLICATION,)
    assert raw.execute("PRAGMA user_version").fetchone() == (NEWEST,)
    raw.close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("version", range(1, NEWEST + 1))
def test_a_real_store_of_each_version_opens_with_all_it_held(path: Path, version: int) -> None:
    path.parent.mkdir()
    shutil.copy(REAL / f"version-{version}.db", path)
    clock = FakeClock()
    database = Database(path, clock)
    entries, ids = Entries(database, clock, Ids(clock)), Ids(clock)

    database.open()

    assert database.integrity() == "ok"
    assert [row.title for row in entries.newest(10)] == ["日記 🫶🏽", "A day with pain"]
    assert [row.title for row in entries.search("kinder")] == ["A day with pain"]
    assert [row.title for row in entries.search("日記")] == ["日記 🫶🏽"]
    assert [row.title for row in entries.binned()] == ["thrown away"]
    long = entries.newest(10)[1].id
    assert [revision.body for revision in entries.revisions(long)] == [
        "# A day with pain\n\nI was kinder to myself than I was yesterday.",
        "# A day with pain",
    ]
    assert [(s.practice, s.seconds, s.finished) for s in Sittings(database, clock, ids).newest(9)] == [
        ("kind-hand", 180.0, True)
    ]
    assert [b.need for b in Breaks(database, clock, ids).newest(9)] == ["rest"]
    courses = Courses(database, clock, ids)
    assert [run.course for run in courses.runs()] == (["a-few-days"] if version >= 3 else [])
    for run in courses.runs():
        assert list(courses.done(run.id)) == ["day-1.read-arriving"]
        assert [(d.title, d.zone) for d in courses.dates(run.id)] == [("The first meeting", "Europe/Berlin")]
    kept = CheckIns(database, clock, ids).history()
    assert [(c.measure, c.phase, dict(c.answers)) for c in kept] == (
        [("pain-week", "before", {"pain": 4, "strongest": 6})] if version >= 4 else []
    )
    assert [c.asked.title for c in kept] == (["Pain this week"] if version >= 4 else [])
    with database.read() as connection:
        consents = connection.execute("SELECT study, purposes, since, withdrawn FROM consent").fetchall()
    assert consents == ([("kind-days", '{"use": true}', "2026-11-25", None)] if version >= 5 else [])
    database.close()


def test_a_fresh_store_and_an_upgraded_one_have_the_same_tables(path: Path, tmp_path: Path) -> None:
    path.parent.mkdir()
    shutil.copy(REAL / "version-1.db", path)
    for each in (path, tmp_path / "fresh.db"):
        database = Database(each, FakeClock())
        database.open()
        database.close()

    assert schema(path) == schema(tmp_path / "fresh.db")


def test_an_upgrade_comes_after_a_backup_that_opens(path: Path, tmp_path: Path) -> None:
    store_with(path, "before the upgrade")
    added = step(
        tmp_path,
        "-- a table; more",
        "CREATE TABLE later (",
        "  a TEXT DEFAULT ';'",
        ");",
        "INSERT INTO later VALUES ('x');",
    )
    clock = FakeClock()
    database = Database(path, clock, steps=[*migrations(), added])

    database.open()

    with database.read() as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (added.number,)
        assert connection.execute("SELECT a FROM later").fetchone() == ("x",)
    database.close()
    (backup,) = Backups(database, path.parent / "backups", clock).list()
    assert backup.reason == f"before-upgrade-from-{NEWEST}"
    old = Database(backup.path, clock)
    assert Entries(old, clock, Ids(clock)).newest(1)[0].title == "before the upgrade"
    old.close()
    with pytest.raises(StoreNewer):
        Database(path, clock).open()


def test_an_upgrade_that_fails_half_way_leaves_the_old_version_whole(path: Path, tmp_path: Path) -> None:
    store_with(path, "before the upgrade")
    before = schema(path)
    broken = step(tmp_path, "CREATE TABLE later (a);", "DELETE FROM entry;", "INSERT INTO nowhere VALUES (1);")

    with pytest.raises(sqlite.OperationalError, match="nowhere"):
        Database(path, FakeClock(), steps=[*migrations(), broken]).open()

    assert schema(path) == before
    clock = FakeClock()
    database = Database(path, clock)
    assert Entries(database, clock, Ids(clock)).count() == 1
    assert database.integrity() == "ok"
    database.close()


def test_no_upgrade_without_its_backup(path: Path, tmp_path: Path) -> None:
    store_with(path, "before the upgrade")
    (path.parent / "backups").write_text("a file in the way", encoding="utf-8")
    before = path.read_bytes()

    with pytest.raises(Exception, match="cannot be written"):
        Database(path, FakeClock(), steps=[*migrations(), step(tmp_path, "CREATE TABLE later (a);")]).open()

    assert path.read_bytes() == before


def test_a_store_that_is_up_to_date_is_not_written_by_opening(path: Path) -> None:
    store_with(path, "as it was")
    before = path.read_bytes()
    database = Database(path, FakeClock())

    database.open()
    database.close()

    assert path.read_bytes() == before

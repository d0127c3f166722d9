"""Backups: made, whole, and let go of in their turn."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fakes import FakeClock
from selfcompassion_desktop.core.errors import StoreUnwritable
from selfcompassion_desktop.store.backups import KEPT_FOR_A_REASON, Backup, Backups, kept
from selfcompassion_desktop.store.database import Database
from selfcompassion_desktop.store.entries import Entries
from selfcompassion_desktop.store.ids import Ids

NOW = datetime(2026, 11, 25, 18, 12, 3, tzinfo=UTC)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(NOW)


@pytest.fixture
def database(tmp_path: Path, clock: FakeClock) -> Iterator[Database]:
    made = Database(tmp_path / "selfcompassion.db", clock)
    Entries(made, clock, Ids(clock)).add("kept twice")
    yield made
    made.close()


@pytest.fixture
def backups(tmp_path: Path, database: Database, clock: FakeClock) -> Backups:
    return Backups(database, tmp_path / "backups", clock)


def daily(moment: datetime) -> Backup:
    return Backup(Path(moment.isoformat()), moment, "daily", 1)


def test_a_backup_opens_by_itself(tmp_path: Path, backups: Backups, clock: FakeClock) -> None:
    path = backups.make("asked")
    alone = tmp_path / "elsewhere" / "any-name.db"
    alone.parent.mkdir()
    alone.write_bytes(path.read_bytes())

    opened = Database(alone, clock)

    assert opened.integrity() == "ok"
    assert Entries(opened, clock, Ids(clock)).search("twice")[0].title == "kept twice"
    opened.close()


@pytest.mark.skipif(sys.platform == "win32", reason="rights of this kind are not known there")
def test_only_the_owner_reads_backups(backups: Backups) -> None:  # case SE04
    path = backups.make()

    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_backup_tells_when_and_why(backups: Backups, clock: FakeClock) -> None:
    backups.make("asked")
    clock.pass_time(60)
    path = backups.make("before-import")
    (path.parent / "notes.db").write_bytes(b"")
    (path.parent / "selfcompassion-2026-13-45T000000-daily.db").write_bytes(b"")

    newest, oldest = backups.list()

    assert (newest.path, newest.reason, newest.made) == (path, "before-import", datetime(2026, 11, 25, 18, 13, 3))
    assert (oldest.reason, oldest.size) == ("asked", oldest.path.stat().st_size)


def test_one_is_due_each_day(backups: Backups, clock: FakeClock) -> None:
    assert backups.list() == []
    assert backups.make_if_due() is not None
    assert backups.make_if_due() is None
    clock.pass_time(86400)

    assert backups.make_if_due() is not None
    assert len(backups.list()) == 2


def test_seven_days_four_weeks_and_twelve_months_are_kept() -> None:
    made = [daily(NOW - timedelta(days=day)) for day in range(500)]

    moments = sorted((backup.made for backup in kept(made)), reverse=True)

    ages = [(NOW - moment).days for moment in moments]
    assert ages[:7] == [0, 1, 2, 3, 4, 5, 6]
    assert ages[7:9] == [10, 17]  # the Sundays before; two of the four weeks have a day above
    assert [moment.strftime("%y-%m") for moment in moments[9:]] == [
        *("26-10", "26-09", "26-08", "26-07", "26-06", "26-05", "26-04", "26-03", "26-02", "26-01", "25-12")
    ]


def test_who_comes_once_a_month_keeps_a_year() -> None:
    made = [daily(NOW - timedelta(days=31 * month)) for month in range(20)]

    assert kept(made) == set(made[:12])


def test_those_made_for_a_reason_are_not_pushed_out_by_days() -> None:
    asked = [Backup(Path(str(n)), NOW - timedelta(days=400 + n), "before-import", 1) for n in range(8)]
    made = [daily(NOW - timedelta(days=day)) for day in range(40)]

    assert kept(made + asked) >= set(asked[:KEPT_FOR_A_REASON])
    assert not kept(made + asked) & set(asked[KEPT_FOR_A_REASON + 1 :])


def test_what_is_kept_is_what_stays_on_the_disk(backups: Backups, clock: FakeClock) -> None:
    for _ in range(10):
        backups.make_if_due()
        clock.pass_time(86400)
    before = backups.list()

    backups.prune()

    assert set(backups.list()) == kept(before)
    assert len(before) < 10


def test_a_folder_that_cannot_be_made_is_said_plainly(tmp_path: Path, database: Database, clock: FakeClock) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")

    with pytest.raises(StoreUnwritable):
        Backups(database, tmp_path / "taken", clock).make()

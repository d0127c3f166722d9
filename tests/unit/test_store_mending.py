"""A damaged or spoilt store: set aside whole, and a good one in its place."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fakes import FakeClock
from selfcompassion_desktop.core.errors import NotThere, StoreDamaged, StoreNewer, StoreTrouble
from selfcompassion_desktop.store.backups import Backups
from selfcompassion_desktop.store.database import Database
from selfcompassion_desktop.store.entries import Entries
from selfcompassion_desktop.store.ids import Ids
from selfcompassion_desktop.store.mending import Mending

NOW = datetime(2026, 11, 25, 18, 12, 3, tzinfo=UTC)
PAGE = 4096
KEYS = [None, bytes(range(32))]


class Desk:
    """A store, its backups, and what mends it."""

    def __init__(self, folder: Path, key: bytes | None) -> None:
        self.clock = FakeClock(NOW)
        self.path = folder / "selfcompassion.db"
        self.database = Database(self.path, self.clock, key)
        self.entries = Entries(self.database, self.clock, Ids(self.clock))
        self.backups = Backups(self.database, folder / "backups", self.clock)
        self.mending = Mending(self.database, self.backups, self.clock)

    def texts(self) -> set[str]:
        return {self.entries.get(entry.id).body for entry in self.entries.newest(10_000)}

    def later(self) -> None:
        self.clock.pass_time(1.0)


@pytest.fixture(params=KEYS, ids=["plain", "encrypted"])
def desk(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Desk]:
    made = Desk(tmp_path, request.param)
    yield made
    made.database.close()


def test_a_backup_takes_the_place_of_what_is_there_and_that_is_kept(desk: Desk) -> None:
    desk.entries.add("before")
    backup = desk.backups.make("asked")
    desk.later()
    desk.entries.add("after")

    mended = desk.mending.restore(backup)

    assert desk.texts() == {"before"}
    assert mended.entries == 1
    desk.later()
    desk.mending.restore(mended.kept)
    assert desk.texts() == {"before", "after"}
    assert desk.database.integrity() == "ok"


def test_another_program_that_has_the_store_open_reads_what_was_restored(desk: Desk) -> None:
    desk.entries.add("before")
    backup = desk.backups.make("asked")
    with desk.database.beside(desk.path) as other:
        entries = Entries(other, desk.clock, Ids(desk.clock))
        entries.add("written elsewhere")
        desk.later()
        desk.mending.restore(backup)
        assert [entry.title for entry in entries.newest(5)] == ["before"]
        entries.add("and on it goes")
    assert desk.texts() == {"before", "and on it goes"}


def test_a_damaged_backup_changes_nothing(desk: Desk) -> None:
    desk.entries.add("here")
    backup = desk.backups.make("asked")
    backup.write_bytes(backup.read_bytes()[: 3 * PAGE])

    with pytest.raises(StoreDamaged):
        desk.mending.restore(backup)

    assert desk.texts() == {"here"}


def test_a_newer_programs_backup_changes_nothing(tmp_path: Path) -> None:
    desk = Desk(tmp_path, None)
    desk.entries.add("here")
    backup = desk.backups.make("asked")
    data = bytearray(backup.read_bytes())
    data[60:64] = (999).to_bytes(4)
    backup.write_bytes(data)

    with pytest.raises(StoreNewer):
        desk.mending.restore(backup)

    assert desk.texts() == {"here"}
    desk.database.close()


def test_a_damaged_store_is_set_aside_to_the_byte_and_the_newest_good_backup_takes_its_place(desk: Desk) -> None:
    # case ST04
    desk.entries.add("kept")
    good = desk.backups.make("asked")
    desk.later()
    bad = desk.backups.make("asked")
    bad.write_bytes(b"not a store at all")
    desk.database.close()
    desk.path.write_bytes(damaged := b"\0" * 5 * PAGE)

    found = desk.mending.newest_good()
    assert found is not None
    assert found.path == good
    mended = desk.mending.restore(found.path)

    assert mended.kept.read_bytes() == damaged
    assert desk.texts() == {"kept"}


def test_a_store_that_opens_but_has_a_broken_page_is_replaced_and_told_in_our_words_alone(
    desk: Desk, capfd: pytest.CaptureFixture[str]
) -> None:  # case ST04
    for n in range(200):
        desk.entries.add(f"day {n}")
    good = desk.backups.make("asked")
    desk.later()
    desk.database.close()
    data = bytearray(desk.path.read_bytes())
    data[2 * PAGE + 100 : 2 * PAGE + 140] = b"x" * 40
    desk.path.write_bytes(data)

    desk.mending.restore(good)

    assert len(desk.texts()) == 200
    assert desk.database.integrity() == "ok"
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("seed", range(6))
def test_what_can_be_read_of_a_damaged_store_is_carried_over(desk: Desk, seed: int) -> None:
    written = {f"entry number {number} " + "x" * 700 for number in range(400)}
    for text in written:
        desk.entries.add(text)
    desk.database.close()
    data = bytearray(desk.path.read_bytes())
    page = random.Random(seed).randrange(20, len(data) // PAGE)
    data[page * PAGE : (page + 1) * PAGE] = random.Random(seed).randbytes(PAGE)
    desk.path.write_bytes(data)

    mended = desk.mending.recover()

    assert mended.kept.read_bytes() == data
    found = desk.texts()
    assert found <= written
    assert len(found) == mended.entries > 200
    assert desk.database.integrity() == "ok"
    some = next(iter(found))
    assert desk.entries.search(some[:20].strip())


def test_where_nothing_can_be_read_the_file_stays_where_it_is(desk: Desk) -> None:
    desk.entries.add("gone")
    desk.database.close()
    desk.path.write_bytes(b"\0" * 4 * PAGE)

    with pytest.raises(StoreTrouble):
        desk.mending.recover()

    assert desk.path.read_bytes() == b"\0" * 4 * PAGE
    assert not list(desk.path.parent.glob("*recovered*"))


def test_one_entry_is_read_out_of_a_backup(desk: Desk) -> None:
    kept = desk.entries.add("as it was")
    backup = desk.backups.make("asked")
    desk.entries.save(kept.id, "and as it is now")

    assert [old.title for old in desk.mending.entries_in(backup)] == ["as it was"]
    assert desk.mending.entry_in(backup, kept.id).body == "as it was"
    with pytest.raises(NotThere):
        desk.mending.entry_in(backup, "no-such-entry")

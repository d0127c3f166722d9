"""What other programs kept: taken in once, whole or not at all, on its own day, and undone as one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from fakes import FakeClock
from selfcompassion_desktop.core.errors import Cancelled, NotThere, Trouble
from selfcompassion_desktop.core.interchange import Attached, Piece, Practised, Record, Refused
from selfcompassion_desktop.core.journal import Marks
from selfcompassion_desktop.store.database import Database
from selfcompassion_desktop.store.entries import Entries
from selfcompassion_desktop.store.ids import Ids
from selfcompassion_desktop.store.importing import FOLLOWED, Importing
from selfcompassion_desktop.store.pictures import Pictures
from selfcompassion_desktop.store.sittings import Sittings

ZONES = ("Europe/Berlin", "America/New_York", "Pacific/Kiritimati", "UTC")
PNG = b"\x89PNG\r\n\x1a\n" + b"a picture"
GAP = datetime(2020, 3, 29, 2, 30)
"""A time on the wall that no clock in Berlin showed."""


class Desk:
    """A store in a fresh folder, and what takes things in."""

    def __init__(self, folder: Path, zone: str = "Europe/Berlin") -> None:
        self.clock = FakeClock(datetime(2026, 11, 25, 18, 12, tzinfo=ZoneInfo(zone)))
        self.database = Database(folder / "store.db", self.clock)
        ids = Ids(self.clock)
        self.entries = Entries(self.database, self.clock, ids)
        self.pictures = Pictures(self.database, ids)
        self.sittings = Sittings(self.database, self.clock, ids)
        self.importing = Importing(self.database, self.entries, self.pictures, self.clock, ids)

    def bodies(self) -> list[str]:
        return [self.entries.get(row.id).body for row in self.entries.newest(99)]

    def take(self, *pieces: Piece) -> tuple[int, int, int]:
        """Weigh and take; the two agree."""
        weighed = self.importing.weigh("jrnl", pieces)
        taken = self.importing.take("jrnl", "j.json", pieces)
        told = (taken.new, taken.changed, taken.same)
        assert (weighed.new, weighed.changed, weighed.same) == told
        assert (weighed.refused, weighed.first, weighed.last) == (taken.refused, taken.first, taken.last)
        self.clock.pass_time(60)
        return told

    def undo(self) -> int:
        return self.importing.undo(self.importing.batches()[0].id)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.database.close()


def record(
    key: str = "k1", body: str = "A walk\n\nby the sea", written: datetime = datetime(2019, 9, 2, 9, 0)
) -> Record:
    return Record(f"entry {key}", key, body, written)


def test_a_dry_run_changes_nothing(desk: Desk) -> None:
    weighed = desk.importing.weigh("jrnl", [record(), record("k2", "Two"), Refused("entry 3", "It has no date.")])

    assert (weighed.new, weighed.changed, weighed.same, weighed.batch) == (2, 0, 0, "")
    assert weighed.refused == [Refused("entry 3", "It has no date.")]
    assert (weighed.first, weighed.last) == ("2019-09-02", "2019-09-02")
    assert desk.entries.count() == 0
    assert desk.importing.batches() == []


def test_the_same_file_twice_adds_nothing(desk: Desk) -> None:
    pieces = [record(), record("k2", "Two", datetime(2020, 1, 1, 8, 0))]

    assert desk.take(*pieces) == (2, 0, 0)
    assert desk.take(*pieces) == (0, 0, 2)
    assert desk.bodies() == ["Two", "A walk\n\nby the sea"]
    assert [(b.format, b.name, b.added, b.changed) for b in desk.importing.batches()] == [("jrnl", "j.json", 2, 0)]


def test_a_piece_that_is_twice_in_a_file_comes_once(desk: Desk) -> None:
    assert desk.take(record(), record()) == (1, 0, 1)
    assert desk.take(record("k2"), record("k3")) == (0, 0, 2)  # to the letter what the first file brought


def test_twins_of_one_file_both_come(desk: Desk) -> None:
    assert desk.take(record("k1"), record("k2")) == (2, 0, 0)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("written", [GAP, datetime(2020, 10, 25, 2, 30), datetime(1900, 1, 1, 0, 0)])
def test_a_wall_time_stays_on_its_day(tmp_path: Path, zone: str, written: datetime) -> None:  # case IM01
    desk = Desk(tmp_path, zone)

    desk.take(record(written=written))

    (row,) = desk.entries.newest(2)
    assert row.local[:16] == written.isoformat()[:16]
    assert desk.entries.by_day(written.date(), written.date()) == {written.date(): 1}
    desk.database.close()


@pytest.mark.parametrize("zone", ZONES)
def test_a_time_with_a_zone_stays_on_the_day_it_was_there(tmp_path: Path, zone: str) -> None:  # case IM03
    desk = Desk(tmp_path, zone)
    written = datetime(2021, 1, 1, 4, 30, tzinfo=UTC).astimezone(ZoneInfo("America/New_York"))

    desk.take(record(written=written))

    (row,) = desk.entries.newest(2)
    assert row.local == "2020-12-31T23:30:00-05:00"
    assert row.created == written
    assert desk.entries.get(row.id).zone == "America/New_York"
    desk.database.close()


def test_what_a_record_brings_is_kept(desk: Desk) -> None:
    edited = datetime(2019, 9, 3, 10, 0, tzinfo=UTC)
    given = replace(
        record(), edited=edited, marks=Marks(("sea", "@Sea"), ("calm",), 4, pinned=True), extra={"weather": "rain 🌧"}
    )

    desk.take(given)

    entry = desk.entries.get(desk.entries.newest(1)[0].id)
    assert (entry.marks, entry.edited, entry.source) == (
        Marks(("sea",), ("calm",), 4, pinned=True), edited, "import:jrnl",
    )  # fmt: skip
    with desk.database.read() as connection:
        assert connection.execute("SELECT extra FROM entry").fetchone() == ('{"weather": "rain 🌧"}',)
    assert [row.id for row in desk.entries.search("sea")] == [entry.id]


def test_what_has_changed_there_is_one_revision_more(desk: Desk) -> None:
    desk.take(record())

    assert desk.take(record(body="A walk by the lake")) == (0, 1, 0)

    (row,) = desk.entries.newest(5)
    assert [revision.body for revision in desk.entries.revisions(row.id)] == [
        "A walk by the lake",
        "A walk\n\nby the sea",
    ]
    assert desk.entries.search("sea") == []
    assert desk.take(record(body="A walk by the lake")) == (0, 0, 1)


def test_what_was_written_on_here_and_has_changed_there_is_kept_in_both_ways(desk: Desk) -> None:
    desk.take(record())
    (row,) = desk.entries.newest(1)
    desk.entries.save(row.id, "A walk, and what I think of it now")

    assert desk.take(record(body="A walk by the lake")) == (0, 1, 0)

    assert sorted(desk.bodies()) == ["A walk by the lake", "A walk, and what I think of it now"]
    assert desk.take(record(body="A walk by the lake")) == (0, 0, 1)


def test_a_cancelled_import_leaves_nothing_and_comes_whole_the_next_time(desk: Desk) -> None:  # case IM17
    pieces = [record(f"k{n}", f"Entry {n}", datetime(2019, 1, 1) + timedelta(days=n)) for n in range(100)]
    asked = iter([True] * 50)

    with pytest.raises(Cancelled):
        desk.importing.take("jrnl", "j.json", pieces, lambda: next(asked, False))

    assert desk.entries.count() == 0
    assert desk.importing.batches() == []
    assert desk.take(*pieces) == (100, 0, 0)


def test_a_file_that_breaks_off_leaves_nothing(desk: Desk) -> None:  # case IM17
    def broken() -> Iterator[Piece]:
        yield record()
        raise OSError("the drive was pulled out")

    with pytest.raises(Trouble, match="cannot be read any further"):
        desk.importing.take("jrnl", "j.json", broken())

    assert desk.entries.count() == 0


def test_an_import_is_undone_as_one(desk: Desk) -> None:
    mine = desk.entries.add("my own")
    sat = Practised("row 2", "s1", datetime(2020, 5, 1, 0, 40), 600, "Morning")
    desk.take(record(), record("k2", "Two"), sat)
    assert len(desk.sittings.newest(9)) == 1

    assert desk.undo() == 3

    assert [row.id for row in desk.entries.newest(9)] == [mine.id]
    assert desk.entries.search("walk") == []
    assert desk.sittings.newest(9) == []
    assert desk.importing.batches() == []
    assert desk.database.integrity() == "ok"
    assert desk.take(record(), record("k2", "Two"), sat) == (3, 0, 0)


def test_undoing_keeps_what_was_written_on_since(desk: Desk) -> None:
    desk.take(record(), record("k2", "Two"))
    row = next(row for row in desk.entries.newest(2) if row.title == "Two")
    desk.entries.save(row.id, "Two, and a thought")

    assert desk.undo() == 1

    assert desk.bodies() == ["Two, and a thought"]
    assert desk.take(record(), record("k2", "Two")) == (1, 0, 1)


def test_undoing_a_change_brings_the_text_before_back(desk: Desk) -> None:
    desk.take(record())
    desk.take(record(body="A walk by the lake"))

    assert desk.undo() == 1

    assert desk.bodies() == ["A walk\n\nby the sea"]
    assert [row.title for row in desk.entries.search("sea")] == ["A walk"]
    assert desk.take(record(body="A walk by the lake")) == (0, 1, 0)
    first = desk.importing.batches()[-1]
    assert desk.importing.undo(first.id) == 1
    assert desk.entries.count() == 0


def test_what_lies_ahead_of_the_clock_can_be_undone_too(desk: Desk) -> None:
    desk.take(replace(record(written=datetime(2100, 12, 31)), edited=datetime(2101, 1, 1, tzinfo=UTC)))

    assert desk.undo() == 1
    assert desk.entries.count() == 0


def test_what_is_not_there_cannot_be_undone(desk: Desk) -> None:
    with pytest.raises(NotThere):
        desk.importing.undo("nothing")


def test_what_was_thrown_away_does_not_come_back_unasked(desk: Desk) -> None:
    desk.take(record())
    desk.entries.discard(desk.entries.newest(1)[0].id)

    assert desk.take(record()) == (0, 0, 1)
    assert desk.entries.count() == 0


def test_pictures_come_with_their_entry(desk: Desk) -> None:  # case IM07
    def lost() -> bytes:
        raise FileNotFoundError

    def attached(key: str, name: str, read: Callable[[], bytes]) -> Attached:
        return Attached(key, name, read)

    body = "Sea ![x](attached:a) and ![](attached:b) and ![](attached:c)"
    given = replace(
        record(body=body),
        attached=(
            attached("a", "sea [1].png", lambda: PNG),
            attached("b", "gone.png", lost),
            attached("c", "virus.exe", lambda: b"MZ"),
            attached("d", "behind.png", lambda: PNG + b"2"),
        ),
    )

    told = desk.importing.take("dayone", "d.zip", [given])

    (row,) = desk.entries.newest(1)
    sea, behind = desk.pictures.of(row.id)
    assert desk.entries.get(row.id).body == (
        f"Sea ![sea  1 .png](picture:{sea.id}) and (gone.png was not taken in) and (virus.exe was not taken in)\n\n"
        f"![behind.png](picture:{behind.id})\n"
    )
    assert desk.pictures.whole(sea.id).content == PNG
    assert [refused.where for refused in told.left] == ["entry k1, gone.png", "entry k1, virus.exe"]


def test_a_picture_that_is_here_already_is_named_as_it_is_here(desk: Desk) -> None:
    sea = (Attached("a", "sea.png", lambda: PNG),)
    desk.take(replace(record(body="![](attached:a)"), attached=sea))
    desk.take(replace(record(body="Look: ![](attached:a)"), attached=sea))

    (row,) = desk.entries.newest(1)
    (picture,) = desk.pictures.of(row.id)
    assert desk.entries.get(row.id).body == f"Look: ![sea.png](picture:{picture.id})"


def test_sittings_of_another_log_count_for_the_day_they_were_on(desk: Desk) -> None:
    desk.take(Practised("row 2", "s1", datetime(2020, 5, 2, 0, 40), 2700, "Morning"))

    (sitting,) = desk.sittings.newest(5)
    assert (sitting.title, sitting.seconds, sitting.day, sitting.finished) == ("Morning", 2700, date(2020, 5, 1), True)
    assert desk.take(Practised("row 2", "s1", datetime(2020, 5, 2, 0, 40), 2700, "Morning")) == (0, 0, 1)


def test_hostile_text_is_only_text(desk: Desk) -> None:  # case JR23
    given = replace(record("k\ud83d", "before\0after\x1b[31m \ud83d"), extra={"a\ud83d": float("inf")})

    assert desk.take(given) == (1, 0, 0)
    assert desk.bodies() == ["beforeafter\x1b[31m \ufffd"]
    assert desk.take(given) == (0, 0, 1)


def test_no_more_refusals_are_held_than_can_be_read(desk: Desk) -> None:
    told = desk.importing.weigh("jrnl", (Refused(f"row {n}", "It has no date.") for n in range(FOLLOWED + 5)))

    assert (len(told.refused), told.more_refused) == (FOLLOWED, 5)

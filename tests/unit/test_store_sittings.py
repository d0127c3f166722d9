"""What was practised, and the breaks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from fakes import FakeClock
from selfcompassion_desktop.core.errors import NotThere, StoreFull
from selfcompassion_desktop.store.breaks import Breaks
from selfcompassion_desktop.store.database import Database
from selfcompassion_desktop.store.ids import Ids
from selfcompassion_desktop.store.sittings import Sittings

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(datetime(2026, 11, 25, 18, 12, 3, tzinfo=BERLIN))


@pytest.fixture
def database(tmp_path: Path, clock: FakeClock) -> Iterator[Database]:
    made = Database(tmp_path / "store.db", clock)
    yield made
    made.close()


@pytest.fixture
def sittings(database: Database, clock: FakeClock) -> Sittings:
    return Sittings(database, clock, Ids(clock))


def test_a_sitting_is_kept_as_it_happens(sittings: Sittings, clock: FakeClock) -> None:
    sitting = sittings.begin("kind-hand", "A kind hand", 300.0, "af_heart")
    sittings.rate(sitting, 7, None, "pain")
    clock.pass_time(300)
    sittings.end(sitting, 300.0, 300.0, finished=True)
    sittings.rate(sitting, None, 4, "pain")

    (record,) = sittings.newest(5)
    assert record.id == sitting
    assert (record.practice, record.title, record.voice) == ("kind-hand", "A kind hand", "af_heart")
    assert (record.started, record.day) == ("2026-11-25T18:12:03+01:00", WEDNESDAY)
    assert (record.planned, record.seconds, record.position, record.finished) == (300.0, 300.0, 300.0, True)
    assert (record.rated, record.before, record.after) == ("pain", 7, 4)


def test_a_sitting_killed_at_minute_23_has_its_minutes(
    tmp_path: Path, sittings: Sittings, clock: FakeClock
) -> None:  # case PB17
    sitting = sittings.begin("soften", "Soften", 1800.0, "")
    for second in range(10, 23 * 60, 10):
        clock.pass_time(10)
        sittings.heard(sitting, float(second), float(second))
    after_the_kill = Sittings(Database(tmp_path / "store.db", clock), clock, Ids(clock))

    (record,) = after_the_kill.newest(5)

    assert not record.finished
    assert record.seconds >= 22 * 60
    assert after_the_kill.unfinished("soften") == record.position
    assert after_the_kill.days(WEDNESDAY, WEDNESDAY) == {WEDNESDAY}


def test_a_sitting_stopped_at_minute_23_is_one_record(sittings: Sittings) -> None:  # case PB17
    sitting = sittings.begin("soften", "Soften", 1800.0, "")
    sittings.heard(sitting, 1370.0, 1370.0)
    sittings.end(sitting, 1380.0, 1380.0, finished=False)

    (record,) = sittings.newest(5)
    assert (record.seconds, record.finished) == (1380.0, False)


def test_seconds_practised_never_shrink_and_the_position_may_go_back(sittings: Sittings) -> None:
    sitting = sittings.begin("kind-hand", "", 300.0, "")
    sittings.heard(sitting, 120.0, 120.0)
    sittings.heard(sitting, 110.0, 60.0)

    (record,) = sittings.newest(1)
    assert (record.seconds, record.position) == (120.0, 60.0)


def test_only_the_last_sitting_of_a_practice_can_be_gone_on_with(sittings: Sittings, clock: FakeClock) -> None:
    assert sittings.unfinished("kind-hand") is None
    left = sittings.begin("kind-hand", "", 300.0, "")
    sittings.end(left, 90.0, 95.0, finished=False)
    assert sittings.unfinished("kind-hand") == 95.0
    assert sittings.unfinished("soften") is None

    clock.pass_time(3600)
    done = sittings.begin("kind-hand", "", 300.0, "")
    sittings.end(done, 300.0, 300.0, finished=True)

    assert sittings.unfinished("kind-hand") is None


def test_a_practice_after_midnight_belongs_to_the_day_before(sittings: Sittings, clock: FakeClock) -> None:  # case CI05
    clock.set_wall(datetime(2026, 11, 23, 8, tzinfo=BERLIN))
    sittings.heard(sittings.begin("a", "", 60.0, "", turns_at="03:00"), 60.0, 60.0)
    assert sittings.days(date(2026, 11, 11), TUESDAY) == {MONDAY}

    clock.set_wall(datetime(2026, 11, 25, 0, 20, tzinfo=BERLIN))
    sittings.heard(sittings.begin("a", "", 60.0, "", turns_at="03:00"), 60.0, 60.0)
    clock.set_wall(datetime(2026, 11, 25, 16, tzinfo=ZoneInfo("Asia/Tokyo")))  # travelled on

    assert sittings.days(date(2026, 11, 11), WEDNESDAY) == {MONDAY, TUESDAY}


def test_every_day_of_a_change_of_summer_time_counts_once(sittings: Sittings, clock: FakeClock) -> None:  # case CI05
    for hour in range(0, 96, 6):
        clock.set_wall((datetime(2026, 10, 23, 11, tzinfo=UTC) + timedelta(hours=hour)).astimezone(BERLIN))
        sittings.heard(sittings.begin("a", "", 60.0, ""), 60.0, 60.0)

    days = sittings.days(date(2026, 10, 1), date(2026, 10, 31))
    assert days == {date(2026, 10, day) for day in (23, 24, 25, 26, 27)}


def test_a_sitting_begun_and_left_at_once_is_no_day_practised(sittings: Sittings) -> None:
    sittings.begin("a", "", 60.0, "")

    assert sittings.days(date.min, date.max) == set()


def test_a_beginning_that_could_not_be_written_is_written_later(
    database: Database, sittings: Sittings
) -> None:  # case ST04
    sitting = sittings.new_id()
    with database.read() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreFull):
        sittings.begin("kind-hand", "t" * 20_000, 300.0, "af_heart", sitting)
    with database.read() as connection:
        connection.execute("PRAGMA max_page_count = 100000")

    sittings.heard(sitting, 20.0, 20.0)

    (record,) = sittings.newest(5)
    assert (record.id, record.seconds, record.started) == (sitting, 20.0, "2026-11-25T18:12:03+01:00")


def test_a_sitting_that_nobody_began_is_not_there(sittings: Sittings) -> None:
    with pytest.raises(NotThere):
        sittings.heard("nothing", 1.0, 1.0)


def test_the_newest_come_first(sittings: Sittings, clock: FakeClock) -> None:
    for name in "abc":
        sittings.begin(name, "", 60.0, "")
        clock.pass_time(1)

    assert [record.practice for record in sittings.newest(2)] == ["c", "b"]


def test_a_break_is_kept_with_what_was_needed(database: Database, clock: FakeClock) -> None:
    breaks = Breaks(database, clock, Ids(clock))
    clock.set_wall(datetime(2026, 11, 25, 0, 1, tzinfo=BERLIN))
    first = breaks.add(120.0, "rest", "an-entry")
    clock.pass_time(3600)
    second = breaks.add(60.0, "")

    assert breaks.newest(5) == [second, first]
    assert (first.started, first.day, first.seconds) == ("2026-11-24T23:59:00+01:00", TUESDAY, 120.0)
    assert (first.need, first.entry, second.need) == ("rest", "an-entry", "")


def test_a_break_kept_again_is_brought_up_to_date(database: Database, clock: FakeClock) -> None:
    breaks = Breaks(database, clock, Ids(clock))
    taken = breaks.new_id()
    breaks.add(60.0, "", break_id=taken)
    kept = breaks.add(60.0, "water", "an-entry", break_id=taken, before=7, after=4)

    assert breaks.newest(5) == [kept]
    assert (kept.id, kept.need, kept.entry, kept.before, kept.after) == (taken, "water", "an-entry", 7, 4)


def test_one_sitting_is_found_by_its_id(sittings: Sittings) -> None:
    first = sittings.begin("kind-hand", "A kind hand", 180.0, "")
    sittings.begin("soften", "Soften", 300.0, "")
    assert sittings.get(first).title == "A kind hand"
    with pytest.raises(NotThere):
        sittings.get("gone")


def test_a_day_with_a_break_alone_was_practised_too(database: Database, sittings: Sittings, clock: FakeClock) -> None:
    Breaks(database, clock, Ids(clock)).add(60, "")
    sittings.begin("kind-hand", "A kind hand", 300.0, "")  # stopped at once: nothing of it was practised
    assert sittings.days(MONDAY, WEDNESDAY) == {WEDNESDAY}
    assert sittings.days(MONDAY, TUESDAY) == set()

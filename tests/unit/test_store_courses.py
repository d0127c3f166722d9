"""What is done of courses is kept, taken out and put back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from fakes import FakeClock
from selfcompassion_desktop.core import agenda
from selfcompassion_desktop.core.errors import NotThere, Trouble
from selfcompassion_desktop.core.ics import Meeting
from selfcompassion_desktop.store.times import moment_in
from whole_stores import Room

MEETING = Meeting("", "first-meeting", "The first meeting", datetime(2026, 12, 1, 19), "Europe/Berlin", 90, "Come.")


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path, FakeClock(datetime(2026, 11, 26, 0, 40, tzinfo=UTC)))


def test_a_course_begun_after_midnight_belongs_to_the_day_before(room: Room) -> None:
    run = room.courses.begin("a-few-days", "A few days")
    assert run.day == date(2026, 11, 25) == room.courses.today()
    assert room.courses.runs() == room.courses.under_way() == [run]
    room.close()


def test_how_it_stands_is_kept_and_the_end_keeps_every_record(room: Room) -> None:
    run = room.courses.begin("a-few-days", "A few days")
    room.courses.do(run.id, "day-1.read", subject="x")
    room.courses.keep(agenda.ended(replace(run, shifted=3), date(2026, 12, 1), agenda.LEFT))
    kept = room.courses.run(run.id)
    assert (kept.shifted, kept.ended, kept.how) == (3, date(2026, 12, 1), "left")
    assert room.courses.under_way() == []
    assert room.courses.done(run.id)["day-1.read"].subject == "x"
    room.close()


def test_a_step_is_done_once_and_one_left_out_can_still_be_done(room: Room) -> None:
    run = room.courses.begin("a-few-days", "A few days")
    room.courses.do(run.id, "one", agenda.LEFT_OUT)
    room.courses.do(run.id, "one", subject="sitting")
    room.courses.do(run.id, "one", agenda.LEFT_OUT)
    room.courses.do(run.id, "one", subject="another")
    record = room.courses.done(run.id)["one"]
    assert (record.how, record.subject) == ("", "sitting")
    room.close()


def test_a_date_that_changes_says_so_to_calendars(room: Room) -> None:
    run = room.courses.begin("a-few-days", "A few days")
    made = room.courses.add_date(run.id, MEETING)
    room.courses.change_date(replace(made, starts=datetime(2026, 12, 2, 19)))
    room.courses.change_date(replace(made, cancelled=True))
    (found,) = room.courses.dates(run.id)
    assert (found.id, found.sequence, found.cancelled, found.words) == (made.id, 2, True, "Come.")
    with pytest.raises(NotThere):
        room.courses.change_date(MEETING)
    room.close()


def test_what_is_not_there_is_said(room: Room) -> None:
    with pytest.raises(NotThere):
        room.courses.run("none")
    with pytest.raises(NotThere):
        room.courses.keep(agenda.Run("none", "a", "A", date(2026, 1, 1)))
    room.close()


def test_everything_taken_out_goes_back_in_once(room: Room, tmp_path: Path) -> None:
    run = room.courses.begin("a-few-days", "A few days")
    room.courses.do(run.id, "one", agenda.LEFT_OUT)
    made = room.courses.add_date(run.id, MEETING)
    room.courses.change_date(replace(made, cancelled=True))
    room.courses.keep(agenda.paused(replace(run, shifted=2), date(2026, 12, 1)))
    other = Room(tmp_path / "other")
    file = room.write()
    assert other.take(file).new == 3
    assert other.rows() == room.rows()
    assert other.weigh(file).new == 0

    room.courses.keep(agenda.ended(room.courses.run(run.id), date(2026, 12, 3), agenda.FINISHED))
    room.courses.do(run.id, "two")
    done = other.take(room.write())
    assert (done.new, done.changed) == (1, 1)
    assert other.courses.run(run.id).how == "finished"
    assert other.whole.undo(done.batch).gone == 1
    assert list(other.courses.done(run.id)) == ["one"]
    room.close()
    other.close()


def test_a_wall_time_is_an_instant_by_its_zone() -> None:
    assert moment_in(datetime(2026, 7, 1, 19), "Europe/Berlin") == datetime(2026, 7, 1, 17, tzinfo=UTC)
    assert moment_in(datetime(2026, 12, 1, 19), "Europe/Berlin") == datetime(2026, 12, 1, 18, tzinfo=UTC)
    # The hour that the clock leaps over.
    assert moment_in(datetime(2026, 3, 29, 2, 30), "Europe/Berlin") == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    for unknown in ("Europe/Nowhere", "", "../etc/passwd", "/etc/passwd"):
        with pytest.raises(Trouble):
            moment_in(datetime(2026, 12, 1, 19), unknown)

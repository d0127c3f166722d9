"""Check-ins are kept at every answer, and can be read for good with what was asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from selfcompassion_desktop.core.errors import NotThere
from selfcompassion_desktop.core.measure import Measure, Phase, parse
from whole_stores import Room

TEXT = """
id: small
title: Small
about: Two things.
licence: CC0-1.0
items:
  - {id: pain, text: "How strong?", from: 0, to: 10, low: none, high: strongest, better: low}
  - {id: way, text: "In the way?", from: 0, to: 10, low: not, high: wholly}
""".lstrip()


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


@pytest.fixture
def small() -> Measure:
    return parse(TEXT, "small.yaml")


def test_a_look_leaves_nothing(room: Room, small: Measure) -> None:
    room.checkins.begin(small)
    assert room.checkins.history() == []
    assert room.rows()["checkin"] == []
    room.close()


def test_a_draft_is_there_again_with_each_answer(room: Room, small: Measure) -> None:
    first = room.checkins.begin(small, Phase.WEEKLY, "run", "day-1.check-in-small")
    room.checkins.keep(first, {"pain": 0})
    assert room.checkins.history() == []

    again = room.checkins.begin(small, Phase.WEEKLY, "run", "day-1.check-in-small")
    assert (again.id, again.answers, again.draft) == (first.id, {"pain": 0}, True)
    assert room.checkins.begin(small, Phase.WEEKLY, "run", "day-8.check-in-small").id != first.id
    assert room.checkins.begin(small).answers == {}

    room.clock.pass_time(3 * 86_400)
    assert room.checkins.begin(small, Phase.WEEKLY, "run", "day-1.check-in-small").answers == {}
    done = room.checkins.finish(again, {"pain": 0, "way": 3})
    assert done.day == date(2026, 11, 28)
    assert room.checkins.history() == [done] == room.checkins.of_run("run")
    assert room.checkins.begin(small, Phase.WEEKLY, "run", "day-1.check-in-small").answers == {}
    room.close()


def test_what_is_finished_is_not_written_over(room: Room, small: Measure) -> None:
    record = room.checkins.begin(small)
    done = room.checkins.finish(record, {"pain": 4})
    room.checkins.keep(record, {"pain": 9})
    room.checkins.let_go(done)
    assert room.checkins.get(done.id) == done
    room.close()


def test_a_draft_can_be_let_go(room: Room, small: Measure) -> None:
    record = room.checkins.keep(room.checkins.begin(small), {"pain": 4})
    room.checkins.let_go(record)
    with pytest.raises(NotThere):
        room.checkins.get(record.id)
    room.close()


def test_what_was_left_open_is_missing_and_not_zero(room: Room, small: Measure) -> None:
    room.checkins.finish(room.checkins.begin(small), {"pain": 0})
    (found,) = room.checkins.history("small")
    assert [result.value for result in found.results] == [0, None]
    assert room.checkins.history("other") == []
    room.close()


def test_an_old_one_is_read_with_the_questions_of_its_time(room: Room, small: Measure) -> None:
    old = room.checkins.finish(room.checkins.begin(small), {"pain": 7, "way": 2})
    newer = parse(TEXT.replace("How strong?", "How strong was it?").replace("id: way", "id: road"), "small.yaml")
    draft = room.checkins.keep(room.checkins.begin(small), {"pain": 3, "way": 2})

    again = room.checkins.begin(newer)
    assert (again.id != draft.id, again.answers) == (True, {"pain": 3})
    room.checkins.finish(again, {"pain": 3})

    assert [(c.asked.items[0].text, [r.value for r in c.results]) for c in room.checkins.history()] == [
        ("How strong was it?", [3, None]),
        ("How strong?", [7, 2]),
    ]
    assert room.checkins.get(old.id).digest != again.digest
    with pytest.raises(NotThere):
        room.checkins.get(draft.id)
    room.close()


# case CI05
def test_it_belongs_to_the_day_that_the_person_set_as_theirs(room: Room, small: Measure) -> None:
    room.clock.set_wall(datetime(2026, 11, 25, 0, 20, tzinfo=UTC))
    before, after = (
        room.checkins.finish(room.checkins.begin(small, turns_at=turns), {"pain": 1}, turns).day
        for turns in ("03:00", "00:00")
    )
    assert (before, after) == (date(2026, 11, 24), date(2026, 11, 25))
    room.close()


def test_everything_taken_out_goes_back_in_once(room: Room, small: Measure, tmp_path: Path) -> None:
    room.checkins.finish(room.checkins.begin(small, Phase.BEFORE, "run", "step"), {"pain": 5})
    draft = room.checkins.keep(room.checkins.begin(small), {"way": 1})
    other = Room(tmp_path / "other")
    file = room.write()
    assert other.take(file).new == 2
    assert other.rows() == room.rows()
    assert other.weigh(file).new == 0

    room.checkins.finish(draft, {"way": 1, "pain": 2})
    done = other.take(room.write())
    assert (done.new, done.changed) == (0, 1)
    assert other.rows() == room.rows()
    assert other.take(file).changed == 0
    room.close()
    other.close()


def test_what_came_with_an_import_goes_with_it(room: Room, small: Measure, tmp_path: Path) -> None:
    room.checkins.finish(room.checkins.begin(small), {"pain": 5})
    other = Room(tmp_path / "other")
    taken = other.take(room.write())
    assert other.whole.undo(taken.batch).gone == 1
    assert other.checkins.history() == []
    room.close()
    other.close()


def test_answers_from_elsewhere_that_cannot_be_are_missing(room: Room, small: Measure) -> None:
    done = room.checkins.finish(room.checkins.begin(small), {"pain": 5})
    with room.database.write() as connection:
        connection.execute("""UPDATE checkin SET answers = '{"pain": 99, "way": "x"}', phase = 'later'""")
    found = room.checkins.get(done.id)
    assert [result.value for result in found.results] == [None, None]
    assert found.phase is Phase.NONE
    assert replace(found, answers={}).asked.id == "small"
    room.close()


def test_a_draft_of_another_day_is_not_gone_on_with(room: Room, small: Measure) -> None:
    draft = room.checkins.keep(room.checkins.begin(small), {"pain": 9})
    room.clock.pass_time(23 * 3600)
    assert room.checkins.begin(small).id == draft.id
    room.clock.pass_time(2 * 3600)
    fresh = room.checkins.begin(small)
    assert (fresh.id != draft.id, fresh.answers) == (True, {})
    room.checkins.finish(fresh, {"pain": 2})
    with pytest.raises(NotThere):
        room.checkins.get(draft.id)
    room.close()


def test_without_a_definition_that_can_be_read_the_answers_are_still_told(room: Room, small: Measure) -> None:
    done = room.checkins.finish(room.checkins.begin(small), {"pain": 5, "way": 12})
    with room.database.write() as connection:
        connection.execute("UPDATE checkin SET definition = 'spoilt'")
    found = room.checkins.get(done.id)
    assert [(r.title, r.value) for r in found.results] == [("pain", 5), ("way", 12)]
    assert found.asked.title == "Small"
    room.close()

"""What was agreed to is kept, taken out and put back; a withdrawal is never undone by a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from selfcompassion_desktop.content.packs import read_course
from selfcompassion_desktop.core.course import Course, Study
from whole_stores import Room

FOLDER = Path(__file__).parent.parent / "data" / "courses" / "kind-days"
USE = {"use": True, "sharing": False}


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


@pytest.fixture
def course() -> Course:
    return read_course(FOLDER)


@pytest.fixture
def study(course: Course) -> Study:
    assert course.study is not None
    return course.study


def test_a_consent_keeps_the_words_that_were_shown(room: Room, course: Course, study: Study) -> None:
    assert room.consents.standing(course.id, study.id) is None
    given = room.consents.give(course, study, USE)
    found = room.consents.standing(course.id, study.id)
    assert found == given
    assert found.purposes == USE
    assert "We would like to know how kind days go." in found.words
    assert "[use, needed] My answers may be used for this study." in found.words
    room.close()


def test_agreeing_anew_goes_on_and_after_a_withdrawal_all_is_new(room: Room, course: Course, study: Study) -> None:
    first = room.consents.give(course, study, USE)
    room.clock.pass_time(3 * 86_400)
    second = room.consents.give(course, study, USE)
    assert (second.code, second.since) == (first.code, first.day)
    assert second.day != first.day
    room.consents.withdraw(course.id, study.id)
    standing = room.consents.standing(course.id, study.id)
    assert standing is not None
    assert standing.withdrawn == second.day
    third = room.consents.give(course, study, USE)
    assert third.code != first.code
    assert (third.since, third.withdrawn) == (third.day, None)
    room.close()


def test_everything_taken_out_goes_back_in_once(room: Room, course: Course, study: Study, tmp_path: Path) -> None:
    room.consents.give(course, study, USE)
    other = Room(tmp_path / "other")
    before = room.write()
    taken = other.take(before)
    assert taken.new == 1
    assert other.rows() == room.rows()

    room.consents.withdraw(course.id, study.id)
    assert other.take(room.write("later.json")).changed == 1
    assert other.rows() == room.rows()
    assert (other.take(before).new, other.take(before).changed) == (0, 0)
    assert other.rows() == room.rows()
    assert other.whole.undo(taken.batch).gone == 1
    assert other.consents.standing(course.id, study.id) is None
    room.close()
    other.close()

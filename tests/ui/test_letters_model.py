"""Letters to oneself: closed until their day begins, and then in the journal like any other entry."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from furnished import FULL, Furnished
from selfcompassion_desktop.core.errors import Trouble
from selfcompassion_desktop.core.journal import Marks
from selfcompassion_desktop.models.journal import Role
from selfcompassion_desktop.models.letters import until_tomorrow

HARD = "It was hard, and it will have passed."
TOMORROW = date(2026, 11, 26)


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot) -> Iterator[Furnished]:
    made = Furnished(tmp_path, qtbot)
    yield made
    made.close()


def sealed(room: Furnished, text: str = HARD, opens: date = TOMORROW) -> None:
    room.models.journal.fresh(text)
    room.models.journal.seal(opens)
    room.settle()


def titles(room: Furnished) -> list[str]:
    rows = room.models.journal.list
    rows.reload()
    room.settle()
    return [rows.data(rows.index(n, 0), Role.GLIMPSE).title for n in range(rows.rowCount())]


def arrived(room: Furnished) -> list[str]:
    return [glimpse.title for glimpse in room.models.letters.arrived]


def test_a_closed_letter_leaves_the_desk_and_the_list(room: Furnished) -> None:
    sealed(room)
    assert room.models.journal.text == ""
    assert titles(room) == []
    assert [letter.opens for letter in room.models.letters.waiting] == [TOMORROW]
    assert arrived(room) == []


def test_a_letter_comes_at_midnight_while_the_program_runs(room: Furnished) -> None:
    sealed(room)
    room.clock.set_wall(datetime(2026, 11, 25, 23, 59, 59, tzinfo=UTC))
    room.models.letters.look()
    room.settle()
    assert arrived(room) == []
    room.clock.pass_time(2)
    room.models.letters.look()
    room.settle()
    assert arrived(room) == [HARD]
    assert room.models.letters.waiting == ()
    assert titles(room) == [HARD]


def test_nobody_has_to_look_at_midnight(room: Furnished, qtbot: QtBot) -> None:
    room.clock.set_wall(datetime(2026, 11, 25, 23, 59, 59, tzinfo=UTC))
    sealed(room)
    room.clock.pass_time(2)
    with qtbot.waitSignal(room.models.letters.changed):
        pass  # it wakes by itself
    assert arrived(room) == [HARD]


def test_the_next_look_is_right_after_midnight() -> None:
    assert until_tomorrow(datetime(2026, 11, 25, 23, 59, 59, tzinfo=UTC)) == 1
    assert until_tomorrow(datetime(2026, 11, 25, 0, 0, tzinfo=UTC)) == 24 * 60 * 60
    assert until_tomorrow(datetime(9999, 12, 31, 23, 0, tzinfo=UTC)) > 0


def test_a_letter_that_came_stays_open_when_the_clock_is_set_back(room: Furnished) -> None:
    sealed(room)
    room.clock.set_wall(datetime(2026, 11, 26, 8, 0, tzinfo=UTC))
    room.models.letters.look()
    room.settle()
    room.clock.set_wall(datetime(2026, 11, 20, 8, 0, tzinfo=UTC))
    room.models.letters.look()
    room.settle()
    assert titles(room) == [HARD]
    assert room.models.letters.waiting == ()


def test_a_letter_is_offered_until_it_is_looked_at_and_again_by_the_next_start_of_that_day(room: Furnished) -> None:
    sealed(room)
    room.clock.set_wall(datetime(2026, 11, 26, 8, 0, tzinfo=UTC))
    room.models.letters.look()
    room.settle()
    (letter,) = room.models.letters.arrived
    room.models.letters.see(letter.id)
    assert arrived(room) == []
    room.models.letters.look()
    room.settle()
    assert arrived(room) == []
    assert [glimpse.id for glimpse in room.entries.opened_on(TOMORROW)] == [letter.id]


def test_a_letter_may_be_opened_before_its_day(room: Furnished, qtbot: QtBot) -> None:
    sealed(room)
    (letter,) = room.models.letters.waiting
    with qtbot.waitSignal(room.models.letters.opened_early) as told:
        room.models.letters.open_early(letter)
    room.settle()
    assert told.args[0].body == HARD
    assert room.models.letters.waiting == ()


def test_what_is_typed_while_a_letter_is_being_closed_goes_into_it(room: Furnished) -> None:
    journal = room.models.journal
    journal.fresh("Dear me")
    journal.save()
    room.settle()
    journal.seal(TOMORROW)
    journal.edit("Dear me, one word more")
    room.settle()
    assert journal.text == ""
    assert titles(room) == []
    (letter,) = room.models.letters.waiting
    assert room.entries.open_early(letter.id).body == "Dear me, one word more"


def test_a_letter_that_cannot_be_closed_stays_on_the_desk(room: Furnished, qtbot: QtBot) -> None:
    room.models.journal.fresh(HARD)
    room.entries.full = True
    with qtbot.waitSignal(room.models.journal.trouble) as told:
        room.models.journal.seal(TOMORROW)
    trouble = told.args[0]
    assert isinstance(trouble, Trouble)
    assert trouble.sentence == FULL
    assert room.models.journal.text == HARD
    assert not room.models.journal.all_kept
    room.entries.full = False


def test_a_letter_keeps_its_marks(room: Furnished) -> None:
    journal = room.models.journal
    journal.fresh(HARD)
    journal.save()
    room.settle()
    journal.mark(Marks(tags=("winter",)))
    journal.seal(TOMORROW)
    room.settle()
    assert room.entries.used_tags() == []
    (letter,) = room.models.letters.waiting
    assert room.entries.open_early(letter.id).marks.tags == ("winter",)

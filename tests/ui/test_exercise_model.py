"""An exercise being written: kept from the first word, left and gone on with, and in the end an entry."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from furnished import Furnished
from selfcompassion_desktop.core.answers import text_of
from selfcompassion_desktop.core.errors import NotThere
from selfcompassion_desktop.models.exercise import Earlier, ExerciseModel
from selfcompassion_desktop.models.journal import Keeping

FRIEND = "how-would-i-treat-a-friend"


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot) -> Iterator[Furnished]:
    made = Furnished(tmp_path, qtbot)
    yield made
    made.close()


class Desk:
    """The model, and what it has told."""

    def __init__(self, room: Furnished) -> None:
        self.room = room
        self.model: ExerciseModel = room.models.exercise
        self.earlier: list[Earlier | None] = []
        self.keeping: list[Keeping] = []
        self.written = 0
        self.model.looked_up.connect(self.earlier.append)
        self.model.keeping_changed.connect(self.keeping.append)
        self.model.written.connect(self._on_written)

    def _on_written(self) -> None:
        self.written += 1

    def choose(self, exercise_id: str = FRIEND) -> Earlier | None:
        self.model.choose(exercise_id)
        self.room.settle()
        return self.earlier[-1]

    def write(self, *answers: str) -> None:
        """Answer one step after another from where it stands, staying on the last."""
        for index, answer in enumerate(answers):
            if index:
                self.model.go_to(self.model.step + 1)
            self.model.edit(answer)

    def bodies(self) -> list[str]:
        """What the journal holds, newest first."""
        return [self.room.entries.get(g.id).body for g in self.room.entries.newest(10)]


@pytest.fixture
def desk(room: Furnished) -> Desk:
    return Desk(room)


def test_the_first_word_makes_an_entry(desk: Desk, qtbot: QtBot) -> None:
    assert desk.choose() is None
    desk.model.begin()
    desk.room.settle()
    assert desk.bodies() == []  # a beginning that was given is nothing that was written
    desk.model.edit("When it goes badly for them, I put the kettle on")
    qtbot.waitUntil(lambda: desk.keeping[-1] is Keeping.KEPT)
    (glimpse,) = desk.room.entries.newest(1)
    entry = desk.room.entries.get(glimpse.id)
    assert entry.source == f"exercise:{FRIEND}"
    assert entry.body == (
        "# How would I treat a friend?\n\n## A friend in trouble\n\nWhen it goes badly for them, I put the kettle on"
    )


def test_closing_the_window_keeps_the_word_before(desk: Desk) -> None:
    desk.choose()
    desk.model.begin()
    desk.write("When it goes badly for them, I ring")
    desk.room.models.journal.save()  # what the window does as it closes
    desk.room.settle()
    assert desk.bodies()[0].endswith("I ring")


def test_a_step_left_empty_is_left_out_and_the_end_lies_on_the_desk(desk: Desk) -> None:
    desk.choose()
    desk.model.begin()
    desk.write("one", "", "three")
    desk.model.finish()
    desk.room.settle()
    assert desk.written == 1
    assert not desk.model.running
    journal = desk.room.models.journal
    assert journal.text == "# How would I treat a friend?\n\n## A friend in trouble\n\none\n\n## When it is me\n\nthree"
    assert journal.entry is not None
    assert journal.entry.source == f"exercise:{FRIEND}"
    journal.edit(journal.text + "\n\nmore")
    journal.save()
    desk.room.settle()
    assert [body[-4:] for body in desk.bodies()] == ["more"]  # one entry, gone on with


def test_what_was_left_half_way_is_gone_on_with_or_begun_again(desk: Desk) -> None:
    desk.choose()
    desk.model.begin()
    desk.write("one", "two")
    desk.model.leave()
    desk.room.settle()
    first = desk.bodies()[0]

    earlier = desk.choose()
    assert earlier is not None
    assert earlier.step == 2
    desk.model.go_on()
    desk.room.settle()
    assert desk.model.step == 2
    assert desk.model.answers[:3] == ("one", "two", "What I said to myself was ")
    desk.write("three")
    desk.model.leave()
    desk.room.settle()
    assert desk.bodies() == [first + "\n\n## When it is me\n\nthree"]

    desk.choose()
    desk.model.begin()
    desk.write("another time")
    desk.model.leave()
    desk.room.settle()
    assert len(desk.bodies()) == 2
    assert desk.bodies()[1] == first + "\n\n## When it is me\n\nthree"


def test_to_the_end_there_is_nothing_to_go_on_with(desk: Desk) -> None:
    desk.choose()
    desk.model.begin()
    desk.write("one", "", "", "", "five")
    desk.model.finish()
    desk.room.settle()
    assert desk.choose() is None


def test_an_entry_changed_on_the_paper_goes_on_with_the_change(desk: Desk) -> None:
    desk.choose()
    desk.model.begin()
    desk.write("one")
    desk.model.finish()
    desk.room.settle()
    journal = desk.room.models.journal
    journal.edit(journal.text + " and a half")
    assert desk.choose() is not None  # saved, although nobody left the page
    journal.edit(journal.text + ", or so")
    desk.model.go_on()
    desk.room.settle()
    assert desk.model.answers[0] == "one and a half, or so"
    desk.write("two")
    desk.model.finish()
    desk.room.settle()
    assert len(desk.bodies()) == 1  # and no copy beside it
    assert journal.text == desk.bodies()[0]


def test_an_entry_that_is_no_exercise_any_more_is_left_alone(desk: Desk) -> None:
    desk.room.entries.add("# Something else\n\n## A friend in trouble\n\none", f"exercise:{FRIEND}")
    assert desk.choose() is None


def test_changed_by_hand_between_the_offer_and_the_yes_it_is_opened_instead(desk: Desk) -> None:
    exercise = desk.model.choose(FRIEND)
    entry = desk.room.entries.add(text_of(exercise, ["one", "", "", "", ""]), f"exercise:{FRIEND}")
    assert desk.choose() is not None
    desk.room.entries.save(entry.id, "mine now")
    desk.model.go_on()
    desk.room.settle()
    assert desk.written == 1
    assert not desk.model.running
    assert desk.room.models.journal.text == "mine now"


def test_all_taken_out_again_leaves_a_page_in_the_bin(desk: Desk) -> None:
    desk.choose()
    desk.model.begin()
    desk.write("one")
    desk.room.models.journal.save()
    desk.model.edit("When it goes badly for them, I ")
    desk.model.leave()
    desk.room.settle()
    assert desk.bodies() == []
    assert len(desk.room.entries.binned()) == 1


def test_nothing_written_ends_in_nothing(desk: Desk) -> None:
    left: list[int] = []
    desk.model.left.connect(lambda: left.append(1))
    desk.choose()
    desk.model.begin()
    desk.model.finish()
    desk.room.settle()
    assert (left, desk.written, desk.bodies(), desk.room.entries.binned()) == ([1], 0, [], [])


def test_a_full_disk_is_told_and_tried_again(desk: Desk, qtbot: QtBot) -> None:
    desk.choose()
    desk.model.begin()
    desk.room.entries.full = True
    desk.write("one")
    qtbot.waitUntil(lambda: desk.keeping[-1] is Keeping.NOT_KEPT)
    assert desk.model.why == "The disk is full."
    desk.room.entries.full = False
    qtbot.waitUntil(lambda: desk.keeping[-1] is Keeping.KEPT)
    assert desk.bodies()[0].endswith("one")


def test_steps_go_no_further_than_they_are(desk: Desk) -> None:
    desk.choose()
    desk.model.go_to(3)
    assert desk.model.step == 0  # nothing is being written yet
    desk.model.begin()
    desk.model.go_to(99)
    assert desk.model.step == len(desk.model.steps) - 1
    desk.model.go_to(-1)
    assert desk.model.step == 0


def test_an_exercise_that_is_not_there(desk: Desk) -> None:
    with pytest.raises(NotThere):
        desk.model.choose("no-such")


def test_a_word_taken_back_at_once_is_not_waited_for(desk: Desk, qtbot: QtBot) -> None:
    desk.choose()
    desk.model.begin()
    beginning = desk.model.answers[0]
    desk.model.edit(beginning + "x")
    desk.model.edit(beginning)
    assert desk.keeping[-1] is Keeping.UNSAVED
    qtbot.waitUntil(lambda: desk.keeping[-1] is Keeping.EMPTY)
    assert desk.bodies() == []
    desk.write("one")
    qtbot.waitUntil(lambda: desk.keeping[-1] is Keeping.KEPT)
    desk.model.edit("one more")
    desk.model.edit("one")
    assert desk.keeping[-1] is Keeping.UNSAVED
    qtbot.waitUntil(lambda: desk.keeping[-1] is Keeping.KEPT)


def test_a_long_answer_is_not_read_with_each_key(desk: Desk) -> None:
    reads: list[int] = []

    def read() -> str:
        reads.append(1)
        return "long"

    desk.choose()
    desk.model.begin()
    for _ in range(10):
        desk.model.touch(read)
    assert reads == []
    desk.model.go_to(1)
    desk.room.settle()
    assert reads == [1]
    assert desk.bodies()[0].endswith("long")

"""A check-in in the window: one question a screen, any of them left open, and kept at each answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from furnished import Furnished
from selfcompassion_desktop.core.checkin import CheckInRecord
from selfcompassion_desktop.core.errors import Trouble
from selfcompassion_desktop.core.measure import Phase
from selfcompassion_desktop.ui.places.checkin import CheckInPlace
from selfcompassion_desktop.ui.widgets.card import ChoiceCard

PAIN = ("two-weeks-with-pain", "step:two-weeks-with-pain/day-1.check-in-pain-diary")


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot) -> Iterator[Furnished]:
    furnished = Furnished(tmp_path, qtbot)
    yield furnished
    furnished.close()


@pytest.fixture
def place(room: Furnished) -> CheckInPlace:
    made = CheckInPlace(room.models)
    room.show(made, 900, 600)
    return made


def ask(room: Furnished, place: CheckInPlace, measure: str, source: str = "") -> None:
    place.enter(measure, source)
    room.settle()


def kept(room: Furnished) -> list[CheckInRecord]:
    room.settle()
    return room.services.checkins.history()


def test_keys_answer_and_enter_goes_on(room: Furnished, place: CheckInPlace, qtbot: QtBot) -> None:
    ask(room, place, "pain-week")
    assert not place.next.isVisible()
    for key in ("7", "x"):
        qtbot.keyClicks(place.question.focusWidget(), key)
        qtbot.keyClick(place.question.focusWidget(), Qt.Key.Key_Return)
    assert room.models.checkins.is_last
    qtbot.mouseClick(place.leave_open, Qt.MouseButton.LeftButton)
    (record,) = kept(room)
    assert dict(record.answers) == {"pain": 7, "strongest": 10}
    assert place.thanks.isVisible()


def test_each_key_is_kept_and_what_was_begun_is_gone_on_with(
    room: Furnished, place: CheckInPlace, qtbot: QtBot
) -> None:
    ask(room, place, "pain-week")
    qtbot.keyClicks(place.question.focusWidget(), "0")
    qtbot.keyClick(place, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(place.question.focusWidget(), "5")
    with qtbot.waitSignal(place.done):
        qtbot.keyClick(place, Qt.Key.Key_Escape)
    assert kept(room) == []

    ask(room, place, "pain-week")
    model = room.models.checkins
    assert (model.at, model.answer) == (2, None)
    qtbot.keyClick(place, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert (model.at, place.question.scale.value) == (1, 5)
    assert place.next.isVisible()


def test_enter_alone_answers_nothing(room: Furnished, place: CheckInPlace, qtbot: QtBot) -> None:
    ask(room, place, "pain-week")
    for _ in range(3):
        qtbot.keyClick(place.question.focusWidget(), Qt.Key.Key_Return)
        qtbot.keyClick(place, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (room.models.checkins.at, room.models.checkins.answer) == (0, None)


def test_an_answer_can_be_taken_back_and_the_question_left_open(
    room: Furnished, place: CheckInPlace, qtbot: QtBot
) -> None:
    ask(room, place, "pain-now")
    qtbot.keyClicks(place, "4")
    qtbot.mouseClick(place.leave_open, Qt.MouseButton.LeftButton)
    (record,) = kept(room)
    assert (record.answers, [result.value for result in record.results]) == ({}, [None])


def test_choices_are_words_and_their_numbers_are_keys(room: Furnished, place: CheckInPlace, qtbot: QtBot) -> None:
    ask(room, place, "phq-4")
    assert [chip.text() for chip in place.question.choices.chips] == [
        "Not at all",
        "Several days",
        "More than half the days",
        "Nearly every day",
    ]
    for key in ("3", "9", "2"):
        qtbot.keyClicks(place, key)
    assert room.models.checkins.answer == 2
    for _ in range(4):
        if room.models.checkins.answer is None:
            qtbot.keyClicks(place, "1")
        qtbot.keyClick(place, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (record,) = kept(room)
    assert [result.value for result in record.results] == [5, 3, 2]


def test_a_step_of_a_course_is_done_with_it(room: Furnished, place: CheckInPlace, qtbot: QtBot) -> None:
    course, source = PAIN
    room.walk.begin(course)
    ask(room, place, "pain-diary", source)
    for key in ("6", "3"):
        qtbot.keyClicks(place, key)
        qtbot.keyClick(place, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (record,) = kept(room)
    assert (record.phase, record.step) == (Phase.DAILY, "day-1.check-in-pain-diary")
    room.settle()
    assert room.walk.way(course).done["day-1.check-in-pain-diary"].subject == record.id


def test_the_thanks_says_what_was_answered_and_names_no_illness(
    room: Furnished, place: CheckInPlace, qtbot: QtBot
) -> None:
    ask(room, place, "kindness-to-myself")
    for _ in range(3):
        qtbot.keyClicks(place, "4")
        qtbot.keyClick(place, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    room.settle()
    spoken = {child.accessibleName() for child in place.thanks.findChildren(QWidget)}
    assert "Kindness to myself, all in all 4 of 10" in spoken
    assert not place.thanks.band.isVisible()
    with qtbot.waitSignal(place.done):
        qtbot.keyClick(place.next, Qt.Key.Key_Return)


def test_where_there_is_no_such_measure_it_is_said_and_left(room: Furnished, place: CheckInPlace, qtbot: QtBot) -> None:
    told: list[Trouble] = []
    place.trouble.connect(told.append)
    with qtbot.waitSignal(place.done):
        place.enter("pain-weak")
    assert "Perhaps: pain-week" in told[0].sentence


def test_every_control_has_a_name_and_is_within_reach(room: Furnished, place: CheckInPlace) -> None:
    ask(room, place, "pain-week")
    for dot in place.question.scale.dots:
        assert dot.accessibleName()
        assert dot.height() >= 32
    for button in (place.leave, place.leave_open):
        assert button.accessibleName() or button.text()
        assert button.height() >= 32


def test_a_locked_journal_leaves_nothing_of_it_in_sight(room: Furnished, place: CheckInPlace, qtbot: QtBot) -> None:
    ask(room, place, "pain-week")
    qtbot.keyClicks(place, "8")
    room.settle()
    room.models.checkins.forget()
    assert (room.models.checkins.measure, room.models.checkins.answer) == (None, None)
    assert room.services.checkins.begin(room.services.library.measure("pain-week")).answers == {"pain": 8}


def test_what_can_be_asked_is_a_card_each_and_one_comes_back_to_it(
    room: Furnished, place: CheckInPlace, qtbot: QtBot
) -> None:
    place.enter_list()
    room.settle()
    names = [card.accessibleName() for card in place.list.findChildren(ChoiceCard) if not card.isHidden()]
    assert len(names) == len(room.services.library.measures)
    (card,) = (c for c in place.list.findChildren(ChoiceCard) if c.accessibleName().startswith("Pain now."))
    card.click()
    room.settle()
    qtbot.keyClicks(place, "3")
    qtbot.keyClick(place, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    room.settle()
    qtbot.mouseClick(place.next, Qt.MouseButton.LeftButton)
    assert place.list.isVisible()
    assert len(kept(room)) == 1
    with qtbot.waitSignal(place.done):
        qtbot.mouseClick(place.leave, Qt.MouseButton.LeftButton)


def test_a_definition_file_is_brought_in_or_all_its_faults_are_said(
    room: Furnished, place: CheckInPlace, tmp_path: Path
) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(
        "id: mine\ntitle: Mine\nabout: Mine.\nitems: [{id: a, text: A?, from: 3, to: 1}]\n", encoding="utf-8"
    )
    place.enter_list()
    room.settle()
    place.list.bring_in(str(file))
    room.settle()
    assert "mine.yaml:4: a scale goes from the lower number to the higher" in place.list.said.text()
    assert "mine.yaml:4: “low” is missing" in place.list.said.text()
    file.write_text(file.read_text(encoding="utf-8").replace("3, to: 1", "1, to: 5, low: l, high: h"), encoding="utf-8")
    place.list.bring_in(str(file))
    room.settle()
    assert place.list.said.text() == "“Mine” is among the questions now."
    place.enter("mine")
    room.settle()
    assert [chip.text() for chip in place.question.choices.chips] == ["1", "2", "3", "4", "5"]

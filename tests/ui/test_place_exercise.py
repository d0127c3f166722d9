"""A written exercise in the window, by keyboard alone, from the journal's list to a page of the journal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from furnished import Furnished
from selfcompassion_desktop.core.errors import NotThere
from selfcompassion_desktop.core.timeline import RATE
from selfcompassion_desktop.models.journal import Keeping
from selfcompassion_desktop.ui.main_window import MainWindow
from selfcompassion_desktop.ui.places.exercise import ExercisePlace
from selfcompassion_desktop.ui.places.exercise_list import ExerciseList
from selfcompassion_desktop.ui.places.exercise_step import StepPage
from selfcompassion_desktop.ui.places.grounding import GroundingPlace
from selfcompassion_desktop.ui.places.journal import JournalPlace
from selfcompassion_desktop.ui.places.journal_origin import OriginLine
from selfcompassion_desktop.ui.places.practise import PracticePage
from selfcompassion_desktop.ui.theme import Theme
from selfcompassion_desktop.ui.tokens import REACH
from selfcompassion_desktop.ui.widgets.card import ChoiceCard
from selfcompassion_desktop.ui.widgets.label import Words

GOOD = "three-good-things"
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class House:
    """The window, and a person at its keyboard."""

    def __init__(self, room: Furnished, window: MainWindow, qtbot: QtBot) -> None:
        self.room = room
        self.models = room.models
        self.window = window
        self.qtbot = qtbot

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        self.room.settle()

    def type(self, text: str) -> None:
        QTest.keyClicks(QApplication.focusWidget() or self.window, text)

    def click(self, text: str) -> None:
        buttons = self.window.findChildren(QAbstractButton)
        (button,) = (b for b in buttons if b.isVisible() and text in (b.text(), b.accessibleName()))
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.room.settle()

    def open(self, exercise_id: str = GOOD) -> ExercisePlace:
        self.window.open_exercise(exercise_id)
        self.room.settle()
        (place,) = self.window.findChildren(ExercisePlace)
        return place

    def says(self, words: str) -> bool:
        return any(words in label.text() for label in self.window.findChildren(Words) if label.isVisible())

    def bodies(self) -> list[str]:
        """What the journal holds, newest first."""
        return [self.room.entries.get(g.id).body for g in self.room.entries.newest(10)]

    @property
    def paper(self) -> str:
        (journal,) = self.window.findChildren(JournalPlace)
        assert journal.isVisible()
        return journal.editor.paper.text()


@pytest.fixture
def house(qtbot: QtBot, tmp_path: Path, theme: Theme) -> Iterator[House]:
    room = Furnished(tmp_path, qtbot)
    window = MainWindow(room.models, theme)
    qtbot.addWidget(window)
    window.resize(900, 600)
    with qtbot.waitSignal(window.ready):
        window.show()
    room.models.library.load()
    yield House(room, window, qtbot)
    room.models.player.close()
    room.settle()
    room.close()


def test_from_the_journal_to_a_page_of_it_by_keyboard_alone(house: House) -> None:
    house.window.go("journal")
    house.click("Exercises")
    house.press(Qt.Key.Key_Return)  # the first card has the keyboard
    assert house.says("Three things that were good")
    assert house.says("About 10 minutes, in 5 steps.")
    assert house.says("This is not for talking yourself out of a bad day.")  # before anything is begun
    house.press(Qt.Key.Key_Return)
    assert house.says("The day as it was")
    assert house.says("This one may stay empty.")
    house.type("long")
    assert not house.says("This one may stay empty.")
    house.press(Qt.Key.Key_Return, CONTROL)
    house.press(Qt.Key.Key_Right, ALT)  # the first good thing is passed over
    house.type("a dog, waved")
    house.press(Qt.Key.Key_Left, ALT)
    house.press(Qt.Key.Key_Left, ALT)
    assert house.models.exercise.answers[0] == "Today was long"
    for _ in range(5):
        house.press(Qt.Key.Key_Return, CONTROL)
    assert house.paper == (
        "# Three things that were good\n\n## The day as it was\n\nToday was long\n\n"
        "## The second\n\nSomebody, or something, a dog, waved"
    )
    assert house.bodies() == [house.paper]
    assert house.says("From the exercise “Three things that were good”")


def test_enter_is_a_new_line_and_nothing_else(house: House) -> None:
    house.open()
    house.press(Qt.Key.Key_Return)
    house.type("long")
    house.press(Qt.Key.Key_Return)
    house.type("and wet")
    assert house.models.exercise.step == 0
    assert house.models.exercise.answers[0] == "Today was long\nand wet"


def test_left_half_way_one_goes_on_or_begins_again(house: House) -> None:
    house.window.go("practise")
    house.open()
    house.press(Qt.Key.Key_Return)
    house.type("long")
    house.press(Qt.Key.Key_Escape)
    assert not house.models.exercise.running
    assert house.bodies()[0].endswith("Today was long")

    place = house.open()
    assert house.says("There is a page that you began on Wednesday 25 November")
    assert place.cover.go_on.hasFocus()
    house.press(Qt.Key.Key_Return)
    assert house.says("Something small that was all right.")
    house.press(Qt.Key.Key_Escape)

    house.open()
    house.click("Begin again")
    assert house.models.exercise.answers[0] == "Today was "


def test_every_step_says_where_one_is(house: House) -> None:
    place = house.open()
    house.press(Qt.Key.Key_Return)
    assert place.dots.accessibleName() == "Step 1 of 5"
    assert not place.back.isVisible()
    assert place.page.field.accessibleName() == "The day as it was"
    assert place.page.field.accessibleDescription().startswith("Before the good things")
    for _ in range(4):
        house.click("Next")
    assert place.dots.accessibleName() == "Step 5 of 5"
    assert place.next.text() == "Done"
    house.click("Back")
    assert place.dots.accessibleName() == "Step 4 of 5"


def test_nothing_written_leaves_nothing_behind(house: House) -> None:
    house.open()
    house.press(Qt.Key.Key_Return)
    for _ in range(5):
        house.press(Qt.Key.Key_Return, CONTROL)
    assert house.bodies() == []
    assert not house.models.exercise.running
    assert not house.window.findChildren(ExercisePlace)[0].isVisible()


def test_too_much_is_in_reach_and_keeps_what_there_is(house: House) -> None:
    house.open("the-critics-words")
    house.press(Qt.Key.Key_Return)
    house.type("put things off")
    house.click("Too much?")
    (grounding,) = house.window.findChildren(GroundingPlace)
    assert grounding.isVisible()
    assert not house.models.exercise.running
    assert house.bodies()[0].endswith("The thing I do is put things off")


def test_a_break_begun_over_it_keeps_what_there_is_and_leads_back(house: House) -> None:
    house.open()
    house.press(Qt.Key.Key_Return)
    house.type("long")
    house.press(Qt.Key.Key_F2)
    assert house.models.player.running
    assert house.bodies()[0].endswith("Today was long")
    house.press(Qt.Key.Key_Escape)
    assert house.says("There is a page that you began")  # one is back, and nothing has begun by itself
    house.press(Qt.Key.Key_Escape)
    house.press(Qt.Key.Key_F2)
    house.press(Qt.Key.Key_Escape)
    assert not house.window.findChildren(ExercisePlace)[0].isVisible()  # this break came from elsewhere


def test_closing_the_window_keeps_the_word_before(house: House) -> None:
    house.open()
    house.press(Qt.Key.Key_Return)
    house.type("cut short")
    house.window.close()
    house.room.settle()
    assert house.bodies()[0].endswith("Today was cut short")


def test_what_cannot_be_kept_is_said_where_one_looks(house: House, qtbot: QtBot) -> None:
    house.open()
    house.press(Qt.Key.Key_Return)
    house.room.entries.full = True
    house.type("long")
    house.models.journal.save()
    house.room.settle()
    assert house.says("Not kept yet: The disk is full.")
    house.room.entries.full = False
    qtbot.waitUntil(lambda: house.models.exercise.keeping is Keeping.KEPT)
    assert not house.says("Not kept yet")


def test_a_break_leads_to_writing_about_what_one_needs(house: House) -> None:
    house.models.breaks.begin()
    session = house.models.player.session
    assert session is not None
    house.models.player.move_to(session.timeline.length - RATE // 4)
    house.room.clock.pass_time(1)
    house.models.player.look()
    house.click("some air")
    house.click("Write about it")
    assert house.says("Asking yourself a plain question")


def test_the_library_offers_to_write_for_what_one_needs(house: House) -> None:
    house.window.go("practise")
    house.click("caring for someone")
    house.click("Guilt, what is mine and what is not")
    assert house.says("Emptying out a bag of guilt")
    house.press(Qt.Key.Key_Escape)
    house.click("All exercises")
    (listed,) = house.window.findChildren(ExerciseList)
    assert len([card for card in listed.findChildren(ChoiceCard) if card.isVisible()]) >= 8


def test_esc_leads_from_the_list_to_the_page(house: House) -> None:
    house.window.open_exercises()
    house.press(Qt.Key.Key_Escape)
    assert not house.window.findChildren(ExerciseList)[0].isVisible()
    house.type("a word")
    house.models.journal.save()
    house.room.settle()
    assert house.bodies() == ["a word"]


def test_an_exercise_that_is_gone_is_told_in_one_sentence(house: House) -> None:
    house.open("gone")
    assert not house.window.findChildren(ExercisePlace)[0].isVisible()
    with pytest.raises(NotThere) as caught:
        house.models.exercise.choose("gone")
    assert house.window.notice.sentence == caught.value.sentence


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_there_is_room_to_write_at_900_by_600(house: House, theme: Theme, percent: int) -> None:
    theme.set_text_scale(percent)
    place = house.open("guilt-mine-and-not-mine")
    house.press(Qt.Key.Key_Return)
    for step in range(len(house.models.exercise.steps)):
        house.models.exercise.go_to(step)
        house.room.settle()
        (page,) = place.findChildren(StepPage)
        assert page.field.viewport().height() >= page.field.fontMetrics().height(), step
        assert page.guidance.height() >= 60
        assert place.next.geometry().bottom() <= place.height()


def test_it_is_entered_again_in_a_window_of_another_size(house: House) -> None:
    for width, height in ((900, 600), (1600, 1000), (900, 600), (640, 480), (1200, 800)):
        house.window.resize(width, height)
        place = house.open()
        house.models.exercise.begin()
        house.models.exercise.go_to(2)
        house.room.settle()
        assert place.page.field.isVisible()
        assert place.page.guidance.width() <= place.width()


def test_whatever_one_can_reach_has_a_name_and_room(house: House) -> None:
    house.window.open_exercises()
    place = house.open()
    house.press(Qt.Key.Key_Return)
    house.click("Next")
    for widget in [place, *place.findChildren(QWidget)]:
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()), widget
        if isinstance(widget, QAbstractButton) and widget.isVisible():
            assert widget.height() >= REACH, widget.text()


# ------------------------------------------------------------------ where an entry came from


def lay(house: House, source: str, body: str = "a page") -> OriginLine:
    """An entry from somewhere, open on the desk."""
    entry = house.room.entries.add(body, source)
    house.window.go("journal")
    house.models.journal.open(entry.id)
    house.room.settle()
    (line,) = house.window.findChildren(OriginLine)
    return line


def test_an_entry_after_a_practice_leads_back_to_it(house: House) -> None:
    sitting = house.room.services.sittings.begin("kind-hand", "A kind hand", 180.0, "")
    line = lay(house, f"sitting:{sitting}")
    assert line.told.text() == "After A kind hand, 25 Nov"
    house.click("Open the practice")
    assert house.window.findChildren(PracticePage)[0].isVisible()
    assert house.says("A kind hand")


def test_an_entry_from_an_exercise_leads_back_to_it(house: House) -> None:
    line = lay(house, f"exercise:{GOOD}")
    assert line.told.text() == "From the exercise “Three things that were good”"
    house.click("Open the exercise")
    assert house.says("About 10 minutes")


def test_a_copy_leads_to_the_other_page(house: House) -> None:
    entry = house.room.entries.add("The heron")
    line = lay(house, f"copy:{entry.id}", "The heron, and the weir")
    assert "The heron" in line.told.text()
    house.click("Open the other page")
    assert house.paper == "The heron"
    assert not line.isVisible()

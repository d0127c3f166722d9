"""Feelings, a number, tags and a pin beside the page: by keyboard alone, kept at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from furnished import Furnished
from selfcompassion_desktop.core.journal import NO_MARKS, Entry, Marks
from selfcompassion_desktop.ui.places.journal import JournalPlace
from selfcompassion_desktop.ui.theme import Theme

CONTROL = Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier


class Desk:
    """The place on a screen with one page on it."""

    def __init__(self, room: Furnished, width: int = 1000, height: int = 700, marks: Marks = NO_MARKS) -> None:
        self.room = room
        self.id = room.entries.add("The dishes can wait", marks=marks).id
        self.place = JournalPlace(room.models)
        room.show(self.place, width, height)
        self.place.shown()
        room.models.journal.open(self.id)
        room.settle()
        self.strip = self.place.editor.marks

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.place, key, modifier)
        self.room.settle()

    def type(self, text: str) -> None:
        QTest.keyClicks(QApplication.focusWidget() or self.place, text)
        self.room.settle()

    @property
    def entry(self) -> Entry:
        self.room.settle()
        return self.room.entries.get(self.id)

    @property
    def on_paper(self) -> bool:
        return QApplication.focusWidget() is self.place.editor.paper


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot, theme: Theme) -> Iterator[Furnished]:
    made = Furnished(tmp_path, qtbot)
    yield made
    made.close()


def test_the_strip_waits_for_an_entry(room: Furnished) -> None:
    desk = Desk(room)
    assert desk.strip.isVisible()
    desk.press(Qt.Key.Key_N, CONTROL)
    assert not desk.strip.isVisible()
    desk.press(Qt.Key.Key_E, CONTROL)
    assert desk.on_paper
    desk.type("x")
    room.models.journal.save()
    room.settle()
    assert desk.strip.isVisible()


def test_the_strip_is_out_of_the_way_while_the_page_is_alone(room: Furnished) -> None:
    desk = Desk(room)
    desk.place.editor.set_alone(True)
    assert not desk.strip.isVisible()
    desk.type("x")
    room.models.journal.save()
    room.settle()
    assert not desk.strip.isVisible()
    desk.place.editor.set_alone(False)
    assert desk.strip.isVisible()
    desk.press(Qt.Key.Key_N, CONTROL)
    desk.place.editor.set_alone(True)
    desk.place.editor.set_alone(False)
    assert not desk.strip.isVisible(), "a fresh page has nothing to set marks beside"


def test_feelings_and_a_number_by_keys_alone(room: Furnished) -> None:
    desk = Desk(room)
    desk.press(Qt.Key.Key_E, CONTROL)
    desk.press(Qt.Key.Key_Space)
    desk.press(Qt.Key.Key_Right)
    desk.press(Qt.Key.Key_Space)
    desk.type("7")
    assert desk.entry.marks == Marks(feelings=("calm", "grateful"), strength=7)
    desk.press(Qt.Key.Key_Escape)
    assert desk.on_paper
    assert desk.strip.open == ""
    assert desk.strip.felt.text() == "calm, grateful · 7 of 10"


def test_a_number_is_one_key_on_the_closed_line_and_can_be_left_out_again(room: Furnished) -> None:
    desk = Desk(room)
    desk.strip.felt.setFocus()
    desk.type("x")
    assert desk.entry.marks.strength == 10
    desk.type("0")
    assert desk.entry.marks.strength == 0
    desk.press(Qt.Key.Key_E, CONTROL)
    leave = next(b for b in desk.strip.findChildren(QAbstractButton) if b.text() == "Leave it out")
    leave.click()
    assert desk.entry.marks.strength is None


def test_tags_are_typed_completed_and_taken_away(room: Furnished, qtbot: QtBot) -> None:
    room.entries.add("older", marks=Marks(tags=("mother", "work")))
    desk = Desk(room)
    desk.press(Qt.Key.Key_T, CONTROL)
    desk.type("#Garden, jo")
    assert desk.entry.marks.tags == ("Garden",)
    desk.press(Qt.Key.Key_Return)
    assert desk.entry.marks.tags == ("Garden", "jo")
    desk.type("JO,")
    assert desk.entry.marks.tags == ("Garden", "jo"), "the same tag once"
    completer = desk.strip.tags.names.field.completer()
    assert completer is not None
    completer.setCompletionPrefix("the")
    assert completer.currentCompletion() == "mother"
    completer.activated.emit("mother")
    qtbot.waitUntil(lambda: desk.entry.marks.tags == ("Garden", "jo", "mother"))
    desk.press(Qt.Key.Key_Backspace)
    assert desk.entry.marks.tags == ("Garden", "jo")
    desk.strip.tags.names.chips[0].setFocus()
    desk.press(Qt.Key.Key_Delete)
    assert desk.entry.marks.tags == ("jo",)
    assert QApplication.focusWidget() is desk.strip.tags.names.chips[0]


def test_a_tag_half_typed_is_kept_when_one_goes_back_to_the_page(room: Furnished) -> None:
    desk = Desk(room)
    desk.press(Qt.Key.Key_T, CONTROL)
    desk.type("winter")
    desk.press(Qt.Key.Key_Escape)
    assert desk.entry.marks.tags == ("winter",)
    assert desk.on_paper


def test_the_list_of_feelings_is_edited_where_it_stands(room: Furnished) -> None:
    desk = Desk(room, marks=Marks(feelings=("Calm",)))
    desk.press(Qt.Key.Key_E, CONTROL)
    drawer = desk.strip.feelings
    drawer.edit.click()
    for _ in range(len(drawer.names.names) - 1):
        desk.press(Qt.Key.Key_Backspace)
    desk.press(Qt.Key.Key_Backspace)
    desk.type("at sea, held")
    drawer.done.click()
    room.settle()
    assert room.entries.feelings() == ["at sea", "held"]
    assert [chip.text() for chip in drawer.chips.chips] == ["at sea", "held", "Calm"], "the page keeps its own"
    assert desk.entry.marks.feelings == ("Calm",)


def test_a_pin_is_one_key(room: Furnished) -> None:
    desk = Desk(room)
    desk.press(Qt.Key.Key_D, CONTROL)
    assert desk.entry.marks.pinned
    assert desk.strip.pin.isChecked()
    assert desk.place.side.rows.rowCount() == 1
    desk.strip.pin.click()
    assert not desk.entry.marks.pinned


def test_another_page_brings_its_own_marks(room: Furnished) -> None:
    other = room.entries.add("other", marks=Marks(tags=("work",), feelings=("numb",))).id
    desk = Desk(room, marks=Marks(tags=("garden",), strength=3))
    assert desk.strip.tagged.text() == "#garden"
    desk.press(Qt.Key.Key_T, CONTROL)
    room.models.journal.open(other)
    room.settle()
    assert (desk.strip.felt.text(), desk.strip.tagged.text(), desk.strip.open) == ("numb", "#work", "")


# case AX01, AX02
@pytest.mark.parametrize("drawer", ["feelings", "tags"])
def test_all_of_it_has_a_name_and_a_height(room: Furnished, drawer: str) -> None:
    desk = Desk(room, marks=Marks(tags=("garden",), feelings=("calm",), strength=3))
    desk.strip.toggle(drawer)
    room.settle()
    reached = [
        widget
        for widget in desk.strip.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]
    assert len(reached) > 4
    for widget in reached:
        assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name), widget
        assert widget.height() >= 32, widget


@pytest.mark.parametrize(("width", "height", "scale"), [(684, 600, 100), (684, 600, 200), (1200, 900, 100)])
@pytest.mark.parametrize("drawer", ["", "feelings", "tags"])
def test_it_is_one_line_and_an_open_drawer_leaves_room_for_the_page(
    room: Furnished, theme: Theme, width: int, height: int, scale: int, drawer: str
) -> None:
    theme.use("light", scale, "on")
    desk = Desk(room, width, height, Marks(tags=("a tag of some length", "more"), feelings=("overwhelmed", "calm")))
    if drawer:
        desk.strip.toggle(drawer)
        room.settle()
    strip = desk.strip
    tops = {button.mapTo(strip, QPoint(0, button.height() // 2)).y() for button in (strip.felt, strip.pin)}
    assert len(tops) == 1
    assert desk.place.height() == height
    assert desk.place.editor.paper.height() > (60 if scale == 200 else 80)
    right = strip.pin.mapTo(desk.place, QPoint(strip.pin.width(), 0)).x()
    assert right <= width

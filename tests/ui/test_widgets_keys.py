"""Everything by keyboard: chips, ratings, sliders, the rail, cards, and the ring that says where one is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from selfcompassion_desktop.ui.ring import GAP, WIDTH, FocusRing
from selfcompassion_desktop.ui.theme import Theme
from selfcompassion_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from selfcompassion_desktop.ui.widgets.card import ChoiceCard
from selfcompassion_desktop.ui.widgets.chips import ChipRow, ChipSet
from selfcompassion_desktop.ui.widgets.fields import DropDown
from selfcompassion_desktop.ui.widgets.label import TitleLabel
from selfcompassion_desktop.ui.widgets.page import Page
from selfcompassion_desktop.ui.widgets.rail import Rail
from selfcompassion_desktop.ui.widgets.rating import KEYS, RatingRow
from selfcompassion_desktop.ui.widgets.slider import LengthSlider, VolumeSlider, minutes_text

CHOICES = [("a", "I am in pain"), ("b", "I am hard on myself"), ("c", "I want to rest")]


class Stage:
    """A window with some widgets one under another, the keyboard in it."""

    def __init__(self, qtbot: QtBot, *widgets: QWidget) -> None:
        self.window = QWidget()
        column = QVBoxLayout(self.window)
        for widget in widgets:
            column.addWidget(widget)
        qtbot.addWidget(self.window)
        self._qtbot = qtbot
        self.window.resize(900, 600)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()

    @property
    def focus(self) -> QWidget:
        """Where the keyboard is."""
        widget = self.window.focusWidget()
        assert widget is not None
        return widget

    def press(self, *keys: Qt.Key) -> None:
        """Press keys where the keyboard is."""
        for key in keys:
            self._qtbot.keyClick(self.focus, key)


@pytest.fixture
def ring(theme: Theme) -> FocusRing:
    return theme.ring


def test_arrows_walk_and_choose_in_a_row_of_chips(theme: Theme, qtbot: QtBot) -> None:
    row = ChipRow("Need")
    row.set_choices(CHOICES)
    row.set_value("b")
    heard: list[str] = []
    row.chosen.connect(heard.append)
    stage = Stage(qtbot, row)
    row.chips[1].setFocus()
    stage.press(Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_Left)
    assert heard == ["c", "a"]
    assert row.value == "a"
    assert stage.focus is row.chips[0]


def test_arrows_follow_the_side_one_reads_from(theme: Theme, qtbot: QtBot) -> None:
    row = ChipRow("Need")
    row.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    row.set_choices(CHOICES)
    row.set_value("a")
    stage = Stage(qtbot, row)
    row.chips[0].setFocus()
    stage.press(Qt.Key.Key_Left)
    assert row.value == "b"
    assert row.chips[1].x() < row.chips[0].x()


def test_a_row_of_chips_is_one_stop_for_tab(theme: Theme, qtbot: QtBot) -> None:
    row, button = ChipRow("Need"), PrimaryButton("Begin")
    row.set_choices(CHOICES)
    row.set_value("b")
    stage = Stage(qtbot, row, button)
    row.chips[1].setFocus()
    stage.press(Qt.Key.Key_Tab)
    assert stage.focus is button


def test_an_optional_choice_can_be_let_go(theme: Theme, qtbot: QtBot) -> None:
    row = ChipRow("Length", optional=True)
    row.set_choices(CHOICES)
    row.set_value("a")
    stage = Stage(qtbot, row)
    row.chips[0].setFocus()
    with qtbot.waitSignal(row.chosen) as told:
        stage.press(Qt.Key.Key_Space)
    assert told.args == [""]
    assert not any(chip.isChecked() for chip in row.chips)


def test_setting_a_value_tells_nobody(theme: Theme, qtbot: QtBot) -> None:
    row = ChipRow("Need")
    qtbot.addWidget(row)
    row.set_choices(CHOICES)
    with qtbot.assertNotEmitted(row.chosen):
        row.set_value("c")
    assert row.value == "c"


def test_new_choices_keep_what_is_still_there(theme: Theme, qtbot: QtBot) -> None:
    row = ChipRow("Need")
    qtbot.addWidget(row)
    row.set_choices(CHOICES)
    row.set_value("b")
    row.set_choices(CHOICES[1:])
    assert row.value == "b"
    row.set_choices(CHOICES[:1])
    assert row.value == ""


def test_several_chips_can_be_chosen(theme: Theme, qtbot: QtBot) -> None:
    row = ChipSet("Feelings")
    row.set_choices(CHOICES)
    stage = Stage(qtbot, row)
    row.chips[0].setFocus()
    stage.press(Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return)
    assert row.values == ["a", "c"]


def test_an_ampersand_in_a_label_is_shown_and_is_no_key(theme: Theme, qtbot: QtBot) -> None:
    row = ChipRow("Course")
    qtbot.addWidget(row)
    row.set_choices([("a", "Rest & be")])
    assert row.chips[0].accessibleName() == "Rest & be"
    assert row.chips[0].shortcut().isEmpty()


@pytest.mark.parametrize(("key", "number"), [(Qt.Key.Key_0, 0), (Qt.Key.Key_7, 7), (Qt.Key.Key_X, 10)])
def test_a_rating_takes_digits_and_x_for_ten(theme: Theme, qtbot: QtBot, key: Qt.Key, number: int) -> None:
    row = RatingRow("How tense are you?")
    stage = Stage(qtbot, row)
    row.dots[0].setFocus()
    with qtbot.waitSignal(row.rated) as told:
        stage.press(key)
    assert told.args == [number]
    assert row.value == number


def test_a_rating_says_its_keys_while_the_keyboard_is_on_it(theme: Theme, qtbot: QtBot) -> None:
    row, button = RatingRow("How tense are you?"), PrimaryButton("Go on")
    stage = Stage(qtbot, button, row)
    button.setFocus()
    told = next(label for label in row.findChildren(QLabel) if label.text() == KEYS)
    height = row.height()
    assert not told.isVisible()
    stage.press(Qt.Key.Key_Tab)
    assert told.isVisible()
    assert row.height() == height
    stage.press(Qt.Key.Key_Tab)
    assert not told.isVisible()


def test_a_page_of_text_is_scrolled_by_keyboard(theme: Theme, qtbot: QtBot) -> None:
    page = Page("About")
    for _ in range(40):
        page.add(QLabel("This is not therapy."))
    stage = Stage(qtbot, page)
    page.setFocus()
    stage.press(Qt.Key.Key_PageDown)
    assert page.verticalScrollBar().value() > 100


def test_a_rating_can_always_be_left_out(theme: Theme, qtbot: QtBot) -> None:
    row = RatingRow("How tense are you?")
    stage = Stage(qtbot, row)
    row.set_value(4)
    row.dots[4].setFocus()
    with qtbot.waitSignal(row.skipped):
        stage.press(Qt.Key.Key_Tab, Qt.Key.Key_Return)
    assert row.value is None


def test_the_length_goes_by_half_minutes(theme: Theme, qtbot: QtBot) -> None:
    slider = LengthSlider()
    slider.set_range(6, 20)
    slider.set_minutes(12)
    stage = Stage(qtbot, slider)
    slider.setFocus()
    heard: list[float] = []
    slider.changed.connect(heard.append)
    stage.press(Qt.Key.Key_Right, Qt.Key.Key_PageUp, Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Home)
    assert heard == [12.5, 14.5, 14.0, 20.0, 6.0]


def test_a_length_outside_is_brought_inside_and_tells_nobody(theme: Theme, qtbot: QtBot) -> None:
    slider = LengthSlider()
    qtbot.addWidget(slider)
    slider.set_range(6, 20)
    with qtbot.assertNotEmitted(slider.changed):
        slider.set_minutes(40)
    assert slider.minutes == 20


def test_a_click_on_the_groove_goes_there(theme: Theme, qtbot: QtBot) -> None:
    slider = VolumeSlider("Rain")
    stage = Stage(qtbot, slider)
    groove = slider.groove
    qtbot.mouseClick(groove, Qt.MouseButton.LeftButton, pos=QPoint(groove.width() - 1, groove.height() // 2))
    assert slider.volume == 100
    qtbot.mouseClick(groove, Qt.MouseButton.LeftButton, pos=QPoint(groove.width() // 2, groove.height() // 2))
    assert 48 <= slider.volume <= 52
    assert stage.focus is groove


def turn_wheel(over: QWidget) -> bool:
    """Turn the wheel down by one notch over a widget; whether the widget took it for itself."""
    middle = QPointF(over.rect().center())
    none = (Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase)
    down = QWheelEvent(middle, over.mapToGlobal(middle), QPoint(0, 0), QPoint(0, -120), *none, False)
    QApplication.sendEvent(over, down)
    return down.isAccepted()


def test_the_wheel_is_left_to_the_page(theme: Theme, qtbot: QtBot) -> None:
    slider, choice, button = LengthSlider(), DropDown("Behind it"), PrimaryButton("Begin")
    choice.addItems(["Soft rain", "Sea"])
    slider.set_minutes(5)
    stage = Stage(qtbot, slider, choice, button)
    button.setFocus()
    assert not turn_wheel(slider.groove)
    assert not turn_wheel(choice)
    assert (slider.minutes, choice.currentText()) == (5, "Soft rain")
    slider.setFocus()
    turn_wheel(slider.groove)
    assert slider.minutes < 5
    assert stage.focus is slider.groove


@pytest.mark.parametrize(
    ("half_minutes", "words"),
    [(1, "½ minute"), (2, "1 minute"), (3, "1½ minutes"), (24, "12 minutes"), (25, "12½ minutes")],
)
def test_minutes_in_words(half_minutes: int, words: str) -> None:
    assert minutes_text(half_minutes) == words


def test_the_rail_is_walked_with_arrows_and_entered_with_enter(theme: Theme, qtbot: QtBot) -> None:
    rail = Rail()
    stage = Stage(qtbot, rail)
    rail.items[0].setFocus()
    with qtbot.assertNotEmitted(rail.chosen):
        stage.press(Qt.Key.Key_Down, Qt.Key.Key_Down)
    with qtbot.waitSignal(rail.chosen) as told:
        stage.press(Qt.Key.Key_Return)
    assert told.args == ["journal"]
    assert rail.place == "journal"
    stage.press(Qt.Key.Key_Tab)
    assert stage.focus is rail.take_break
    with qtbot.waitSignal(rail.too_much):
        stage.press(Qt.Key.Key_Tab, Qt.Key.Key_Space)


def test_a_card_is_pressed_with_enter_and_space(theme: Theme, qtbot: QtBot) -> None:
    card = ChoiceCard("When pain flares")
    stage = Stage(qtbot, card)
    card.setFocus()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        with qtbot.waitSignal(card.clicked):
            stage.press(key)


def test_a_card_is_pressed_on_its_words_too(theme: Theme, qtbot: QtBot) -> None:
    card, title = ChoiceCard("When pain flares"), TitleLabel("When pain flares")
    card.body.addWidget(title)
    stage = Stage(qtbot, card)
    with qtbot.waitSignal(card.clicked):
        qtbot.mouseClick(stage.window.childAt(title.mapTo(stage.window, QPoint(5, 5))), Qt.MouseButton.LeftButton)


def test_the_ring_stays_when_a_widget_it_was_around_goes(theme: Theme, ring: FocusRing, qtbot: QtBot) -> None:
    first, second, third = PrimaryButton("Begin"), QuietButton("In silence"), QuietButton("Take it along")
    stage = Stage(qtbot, first, second, third)
    first.setFocus()
    stage.press(Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    overlay = ring.overlay
    with qtbot.waitSignal(second.destroyed):
        second.deleteLater()
    assert ring.overlay is overlay
    assert overlay is not None
    assert overlay.isVisible()


def test_the_ring_goes_with_the_widget_that_has_the_keyboard(theme: Theme, ring: FocusRing, qtbot: QtBot) -> None:
    first, second = PrimaryButton("Begin"), QuietButton("In silence")
    stage = Stage(qtbot, first, second)
    first.setFocus()
    stage.press(Qt.Key.Key_Tab)
    assert ring.overlay is not None
    with qtbot.waitSignal(second.destroyed):
        second.deleteLater()
    assert ring.overlay is None


def test_the_ring_shows_where_tab_leads_and_not_where_the_mouse_does(
    theme: Theme, ring: FocusRing, qtbot: QtBot
) -> None:
    first, second, field = PrimaryButton("Begin"), QuietButton("In silence"), QLineEdit()
    stage = Stage(qtbot, first, second, field)
    first.setFocus()
    stage.press(Qt.Key.Key_Tab)
    overlay = ring.overlay
    assert overlay is not None
    assert overlay.isVisible()
    spread = WIDTH + GAP
    assert overlay.geometry() == second.geometry().adjusted(-spread, -spread, spread, spread)
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    field.setFocus()
    assert ring.overlay is None
    stage.press(Qt.Key.Key_Backtab)
    assert ring.overlay is not None


def test_the_ring_scrolls_with_what_it_is_around(theme: Theme, ring: FocusRing, qtbot: QtBot) -> None:
    page = Page("Long")
    buttons = [PrimaryButton(f"Button {number}") for number in range(30)]
    for button in buttons:
        page.add(button)
    stage = Stage(qtbot, page)
    buttons[0].setFocus()
    stage.press(Qt.Key.Key_Tab)
    assert ring.overlay is not None
    assert ring.overlay.parentWidget() is page.content
    page.verticalScrollBar().setValue(200)
    top = ring.overlay.mapTo(stage.window, QPoint(0, 0)).y()
    assert top == buttons[1].mapTo(stage.window, QPoint(0, 0)).y() - WIDTH - GAP


def test_the_ring_goes_when_its_widget_goes(theme: Theme, ring: FocusRing, qtbot: QtBot) -> None:
    first, second = PrimaryButton("Begin"), QuietButton("In silence")
    stage = Stage(qtbot, first, second)
    first.setFocus()
    stage.press(Qt.Key.Key_Tab)
    second.clearFocus()
    assert ring.overlay is None
    first.setFocus(Qt.FocusReason.TabFocusReason)
    overlay = ring.overlay
    assert overlay is not None
    first.parentWidget().hide()
    assert not overlay.isVisible()


def test_a_row_given_the_keyboard_hands_it_to_its_stop(theme: Theme, qtbot: QtBot) -> None:
    row, rating, rail = ChipRow("Need"), RatingRow("How tense are you?"), Rail()
    row.set_choices(CHOICES)
    row.set_value("b")
    stage = Stage(qtbot, row, rating, rail)
    for widget, stop in ((row, row.chips[1]), (rating, rating.dots[0]), (rail, rail.items[0])):
        widget.setFocus()
        assert stage.focus is stop

"""Everything one can reach has a name, a role and room enough for a finger."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from selfcompassion_desktop.ui.theme import Theme
from selfcompassion_desktop.ui.tokens import REACH
from selfcompassion_desktop.ui.widgets.buttons import IconButton, PrimaryButton, QuietButton, TextButton
from selfcompassion_desktop.ui.widgets.caption import CaptionView
from selfcompassion_desktop.ui.widgets.card import ChoiceCard
from selfcompassion_desktop.ui.widgets.caution import CautionText
from selfcompassion_desktop.ui.widgets.chips import ChipRow, ChipSet
from selfcompassion_desktop.ui.widgets.dots import DaysDots
from selfcompassion_desktop.ui.widgets.empty import EmptyState
from selfcompassion_desktop.ui.widgets.fields import DropDown, Field, Radio, SearchField, Tick
from selfcompassion_desktop.ui.widgets.listing import EntryList
from selfcompassion_desktop.ui.widgets.notice import QuietNotice
from selfcompassion_desktop.ui.widgets.page import Page
from selfcompassion_desktop.ui.widgets.rail import Rail
from selfcompassion_desktop.ui.widgets.rating import RatingRow
from selfcompassion_desktop.ui.widgets.slider import LengthSlider, SectionPart, SectionStrip, VolumeSlider
from selfcompassion_desktop.ui.widgets.steps import StepDots


def chips(kind: type[ChipRow] | type[ChipSet]) -> QWidget:
    row = kind("What do you need right now?")
    row.set_choices([("pain", "I am in pain"), ("hard", "I am hard on myself")])
    return row


def notice() -> QWidget:
    made = QuietNotice()
    made.say("There is no sound at the moment.", "Try again")
    return made


def entries() -> QWidget:
    made = EntryList("Entries")
    made.setModel(QStringListModel(["one", "two"], made))
    return made


def page() -> QWidget:
    made = Page("Today")
    made.heading("What do you need right now?", over="Wednesday evening")
    made.add(PrimaryButton("Begin"))
    return made


MAKERS: dict[str, Callable[[], QWidget]] = {
    "primary": lambda: PrimaryButton("Begin"),
    "quiet": lambda: QuietButton("In silence, with text"),
    "text": lambda: TextButton("Leave it out"),
    "icon": lambda: IconButton("pause", "Pause"),
    "choice card": lambda: ChoiceCard("When pain flares"),
    "chip row": lambda: chips(ChipRow),
    "chip set": lambda: chips(ChipSet),
    "empty": lambda: EmptyState("Nothing yet.", "Write a line"),
    "field": lambda: Field("Your name"),
    "search": SearchField,
    "drop-down": lambda: DropDown("Behind it"),
    "tick": lambda: Tick("Rate before and after"),
    "radio": lambda: Radio("Follow the system"),
    "length": LengthSlider,
    "volume": lambda: VolumeSlider("Rain", icon_name="volume"),
    "rating": lambda: RatingRow("How tense are you?"),
    "rail": Rail,
    "notice": notice,
    "list": entries,
    "page": page,
}


def reachable(widget: QWidget) -> list[QWidget]:
    """The widget and all in it that take the keyboard and are shown."""
    every = [widget, *widget.findChildren(QWidget)]
    return [w for w in every if w.focusPolicy() != Qt.FocusPolicy.NoFocus and w.isVisible() and not w.focusProxy()]


def show(qtbot: QtBot, widget: QWidget) -> QWidget:
    """The widget in a window; the window."""
    held = QWidget()
    QVBoxLayout(held).addWidget(widget)
    qtbot.addWidget(held)
    held.resize(900, 600)
    held.show()
    return held


# case AX01
# case AX02
@pytest.mark.parametrize("what", MAKERS)
def test_whatever_takes_the_keyboard_has_a_name(theme: Theme, qtbot: QtBot, what: str) -> None:
    held = show(qtbot, MAKERS[what]())
    widgets = reachable(held)
    assert widgets
    for widget in widgets:
        face = QAccessible.queryAccessibleInterface(widget)
        assert face is not None
        assert face.text(QAccessible.Text.Name).strip(), widget
        # A page is what holds the rest; everything else is something one can use.
        assert isinstance(widget, Page) or face.role() != QAccessible.Role.Client, widget
        assert face.role() != QAccessible.Role.NoRole, widget


@pytest.mark.parametrize("what", MAKERS)
@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_is_too_low_to_press(theme: Theme, qtbot: QtBot, what: str, percent: int) -> None:
    theme.set_text_scale(percent)
    held = show(qtbot, MAKERS[what]())
    for widget in reachable(held):
        assert widget.height() >= REACH, (what, widget)


# case AX01
def test_a_button_says_what_it_does_now(theme: Theme, qtbot: QtBot) -> None:
    button = IconButton("pause", "Pause")
    qtbot.addWidget(button)
    button.set_icon_name("play")
    button.set_name("Play")
    face = QAccessible.queryAccessibleInterface(button)
    assert face is not None
    assert face.text(QAccessible.Text.Name) == "Play" == button.toolTip()
    assert face.role() == QAccessible.Role.Button


# case AX02
def test_sliders_and_ratings_say_their_value_in_words(theme: Theme, qtbot: QtBot) -> None:
    length, volume, rating = LengthSlider(), VolumeSlider("Rain"), RatingRow("How tense are you?")
    for widget in (length, volume, rating):
        qtbot.addWidget(widget)
    length.set_range(6, 20)
    length.set_minutes(12)
    assert length.groove.accessibleDescription() == "12 minutes"
    assert length.groove.accessibleName() == "How long: 12 minutes"
    volume.set_volume(0)
    assert volume.groove.accessibleName() == "Rain: silent"
    assert rating.dots[3].accessibleName() == "3 of 10"


# case AX01
def test_what_is_only_seen_is_said_too(theme: Theme, qtbot: QtBot) -> None:
    dots, strip, caution, caption = DaysDots(), SectionStrip(), CautionText("Go slowly."), CaptionView()
    steps = StepDots()
    for widget in (dots, strip, caution, caption, steps):
        qtbot.addWidget(widget)
    dots.set_days([True] * 5 + [False] * 9)
    steps.set_step(1, 5)
    assert steps.accessibleName() == "Step 2 of 5"
    assert dots.accessibleName() == "5 of the last 14 days" == dots.words
    strip.set_parts([SectionPart("Arriving", 60), SectionPart("Staying", 200, kept=False)])
    assert strip.accessibleName() == "Sections: Arriving. Left out at this length: Staying."
    caption.set_lines("Before.", "So it is loud again.", "After.")
    face = QAccessible.queryAccessibleInterface(caption)
    assert face is not None
    assert face.text(QAccessible.Text.Name) == "So it is loud again."
    assert face.role() == QAccessible.Role.StaticText


# case AX01
def test_chosen_and_not_chosen_are_told_apart(theme: Theme, qtbot: QtBot) -> None:
    row = ChipRow("Need")
    row.set_choices([("a", "I am in pain"), ("b", "I want to rest")])
    row.set_value("b")
    qtbot.addWidget(row)
    states = [QAccessible.queryAccessibleInterface(chip).state().checked for chip in row.chips]
    assert [bool(state) for state in states] == [False, True]

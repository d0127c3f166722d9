"""The card at the edge of the screen: it takes no focus, is deaf at first, and goes by itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from selfcompassion_desktop.ui.prompt_card import DEAF_MS, PromptCard, _corner
from selfcompassion_desktop.ui.theme import Theme

ON_SCREENS = """
import sys
from PySide6.QtCore import QPoint
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QApplication
from selfcompassion_desktop.ui.prompt_card import PromptCard
from selfcompassion_desktop.ui.theme import Theme

app = QApplication([])
theme = Theme(app)
at = QPoint(int(sys.argv[1]), int(sys.argv[2]))
QCursor.setPos(at)
card = PromptCard()
card.offer("", QGuiApplication.screenAt(at))
print(len(app.screens()), QGuiApplication.screenAt(at).name(), app.screenAt(card.geometry().center()).name())
"""


@pytest.fixture
def card(qtbot: QtBot, theme: Theme) -> Iterator[PromptCard]:
    made = PromptCard()
    qtbot.addWidget(made)
    yield made
    made.withdraw()


def test_it_asks_for_no_focus_and_stands_above(card: PromptCard) -> None:
    assert card.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    flags = card.windowFlags()
    assert flags & Qt.WindowType.WindowStaysOnTopHint
    assert flags & Qt.WindowType.Tool
    assert not card.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose)  # case ST03


def test_it_stands_within_the_screen(card: PromptCard) -> None:
    card.offer("")

    assert QGuiApplication.primaryScreen().availableGeometry().contains(card.geometry())


def test_its_corner_is_at_the_end_of_the_line() -> None:
    room, size = QRect(100, 50, 1000, 800), QRect(0, 0, 448, 256)

    assert _corner(room, size, Qt.LayoutDirection.LeftToRight) == QPoint(1100 - 448 - 4, 850 - 256 - 4)
    assert _corner(room, size, Qt.LayoutDirection.RightToLeft) == QPoint(104, 850 - 256 - 4)


@pytest.mark.parametrize("scale", [100, 200])
def test_the_persons_own_words_have_room(card: PromptCard, theme: Theme, scale: int) -> None:
    theme.use("dark", scale, "off")
    card.offer("")
    bare = card.height()
    card.offer("When I sit down after lunch, and the house is quiet for once, I put a hand on my chest and wait. " * 2)

    assert card.height() > bare
    assert card._sentence.height() >= card._sentence.heightForWidth(card._sentence.width())


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_keys_meant_for_something_else_do_not_answer_it(card: PromptCard, qtbot: QtBot, key: Qt.Key) -> None:
    answers: list[str] = []
    card.not_now.connect(lambda: answers.append("not now"))
    card.begun.connect(lambda: answers.append("begun"))
    card.offer("")
    qtbot.waitExposed(card)

    for widget in (card, card.begin_button):
        QTest.keyClick(widget, key)

    assert answers == []
    assert card.isVisible()


def test_esc_closes_it_once_it_listens(card: PromptCard, qtbot: QtBot) -> None:  # case SC29
    card.offer("")
    qtbot.waitUntil(lambda: not card.deaf, timeout=DEAF_MS + 2000)

    with qtbot.waitSignal(card.not_now, timeout=900):
        QTest.keyClick(card, Qt.Key.Key_Escape)
    assert not card.isVisible()


def test_every_answer_is_reached_by_keyboard(card: PromptCard, qtbot: QtBot) -> None:  # case SC29
    card.offer("")
    qtbot.waitUntil(lambda: not card.deaf, timeout=DEAF_MS + 2000)
    buttons = card.findChildren(QAbstractButton)

    assert [button.text() for button in buttons] == [
        "Begin", "In 10 minutes", "Not now", "for an hour", "until tomorrow",
    ]  # fmt: skip
    assert all(button.focusPolicy() & Qt.FocusPolicy.TabFocus for button in buttons)
    assert all(button.accessibleName() or button.text() for button in buttons)
    assert all(button.height() >= 32 for button in buttons)
    with qtbot.waitSignal(card.later):
        QTest.keyClick(card.later_button, Qt.Key.Key_Return)


def test_an_answer_is_told_once_however_often_it_is_pressed(card: PromptCard) -> None:  # case SC21
    answers: list[str] = []
    card.not_now.connect(lambda: answers.append("not now"))
    card.pause_wanted.connect(answers.append)
    card.offer("")

    for _ in range(100):
        card.not_now_button.click()
        card.hour_button.click()

    assert answers == ["not now"]
    card.offer("")
    card.tomorrow_button.click()
    assert answers == ["not now", "tomorrow"]


def test_it_goes_by_itself(qtbot: QtBot, theme: Theme) -> None:
    brief = PromptCard(stays=50)
    qtbot.addWidget(brief)

    with qtbot.waitSignal(brief.faded, timeout=3000):
        brief.offer("")
    assert not brief.isVisible()


def test_a_card_that_was_withdrawn_does_not_fade_later(qtbot: QtBot, theme: Theme) -> None:
    brief = PromptCard(stays=50)
    qtbot.addWidget(brief)
    with qtbot.assertNotEmitted(brief.faded, wait=200):
        brief.offer("")
        brief.withdraw()


def test_a_screen_that_is_unplugged_takes_no_card_with_it(card: PromptCard) -> None:  # case SC20
    card.offer("")
    card.move(9000, 9000)

    QGuiApplication.instance().screenRemoved.emit(QGuiApplication.primaryScreen())  # type: ignore[union-attr]

    assert QGuiApplication.primaryScreen().availableGeometry().contains(card.geometry())
    card.withdraw()
    card.move(9000, 9000)
    QGuiApplication.instance().screenRemoved.emit(QGuiApplication.primaryScreen())  # type: ignore[union-attr]
    assert not card.isVisible()


def test_a_screen_reader_is_told_what_it_is(card: PromptCard) -> None:
    card.offer("When I sit down after lunch, I …")

    told = QAccessible.queryAccessibleInterface(card)
    assert told.text(QAccessible.Text.Name) == "A moment for you?"


@pytest.mark.parametrize("at", [(100, 100), (1500, 300), (700, 1300)])
def test_of_several_screens_it_takes_the_one_with_the_pointer(tmp_path: Path, at: tuple[int, int]) -> None:
    """On X11, Windows and macOS; on Wayland a window cannot choose where it stands."""  # case SC22
    screens = [("one", 0, 0, 1000, 800), ("two", 1000, 0, 1200, 900), ("three", 0, 900, 1000, 700)]
    names = ("name", "x", "y", "width", "height")
    config = tmp_path / "screens.json"
    config.write_text(json.dumps({"screens": [dict(zip(names, screen, strict=True)) for screen in screens]}))
    environment = {**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={config}"}

    told = subprocess.run(
        [sys.executable, "-c", ON_SCREENS, *map(str, at)],
        env=environment, capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip

    count, pointer, card = told.stdout.split()
    assert count == "3"
    assert card == pointer

"""The page alone on the whole screen: F11, and Esc."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from furnished import Furnished
from selfcompassion_desktop.ui.main_window import MainWindow
from selfcompassion_desktop.ui.places.journal_editor import JournalEditor
from selfcompassion_desktop.ui.places.journal_side import JournalSide
from selfcompassion_desktop.ui.theme import Theme
from selfcompassion_desktop.ui.widgets.label import Words


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot, theme: Theme) -> Iterator[Furnished]:
    made = Furnished(tmp_path, qtbot)
    yield made
    made.close()


@pytest.fixture
def window(room: Furnished, qtbot: QtBot, theme: Theme) -> MainWindow:
    made = MainWindow(room.models, theme)
    with qtbot.waitSignal(made.ready):
        room.show(made)
    made.go("journal")
    room.settle()
    return made


def editor(window: MainWindow) -> JournalEditor:
    return window.findChildren(JournalEditor)[0]


def press(window: MainWindow, key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key)


def test_f11_leaves_the_page_alone_and_esc_brings_everything_back(window: MainWindow, room: Furnished) -> None:
    room.models.journal.fresh("One\n" + "a line of the day\n" * 200)
    paper = editor(window).paper
    cursor = paper.textCursor()
    cursor.setPosition(1000)
    paper.setTextCursor(cursor)
    paper.centerCursor()

    press(window, Qt.Key.Key_F11)
    assert window.isFullScreen()
    for part in (window.rail, window.findChildren(JournalSide)[0], editor(window).marks, editor(window).ask):
        assert not part.isVisible()
    assert editor(window).leave.isVisible()
    assert paper.hasFocus()
    assert paper.textCursor().position() == 1000
    assert paper.viewport().rect().contains(paper.cursorRect())
    assert paper.viewport().width() <= 690, "a line no longer than can be read"

    QTest.keyClicks(paper, "x")
    press(window, Qt.Key.Key_Escape)
    assert not window.isFullScreen()
    for part in (window.rail, window.findChildren(JournalSide)[0], editor(window).ask):
        assert part.isVisible()
    assert not editor(window).leave.isVisible()
    assert paper.hasFocus()
    assert paper.textCursor().position() == 1001
    assert paper.viewport().rect().contains(paper.cursorRect())


def test_the_buttons_do_the_same(window: MainWindow) -> None:
    editor(window).whole.click()
    assert window.isFullScreen()
    assert not window.rail.isVisible()
    editor(window).leave.click()
    assert not window.isFullScreen()
    assert window.rail.isVisible()


def test_another_place_is_never_without_its_rail(window: MainWindow) -> None:
    press(window, Qt.Key.Key_F11)
    window.go("today")
    assert window.rail.isVisible()
    window.go("journal")
    assert editor(window).ask.isVisible()


def test_elsewhere_f11_is_full_screen_and_nothing_more(window: MainWindow) -> None:
    window.go("today")
    press(window, Qt.Key.Key_F11)
    assert window.isFullScreen()
    assert window.rail.isVisible()


def test_only_what_has_to_be_known_is_told_there(window: MainWindow, room: Furnished) -> None:
    press(window, Qt.Key.Key_F11)
    room.entries.full = True
    editor(window).paper.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(editor(window).paper, "kept in the end")
    room.models.journal.save()
    room.settle()
    assert any("Not kept yet" in words.text() for words in editor(window).findChildren(Words) if words.isVisible())
    room.entries.full = False

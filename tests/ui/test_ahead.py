"""The journal is made ready in small pieces, before somebody enters it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from furnished import Furnished
from selfcompassion_desktop.ui.ahead import Ahead
from selfcompassion_desktop.ui.main_window import MainWindow
from selfcompassion_desktop.ui.places.journal import JournalPlace
from selfcompassion_desktop.ui.places.journal_editor import JournalEditor
from selfcompassion_desktop.ui.theme import Theme


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot) -> Iterator[Furnished]:
    made = Furnished(tmp_path, qtbot)
    yield made
    made.close()


@pytest.fixture
def window(room: Furnished, qtbot: QtBot, theme: Theme) -> MainWindow:
    made = MainWindow(room.models, theme)
    with qtbot.waitSignal(made.ready):
        room.show(made)
    return made


def places(window: MainWindow) -> list[JournalPlace]:
    return window.findChildren(JournalPlace)


def editors(window: MainWindow) -> list[JournalEditor]:
    return window.findChildren(JournalEditor)


def test_between_two_pieces_everything_else_has_its_turn(qtbot: QtBot) -> None:
    parent = QObject()
    seen: list[str] = []
    between = QTimer(parent, interval=0)
    between.timeout.connect(lambda: seen.append("else") if seen and seen[-1] != "else" else None)
    between.start()

    def pieces() -> Iterator[None]:
        for number in ("one", "two", "three"):
            seen.append(number)
            yield

    ahead = Ahead(pieces(), parent, pause=1)

    qtbot.waitUntil(lambda: ahead.done)
    assert [each for each in seen if each != "else"] == ["one", "two", "three"]
    assert seen[1::2] == ["else"] * len(seen[1::2])


def test_the_journal_stands_before_it_is_entered(room: Furnished, window: MainWindow, qtbot: QtBot) -> None:
    window.make_ahead()
    assert not places(window)

    qtbot.waitUntil(lambda: bool(editors(window)) and places(window)[0].whole, timeout=20_000)
    (place,) = places(window)
    assert not place.isVisible()
    assert window.rail.place == "today"

    window.go("journal")
    room.settle()
    assert places(window) == [place]
    assert QApplication.focusWidget() is place.editor.paper


def test_half_made_and_entered_it_is_whole(room: Furnished, window: MainWindow, qtbot: QtBot) -> None:
    window.make_ahead()
    qtbot.waitUntil(lambda: bool(places(window)), timeout=20_000)
    assert not editors(window)

    window.go("journal")
    room.settle()
    (place,) = places(window)
    assert len(editors(window)) == 1
    assert place.side.isVisible()
    assert place.editor.isVisible()
    place.editor.paper.insertPlainText("a line")
    room.models.journal.save()
    room.settle()
    assert [row.title for row in room.entries.newest(5)] == ["a line"]

    window.resize(500, 500)
    assert not place.side.isVisible()

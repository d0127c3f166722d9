"""A damaged journal, and backups looked into, as a person meets them in the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from furnished import Furnished
from selfcompassion_desktop.models.mending import Backup
from selfcompassion_desktop.ui.main_window import MainWindow
from selfcompassion_desktop.ui.places.backup import BackupPlace
from selfcompassion_desktop.ui.places.mending import MendingPlace
from selfcompassion_desktop.ui.theme import Theme

W = TypeVar("W", bound=QWidget)


class Room:
    """The window over a store with one entry and one backup of it."""

    def __init__(self, furnished: Furnished, window: MainWindow, qtbot: QtBot) -> None:
        self.furnished, self.window, self.qtbot = furnished, window, qtbot
        self.models, self.entries = furnished.models, furnished.entries
        self.first = self.entries.add("As it was then")
        furnished.clock.pass_time(60)  # the day's own backup was made at the start, when nothing was there
        self.backed_up = furnished.services.paths.backups
        self.models.store.back_up()
        furnished.settle()
        furnished.clock.pass_time(60)

    def backup(self) -> Backup:
        found: list[list[Backup]] = []
        self.models.store.list_backups(found.append)
        self.qtbot.waitUntil(lambda: bool(found))
        return found[0][0]

    def titles(self) -> set[str]:
        return {entry.title for entry in self.entries.newest(9)}

    def seen(self, kind: type[W]) -> W:
        (found,) = self.window.findChildren(kind)
        return found

    def click(self, text: str) -> None:
        (button,) = (b for b in self.window.findChildren(QAbstractButton) if b.isVisible() and text in b.text())
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def spoil(self) -> bytes:
        self.models.store.close()
        spoilt = b"spoilt" * 1000
        self.furnished.services.paths.store.write_bytes(spoilt)
        self.models.store.open()
        self.furnished.settle()
        return spoilt


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path, theme: Theme) -> Iterator[Room]:
    furnished = Furnished(tmp_path, qtbot)
    window = MainWindow(furnished.models, theme)
    qtbot.addWidget(window)
    window.resize(1000, 700)
    with qtbot.waitSignal(window.ready):
        window.show()
    yield Room(furnished, window, qtbot)
    furnished.models.player.close()
    furnished.settle()
    furnished.close()


def test_a_damaged_journal_offers_the_newest_sound_backup_on_the_same_screen(room: Room) -> None:  # case ST04
    spoilt = room.spoil()
    place = room.seen(MendingPlace)
    assert place.isVisible()
    room.qtbot.waitUntil(place.use.isVisible)
    assert place.use.hasFocus()

    with room.qtbot.waitSignal(room.models.mending.mended):
        room.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)

    assert room.titles() == {"As it was then"}
    assert not place.isVisible()
    room.furnished.settle()
    assert room.models.journal.list.rowCount() == 1
    (kept,) = (room.furnished.services.paths.store.parent / "set-aside").glob("*-damaged.db")
    assert kept.read_bytes() == spoilt


def test_where_nothing_can_be_read_one_sentence_says_so_and_all_stays(room: Room) -> None:
    spoilt = room.spoil()
    with room.qtbot.waitSignal(room.models.mending.trouble):
        room.click("Keep what can be read")
    assert "damaged" in room.seen(MendingPlace).notice.sentence
    assert room.furnished.services.paths.store.read_bytes() == spoilt


def test_one_entry_is_brought_back_out_of_a_backup(room: Room) -> None:
    room.entries.save(room.first.id, "Overwritten")
    room.window.go("settings")
    room.window._on_backup_wanted(room.backup())
    place = room.seen(BackupPlace)
    room.qtbot.waitUntil(lambda: len(place.rows.entries) == 1)
    with room.qtbot.waitSignal(room.models.mending.brought_back):
        room.click("Bring this one back")
    assert room.titles() == {"As it was then"}
    assert [revision.body for revision in room.entries.revisions(room.first.id)] == [
        "As it was then",
        "Overwritten",
        "As it was then",
    ]
    room.qtbot.keyClick(place, Qt.Key.Key_Escape)
    assert not place.isVisible()


def test_a_whole_backup_takes_the_place_of_everything(room: Room) -> None:
    room.entries.add("Written later")
    room.window._on_backup_wanted(room.backup())
    place = room.seen(BackupPlace)
    room.qtbot.waitUntil(place.all.isEnabled)
    with room.qtbot.waitSignal(room.models.mending.mended):
        room.click("Put everything back")
    assert room.titles() == {"As it was then"}
    assert "kept as a backup" in place.notice.sentence

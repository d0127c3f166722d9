"""Pages taken in from files, as a person meets it in the window."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from furnished import Furnished
from selfcompassion_desktop.models.taking_in import Looked
from selfcompassion_desktop.ui.main_window import MainWindow
from selfcompassion_desktop.ui.places.backup import BackupPlace
from selfcompassion_desktop.ui.places.journal import JournalPlace
from selfcompassion_desktop.ui.places.journal_import import JournalImport
from selfcompassion_desktop.ui.theme import Theme
from selfcompassion_desktop.ui.widgets.label import QuietLabel
from whole_stores import Room


def jrnl(file: Path, count: int, odd: int = 0) -> Path:
    """A file of jrnl's with so many entries, and so many that have no date."""
    entries = [
        {
            "title": f"Day {n}.",
            "body": "A line.",
            "date": f"2020-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}",
            "time": "09:00",
        }
        for n in range(count)
    ]
    entries += [{"title": "Odd", "body": "", "date": "some day", "time": ""}] * odd
    file.write_text(json.dumps({"tags": {}, "entries": [{**each, "tags": [], "starred": False} for each in entries]}))
    return file


class House:
    """The window, and what is on it."""

    def __init__(self, furnished: Furnished, window: MainWindow, qtbot: QtBot) -> None:
        self.furnished, self.window, self.qtbot = furnished, window, qtbot
        self.models, self.entries = furnished.models, furnished.entries

    @property
    def place(self) -> JournalImport:
        (found,) = self.window.findChildren(JournalImport)
        assert found.isVisible()
        return found

    def words(self) -> str:
        """Everything that can be read on the page."""
        labels = self.place.findChildren(QWidget)
        return "\n".join(w.text() for w in labels if w.isVisible() and hasattr(w, "text") and w.text())

    def button(self, text: str) -> QAbstractButton:
        (found,) = (b for b in self.window.findChildren(QAbstractButton) if b.isVisible() and b.text() == text)
        return found

    def click(self, text: str) -> None:
        self.qtbot.mouseClick(self.button(text), Qt.MouseButton.LeftButton)

    def look(self, file: Path) -> Looked:
        with self.qtbot.waitSignal(self.models.taking_in.looked, timeout=60_000) as told:
            self.window.open_import(file)
        assert told.args is not None
        looked = told.args[0]
        assert isinstance(looked, Looked)
        return looked

    def take(self, text: str) -> None:
        with self.qtbot.waitSignal(self.models.taking_in.changed, timeout=60_000):
            self.click(text)
        self.furnished.settle()

    def titles(self) -> set[str]:
        """What the list on the screen shows."""
        self.window.go("journal")
        self.furnished.settle()
        (journal,) = self.window.findChildren(JournalPlace)
        rows = journal.side.rows
        return {rows.glimpse(row).title for row in range(rows.rowCount())}  # type: ignore[union-attr]


@pytest.fixture
def house(tmp_path: Path, qtbot: QtBot, theme: Theme) -> Iterator[House]:
    furnished = Furnished(tmp_path, qtbot)
    window = MainWindow(furnished.models, theme)
    qtbot.addWidget(window)
    window.resize(1200, 800)
    with qtbot.waitSignal(window.ready):
        window.show()
    furnished.settle()
    yield House(furnished, window, qtbot)
    furnished.settle()
    furnished.close()


def test_after_a_mistake_of_ours_the_next_file_is_taken(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mistake(*_: object) -> None:
        raise KeyError("ours")

    file = jrnl(tmp_path / "jrnl.json", 3)
    with monkeypatch.context() as patch, capture_exceptions() as raised:
        patch.setattr(house.models.taking_in._intake, "look", mistake)
        house.window.open_import(file)
        house.qtbot.waitUntil(lambda: bool(raised))

    assert house.place.choose.isVisible()
    house.look(file)
    house.take("Import 3")
    assert house.titles() == {"Day 0.", "Day 1.", "Day 2."}


def test_a_file_is_shown_first_then_taken_in_and_seen_without_a_restart(
    house: House, tmp_path: Path
) -> None:  # case IM15
    house.entries.add("Mine")
    house.window.go("journal")
    house.furnished.settle()

    house.look(jrnl(tmp_path / "jrnl.json", 10, odd=2))

    assert house.entries.count() == 1
    words = house.words()
    assert "jrnl · jrnl.json" in words
    assert "10 new" in words
    assert "from 1 January 2020 to 10 January 2020" in words
    assert "Not kept: entry 11, entry 12. It has no date" in words

    house.take("Import 10")

    assert "10 are in the journal." in house.words()
    assert len(house.titles()) == 11
    assert len(house.entries.search("line")) == 10
    assert sum(house.entries.by_day(date(2020, 1, 1), date(2020, 1, 31)).values()) == 10


def test_an_import_is_undone_on_the_same_page_and_later_too(house: House, tmp_path: Path) -> None:
    file = jrnl(tmp_path / "jrnl.json", 3)
    house.look(file)
    house.take("Import 3")

    house.models.journal.open(house.entries.newest(1)[0].id)
    house.furnished.settle()
    house.take("Undo this import")
    assert house.models.journal.entry is None
    assert "3 are as before" in house.place.notice.sentence
    assert house.titles() == set()

    house.look(file)
    house.take("Import 3")
    with house.qtbot.waitSignal(house.models.taking_in.listed):
        house.window.open_import()
    house.qtbot.waitUntil(lambda: "jrnl.json · 3 new" in house.words())
    house.take("Undo")
    assert house.entries.count() == 0


def test_the_same_file_again_has_nothing_to_import(house: House, tmp_path: Path) -> None:
    file = jrnl(tmp_path / "jrnl.json", 3)
    house.look(file)
    house.take("Import 3")

    house.look(file)

    assert "3 here already" in house.words()
    assert not house.button("Import").isEnabled()
    assert QApplication.focusWidget() is house.place.leave
    house.click("Leave it")
    assert house.button("Choose a file …").isVisible()


def test_our_own_file_brings_everything_and_the_settings(house: House, tmp_path: Path) -> None:
    room = Room(tmp_path / "there")
    room.entries.add("From the old machine")
    file = room.write(settings={"theme": "dark", "break_minutes": 3})
    room.close()

    house.window.go("settings")
    house.look(file)
    house.take("Import 1")

    assert "It is in the journal." in house.words()
    house.click("To the journal")
    (journal,) = house.window.findChildren(JournalPlace)
    assert journal.isVisible()
    assert house.titles() == {"From the old machine"}
    assert (house.models.settings.current.theme, house.models.settings.current.break_minutes) == ("dark", 3)


def test_cancelling_half_way_leaves_nothing(house: House, tmp_path: Path) -> None:  # case IM17
    file = jrnl(tmp_path / "jrnl.json", 2000)
    house.look(file)

    def half(percent: int) -> None:
        if 40 < percent < 100:
            house.place.cancel.click()

    house.models.taking_in.progressed.connect(half)
    with house.qtbot.waitSignal(house.models.taking_in.stopped):
        house.click("Import 2000")
    house.models.taking_in.progressed.disconnect(half)

    assert house.entries.count() == 0
    assert house.place.notice.sentence == "Cancelled. Nothing was changed."
    house.look(file)
    house.take("Import 2000")
    assert house.entries.count() == 2000


def test_leaving_the_page_ends_what_is_under_way(house: House, tmp_path: Path) -> None:
    file = jrnl(tmp_path / "jrnl.json", 2000)
    house.look(file)
    house.click("Import 2000")
    with house.qtbot.waitSignal(house.models.taking_in.stopped):
        house.qtbot.keyClick(house.place, Qt.Key.Key_Escape)

    assert house.entries.count() == 0


# case IM11
@pytest.mark.parametrize("zipped", [False, True])
def test_a_backup_is_known_and_can_be_looked_into(house: House, tmp_path: Path, zipped: bool) -> None:
    house.entries.add("As it is")
    room = Room(tmp_path / "there")
    room.entries.add("As it was", written=datetime(2020, 5, 3, 9, 0, tzinfo=UTC))
    room.entries.add("As it was later", written=datetime(2021, 6, 1, 9, 0, tzinfo=UTC))
    backup = tmp_path / "mine.db"
    room.database.backup_to(backup)
    room.close()
    if zipped:
        with zipfile.ZipFile(tmp_path / "mine.zip", "w") as archive:
            archive.write(backup, "backups/mine.db")
        backup = tmp_path / "mine.zip"

    with house.qtbot.waitSignal(house.models.taking_in.backup_found):
        house.window.open_import(backup)
    assert f"“{backup.name}” is a backup of the whole journal" in house.place.notice.sentence
    house.click("Look inside")
    house.furnished.settle()

    (place,) = house.window.findChildren(BackupPlace)
    assert place.isVisible()
    assert [old.title for old in place.rows.entries] == ["As it was later", "As it was"]
    labels = [label.text() for label in place.findChildren(QuietLabel)]
    assert any(text.startswith("2 entries, from 3 May 2020 to 1 June 2021. What is here now is") for text in labels)
    house.click("Put everything back as it was then")
    house.furnished.settle()
    assert house.titles() == {"As it was", "As it was later"}
    assert list(house.furnished.services.paths.backups.glob("*-before-restore.db"))


def test_what_is_nothing_is_said_in_a_sentence(house: House, tmp_path: Path) -> None:
    (tmp_path / "x.bin").write_bytes(b"\x00\x01nothing")

    with house.qtbot.waitSignal(house.models.taking_in.trouble):
        house.window.open_import(tmp_path / "x.bin")

    assert "nothing that can be taken in" in house.place.notice.sentence
    assert house.button("Choose a file …").isVisible()


@pytest.mark.parametrize("over", ["window", "paper"])
def test_a_file_dropped_anywhere_is_looked_at(house: House, tmp_path: Path, over: str) -> None:
    house.window.go("journal")
    house.furnished.settle()
    (journal,) = house.window.findChildren(JournalPlace)
    target = journal.editor.paper.viewport() if over == "paper" else house.window
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(jrnl(tmp_path / "jrnl.json", 1)))])
    data.setText("file:///jrnl.json")
    where, buttons, keys = QPointF(20, 20), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    action = Qt.DropAction.CopyAction

    entering = QDragEnterEvent(QPoint(20, 20), action, data, buttons, keys)
    QApplication.sendEvent(target, entering)
    assert entering.isAccepted()
    with house.qtbot.waitSignal(house.models.taking_in.looked):
        QApplication.sendEvent(house.window, QDropEvent(where, action, data, buttons, keys))

    assert "1 new" in house.words()
    assert journal.editor.paper.toPlainText() == ""


def test_words_and_places_elsewhere_are_not_taken_for_files(house: House) -> None:
    for urls in ([], ["https://example.org/x.json"], ["file:///a", "file:///b"]):
        data = QMimeData()
        data.setUrls([QUrl(url) for url in urls])
        entering = QDragEnterEvent(
            QPoint(20, 20), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
        entering.ignore()
        QApplication.sendEvent(house.window, entering)
        assert not entering.isAccepted()


def test_the_ways_to_it(house: House) -> None:
    house.window.go("journal")
    (journal,) = house.window.findChildren(JournalPlace)
    (action,) = (each for each in journal.side.more_menu.actions() if each.text() == "Import …")
    action.trigger()
    assert house.place.isVisible()
    house.click("Back")
    house.window.go("settings")
    house.window.findChild(QWidget)
    house.window._places["settings"].open("data")  # type: ignore[attr-defined]
    house.furnished.settle()
    house.click("Import …")
    assert house.place.isVisible()


def test_every_control_has_a_name_and_is_high_enough(house: House, tmp_path: Path) -> None:
    house.look(jrnl(tmp_path / "jrnl.json", 1))
    seen = [button for button in house.place.findChildren(QAbstractButton) if button.isVisible()]
    assert len(seen) == 3
    for button in seen:
        assert button.accessibleName() or button.text()
        assert button.height() >= 32

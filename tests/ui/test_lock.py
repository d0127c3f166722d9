"""The lock, as a person meets it in the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from furnished import Furnished
from pictures import png
from selfcompassion_desktop.core.pictures import Named
from selfcompassion_desktop.models.journal import Keeping, Role
from selfcompassion_desktop.models.mending import Backup
from selfcompassion_desktop.store.database import Database
from selfcompassion_desktop.store.encryption import Encryption
from selfcompassion_desktop.store.standing import Standing
from selfcompassion_desktop.ui.main_window import MainWindow
from selfcompassion_desktop.ui.places.checkin import CheckInPlace
from selfcompassion_desktop.ui.places.journal_editor import JournalEditor
from selfcompassion_desktop.ui.places.journal_import import JournalImport
from selfcompassion_desktop.ui.places.journal_picture import PictureView
from selfcompassion_desktop.ui.places.lock import LockPlace
from selfcompassion_desktop.ui.places.mending import MendingPlace
from selfcompassion_desktop.ui.places.settings_privacy import PrivacySection
from selfcompassion_desktop.ui.theme import Theme

W = TypeVar("W", bound=QWidget)
WORD = "zebra-7391"
PASSPHRASE = "correct horse"


class Room:
    """The window over a journal with a passphrase, unlocked, with two entries in it."""

    def __init__(self, folder: Path, qtbot: QtBot, theme: Theme) -> None:
        self.folder, self.qtbot, self.theme = folder, qtbot, theme
        self.code = ""
        self.start()

    def start(self) -> None:
        self.furnished = Furnished(self.folder, self.qtbot)
        self.models, self.entries, self.clock = self.furnished.models, self.furnished.entries, self.furnished.clock
        self.lock, self.journal = self.models.lock, self.models.journal
        self.window = MainWindow(self.models, self.theme)
        self.qtbot.addWidget(self.window)
        self.window.resize(1000, 700)
        with self.qtbot.waitSignal(self.window.ready):
            self.window.show()
        self.models.store.open()
        self.settle()

    def encrypt(self) -> None:
        self.entries.add(f"{WORD} in the garden")
        self.entries.add("second")
        with self.qtbot.waitSignal(self.lock.code_made) as made:
            self.lock.set(PASSPHRASE)
        self.code = made.args[0]
        self.settle()

    def settle(self) -> None:
        self.furnished.settle()
        self.furnished.settle()

    def stop(self) -> None:
        self.furnished.models.player.close()
        self.furnished.settle()
        self.furnished.close()

    def seen(self, kind: type[W]) -> W:
        (found,) = [widget for widget in self.window.findChildren(kind) if widget.isVisible()]
        return found

    def shut(self) -> None:
        with self.qtbot.waitSignal(self.lock.shut):
            self.qtbot.keyClick(self.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        self.settle()

    def type_passphrase(self, passphrase: str) -> None:
        place = self.seen(LockPlace)
        self.qtbot.keyClicks(place.passphrase, passphrase)
        self.qtbot.keyClick(place.passphrase, Qt.Key.Key_Return)
        self.settle()

    def titles(self) -> list[str]:
        rows = self.journal.list
        return [rows.index(row).data(Role.GLIMPSE).title for row in range(rows.rowCount())]

    def holding(self) -> list[str]:
        files = [file for file in self.folder.rglob("*") if file.is_file()]
        assert files
        return [str(f) for f in files if any(w in f.read_bytes() for w in (WORD.encode(), WORD.encode("utf-16-le")))]


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path, theme: Theme) -> Iterator[Room]:
    made = Room(tmp_path, qtbot, theme)
    made.encrypt()
    yield made
    made.stop()


def test_locked_by_key_the_journal_is_out_of_sight_and_out_of_the_memory(room: Room) -> None:  # case SE03
    room.window.go("journal")
    room.settle()
    room.journal.open(room.entries.newest(2)[1].id)
    room.settle()
    assert WORD in room.journal.text

    room.shut()

    assert room.seen(LockPlace).passphrase.hasFocus()
    assert not room.furnished.services.database.is_open
    assert room.furnished.services.encryption.standing is Standing.ENCRYPTED
    assert room.journal.list.rowCount() == 0
    assert room.journal.text == ""
    texts = [str(child.property("plainText") or child.property("text") or "") for child in everything(room.window)]
    assert not [text for text in texts if WORD in text]
    assert WORD not in room.window.windowTitle()
    assert room.holding() == []


def everything(widget: QWidget) -> list[QObject]:
    return widget.findChildren(QObject)


def test_a_wrong_passphrase_then_the_right_one(room: Room) -> None:  # case JR08, JR16
    room.window.go("journal")
    room.settle()
    room.journal.open(room.entries.newest(2)[1].id)
    room.settle()
    room.shut()

    for wrong in ("wrong", "wronger", "wrong again"):
        room.type_passphrase(wrong)
        place = room.seen(LockPlace)
        assert "passphrase" in place.notice.sentence
        assert place.passphrase.text() == ""
        assert place.passphrase.hasFocus()
    room.type_passphrase(PASSPHRASE)

    room.qtbot.waitUntil(lambda: room.journal.list.rowCount() == 2)
    assert room.titles() == ["second", f"{WORD} in the garden"]
    assert WORD in room.journal.text  # the page that lay there lies there again
    assert room.window.rail.place == "journal"
    room.journal.list.show(WORD)
    room.settle()
    assert len(room.titles()) == 1


def test_what_was_not_saved_yet_is_saved_before_it_locks(room: Room) -> None:  # case JR08
    room.window.go("journal")
    room.journal.fresh()
    room.journal.edit(f"a draft of {WORD}")

    room.shut()

    assert room.holding() == []
    room.type_passphrase(PASSPHRASE)
    assert room.journal.text == f"a draft of {WORD}"
    assert room.entries.newest(1)[0].title == f"a draft of {WORD}"


def test_what_cannot_be_saved_waits_in_the_memory(room: Room) -> None:  # case JR08
    room.window.go("journal")
    room.journal.fresh()
    room.entries.full = True
    room.journal.edit("a draft on a full disk")
    room.shut()
    assert room.journal.text == ""
    room.entries.full = False

    room.type_passphrase("wrong")
    room.type_passphrase(PASSPHRASE)

    room.qtbot.waitUntil(lambda: room.journal.keeping is Keeping.KEPT)
    assert room.journal.text == "a draft on a full disk"
    assert room.entries.newest(1)[0].title == "a draft on a full disk"


def test_after_a_start_it_is_locked_and_practising_is_not(room: Room) -> None:
    room.window.close()
    room.stop()
    room.start()
    place = room.seen(LockPlace)

    room.qtbot.mouseClick(place.practise, Qt.MouseButton.LeftButton)
    assert room.window.rail.place == "practise"
    assert not place.isVisible()
    for name in ("today", "journal"):
        room.window.go(name)
        assert room.seen(LockPlace) is place
    room.type_passphrase(PASSPHRASE)
    room.qtbot.waitUntil(lambda: room.journal.list.rowCount() == 2)


def test_a_break_taken_meanwhile_is_noted_once_it_is_unlocked(room: Room) -> None:
    room.shut()
    room.models.breaks.begin()
    room.models.player.stop()
    room.models.breaks.note("rest")
    room.settle()
    assert room.seen(LockPlace).isVisible()
    then = room.clock.now()
    room.clock.pass_time(3600)

    room.type_passphrase(PASSPHRASE)
    room.settle()

    (taken,) = room.furnished.services.breaks.newest(5)
    assert taken.need == "rest"
    assert taken.started[:16] == then.isoformat()[:16]


def test_after_idle_minutes_it_locks_and_not_while_one_practises(room: Room) -> None:
    room.models.settings.change(lock_minutes=2)
    room.clock.pass_time(100)
    room.lock.stir()
    room.clock.pass_time(100)
    room.lock.look()
    assert not room.lock.is_locked
    room.models.breaks.begin()
    room.clock.pass_time(121)
    room.lock.look()
    assert not room.lock.is_locked
    room.models.player.stop()

    room.clock.pass_time(121)
    room.lock.look()

    assert room.lock.is_locked
    room.settle()
    assert room.seen(LockPlace).isVisible()


def test_a_key_in_the_window_puts_the_lock_off(room: Room) -> None:
    room.models.settings.change(lock_minutes=2)
    room.clock.pass_time(119)
    room.qtbot.keyClick(room.window, Qt.Key.Key_Shift)
    room.clock.pass_time(119)
    room.lock.look()

    assert not room.lock.is_locked


def test_when_the_machine_has_slept_it_locks(room: Room) -> None:
    room.clock.sleep(30)
    room.lock.look()
    assert room.lock.is_locked


def test_when_the_machine_has_slept_it_stays_open_where_that_is_set(room: Room) -> None:
    room.models.settings.change(lock_on_sleep=False)
    room.clock.sleep(30)
    room.lock.look()
    assert not room.lock.is_locked


def test_the_recovery_code_opens_it_and_sets_a_new_passphrase(room: Room) -> None:
    room.shut()
    place = room.seen(LockPlace)
    room.qtbot.mouseClick(place.forgot, Qt.MouseButton.LeftButton)
    room.qtbot.keyClicks(place.code, room.code.lower())
    room.qtbot.keyClicks(place.new.first, "new words")
    room.qtbot.keyClicks(place.new.second, "other words")
    room.qtbot.keyClick(place.new.second, Qt.Key.Key_Return)
    assert "not the same" in place.notice.sentence
    place.new.second.setText("new words")
    room.qtbot.mouseClick(place.recover, Qt.MouseButton.LeftButton)
    room.settle()
    assert not room.lock.is_locked
    assert place.code.text() == ""

    room.shut()
    room.type_passphrase("new words")
    assert not room.lock.is_locked


def test_with_neither_one_begins_anew_and_nothing_is_deleted(room: Room) -> None:  # case JR13
    room.models.store.back_up()
    room.settle()
    room.shut()
    cipher = room.furnished.services.paths.store.read_bytes()
    place = room.seen(LockPlace)
    room.qtbot.mouseClick(place.forgot, Qt.MouseButton.LeftButton)
    room.qtbot.keyClicks(place.sure, "begin")
    assert not place.anew.isEnabled()
    room.qtbot.mouseClick(place.anew, Qt.MouseButton.LeftButton)
    assert room.furnished.services.paths.store.read_bytes() == cipher
    room.qtbot.keyClicks(place.sure, " Anew")
    room.qtbot.mouseClick(place.anew, Qt.MouseButton.LeftButton)
    room.settle()

    assert not room.lock.is_encrypted
    assert room.journal.list.rowCount() == 0
    (aside,) = (room.folder / "data" / "set-aside").iterdir()
    store = aside / room.furnished.services.paths.store.name
    assert store.read_bytes() == cipher
    assert store.with_suffix(".key").is_file()
    assert list((aside / "backups").glob("*.db"))
    remembered = Encryption(Database(store, room.clock))  # what `--data-dir` with that folder opens
    remembered.unlock(PASSPHRASE)
    assert remembered.standing is Standing.ENCRYPTED
    remembered.lock()


def test_the_passphrase_is_set_changed_and_taken_away_in_the_settings(
    qtbot: QtBot, tmp_path: Path, theme: Theme
) -> None:  # case JR14
    room = Room(tmp_path, qtbot, theme)
    room.entries.add(f"{WORD} in the garden")
    room.models.store.back_up()
    room.settle()
    assert room.holding()
    room.window.go("settings")
    room.window._places["settings"].open("privacy")  # type: ignore[attr-defined]
    section = room.seen(PrivacySection)
    qtbot.mouseClick(section.set.opener, Qt.MouseButton.LeftButton)
    assert section.set.new is not None
    qtbot.keyClicks(section.set.new.first, PASSPHRASE)
    qtbot.keyClicks(section.set.new.second, PASSPHRASE)
    qtbot.keyClick(section.set.new.second, Qt.Key.Key_Return)
    room.settle()

    qtbot.waitUntil(lambda: "every backup" in section.notice.sentence)
    assert section.card.isVisible()
    assert section.card.keep.hasFocus()
    assert room.holding() == []
    qtbot.mouseClick(section.card.keep, Qt.MouseButton.LeftButton)
    assert not section.card.isVisible()
    qtbot.mouseClick(section.change.opener, Qt.MouseButton.LeftButton)
    assert section.change.current is not None
    assert section.change.new is not None
    section.change.current.setText("wrong")
    section.change.new.first.setText("second")
    section.change.new.second.setText("second")
    qtbot.keyClick(section.change.new.second, Qt.Key.Key_Return)
    room.settle()
    assert "passphrase" in section.notice.sentence
    room.lock.change(PASSPHRASE, "second")
    room.settle()
    qtbot.mouseClick(section.remove.opener, Qt.MouseButton.LeftButton)
    assert section.remove.current is not None
    qtbot.keyClicks(section.remove.current, "second")
    qtbot.keyClick(section.remove.current, Qt.Key.Key_Return)
    room.settle()

    assert not room.lock.is_encrypted
    assert [row.title for row in room.entries.newest(9)] == [f"{WORD} in the garden"]
    assert section.set.isVisible()
    room.stop()


def test_there_is_nothing_to_lock_without_a_passphrase(qtbot: QtBot, tmp_path: Path, theme: Theme) -> None:
    room = Room(tmp_path, qtbot, theme)
    qtbot.keyClick(room.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    room.settle()
    assert not room.lock.is_locked
    room.stop()


def test_a_picture_and_a_page_alone_on_the_screen_are_out_of_sight_too(room: Room) -> None:  # case SE03
    room.window.go("journal")
    room.settle()
    editor = room.window.findChildren(JournalEditor)[0]
    picture = room.furnished.pictures.add(room.entries.newest(1)[0].id, "rose.png", png(30, 20))
    editor.pictures.look_at(Named(0, 0, WORD, picture))
    room.window.toggle_full_screen()
    room.settle()
    assert room.seen(PictureView).accessibleName() == WORD
    assert room.window.rail.isHidden()

    room.shut()

    assert not [view for view in room.window.findChildren(PictureView) if view.isVisible()]
    assert room.seen(LockPlace).isVisible()
    assert not room.window.rail.isHidden()
    assert not room.window.isFullScreen()  # else there is no way to be seen out of it


def test_locked_nothing_is_taken_in_or_out(room: Room) -> None:
    room.shut()
    room.window.go("practise")
    for want in (room.window.open_import, room.window.open_export, lambda: room.window.open_exercise("a-letter")):
        want()
        assert room.seen(LockPlace).isVisible()
        room.window.go("practise")


def test_without_its_key_file_an_encrypted_journal_is_not_called_damaged(room: Room) -> None:
    room.shut()
    for file in room.folder.rglob("*.key"):
        file.unlink()
    room.models.store.open()
    room.settle()

    place = room.seen(MendingPlace)

    assert place._heading.text() == "The journal cannot be opened"
    assert "key file" in place._sentence.text()
    assert place.recover.isHidden()


def test_locking_ends_an_import_and_nothing_of_it_is_left(room: Room, tmp_path: Path) -> None:
    file = tmp_path / "old-diary.txt"
    file.write_text("\n".join(f"[2020-01-{n % 28 + 1:02} 09:00] Day {n}\nA line.\n" for n in range(3000)))
    room.window.open_import(file)
    with room.qtbot.waitSignal(room.models.taking_in.looked, timeout=60_000):
        pass
    taking = room.window.findChildren(JournalImport)[0]
    with room.qtbot.waitSignal(room.lock.shut, timeout=60_000):
        taking.take.click()
        room.lock.lock()
    room.qtbot.waitUntil(lambda: not room.models.taking_in.busy)
    room.settle()

    assert room.seen(LockPlace).isVisible()
    assert not room.window.findChildren(JournalImport)
    room.type_passphrase(PASSPHRASE)
    assert room.entries.count() == 2


def test_locking_in_the_middle_of_questions_keeps_the_answers_and_shows_none(room: Room) -> None:
    room.window.open_checkin("pain-week")
    room.settle()
    room.qtbot.keyClicks(room.seen(CheckInPlace), "7")

    room.shut()

    assert room.seen(LockPlace).isVisible()
    assert not room.window.findChildren(CheckInPlace)
    assert not room.models.checkins.running
    room.window.open_checkin("pain-week")
    assert not room.window.findChildren(CheckInPlace)
    room.type_passphrase(PASSPHRASE)
    room.window.open_checkin("pain-week")
    room.settle()
    assert (room.models.checkins.at, room.models.checkins.running) == (1, True)
    room.models.checkins.go_back()
    assert room.models.checkins.answer == 7


def test_what_is_asked_for_while_it_is_locked_waits_behind_the_lock(room: Room) -> None:
    backups: list[Backup] = []
    room.models.store.back_up()
    room.models.store.list_backups(backups.extend)
    room.settle()
    entry = room.entries.newest(1)[0].id
    room.shut()
    window = room.window
    window.go("practise")
    for want in (
        window.open_exercises,  # from among the practices, which stay in reach
        lambda: window.open_entry(entry),
        lambda: window.open_course("first-steps"),
        lambda: window.open_reading("first-steps", "a"),
        lambda: window._on_backup_wanted(backups[0]),
    ):
        want()
        assert room.seen(LockPlace).passphrase.hasFocus()
        window.go("practise")


def test_locked_the_privacy_settings_lead_to_the_lock_and_back(room: Room) -> None:
    room.shut()
    room.window.go("settings")
    room.window._places["settings"].open("privacy")  # type: ignore[attr-defined]
    section = room.seen(PrivacySection)

    room.qtbot.mouseClick(section.unlock, Qt.MouseButton.LeftButton)
    room.type_passphrase(PASSPHRASE)

    assert room.seen(PrivacySection).now.isVisible()
    assert not section.unlock.isVisible()

"""The journal's place: written, found, put away and taken back, by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from furnished import FULL, Furnished
from selfcompassion_desktop.models.journal import Keeping
from selfcompassion_desktop.ui.places.journal import JournalPlace
from selfcompassion_desktop.ui.places.journal_bin import BinView
from selfcompassion_desktop.ui.places.journal_revisions import RevisionsView
from selfcompassion_desktop.ui.theme import Theme
from selfcompassion_desktop.ui.widgets.label import QuietLabel, Words
from selfcompassion_desktop.ui.widgets.listing import DATE_ROLE, MARKS_ROLE, SNIPPET_ROLE, TITLE_ROLE

CONTROL = Qt.KeyboardModifier.ControlModifier


class Journal:
    """The place on a screen, with the real store behind it."""

    def __init__(self, room: Furnished, qtbot: QtBot, width: int = 1000) -> None:
        self.room = room
        self.qtbot = qtbot
        self.place = JournalPlace(room.models)
        self.window = QStackedWidget()
        self.window.addWidget(self.place)
        self.window.addWidget(QWidget())
        room.show(self.window, width)
        self.enter()

    def leave(self) -> None:
        self.window.setCurrentIndex(1)

    def enter(self) -> None:
        self.window.setCurrentIndex(0)
        self.place.shown()
        self.room.settle()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the keyboard is."""
        QTest.keyClick(QApplication.focusWidget() or self.place, key, modifier)
        self.room.settle()

    def type(self, text: str) -> None:
        QTest.keyClicks(QApplication.focusWidget() or self.place, text)

    def kept(self) -> None:
        self.qtbot.waitUntil(lambda: self.room.models.journal.keeping is Keeping.KEPT)
        self.room.settle()

    @property
    def page(self) -> str:
        return self.place.editor.paper.text()

    @property
    def titles(self) -> list[str]:
        rows = self.place.side.rows
        return [str(rows.index(n, 0).data(TITLE_ROLE)) for n in range(rows.rowCount())]

    def says(self, words: str) -> bool:
        """Whether some words stand anywhere on the place."""
        return any(words in label.text() for label in self.place.findChildren(Words) if label.isVisible())


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot, theme: Theme) -> Iterator[Furnished]:
    made = Furnished(tmp_path, qtbot)
    yield made
    made.close()


def fill(room: Furnished, *texts: str) -> None:
    """Entries, the first text the oldest."""
    for text in texts:
        room.entries.add(text)
        room.clock.pass_time(3600)


# ------------------------------------------------------------------ writing


def test_an_empty_journal_welcomes_and_is_ready_to_be_written_in(room: Furnished, qtbot: QtBot) -> None:
    journal = Journal(room, qtbot)
    assert journal.says("What you write will be listed here")
    journal.type("Slept badly")
    journal.press(Qt.Key.Key_Return)
    journal.type("A hand on my back helped.")
    journal.kept()

    assert journal.says("Kept")
    assert journal.titles == ["Slept badly"]
    assert room.entries.newest(1)[0].snippet == "A hand on my back helped."


def test_text_stays_through_other_places_other_pages_and_the_end(room: Furnished, qtbot: QtBot) -> None:
    fill(room, "an older page")
    journal = Journal(room, qtbot)
    journal.type("not yet saved")
    journal.leave()
    journal.enter()
    assert journal.page == "not yet saved"

    journal.place.side.list.setCurrentIndex(journal.place.side.rows.index(0, 0))
    room.settle()
    room.settle()
    assert journal.page in {"an older page", "not yet saved"}
    assert {glimpse.title for glimpse in room.entries.newest(9)} == {"an older page", "not yet saved"}

    journal.press(Qt.Key.Key_N, CONTROL)
    journal.type("last")
    room.models.journal.save()
    room.models.tasks.finish()
    assert {glimpse.title for glimpse in room.entries.newest(9)} == {"an older page", "not yet saved", "last"}


# case ST04, JR06
def test_a_full_disk_is_said_in_words_and_the_text_stays(room: Furnished, qtbot: QtBot) -> None:
    journal = Journal(room, qtbot)
    room.entries.full = True
    journal.type("a line")
    qtbot.waitUntil(lambda: room.models.journal.keeping is Keeping.NOT_KEPT)
    assert journal.says(f"Not kept yet: {FULL}")
    assert not journal.says("Kept in")
    assert journal.page == "a line"
    journal.type(" and more")
    assert journal.says("Not kept yet")

    room.entries.full = False
    journal.kept()
    assert not journal.says("Not kept yet")
    assert room.entries.newest(1)[0].title == "a line and more"


def test_saving_by_hand_is_harmless_and_at_once(room: Furnished, qtbot: QtBot) -> None:
    journal = Journal(room, qtbot)
    journal.press(Qt.Key.Key_S, CONTROL)
    assert room.entries.newest(1) == []
    journal.type("now")
    journal.press(Qt.Key.Key_S, CONTROL)

    assert [glimpse.title for glimpse in room.entries.newest(9)] == ["now"]
    assert journal.page == "now"


def test_a_prompt_stands_above_the_page_and_never_in_it(room: Furnished, qtbot: QtBot) -> None:
    journal = Journal(room, qtbot)
    prompts = room.services.paths.assets / "pages" / "prompts.yaml"
    editor = journal.place.editor
    editor.ask.click()
    first = editor.prompt.accessibleName()
    assert first in prompts.read_text(encoding="utf-8")
    assert journal.says(first)
    editor.prompt.another.click()
    assert editor.prompt.accessibleName() != first
    assert journal.page == ""
    journal.type("because of it")
    assert journal.page == "because of it"
    editor.prompt.close_button.click()
    assert not editor.prompt.isVisible()


# ------------------------------------------------------------------ the list


def test_rows_tell_the_day_by_the_persons_own_turn_of_it(room: Furnished, qtbot: QtBot) -> None:
    for moment in (
        datetime(2026, 10, 30, 12, 0, tzinfo=UTC),
        datetime(2026, 11, 23, 21, 0, tzinfo=UTC),
        datetime(2026, 11, 24, 23, 0, tzinfo=UTC),
        datetime(2026, 11, 25, 1, 30, tzinfo=UTC),
        datetime(2026, 11, 25, 7, 40, tzinfo=UTC),
    ):
        room.entries.add("x", written=moment)
    journal = Journal(room, qtbot)
    rows = journal.place.side.rows

    shown = [rows.index(n, 0).data(DATE_ROLE) for n in range(rows.rowCount())]
    assert shown == ["Today, 07:40", "Yesterday, 01:30", "Yesterday, 23:00", "Mon 23", "October 2026 · Fri 30"]
    assert journal.says("November 2026")
    assert "Wednesday 25 November 2026, 07:40" in rows.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)


# case JR34
def test_strange_dates_are_shown(room: Furnished, qtbot: QtBot) -> None:
    for moment in (
        datetime(1, 1, 1, 12, tzinfo=UTC),
        datetime(1900, 1, 1, 12, tzinfo=UTC),
        datetime(2024, 2, 29, 12, tzinfo=UTC),
        datetime(2100, 12, 31, 12, tzinfo=UTC),
        datetime(2100, 12, 31, 12, tzinfo=UTC),
    ):
        room.entries.add(moment.isoformat(), written=moment)
    journal = Journal(room, qtbot)
    journal.place.grab()

    assert len(journal.titles) == 5
    for row in range(5):
        journal.place.side.list.setCurrentIndex(journal.place.side.rows.index(row, 0))
        room.settle()
        assert journal.page == journal.titles[row]


def test_keys_go_from_page_to_page(room: Furnished, qtbot: QtBot) -> None:
    fill(room, "one", "two", "three")
    journal = Journal(room, qtbot)
    seen = []
    for _ in range(4):
        journal.press(Qt.Key.Key_PageDown, CONTROL)
        seen.append(journal.page)
    assert seen == ["three", "two", "one", "one"]
    for _ in range(4):
        journal.press(Qt.Key.Key_PageUp, CONTROL)
        seen.append(journal.page)
    assert seen[4:] == ["two", "three", "", ""], "above the newest lies a fresh page"


# case JR21
def test_search_marks_the_words_in_rows_and_on_the_page(room: Furnished, qtbot: QtBot) -> None:
    fill(room, "👩‍👩‍👧 calm calm", "nothing of the kind", "𐎀𐎐𐎚 and calm")
    journal = Journal(room, qtbot)
    journal.press(Qt.Key.Key_F, CONTROL)
    assert QApplication.focusWidget() is journal.place.side.search
    journal.type("calm")
    qtbot.waitUntil(lambda: len(journal.titles) == 2)
    rows = journal.place.side.rows
    for row in range(2):
        snippet = str(rows.index(row, 0).data(SNIPPET_ROLE)).encode("utf-16-le")
        for start, length in rows.index(row, 0).data(MARKS_ROLE):
            assert snippet[2 * start : 2 * (start + length)].decode("utf-16-le") == "calm"
    journal.press(Qt.Key.Key_Down)
    journal.press(Qt.Key.Key_Down)
    assert journal.page == "👩‍👩‍👧 calm calm"
    marked = [selection.cursor.selectedText() for selection in journal.place.editor.paper.extraSelections()]
    assert marked == ["calm", "calm"]
    hits = journal.place.editor.hits
    assert hits.isVisible()
    assert hits.says == "2 places"
    journal.press(Qt.Key.Key_G, CONTROL)
    journal.press(Qt.Key.Key_G, CONTROL)
    assert hits.says == "2 of 2"
    cursor = journal.place.editor.paper.textCursor()
    assert (cursor.selectedText(), cursor.position()) == ("calm", len("👩‍👩‍👧 calm calm".encode("utf-16-le")) // 2)


def test_escape_clears_the_search_and_then_goes_back_to_the_page(room: Furnished, qtbot: QtBot) -> None:
    fill(room, "one", "two")
    journal = Journal(room, qtbot)
    journal.press(Qt.Key.Key_F, CONTROL)
    journal.type("zebra")
    qtbot.waitUntil(lambda: journal.titles == [])
    assert journal.says("Nothing with these words")
    journal.press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(journal.titles) == 2)
    journal.press(Qt.Key.Key_Escape)

    assert QApplication.focusWidget() is journal.place.editor.paper


def test_typing_keeps_the_keyboard_while_the_list_follows(room: Furnished, qtbot: QtBot) -> None:
    fill(room, "one", "two")
    journal = Journal(room, qtbot)
    journal.type("three")
    journal.kept()

    assert journal.titles == ["three", "two", "one"]
    assert journal.place.side.list.currentIndex().row() == 0
    assert QApplication.focusWidget() is journal.place.editor.paper
    assert journal.place.editor.paper.textCursor().position() == 5, "the page is not laid anew by its own save"


# ------------------------------------------------------------------ bin and versions


def test_the_bin_takes_without_a_question_and_gives_back(room: Furnished, qtbot: QtBot) -> None:
    fill(room, "one", "two")
    journal = Journal(room, qtbot)
    journal.press(Qt.Key.Key_PageDown, CONTROL)
    journal.place.editor.away.trigger()
    room.settle()
    assert journal.titles == ["one"]
    assert journal.says("stays there for 30 days")
    journal.place.notice.acted.emit()
    room.settle()
    assert journal.titles == ["two", "one"]
    assert journal.page == "two"
    assert not journal.says("stays there for 30 days")


def test_delete_in_the_list_moves_to_the_bin_and_in_the_search_a_letter(room: Furnished, qtbot: QtBot) -> None:
    fill(room, "one", "two")
    journal = Journal(room, qtbot)
    journal.press(Qt.Key.Key_F, CONTROL)
    journal.type("o")
    journal.press(Qt.Key.Key_Home)
    journal.press(Qt.Key.Key_Delete)
    assert journal.place.side.search.text() == ""
    qtbot.waitUntil(lambda: len(journal.titles) == 2)
    journal.place.side.list.setCurrentIndex(journal.place.side.rows.index(0, 0))
    room.settle()
    journal.press(Qt.Key.Key_Delete)
    assert len(room.entries.newest(9)) == 2
    journal.press(Qt.Key.Key_Down)
    journal.press(Qt.Key.Key_Delete)

    assert [glimpse.title for glimpse in room.entries.newest(9)] == ["one"]
    assert journal.says("stays there for 30 days")


def test_a_page_is_taken_back_from_the_bin_days_later(room: Furnished, qtbot: QtBot) -> None:
    fill(room, "one", "two")
    room.entries.discard(room.entries.newest(1)[0].id)
    journal = Journal(room, qtbot)
    journal.place.side.bin.click()
    room.settle()
    view = journal.place.findChild(BinView)
    assert view is not None
    assert view.rows.rowCount() == 1
    assert QApplication.focusWidget() is view.list
    view.back.click()
    room.settle()

    assert journal.page == "two"
    assert journal.titles == ["two", "one"]
    journal.place.side.bin.click()
    room.settle()
    assert journal.says("The bin is empty")
    journal.press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is journal.place.editor.paper


def test_an_earlier_version_is_seen_beside_the_page_and_taken_up(room: Furnished, qtbot: QtBot) -> None:
    entry = room.entries.add("Title\nThis paragraph is long enough to be kept when it is cut out again.\nstays")
    room.clock.pass_time(3600)
    room.entries.save(entry.id, "Title\nstays")
    room.clock.pass_time(3600)
    journal = Journal(room, qtbot)
    journal.press(Qt.Key.Key_PageDown, CONTROL)
    journal.place.editor.revisions.trigger()
    room.settle()
    view = journal.place.findChild(RevisionsView)
    assert view is not None
    assert view.rows.rowCount() == 2
    assert view.list.currentIndex().row() == 1, "the one before is chosen"
    marked = [selection.cursor.selectedText() for selection in view.then.extraSelections()]
    assert marked == ["This paragraph is long enough to be kept when it is cut out again."]
    view.take.click()
    room.settle()

    assert journal.page == entry.body
    assert room.entries.get(entry.id).body == entry.body
    assert len(room.entries.revisions(entry.id)) == 3


# ------------------------------------------------------------------ room and names


def test_where_there_is_no_room_for_both_the_list_is_a_page_of_its_own(room: Furnished, qtbot: QtBot) -> None:
    fill(room, "one", "two")
    journal = Journal(room, qtbot, width=520)
    place = journal.place
    assert place.editor.isVisible()
    assert not place.side.isVisible()
    place.editor.all_pages.click()
    assert place.side.isVisible()
    assert not place.editor.isVisible()
    index = place.side.rows.index(1, 0)
    where = place.side.list.visualRect(index).center()
    qtbot.mouseClick(place.side.list.viewport(), Qt.MouseButton.LeftButton, pos=where)
    room.settle()
    assert place.editor.isVisible()
    assert journal.page == "one"
    journal.window.resize(1000, 700)
    qtbot.waitUntil(lambda: place.side.isVisible() and place.editor.isVisible())


@pytest.mark.parametrize(("width", "height", "scale"), [(684, 600, 100), (984, 800, 100), (684, 600, 200)])
def test_nothing_sticks_out(room: Furnished, qtbot: QtBot, theme: Theme, width: int, height: int, scale: int) -> None:
    fill(room, "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft")
    theme.use("dark", scale, "off")
    journal = Journal(room, qtbot, width)
    journal.window.resize(width, height)
    journal.press(Qt.Key.Key_PageDown, CONTROL)
    for widget in journal.place.findChildren(QWidget):
        if widget.isVisible() and widget.window() is journal.window:
            corner = widget.mapTo(journal.place, QPoint(0, 0))
            assert corner.x() >= 0
            assert corner.x() + widget.width() <= width, widget


# case AX01, AX02
@pytest.mark.parametrize("view", ["desk", "bin", "revisions"])
def test_everything_the_keyboard_reaches_has_a_name(room: Furnished, qtbot: QtBot, view: str) -> None:
    fill(room, "one", "two")
    room.entries.discard(room.entries.newest(1)[0].id)
    journal = Journal(room, qtbot)
    journal.press(Qt.Key.Key_PageDown, CONTROL)
    journal.place.editor.ask.click()
    if view != "desk":
        journal.place.show_other(view)
        room.settle()
    reached = [
        widget
        for widget in journal.place.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]
    names = [QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name) for widget in reached]

    assert len(reached) >= 3
    assert all(names), [widget for widget, name in zip(reached, names, strict=True) if not name]


def test_a_pasted_book_is_not_read_with_each_key(room: Furnished, qtbot: QtBot) -> None:
    journal = Journal(room, qtbot)
    paper = journal.place.editor.paper
    paper.lay("A sentence of ordinary length.\n" * 30_000)
    reads = 0
    read = paper.text

    def counted() -> str:
        nonlocal reads
        reads += 1
        return read()

    paper.text = counted  # type: ignore[method-assign]
    paper.moveCursor(QTextCursor.MoveOperation.End)
    journal.type("x" * 40)
    assert reads == 0
    journal.kept()
    assert 1 <= reads <= 3


def test_the_state_is_said_quietly(room: Furnished, qtbot: QtBot) -> None:
    journal = Journal(room, qtbot)
    journal.type("a")
    assert journal.says("Keeping…")
    journal.kept()
    state = [label.text() for label in journal.place.editor.findChildren(QuietLabel)]
    assert "Kept" in state


@pytest.mark.parametrize("width", [900, 1200])
def test_the_foot_is_one_row_and_the_rest_is_in_its_menu(room: Furnished, qtbot: QtBot, width: int) -> None:
    fill(room, "one")
    journal = Journal(room, qtbot)
    editor = journal.place.editor
    journal.place.resize(width - 216, 600)
    blank = [editor.ask, editor.exercises, editor.more]
    assert all(each.isVisible() for each in blank)
    assert not editor.marks.isVisible()
    assert len({each.mapTo(editor, each.rect().center()).y() for each in blank}) == 1

    journal.press(Qt.Key.Key_PageDown, CONTROL)
    room.settle()
    kept = [editor.marks.felt, editor.marks.tagged, editor.marks.pin, editor.more]
    assert all(each.isVisible() for each in kept)
    assert not editor.ask.isVisible()
    assert len({each.mapTo(editor, each.rect().center()).y() for each in kept}) == 1
    assert (
        editor.marks.pin.mapTo(editor, editor.marks.pin.rect().topRight()).x() < editor.more.mapTo(editor, QPoint()).x()
    )

    assert editor.more.focusPolicy() == Qt.FocusPolicy.StrongFocus
    named = [action.text() for action in editor.more_menu.actions() if action.isEnabled() and action.text()]
    assert named == [
        "A prompt", "Exercises", "A picture …", "Earlier versions", "Print this page …", "Move to the bin",
    ]  # fmt: skip

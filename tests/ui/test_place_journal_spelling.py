"""Spelling on the paper: quiet, aside, and only where there is a dictionary."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QContextMenuEvent, QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from furnished import Furnished
from selfcompassion_desktop.ui.places.journal import JournalPlace
from selfcompassion_desktop.ui.places.settings_writing import WritingSection
from selfcompassion_desktop.ui.theme import Theme
from selfcompassion_desktop.ui.tokens import LIGHT

pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard")
WORDS = {"be", "kind", "and", "calm", "a", "the", "kindly"}


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot, theme: Theme) -> Iterator[Furnished]:
    made = Furnished(tmp_path, qtbot)
    made.dictionaries.words = {"en_GB": WORDS, "de_DE": {"sei", "gut"}}
    yield made
    made.close()


@pytest.fixture
def place(room: Furnished) -> JournalPlace:
    made = JournalPlace(room.models)
    room.show(made)
    made.shown()
    room.settle()
    return made


def looked(place: JournalPlace, room: Furnished) -> list[str]:
    """The words that are underlined, as they stand there."""
    place.editor.spelling.look()
    room.settle()
    shown = place.editor.paper.extraSelections()
    return [
        each.cursor.selectedText()
        for each in shown
        if each.format.underlineStyle() == QTextCharFormat.UnderlineStyle.DotLine
    ]


def choose(place: JournalPlace, room: Furnished, word: str) -> QMenu:
    """The menu on a word."""
    paper = place.editor.paper
    cursor = paper.document().find(word)
    cursor.setPosition(cursor.selectionStart() + 1)
    paper.setTextCursor(cursor)
    spot = paper.cursorRect(cursor).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, spot, paper.viewport().mapToGlobal(spot))
    QApplication.sendEvent(paper.viewport(), event)
    room.settle()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def press(menu: QMenu, room: Furnished, words: str) -> None:
    action = next(each for each in menu.actions() if each.text() == words)
    menu.hide()
    action.trigger()
    room.settle()


def test_words_that_are_not_known_are_underlined_quietly(place: JournalPlace, room: Furnished) -> None:
    room.models.journal.fresh("Kind\nbe kidn and clam")
    assert looked(place, room) == ["kidn", "clam"]

    first = place.editor.paper.extraSelections()[0]
    colour = first.format.underlineColor()
    assert colour.saturation() < 80, "no alarm"
    assert colour.name().upper() != LIGHT.clay
    assert place.editor.paper.text() == "Kind\nbe kidn and clam"


# case JR21, JR33
def test_the_line_is_under_its_own_word_behind_an_emoji(place: JournalPlace, room: Furnished) -> None:
    room.models.journal.fresh("be\n👩‍👩‍👧 𐎀𐎐 😉 היום be kidn")
    assert looked(place, room) == ["kidn"], "what is in other letters is no mistake"


def test_the_word_being_written_is_left_alone(place: JournalPlace, room: Furnished) -> None:
    QTest.keyClicks(place.editor.paper, "kidn clam")
    assert looked(place, room) == ["kidn"]
    QTest.keyClicks(place.editor.paper, " ")
    assert looked(place, room) == ["kidn", "clam"]


def test_it_looks_by_itself_a_moment_after_the_last_key(place: JournalPlace, qtbot: QtBot) -> None:
    QTest.keyClicks(place.editor.paper, "kidn and")
    qtbot.waitUntil(lambda: bool(place.editor.paper.extraSelections()))


def test_a_suggestion_takes_the_words_place_in_one_step(place: JournalPlace, room: Furnished) -> None:
    room.models.journal.fresh("t\nbe kidn and")
    looked(place, room)
    press(choose(place, room, "kidn"), room, "kind")
    assert place.editor.paper.text() == "t\nbe kind and"
    place.editor.paper.undo()
    assert place.editor.paper.text() == "t\nbe kidn and"


def test_a_word_can_be_told_and_forgotten(place: JournalPlace, room: Furnished) -> None:
    room.models.journal.fresh("a\nbe Ida and")
    assert looked(place, room) == ["Ida"]
    press(choose(place, room, "Ida"), room, "Know “Ida”")
    assert looked(place, room) == []
    with room.services.database.read() as connection:
        assert connection.execute("SELECT word FROM known_word").fetchall() == [("Ida",)]

    press(choose(place, room, "Ida"), room, "No longer know “Ida”")
    assert looked(place, room) == ["Ida"]


def test_a_known_word_has_the_papers_own_menu(place: JournalPlace, room: Furnished) -> None:
    room.models.journal.fresh("a\nbe kind")
    looked(place, room)
    menu = choose(place, room, "kind")
    assert not [each for each in menu.actions() if "kind" in each.text()]
    menu.hide()


def test_off_marks_nothing_and_opens_no_dictionary(place: JournalPlace, room: Furnished) -> None:
    room.models.settings.change(spelling="off")
    room.models.journal.fresh("t\nbe kidn")
    assert looked(place, room) == []
    assert room.dictionaries.opened == []


def test_without_a_dictionary_nothing_is_marked(place: JournalPlace, room: Furnished) -> None:
    room.dictionaries.words = {"fr_FR": {"doux"}}
    room.models.journal.fresh("t\nbe kidn")
    assert looked(place, room) == []
    assert room.dictionaries.opened == []


def test_another_language_is_looked_at_anew(place: JournalPlace, room: Furnished) -> None:
    room.models.journal.fresh("sei\nsei gut be kind and")
    assert "be" not in looked(place, room)
    room.models.settings.change(spelling="de_DE")
    assert looked(place, room) == ["be", "kind", "and"]


def test_a_search_and_spelling_are_marked_together(place: JournalPlace, room: Furnished) -> None:
    room.models.journal.fresh("a\nbe kidn and calm")
    looked(place, room)
    place.editor.paper.mark("calm")
    words = [each.cursor.selectedText() for each in place.editor.paper.extraSelections()]
    assert words == ["kidn", "calm"]


# case JR18
def test_only_the_lines_that_are_seen_are_looked_at(place: JournalPlace, room: Furnished) -> None:
    room.models.journal.fresh("be kidn\n" * 20_000)
    assert 5 < len(looked(place, room)) < 60


def test_settings_offer_what_the_system_has(room: Furnished, qtbot: QtBot) -> None:
    section = WritingSection(room.models.settings, room.models.spelling)
    room.show(section)
    room.settle()
    section.language.chosen.emit("de_DE")
    assert room.models.settings.current.spelling == "de_DE"
    assert section.language.value == "de_DE"

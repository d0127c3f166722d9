"""The paper: what is written stays as it is written, to the character."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from selfcompassion_desktop.ui.places.journal_paper import Paper
from selfcompassion_desktop.ui.theme import Theme


@pytest.fixture
def paper(qtbot: QtBot, theme: Theme) -> Paper:
    made = Paper("The page you are writing")
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    return made


@pytest.mark.parametrize(
    "text",
    [
        "trailing spaces   \n\n\n\t# not a heading\n+ 1.\n---\nkey: value\n**\\ #tag",  # case JR24
        "👩‍👩‍👧 calm 🏳️‍🌈 😉",  # case JR19
        "no-break\u00a0space, thin\u202fspace, line\u2028separator",
        "before\0after\x1b[31m\x07",  # case JR23
        "𐎀𐎐𐎚 among Latin text",  # case JR33
        "bệnh fore\u0302t",
        "היום היה קשה",
        "",
    ],
)
def test_what_is_laid_on_the_paper_is_read_back_unchanged(paper: Paper, text: str) -> None:
    paper.lay(text)

    assert paper.text() == text.replace("\0", "")


# case JR20
def test_half_a_pair_never_leaves_the_paper(paper: Paper, qtbot: QtBot) -> None:
    paper.lay("a\ud83d b")
    assert paper.text() == "a\ufffd b"

    paper.lay("a😀b")
    cursor = paper.textCursor()
    cursor.setPosition(2)  # inside the pair
    cursor.insertText("x")
    paper.text().encode("utf-8")
    assert sorted(paper.text().replace("\ufffd", "")) == ["a", "b", "x"]


# case JR21, JR33
@pytest.mark.parametrize("before", ["👩‍👩‍👧 ", "𐎀𐎐𐎚 ", "plain "])
def test_marks_are_on_the_words_and_change_nothing(paper: Paper, before: str) -> None:
    text = before + "calm calm"
    paper.lay(text)
    paper.mark("calm")

    marked = [selection.cursor.selectedText() for selection in paper.extraSelections()]
    assert marked == ["calm", "calm"]
    assert paper.text() == text


def test_a_word_is_marked_as_the_search_finds_it(paper: Paper) -> None:
    paper.lay("La forêt, don’t. Don't forest. Deforestation.")
    paper.mark("foret")
    assert [hit.cursor.selectedText() for hit in paper.extraSelections()] == ["forêt"]
    paper.mark("don't")
    assert [hit.cursor.selectedText() for hit in paper.extraSelections()] == ["don’t", "Don't"]


# case JR21
def test_one_goes_from_marked_place_to_marked_place_round_and_round(paper: Paper) -> None:
    paper.lay("👩‍👩‍👧 calm, 𐎀 calm\nno\ncalm")
    paper.mark("calm")
    seen = [(paper.select_mark(1), paper.textCursor().selectedText()) for _ in range(4)]
    assert seen == [(1, "calm"), (2, "calm"), (3, "calm"), (1, "calm")]
    assert [paper.select_mark(-1) for _ in range(3)] == [3, 2, 1]
    paper.mark("zebra")
    assert paper.select_mark(1) == 0


# case JR28
@pytest.mark.parametrize("query", ['"', "*", "NEAR(", "%", "_", "/", "", " ", "title:x", "[", "\\", "AND", "🌧"])
def test_whatever_is_searched_for_can_be_marked(paper: Paper, query: str) -> None:
    paper.lay("plain and calm 🌧")
    paper.mark(query)
    assert [hit.cursor.selectedText().lower() for hit in paper.extraSelections()] == (
        ["and"] if query == "AND" else [query] if query == "🌧" else []
    )


# case JR33
def test_the_caret_walks_by_whole_characters(paper: Paper, qtbot: QtBot) -> None:
    paper.lay("𐎀𐎐")
    paper.moveCursor(QTextCursor.MoveOperation.Start)
    qtbot.keyClick(paper, Qt.Key.Key_Right)
    qtbot.keyClicks(paper, "x")

    assert paper.text() == "𐎀x𐎐"


def test_the_first_line_of_a_page_that_is_opened_is_a_title_as_a_whole(paper: Paper, qtbot: QtBot) -> None:
    paper.show()
    qtbot.waitExposed(paper)
    for text in ("", "A title\n\nand more", "Another, longer title\nand more"):
        paper.lay(text)
        QApplication.processEvents()
        first = paper.document().firstBlock()
        (title,) = first.layout().formats()
        assert title.length >= len(first.text())


def test_laying_is_not_writing(paper: Paper, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(paper.touched):
        paper.lay("something")
        paper.mark("some")
    with qtbot.waitSignal(paper.touched):
        qtbot.keyClicks(paper, "x")


def test_the_page_before_cannot_be_brought_back_by_undo(paper: Paper) -> None:
    paper.lay("yesterday's secret")
    paper.lay("today")
    paper.undo()

    assert paper.text() == "today"


def test_typing_can_be_undone(paper: Paper, qtbot: QtBot) -> None:
    paper.lay("calm")
    paper.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(paper, "er")
    assert paper.text() == "calmer"
    paper.undo()
    assert paper.text() == "calm"


def test_paste_is_plain_text(paper: Paper) -> None:
    rich = QMimeData()
    rich.setHtml("<b>bold</b>")
    rich.setText("one\r\ntwo\rthree")
    paper.lay("")
    paper.insertFromMimeData(rich)

    assert paper.text() == "one\ntwo\nthree"
    large, *small = _sizes(paper)
    assert all(large > height for height in small)


# case JR18
def test_a_very_long_paste_comes_in_pieces_and_is_one_step(paper: Paper, qtbot: QtBot) -> None:
    text = "".join(f"line {number} of a long paste 😀\r\n" for number in range(30_000))
    mime = QMimeData()
    mime.setText(text)
    paper.lay("before ")
    paper.moveCursor(QTextCursor.MoveOperation.End)
    paper.insertFromMimeData(mime)
    assert len(paper.text()) < len(text) / 2
    qtbot.keyClicks(paper, "x")
    qtbot.waitUntil(lambda: not paper.isReadOnly())

    assert paper.text() == "before " + text.replace("\r\n", "\n")
    paper.undo()
    assert paper.text() == "before "


def test_a_page_turned_within_a_long_paste_is_only_itself(paper: Paper, qtbot: QtBot) -> None:
    mime = QMimeData()
    mime.setText("a line\n" * 90_000)
    paper.insertFromMimeData(mime)
    paper.lay("another page")
    QGuiApplication.processEvents()
    QGuiApplication.processEvents()
    assert paper.text() == "another page"
    assert not paper.isReadOnly()


def test_copy_is_plain_text(paper: Paper) -> None:
    paper.lay("one\ntwo\u00a0three")
    paper.selectAll()
    copied = paper.createMimeDataFromSelection()

    assert copied.text() == "one\ntwo\u00a0three"
    assert not copied.hasHtml()


def _sizes(paper: Paper) -> list[int]:
    """The height of a line of each paragraph, as it is laid out; only whether they are equal matters."""
    QGuiApplication.processEvents()
    heights = []
    block = paper.document().begin()
    while block.isValid():
        heights.append(round(block.layout().lineAt(0).height()))
        block = block.next()
    return heights


def test_only_the_first_line_is_large(paper: Paper, qtbot: QtBot) -> None:
    paper.lay("")
    qtbot.keyClicks(paper, "Title")
    qtbot.keyClick(paper, Qt.Key.Key_Return)
    qtbot.keyClicks(paper, "body")
    assert paper.text() == "Title\nbody"
    large, small = _sizes(paper)
    assert large > small

    paper.moveCursor(QTextCursor.MoveOperation.Start)
    qtbot.keyClick(paper, Qt.Key.Key_Return)
    assert _sizes(paper)[1:] == [small, small], "the old title became an ordinary line"

    paper.moveCursor(QTextCursor.MoveOperation.Start)
    qtbot.keyClick(paper, Qt.Key.Key_Delete)
    assert _sizes(paper) == [large, small]


def test_the_caret_of_an_empty_paper_is_as_high_as_the_title(paper: Paper, qtbot: QtBot) -> None:
    paper.lay("")
    empty = paper.cursorRect().height()
    qtbot.keyClicks(paper, "T")

    assert paper.cursorRect().height() == empty


def test_shift_enter_is_a_line_like_any_other(paper: Paper, qtbot: QtBot) -> None:
    paper.lay("a")
    paper.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClick(paper, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(paper, "b")

    assert paper.text() == "a\nb"


def test_tab_leaves_the_paper(qtbot: QtBot, theme: Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    paper = Paper("The page you are writing")
    row.addWidget(paper)
    row.addWidget(QPushButton("next"))
    window.show()
    paper.lay("a")
    qtbot.keyClick(paper, Qt.Key.Key_Tab)

    assert paper.text() == "a"


def test_the_column_keeps_its_measure(paper: Paper) -> None:
    paper.resize(1200, 500)
    QGuiApplication.processEvents()
    paper.lay("word " * 200)
    first_line = paper.document().firstBlock().layout().lineAt(0)

    assert paper.viewport().width() <= 690
    assert first_line.width() <= paper.viewport().width()


def test_a_right_to_left_page_begins_at_the_right(paper: Paper, qtbot: QtBot) -> None:
    paper.lay("היום היה קשה")
    assert paper.document().defaultTextOption().alignment() == Qt.AlignmentFlag.AlignRight
    paper.lay("Today was hard")
    assert paper.document().defaultTextOption().alignment() == Qt.AlignmentFlag.AlignLeft

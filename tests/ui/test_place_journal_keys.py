"""Markdown on the paper: shown lightly, helped by a few keys, and the text kept as it is."""

from __future__ import annotations

from random import Random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QTextBlock, QTextCharFormat, QTextCursor
from pytestqt.qtbot import QtBot

from selfcompassion_desktop.ui.places.journal_paper import Paper
from selfcompassion_desktop.ui.theme import Theme

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def paper(qtbot: QtBot, theme: Theme) -> Paper:
    made = Paper("The page you are writing")
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    qtbot.waitExposed(made)
    return made


def choose(paper: Paper, start: int, end: int | None = None) -> None:
    cursor = paper.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(start if end is None else end, QTextCursor.MoveMode.KeepAnchor)
    paper.setTextCursor(cursor)


def lay(paper: Paper, text: str) -> None:
    """Text with the caret at `|`, or what is chosen between two of them."""
    first, *rest = text.split("|")
    paper.lay(first + "".join(rest))
    choose(paper, len(first), len(first) + len(rest[0]) if len(rest) > 1 else None)


def seen(paper: Paper) -> str:
    """The text, with `|` where the caret is, or around what is chosen."""
    cursor, text = paper.textCursor(), paper.text()
    for place in sorted({cursor.selectionStart(), cursor.selectionEnd()}, reverse=True):
        text = text[:place] + "|" + text[place:]
    return text


@pytest.mark.parametrize(
    ("before", "key", "after"),
    [
        ("t\nbe |kind| now", Qt.Key.Key_B, "t\nbe **|kind|** now"),
        ("t\nbe **|kind|** now", Qt.Key.Key_B, "t\nbe |kind| now"),
        ("t\nbe |**kind**| now", Qt.Key.Key_B, "t\nbe |kind| now"),
        ("t\nbe ki|nd now", Qt.Key.Key_I, "t\nbe *ki|nd* now"),
        ("t\nbe *ki|nd* now", Qt.Key.Key_I, "t\nbe ki|nd now"),
        ("t\nbe **kind|** now", Qt.Key.Key_B, "t\nbe **kind**| now"),
        ("t\n|", Qt.Key.Key_B, "t\n**|**"),
        ("t\n**|**", Qt.Key.Key_B, "t\n|"),
        ("t\n|- one\n- two| ", Qt.Key.Key_B, "t\n- **|one**\n- **two|** "),
        ("t\n- **|one**\n- **two|**", Qt.Key.Key_B, "t\n- |one\n- two|"),
    ],
)
def test_bold_and_italic(paper: Paper, qtbot: QtBot, before: str, key: Qt.Key, after: str) -> None:
    lay(paper, before)
    qtbot.keyClick(paper, key, CTRL)
    assert seen(paper) == after

    paper.undo()
    assert paper.text() == before.replace("|", ""), "one step undoes it"


# case JR21, JR33
@pytest.mark.parametrize("start", ["👩‍👩‍👧 ", "𐎀𐎐𐎚 ", "日記", "היום "])
def test_bold_is_where_it_was_chosen_behind_any_script(paper: Paper, qtbot: QtBot, start: str) -> None:
    paper.lay(start + "calm 😉 calm")
    at = len((start + "calm 😉 ").encode("utf-16-le")) // 2
    choose(paper, at, at + 4)
    qtbot.keyClick(paper, Qt.Key.Key_B, CTRL)

    assert paper.text() == start + "calm 😉 **calm**"
    assert paper.textCursor().selectedText() == "calm"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("t\n- one|", "t\n- one\n- |"),
        ("t\n  9. one| two", "t\n  9. one\n  10. | two"),
        ("t\n* [x] done|", "t\n* [x] done\n* [ ] |"),
        ("t\n- one\n- |", "t\n- one\n|"),
        ("t\n- one\n  - |", "t\n- one\n- |"),
        ("t\n|- one", "t\n\n|- one"),
        ("t\nplain|", "t\nplain\n|"),
        ("t\n---|", "t\n---\n|"),
    ],
)
def test_enter_goes_on_with_a_list_and_ends_it(paper: Paper, qtbot: QtBot, before: str, after: str) -> None:
    lay(paper, before)
    qtbot.keyClick(paper, Qt.Key.Key_Return)
    assert seen(paper) == after

    paper.undo()
    assert paper.text() == before.replace("|", "")


def test_shift_enter_within_a_list_is_a_line_without_a_mark(paper: Paper, qtbot: QtBot) -> None:
    lay(paper, "t\n- one|")
    qtbot.keyClick(paper, Qt.Key.Key_Return, SHIFT)
    assert seen(paper) == "t\n- one\n|"


def test_tab_moves_items_in_and_out(paper: Paper, qtbot: QtBot) -> None:
    lay(paper, "t\n- |one\n1. two|\nplain")
    qtbot.keyClick(paper, Qt.Key.Key_Tab)
    assert paper.text() == "t\n  - one\n   1. two\nplain"
    paper.undo()
    assert paper.text() == "t\n- one\n1. two\nplain"

    paper.redo()
    choose(paper, 5)
    qtbot.keyClick(paper, Qt.Key.Key_Tab, SHIFT)
    assert paper.text() == "t\n- one\n   1. two\nplain"


def test_tab_goes_no_deeper_than_can_be_read(paper: Paper, qtbot: QtBot) -> None:
    lay(paper, "t\n- |one")
    for _ in range(20):
        qtbot.keyClick(paper, Qt.Key.Key_Tab)
    assert paper.text() == "t\n" + " " * 12 + "- one"


# ---------------------------------------------------------------------- how it looks


def block(paper: Paper, number: int) -> QTextBlock:
    QGuiApplication.processEvents()
    return paper.document().findBlockByNumber(number)


def looks(paper: Paper, number: int, word: str) -> dict[str, object]:
    """How a word of a line is shown."""
    line = block(paper, number)
    at = len(line.text()[: line.text().index(word)].encode("utf-16-le")) // 2
    found: dict[str, object] = {}
    for each in line.layout().formats():
        if each.start <= at < each.start + each.length:
            form = each.format
            found |= {"bold": form.fontWeight() >= 600} if form.hasProperty(form.Property.FontWeight) else {}
            found |= {"italic": True} if form.fontItalic() else {}
            found |= (
                {"colour": form.foreground().color().name()} if form.hasProperty(form.Property.ForegroundBrush) else {}
            )
            if form.hasProperty(form.Property.FontPixelSize):
                found["size"] = form.property(int(form.Property.FontPixelSize.value))
    return found


def test_what_is_typed_is_shown_as_what_it_means(paper: Paper, qtbot: QtBot) -> None:
    paper.lay("Title\n")
    paper.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(paper, "a **kind** and *soft* word")
    assert looks(paper, 1, "kind") == {"bold": True}
    assert looks(paper, 1, "soft") == {"italic": True}
    assert looks(paper, 1, "word") == {}
    assert set(looks(paper, 1, "**")) == {"colour"}

    paper.moveCursor(QTextCursor.MoveOperation.StartOfBlock)
    qtbot.keyClicks(paper, "# ")
    assert looks(paper, 1, "word")["size"] == 26
    paper.undo()
    assert "size" not in looks(paper, 1, "word")
    assert paper.text() == "Title\na **kind** and *soft* word"


# case JR21
def test_bold_is_shown_on_its_own_word_behind_an_emoji(paper: Paper) -> None:
    paper.lay("t\n👩‍👩‍👧 𐎀 **calm** calm")
    assert looks(paper, 1, "calm**") == {"bold": True}
    assert looks(paper, 1, " calm") == {}


def test_a_wrapped_item_hangs_where_its_words_begin(paper: Paper, qtbot: QtBot) -> None:
    paper.lay("t\n- " + "word " * 60)
    lines = block(paper, 1).layout()
    assert lines.lineCount() > 2
    x = lines.lineAt(0).cursorToX(2)[0]  # type: ignore[index]
    assert [round(lines.lineAt(n).x()) for n in (0, 1, 2)] == [round(lines.lineAt(0).x()), round(x), round(x)]
    assert block(paper, 1).lineCount() == lines.lineCount()

    paper.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(paper, "more")
    assert round(block(paper, 1).layout().lineAt(1).x()) == round(x), "also after a key"


def test_an_item_read_from_the_right_hangs_at_the_right(paper: Paper) -> None:
    paper.lay("היום\n- " + "היום היה קשה " * 30)
    lines = block(paper, 1).layout()
    first, second = lines.lineAt(0), lines.lineAt(1)
    assert second.x() == first.x()
    assert second.width() < first.width()


def test_fenced_code_is_shown_and_ends(paper: Paper, qtbot: QtBot) -> None:
    paper.lay("t\n```\n**x** code\n```\n**y** out")
    assert "bold" not in looks(paper, 2, "x")
    assert looks(paper, 4, "y") == {"bold": True}
    choose(paper, 2, 5)
    qtbot.keyClick(paper, Qt.Key.Key_Delete)
    assert looks(paper, 2, "x") == {"bold": True}


def test_dark_and_light_are_followed(paper: Paper, theme: Theme) -> None:
    paper.lay("t\n**kind**")
    light = looks(paper, 1, "**")["colour"]
    theme.apply("dark")
    assert looks(paper, 1, "**")["colour"] != light


def test_an_input_method_keeps_the_dress_of_its_line(paper: Paper) -> None:
    paper.lay("t\n# にほん **go**")
    choose(paper, 4)
    underlined = QTextCharFormat()
    underlined.setFontUnderline(True)
    for words in ("に", "にち", "にちき"):
        shown = QInputMethodEvent.Attribute(QInputMethodEvent.AttributeType.TextFormat, 0, len(words), underlined)
        QGuiApplication.sendEvent(paper, QInputMethodEvent(words, [shown]))
    formats = block(paper, 1).layout().formats()
    assert [(each.start, each.length) for each in formats if each.format.fontUnderline()] == [(2, 3)]
    assert any(each.start == 0 and each.length >= 14 for each in formats), "still a heading"
    assert len(formats) <= 6, "and not dressed once more with each letter"
    event = QInputMethodEvent("", [])
    event.setCommitString("日")
    QGuiApplication.sendEvent(paper, event)
    assert paper.text() == "t\n# 日にほん **go**"
    assert looks(paper, 1, "go")["bold"]


# case JR24
def test_every_line_stays_to_the_character(paper: Paper) -> None:
    text = "# T\n\n- a  \n\t* b\t\n> q\n```\n  x\n```\n\\*\n![r](picture:1)\n   \n1) c\n"
    paper.lay(text)
    QGuiApplication.processEvents()
    assert paper.text() == text


# case JR18
def test_only_the_lines_that_are_seen_are_dressed(paper: Paper) -> None:
    paper.lay("- A **bold** word and some more\n" * 20_000)
    QGuiApplication.processEvents()
    blocks = (paper.document().findBlockByNumber(n) for n in range(20_000))
    assert sum(bool(each.layout().formats()) for each in blocks) < 100
    paper.moveCursor(QTextCursor.MoveOperation.End)
    assert looks(paper, 19_999, "bold")["bold"]


def test_what_is_undone_and_done_again_is_dressed_as_it_stands(paper: Paper) -> None:
    paper.lay("t\nhello")
    choose(paper, 2)
    for mark in ("# ", "- "):
        paper.insertPlainText(mark)
    for act in (paper.undo, paper.redo, paper.undo, paper.redo):
        act()
        assert dressed(paper) == dressed(fresh(paper)), "a block's revision does not tell"


def fresh(paper: Paper) -> Paper:
    """Another sheet of the same size with the same text."""
    made = Paper("another")
    made.resize(paper.size())
    made.show()
    made.lay(paper.text())
    QGuiApplication.processEvents()
    return made


def dressed(paper: Paper) -> list[object]:
    """How each line is shown, and how high it is."""
    found: list[object] = []
    line = paper.document().begin()
    while line.isValid():
        height = round(paper.blockBoundingRect(line).height())
        found.append((line.text(), height, [(each.start, each.length) for each in line.layout().formats()]))
        line = line.next()
    return found


PIECES = ["- ", "# ", "**b** ", "```\n"]
PIECES += ["word ", "\n", "👩‍👩‍👧", "𐎀", "היום ", "> ", "1. ", "~~~\n", "*", "`", "[a](b)"]
MOVES = QTextCursor.MoveOperation
KEYS = [Qt.Key.Key_Return, Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Tab, Qt.Key.Key_Backtab]


@pytest.mark.parametrize("seed", range(4))
def test_however_a_page_came_about_it_looks_as_if_it_were_laid(paper: Paper, qtbot: QtBot, seed: int) -> None:
    chance = Random(seed)
    paper.lay("Title\n- one\n- two\n> q\n")
    for turn in range(120):
        cursor = paper.textCursor()
        cursor.setPosition(chance.randrange(paper.document().characterCount()))
        cursor.movePosition(chance.choice([MOVES.EndOfBlock, MOVES.StartOfBlock]))
        if chance.random() < 0.3:
            cursor.movePosition(MOVES.NextBlock, QTextCursor.MoveMode.KeepAnchor)
        paper.setTextCursor(cursor)
        match chance.randrange(5):
            case 0 | 1:
                paper.insertPlainText(chance.choice(PIECES))
            case 2:
                qtbot.keyClick(paper, chance.choice(KEYS))
            case 3:
                qtbot.keyClick(paper, chance.choice([Qt.Key.Key_B, Qt.Key.Key_I]), CTRL)
            case _:
                chance.choice([paper.undo, paper.undo, paper.redo])()
        if turn % 20 == 19:
            QGuiApplication.processEvents()
            assert dressed(paper) == dressed(fresh(paper))

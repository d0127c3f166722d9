"""What keys do on the paper beyond writing a letter; each is undone in one step."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextBlock, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from ...core.markdown import is_set, item_of, next_item, setting, step_of, trimmed, word_at
from ...core.utf16 import Units

BOLD, ITALIC = "**", "*"
DEEPEST = 12
"""The most spaces that a key sets before an item."""
TOO_LONG = 20_000
"""In a line longer than this, in UTF-16 units, nothing is set bold or italic."""


def press(paper: QPlainTextEdit, event: QKeyEvent) -> bool:
    """Do what a key means on the paper; False where it means nothing here."""
    if paper.isReadOnly():
        return False
    key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.matches(QKeySequence.StandardKey.Bold):
        return set_mark(paper, BOLD)
    if event.matches(QKeySequence.StandardKey.Italic):
        return set_mark(paper, ITALIC)
    if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and held == Qt.KeyboardModifier.NoModifier:
        return _go_on(paper)
    if key == Qt.Key.Key_Tab and held == Qt.KeyboardModifier.NoModifier:
        return _indent(paper.textCursor(), deeper=True)
    if key == Qt.Key.Key_Backtab or (key == Qt.Key.Key_Tab and held == Qt.KeyboardModifier.ShiftModifier):
        return _indent(paper.textCursor(), deeper=False)
    return False


# ---------------------------------------------------------------------- bold and italic


class _Part(NamedTuple):
    """What is chosen of one line, in code points."""

    block: QTextBlock
    text: str
    start: int
    end: int

    def at(self, place: int) -> int:
        """A place of the line as it was, in the document."""
        return self.block.position() + Units(self.text).units(place)


def set_mark(paper: QPlainTextEdit, mark: str) -> bool:
    """Set what is chosen, or the word at the caret, bold or italic; or take that away where all of it is so."""
    cursor = paper.textCursor()
    parts = [part for part in _parts(cursor) if part.text[part.start : part.end].strip() or not cursor.hasSelection()]
    if not parts or any(part.block.length() > TOO_LONG for part in parts):
        return True
    if cursor.hasSelection():
        _set_chosen(cursor, parts, mark)
    else:
        _set_at_caret(cursor, parts[0], mark)
    paper.setTextCursor(cursor)
    return True


def _set_chosen(cursor: QTextCursor, parts: list[_Part], mark: str) -> None:
    on = not all(is_set(part.text, part.start, part.end, mark) for part in parts)
    moved = len(mark) if on else -len(mark)
    changed = [part for part in parts if is_set(part.text, part.start, part.end, mark) != on]
    with _one_step(cursor):
        for part in reversed(changed):
            _apply(cursor, part, mark, on=on)
    first, last = parts[0], parts[-1]
    start, _ = trimmed(first.text, first.start, first.end)
    _, end = trimmed(last.text, last.start, last.end)
    cursor.setPosition(first.at(start) + (moved if first in changed else 0))
    cursor.setPosition(last.at(end) + (moved if last in changed else 0), QTextCursor.MoveMode.KeepAnchor)


def _set_at_caret(cursor: QTextCursor, part: _Part, mark: str) -> None:
    place = part.start
    start, end = word_at(part.text, place)
    word = _Part(part.block, part.text, start, end)
    on = not is_set(part.text, start, end, mark)
    if not on and place == end > start:  # at the end of what is set: go on writing behind it
        cursor.setPosition(part.at(place + len(mark)))
        return
    with _one_step(cursor):
        _apply(cursor, word, mark, on=on)
    cursor.setPosition(part.at(place) + (len(mark) if on else -len(mark)))


def _parts(cursor: QTextCursor) -> Iterator[_Part]:
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    for block in _blocks(cursor):
        text = block.text()
        units, base = Units(text), block.position()
        last = min(max(end - base, 0), block.length() - 1)
        yield _Part(block, text, units.points(max(start - base, 0)), units.points(last))


def _apply(cursor: QTextCursor, part: _Part, mark: str, *, on: bool) -> None:
    for edit in setting(part.text, part.start, part.end, mark, on=on):
        _replace(cursor, part.at(edit.start), part.at(edit.end), edit.text)


# ---------------------------------------------------------------------- lists


def _go_on(paper: QPlainTextEdit) -> bool:
    """A new line within a list is its next item; a new line in an item that is still empty ends the list."""
    cursor = paper.textCursor()
    block = cursor.block()
    item = item_of(block.text()[:TOO_LONG])
    if item is None or cursor.hasSelection() or cursor.positionInBlock() < item.hang:
        return False
    if not item.text.strip() and block.length() <= TOO_LONG:
        if item.indent:
            return _indent(cursor, deeper=False)
        with _one_step(cursor):
            _replace(cursor, block.position(), block.position() + block.length() - 1, "")
        return True
    with _one_step(cursor):
        cursor.insertBlock()
        cursor.insertText(next_item(item))
    paper.setTextCursor(cursor)
    paper.ensureCursorVisible()
    return True


def _indent(cursor: QTextCursor, *, deeper: bool) -> bool:
    """Move the chosen items a step in or out; False where no list is chosen, so that the key does what it did."""
    items = [(block, item) for block in _blocks(cursor) if (item := item_of(block.text()[:TOO_LONG])) is not None]
    if not items:
        return False
    with _one_step(cursor):
        for block, item in items:
            start, held = block.position(), len(item.indent)
            step = step_of(item)
            if deeper and held + step <= DEEPEST:
                _replace(cursor, start, start, " " * step)
            elif not deeper:
                _replace(cursor, start, start + min(1 if item.indent[:1] == "\t" else step, held), "")
    return True


# ---------------------------------------------------------------------- the hand


def _blocks(cursor: QTextCursor) -> Iterator[QTextBlock]:
    """The lines that are chosen, from the first; the line of the caret where none is."""
    document = cursor.document()
    block, last = document.findBlock(cursor.selectionStart()), document.findBlock(cursor.selectionEnd())
    while block.isValid() and block.blockNumber() <= last.blockNumber():
        yield block
        block = block.next()


def _replace(cursor: QTextCursor, start: int, end: int, text: str) -> None:
    """Change a piece of the document without moving the caret more than the change itself does."""
    hand = QTextCursor(cursor.document())
    hand.setPosition(start)
    hand.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    hand.insertText(text)


@contextmanager
def _one_step(cursor: QTextCursor) -> Iterator[None]:
    cursor.beginEditBlock()
    try:
        yield
    finally:
        cursor.endEditBlock()

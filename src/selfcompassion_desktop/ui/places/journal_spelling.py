"""Spelling on the paper: a quiet line of dots under a word, and what it may have been in the menu there."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtGui import QAction, QContextMenuEvent, QTextBlock, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QMenu, QTextEdit

from ...core.markdown import LONGEST
from ...core.spelling import Word, words_of
from ...core.utf16 import Units
from ...models.spelling import SpellingModel
from ..look import look
from ..widgets.paint import mix
from .journal_paper import Paper, selection

PAUSE = 350
"""Milliseconds without a key until words are looked at."""


class _Place(NamedTuple):
    """A word on the paper, in the document's UTF-16 units."""

    start: int
    end: int
    text: str


class PaperSpelling(QObject):
    """Looks at the words that are seen, a moment after the last key; the word that is being written is left alone."""

    def __init__(self, paper: Paper, spelling: SpellingModel) -> None:
        super().__init__(paper)
        self._paper = paper
        self._spelling = spelling
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self.look)
        self._marked: list[_Place] = []
        self._menu: QMenu | None = None
        paper.document().contentsChanged.connect(self._timer.start)
        paper.cursorPositionChanged.connect(self._timer.start)
        paper.verticalScrollBar().valueChanged.connect(self._timer.start)
        paper.resized.connect(self._timer.start)
        for widget in (paper, paper.viewport()):
            widget.installEventFilter(self)
        spelling.changed.connect(self.look)

    # ------------------------------------------------------------------ looking

    @Slot()
    def look(self) -> None:
        """Look at the words that are seen now."""
        if not self._spelling.is_on or not self._paper.isVisible():
            self._show([])
            return
        places = self._seen()
        revision = self._paper.document().revision()
        self._spelling.check(
            {place.text for place in places}, lambda unknown: self._on_checked(revision, places, unknown)
        )

    def _on_checked(self, revision: int, places: list[_Place], unknown: set[str]) -> None:
        if revision == self._paper.document().revision():  # else it is looked at again in a moment
            self._show([place for place in places if place.text in unknown])

    def _seen(self) -> list[_Place]:
        block, bottom = self._paper.seen_blocks()
        found: list[_Place] = []
        caret = self._paper.textCursor().position() if self._paper.hasFocus() else -1
        while block.isValid() and block.blockNumber() <= bottom:
            found += [place for place in self._places(block) if place.end != caret]
            block = block.next()
        return found

    def _places(self, block: QTextBlock) -> list[_Place]:
        if block.length() > LONGEST:
            return []
        text = block.text()
        units, base = Units(text), block.position()
        words: list[Word] = words_of(text, code=self._paper.in_code(block))
        return [_Place(base + units.units(word.start), base + units.units(word.end), word.text) for word in words]

    def _show(self, places: list[_Place]) -> None:
        self._marked = places
        form = QTextCharFormat()
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        form.setUnderlineColor(mix(look().palette.quiet, look().palette.paper, 0.15))
        self._paper.underline([self._selection(place, form) for place in places])

    def _selection(self, place: _Place, form: QTextCharFormat) -> QTextEdit.ExtraSelection:
        return selection(self._cursor(place), form)

    def _cursor(self, place: _Place) -> QTextCursor:
        cursor = QTextCursor(self._paper.document())
        cursor.setPosition(place.start)
        cursor.setPosition(place.end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    # ------------------------------------------------------------------ the menu

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The menu is this one's to show."""
        if isinstance(event, QContextMenuEvent) and not self._paper.isReadOnly():
            self._show_menu(event)
            return True
        return False

    def _show_menu(self, event: QContextMenuEvent) -> None:
        """The paper's own menu, and above it what is known of the word that it was asked for on."""
        menu = self._paper.createStandardContextMenu(event.pos())
        cursor = self._paper.cursorForPosition(event.pos())
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            cursor = self._paper.textCursor()
        at = cursor.position()
        place = next((each for each in self._places(cursor.block()) if each.start <= at <= each.end), None)
        if place is not None and self._spelling.is_on:
            first = menu.actions()[0]
            self._spelling.suggest(place.text, lambda words, told: self._offer(menu, first, place, words, told))
        self._menu = menu
        menu.aboutToHide.connect(self._on_hidden)
        menu.popup(event.globalPos())

    @Slot()
    def _on_hidden(self) -> None:
        if self._menu is not None:
            self._menu.deleteLater()  # not at once: what was chosen in it is told after this
            self._menu = None

    def _offer(self, menu: QMenu, before: QAction, place: _Place, words: list[str], told: bool) -> None:
        if menu is not self._menu:
            return  # closed before the dictionary answered
        marked = any(place.text == each.text for each in self._marked)
        if not marked and not told:
            return
        for word in words if marked else ():
            self._put(menu, before, word).triggered.connect(lambda _=False, word=word: self._replace(place, word))
        if told:
            forget = self._put(menu, before, self.tr("No longer know “{word}”").format(word=place.text))
            forget.triggered.connect(lambda: self._spelling.forget(place.text))
        else:
            know = self._put(menu, before, self.tr("Know “{word}”").format(word=place.text))
            know.triggered.connect(lambda: self._spelling.know(place.text))
        menu.insertSeparator(before)

    def _put(self, menu: QMenu, before: QAction, words: str) -> QAction:
        action = QAction(words.replace("&", "&&"), menu)
        menu.insertAction(before, action)
        return action

    def _replace(self, place: _Place, word: str) -> None:
        cursor = self._cursor(place)
        if cursor.selectedText() == place.text:  # else the text has changed under the menu
            cursor.insertText(word)

"""The paper one writes on: plain text in the serif, its first line large, nothing else."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit, QWidget

from ...core.journal import clean
from ...core.pictures import Named, named_in
from ...core.search import Excerpts
from ..look import look, serif
from ..tokens import LEAD, TITLE
from ..widgets.paint import mix, right_to_left
from .journal_album import Album
from .journal_keys import press
from .journal_rows import units
from .journal_sheet import Sheet, title_size

MEASURE = 680
"""The widest a line of the journal grows, px at 100 %."""
PIECE = 200_000
"""About how much of a long text is put on the paper at once, in code points."""
MOST_MARKS = 200
EDGE = 2
"""Room for the caret at either end of a line, px."""
_CTRL = Qt.KeyboardModifier.ControlModifier
PARAGRAPH, LINE = "\u2029", "\n"


class Paper(QPlainTextEdit):
    """A sheet of paper.

    The lines of the serif are 1.48 times their size high by the face's own measure, so no line height is set;
    and only the lines that are seen are laid out, so that a very long text stays light.

    Args:
        name: what is written here, for screen readers.
        parent: its parent.
        small: for reading beside another: the first line as large as the others, and no margins.
        album: the pictures that the text names; without one they are words like others.
    """

    looked_at = Signal(object)
    """`Named`: a picture on the page is to be seen large."""
    resized = Signal()
    """Other lines are seen, or the same ones in another look."""
    brought = Signal(object)
    """`QMimeData`: a picture was pasted or dropped; the caret is where it belongs."""

    touched = Signal()
    """The person changed the text; not sent for `lay`."""

    def __init__(
        self, name: str, parent: QWidget | None = None, *, small: bool = False, album: Album | None = None
    ) -> None:
        super().__init__(parent)
        self._album = album
        self._laying = False
        self._small = small
        self._hint = ""
        self._rest: list[str] = []
        self._pressed: Named | None = None
        self._sought = ""
        self._hits: list[QTextCursor] = []
        self._over: list[QTextEdit.ExtraSelection] = []
        self._under: list[QTextEdit.ExtraSelection] = []
        self._sheet: Sheet | None = None
        if not small:
            self._sheet = Sheet(self.document(), self._room if album is not None else None)
            self.document().setDocumentLayout(self._sheet)
        self.setAccessibleName(name)
        self.setProperty("ring", "own")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("QPlainTextEdit{border:0;padding:0;background:transparent}")
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(EDGE)
        self._turned = True
        self._turn(turned=False)
        self.setCursorWidth(2)
        self.document().contentsChange.connect(self._on_change)
        self.textChanged.connect(self._fit_caret)
        if album is not None:
            album.arrived.connect(self._on_arrived)
            self.viewport().setMouseTracking(True)
        self._restyle()

    # ------------------------------------------------------------------ the text

    def text(self) -> str:
        """The text as it stands. `toPlainText` would turn no-break spaces into plain ones."""
        return clean(self.document().toRawText()).replace(PARAGRAPH, LINE)

    def lay(self, text: str) -> None:
        """Put another text on the paper; it cannot be undone into the one before."""
        self._laying = True
        self._use_font(waiting=not text)
        self._under = []
        if self._rest:
            self._rest = []
            self.setReadOnly(False)
        if self._album is not None:
            self._album.forget()
        self.setPlainText(clean(text))
        self._laying = False
        self.document().clearUndoRedoStacks()
        self.mark(self._sought)

    def set_hint(self, hint: str) -> None:
        """What stands on the empty paper."""
        self._hint = hint
        self.viewport().update()

    def mark(self, query: str) -> None:
        """Mark what a search for `query` finds; the text is not touched."""
        self._sought = query
        self._hits = self._found(query) if query.strip() else []
        form = QTextCharFormat()
        form.setBackground(self.mark_colour())
        self._over = [selection(hit, form) for hit in self._hits]
        self.setExtraSelections(self._under + self._over)

    def underline(self, words: list[QTextEdit.ExtraSelection]) -> None:
        """Show words that spelling does not know; the text is not touched."""
        if words or self._under:
            self._under = words
            self.setExtraSelections(self._under + self._over)

    def seen_blocks(self) -> tuple[QTextBlock, int]:
        """The first line that is seen, and the number of the last."""
        last = self.cursorForPosition(self.viewport().rect().bottomLeft()).blockNumber()
        return self.firstVisibleBlock(), last

    def in_code(self, block: QTextBlock) -> bool:
        """Whether a line stands in fenced code."""
        return self._sheet is not None and self._sheet.in_code(block.blockNumber())

    @property
    def marks(self) -> int:
        """How many places are marked."""
        return len(self._hits)

    def mark_colour(self) -> QColor:
        """The ground of a marked word."""
        return mix(look().palette.sage_soft, look().palette.sage, 0.25)

    def show_first_mark(self) -> None:
        """Bring the first marked word into sight, without moving the caret."""
        if self._hits:
            here = self.textCursor()
            self.setTextCursor(self._hits[0])
            self.centerCursor()
            bar = self.verticalScrollBar()
            at = bar.value()
            self.setTextCursor(here)
            bar.setValue(at)

    def select_mark(self, by: int) -> int:
        """Select the next marked place after the caret, or the one before for less than nothing, round and round.

        Returns:
            Which of them that is, from 1; 0 where none is marked.
        """
        if not self._hits:
            return 0
        here = self.textCursor()
        starts = [hit.selectionStart() for hit in self._hits]
        to = bisect_left(starts, here.selectionEnd()) if by > 0 else bisect_left(starts, here.selectionStart()) - 1
        to %= len(starts)
        self.setTextCursor(self._hits[to])
        self.centerCursor()
        return to + 1

    def _found(self, query: str) -> list[QTextCursor]:
        text = self.text()
        found = []
        for start, length in units(text, tuple(Excerpts(query).all_in(text, MOST_MARKS))):
            at = QTextCursor(self.document())
            at.setPosition(start)
            at.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
            found.append(at)
        return found

    @Slot(int, int, int)
    def _on_change(self, position: int, removed: int, added: int) -> None:
        first = self.document().firstBlock()
        if position < first.length():
            self._turn(turned=right_to_left(first.text()))
        if not self._laying and (removed or added):
            self.touched.emit()

    def _turn(self, *, turned: bool) -> None:
        """Begin the lines at the right where the first of them is read from there; Qt has one side for all."""
        if turned != self._turned:
            self._turned = turned
            side = Qt.AlignmentFlag.AlignRight if turned else Qt.AlignmentFlag.AlignLeft
            option = self.document().defaultTextOption()
            option.setAlignment(side)
            option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
            self.document().setDefaultTextOption(option)

    # ------------------------------------------------------------------ writing

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if press(self, event) or self._look(event):
            return
        if event.matches(QKeySequence.StandardKey.InsertLineSeparator) or event.matches(
            QKeySequence.StandardKey.InsertParagraphSeparator
        ):
            self.textCursor().insertBlock()  # a line like any other, where Shift is held as well
            self.ensureCursorVisible()
            return
        super().keyPressEvent(event)

    def _look(self, event: QKeyEvent) -> bool:
        """Ctrl+Enter looks at the picture that the caret's line names."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or self._album is None:
            return False
        named = named_in(self.textCursor().block().text()) if event.modifiers() & _CTRL else []
        if named:
            self.looked_at.emit(named[0])
        return bool(named)

    def _tabbed(self, event: QKeyEvent) -> bool:
        """The Tab key moves a list's items; elsewhere, and with Ctrl held, it leaves the paper."""
        if event.key() not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return False
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return self.focusNextPrevChild(event.key() == Qt.Key.Key_Tab)
        return press(self, event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """What an input method shows goes over the line's own dress, not in its place."""
        composed = self._composing()
        super().inputMethodEvent(event)
        if self._sheet is not None and (composed or self._composing()):
            self._sheet.compose(self.textCursor(), event.attributes() if self._composing() else [])

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text, and pictures where there is an album. Any other file is for whoever lies under the paper."""
        if self._album is not None and brings_picture(source):
            return True
        return super().canInsertFromMimeData(source) and not any(url.isLocalFile() for url in source.urls())

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Whatever is pasted or dropped comes as plain text, or as a picture."""
        if self._album is not None and brings_picture(source):
            self.brought.emit(source)
            return
        self._pour(clean(source.text()))

    def _pour(self, text: str) -> None:
        """Put a text in at the caret: a long one piece after piece, so that nothing stands still, and as one step."""
        first, *rest = pieces_of(text)
        if first:
            self._use_font(waiting=False)
        self.textCursor().insertText(first)
        self.ensureCursorVisible()
        if rest:
            self._rest = rest
            self.setReadOnly(True)  # what is typed meanwhile would come between
            QTimer.singleShot(0, self._pour_on)

    @Slot()
    def _pour_on(self) -> None:
        if self._rest:
            cursor = self.textCursor()
            cursor.joinPreviousEditBlock()
            cursor.insertText(self._rest.pop(0))
            cursor.endEditBlock()
        if self._rest:
            QTimer.singleShot(0, self._pour_on)
        else:
            self.setReadOnly(False)
            self.ensureCursorVisible()

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied or dragged away is plain text, as it was written."""
        made = QMimeData()
        made.setText(clean(self.textCursor().selectedText()).replace(PARAGRAPH, LINE))
        return made

    # ------------------------------------------------------------------ the look

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._tabbed(event):
            return True
        if event.type() == QEvent.Type.StyleChange:
            self._restyle()
        elif event.type() == QEvent.Type.Resize:
            self._fit()  # before Qt lays the text out, which it does once a resize
            self.resized.emit()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._hint and self.document().isEmpty() and not self._composing():
            painter = QPainter(self.viewport())
            painter.setPen(QColor(look().palette.quiet))
            font = serif(title_size(), italic=True)
            painter.setFont(font)
            box = QRectF(self.viewport().rect()).adjusted(1, 0, 0, 0)
            painter.drawText(box, int(Qt.TextFlag.TextWordWrap), self._hint)

        self._paint_pictures()

    # ------------------------------------------------------------------ pictures

    def put_picture(self, words: str) -> None:
        """Put the words that name a picture on a line of their own at the caret."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        if cursor.block().text().strip():
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            cursor.insertBlock()
        cursor.insertText(words)
        cursor.insertBlock()
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def picture_at(self, place: QPoint) -> Named | None:
        """The picture that is shown at a place of the viewport."""
        return next((named for named, box in self._pictures() if box.contains(place)), None)

    def _room(self, block: QTextBlock) -> int:
        return self._album.room(block, self._column()) if self._album is not None else 0

    def _column(self) -> int:
        return self.viewport().width() - 2 * EDGE

    def _pictures(self) -> Iterator[tuple[Named, QRect]]:
        """The pictures that are seen, and where on the viewport."""
        block, offset = self.firstVisibleBlock(), self.contentOffset()
        while self._album is not None and self._sheet is not None and block.isValid():
            box = self.blockBoundingGeometry(block).translated(offset)
            if box.top() > self.viewport().height():
                return
            if self._sheet.pictured(block):
                top = box.top() + block.layout().boundingRect().height()
                for named, within in self._album.under(block, self._column()):
                    yield named, self._placed(within, round(top))
            block = block.next()

    def _placed(self, within: QRect, top: int) -> QRect:
        x = self._column() - within.right() - 1 if self._turned else within.x()
        return QRect(x + EDGE, top + within.y(), within.width(), within.height())

    def _paint_pictures(self) -> None:
        if self._album is not None:
            painter = QPainter(self.viewport())
            for named, box in self._pictures():
                self._album.paint(painter, named, box)

    @Slot()
    def _on_arrived(self) -> None:
        """A picture has its size now: what is below moves."""
        if self._sheet is not None:
            self._sheet.update.emit()
            self._sheet.documentSizeChanged.emit(self._sheet.documentSize())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on a picture is not one into the text."""
        self._pressed = self.picture_at(event.position().toPoint())
        if self._pressed is None:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a picture shows it large."""
        named = self.picture_at(event.position().toPoint())
        if self._pressed is None:
            super().mouseReleaseEvent(event)
        elif named == self._pressed and event.button() == Qt.MouseButton.LeftButton:
            self.looked_at.emit(named)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The pointer tells that a picture can be pressed."""
        super().mouseMoveEvent(event)
        over = not event.buttons() and self.picture_at(event.position().toPoint()) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor)

    def inner_left(self) -> int:
        """Where the column of text begins, px from the widget's own left edge."""
        return self.viewportMargins().left()

    def _composing(self) -> bool:
        return bool(self.textCursor().block().layout().preeditAreaText())

    def _fit(self) -> None:
        side = 0 if self._small else column_margin(self.width()) - EDGE
        if self.viewportMargins().left() != side:
            self.setViewportMargins(side, 0, side, 0)

    @Slot()
    def _fit_caret(self) -> None:
        """On an empty paper the caret is as high as the title that will be written there."""
        self._use_font(waiting=self.document().isEmpty())

    def _use_font(self, *, waiting: bool) -> None:
        """The face of the text; a long text is laid out anew by another one, so it is chosen before one comes."""
        waiting = waiting and self._sheet is not None
        font = serif(title_size() if waiting else LEAD if self._small else TITLE)
        if font != self.document().defaultFont():
            self.document().setDefaultFont(font)

    def _restyle(self) -> None:
        font = serif(LEAD if self._small else TITLE)
        if font != self.font():
            self.setFont(font)
            self._fit_caret()
        if self._sheet is not None:
            self._sheet.restyle()
            self.resized.emit()
        self.mark(self._sought)
        self._fit()


def column_margin(width: int) -> int:
    """The margin at either side of the column one writes in, px, for a pane of `width` px."""
    least = 44 if width >= 640 else 28
    return max(least, (width - look().px(MEASURE)) // 2)


def pieces_of(text: str) -> list[str]:
    """A long text in pieces that end with a line; one line stays whole, however long it is."""
    pieces, start = [], 0
    while len(text) - start > PIECE and (end := text.find(LINE, start + PIECE)) >= 0:
        pieces.append(text[start : end + 1])
        start = end + 1
    return [*pieces, text[start:]]


def brings_picture(source: QMimeData) -> bool:
    """Whether what is pasted or dropped is a picture: a file of one, or one without words beside it."""
    return bool(picture_files(source)) or (source.hasImage() and not source.hasText())


def picture_files(source: QMimeData) -> list[str]:
    """The paths of the picture files that are dropped or pasted."""
    files = [url.toLocalFile() for url in source.urls() if url.isLocalFile()]
    return [file for file in files if file.lower().endswith((".png", ".jpg", ".jpeg", ".gif", ".webp"))]


def selection(at: QTextCursor, form: QTextCharFormat) -> QTextEdit.ExtraSelection:
    """A piece of text shown in another format, the text itself left as it is."""
    made = QTextEdit.ExtraSelection()
    made.cursor = at
    made.format = form
    return made

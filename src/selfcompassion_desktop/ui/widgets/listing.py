"""Rows for a list of entries, painted only where they are seen.

The rows are all equally high, so that a list of a hundred thousand opens as quickly as one of a hundred.
The model gives, for each row, the roles below; `Qt.ItemDataRole.AccessibleTextRole` gives what a screen
reader says.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPen, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ..look import look, sans, serif
from ..tokens import FIELD_RADIUS, LEAD, SMALL
from .paint import ground, lay_out, mix, right_to_left, write

DATE_ROLE = Qt.ItemDataRole.UserRole + 1
"""str: the date as it is to be read, "Mon 23"."""
TITLE_ROLE = Qt.ItemDataRole.UserRole + 2
"""str: the entry's title, or its first words; at most two lines of it are shown."""
SNIPPET_ROLE = Qt.ItemDataRole.UserRole + 3
"""str: one line under the title, where the title needs only one; while searching, where the words are."""
MARKS_ROLE = Qt.ItemDataRole.UserRole + 4
"""list[tuple[int, int]]: what was searched for in the snippet, each a start and a length in characters."""

Index = QModelIndex | QPersistentModelIndex
_PAD_X, _PAD_Y, _BETWEEN = 14, 10, 3
_RIGHT = Qt.TextElideMode.ElideRight


class EntryDelegate(QStyledItemDelegate):
    """Paints date, title and snippet of one entry."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        date = QFontMetrics(sans(SMALL)).height()
        return QSize(120, round(date + 2 * look().px(LEAD) * 1.3 + 2 * _PAD_Y + _BETWEEN + 2))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box = QRectF(option.rect).adjusted(5, 2, -5, -2)
        painter.save()
        self._ground(painter, box, option.state)
        inner = box.adjusted(_PAD_X - 4, _PAD_Y - 2, -_PAD_X + 4, -_PAD_Y + 2)
        self._words(painter, inner, index, option.direction)
        painter.restore()

    def _ground(self, painter: QPainter, box: QRectF, state: QStyle.StateFlag) -> None:
        palette = look().palette
        if state & QStyle.StateFlag.State_Selected:
            ground(painter, box, FIELD_RADIUS, QColor(palette.sage_soft), None)
        elif state & QStyle.StateFlag.State_MouseOver:
            ground(painter, box, FIELD_RADIUS, mix(palette.paper, palette.sage_soft, 0.5), None)
        keys = state & QStyle.StateFlag.State_KeyboardFocusChange
        if state & QStyle.StateFlag.State_HasFocus and keys:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(palette.sage), 2))
            painter.drawRoundedRect(box.adjusted(-1, 1, 1, -1), FIELD_RADIUS, FIELD_RADIUS)

    def _words(self, painter: QPainter, box: QRectF, index: Index, direction: Qt.LayoutDirection) -> None:
        palette = look().palette
        small = sans(SMALL)
        step = QFontMetrics(small).height()
        words = str(index.data(TITLE_ROLE) or "")
        turned = direction == Qt.LayoutDirection.RightToLeft or right_to_left(words)
        side = Qt.AlignmentFlag.AlignRight if turned else Qt.AlignmentFlag.AlignLeft
        painter.setPen(QColor(palette.quiet))
        date = QFontMetrics(small).elidedText(str(index.data(DATE_ROLE) or ""), _RIGHT, int(box.width()))
        write(painter, QRectF(box.x(), box.y(), box.width(), step), date, small, side=side)
        most = 1 if index.data(MARKS_ROLE) else 2  # what was searched for stands in the snippet, and is to be seen
        title = lay_out(words, serif(LEAD), box.width(), leading=1.3, most=most, align=side)
        painter.setPen(QColor(palette.ink))
        title.draw(painter, QPointF(box.x(), box.y() + step + _BETWEEN))
        if title.lines < 2:
            under = QPointF(box.x(), box.y() + step + 2 * _BETWEEN + title.height)
            self._snippet(painter, under, box.width(), index, side)

    def _snippet(self, painter: QPainter, at: QPointF, width: float, index: Index, side: Qt.AlignmentFlag) -> None:
        text = str(index.data(SNIPPET_ROLE) or "").replace("\n", " ")
        marks = [_mark(start, length) for start, length in (index.data(MARKS_ROLE) or ())]
        painter.setPen(QColor(look().palette.quiet))
        lay_out(text, sans(SMALL), width, leading=1.4, most=1, align=side, formats=marks).draw(painter, at)


class EntryList(QListView):
    """The list itself: equal rows, no frame, smooth scrolling.

    Args:
        name: what is listed, for screen readers.
        parent: its parent.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setItemDelegate(EntryDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)


def _mark(start: int, length: int) -> QTextLayout.FormatRange:
    palette = look().palette
    made = QTextLayout.FormatRange()
    made.start, made.length = start, length
    form = QTextCharFormat()
    form.setBackground(QBrush(mix(palette.sage_soft, palette.sage, 0.25)))
    form.setForeground(QBrush(QColor(palette.ink)))
    made.format = form
    return made

"""Fields: one line of text, a search, a choice from a list, a tick, one of a few."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QLineEdit,
    QRadioButton,
    QSizePolicy,
    QSpinBox,
    QTimeEdit,
    QWidget,
)

from ..icons import paint_icon
from ..look import look, mirrored, sans
from ..tokens import FIELD_RADIUS, REACH, TEXT
from .paint import RESTYLED, ground, mix, reading_side, restyle, write
from .roving import enter_clicks

_MARK, _GAP = 20, 10
MARK_DARKER = 0.7
"""How far a tick's outline goes from the hairline towards the text: without it an empty box is hard to see."""


class Field(QLineEdit):
    """One line of text.

    Args:
        name: what is asked, for screen readers.
        parent: its parent.
        hint: what stands there while it is empty.
    """

    def __init__(self, name: str, parent: QWidget | None = None, *, hint: str = "") -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)


class SearchField(Field):
    """A field with the looking glass; Escape empties it. Backspace where nothing is left is for whoever holds it."""

    def __init__(self, name: str = "", parent: QWidget | None = None, *, hint: str = "") -> None:
        super().__init__(name, parent, hint=hint)
        self.setAccessibleName(name or self.tr("Search"))
        self.setPlaceholderText(hint or self.tr("Search"))
        self.setClearButtonEnabled(False)
        self._make_room()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLED:
            self._make_room()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            event.ignore()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = look().px(18)
        x = self.width() - 12 - side if mirrored(self) else 12
        box = QRectF(x, (self.height() - side) / 2, side, side)
        paint_icon(QPainter(self), "search", box, QColor(look().palette.quiet))

    def _make_room(self) -> None:
        room = look().px(18) + 6
        self.setTextMargins(0 if mirrored(self) else room, 0, room if mirrored(self) else 0, 0)


class DropDown(QComboBox):
    """A choice from a list.

    Args:
        name: what is chosen, for screen readers.
        parent: its parent.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def wheelEvent(self, event: QEvent) -> None:
        """Leave the wheel to the page: a choice changed while scrolling goes unseen."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look().palette.quiet), 1.6, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
        x, y = (20.0 if mirrored(self) else self.width() - 20.0), self.height() / 2
        painter.drawPolyline(QPolygonF([QPointF(x - 4, y - 2), QPointF(x, y + 2), QPointF(x + 4, y - 2)]))


def _bare(box: QAbstractSpinBox, name: str) -> None:
    box.setAccessibleName(name)
    box.lineEdit().setAccessibleName(name)
    box.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
    box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    box.lineEdit().setTextMargins(9, 0, 9, 0)


def _bare_size(plain: QSize) -> QSize:
    return QSize(plain.width() + 28, max(REACH, QFontMetrics(sans(TEXT)).height() + 16))


def _paint_bare(box: QAbstractSpinBox) -> None:
    palette = look().palette
    ground(QPainter(box), QRectF(box.rect()), FIELD_RADIUS, QColor(palette.surface), QColor(palette.edge))


class NumberField(QSpinBox):
    """A whole number, typed or stepped with the arrow keys.

    Args:
        name: what is asked, for screen readers.
        parent: its parent.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _bare(self, name)

    def sizeHint(self) -> QSize:
        return _bare_size(super().sizeHint())

    def wheelEvent(self, event: QEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        _paint_bare(self)


class TimeField(QTimeEdit):
    """A time of day, typed or stepped with the arrow keys.

    Args:
        name: what is asked, for screen readers.
        parent: its parent.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _bare(self, name)
        self.setDisplayFormat("HH:mm")

    def sizeHint(self) -> QSize:
        return _bare_size(super().sizeHint())

    def wheelEvent(self, event: QEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        _paint_bare(self)


class DateField(QDateEdit):
    """A day, typed or stepped with the arrow keys.

    Args:
        name: what is asked, for screen readers.
        parent: its parent.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _bare(self, name)
        self.setDisplayFormat("d MMMM yyyy")

    def sizeHint(self) -> QSize:
        return _bare_size(super().sizeHint())

    def wheelEvent(self, event: QEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        _paint_bare(self)


def _marked_size(button: QAbstractButton) -> QSize:
    metrics = QFontMetrics(sans(TEXT))
    width = look().px(_MARK) + _GAP + metrics.horizontalAdvance(button.text()) + 6
    return QSize(width, max(REACH, metrics.height() + 8))


def _paint_marked(button: QAbstractButton, radius: float) -> QRectF:
    """Paint box and words; the box, for what is inside."""
    palette = look().palette
    painter = QPainter(button)
    side, turned = look().px(_MARK), mirrored(button)
    box = QRectF(button.width() - side - 2 if turned else 2, (button.height() - side) / 2, side, side)
    chosen = button.isChecked()
    fill = QColor(palette.sage) if chosen else mix(palette.surface, palette.sage, 0.1 if button.underMouse() else 0)
    ground(painter, box, radius, fill, None if chosen else mix(palette.edge, palette.quiet, MARK_DARKER))
    start = side + _GAP + 2
    words = button.rect().adjusted(0, 0, -start, 0) if turned else button.rect().adjusted(start, 0, 0, 0)
    painter.setPen(QColor(palette.ink if button.isEnabled() else palette.quiet))
    write(painter, words.toRectF(), button.text(), sans(TEXT), side=reading_side(button))
    return box


class Tick(QCheckBox):
    """Yes or no, with its words."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        return _marked_size(self)

    def minimumSizeHint(self) -> QSize:
        return _marked_size(self)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLED:
            restyle(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not enter_clicks(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        box = _paint_marked(self, 6)
        if self.isChecked():
            inset = box.width() * 0.12
            inner = box.adjusted(inset, inset, -inset, -inset)
            paint_icon(QPainter(self), "check", inner, QColor(look().palette.on_sage))


class Radio(QRadioButton):
    """One of a few, each with its words on a line of its own."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        return _marked_size(self)

    def minimumSizeHint(self) -> QSize:
        return _marked_size(self)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLED:
            restyle(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        box = _paint_marked(self, 100)
        if self.isChecked():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look().palette.on_sage))
            painter.drawEllipse(box.center(), box.width() * 0.2, box.width() * 0.2)

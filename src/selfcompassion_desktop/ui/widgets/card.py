"""Surfaces: a card that holds things, and a card that is a choice."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from ..look import look
from ..tokens import CARD_RADIUS, REACH
from .paint import RESTYLED, ground, mix, restyle
from .roving import enter_clicks

PADDING = 24


class Card(QWidget):
    """A rounded surface with a hairline; put things into `body`.

    Args:
        parent: its parent.
        padding: px from the edge to what it holds.
    """

    def __init__(self, parent: QWidget | None = None, *, padding: int = PADDING) -> None:
        super().__init__(parent)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(padding, padding - 4, padding, padding - 2)
        self.body.setSpacing(8)
        _breathe(self)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLED:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = look().palette
        ground(QPainter(self), QRectF(self.rect()), CARD_RADIUS, QColor(palette.surface), QColor(palette.line))


class ChoiceCard(QAbstractButton):
    """A card that is pressed as a whole, by mouse, Space or Enter; put labels into `body`.

    Args:
        name: what it leads to, for screen readers.
        parent: its parent.
        padding: px from the edge to what it holds.
    """

    def __init__(self, name: str, parent: QWidget | None = None, *, padding: int = PADDING) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(padding, padding - 4, padding, padding - 2)
        self.body.setSpacing(6)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        _breathe(self)

    def ring_radius(self) -> float:
        """The corner that the focus ring follows."""
        return CARD_RADIUS

    def sizeHint(self) -> QSize:
        return self.body.totalSizeHint().expandedTo(QSize(REACH, REACH))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLED:
            restyle(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not enter_clicks(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = look().palette
        chosen = self.isChecked()
        lively = 0.08 if self.isDown() else 0.04 if self.underMouse() else 0.0
        fill = mix(palette.sage_soft if chosen else palette.surface, palette.sage, lively)
        line = palette.sage if chosen else palette.edge if self.underMouse() else palette.line
        ground(QPainter(self), QRectF(self.rect()), CARD_RADIUS, fill, QColor(line))


def _breathe(widget: QWidget) -> None:
    """Let the height follow the width, as the text inside does."""
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    widget.setSizePolicy(policy)

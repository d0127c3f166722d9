"""What to mind before a practice: a paragraph beside a bar of clay."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ..look import look, mirrored
from ..tokens import SMALL, TEXT
from .label import Words

_BAR, _GAP = 3, 16


class CautionText(QWidget):
    """A caution in ink, or small and quiet within a card; the bar says that it is one, and screen readers hear
    "Please mind".
    """

    def __init__(self, text: str = "", parent: QWidget | None = None, *, small: bool = False) -> None:
        super().__init__(parent)
        self._words = Words("", self, size=SMALL if small else TEXT, tone="quiet" if small else "ink", measure=640)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addSpacing(_BAR + _GAP)
        row.addWidget(self._words, 1)
        self.set_text(text)

    @property
    def text(self) -> str:
        """What to mind."""
        return self._words.text()

    def set_text(self, text: str) -> None:
        """Say what to mind; hidden where there is nothing."""
        self._words.setText(text)
        self._words.setAccessibleName(self.tr("Please mind: {text}").format(text=text))
        self.setHidden(not text)

    def paintEvent(self, event: QPaintEvent) -> None:
        x = self.width() - _BAR if mirrored(self) else 0
        QPainter(self).fillRect(QRectF(x, 0, _BAR, self.height()), QColor(look().palette.clay))

"""The days one practised, as little circles, with the count in words beside them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from ..look import look, mirrored
from .label import QuietLabel
from .paint import mix

_DOT, _GAP, _APART = 12, 7, 18


def _dot() -> int:
    """A dot's width in px: it grows half as much as the text."""
    return round(_DOT * (1 + look().scale) / 2)


class _Row(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.days: tuple[bool, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        dot = _dot()
        return QSize(len(self.days) * (dot + _GAP) - _GAP if self.days else 0, dot + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = look().palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        dot = _dot()
        for index, practised in enumerate(self.days):
            x = index * (dot + _GAP) + dot / 2
            painter.setBrush(QColor(palette.sage) if practised else mix(palette.sunken, palette.edge, 0.5))
            painter.drawEllipse(QPointF(self.width() - x if mirrored(self) else x, self.height() / 2), dot / 2, dot / 2)


class DaysDots(QWidget):
    """The last days, the oldest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = _Row(self)
        self._words = QuietLabel("", self)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self._row)
        self._layout.addWidget(self._words, 1)
        self._fit()

    @property
    def words(self) -> str:
        """What is said beside the dots, and to screen readers."""
        return self._words.text()

    def set_days(self, days: Sequence[bool], words: str = "") -> None:
        """Show these days.

        Args:
            days: whether each was practised on, the oldest first.
            words: what to say; empty for the count, "5 of the last 14 days".
        """
        self._row.days = tuple(days)
        said = words or self.tr("{count} of the last {all} days").format(count=sum(days), all=len(days))
        self._words.setText(said)
        self.setAccessibleName(said)
        self._row.updateGeometry()
        self._row.update()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Words beside the dots where there is room, else under them."""
        beside = self._row.sizeHint().width() + _APART + self._words.sizeHint().width() <= self.width()
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._layout.setDirection(way)
        self._layout.setSpacing(_APART if beside else 8)

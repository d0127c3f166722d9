"""The steps of something, as small dots: where one is, and how many there are."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ..look import look, mirrored
from .paint import RESTYLED, mix, restyle

_DOT, _HERE, _GAP = 8, 11, 12


class StepDots(QWidget):
    """A dot a step; the one that stands is larger and in sage."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count, self._at = 0, 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_step(self, at: int, count: int) -> None:
        """Stand at step `at` of `count`, from 0."""
        self._at, self._count = at, count
        self.setAccessibleName(self.tr("Step {at} of {count}").format(at=at + 1, count=count))
        self.setToolTip(self.accessibleName())
        restyle(self)

    def sizeHint(self) -> QSize:
        here = look().px(_HERE)
        return QSize(self._count * here + max(0, self._count - 1) * _GAP, here + 2)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLED:
            restyle(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = look().palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        wide = look().px(_HERE)
        for index in range(self._count):
            x = index * (wide + _GAP) + wide / 2
            here = index == self._at
            painter.setBrush(QColor(palette.sage) if here else mix(palette.edge, palette.quiet, 0.35))
            size = look().px(_HERE if here else _DOT) / 2
            painter.drawEllipse(QPointF(self.width() - x if mirrored(self) else x, self.height() / 2), size, size)

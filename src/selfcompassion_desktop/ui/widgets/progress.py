"""Where a practice stands: a thin bar with its sections, which can be pressed and moved by keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QToolTip, QWidget

from ..look import look, mirrored
from ..tokens import REACH

RATE = 48_000
_GAP = 3.0
_THICK = 4.0


class TimelineBar(QAbstractSlider):
    """A bar as long as the practice. Its value is the position in whole seconds, for those who hear it.

    Signals:
        sought: int; the person goes to this position, in samples at 48 kHz.
    """

    sought = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._length = 1
        self._position = 0
        self._sections: list[tuple[str, int, int]] = []
        self.setOrientation(Qt.Orientation.Horizontal)
        # The player's own keys move it; as a stop for Tab it would only be in the way.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Where the practice stands"))
        self.setMouseTracking(True)

    def set_timeline(self, length: int, sections: list[tuple[str, int, int]]) -> None:
        """Show a practice of `length` samples with sections as (title, start, length)."""
        self._length = max(1, length)
        self._sections = sections
        self.setRange(0, length // RATE)
        self.set_position(0)

    def set_position(self, position: int) -> None:
        """Stand at a position in samples."""
        self._position = position
        self.setValue(position // RATE)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, REACH)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        palette = look().palette
        for _, start, length in self._sections or [("", 0, self._length)]:
            self._paint(painter, start, start + length, QColor(palette.line))
            if start < self._position:
                self._paint(painter, start, min(start + length, self._position), QColor(palette.sage))

    def _paint(self, painter: QPainter, start: int, end: int, colour: QColor) -> None:
        left, right = self._x(start), self._x(end)
        if mirrored(self):
            left, right = right, left
        if end < self._length and any(end == s for _, s, _ in self._sections):
            right -= _GAP
        painter.setBrush(colour)
        middle = self.height() / 2
        painter.drawRoundedRect(QRectF(left, middle - _THICK / 2, max(_THICK, right - left), _THICK), 2, 2)

    def _x(self, sample: int) -> float:
        share = sample / self._length
        return self.width() * (1 - share if mirrored(self) else share)

    def _sample(self, x: float) -> int:
        share = min(1.0, max(0.0, x / max(1, self.width())))
        return round(self._length * (1 - share if mirrored(self) else share))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.sought.emit(self._sample(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.sought.emit(self._sample(event.position().x()))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = self._sample(event.pos().x())
            title = next((t for t, start, length in self._sections if start <= at < start + length), "")
            QToolTip.showText(event.globalPos(), title, self)
            return True
        return super().event(event)

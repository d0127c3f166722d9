"""The line being said, large; the one before and the one after, faint."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QEvent, QPointF, QSize, QSizeF, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ..look import look, motion, serif
from ..tokens import CAPTION
from .paint import RESTYLED, Laid, balanced

FADE_MS = 300
_LEADING = 1.4
_FAINT = 0.56
_HANDOVER = 0.42
"""The share of a fade after which the old line is gone and the new one comes: two lines never lie over each other."""
_FULL_WIDTH, _FULL_HEIGHT = 1080.0, 560.0
_LEAST, _MOST = 0.62, 2.6


@dataclass(frozen=True, slots=True)
class _Shown:
    """Three lines laid out for one size."""

    before: Laid
    current: Laid
    after: Laid
    gap: float

    @property
    def width(self) -> float:
        return max(laid.room for laid in (self.before, self.current, self.after))

    @property
    def height(self) -> float:
        return self.before.height + self.current.height + self.after.height + 2 * self.gap


@dataclass(frozen=True, slots=True)
class _Drawn:
    """Three lines as a picture, and where it stands."""

    picture: QPixmap
    at: QPointF


class CaptionView(QLabel):
    """Shows where one is in a practice. Its text, and its accessible name, is the current line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._lines = ("", "", "")
        # Drawn once and kept: the form behind moves, and large letters are dear to draw at every step.
        self._shown: _Drawn | None = None
        self._leaving: _Drawn | None = None
        self._fade = QVariantAnimation(self)
        self._fade.setStartValue(0.0)
        self._fade.setEndValue(1.0)
        self._fade.valueChanged.connect(self.update)
        self._fade.finished.connect(self._arrived)

    def set_lines(self, before: str, current: str, after: str) -> None:
        """Show another line, with its neighbours; "" where there is none."""
        if (before, current, after) == self._lines:
            return
        self._leaving = self._shown if motion(FADE_MS) and self.isVisible() else None
        self._lines = (before, current, after)
        self._shown = None
        self.setText(current)
        self.setAccessibleName(current)
        self._fade.stop()
        if self._leaving is not None:
            self._fade.setDuration(motion(FADE_MS))
            self._fade.start()
        self.update()

    def caption_px(self) -> int:
        """The current line's size in px: it grows with the window."""
        room = min(self.width() / _FULL_WIDTH, self.height() / _FULL_HEIGHT)
        return look().px(CAPTION * min(_MOST, max(_LEAST, room)))

    def sizeHint(self) -> QSize:
        return QSize(640, 320)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 160)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._shown = self._leaving = None

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLED:
            self._shown = self._leaving = None
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        if self._shown is None or self._shown.picture.devicePixelRatio() != ratio:
            self._shown = self._picture(ratio)
        painter = QPainter(self)
        share = 1.0 if self._leaving is None else float(self._fade.currentValue() or 0.0)
        if self._leaving is not None:
            painter.setOpacity(max(0.0, 1.0 - share / _HANDOVER))
            painter.drawPixmap(self._leaving.at, self._leaving.picture)
        painter.setOpacity(share if self._leaving is None else max(0.0, (share - _HANDOVER) / (1.0 - _HANDOVER)))
        painter.drawPixmap(self._shown.at, self._shown.picture)

    def _arrived(self) -> None:
        self._leaving = None
        self.update()

    def _lay(self) -> _Shown:
        """The largest size, from the window's own downwards, at which all three lines find room."""
        size = self.caption_px() / look().scale
        shown = self._lay_at(size)
        while shown.height > self.height() and look().px(size) > look().px(13):
            size *= 0.9
            shown = self._lay_at(size)
        return shown

    def _lay_at(self, size: float) -> _Shown:
        width = min(self.width(), look().px(size) * 22.0)
        small = max(14.0, size * _FAINT)
        before, current, after = self._lines
        return _Shown(
            before=balanced(before, serif(small), width * 0.86, leading=_LEADING),
            current=balanced(current, serif(size), width, leading=_LEADING),
            after=balanced(after, serif(small), width * 0.86, leading=_LEADING),
            gap=look().px(size) * 0.62,
        )

    def _picture(self, ratio: float) -> _Drawn:
        shown = self._lay()
        top = (self.height() - shown.current.height) / 2 - shown.gap - shown.before.height
        fits = min(max(0.0, top), max(0.0, self.height() - shown.height))
        wide = min(float(self.width()), shown.width)
        band = QSizeF(wide, min(shown.height, self.height())) * ratio
        made = QPixmap(max(1, ceil(band.width())), max(1, ceil(band.height())))
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        _draw(painter, shown, wide)
        painter.end()
        return _Drawn(made, QPointF(round((self.width() - wide) / 2), round(fits)))


def _draw(painter: QPainter, shown: _Shown, width: float) -> None:
    palette = look().palette
    y = 0.0
    for laid, colour in (
        (shown.before, palette.quiet),
        (shown.current, palette.ink),
        (shown.after, palette.quiet),
    ):
        painter.setPen(QColor(colour))
        laid.draw(painter, QPointF((width - laid.room) / 2, y))
        y += laid.height + shown.gap

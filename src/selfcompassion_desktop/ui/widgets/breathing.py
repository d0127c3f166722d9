"""The breathing form: soft circles that grow and fall, one breath in eleven seconds; and the same, still."""

from __future__ import annotations

from math import cos, pi

from PySide6.QtCore import QElapsedTimer, QEvent, QPointF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ..look import look
from .paint import RESTYLED, mix

BREATH_MS = 11_000
FRAME_MS = 66
REST = 0.5


def _circle(painter: QPainter, centre: QPointF, radius: float, colour: QColor) -> None:
    painter.setBrush(colour)
    painter.drawEllipse(centre, radius, radius)


def paint_form(painter: QPainter, centre: QPointF, radius: float, fullness: float, *, heart: bool) -> None:
    """Draw the form.

    Args:
        painter: where to.
        centre: its middle.
        radius: of the largest circle at its fullest, px.
        fullness: how far the breath is in, 0…1.
        heart: whether it has a core of sage, as on cards.
    """
    palette = look().palette
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    outer = mix(palette.halo, palette.sage_soft, 0.35) if heart else mix(palette.paper, palette.halo, 0.6)
    _circle(painter, centre, radius * (0.86 + 0.14 * fullness), outer)
    _circle(painter, centre, radius * (0.6 + 0.16 * fullness), QColor(palette.sage_soft if heart else palette.halo))
    if heart:
        _circle(painter, centre, radius * (0.33 + 0.09 * fullness), mix(palette.sage, palette.sage_soft, 0.15))


class BreathingForm(QWidget):
    """The form behind the captions; it moves only while it is seen and motion is wanted.

    Args:
        parent: its parent.
        heart: whether it has a core of sage.
    """

    def __init__(self, parent: QWidget | None = None, *, heart: bool = False) -> None:
        super().__init__(parent)
        self._heart = heart
        self._playing = True
        self._clock = QElapsedTimer()
        self._before = 0
        self._timer = QTimer(self)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self.update)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def moving(self) -> bool:
        """Whether it moves now."""
        return self._timer.isActive()

    def set_playing(self, playing: bool) -> None:
        """Let it breathe, or hold it where it is: a paused practice is still."""
        self._playing = playing
        self._settle()

    def fullness(self) -> float:
        """How far the breath is in, 0…1; half where nothing moves."""
        if look().still:
            return REST
        return (1 - cos(2 * pi * (self._elapsed() % BREATH_MS) / BREATH_MS)) / 2

    def sizeHint(self) -> QSize:
        return QSize(320, 320)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._settle()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._settle()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLED:
            self._settle()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._timer.isActive() and look().still:
            self._settle()
        radius = min(self.width(), self.height()) / 2 - 1
        centre = QPointF(self.width() / 2, self.height() / 2)
        paint_form(QPainter(self), centre, radius, self.fullness(), heart=self._heart)

    def _elapsed(self) -> int:
        return self._before + (int(self._clock.elapsed()) if self._clock.isValid() else 0)

    def _settle(self) -> None:
        wanted = self._playing and self.isVisible() and not look().still
        if wanted and not self._timer.isActive():
            self._clock.start()
            self._timer.start()
        elif not wanted and self._timer.isActive():
            self._before = self._elapsed()
            self._clock.invalidate()
            self._timer.stop()
        self.update()


class Emblem(QWidget):
    """The form, small and still, for cards.

    Args:
        side: px.
        parent: its parent.
    """

    def __init__(self, side: int = 90, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    def paintEvent(self, event: QPaintEvent) -> None:
        centre = QPointF(self.width() / 2, self.height() / 2)
        paint_form(QPainter(self), centre, self._side / 2 - 0.5, REST, heart=True)

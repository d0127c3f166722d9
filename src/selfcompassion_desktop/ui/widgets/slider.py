"""Sliders: how long, with the sections that fit; and how loud."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QSlider, QToolTip, QVBoxLayout, QWidget

from ..icons import paint_icon
from ..look import look, mirrored, sans
from ..tokens import BIG, REACH, SMALL
from .label import QuietLabel, TitleLabel, Words
from .paint import RESTYLED, mix, reading_side, restyle, write

_GROOVE, _KNOB = 6, 22


def minutes_text(half_minutes: int) -> str:
    """Half minutes in words: 1 is "½ minute", 2 "1 minute", 25 "12½ minutes"."""
    whole, half = divmod(half_minutes, 2)
    number = ("½" if whole == 0 else f"{whole}½") if half else str(whole)
    if half_minutes <= 2:
        return QCoreApplication.translate("minutes", "{number} minute").format(number=number)
    return QCoreApplication.translate("minutes", "{number} minutes").format(number=number)


class Groove(QSlider):
    """A horizontal slider that paints itself and goes to where it is clicked.

    Args:
        parent: its parent.
        knob: the handle's width in px.
    """

    def __init__(self, parent: QWidget | None = None, *, knob: int = _KNOB) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._knob = knob
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(140, REACH)

    def minimumSizeHint(self) -> QSize:
        return QSize(72, REACH)

    def share(self) -> float:
        """How far the handle is along, 0…1."""
        span = self.maximum() - self.minimum()
        return (self.value() - self.minimum()) / span if span else 0.0

    def value_at(self, x: float) -> int:
        """The value under a point."""
        along = (x - self._knob / 2) / max(1.0, self.width() - self._knob)
        along = min(1.0, max(0.0, 1 - along if mirrored(self) else along))
        return self.minimum() + round(along * (self.maximum() - self.minimum()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self.setSliderPosition(self.value_at(event.position().x()))
            event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self.setSliderPosition(self.value_at(event.position().x()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page, unless the keyboard is here: what changes while scrolling goes unseen."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setSliderDown(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        turned = mirrored(self)
        step = self.singleStep()
        moves = {
            Qt.Key.Key_Right: -step if turned else step,
            Qt.Key.Key_Left: step if turned else -step,
            Qt.Key.Key_Up: step,
            Qt.Key.Key_Down: -step,
            Qt.Key.Key_PageUp: self.pageStep(),
            Qt.Key.Key_PageDown: -self.pageStep(),
            Qt.Key.Key_Home: self.minimum() - self.value(),
            Qt.Key.Key_End: self.maximum() - self.value(),
        }
        move = moves.get(Qt.Key(event.key()))
        if move is None:
            event.ignore()
            return
        self.setValue(self.value() + move)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = look().palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle, along = self.height() / 2, self.share()
        if mirrored(self):
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        whole = QRectF(0, middle - _GROOVE / 2, self.width(), _GROOVE)
        x = self._knob / 2 + along * (self.width() - self._knob)
        painter.setBrush(mix(palette.sunken, palette.edge, 0.55))
        painter.drawRoundedRect(whole, _GROOVE / 2, _GROOVE / 2)
        painter.setBrush(QColor(palette.sage if self.isEnabled() else palette.edge))
        painter.drawRoundedRect(QRectF(0, whole.y(), x, _GROOVE), _GROOVE / 2, _GROOVE / 2)
        warm = self.underMouse() or self.isSliderDown()
        painter.setBrush(QColor(palette.sage_soft if warm else palette.surface))
        painter.setPen(QPen(QColor(palette.sage if self.isEnabled() else palette.edge), 2))
        painter.drawEllipse(QPointF(x, middle), self._knob / 2 - 1, self._knob / 2 - 1)


@dataclass(frozen=True, slots=True)
class SectionPart:
    """One section as the strip shows it.

    Attributes:
        name: its title.
        seconds: how long it is at this length; for one left out, how long it would about be.
        kept: whether it fits.
    """

    name: str
    seconds: float
    kept: bool = True


class SectionStrip(QWidget):
    """The sections of a practice, as wide as they are long; those left out are faint."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[SectionPart, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_parts(self, parts: Sequence[SectionPart]) -> None:
        """Show these sections, in their order."""
        self._parts = tuple(parts)
        kept = ", ".join(part.name for part in parts if part.kept)
        out = ", ".join(part.name for part in parts if not part.kept)
        said = self.tr("Sections: {names}.").format(names=kept)
        if out:
            said += " " + self.tr("Left out at this length: {names}.").format(names=out)
        self.setAccessibleName(said)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, max(REACH, QFontMetrics(sans(SMALL)).height() + 16))

    def boxes(self) -> list[QRectF]:
        """Where each part stands."""
        total = sum(part.seconds for part in self._parts)
        least = 14.0
        gaps = 2.0 * max(0, len(self._parts) - 1)
        room = max(0.0, self.width() - gaps - least * len(self._parts))
        made: list[QRectF] = []
        x = 0.0
        for part in self._parts:
            wide = least + (room * part.seconds / total if total else 0.0)
            left = self.width() - x - wide if mirrored(self) else x
            made.append(QRectF(left, 0, wide, self.height()))
            x += wide + 2
        return made

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._tell(event)
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLED:
            restyle(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = look().palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), 8, 8)
        painter.setClipPath(shape)
        font = sans(SMALL)
        metrics = QFontMetrics(font)
        for part, box in zip(self._parts, self.boxes(), strict=True):
            painter.fillRect(box, QColor(palette.sage_soft if part.kept else palette.sunken))
            painter.setPen(QColor(palette.ink if part.kept else palette.quiet))
            inner = box.adjusted(8, 0, -6, 0)
            words = metrics.elidedText(part.name, Qt.TextElideMode.ElideRight, int(inner.width()))
            if len(words) > 5 or words == part.name:  # a letter or two and an ellipsis tell nothing
                write(painter, inner, words.replace("&", "&&"), font, side=reading_side(self))

    def _tell(self, event: QHelpEvent) -> None:
        for part, box in zip(self._parts, self.boxes(), strict=True):
            if box.contains(QPointF(event.pos())):
                length = minutes_text(max(1, round(part.seconds / 30)))
                told = self.tr("{name} · about {length}") if part.kept else self.tr("{name} · left out at this length")
                words = told.format(name=part.name, length=length)
                QToolTip.showText(event.globalPos(), words, self, box.toRect())
                return
        QToolTip.hideText()


class LengthSlider(QWidget):
    """How long, in half minutes, with the length large beside it.

    Args:
        title: what is asked, also its accessible name; "How long" where it is empty.
        parent: its parent.
    """

    changed = Signal(float)
    """Minutes, while it moves; not sent for `set_minutes` or `set_range`."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title or self.tr("How long")
        self._quiet = False
        self.groove = Groove(self)
        self.groove.setSingleStep(1)
        self.groove.setPageStep(4)
        self._name = Words(self._title, self)
        self._value = TitleLabel("", self, size=BIG)
        self._ends = (QuietLabel("", self), QuietLabel("", self))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(2)
        grid.addWidget(self._name, 0, 0, Qt.AlignmentFlag.AlignBottom)
        grid.addWidget(self._value, 0, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        grid.addWidget(self.groove, 1, 0, 1, 2)
        grid.addWidget(self._ends[0], 2, 0)
        grid.addWidget(self._ends[1], 2, 1, Qt.AlignmentFlag.AlignRight)
        self.setFocusProxy(self.groove)
        self.groove.valueChanged.connect(self._moved)
        self.set_range(1, 10)

    @property
    def minutes(self) -> float:
        """The chosen length."""
        return self.groove.value() / 2

    def set_range(self, shortest: float, longest: float) -> None:
        """The lengths that can be had, in minutes, to the half minute."""
        self._quiet = True
        self.groove.setRange(round(shortest * 2), round(longest * 2))
        self._quiet = False
        for label, end in zip(self._ends, (self.groove.minimum(), self.groove.maximum()), strict=True):
            label.setText(minutes_text(end).split()[0])
        self._tell()

    def set_minutes(self, minutes: float) -> None:
        """Choose a length; outside the range, the nearest inside."""
        self._quiet = True
        self.groove.setValue(round(minutes * 2))
        self._quiet = False
        self._tell()

    def _moved(self) -> None:
        self._tell()
        if not self._quiet:
            self.changed.emit(self.minutes)

    def _tell(self) -> None:
        words = minutes_text(self.groove.value())
        self._value.setText(words)
        self.groove.setAccessibleName(f"{self._title}: {words}")
        self.groove.setAccessibleDescription(words)


class VolumeSlider(QWidget):
    """How loud one of the sounds is, 0 to 100.

    Args:
        name: of the sound: Voice, Bell, Rain.
        parent: its parent.
        icon_name: an icon of the program's set, before the slider; without one the name stands there.
    """

    changed = Signal(int)
    """0…100, while it moves; not sent for `set_volume`."""

    def __init__(self, name: str, parent: QWidget | None = None, *, icon_name: str | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._quiet = False
        self.groove = Groove(self, knob=16)
        self.groove.setRange(0, 100)
        self.groove.setSingleStep(5)
        self.groove.setPageStep(20)
        row = QHBoxLayout(self) if icon_name else None
        if row is not None and icon_name:
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(_Picture(icon_name, self))
            row.addWidget(self.groove, 1)
        else:
            column = QVBoxLayout(self)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(4)  # room for the ring around the groove
            column.addWidget(QuietLabel(name, self))
            column.addWidget(self.groove)
        self.setFocusProxy(self.groove)
        self.groove.valueChanged.connect(self._moved)
        self.set_volume(100)

    @property
    def volume(self) -> int:
        """0…100."""
        return self.groove.value()

    def set_name(self, name: str) -> None:
        """Say what sounds now: Rain, then Sea."""
        self._name = name
        for label in self.findChildren(QuietLabel):
            label.setText(name)
        self._tell()

    def set_volume(self, volume: int) -> None:
        """Set 0…100."""
        self._quiet = True
        self.groove.setValue(volume)
        self._quiet = False
        self._tell()

    def _moved(self) -> None:
        self._tell()
        if not self._quiet:
            self.changed.emit(self.volume)

    def _tell(self) -> None:
        told = self.tr("{name}: {volume} %") if self.volume else self.tr("{name}: silent")
        words = told.format(name=self._name, volume=self.volume)
        self.groove.setAccessibleName(words)
        self.groove.setToolTip(words)


class _Picture(QWidget):
    """An icon that is only looked at."""

    def __init__(self, icon_name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = look().px(20)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_icon(QPainter(self), self._icon_name, QRectF(QRect(self.rect())), QColor(look().palette.quiet))

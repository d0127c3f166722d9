"""Buttons: the one action, the others beside it, the quiet ones in a sentence, and those with an icon."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ..icons import paint_icon
from ..look import look, mirrored, sans
from ..tokens import FIELD_RADIUS, REACH, SMALL, TEXT
from .paint import RESTYLED, ground, lay_out, mix, restyle, shade, write
from .roving import enter_clicks

_COMPACT_PAD = 8


class _Button(QPushButton):
    """A push button that paints itself.

    Args:
        text: what it says and is called; `&` marks its key.
        parent: its parent.
        icon_name: an icon of the program's set before the text.
    """

    bold = False
    pad_x, pad_y = 22, 10

    def __init__(self, text: str = "", parent: QWidget | None = None, *, icon_name: str | None = None) -> None:
        super().__init__(text, parent)
        self._icon_name = icon_name
        self._compact = 0
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def set_icon_name(self, name: str | None) -> None:
        """Show another icon of the program's set, or none."""
        self._icon_name = name
        restyle(self)

    def set_compact(self, room: int) -> None:
        """Be `room` px wide, in small type and as many lines as it takes; 0 for the usual size."""
        self._compact = room
        restyle(self)

    def ring_radius(self) -> float:
        """The corner that the focus ring follows."""
        return FIELD_RADIUS

    def face(self) -> QFont:
        """The face of the text."""
        return sans(SMALL if self._compact else TEXT, bold=self.bold)

    def colours(self) -> tuple[QColor | None, QColor | None, QColor]:
        """Ground, outline and text, as the button stands."""
        raise NotImplementedError

    def _words(self) -> str:
        return self.text().replace("&&", "\0").replace("&", "").replace("\0", "&")

    def _icon_room(self) -> int:
        return look().px(18) + 8 if self._icon_name else 0

    def sizeHint(self) -> QSize:
        return self._compact_size() if self._compact else self.full_size()

    def full_size(self) -> QSize:
        """The size while it is not compact."""
        metrics = QFontMetrics(sans(TEXT, bold=self.bold))
        width = metrics.horizontalAdvance(self._words()) + 2 * self.pad_x + self._icon_room() + 2
        return QSize(width, max(REACH, metrics.height() + 2 * self.pad_y))

    def _compact_size(self) -> QSize:
        metrics = QFontMetrics(self.face())
        longest = max((metrics.horizontalAdvance(word) for word in self._words().split()), default=0)
        width = max(self._compact, longest + 2 * _COMPACT_PAD + 2)
        laid = lay_out(self._words(), self.face(), width - 2 * _COMPACT_PAD, leading=1.25)
        return QSize(width, max(REACH, round(laid.height) + 2 * _COMPACT_PAD))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLED:
            restyle(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not enter_clicks(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill, line, ink = self.colours()
        ground(painter, QRectF(self.rect()), self.ring_radius(), fill, line)
        painter.setPen(ink)
        if self._compact:
            self._paint_lines(painter)
        elif self._icon_name is None:
            write(painter, QRectF(self.rect()), self.text(), self.face(), side=Qt.AlignmentFlag.AlignHCenter)
        else:
            self._paint_with_icon(painter, ink)

    def _paint_lines(self, painter: QPainter) -> None:
        room = self.width() - 2 * _COMPACT_PAD
        laid = lay_out(self._words(), self.face(), room, leading=1.25, align=Qt.AlignmentFlag.AlignHCenter)
        laid.draw(painter, QPointF(_COMPACT_PAD, (self.height() - laid.height) / 2))

    def _paint_with_icon(self, painter: QPainter, ink: QColor) -> None:
        side, gap = look().px(18), 8
        words = QFontMetrics(self.face()).horizontalAdvance(self._words())
        start = (self.width() - words - side - gap) / 2
        turned = mirrored(self)
        x = self.width() - start - side if turned else start
        paint_icon(
            painter, self._icon_name or "", QRectF(x, (self.height() - side) / 2, side, side), ink, mirrored=turned
        )
        text_x = start if turned else start + side + gap
        box = QRectF(text_x, 0, words + 2, self.height())
        write(painter, box, self.text(), self.face(), side=Qt.AlignmentFlag.AlignHCenter)

    def _lively(self) -> float:
        """How far the mouse brings the ground towards the ink."""
        return 0.14 if self.isDown() else 0.07 if self.underMouse() and self.isEnabled() else 0.0


class PrimaryButton(_Button):
    """The one action of a screen, in sage."""

    bold = True
    pad_x, pad_y = 28, 12

    def colours(self) -> tuple[QColor | None, QColor | None, QColor]:
        palette = look().palette
        if not self.isEnabled():
            return QColor(palette.sage_soft), None, QColor(palette.quiet)
        return mix(palette.sage, palette.ink, self._lively()), None, QColor(palette.on_sage)


class QuietButton(_Button):
    """An outlined button beside the one action."""

    def colours(self) -> tuple[QColor | None, QColor | None, QColor]:
        palette = look().palette
        ink = palette.ink if self.isEnabled() else palette.quiet
        fill = mix(palette.surface, palette.sage, self._lively())
        edge = palette.sage if self.isChecked() else palette.edge
        return QColor(palette.sage_soft) if self.isChecked() else fill, QColor(edge), QColor(ink)


class TextButton(_Button):
    """A button that looks like a word one can follow; its text begins where the column begins."""

    pad_x, pad_y = 0, 7

    def colours(self) -> tuple[QColor | None, QColor | None, QColor]:
        palette = look().palette
        if not self.isEnabled():
            return None, None, QColor(palette.quiet)
        return None, None, mix(palette.sage, palette.ink, 2 * self._lively())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.underMouse() and self.isEnabled() and self._icon_name is None:
            painter = QPainter(self)
            metrics = QFontMetrics(self.face())
            words = metrics.horizontalAdvance(self._words())
            y = (self.height() + metrics.ascent() - metrics.descent()) / 2 + 2.5
            left = (self.width() - words) / 2
            painter.fillRect(QRectF(left, y, words, 1), self.colours()[2])


class IconButton(_Button):
    """A round button with an icon only; its name is read out and shown as a tooltip.

    Args:
        icon_name: an icon of the program's set.
        name: what it does, in words.
        parent: its parent.
        primary: whether it is the one action, in sage.
        side: its side in px at 100 %.
    """

    def __init__(
        self, icon_name: str, name: str, parent: QWidget | None = None, *, primary: bool = False, side: int = 40
    ) -> None:
        super().__init__("", parent, icon_name=icon_name)
        self._primary = primary
        self._side = max(REACH, side)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_name(name)

    def set_name(self, name: str) -> None:
        """Say what it does now: Pause, then Play."""
        self.setAccessibleName(name)
        self.setToolTip(name)

    def ring_radius(self) -> float:
        """Half of its side: it is round."""
        return self.sizeHint().height() / 2

    def sizeHint(self) -> QSize:
        side = round(self._side * (1 + (look().scale - 1) * 0.6))
        return QSize(side, side)

    def colours(self) -> tuple[QColor | None, QColor | None, QColor]:
        palette = look().palette
        if self._primary:
            return mix(palette.sage, palette.ink, self._lively()), None, QColor(palette.on_sage)
        fill = shade(palette.paper, self._lively()) if self._lively() else None
        if self.isChecked():
            fill = QColor(palette.sage_soft)
        return fill, None, QColor(palette.ink if self.isEnabled() else palette.edge)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill, line, ink = self.colours()
        ground(painter, QRectF(self.rect()), self.height() / 2, fill, line)
        side = self.height() * (0.42 if self._primary else 0.55)
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        paint_icon(painter, self._icon_name or "", box, ink, mirrored=mirrored(self))

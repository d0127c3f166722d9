"""One thing that can be opened, as a quiet line with an icon; its words wrap to at most two lines."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ..icons import paint_icon
from ..look import look, mirrored, sans
from ..tokens import FIELD_RADIUS, REACH, SMALL
from .paint import RESTYLED, Laid, ground, lay_out, mix, reading_side, restyle
from .roving import enter_clicks

_PAD_X, _PAD_Y, _GAP, _ICON = 10, 7, 9, 18


class QuietRow(QAbstractButton):
    """A line that is pressed.

    Args:
        icon_name: an icon of the program's set.
        says: what it says.
        parent: its parent.
    """

    def __init__(self, icon_name: str, says: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self.says = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.say(says)

    def say(self, says: str) -> None:
        """Say something else."""
        self.says = says
        self.setAccessibleName(says)
        restyle(self)

    def ring_radius(self) -> float:
        """The corner that the focus ring follows."""
        return FIELD_RADIUS

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(REACH, round(self._lay(width).height + 2 * _PAD_Y + 0.5))

    def sizeHint(self) -> QSize:
        return QSize(look().px(200), self.heightForWidth(look().px(200)))

    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(90), REACH)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLED:
            restyle(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not enter_clicks(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = look().palette
        painter = QPainter(self)
        lively = 0.12 if self.isDown() else 0.06 if self.underMouse() else 0.0
        fill = mix(palette.paper, palette.sage, lively) if lively else None
        ground(painter, QRectF(self.rect()), FIELD_RADIUS, fill, None)
        side, turned, laid = look().px(_ICON), mirrored(self), self._lay(self.width())
        x = self.width() - _PAD_X - side if turned else _PAD_X
        icon = QRectF(x, (self.height() - side) / 2, side, side)
        paint_icon(painter, self._icon_name, icon, QColor(palette.quiet), mirrored=turned)
        painter.setPen(QColor(palette.quiet))
        start = _PAD_X if turned else _PAD_X + side + _GAP
        laid.draw(painter, QPointF(start, (self.height() - laid.height) / 2))

    def _lay(self, width: float) -> Laid:
        room = max(20.0, width - 2 * _PAD_X - look().px(_ICON) - _GAP)
        return lay_out(self.says, sans(SMALL), room, leading=1.4, most=2, align=reading_side(self, self.says))

"""The days of some weeks as small squares, a column a week: nothing, a little, more. It is looked at, not pressed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QLocale, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...core.months import MONDAY, moved
from ...core.progress import week_of
from ..look import look, mirrored, sans
from ..tokens import SMALL
from .paint import RESTYLED, ground, mix, restyle

MORE = 10.0
"""From so many minutes on a day is dark."""
MOST = 18
"""Weeks shown at most."""
_SIDE, _GAP, _HEAD = 18, 5, 22
_APART = 10
"""Between two months' names at the least, px."""
_SHORT = QLocale.FormatType.ShortFormat


class DaysGrid(QWidget):
    """Some weeks of days, the newest at the end.

    Args:
        begins: the day that a week begins with, 0 for Monday.
        parent: its parent.
    """

    def __init__(self, begins: int = MONDAY, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._begins = begins
        self._minutes: Mapping[date, float] = {}
        self._last = date.min
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_days(self, minutes: Mapping[date, float], last: date) -> None:
        """Show the weeks up to the one of `last`."""
        self._minutes, self._last = minutes, last
        self.update()

    @property
    def weeks(self) -> int:
        """How many there is room for."""
        step = self._side + _GAP
        return max(1, min(MOST, (self.width() + _GAP) // step))

    @property
    def _side(self) -> int:
        return round(_SIDE * (1 + look().scale) / 2)

    def sizeHint(self) -> QSize:
        step = self._side + _GAP
        return QSize(10 * step, look().px(_HEAD) + 7 * step - _GAP)

    def minimumSizeHint(self) -> QSize:
        return QSize(6 * (self._side + _GAP), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLED:
            restyle(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side, step, top, turned = self._side, self._side + _GAP, look().px(_HEAD), mirrored(self)
        newest, count = week_of(self._last, self._begins), self.weeks
        weeks = [moved(newest, -7 * (count - 1 - column)) for column in range(count)]
        painter.setPen(QColor(look().palette.quiet))
        painter.setFont(sans(SMALL))
        for column, text in self.names(weeks, painter.fontMetrics().horizontalAdvance):
            x, wide = column * step, painter.fontMetrics().horizontalAdvance(text)
            box = QRectF(self.width() - x - wide if turned else x, 0, wide + 2, top)
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, text)
        for column, first in enumerate(weeks):
            x = column * step
            for place, day in enumerate(_days(first)):
                if day > self._last:
                    break
                box = QRectF(self.width() - x - side if turned else x, top + place * step, side, side)
                ground(painter, box, 4, self._shade(self._minutes.get(day, 0.0)), None)

    def names(self, weeks: Sequence[date], width: Callable[[str], int]) -> list[tuple[int, str]]:
        """Columns with the name of the month that begins there; the first column's own where it finds room.

        Args:
            weeks: the first day of each.
            width: how wide a text is, px.
        """
        months = [(column, day) for column, first in enumerate(weeks) for day in _days(first) if day.day == 1]
        if not months or months[0][0] > 0:
            months.insert(0, (0, weeks[0]))
        names = [(column, QLocale().standaloneMonthName(day.month, _SHORT)) for column, day in months]
        step = self._side + _GAP
        # A month that is nearly over makes room for the one that begins.
        if len(names) > 1 and width(names[0][1]) + _APART > names[1][0] * step:
            del names[0]
        kept: list[tuple[int, str]] = []
        free = 0
        for column, text in names:
            if column * step >= free:
                kept.append((column, text))
                free = column * step + width(text) + _APART
        return kept

    def _shade(self, minutes: float) -> QColor:
        palette = look().palette
        if minutes <= 0:
            return QColor(palette.sunken)
        return QColor(palette.sage) if minutes >= MORE else mix(palette.sage_soft, palette.sage, 0.3)


def _days(first: date) -> list[date]:
    return [moved(first, n) if n else first for n in range(7)] if first < date.max - timedelta(days=7) else [first]

"""A month of days, each a button: what is on a day is a quiet ground, and said in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QLabel, QSizePolicy, QWidget

from ...core.months import MONDAY, Month, month_moved, moved
from ..look import look, mirrored, sans
from ..tokens import REACH, SMALL
from .paint import RESTYLED, ground, mix, restyle, write
from .roving import enter_clicks, stop_at, walk_to

MANY = 4
"""So many on one day, and its ground is as strong as it gets."""
_WEEK = 7


class DayButton(QAbstractButton):
    """One day.

    Args:
        day: which.
        grid: whose.
    """

    def __init__(self, day: date, grid: MonthGrid) -> None:
        super().__init__(grid)
        self.day = day
        self.count = 0
        self._grid = grid
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def ring_radius(self) -> float:
        """Half of its height: its ground is round."""
        return self.height() / 2

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(sans(SMALL, bold=True))
        return QSize(max(24, metrics.horizontalAdvance("30") + 6), max(REACH, metrics.height() + 6))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLED:
            restyle(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._grid.walk(self, event) and not enter_clicks(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = look().palette
        painter = QPainter(self)
        side = min(self.width(), self.height()) - 4.0
        disc = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        today = self.day == self._grid.today
        if self.count:
            strength = min(self.count, MANY) / MANY * 0.32
            fill: QColor | None = mix(palette.sage_soft, palette.sage, strength)
        else:
            fill = mix(palette.paper, palette.sage, 0.1) if self.underMouse() else None
        ground(painter, disc, side / 2, fill, QColor(palette.sage) if today else None)
        painter.setPen(QColor(palette.ink if self.count or today else palette.quiet))
        font = sans(SMALL, bold=today)
        write(painter, QRectF(self.rect()), str(self.day.day), font, side=Qt.AlignmentFlag.AlignHCenter)


class MonthGrid(QWidget):
    """One month; one stop for Tab, and inside it arrows go by days and weeks, Page up and down by months, with
    Shift by years, Home and End to the month's ends.

    Args:
        name: what is shown on the days, for screen readers.
        say: a day and how many there are on it, in words.
        short: the weekday's short name, 1 for Monday to 7.
        parent: its parent.
        begins: the day that a week begins with, 0 for Monday to 6 for Sunday.
    """

    day_chosen = Signal(object)
    """`date`; the person pressed a day."""
    moved_to = Signal(object)
    """`Month`; the person went on to another month, which is shown by now."""

    def __init__(
        self,
        name: str,
        say: Callable[[date, int], str],
        short: Callable[[int], str],
        parent: QWidget | None = None,
        *,
        begins: int = MONDAY,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._say = say
        self._begins = begins
        self._buttons: dict[date, DayButton] = {}
        self._counts: Mapping[date, int] = {}
        self.after: QWidget | None = None
        """What Tab leaves for the days, which are made anew for each month."""
        self.today = date.min
        self.month = Month(1970, 1)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._heads = [QLabel(short((begins + at) % _WEEK + 1)) for at in range(_WEEK)]
        for at, head in enumerate(self._heads):
            head.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._grid.addWidget(head, 0, at)
            self._grid.setColumnStretch(at, 1)
        self._restyle()

    @property
    def days(self) -> tuple[DayButton, ...]:
        """The month's days."""
        return tuple(self._buttons.values())

    @property
    def heads(self) -> list[str]:
        """The weekdays' names, in the order of the columns."""
        return [head.text() for head in self._heads]

    def button(self, day: date) -> DayButton:
        """The button of a day in the month that is shown."""
        return self._buttons[day]

    def show_month(self, month: Month, today: date) -> None:
        """Show a month; its counts come with `set_counts`."""
        self.month, self.today = month, today
        held = self._held()
        for old in self._buttons.values():
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._buttons = {}
        for row, week in enumerate(month.weeks(self._begins), start=1):
            for column, day in enumerate(week):
                if day is not None:
                    self._place(day, row, column)
        stop = self._buttons.get(held) or self._buttons.get(today) or self._buttons[month.first]
        self._stop(stop)

    def set_counts(self, counts: Mapping[date, int]) -> None:
        """Show how many there are on each day."""
        self._counts = counts
        for button in self._buttons.values():
            self._tell(button)

    def stand_on(self, day: date, today: date) -> None:
        """Bring the keyboard to a day; its month is shown then."""
        if Month.of(day) != self.month or not self._buttons:
            self.show_month(Month.of(day), today)
            self.moved_to.emit(self.month)
        self._stop(self._buttons[day])
        walk_to(self._buttons[day])

    def walk(self, at: DayButton, event: QKeyEvent) -> bool:
        """Follow a key from a day; whether it was such a key."""
        to = self._target(at.day, event)
        if to is None:
            return False
        if to != at.day:
            self.stand_on(to, self.today)
        return True

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLED:
            self._restyle()

    def _stop(self, button: DayButton) -> None:
        stop_at(self.days, button)
        if self.after is not None:
            QWidget.setTabOrder(self.after, button)

    def _place(self, day: date, row: int, column: int) -> None:
        button = DayButton(day, self)
        button.clicked.connect(lambda: self.day_chosen.emit(day))
        self._buttons[day] = button
        self._grid.addWidget(button, row, column)
        self._tell(button)
        button.show()

    def _tell(self, button: DayButton) -> None:
        button.count = self._counts.get(button.day, 0)
        says = self._say(button.day, button.count)
        button.setAccessibleName(says)
        button.setToolTip(says if button.count else "")
        button.update()

    def _held(self) -> date:
        return next((day for day, button in self._buttons.items() if button.hasFocus()), date.min)

    def _target(self, day: date, event: QKeyEvent) -> date | None:
        forward = -1 if mirrored(self) else 1
        years = 12 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        ways: dict[Qt.Key, Callable[[], date]] = {
            Qt.Key.Key_Right: lambda: moved(day, forward),
            Qt.Key.Key_Left: lambda: moved(day, -forward),
            Qt.Key.Key_Down: lambda: moved(day, _WEEK),
            Qt.Key.Key_Up: lambda: moved(day, -_WEEK),
            Qt.Key.Key_PageDown: lambda: month_moved(day, years),
            Qt.Key.Key_PageUp: lambda: month_moved(day, -years),
            Qt.Key.Key_Home: lambda: Month.of(day).first,
            Qt.Key.Key_End: lambda: Month.of(day).last,
        }
        way = ways.get(Qt.Key(event.key()))
        return way() if way else None

    def _restyle(self) -> None:
        for head in self._heads:
            head.setFont(sans(SMALL))
            head.setStyleSheet(f"color:{look().palette.quiet}")

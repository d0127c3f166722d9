"""The journal's calendar: a month of days, the years, and what was written on a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QLocale, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from ...core.months import Month
from ...models.bundle import Models
from ..widgets.buttons import IconButton, TextButton
from ..widgets.month import MonthGrid
from .journal_rows import month as month_in_words
from .journal_rows import whole_day


def weekday_and_day(day: date) -> str:
    """`Tuesday 3 May 2026`."""
    return f"{QLocale().standaloneDayName(day.isoweekday())} {whole_day(day)}"


def week_begins() -> int:
    """The day a week begins with where one lives, 0 for Monday."""
    return QLocale().firstDayOfWeek().value - 1


class JournalCalendar(QWidget):
    """A month, with the way to other months and years.

    Signals:
        day_chosen: date; its entries are wanted.
        closed: nothing; the person is done with it.
    """

    day_chosen = Signal(object)
    closed = Signal()

    def __init__(self, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self.grid = MonthGrid(self.tr("Days with entries"), self._say, _short, begins=week_begins())
        self._menu = QMenu(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 0, 10, 4)
        column.setSpacing(2)
        column.addLayout(self._build_head())
        column.addWidget(self.grid)
        days = models.days
        days.month_read.connect(self._on_month)
        self.grid.moved_to.connect(self._on_moved)
        self.grid.day_chosen.connect(self.day_chosen)
        models.journal.listed.connect(self._reread)
        self.setFocusProxy(self.grid)

    def _build_head(self) -> QHBoxLayout:
        self._before = IconButton("previous", self.tr("The month before"), side=32)
        self._after = IconButton("next", self.tr("The month after"), side=32)
        self._before.clicked.connect(lambda: self._turn(-1))
        self._after.clicked.connect(lambda: self._turn(1))
        self.year = TextButton("")
        self.year.clicked.connect(self._offer_years)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self._before)
        head.addStretch(1)
        head.addWidget(self.year)
        head.addStretch(1)
        head.addWidget(self._after)
        return head

    def come_after(self, widget: QWidget) -> None:
        """Have Tab come here from a widget, first to the head and then to the days."""
        before = widget
        for button in (self._before, self.year, self._after):
            QWidget.setTabOrder(before, button)
            before = button
        self.grid.after = before

    # ------------------------------------------------------------------ going about

    def enter(self, day: date | None = None) -> None:
        """Stand on a day; today where none is given."""
        today = self._models.clock.now().date()
        self._models.days.read_years()
        self._go_to(Month.of(day or today))
        self.grid.stand_on(day or today, today)

    def show_year(self, year: int) -> None:
        """Go to the same month of another year."""
        self._go_to(Month(year, self.grid.month.number))

    def _turn(self, by: int) -> None:
        self._go_to(self.grid.month.moved(by))

    def _go_to(self, month: Month) -> None:
        self.grid.set_counts({})
        self.grid.show_month(month, self._models.clock.now().date())
        self._on_moved(month)

    @Slot(object)
    def _on_moved(self, month: Month) -> None:
        self.year.setText(month_in_words(month.first))
        self.year.setAccessibleName(self.tr("{month}. Choose a year").format(month=month_in_words(month.first)))
        self._before.setEnabled(month.moved(-1) != month)
        self._after.setEnabled(month.moved(1) != month)
        self._models.days.read_month(month)

    @Slot()
    def _reread(self) -> None:
        if self.isVisible():
            self._models.days.read_month(self.grid.month)
            self._models.days.read_years()

    @Slot(object, object)
    def _on_month(self, month: Month, counts: Mapping[date, int]) -> None:
        if month == self.grid.month:
            self.grid.set_counts(counts)

    @Slot()
    def _offer_years(self) -> None:
        self._menu.clear()
        this = self._models.clock.now().year
        for year in sorted({*self._models.days.years, this}, reverse=True):
            action = self._menu.addAction(self._year_in_words(year))
            action.triggered.connect(lambda _=False, year=year: self.show_year(year))
        self._menu.popup(self.year.mapToGlobal(self.year.rect().bottomLeft()))

    def _year_in_words(self, year: int) -> str:
        count = self._models.days.years.get(year, 0)
        return f"{year} · {self._entries(count)}" if count else str(year)

    def _say(self, day: date, count: int) -> str:
        return f"{weekday_and_day(day)}, {self._entries(count)}" if count else weekday_and_day(day)

    def _entries(self, count: int) -> str:
        return self.tr("1 entry") if count == 1 else self.tr("{n} entries").format(n=count)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc is done with it."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _short(weekday: int) -> str:
    return QLocale().standaloneDayName(weekday, QLocale.FormatType.ShortFormat)[:2]

"""Days with entries, and what was written on this day in earlier years."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from ..core.journal import Glimpse
from ..core.months import Month
from ..core.ports.clock import Clock
from ..store.entries import Entries
from .tasks import Tasks


class DaysModel(QObject):
    """What the journal's calendar shows. Days are those of the wall clock where an entry was written.

    Signals:
        month_read: `Month`, dict[date, int]; how many entries are on each of its days.
        years_read: dict[int, int]; how many entries each year has.
        recalled: list[Glimpse]; what earlier years have on this day of the year.
        trouble: `Trouble`; the store could not be read.

    Attributes:
        years: what was read last of how many entries each year has, the latest first.
        past: what was read last of this day in earlier years, the latest first.
    """

    month_read = Signal(object, object)
    years_read = Signal(object)
    recalled = Signal(object)
    trouble = Signal(object)

    def __init__(self, entries: Entries, clock: Clock, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries = entries
        self._clock = clock
        self._tasks = tasks
        self.years: dict[int, int] = {}
        self.past: tuple[Glimpse, ...] = ()

    def read_month(self, month: Month) -> None:
        """Read how many entries each day of a month has."""
        self._tasks.run(
            lambda: self._entries.by_day(month.first, month.last),
            lambda counts: self.month_read.emit(month, counts),
            self.trouble.emit,
        )

    def read_years(self) -> None:
        """Read which years have entries."""
        self._tasks.run(self._entries.years, self._on_years, self.trouble.emit)

    @Slot()
    def recall(self) -> None:
        """Read what earlier years have on this day."""
        today = self._clock.now().date()
        self._tasks.run(lambda: self._entries.on_this_day(today), self._on_recalled, self.trouble.emit)

    @Slot()
    def forget(self) -> None:
        """The store is locked: hold nothing of it."""
        self.years, self.past = {}, ()

    def _on_years(self, years: dict[int, int]) -> None:
        self.years = years
        self.years_read.emit(years)

    def _on_recalled(self, found: list[Glimpse]) -> None:
        self.past = tuple(found)
        self.recalled.emit(found)

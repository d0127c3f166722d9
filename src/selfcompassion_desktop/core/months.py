"""Months as a calendar shows them: weeks of days, and the way from one day to another by the keyboard.

The calendar knows the years 1 to 9999; whatever leads out of them leads to their first or last day.
"""

from __future__ import annotations

from calendar import Calendar, monthrange
from dataclasses import dataclass
from datetime import date, timedelta

MONDAY = 0
"""The first day of a week, as `calendar` counts: 0 is Monday, 6 Sunday."""


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One month.

    Attributes:
        year: 1 to 9999.
        number: 1 to 12.
    """

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Month:
        """The month that a day is in."""
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.year, self.number, monthrange(self.year, self.number)[1])

    def moved(self, by: int) -> Month:
        """The month that many months later; earlier for less than nothing."""
        most = (date.max.year - 1) * 12 + 11
        at = min(max((self.year - 1) * 12 + self.number - 1 + by, 0), most)
        return Month(at // 12 + 1, at % 12 + 1)

    def holding(self, number: int) -> date:
        """The day of that number in this month, or its last one where it is shorter."""
        return self.first.replace(day=min(number, self.last.day))

    def weeks(self, begins: int = MONDAY) -> tuple[tuple[date | None, ...], ...]:
        """Its weeks of seven, None where a day belongs to another month.

        Args:
            begins: the day that a week begins with, 0 for Monday to 6 for Sunday.
        """
        weeks = Calendar(begins).monthdayscalendar(self.year, self.number)
        return tuple(tuple(date(self.year, self.number, day) if day else None for day in week) for week in weeks)


def moved(day: date, by: int) -> date:
    """The day that many days later; earlier for less than nothing."""
    try:
        return day + timedelta(days=by)
    except OverflowError:
        return date.max if by > 0 else date.min


def month_moved(day: date, by: int) -> date:
    """The same day of the month, that many months later; its last day where it is shorter."""
    return Month.of(day).moved(by).holding(day.day)

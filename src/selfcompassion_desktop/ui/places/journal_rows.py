"""Entries as rows of the list: what the journal's model holds, in the words and places that a row shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from PySide6.QtCore import (
    QCoreApplication,
    QIdentityProxyModel,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from ...core.days import day_of
from ...core.journal import Entry, Glimpse
from ...models.journal import EntryList, Role
from ..widgets.listing import DATE_ROLE, MARKS_ROLE, SNIPPET_ROLE, TITLE_ROLE

Index = QModelIndex | QPersistentModelIndex


def _tr(text: str) -> str:
    return QCoreApplication.translate("journal", text)


def units(text: str, marks: tuple[tuple[int, int], ...]) -> list[tuple[int, int]]:
    """Marks counted in code points (start, end) as Qt counts them: UTF-16 units (start, length)."""
    before = [0]
    for letter in text:
        before.append(before[-1] + (2 if ord(letter) > 0xFFFF else 1))
    return [(before[start], before[end] - before[start]) for start, end in marks]


def month(day: date) -> str:
    """`November 2026`."""
    return f"{QLocale().standaloneMonthName(day.month)} {day.year}"


def wall(local: str) -> datetime:
    """The wall time an entry was written at, where it was written."""
    return datetime.fromisoformat(local)


def when(moment: datetime, today: date, turns: str) -> str:
    """`Today, 18:12`, `Yesterday, 07:40`, `Mon 23`; always by the day the person set as theirs."""
    own = day_of(moment, turns)
    clock = f"{moment:%H:%M}"
    if own == today:
        return _tr("Today, {time}").format(time=clock)
    if own == today - timedelta(days=1):
        return _tr("Yesterday, {time}").format(time=clock)
    return f"{QLocale().standaloneDayName(moment.isoweekday(), QLocale.FormatType.ShortFormat)} {moment.day}"


def short_date(moment: datetime) -> str:
    """`Wed 25 November`."""
    names = QLocale()
    day = names.standaloneDayName(moment.isoweekday(), QLocale.FormatType.ShortFormat)
    return f"{day} {moment.day} {names.standaloneMonthName(moment.month)}"


def whole_date(moment: datetime) -> str:
    """`Wednesday 25 November 2026, 18:12`."""
    names = QLocale()
    return f"{names.standaloneDayName(moment.isoweekday())} {moment.day} {month(moment.date())}, {moment:%H:%M}"


def whole_day(day: date) -> str:
    """`3 May 2026`."""
    return f"{day.day} {month(day)}"


def letter_dates(entry: Entry | Glimpse) -> str:
    """`A letter, written 3 May 2026, opened 3 May 2027`; empty for what is no letter."""
    if entry.opens is None:
        return ""
    return _tr("A letter, written {written}, opened {opened}").format(
        written=whole_day(wall(entry.local).date()), opened=whole_day(entry.opens)
    )


class EntryRows(QIdentityProxyModel):
    """The list's rows.

    Args:
        entries: the model behind it.
        now: gives the wall clock's time.
        turns: gives the time (HH:MM) at which the person's day turns.
        parent: its parent.
    """

    def __init__(
        self, entries: EntryList, now: Callable[[], datetime], turns: Callable[[], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._entries = entries
        self._now = now
        self._turns = turns
        self.setSourceModel(entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One fact of a row."""
        glimpse = self.glimpse(index.row())
        if glimpse is None:
            return None
        if role in (TITLE_ROLE, Qt.ItemDataRole.DisplayRole):
            return title(glimpse)
        if role == DATE_ROLE:
            return self._date(index.row(), glimpse)
        if role == SNIPPET_ROLE:
            return glimpse.snippet
        if role == MARKS_ROLE:
            return units(glimpse.snippet, glimpse.marks)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = f"{letter_dates(glimpse) or whole_date(wall(glimpse.local))}. {title(glimpse)}"
            return _tr("Pinned. {entry}").format(entry=said) if glimpse.pinned else said
        return None

    def glimpse(self, row: int) -> Glimpse | None:
        """What a row shows; None outside the list."""
        found = self._entries.data(self._entries.index(row, 0), Role.GLIMPSE)
        return found if isinstance(found, Glimpse) else None

    def _date(self, row: int, glimpse: Glimpse) -> str:
        moment = wall(glimpse.local)
        today = day_of(self._now(), self._turns())
        shown = when(moment, today, self._turns())
        lately = day_of(moment, self._turns()) in (today, today - timedelta(days=1))
        if glimpse.opens is not None:
            shown = _tr("{date} · a letter").format(date=shown)
        if row < self._entries.pinned:
            day = f"{moment.day} {month(moment.date())}"
            return _tr("Pinned · {date}").format(date=day) if row == 0 else day
        above = self.glimpse(row - 1) if row else None
        if above is not None and (
            (row == self._entries.pinned and not lately)
            or (row != self._entries.pinned and month(wall(above.local).date()) != month(moment.date()))
        ):
            return f"{month(moment.date())} · {shown}"
        return shown


def title(glimpse: Glimpse) -> str:
    """An entry's title, or what stands for one."""
    if not glimpse.title and glimpse.opens is not None:
        return _tr("A letter to yourself, opens {day}").format(day=whole_day(glimpse.opens))
    return glimpse.title or _tr("An empty page")

"""Letters to oneself: those that wait, and those whose day has come.

A letter opens when its day begins on the wall, where the computer is. One that is open stays open, also when the
clock is set back afterwards.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from ..core.journal import Entry, Glimpse, Letter
from ..core.ports.clock import Clock
from ..store.entries import Entries
from .journal import JournalModel
from .tasks import Tasks

LONGEST = 60 * 60
"""Seconds after which the wall clock is looked at again, whatever was reckoned: it may have been set, or the machine
may have slept."""


class LettersModel(QObject):
    """Letters to oneself.

    Signals:
        changed: nothing; `waiting` or `arrived` are different now.
        opened_early: `Entry`; a letter was opened before its day.
        trouble: `Trouble`; the store could not be read or written.

    Attributes:
        waiting: letters whose day has not come, the next one first.
        arrived: letters that came today, or were found to have come since the program was last used, and were not
            looked at yet.
    """

    changed = Signal()
    opened_early = Signal(object)
    trouble = Signal(object)

    def __init__(
        self, entries: Entries, journal: JournalModel, clock: Clock, tasks: Tasks, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._entries = entries
        self._journal = journal
        self._clock = clock
        self._tasks = tasks
        self._seen: set[str] = set()
        self._day = date.min
        self.waiting: tuple[Letter, ...] = ()
        self.arrived: tuple[Glimpse, ...] = ()
        self._pending = False
        self._shut = False
        journal.sealed.connect(self.look)
        journal.restored.connect(self.look)
        journal.opened.connect(self._on_opened)

    @Slot()
    def look(self) -> None:
        """Open what is due, and look again when the next day begins."""
        now = self._clock.now()
        self._shut = False
        if not self._pending:
            self._pending = True
            # Not a timer of our own, which would run all day and be stopped by whichever thread lets go of this.
            QTimer.singleShot(1000 * round(min(LONGEST, until_tomorrow(now)) + 1), self._wake)
        self._tasks.run(lambda: self._read(now.date()), lambda found: self._on_read(*found), self.trouble.emit)

    @Slot()
    def _wake(self) -> None:
        self._pending = False
        if not self._shut:
            self.look()

    def open_early(self, letter: Letter) -> None:
        """Open a letter before its day."""
        self._tasks.run(lambda: self._entries.open_early(letter.id), self._on_early, self.trouble.emit)

    def put_away(self, letter: Letter) -> None:
        """Move a waiting letter to the bin, where it stays closed."""
        self._tasks.run(lambda: self._entries.discard(letter.id), lambda _: self.look(), self.trouble.emit)

    @Slot()
    def forget(self) -> None:
        """The store is locked: hold nothing of it."""
        self._shut = True
        self._day = date.min
        self._show((), ())

    def see(self, entry_id: str) -> None:
        """A letter is being looked at, and not offered any more."""
        if entry_id not in self._seen:
            self._seen.add(entry_id)
            self._show(self.waiting, self.arrived)

    @Slot(object)
    def _on_opened(self, entry: Entry | None) -> None:
        if entry is not None and entry.opens is not None:
            self.see(entry.id)

    def _read(self, today: date) -> tuple[list[Glimpse], list[Glimpse], list[Letter]]:
        opened = self._entries.open_letters(today)
        # Asked once a day: later ones are among those just opened, and every entry is looked at to find them.
        before = self._entries.opened_on(today) if today != self._day else []
        self._day = today
        return opened, before, self._entries.letters()

    def _on_read(self, opened: list[Glimpse], of_today: list[Glimpse], waiting: list[Letter]) -> None:
        came = {glimpse.id: glimpse for glimpse in (*self.arrived, *opened, *of_today)}
        self._show(tuple(waiting), tuple(came.values()))
        if opened:
            self._journal.list.reload()
            self._journal.listed.emit()

    def _on_early(self, entry: Entry) -> None:
        self._seen.add(entry.id)
        self._journal.list.reload()
        self._journal.listed.emit()
        self.opened_early.emit(entry)
        self.look()

    def _show(self, waiting: tuple[Letter, ...], arrived: tuple[Glimpse, ...]) -> None:
        unseen = tuple(glimpse for glimpse in arrived if glimpse.id not in self._seen)
        if (waiting, unseen) != (self.waiting, self.arrived):
            self.waiting, self.arrived = waiting, unseen
            self.changed.emit()


def until_tomorrow(now: datetime) -> float:
    """Seconds until the next day begins on the wall."""
    wall = now.replace(tzinfo=None)
    if wall.date() == date.max:
        return LONGEST
    return (datetime.combine(wall.date() + timedelta(days=1), time.min) - wall).total_seconds()

"""The left side of the journal: search, a new page, and what was written, newest first."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from ...core.journal import EVERYTHING, Glimpse, Only
from ...models.bundle import Models
from ..look import look, mirrored
from ..widgets.buttons import IconButton, TextButton
from ..widgets.fields import SearchField
from ..widgets.label import ProseLabel, QuietLabel
from ..widgets.listing import EntryList
from ..widgets.quiet_row import QuietRow
from .journal_filters import Filters
from .journal_letters import LettersList
from .journal_rows import EntryRows, month, title, wall

if TYPE_CHECKING:
    from .journal_calendar import JournalCalendar

PAUSE = 60
"""Milliseconds without a key before a search begins."""
TIGHT = 480
"""Lower than this, px at 100 %, the calendar and the list do not stand one above the other."""
ROOMY = 760
"""From this height on, px at 100 %, letters and this day in earlier years stay while the calendar is shown."""


class JournalSide(QWidget):
    """Search and list.

    Signals:
        opened: str; an entry is wanted, by its id.
        fresh: nothing; a new page is wanted.
        bin_wanted: nothing.
        letter_wanted: nothing; a letter to open later is to be written.
        import_wanted: nothing; pages from elsewhere are to be taken in.
        export_wanted: nothing; the journal is to be taken out.
        left: nothing; the person is done with searching and goes back to the page.
        unwanted: nothing; the page chosen is to be moved to the bin.
    """

    opened = Signal(str)
    fresh = Signal()
    bin_wanted = Signal()
    letter_wanted = Signal()
    import_wanted = Signal()
    export_wanted = Signal()
    left = Signal()
    unwanted = Signal()

    def __init__(self, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self._following = False
        self._anew = False
        self._build()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._search)
        self.search.textChanged.connect(self._on_typed)
        models.days.recalled.connect(self._on_recalled)
        entries = models.journal.list
        entries.loaded.connect(self._on_loaded)
        entries.rowsInserted.connect(self._on_loaded)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.list.verticalScrollBar().valueChanged.connect(self._say_month)

    # ------------------------------------------------------------------ building

    def _build(self) -> None:
        self.calendar: JournalCalendar | None = None
        self._past_menu = QMenu(self)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(12, 28, 13, 16)
        column.setSpacing(8)
        column.addLayout(self._build_head())
        column.addLayout(self._build_second())
        column.addLayout(_inset(self.filters.row))
        self._calendar_at = column.count()
        self.past = QuietRow("restore", "")
        self.past.clicked.connect(self._on_past)
        self.past.hide()
        column.addWidget(self.past)
        self._nothing = ProseLabel("", tone="quiet")
        self._blank = QWidget()
        blank = QVBoxLayout(self._blank)
        blank.setContentsMargins(15, 8, 12, 0)
        blank.addWidget(self._nothing)
        blank.addStretch(1)
        column.addWidget(self._blank, 1)
        models = self._models
        self.rows = EntryRows(models.journal.list, models.clock.now, lambda: models.settings.current.day_turns_at, self)
        self.list = EntryList(self.tr("What you wrote, newest first"))
        self.list.setModel(self.rows)
        column.addWidget(self.list, 1)
        self.letters = LettersList(models)
        self.letters.after = self.list
        self.letters.opened.connect(self._go_to)
        column.addWidget(self.letters)
        self.bin = TextButton(self.tr("The bin"), icon_name="bin")
        self.bin.clicked.connect(self.bin_wanted)
        column.addLayout(self._build_foot())

    def _build_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(5, 0, 5, 0)
        head.setSpacing(8)
        self.search = SearchField(self.tr("Search what you wrote"), hint=self.tr("Search"))
        new = IconButton("plus", self.tr("New page"))
        new.clicked.connect(self.fresh)
        head.addWidget(self.search, 1)
        head.addWidget(new)
        return head

    def _build_foot(self) -> QHBoxLayout:
        """The bin, and what is seldom wanted."""
        self.more = IconButton("more", self.tr("More"), side=32)
        self.more_menu = QMenu(self)
        self.letter = self.more_menu.addAction(self.tr("A letter to open later …"), self.letter_wanted.emit)
        self.more_menu.addSeparator()
        self.more_menu.addAction(self.tr("Take out …"), self.export_wanted.emit)
        self.more_menu.addAction(self.tr("Import …"), self.import_wanted.emit)
        self.more.clicked.connect(lambda: self.more_menu.popup(self.more.mapToGlobal(self.more.rect().topLeft())))
        foot = QHBoxLayout()
        foot.setContentsMargins(15, 0, 5, 0)
        foot.addWidget(self.bin)
        foot.addStretch(1)
        foot.addWidget(self.more)
        return foot

    def _build_second(self) -> QHBoxLayout:
        """The month in sight, and how else to find a page."""
        self._month = QuietLabel("")
        self.filters = Filters(self._models, self)
        self.filters.changed.connect(self._search)
        self.by_day = IconButton("calendar", self.tr("Days with entries (Ctrl+M)"), side=32)
        self.by_day.clicked.connect(self.toggle_calendar)
        second = QHBoxLayout()
        second.setContentsMargins(15, 0, 5, 0)
        second.setSpacing(2)
        second.addWidget(self._month, 1)
        second.addWidget(self.by_day)
        second.addWidget(self.filters.button)
        return second

    # ------------------------------------------------------------------ by day

    @Slot()
    def toggle_calendar(self) -> None:
        """Show the calendar and go there, or put it away."""
        if self.calendar is None:
            from .journal_calendar import JournalCalendar  # not before somebody asks for it

            self.calendar = JournalCalendar(self._models)
            self.calendar.hide()
            self.calendar.day_chosen.connect(self._on_day)
            self.calendar.closed.connect(self._close_calendar)
            self._column.insertWidget(self._calendar_at, self.calendar)
            self.calendar.come_after(self.filters.button)
        if self.calendar.isHidden():
            self.calendar.show()
            self._make_room()
            self.calendar.enter(self.filters.only.first if self.filters.only.first == self.filters.only.last else None)
        else:
            self._close_calendar()

    @Slot()
    def _close_calendar(self) -> None:
        if self.calendar is not None:
            self.calendar.hide()
        self._make_room()
        self.by_day.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot(object)
    def _on_day(self, day: date) -> None:
        """The entries of one day, and the keyboard among them."""
        self._close_calendar()
        self.search.clear()
        self.filters.narrow(Only(first=day, last=day))
        self.list.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot(object)
    def _on_recalled(self, found: list[Glimpse]) -> None:
        years = [f"{wall(glimpse.local).year}" for glimpse in found]
        one = len(set(years)) == 1
        self.past.say(
            self.tr("On this day in {year}").format(year=years[0])
            if one
            else self.tr("On this day in earlier years: {n} pages").format(n=len(found))
        )
        self._make_room()

    def _make_room(self) -> None:
        """In a small window the calendar needs the room of what is seldom looked at."""
        by_day = self.calendar is not None and not self.calendar.isHidden()
        tight = by_day and self.height() < look().px(TIGHT)
        aside = by_day and self.height() < look().px(ROOMY)
        self.letters.set_aside(aside)
        self.list.setHidden(tight or not self.rows.rowCount())
        self._blank.setHidden(tight or bool(self.rows.rowCount()))
        self.past.setHidden(aside or not self._models.days.past or self._models.journal.list.narrowed)

    @Slot()
    def _on_past(self) -> None:
        past = self._models.days.past
        if len(past) == 1:
            self._go_to(past[0].id)
            return
        self._past_menu.clear()
        for glimpse in past:
            words = f"{wall(glimpse.local).year} · {title(glimpse)}"
            action = self._past_menu.addAction(words.replace("&", "&&"))
            action.triggered.connect(lambda _=False, id=glimpse.id: self._go_to(id))
        self._past_menu.popup(self.past.mapToGlobal(self.past.rect().bottomLeft()))

    @Slot(str)
    def _go_to(self, entry_id: str) -> None:
        self.opened.emit(entry_id)
        self.left.emit()

    # ------------------------------------------------------------------ the list and the page

    def follow(self) -> None:
        """Show as chosen what lies on the desk."""
        entry = self._models.journal.entry
        row = self._models.journal.list.row_of(entry.id) if entry is not None else -1
        self._following = True
        index = self.rows.index(row, 0)
        if row >= 0:
            self.list.setCurrentIndex(index)
        else:
            self.list.selectionModel().clear()
        self._following = False

    def step(self, by: int) -> None:
        """Go to the page that many rows further down; up for less than nothing. A fresh page lies above the first."""
        to = self.list.currentIndex().row() + by
        if to + 1 >= self.rows.rowCount() and self.rows.canFetchMore(QModelIndex()):
            self.rows.fetchMore(QModelIndex())
        if to == -1:
            self.fresh.emit()
        elif 0 <= to < self.rows.rowCount():
            self.list.setCurrentIndex(self.rows.index(to, 0))

    @property
    def sought(self) -> str:
        """What is searched for."""
        return self.search.text()

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, now: QModelIndex, before: QModelIndex) -> None:
        glimpse = self.rows.glimpse(now.row()) if now.isValid() else None
        if glimpse is not None and not self._following:
            self.opened.emit(glimpse.id)

    @Slot()
    def _on_loaded(self) -> None:
        self._make_room()
        self._nothing.setText(
            self._nothing_found()
            if self._models.journal.list.narrowed
            else self.tr("What you write will be listed here, by date. Nobody else reads it.")
        )
        if self._anew:  # other rows than before: their first is where one begins
            self._anew = False
            self.list.scrollToTop()
        self._say_month()
        self.follow()

    def _nothing_found(self) -> str:
        only = self.filters.only
        if self.search.text().strip():
            return self.tr("Nothing with these words. Fewer letters may find more.")
        if only.first is not None and only.first == only.last:
            return self.tr("Nothing is written on this day.")
        return self.tr("No page is like this.")

    @Slot()
    def _say_month(self) -> None:
        top = self.rows.glimpse(self.list.indexAt(self.list.viewport().rect().topLeft()).row())
        top = top or self.rows.glimpse(0)
        at = max(0, self.list.indexAt(self.list.viewport().rect().topLeft()).row())
        pinned = at < self._models.journal.list.pinned
        self._month.setText("" if top is None or pinned else month(wall(top.local).date()))

    # ------------------------------------------------------------------ searching

    @Slot()
    def _on_typed(self) -> None:
        self._pause.start()

    @Slot()
    def _search(self) -> None:
        self._anew = True
        self._models.journal.list.show(self.search.text(), self.filters.only)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc with nothing to clear goes to the page, Down and Enter from the field to the list, Del to the bin.

        Backspace in the empty field takes the last thing away that the list is narrowed to.
        """
        in_field = self.search.hasFocus()
        if event.key() == Qt.Key.Key_Escape:
            if self.filters.only == EVERYTHING:
                self.left.emit()
            else:
                self.filters.narrow(EVERYTHING)
        elif in_field and event.key() == Qt.Key.Key_Backspace and not self.search.text():
            self.filters.take_last_away()
        elif in_field and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            if self.rows.rowCount() and not self.list.currentIndex().isValid():
                self.list.setCurrentIndex(self.rows.index(0, 0))
        elif event.key() == Qt.Key.Key_Delete and not in_field and self.list.currentIndex().isValid():
            self.unwanted.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A hairline towards the page."""
        x = 0 if mirrored(self) else self.width() - 1
        QPainter(self).fillRect(QRectF(x, 0, 1, self.height()), QColor(look().palette.line))


def _inset(widget: QWidget, *, stretch: bool = False) -> QHBoxLayout:
    """Where the words of the rows begin."""
    row = QHBoxLayout()
    row.setContentsMargins(15, 0, 12, 0)
    row.addWidget(widget)
    if stretch:
        row.addStretch(1)
    return row

"""The left side of the journal: search, a new page, and what was written, newest first."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...models.bundle import Models
from ..look import look, mirrored
from ..widgets.buttons import IconButton, TextButton
from ..widgets.fields import SearchField
from ..widgets.label import ProseLabel, QuietLabel
from ..widgets.listing import EntryList
from .journal_rows import EntryRows, month, wall

PAUSE = 60
"""Milliseconds without a key before a search begins."""


class JournalSide(QWidget):
    """Search and list.

    Signals:
        opened: str; an entry is wanted, by its id.
        fresh: nothing; a new page is wanted.
        bin_wanted: nothing.
        left: nothing; the person is done with searching and goes back to the page.
        unwanted: nothing; the page chosen is to be moved to the bin.
    """

    opened = Signal(str)
    fresh = Signal()
    bin_wanted = Signal()
    left = Signal()
    unwanted = Signal()

    def __init__(self, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self._following = False
        self._build()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._search)
        self.search.textChanged.connect(self._on_typed)
        entries = models.journal.list
        entries.loaded.connect(self._on_loaded)
        entries.rowsInserted.connect(self._on_loaded)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.list.verticalScrollBar().valueChanged.connect(self._say_month)

    # ------------------------------------------------------------------ building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 28, 13, 12)
        column.setSpacing(8)
        column.addLayout(self._build_head())
        self._month = QuietLabel("")
        column.addSpacing(4)
        column.addLayout(_inset(self._month))
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
        self.bin = TextButton(self.tr("The bin"), icon_name="bin")
        self.bin.clicked.connect(self.bin_wanted)
        column.addLayout(_inset(self.bin, stretch=True))

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
        empty = not self.rows.rowCount()
        searching = bool(self.search.text().strip())
        self.list.setVisible(not empty)
        self._blank.setVisible(empty)
        self._nothing.setText(
            self.tr("Nothing with these words. Fewer letters may find more.")
            if searching
            else self.tr("What you write will be listed here, by date. Nobody else reads it.")
        )
        self._say_month()
        self.follow()

    @Slot()
    def _say_month(self) -> None:
        top = self.rows.glimpse(self.list.indexAt(self.list.viewport().rect().topLeft()).row())
        top = top or self.rows.glimpse(0)
        self._month.setText(month(wall(top.local).date()) if top is not None else "")
        self._month.setVisible(top is not None)

    # ------------------------------------------------------------------ searching

    @Slot()
    def _on_typed(self) -> None:
        self._pause.start()

    @Slot()
    def _search(self) -> None:
        self._models.journal.list.show(self.search.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc with nothing to clear goes to the page, Down and Enter from the field to the list, Del to the bin."""
        in_field = self.search.hasFocus()
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
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

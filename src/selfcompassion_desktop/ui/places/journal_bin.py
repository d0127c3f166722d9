"""The bin: what was put away, for 30 days."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...core.journal import Glimpse
from ...models.bundle import Models
from ..widgets.buttons import PrimaryButton, TextButton
from ..widgets.empty import EmptyState
from ..widgets.label import QuietLabel, TitleLabel
from ..widgets.listing import DATE_ROLE, SNIPPET_ROLE, TITLE_ROLE, EntryList
from .journal_rows import title, wall, whole_date

Index = QModelIndex | QPersistentModelIndex


class BinRows(QAbstractListModel):
    """What lies in the bin, the newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.glimpses: list[Glimpse] = []

    def take(self, glimpses: list[Glimpse]) -> None:
        """Hold these."""
        self.beginResetModel()
        self.glimpses = glimpses
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many pages lie there."""
        return 0 if parent.isValid() else len(self.glimpses)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """One fact of a row."""
        glimpse = self.glimpses[index.row()]
        if role in (TITLE_ROLE, Qt.ItemDataRole.DisplayRole):
            return title(glimpse)
        if role == DATE_ROLE:
            return whole_date(wall(glimpse.local))
        if role == SNIPPET_ROLE:
            return glimpse.snippet
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{title(glimpse)}. {whole_date(wall(glimpse.local))}"
        return None


class BinView(QWidget):
    """The pages in the bin, and one thing to do with the chosen one.

    Signals:
        done: nothing; back to the journal.
        restored: str; a page was taken back, by its id.
    """

    done = Signal()
    restored = Signal(str)

    def __init__(self, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 28, 28, 20)
        column.setSpacing(12)
        back = TextButton(self.tr("Back to the journal"), icon_name="previous")
        back.clicked.connect(self.done)
        column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(TitleLabel(self.tr("The bin")))
        column.addWidget(QuietLabel(self.tr("What is put here stays for 30 days, and can be taken back until then.")))
        self.rows = BinRows(self)
        self.list = EntryList(self.tr("Pages in the bin"))
        self.list.setModel(self.rows)
        self.list.setMaximumWidth(760)
        column.addWidget(self.list, 1)
        self._empty = EmptyState(self.tr("The bin is empty."))
        column.addWidget(self._empty, 1)
        self.back = PrimaryButton(self.tr("Take it back"))
        self.back.clicked.connect(self._on_back)
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addStretch(1)
        column.addLayout(foot)
        self.list.selectionModel().currentChanged.connect(lambda now: self.back.setEnabled(now.isValid()))
        models.journal.listed.connect(self._reread)

    def shown(self) -> None:
        """Read what lies in the bin."""
        self._models.journal.read_bin(self._on_read)

    @Slot()
    def _reread(self) -> None:
        if self.isVisible():
            self.shown()

    def _on_read(self, glimpses: list[Glimpse]) -> None:
        self.rows.take(glimpses)
        self.list.setVisible(bool(glimpses))
        self.back.setVisible(bool(glimpses))
        self._empty.setHidden(bool(glimpses))
        if glimpses:
            self.list.setCurrentIndex(self.rows.index(0, 0))
            self.list.setFocus()

    @Slot()
    def _on_back(self) -> None:
        row = self.list.currentIndex().row()
        if row >= 0:
            entry_id = self.rows.glimpses[row].id
            self._models.journal.restore(entry_id)
            self.restored.emit(entry_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.done.emit()
        else:
            super().keyPressEvent(event)

"""Earlier versions of a page, each beside what lies on the desk now."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QTextEdit, QVBoxLayout, QWidget

from ...core.journal import Revision
from ...models.bundle import Models
from ..look import look
from ..widgets.buttons import PrimaryButton, TextButton
from ..widgets.label import QuietLabel, TitleLabel
from ..widgets.listing import DATE_ROLE, SNIPPET_ROLE, TITLE_ROLE, EntryList
from .journal_paper import Paper, selection
from .journal_rows import short_date, whole_date

Index = QModelIndex | QPersistentModelIndex


class RevisionRows(QAbstractListModel):
    """The versions of a page, the newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.revisions: list[Revision] = []

    def take(self, revisions: list[Revision]) -> None:
        """Hold these."""
        self.beginResetModel()
        self.revisions = revisions
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many there are."""
        return 0 if parent.isValid() else len(self.revisions)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """One fact of a row."""
        revision = self.revisions[index.row()]
        if role == DATE_ROLE:
            return short_date(revision.saved.astimezone())
        if role == TITLE_ROLE:
            return f"{revision.saved.astimezone():%H:%M}"
        if role == SNIPPET_ROLE:
            return self._length(revision)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            return f"{whole_date(revision.saved.astimezone())}. {self._length(revision)}"
        return None

    def _length(self, revision: Revision) -> str:
        count = len(revision.body.split())
        return self.tr("1 word") if count == 1 else self.tr("{n} words").format(n=count)


class RevisionsView(QWidget):
    """A list of versions; the chosen one and the page as it is, side by side.

    Signals:
        done: nothing; back to the page.
    """

    done = Signal()

    def __init__(self, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self._build()
        self.list.selectionModel().currentChanged.connect(self._show_chosen)

    def shown(self) -> None:
        """Read the versions of what lies on the desk."""
        self.rows.take([])
        self.then.lay("")
        self.now.lay(self._models.journal.text)
        self.take.setEnabled(False)
        entry = self._models.journal.entry
        if entry is not None:
            self._models.journal.read_revisions(entry.id, self._on_read)
        self.list.setFocus()

    # ------------------------------------------------------------------ building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 28, 28, 20)
        column.setSpacing(12)
        back = TextButton(self.tr("Back to the page"), icon_name="previous")
        back.clicked.connect(self.done)
        column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(TitleLabel(self.tr("Earlier versions")))
        self._note = QuietLabel(self.tr("What is marked is no longer on the page. Taking a version up loses nothing."))
        column.addWidget(self._note)
        self.rows = RevisionRows(self)
        self.list = EntryList(self.tr("Versions, newest first"))
        self.list.setModel(self.rows)
        self.then = self._sheet(self.tr("The version chosen"))
        self.now = self._sheet(self.tr("The page now"))
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._box.setSpacing(20)
        self._box.addWidget(self.list, 2)
        self._box.addWidget(self._titled(self.tr("As it was"), self.then), 3)
        self._beside = self._titled(self.tr("As it is now"), self.now)
        self._box.addWidget(self._beside, 3)
        column.addLayout(self._box, 1)
        self.take = PrimaryButton(self.tr("Take this one up again"))
        self.take.clicked.connect(self._on_take)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.take)
        column.addLayout(foot)

    def _sheet(self, name: str) -> Paper:
        paper = Paper(name, small=True)
        paper.setReadOnly(True)
        paper.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        return paper

    def _titled(self, title: str, paper: Paper) -> QWidget:
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(QuietLabel(title))
        box.addWidget(paper, 1)
        return holder

    # ------------------------------------------------------------------ choosing

    def _on_read(self, revisions: list[Revision]) -> None:
        self.rows.take(revisions)
        if revisions:
            self.list.setCurrentIndex(self.rows.index(min(1, len(revisions) - 1), 0))

    @Slot()
    def _show_chosen(self) -> None:
        row = self.list.currentIndex().row()
        if 0 <= row < len(self.rows.revisions):
            self.then.lay(self.rows.revisions[row].body)
            self.take.setEnabled(self.rows.revisions[row].body != self._models.journal.text)
            self._mark_gone()

    def _mark_gone(self) -> None:
        """Mark the lines of the version that are no longer on the page."""
        still = set(self._models.journal.text.split("\n"))
        form = QTextCharFormat()
        form.setBackground(QColor(look().palette.sage_soft))
        marked: list[QTextEdit.ExtraSelection] = []
        block = self.then.document().begin()
        while block.isValid():
            if block.text().strip() and block.text() not in still:
                cursor = QTextCursor(block)
                cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
                marked.append(selection(cursor, form))
            block = block.next()
        self.then.setExtraSelections(marked)

    @Slot()
    def _on_take(self) -> None:
        row = self.list.currentIndex().row()
        self._models.journal.take_up(self.rows.revisions[row])
        self.done.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.done.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One above the other where there is no room for three columns."""
        super().resizeEvent(event)
        narrow = self.width() < look().px(640)
        self._box.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        # Three sheets one above the other need height as well; the version chosen is the one to be read.
        crowded = narrow and self.height() < look().px(640)
        self._beside.setHidden(crowded)
        self._note.setHidden(crowded)
        self.list.setMinimumHeight(self.list.sizeHintForRow(0) if narrow else 0)

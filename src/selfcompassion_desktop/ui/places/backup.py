"""One backup, opened: what it holds, one entry of it brought back, or all of it put in place."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...core.errors import Trouble
from ...core.journal import opening_of
from ...models.bundle import Models
from ...models.mending import Backup, Mended, Old
from ..widgets.buttons import PrimaryButton, QuietButton, TextButton
from ..widgets.label import QuietLabel, TitleLabel
from ..widgets.listing import DATE_ROLE, SNIPPET_ROLE, TITLE_ROLE, EntryList
from ..widgets.notice import QuietNotice
from .journal_rows import whole_date, whole_day

Index = QModelIndex | QPersistentModelIndex


class OldRows(QAbstractListModel):
    """The entries of a backup, the newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: list[Old] = []

    def take(self, entries: list[Old]) -> None:
        """Hold these."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many there are."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """One fact of a row."""
        old = self.entries[index.row()]
        day = whole_date(datetime.fromisoformat(old.local))
        name = old.title or self.tr("Without a title")
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return name
            case _ if role == TITLE_ROLE:
                return name
            case _ if role == DATE_ROLE:
                return day
            case _ if role == SNIPPET_ROLE:
                return opening_of(old.body)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{name}. {day}"
        return None


class BackupPlace(QWidget):
    """A backup's entries, and what can be done with them.

    Signals:
        done: nothing; back to where one was.
    """

    done = Signal()

    def __init__(self, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self._backup: Backup | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(44, 28, 44, 28)
        column.setSpacing(12)
        back = TextButton(self.tr("Settings"), icon_name="previous")
        back.clicked.connect(self.done)
        column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        self._title = TitleLabel("")
        column.addWidget(self._title)
        self._count = QuietLabel("")
        column.addWidget(self._count)
        self.rows = OldRows(self)
        self.list = EntryList(self.tr("Entries of the backup"))
        self.list.setModel(self.rows)
        self.list.setMaximumWidth(760)
        column.addWidget(self.list, 1)
        self.notice = QuietNotice()
        column.addWidget(self.notice)
        column.addLayout(self._build_foot())
        self.setFocusProxy(self.list)
        self.list.selectionModel().currentChanged.connect(lambda now: self.one.setEnabled(now.isValid()))
        models.mending.brought_back.connect(self._on_back)
        models.mending.mended.connect(self._on_mended)
        models.mending.trouble.connect(self._on_trouble)
        QShortcut(QKeySequence("Esc"), self, self.done.emit, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _build_foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(12)
        self.one = PrimaryButton(self.tr("Bring this one back"))
        self.one.clicked.connect(self._on_one)
        self.all = QuietButton(self.tr("Put everything back as it was then"))
        self.all.clicked.connect(self._on_all)
        foot.addWidget(self.one)
        foot.addWidget(self.all)
        foot.addStretch(1)
        return foot

    def enter(self, backup: Backup) -> None:
        """Open a backup; nothing is changed by it."""
        self._backup = backup
        self._title.setText(self.tr("Backup of {day}").format(day=whole_date(backup.made)))
        self._count.setText("")
        self.notice.clear()
        self.one.setEnabled(False)
        self.all.setEnabled(False)
        self.rows.take([])
        self._models.mending.look_into(backup.path, self._on_read)

    def _on_read(self, entries: list[Old]) -> None:
        self.rows.take(entries)
        self._count.setText(self._told(entries))
        self.all.setEnabled(True)
        if entries:
            self.list.setCurrentIndex(self.rows.index(0, 0))

    def _told(self, entries: list[Old]) -> str:
        first = self.tr("What is here now is backed up before anything is put back.")
        if not entries:
            return self.tr("No entry.") + " " + first
        newest, oldest = (whole_day(datetime.fromisoformat(old.local).date()) for old in (entries[0], entries[-1]))
        if newest == oldest:
            count = self.tr("One entry") if len(entries) == 1 else self.tr("{n} entries").format(n=len(entries))
            return self.tr("{count}, of {day}.").format(count=count, day=newest) + " " + first
        told = self.tr("{n} entries, from {oldest} to {newest}.")
        return told.format(n=len(entries), oldest=oldest, newest=newest) + " " + first

    @Slot()
    def _on_one(self) -> None:
        row = self.list.currentIndex().row()
        if 0 <= row < len(self.rows.entries):
            self._models.mending.bring_back(self.rows.entries[row])

    @Slot()
    def _on_all(self) -> None:
        if self._backup is not None:
            self.all.setEnabled(False)
            self._models.mending.restore(self._backup.path)

    @Slot(str)
    def _on_back(self) -> None:
        self.notice.say(self.tr("It is back in the journal."))

    @Slot(object)
    def _on_mended(self, mended: Mended) -> None:
        self.all.setEnabled(True)
        self.notice.say(self.tr("All is as it was then. What was here before is kept as a backup."))

    @Slot(object)
    def _on_trouble(self, trouble: Trouble) -> None:
        self.all.setEnabled(True)
        self.notice.say(trouble.sentence)

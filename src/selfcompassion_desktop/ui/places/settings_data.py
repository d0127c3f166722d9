"""Settings: where everything is kept, the backups, and what is kept and what is never sent."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...core.errors import Trouble
from ...models.store import Backup, StoreModel
from ..widgets.buttons import QuietButton, TextButton
from ..widgets.label import ProseLabel, QuietLabel, Words
from ..widgets.notice import QuietNotice
from .journal_rows import whole_date
from .settings_row import Section

SHOWN = 12


class DataSection(Section):
    """The data folder and its backups.

    Signals:
        backup_wanted: `Backup`; it is to be looked into.
        import_wanted: nothing; pages from elsewhere are to be taken in.
        export_wanted: nothing; the journal is to be taken out.
    """

    backup_wanted = Signal(object)
    import_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, store: StoreModel, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Your data"), parent)
        self._store = store
        where = self._build_folder()
        self.row(self.tr("Where it is"), where, self.tr("Everything you wrote or did, and nothing else."))
        self.row(
            self.tr("Backups"),
            self._build_backups(),
            self.tr("Made by themselves: one for each of seven days, four weeks and twelve months."),
        )
        self.bring = QuietButton(self.tr("Import …"))
        self.bring.clicked.connect(self.import_wanted)
        self.row(
            self.tr("From elsewhere"),
            beside(self.bring),
            self.tr("What you took out of this program, or wrote in another one."),
        )
        self.export = QuietButton(self.tr("Take out …"))
        self.export.clicked.connect(self.export_wanted)
        self.row(
            self.tr("Taking it out"),
            beside(self.export),
            self.tr("As pages, texts, tables or a PDF, for yourself and for other programs."),
        )
        self.body.addWidget(
            ProseLabel(
                self.tr(
                    "Kept here: your journal with its earlier versions, when you practised and what you rated, your "
                    "breaks, and these settings. Sent anywhere: nothing, ever. Removing the program leaves this "
                    "folder where it is."
                )
            )
        )
        store.backed_up.connect(self._on_backed_up)
        store.trouble.connect(self._on_trouble)

    def refresh(self) -> None:
        """Read what backups there are."""
        self._store.list_backups(self._on_listed)

    def _build_folder(self) -> QWidget:
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 6, 0, 0)
        box.setSpacing(8)
        box.addWidget(Words(str(self._store.folder)))
        self.open = QuietButton(self.tr("Open the folder"))
        self.open.clicked.connect(lambda: open_folder(self._store.folder))
        box.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        return holder

    def _build_backups(self) -> QWidget:
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        self.make = QuietButton(self.tr("Back up now"))
        self.make.clicked.connect(self._on_make)
        box.addWidget(self.make, 0, Qt.AlignmentFlag.AlignLeft)
        self.notice = QuietNotice()
        box.addWidget(self.notice)
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        box.addLayout(self._list)
        return holder

    @Slot()
    def _on_make(self) -> None:
        self.make.setEnabled(False)
        self._store.back_up()

    @Slot(object)
    def _on_backed_up(self, path: Path) -> None:
        self.make.setEnabled(True)
        self.notice.say(self.tr("Backed up as {name}.").format(name=path.name))
        self.refresh()

    @Slot(object)
    def _on_trouble(self, trouble: Trouble) -> None:
        self.make.setEnabled(True)
        self.notice.say(trouble.sentence)

    def _on_listed(self, backups: list[Backup]) -> None:
        while (item := self._list.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for backup in backups[:SHOWN]:
            self._list.addWidget(self._row(backup))
        if not backups:
            self._list.addWidget(QuietLabel(self.tr("None yet; the first is made when there is something to keep.")))
        elif len(backups) > SHOWN:
            rest = len(backups) - SHOWN
            self._list.addWidget(QuietLabel(self.tr("and {n} older ones in the folder").format(n=rest)))

    def _row(self, backup: Backup) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Words(_line(backup)), 1)
        look = TextButton(self.tr("Look inside"))
        look.setAccessibleName(self.tr("Look inside the backup of {day}").format(day=whole_date(backup.made)))
        look.clicked.connect(lambda: self.backup_wanted.emit(backup))
        row.addWidget(look)
        return holder


def beside(button: QWidget) -> QWidget:
    """A button at the beginning of a row, no wider than its words."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(button)
    row.addStretch(1)
    return holder


def open_folder(folder: Path) -> None:
    """Ask the system to show a folder. Only ever a place on this computer's own disks."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _line(backup: Backup) -> str:
    return f"{whole_date(backup.made)} · {size(backup.size)}"


def size(count: int) -> str:
    """A size in bytes in words that say enough: `312 KB`, `4.1 MB`."""
    if count < 1_000_000:
        return QCoreApplication.translate("words", "{n} KB").format(n=max(1, round(count / 1000)))
    return QCoreApplication.translate("words", "{n} MB").format(n=f"{count / 1_000_000:.1f}")

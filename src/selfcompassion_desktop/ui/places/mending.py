"""The journal's file is damaged: what there is to put in its place, on one screen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...core.errors import KeyMissing, Trouble
from ...models.bundle import Models
from ...models.mending import Backup, Mended
from ..widgets.buttons import PrimaryButton, QuietButton, TextButton
from ..widgets.label import HeadingLabel, ProseLabel, QuietLabel
from ..widgets.notice import QuietNotice
from ..widgets.page import Page
from .journal_rows import whole_date


class MendingPlace(QWidget):
    """Three ways on, and none of them loses anything.

    Signals:
        done: nothing; back to the places.
    """

    done = Signal()

    def __init__(self, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self._newest: Backup | None = None
        page = Page(self.tr("The journal's file is damaged"), self, widest=640, alone=True)
        self._heading = HeadingLabel("", self)
        page.add(self._heading, after=4)
        self._sentence = ProseLabel("", self)
        page.add(self._sentence)
        kept = self.tr("Whatever you choose, the file as it is now is kept, whole, in a folder beside.")
        page.add(ProseLabel(kept, self))
        self.use = PrimaryButton("", self)
        self.use.clicked.connect(self._on_use)
        self.recover = QuietButton(self.tr("Keep what can be read of it"), self)
        self.recover.clicked.connect(self._on_recover)
        self._hint = QuietLabel("", self)
        later = TextButton(self.tr("Not now"))
        later.clicked.connect(self.done)
        for button in (self.use, self.recover, later):
            page.add(button, after=12)
            page.column.setAlignment(button, Qt.AlignmentFlag.AlignLeft)
        page.add(self._hint)
        self.notice = QuietNotice(self)
        page.add(self.notice)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page)
        self.setFocusProxy(self.recover)
        models.mending.mended.connect(self._on_mended)
        models.mending.trouble.connect(self._on_trouble)

    def enter(self, trouble: Trouble) -> None:
        """Say what is wrong, and look for the newest backup that is sound."""
        keyless = isinstance(trouble, KeyMissing)
        damaged = self.tr("The journal's file is damaged")
        self._heading.setText(self.tr("The journal cannot be opened") if keyless else damaged)
        self.recover.setHidden(keyless)
        self._sentence.setText(trouble.sentence)
        self.notice.clear()
        self.use.setVisible(False)
        self._hint.setText(self.tr("Looking for a backup that is sound …"))
        self._models.mending.find_newest_good(self._on_found)

    def _on_found(self, backup: Backup | None) -> None:
        self._newest = backup
        self.use.setVisible(backup is not None)
        if backup is None:
            self._hint.setText(self.tr("There is no backup that can be read."))
            return
        self.use.setText(self.tr("Use the backup of {day}").format(day=whole_date(backup.made)))
        self._hint.setText(self.tr("What was written after that day may still be read from the damaged file later on."))
        self.use.setFocus()

    @Slot()
    def _on_use(self) -> None:
        if self._newest is not None:
            self._wait()
            self._models.mending.restore(self._newest.path)

    @Slot()
    def _on_recover(self) -> None:
        self._wait()
        self._models.mending.recover()

    def _wait(self) -> None:
        self.use.setEnabled(False)
        self.recover.setEnabled(False)
        self.notice.say(self.tr("One moment …"))

    @Slot(object)
    def _on_mended(self, mended: Mended) -> None:
        if self.isVisible():
            self.use.setEnabled(True)
            self.recover.setEnabled(True)
            self.done.emit()

    @Slot(object)
    def _on_trouble(self, trouble: Trouble) -> None:
        if self.isVisible():
            self.use.setEnabled(True)
            self.recover.setEnabled(True)
            self.notice.say(trouble.sentence)

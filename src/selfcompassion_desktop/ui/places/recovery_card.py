"""The recovery code, shown this once: to be copied, saved, printed or written down."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from ...models.lock import LockModel
from ..tokens import TITLE
from ..widgets.buttons import PrimaryButton, QuietButton
from ..widgets.card import Card
from ..widgets.flow import FlowLayout
from ..widgets.label import QuietLabel, TitleLabel, Words


class RecoveryCard(Card):
    """The card.

    Signals:
        done: nothing; the person has the code, and it is shown no more.
    """

    done = Signal()

    def __init__(self, lock: LockModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lock = lock
        self._code = ""
        self.body.addWidget(TitleLabel(self.tr("Your recovery code")))
        self._shown = Words("", size=TITLE)
        self.body.addWidget(self._shown)
        self.body.addWidget(
            QuietLabel(
                self.tr(
                    "It opens the journal if the passphrase is forgotten. It is shown this once and kept nowhere on "
                    "this computer. A piece of paper in a drawer keeps it well."
                )
            )
        )
        holder = QWidget()
        row = FlowLayout(holder, gap=12, rows=8)
        self.copy = QuietButton(self.tr("Copy"))
        self.copy.clicked.connect(self._on_copy)
        self.save = QuietButton(self.tr("Save…"))
        self.save.clicked.connect(self._on_save)
        self.print = QuietButton(self.tr("Print…"))
        self.print.clicked.connect(self._on_print)
        self.keep = PrimaryButton(self.tr("I have it"))
        self.keep.clicked.connect(self._on_kept)
        for button in (self.copy, self.save, self.print, self.keep):
            row.addWidget(button)
        self.body.addWidget(holder)
        self._said = QuietLabel("")
        self._said.hide()
        self.body.addWidget(self._said)
        lock.code_saved.connect(self._on_saved)
        lock.locked.connect(self.forget)
        self.hide()

    def show_code(self, code: str) -> None:
        """Show a code that was made just now."""
        self._code = code
        self._shown.setText(code.replace("-", " – "))
        self._shown.setAccessibleName(" ".join(code))
        self._said.hide()
        self.show()
        self.keep.setFocus()

    @Slot()
    def forget(self) -> None:
        """Show it no more."""
        self._code = ""
        self._shown.setText("")
        self._shown.setAccessibleName("")
        self.hide()

    @Slot()
    def _on_kept(self) -> None:
        self.forget()
        self.done.emit()

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._code)
        self._say(self.tr("Copied. What is copied can be read by other programs; paste it where it is safe."))

    @Slot()
    def _on_save(self) -> None:
        kinds = self.tr("Text (*.txt)")
        file, _ = QFileDialog.getSaveFileName(self, self.tr("Save as"), self.tr("recovery-code.txt"), kinds)
        if file:
            self._lock.save_code(file, self._page())

    @Slot()
    def _on_print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter()
        if QPrintDialog(printer, self).exec() == QDialog.DialogCode.Accepted:
            document = QTextDocument(self._page())
            document.print_(printer)

    @Slot(str)
    def _on_saved(self, file: str) -> None:
        if self._code:
            self._say(self.tr("Saved as {file}. It is safest where this computer is not.").format(file=file))

    def _say(self, sentence: str) -> None:
        self._said.setText(sentence)
        self._said.show()

    def _page(self) -> str:
        told = self.tr("The recovery code of a journal in Self-Compassion. Whoever has both can read it.")
        return f"{told}\n\n{self._code}\n"

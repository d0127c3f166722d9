"""The journal is locked: one field to open it, and everything that needs no journal in reach."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ...core.errors import Trouble
from ...models.bundle import Models
from ..look import look
from ..widgets.buttons import PrimaryButton, QuietButton, TextButton
from ..widgets.fields import Field
from ..widgets.label import HeadingLabel, ProseLabel, QuietLabel, TitleLabel, Words
from ..widgets.notice import QuietNotice
from ..widgets.page import Page
from ..widgets.paint import RESTYLED

FIELD = 420
"""The widest a field here grows, px at 100 %."""


class ShortField(Field):
    """A field no wider than what is typed in it."""

    def __init__(self, name: str, parent: QWidget | None = None, *, hint: str = "") -> None:
        super().__init__(name, parent, hint=hint)
        self.setMaximumWidth(look().px(FIELD))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() in RESTYLED:
            self.setMaximumWidth(look().px(FIELD))


class SecretField(ShortField):
    """One line that is not shown while it is typed, and is forgotten once it was read."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )

    def take(self) -> str:
        """What was typed; the field is empty then, and so is what undoing could bring back."""
        text = self.text()
        self.setText("")
        return text


class NewSecret(QWidget):
    """A new passphrase, typed twice.

    Signals:
        ready: nothing; Enter was pressed in the second field.
    """

    ready = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        self.first = SecretField(self.tr("New passphrase"))
        self.second = SecretField(self.tr("The new passphrase once more"))
        for label, field in ((self.tr("New passphrase"), self.first), (self.tr("Once more"), self.second)):
            box.addWidget(QuietLabel(label))
            box.addWidget(field)
        self.first.returnPressed.connect(self.second.setFocus)
        self.second.returnPressed.connect(self.ready)
        self.setFocusProxy(self.first)

    def problem(self) -> str:
        """Why it cannot be used yet; "" where it can."""
        if not self.first.text().strip():
            return self.tr("The new passphrase is empty.")
        if self.first.text() != self.second.text():
            return self.tr("The two are not the same; type the new passphrase once more.")
        return ""

    def take(self) -> str:
        """What was typed."""
        self.second.setText("")
        return self.first.take()


class LockPlace(QWidget):
    """The lock.

    Signals:
        too_much: nothing; the ground is asked for.
        practise_wanted: nothing.
    """

    too_much = Signal()
    practise_wanted = Signal()

    def __init__(self, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self._lock = models.lock
        page = self._page = Page(self.tr("The journal is locked"), self, widest=560, alone=True)
        page.add(HeadingLabel(self.tr("The journal is locked"), self), after=8)
        page.add(self._build_open(), after=8)
        self.notice = QuietNotice(self)
        page.add(self.notice)
        page.add(self._build_meanwhile())
        self._forgotten = self._build_forgotten()
        page.add(self._forgotten)
        page.column.insertStretch(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page)
        self.setFocusProxy(self.passphrase)
        self._lock.refused.connect(self._on_refused)
        self._lock.unlocked.connect(self._let_go)

    # ------------------------------------------------------------------ building

    def _build_open(self) -> QWidget:
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(QuietLabel(self.tr("Passphrase")))
        self.passphrase = SecretField(self.tr("Passphrase"))
        self.passphrase.returnPressed.connect(self._on_unlock)
        box.addWidget(self.passphrase)
        box.addSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(16)
        self.open = PrimaryButton(self.tr("Unlock"))
        self.open.clicked.connect(self._on_unlock)
        self.forgot = TextButton(self.tr("I have forgotten it"))
        self.forgot.clicked.connect(self._on_forgot)
        row.addWidget(self.open)
        row.addWidget(self.forgot)
        row.addStretch(1)
        box.addLayout(row)
        return holder

    def _build_forgotten(self) -> QWidget:
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 8, 0, 0)
        box.setSpacing(6)
        box.addWidget(TitleLabel(self.tr("With the recovery code")))
        box.addWidget(ProseLabel(self.tr("It was shown when the passphrase was set: six groups of five.")))
        self.code = ShortField(self.tr("Recovery code"), hint="XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX")
        self.new = NewSecret()
        self.recover = QuietButton(self.tr("Open with the code"))
        self.code.returnPressed.connect(self.new.setFocus)
        self.new.ready.connect(self._on_recover)
        self.recover.clicked.connect(self._on_recover)
        box.addWidget(QuietLabel(self.tr("Recovery code")))
        for widget in (self.code, self.new):
            box.addWidget(widget)
        box.addSpacing(8)
        box.addWidget(self.recover, 0, Qt.AlignmentFlag.AlignLeft)
        box.addSpacing(20)
        box.addWidget(TitleLabel(self.tr("With neither")))
        box.addWidget(
            ProseLabel(
                self.tr(
                    "Nobody can open it then, and neither can we. You can begin with an empty journal; the locked one "
                    "is put aside with its backups, not deleted, in case you remember one day."
                )
            )
        )
        self._word = self.tr("begin anew")
        box.addWidget(QuietLabel(self.tr("To do so, type: {word}").format(word=self._word)))
        self.sure = ShortField(self.tr("To begin with an empty journal, type: {word}").format(word=self._word))
        self.sure.textChanged.connect(self._on_sure)
        box.addWidget(self.sure)
        box.addSpacing(8)
        self.anew = QuietButton(self.tr("Put the locked journal aside"))
        self.anew.setEnabled(False)
        self.anew.clicked.connect(self._on_anew)
        box.addWidget(self.anew, 0, Qt.AlignmentFlag.AlignLeft)
        holder.hide()
        return holder

    def _build_meanwhile(self) -> QWidget:
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 16, 0, 0)
        box.setSpacing(10)
        box.addWidget(Words(self.tr("Without it you can still")))
        row = QHBoxLayout()
        row.setSpacing(12)
        self.take_break = QuietButton(self.tr("Take a break"))
        self.take_break.clicked.connect(self._models.breaks.begin)
        self.practise = QuietButton(self.tr("Practise"))
        self.practise.clicked.connect(self.practise_wanted)
        self.ground = QuietButton(self.tr("Too much?"))
        self.ground.clicked.connect(self.too_much)
        for button in (self.take_break, self.practise, self.ground):
            row.addWidget(button)
        row.addStretch(1)
        box.addLayout(row)
        note = self.tr(
            "What you practise or note meanwhile is kept once the journal is unlocked; closing the program before "
            "that lets it go."
        )
        box.addWidget(QuietLabel(note))
        return holder

    # ------------------------------------------------------------------ acting

    def enter(self) -> None:
        """The lock is shown."""
        self._let_go()
        self.passphrase.setFocus()

    @Slot()
    def _on_unlock(self) -> None:
        if not self.passphrase.text():
            self.passphrase.setFocus()
            return
        self._wait()
        self._lock.unlock(self.passphrase.take())

    @Slot()
    def _on_forgot(self) -> None:
        self._forgotten.setVisible(not self._forgotten.isVisible())
        self.notice.clear()
        if self._forgotten.isVisible():
            self.code.setFocus()
            QTimer.singleShot(0, self, lambda: self._page.ensureWidgetVisible(self.recover))

    @Slot()
    def _on_recover(self) -> None:
        if problem := self.new.problem():
            self._say(problem)
            self.new.setFocus()
            return
        self._wait()
        self._lock.recover(self.code.text(), self.new.take())

    @Slot()
    def _on_sure(self) -> None:
        self.anew.setEnabled(self.sure.text().strip().casefold() == self._word.casefold())

    @Slot()
    def _on_anew(self) -> None:
        self._wait()
        self._lock.begin_anew()

    def _wait(self) -> None:
        for button in (self.open, self.recover, self.anew):
            button.setEnabled(False)
        self._say(self.tr("One moment …"))

    def _say(self, sentence: str) -> None:
        self.notice.say(sentence)
        self._page.ensureWidgetVisible(self.notice)

    @Slot(object)
    def _on_refused(self, trouble: Trouble) -> None:
        if not self.isVisible():
            return
        self._ready()
        self._say(trouble.sentence)
        (self.code if self._forgotten.isVisible() else self.passphrase).setFocus()

    def _ready(self) -> None:
        self.open.setEnabled(True)
        self.recover.setEnabled(True)
        self._on_sure()

    @Slot()
    def _let_go(self) -> None:
        """Nothing that was typed here is held any longer."""
        for field in (self.passphrase, self.code, self.new.first, self.new.second, self.sure):
            field.setText("")
        self._forgotten.hide()
        self.notice.clear()
        self._ready()

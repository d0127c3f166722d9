"""Settings: the passphrase, the recovery code, and when the journal is locked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ...core.errors import Trouble
from ...core.settings import Settings
from ...models.lock import LockModel
from ...models.settings import SettingsModel
from ..widgets.buttons import PrimaryButton, QuietButton
from ..widgets.label import ProseLabel, QuietLabel
from ..widgets.notice import QuietNotice
from .lock import NewSecret, SecretField
from .recovery_card import RecoveryCard
from .settings_row import Section

MINUTES = (0, 2, 5, 10, 30)


class Asking(QWidget):
    """A few secrets to type, and the button that uses them; folded away until it is wanted.

    Args:
        opener: what the folded button says.
        act: what the button that acts says.
        current: whether the present passphrase is asked for.
        new: whether a new one is.

    Signals:
        given: str, str; the present passphrase and the new one, "" where it was not asked for.
        problem: str; why it cannot be used yet.
    """

    given = Signal(str, str)
    problem = Signal(str)

    def __init__(self, opener: str, act: str, *, current: bool, new: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.current = SecretField(self.tr("Passphrase")) if current else None
        self.new = NewSecret() if new else None
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        self.opener = QuietButton(opener)
        self.opener.clicked.connect(self._unfold)
        box.addWidget(self.opener, 0, Qt.AlignmentFlag.AlignLeft)
        self._inner = QWidget()
        inner = QVBoxLayout(self._inner)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(6)
        if self.current is not None:
            inner.addWidget(QuietLabel(self.tr("The passphrase as it is")))
            inner.addWidget(self.current)
            self.current.returnPressed.connect(self._on_current)
        if self.new is not None:
            inner.addWidget(self.new)
            self.new.ready.connect(self._use)
        inner.addSpacing(4)
        self.use = PrimaryButton(act)
        self.use.clicked.connect(self._use)
        inner.addWidget(self.use, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self._inner)
        self.fold()

    @Slot()
    def fold(self) -> None:
        """Folded, and nothing typed is held."""
        for field in self.findChildren(SecretField):
            field.setText("")
        self._inner.hide()
        self.opener.show()

    @Slot()
    def _unfold(self) -> None:
        self.opener.hide()
        self._inner.show()
        (self.current or self.new or self.use).setFocus()
        QTimer.singleShot(0, self, self._come_into_sight)

    def _come_into_sight(self) -> None:
        page: QWidget | None = self
        while page is not None and not isinstance(page, QScrollArea):
            page = page.parentWidget()
        if page is not None:
            page.ensureWidgetVisible(self.use)

    @Slot()
    def _on_current(self) -> None:
        if self.new is not None:
            self.new.setFocus()
        else:
            self._use()

    @Slot()
    def _use(self) -> None:
        problem = self.new.problem() if self.new is not None else ""
        if self.current is not None and not self.current.text():
            problem = self.tr("The passphrase as it is now is needed too.")
        if problem:
            self.problem.emit(problem)
            return
        current = self.current.take() if self.current is not None else ""
        new = self.new.take() if self.new is not None else ""
        self.given.emit(current, new)


class PrivacySection(Section):
    """Without a passphrase: how to set one. With one: what can be done with it, and when the journal is locked.

    Signals:
        unlock_wanted: nothing; while it is locked, the way to what can be done.
    """

    unlock_wanted = Signal()

    def __init__(self, lock: LockModel, settings: SettingsModel, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Privacy"), parent)
        self._lock = lock
        self._settings = settings
        self._setting = False
        self._without = self._build_without()
        self._with = self._build_with()
        self._shut = self._build_shut()
        self.card = RecoveryCard(lock)
        self.notice = QuietNotice()
        for part in (self.card, self._without, self._with, self._shut, self.notice):
            self.body.addWidget(part)
        self._take(settings.current)
        self._on_changed()
        settings.changed.connect(self._take)
        lock.changed.connect(self._on_changed)
        lock.locked.connect(self._on_locked)
        lock.code_made.connect(self._on_code)
        lock.refused.connect(self._on_refused)
        lock.left.connect(self._on_left)
        lock.tidied.connect(self._on_tidied)
        self.card.done.connect(self._show_parts)

    # ------------------------------------------------------------------ building

    def _build_without(self) -> QWidget:
        part = Section()
        part.body.addWidget(
            ProseLabel(
                self.tr(
                    "With a passphrase, everything you write or do here is encrypted: the journal, its search, its "
                    "earlier versions, and the backups the program has made. Without the passphrase and without the "
                    "recovery code nobody can open it any more, and neither can we."
                )
            )
        )
        part.body.addWidget(
            QuietLabel(
                self.tr(
                    "Not the settings and the rules for prompts: they hold no word of the journal, but which practice "
                    "you chose last, whom you noted to reach, and your phrases for the break and your rules, in "
                    "your own words."
                )
            )
        )
        self.set = self._asking(
            self.tr("Set a passphrase"), self.tr("Encrypt everything"), self._on_set, current=False, new=True
        )
        part.row(self.tr("Passphrase"), self.set, self.tr("A few words that only you would think of make a good one."))
        return part

    def _build_with(self) -> QWidget:
        part = Section()
        part.body.addWidget(
            ProseLabel(
                self.tr(
                    "The journal is encrypted. Copies you made elsewhere, and what you exported, are as you made them."
                )
            )
        )
        self.now = QuietButton(self.tr("Lock now"))
        self.now.clicked.connect(self._lock.lock)
        part.row(self.tr("Lock"), _at_the_left(self.now), self.tr("Ctrl+L does the same."))
        names = [(str(n), self.tr("{n} minutes").format(n=n) if n else self.tr("Never")) for n in MINUTES]
        self.minutes = part.choice(
            self.tr("Lock by itself after"),
            names,
            self.tr("Counted from the last key or touch in this window, and not while you practise."),
        )
        self.minutes.chosen.connect(self._on_minutes)
        self.sleep = part.choice(
            self.tr("When the computer has slept"),
            [("lock", self.tr("Lock")), ("stay", self.tr("Stay open"))],
        )
        self.sleep.chosen.connect(self._on_sleep)
        self.change = self._asking(
            self.tr("Change the passphrase"), self.tr("Change it"), self._on_change, current=True, new=True
        )
        part.row(self.tr("Passphrase"), self.change, self.tr("The recovery code stays the same."))
        self.renew = self._asking(
            self.tr("A new recovery code"), self.tr("Make a new one"), self._on_renew, current=True, new=False
        )
        part.row(self.tr("Recovery code"), self.renew, self.tr("The one before opens nothing any more."))
        self.remove = self._asking(
            self.tr("Take the passphrase away"), self.tr("Have it all plain again"), self._on_remove,
            current=True, new=False,
        )  # fmt: skip
        part.row(
            self.tr("No passphrase"), self.remove, self.tr("Whoever can read your files can then read your journal.")
        )
        return part

    def _build_shut(self) -> QWidget:
        part = Section()
        part.body.addWidget(
            ProseLabel(self.tr("The journal is locked. What can be done with its passphrase is here once it is open."))
        )
        self.unlock = QuietButton(self.tr("Unlock"))
        self.unlock.clicked.connect(self.unlock_wanted)
        part.body.addWidget(self.unlock, 0, Qt.AlignmentFlag.AlignLeft)
        return part

    def _asking(self, opener: str, act: str, given: Callable[[str, str], None], *, current: bool, new: bool) -> Asking:
        asking = Asking(opener, act, current=current, new=new)
        asking.given.connect(given)
        asking.problem.connect(self._say)
        return asking

    # ------------------------------------------------------------------ asking

    @Slot(str, str)
    def _on_set(self, _: str, new: str) -> None:
        self._wait()
        self._setting = True
        self._lock.set(new)

    @Slot(str, str)
    def _on_change(self, current: str, new: str) -> None:
        self._wait()
        self._lock.change(current, new)

    @Slot(str, str)
    def _on_renew(self, current: str, _: str) -> None:
        self._wait()
        self._lock.renew_code(current)

    @Slot(str, str)
    def _on_remove(self, current: str, _: str) -> None:
        self._wait()
        self._lock.remove(current)

    @Slot(str)
    def _on_minutes(self, key: str) -> None:
        self._settings.change(lock_minutes=int(key))

    @Slot(str)
    def _on_sleep(self, key: str) -> None:
        self._settings.change(lock_on_sleep=key == "lock")

    # ------------------------------------------------------------------ showing

    @Slot(object)
    def _take(self, settings: Settings) -> None:
        self.minutes.set_value(str(settings.lock_minutes))
        self.sleep.set_value("lock" if settings.lock_on_sleep else "stay")

    @Slot()
    def _on_changed(self) -> None:
        if self.isVisible() and self.notice.sentence:
            plain = self.tr("The journal has no passphrase any more.")
            self._say(self.tr("It is done.") if self._lock.is_encrypted else plain)
        self._show_parts()
        self._free()

    @Slot()
    def _show_parts(self) -> None:
        """While a code is shown, nothing else is."""
        self._with.setVisible(self._lock.is_encrypted and not self._lock.is_locked and self.card.isHidden())
        self._without.setVisible(not self._lock.is_encrypted)
        self._shut.setVisible(self._lock.is_locked)

    @Slot()
    def _on_locked(self) -> None:
        self.notice.clear()
        self._show_parts()
        self._free()

    @Slot(str)
    def _on_code(self, code: str) -> None:
        self.notice.clear()
        if self._setting:
            self._say(self.tr("Encrypted. Older backups, if there are any, are being encrypted now …"))
        self._free()
        self.card.show_code(code)
        self._show_parts()

    @Slot(object)
    def _on_refused(self, trouble: Trouble) -> None:
        self._free()
        self._setting = False
        if self.isVisible():
            self._say(trouble.sentence)

    @Slot()
    def _on_tidied(self) -> None:
        if self._setting:
            self._setting = False
            self._say(self.tr("Encrypted, and every backup the program has made."))

    @Slot(object)
    def _on_left(self, left: tuple[Path, ...]) -> None:
        self._say(
            self.tr("{n} older copies could not be written anew yet, for want of room or rights: {names}").format(
                n=len(left), names=", ".join(path.name for path in left)
            )
        )

    def _wait(self) -> None:
        self._say(self.tr("One moment …"))
        for asking in self.findChildren(Asking):
            asking.setEnabled(False)

    def _free(self) -> None:
        for asking in self.findChildren(Asking):
            asking.setEnabled(True)
            asking.fold()

    @Slot(str)
    def _say(self, sentence: str) -> None:
        self.notice.say(sentence)


def _at_the_left(button: QWidget) -> QWidget:
    holder = QWidget()
    box = QVBoxLayout(holder)
    box.setContentsMargins(0, 0, 0, 0)
    box.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
    return holder

"""The lock: whether the journal is open, and what opens, closes and re-keys it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from ..core.errors import StoreDamaged, StoreShut, Trouble
from ..core.ports.clock import Clock
from ..store.encryption import Encrypted, Encryption
from ..store.standing import Standing
from .journal import JournalModel
from .settings import SettingsModel
from .store import StoreModel
from .tasks import Tasks

SLEPT = 2.0
"""Seconds of sleep that are one; less is how the clocks are read."""
LOOKS = 5_000
"""Milliseconds between two looks at whether the machine has slept."""


class LockModel(QObject):
    """Locks and unlocks the journal.

    What is not saved yet is saved before it is locked. Where that cannot be, it stays in the memory, and is kept after
    the next unlocking; so is what is practised meanwhile.

    Signals:
        locked: nothing; the journal is to be out of sight now.
        shut: nothing; the store is closed and its key forgotten, and what was read of it is to be forgotten too.
        unlocked: nothing; the store is open again.
        changed: nothing; the journal has a passphrase now, or another one, or none.
        code_made: str, the recovery code; it is kept nowhere.
        code_saved: str, the file that a code was written to.
        tidied: nothing; no older copy is plain any more.
        left: tuple of `Path`; copies that could not be written anew this time.
        refused: `Trouble`; what was asked could not be done, and all is as it was.

    Attributes:
        is_locked: whether the journal is out of reach.
        is_encrypted: whether there is a passphrase.
    """

    locked = Signal()
    shut = Signal()
    unlocked = Signal()
    changed = Signal()
    code_made = Signal(str)
    code_saved = Signal(str)
    tidied = Signal()
    left = Signal(object)
    refused = Signal(object)

    def __init__(
        self,
        encryption: Encryption,
        store: StoreModel,
        journal: JournalModel,
        settings: SettingsModel,
        clock: Clock,
        tasks: Tasks,
        busy: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._encryption = encryption
        self._store = store
        self._journal = journal
        self._settings = settings
        self._clock = clock
        self._tasks = tasks
        self._busy = busy
        self.is_locked = False
        self.is_encrypted = False
        self._stirred = self._asleep = 0.0
        self._timer = QTimer(self, singleShot=True)
        self._timer.setTimerType(Qt.TimerType.CoarseTimer)
        self._timer.timeout.connect(self.look)
        store.opened.connect(self._on_opened)
        store.refused.connect(self._on_refused)
        settings.changed.connect(self.look)

    # ------------------------------------------------------------------ locking

    @Slot()
    def lock(self) -> None:
        """Save what is not saved yet, and lock; nothing where there is no passphrase."""
        if self.is_locked or not self.is_encrypted:
            return
        self._timer.stop()
        self._journal.save()
        self._be_locked()
        self._tasks.run(self._encryption.lock, lambda _: self.shut.emit(), self.refused.emit)

    def unlock(self, passphrase: str) -> None:
        """Open the journal by its passphrase."""
        self._unlock(lambda: self._encryption.unlock(passphrase, copies=False))

    def recover(self, code: str, passphrase: str) -> None:
        """Open it by the recovery code; from now on `passphrase` opens it."""
        self._unlock(lambda: self._encryption.recover(code, passphrase, copies=False))

    def _unlock(self, act: Callable[[], None]) -> None:
        self._tasks.run(act, lambda _: self._open(), self._on_not_unlocked)

    def begin_anew(self) -> None:
        """Set everything aside that nobody can open, and begin with an empty journal; nothing is deleted."""
        self._tasks.run(self._encryption.set_all_aside, lambda _: self._open(), self.refused.emit)

    @Slot()
    def stir(self) -> None:
        """Somebody is here."""
        if self._timer.isActive():
            if self._slept():
                self.lock()
            self._stirred = self._clock.monotonic()

    @Slot()
    def look(self) -> None:
        """See whether nobody was here for long, or the machine has slept; and when to look again."""
        self._timer.stop()
        if self.is_locked or not self.is_encrypted:
            return
        if self._slept():
            self.lock()
            return
        settings, now = self._settings.current, self._clock.monotonic()
        if self._busy():
            self._stirred = now
        idle = now - self._stirred
        if settings.lock_minutes and idle >= 60 * settings.lock_minutes:
            self.lock()
            return
        waits = [round(1000 * (60 * settings.lock_minutes - idle))] if settings.lock_minutes else []
        waits += [LOOKS] if settings.lock_on_sleep else []
        if waits:
            self._timer.start(max(min(waits), 1))

    def _slept(self) -> bool:
        asleep, before = self._clock.asleep(), self._asleep
        self._asleep = asleep
        return self._settings.current.lock_on_sleep and asleep - before >= SLEPT

    # ------------------------------------------------------------------ the passphrase

    def set(self, passphrase: str) -> None:
        """Encrypt everything; `code_made` follows."""
        self._journal.save()
        self._do(lambda: self._encryption.set(passphrase, copies=False), self._on_set)

    def change(self, current: str, new: str) -> None:
        """Another passphrase opens the journal from now on."""
        self._do(lambda: self._encryption.change(current, new), lambda _: self.changed.emit())

    def renew_code(self, passphrase: str) -> None:
        """Another recovery code opens it from now on; `code_made` follows."""
        self._do(lambda: self._encryption.renew_code(passphrase), self.code_made.emit)

    def save_code(self, file: str, page: str) -> None:
        """Write a page with the code into a file of the person's choosing; `code_saved` follows."""
        self._do(lambda: self._encryption.write_page(file, page), lambda _: self.code_saved.emit(file))

    def remove(self, passphrase: str) -> None:
        """Have everything plain again."""
        self._journal.save()
        self._do(lambda: self._encryption.remove(passphrase), self._on_removed)

    def _do(self, act: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self._tasks.run(act, done, self.refused.emit)

    def _on_set(self, made: Encrypted) -> None:
        self.is_encrypted = True
        self._begin_to_look()
        self.changed.emit()
        self.code_made.emit(made.code)
        self._tidy()

    def _tidy(self) -> None:
        """One older copy after the other, so that what is written meanwhile is saved in between."""
        self._tasks.run(self._encryption.tidy_next, self._on_tidied, self._on_untidy)

    def _on_tidied(self, more: int) -> None:
        if more:
            self._tidy()
        else:
            self.tidied.emit()

    def _on_untidy(self, _: Trouble) -> None:
        """No room, or no right to; the next unlocking goes on."""
        self._tasks.run(self._encryption.plain_copies, self.left.emit, self.refused.emit)

    def _on_removed(self, left: tuple[object, ...]) -> None:
        self.is_encrypted = False
        self._timer.stop()
        self.changed.emit()
        if left:
            self.left.emit(left)

    # ------------------------------------------------------------------ the store

    def _be_locked(self) -> None:
        self.is_locked = self.is_encrypted = True
        self.locked.emit()

    def _open(self) -> None:
        """The key is in hand: the store goes on as after a start."""
        self.is_locked = False
        self._store.open()

    @Slot()
    def _on_opened(self) -> None:
        self.is_locked = False
        self._tasks.run(lambda: self._encryption.standing, self._on_standing)

    def _on_standing(self, standing: Standing) -> None:
        self.is_encrypted = standing is Standing.ENCRYPTED
        self._begin_to_look()
        self._tidy()
        self._tasks.resume()
        self._journal.bring_back()
        self.changed.emit()
        self.unlocked.emit()

    def _begin_to_look(self) -> None:
        self._stirred, self._asleep = self._clock.monotonic(), self._clock.asleep()
        self.look()

    @Slot(object)
    def _on_refused(self, trouble: Trouble) -> None:
        if isinstance(trouble, StoreShut) and not self.is_locked:
            self._be_locked()
            self.shut.emit()

    def _on_not_unlocked(self, trouble: Trouble) -> None:
        if isinstance(trouble, StoreDamaged):  # the passphrase is the right one; mending goes on from here
            self.is_locked = False
            self._store.refused.emit(trouble)
            return
        self.refused.emit(trouble)

"""The small lock on the journal's page: it is there once there is a passphrase."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from ...models.lock import LockModel
from ..widgets.buttons import IconButton


class LockButton(IconButton):
    """Locks the journal."""

    def __init__(self, lock: LockModel, parent: QWidget | None = None) -> None:
        super().__init__("lock", "", parent, side=32)
        self.set_name(self.tr("Lock the journal"))
        self._lock = lock
        self.clicked.connect(lock.lock)
        lock.changed.connect(self._settle)
        self._settle()

    @Slot()
    def _settle(self) -> None:
        self.setVisible(self._lock.is_encrypted)

"""What the lock means for the window: what is out of sight, what stays in reach, and that somebody is here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject

if TYPE_CHECKING:
    from ..models.lock import LockModel

OPEN_WHILE_LOCKED = frozenset({"practise", "help", "settings", "lock", "player", "break", "grounding"})
"""Places, and what lies over them, that show nothing of the journal."""

_STIRRING = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.ApplicationActivate,
    }
)


class Watch(QObject):
    """Tells the lock that somebody is here; watches only while the journal is encrypted and open."""

    def __init__(self, lock: LockModel, parent: QObject) -> None:
        super().__init__(parent)
        self._lock = lock
        self._watching = False
        for fact in (lock.changed, lock.locked, lock.unlocked):
            fact.connect(self._settle)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _STIRRING:
            self._lock.stir()
        return False

    def _settle(self) -> None:
        wanted = self._lock.is_encrypted and not self._lock.is_locked
        app = QCoreApplication.instance()
        if wanted != self._watching and app is not None:
            self._watching = wanted
            (app.installEventFilter if wanted else app.removeEventFilter)(self)

"""The desktop's notifications, as the interface meets them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from ..core.ports.notifier import Gone, Notifier


class NotificationsModel(QObject):
    """Shows one notification at a time.

    Signals:
        answered: str; the key of the action that was chosen.
        gone: `Gone`; it ended in another way.
        _told: either of them, from the notifier's thread.
    """

    answered = Signal(str)
    gone = Signal(object)
    _told = Signal(object)

    def __init__(self, notifier: Notifier, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notifier = notifier
        self._told.connect(self._on_told)

    def offer(self, title: str, body: str, actions: Sequence[tuple[str, str]], seconds: float) -> None:
        """Show one, in place of the one before; see `Notifier.offer`."""
        self._notifier.offer(title, body, actions, seconds, self._told.emit)

    def withdraw(self) -> None:
        """Take it away."""
        self._notifier.withdraw()

    def close(self) -> None:
        """Take it away for good."""
        self._notifier.close()

    def _on_told(self, told: str | Gone) -> None:
        if isinstance(told, Gone):
            self.gone.emit(told)
        else:
            self.answered.emit(told)

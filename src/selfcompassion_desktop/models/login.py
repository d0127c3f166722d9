"""Whether the program begins with the system."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from ..core.ports.autostart import Autostart
from .tasks import Tasks


class LoginModel(QObject):
    """Reads and changes the system's entry.

    Signals:
        read: bool; whether the program begins with the system, as the entry says.
        trouble: `Trouble`; the entry could not be changed.
    """

    read = Signal(bool)
    trouble = Signal(object)

    def __init__(self, autostart: Autostart, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._autostart = autostart
        self._tasks = tasks

    def refresh(self) -> None:
        """Read the entry, aside."""
        self._tasks.run(lambda: self._autostart.on, self.read.emit)

    def set(self, on: bool) -> None:
        """Begin with the system, or not."""
        self._tasks.run(lambda: self._autostart.set(on), lambda _: self.refresh(), self._on_trouble)

    def mend(self) -> None:
        """Have the entry name the program's own place, where there is an entry."""
        self._tasks.run(self._autostart.mend, failed=self.trouble.emit)

    def _on_trouble(self, trouble: object) -> None:
        self.trouble.emit(trouble)
        self.refresh()

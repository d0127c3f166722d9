"""How it has been, as the views show it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from ..core.errors import Trouble
from .practised import Practised, Report
from .tasks import Tasks


class ProgressModel(QObject):
    """Progress.

    Signals:
        changed: nothing; everything was read anew.
        written: str; a file stands there now.
        trouble: `Trouble`.

    Attributes:
        report: all of it; None before `load`, and while the store is locked.
    """

    changed = Signal()
    written = Signal(str)
    trouble = Signal(object)

    def __init__(self, practised: Practised, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._practised = practised
        self._tasks = tasks
        self.report: Report | None = None

    @Slot()
    def load(self) -> None:
        """Read everything anew; `changed` follows."""
        self._tasks.run(self._practised.report, self._on_read, self.trouble.emit)

    @Slot()
    def forget(self) -> None:
        """The store is locked: hold nothing of it."""
        self.report = None
        self.changed.emit()

    def write(self, file: str, content: bytes) -> None:
        """Keep a picture or a table in a file, in place of one that is there; `written` or `trouble` follows."""
        self._tasks.run(lambda: _write(Path(file), content), lambda _: self.written.emit(file), self.trouble.emit)

    def _on_read(self, report: Report) -> None:
        self.report = report
        self.changed.emit()


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        why = (error.strerror or "it may not be written to").lower()
        raise Trouble(f"“{file}” cannot be written ({why}); choose another place.") from None

"""The settings, as the views show and change them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from ..core.errors import Trouble
from ..core.settings import Settings
from ..store.settings_file import SettingsFile
from .tasks import Tasks


class SettingsModel(QObject):
    """Holds the current settings and writes each change.

    Signals:
        changed: `Settings`, after any change.
        not_kept: `Trouble`, when a change could not be written; it holds until the program closes.
    """

    changed = Signal(object)
    not_kept = Signal(object)

    def __init__(self, file: SettingsFile, settings: Settings, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = file
        self._tasks = tasks
        self.current = settings

    def change(self, **values: Any) -> None:
        """Change some settings by name."""
        changed = replace(self.current, **values)
        if changed == self.current:
            return
        self.current = changed
        self._tasks.run(lambda: self._file.save(changed), failed=self._on_trouble)
        self.changed.emit(changed)

    def _on_trouble(self, trouble: Trouble) -> None:
        self.not_kept.emit(trouble)

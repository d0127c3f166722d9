"""One setting: what it is called and what it does, and beside it what it can be."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ..look import look
from ..widgets.chips import ChipRow
from ..widgets.label import QuietLabel, TitleLabel, Words

WIDE = 560
NAME = 250


class Section(QWidget):
    """A section of the settings: a title, or none, and rows under it."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(28)
        if title:
            self.body.addWidget(TitleLabel(title))

    def row(self, name: str, control: QWidget, note: str = "") -> None:
        """Put a setting under what is there."""
        self.body.addWidget(SettingRow(name, control, note))

    def choice(self, name: str, choices: Sequence[tuple[str, str]], note: str = "") -> ChipRow:
        """Put a setting with a few possible values under what is there."""
        chips = ChipRow(name)
        chips.set_choices(choices)
        self.row(name, chips, note)
        return chips


class SettingRow(QWidget):
    """Name and note at the left, the control at the right; one above the other where there is no room.

    Args:
        name: of the setting.
        control: what it is set with.
        note: what it does, where the name does not say it.
        parent: its parent.
    """

    def __init__(self, name: str, control: QWidget, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = QWidget()
        words = QVBoxLayout(self._words)
        words.setContentsMargins(0, 6, 0, 0)
        words.setSpacing(2)
        words.addWidget(Words(name))
        if note:
            words.addWidget(QuietLabel(note))
        words.addStretch(1)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(self._words)
        self._box.addWidget(control, 1, Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._arrange()

    def _arrange(self) -> None:
        wide = self.width() >= look().px(WIDE)
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._box.direction() != direction:
            self._box.setDirection(direction)
        self._box.setSpacing(28 if wide else 8)
        self._words.setFixedWidth(look().px(NAME)) if wide else self._words.setMaximumWidth(16_777_215)
        if not wide:
            self._words.setMinimumWidth(0)

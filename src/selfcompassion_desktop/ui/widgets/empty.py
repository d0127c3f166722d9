"""What a place shows while there is nothing in it yet."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ..tokens import LEAD
from .breathing import Emblem
from .buttons import QuietButton
from .label import ProseLabel


class EmptyState(QWidget):
    """A still emblem, a sentence, and at most one thing to do.

    Args:
        text: the sentence.
        action: the button's label; "" for no button.
        parent: its parent.
    """

    acted = Signal()

    def __init__(self, text: str, action: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 44, 20, 44)
        column.setSpacing(20)
        column.addStretch(1)
        column.addWidget(Emblem(72, self), 0, Qt.AlignmentFlag.AlignHCenter)
        self._words = ProseLabel(text, self, size=LEAD, tone="quiet", centred=True)
        column.addWidget(self._words)
        self._action = QuietButton(action, self)
        self._action.clicked.connect(self.acted)
        self._action.setHidden(not action)
        column.addWidget(self._action, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)

    def set_text(self, text: str) -> None:
        """Say something else."""
        self._words.setText(text)

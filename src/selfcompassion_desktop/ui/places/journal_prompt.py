"""A place to start writing from, above the page and never in it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...core.errors import Trouble
from ...models.pages import PagesModel
from ..look import look
from ..tokens import FIELD_RADIUS
from ..widgets.buttons import IconButton, TextButton
from ..widgets.label import ProseLabel
from ..widgets.paint import ground


class PromptStrip(QWidget):
    """One question, hidden until it is asked for; it can be changed, and put away.

    Args:
        pages: where the questions come from.
        parent: its parent.
    """

    def __init__(self, pages: PagesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages = pages
        self._words = ProseLabel("", self, italic=True)
        self.another = TextButton(self.tr("Another"), self)
        self.another.setAccessibleName(self.tr("Another prompt"))
        self.another.clicked.connect(self.ask)
        self.close_button = IconButton("close", self.tr("Put the prompt away"), self, side=32)
        self.close_button.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 12, 10, 8)
        row.setSpacing(12)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self._words)
        column.addWidget(self.another, 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(column, 1)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @Slot()
    def ask(self) -> None:
        """Show a question, another one than before."""
        try:
            question = self._pages.another_prompt()
        except Trouble as trouble:
            question = trouble.sentence
        self._words.setText(question)
        self.setAccessibleName(question)
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ground a little apart from the paper."""
        ground(QPainter(self), QRectF(self.rect()), FIELD_RADIUS, QColor(look().palette.halo), None)

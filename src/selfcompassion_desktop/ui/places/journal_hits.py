"""What a search found on the page, and the way from one place to the next."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ..widgets.buttons import IconButton
from ..widgets.label import QuietLabel
from .journal_paper import Paper


class HitsStrip(QWidget):
    """How many places were found, and the way to the one before and the next; hidden where there is none.

    Args:
        paper: the page.
        parent: its parent.
    """

    def __init__(self, paper: Paper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paper = paper
        self._count = QuietLabel("")
        self.before = IconButton("previous", self.tr("Found before this (Ctrl+Shift+G)"), side=32)
        self.next = IconButton("next", self.tr("Found next (Ctrl+G)"), side=32)
        self.before.clicked.connect(lambda: self.step(-1))
        self.next.clicked.connect(lambda: self.step(1))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for widget in (self._count, self.before, self.next):
            row.addWidget(widget)
        self.hide()

    @property
    def says(self) -> str:
        """What is said of the count."""
        return self._count.text()

    def show_for(self, query: str) -> None:
        """Mark what `query` finds, and bring the first place into sight."""
        self._paper.mark(query)
        self._paper.show_first_mark()
        count = self._paper.marks
        self._count.setText(self.tr("1 place") if count == 1 else self.tr("{n} places").format(n=count))
        self.setVisible(count > 0)

    def step(self, by: int) -> None:
        """Select the next place, or the one before for less than nothing."""
        at = self._paper.select_mark(by)
        if at:
            self._count.setText(self.tr("{n} of {all}").format(n=at, all=self._paper.marks))
            self._paper.setFocus()

"""The column of a place: scrolls, keeps a width that is good to read, and proper margins."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ..look import look, mirrored
from ..tokens import LEAD
from .label import HeadingLabel, ProseLabel, TitleLabel, Words
from .paint import RESTYLED

WIDEST = 960


def margin_for(width: int) -> int:
    """The margin at either side of a page, px."""
    return 56 if width >= 960 else 44 if width >= 760 else 28


class Page(QScrollArea):
    """A scrolling page; put things into `column`, from the top, with `add`.

    Args:
        name: of the place, for screen readers.
        parent: its parent.
        widest: the widest the column grows, px at 100 %; every page begins at the same edge.
        alone: whether it stands over the whole window, where its column is in the middle.
    """

    def __init__(self, name: str, parent: QWidget | None = None, *, widest: int = WIDEST, alone: bool = False) -> None:
        super().__init__(parent)
        self._widest = widest
        self._alone = alone
        self.setAccessibleName(name)
        # A viewport of our own: asking Qt for its one makes PySide look through every widget class, 20 ms.
        self.setViewport(QWidget())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        # So that a page of nothing but text can be given the keyboard, and scrolled with it.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setProperty("ring", "own")
        self.content = QWidget()
        self.content.setAutoFillBackground(False)
        self.column = QVBoxLayout(self.content)
        self.column.setSpacing(20)
        self.column.addStretch(1)
        self.setWidget(self.content)
        self.viewport().setAutoFillBackground(False)
        self._fit()

    def add(self, widget: QWidget, *, after: int = 20) -> None:
        """Put a widget under what is there.

        Args:
            widget: what to add.
            after: px to what comes next.
        """
        self._before_end(widget)
        if after != self.column.spacing():
            self._gap(after - self.column.spacing())

    def heading(self, text: str, *, over: str = "", under: str = "") -> HeadingLabel:
        """Put the page's title under what is there, with a quiet line over it and a sentence under it."""
        group = QWidget()
        box = QVBoxLayout(group)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        if over:
            box.addWidget(Words(over, group, tone="quiet"))
        title = HeadingLabel(text, group)
        box.addWidget(title)
        if under:
            box.addWidget(ProseLabel(under, group, size=LEAD, tone="quiet"))
        self.add(group)
        return title

    def subheading(self, text: str) -> TitleLabel:
        """Put a section's title under what is there."""
        title = TitleLabel(text)
        title.setContentsMargins(0, 8, 0, 0)
        self._before_end(title)
        return title

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLED:
            self._fit()

    def _before_end(self, widget: QWidget) -> None:
        self.column.insertWidget(self.column.count() - 1, widget)

    def _gap(self, px: int) -> None:
        self.column.insertSpacing(self.column.count() - 1, px)

    def _fit(self) -> None:
        if not hasattr(self, "column"):
            return
        width = self.viewport().width()
        margin, column = margin_for(width), look().px(self._widest)
        start = max(margin, (width - (column if self._alone else look().px(WIDEST))) // 2)
        end = max(margin, width - start - column)
        top = 44 if width >= 760 else 28
        left, right = (end, start) if mirrored(self) else (start, end)
        self.column.setContentsMargins(left, top, right, 44)

"""One step of an exercise: its name, what guides, and a field that begins with the beginning of an answer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFocusEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ...core.exercise import Step
from ..look import look
from ..tokens import CARD_RADIUS
from ..widgets.label import HeadingLabel, ProseLabel, QuietLabel
from ..widgets.paint import RESTYLED, ground
from .journal_paper import Paper

MEASURE = 680
"""The widest the column grows, px at 100 %."""
FIELD_LEAST, FIELD_MOST = 80, 440
"""How low and how high the field may be, px at 100 %; the lower grows half as much as the text."""


class StepPage(QWidget):
    """A step. What guides scrolls where it finds no room; the field always has some."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.guidance = Guidance()
        self.field = Field("", small=True)
        self._well = Well(self.field)
        self._empty = QuietLabel(self.tr("This one may stay empty."))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._column = column
        column.addWidget(self.guidance)
        column.addSpacing(16)
        column.addWidget(self._well, 1)
        column.addSpacing(8)
        column.addWidget(self._empty)
        column.addStretch(0)
        self.setFocusProxy(self.field)

    def show_step(self, step: Step, answer: str, at: int, count: int) -> None:
        """Show step `at` of `count`, from 0, with what was written in it."""
        self.guidance.show_step(step)
        self.field.setAccessibleName(step.title)
        self.field.setAccessibleDescription(" ".join(step.guidance))
        self.field.lay(answer)
        self.field.moveCursor(QTextCursor.MoveOperation.End)
        self._fit()
        if self.field.hasFocus():  # else it is read as the keyboard comes to it
            told = self.tr("Step {at} of {count}: {title}").format(at=at + 1, count=count, title=step.title)
            said = " ".join([told, *step.guidance])
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, said))

    def show_answered(self, answered: bool) -> None:
        """Say that a step may stay empty, for as long as it is."""
        self._empty.setText(" " if answered else self.tr("This one may stay empty."))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What guides takes the height it needs, and no more than leaves the field its own."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLED:
            self._fit()

    def _fit(self) -> None:
        if not hasattr(self, "_well"):
            return
        side = side_margin(self.width())
        top = 20 if self.height() > 640 else 4
        self._column.setContentsMargins(side, top, side, 0)
        least = round(FIELD_LEAST * (1 + look().scale) / 2)
        below = least + self._empty.sizeHint().height() + 24 + top
        needed = self.guidance.height_at(self.width() - 2 * side)
        self.guidance.setFixedHeight(max(look().px(60), min(needed, self.height() - below)))
        self._well.setMaximumHeight(look().px(FIELD_MOST))


def side_margin(width: int) -> int:
    """What is left at either side of the column, px, for a pane of `width` px."""
    return max(0, (width - look().px(MEASURE)) // 2)


class Guidance(QScrollArea):
    """The step's name and its paragraphs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setViewport(QWidget())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._title = HeadingLabel("")
        self._paragraphs: list[ProseLabel] = []
        self._content = QWidget()
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._column.addWidget(self._title)
        self._column.addStretch(1)
        self.setWidget(self._content)
        self._content.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def show_step(self, step: Step) -> None:
        """Show this one."""
        self._title.setText(step.title)
        while len(self._paragraphs) < len(step.guidance):
            self._paragraphs.append(ProseLabel("", self._content))
            self._column.insertWidget(len(self._paragraphs), self._paragraphs[-1])
        for index, label in enumerate(self._paragraphs):
            label.setText(step.guidance[index] if index < len(step.guidance) else "")
            label.setVisible(index < len(step.guidance))
        self.setAccessibleName(step.title)
        self.verticalScrollBar().setValue(0)

    def height_at(self, width: int) -> int:
        """How high all of it is, px."""
        shown = [self._title, *(p for p in self._paragraphs if p.text())]
        return sum(label.heightForWidth(width) for label in shown) + self._column.spacing() * len(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it scrolls, the keyboard can reach it."""
        super().resizeEvent(event)
        over = self.height_at(self.viewport().width()) > self.height() + 1
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if over else Qt.FocusPolicy.NoFocus)


class Field(Paper):
    """What is written in; it stands on its well."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._tell()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._tell()

    def _tell(self) -> None:
        if well := self.parentWidget():
            well.update()


class Well(QWidget):
    """The ground under a field; its outline tells where the keyboard is."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 10, 14)
        column.addWidget(field)
        self.setFocusProxy(field)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = look().palette
        line = palette.sage if self._field.hasFocus() else palette.edge
        ground(QPainter(self), QRectF(self.rect()), CARD_RADIUS, QColor(palette.surface), QColor(line))

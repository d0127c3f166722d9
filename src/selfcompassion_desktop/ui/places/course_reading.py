"""A text of a course, on a page of its own, to be read slowly."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...core.course import Live, Read, parts
from ...core.errors import NotThere
from ...core.reading import Block, Reading
from ...models.bundle import Models
from ...models.walk import Way
from ..tokens import LEAD
from ..widgets.buttons import PrimaryButton, TextButton
from ..widgets.label import ProseLabel, QuietLabel, TitleLabel
from ..widgets.page import Page

_MEASURE = 640


class ReadingPage(QWidget):
    """A text, and on from it.

    Signals:
        back: str; to the course, by its id.
    """

    back = Signal(str)

    def __init__(self, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self._page: Page | None = None
        self._course = self._step = ""
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    def enter(self, course_id: str, step_id: str) -> None:
        """Show the text of a step."""
        self._course, self._step = course_id, step_id
        if self._page is not None:
            self._page.hide()
            self._layout.removeWidget(self._page)
            self._page.deleteLater()
        way = self._models.courses.way(course_id)
        reading, called = _text_of(way, step_id) if way is not None else (None, "")
        page = self._page = Page(called or self.tr("To read"), self, widest=_MEASURE + 120)
        leave = TextButton(way.course.title if way is not None else self.tr("Courses"), icon_name="previous")
        leave.clicked.connect(self._on_back)
        page.add(leave, after=4)
        page.column.setAlignment(leave, Qt.AlignmentFlag.AlignLeft)
        page.heading(called)
        if reading is not None:
            self._set(page, reading)
        self.next = PrimaryButton(self.tr("Next"))
        self.next.setAccessibleName(self.tr("I have read it. Next"))
        self.next.clicked.connect(self._on_next)
        page.add(self.next)
        page.column.setAlignment(self.next, Qt.AlignmentFlag.AlignLeft)
        self._layout.addWidget(page)
        self.setFocusProxy(page)

    def _set(self, page: Page, reading: Reading) -> None:
        for block in reading.blocks:
            page.add(shown_block(block), after=8 if block.kind in ("item", "heading") else 14)
        if reading.sources:
            page.subheading(self.tr("Where its facts are from"))
            for source in reading.sources:
                page.add(QuietLabel(source), after=20 if source is reading.sources[-1] else 4)

    @Slot()
    def _on_next(self) -> None:
        self._models.courses.do(self._course, self._step)
        self.back.emit(self._course)

    @Slot()
    def _on_back(self) -> None:
        self.back.emit(self._course)


def _text_of(way: Way, step_id: str) -> tuple[Reading | None, str]:
    """The text that a step leads to, and what it is called."""
    try:
        whole = way.step(step_id)
    except NotThere:
        return None, ""
    for part in parts(whole):
        if part.id not in (step_id, whole.id):
            continue
        if isinstance(part, Live):
            live = way.course.live_session(part.live)
            return (way.course.reading(live.outline), live.title) if live is not None else (None, "")
        if isinstance(part, Read):
            reading = way.course.reading(part.reading)
            return reading, part.title or (reading.title if reading is not None else "")
    return None, ""


def shown_block(block: Block) -> QWidget:
    """A part of a text, as it is read."""
    if block.kind == "heading":
        title = TitleLabel(block.plain)
        title.setContentsMargins(0, 8, 0, 0)
        return title
    prose = ProseLabel(block.plain, italic=block.kind == "quote", tone="quiet" if block.kind == "quote" else "ink")
    if block.kind == "text":
        return prose
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0 if block.kind == "item" else 24, 0, 0, 0)
    row.setSpacing(10)
    if block.kind == "item":
        mark = ProseLabel(block.mark, size=LEAD, tone="quiet")
        mark.setFixedWidth(26)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(prose, 1)
    return holder

"""On Today: the next step of each course that has one for today, and nothing else of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...core.course import Choice, Rest, Step
from ...models.courses import CoursesModel
from ...models.walk import Way
from ..widgets.buttons import QuietButton, TextButton
from ..widgets.card import Card
from ..widgets.label import QuietLabel, TitleLabel, Words
from . import course_words as says

MOST = 3
"""So many courses have their step here; the others are in their place."""


class NextSteps(Card):
    """The steps; hidden on days without one.

    Signals:
        course_wanted: str; a course's page is asked for, by its id.
    """

    course_wanted = Signal(str)

    def __init__(self, courses: CoursesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._courses = courses
        self._rows: list[QWidget] = []
        self.body.setSpacing(16)
        courses.changed.connect(self._renew)

    @Slot()
    def _renew(self) -> None:
        for old in self._rows:
            old.hide()
            old.deleteLater()
        self._rows = [self._row(way) for way in self._courses.for_today[:MOST]]
        for row in self._rows:
            self.body.addWidget(row)
        self.setVisible(bool(self._rows))

    def _under(self, way: Way, step: Step) -> str:
        if isinstance(step, Choice) and step.title:
            return " · ".join(self._courses.name_of(way.course, option) for option in step.options)
        return says.kind_of(way.course, step)

    def _row(self, way: Way) -> QWidget:
        found, courses = way.next, self._courses
        step = found.step
        assert step is not None  # it is for today
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(28)
        said = QVBoxLayout()
        said.setSpacing(2)
        over = says.lead(way) or says.standing(way)
        said.addWidget(QuietLabel(f"{way.course.title} · {over}"))
        if isinstance(step, Rest):
            said.addWidget(Words(step.words))
        else:
            said.addWidget(TitleLabel(courses.name_of(way.course, step)))
            said.addWidget(QuietLabel(self._under(way, step)))
        course = TextButton(self.tr("The whole course"))
        course.setAccessibleName(self.tr("The whole course: {title}").format(title=way.course.title))
        course.clicked.connect(lambda: self.course_wanted.emit(way.course.id))
        said.addWidget(course, 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(said, 1)
        if isinstance(step, Choice):
            begin = QuietButton(self.tr("Choose"))
            begin.clicked.connect(lambda: self.course_wanted.emit(way.course.id))
        else:
            begin = QuietButton(says.act_of(step))
            begin.clicked.connect(lambda: courses.take(way, step))
        begin.setAccessibleName(f"{begin.text()}: {courses.name_of(way.course, step) or way.course.title}")
        row.addWidget(begin, 0, Qt.AlignmentFlag.AlignVCenter)
        return holder

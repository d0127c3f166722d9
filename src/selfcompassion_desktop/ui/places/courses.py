"""Courses: those under way first, then those one can begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ...core.agenda import State
from ...core.course import Course
from ...models.bundle import Models
from ...models.walk import Way
from ..widgets.buttons import QuietButton
from ..widgets.card import Card, ChoiceCard
from ..widgets.empty import EmptyState
from ..widgets.label import QuietLabel, TitleLabel, Words
from ..widgets.page import Page
from . import course_words as says
from .course_page import CoursePage
from .course_reading import ReadingPage

if TYPE_CHECKING:
    from .research import ResearchPage


class CoursesPlace(QWidget):
    """The list, one course, one text of it, and the study that it carries."""

    def __init__(self, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self.list = CourseList(models, self)
        self.course = CoursePage(models, self)
        self.reading = ReadingPage(models, self)
        self._pages = QStackedWidget(self)
        for page in (self.list, self.course, self.reading):
            self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)
        self.setFocusProxy(self._pages)
        self.list.course_wanted.connect(self.open)
        self.course.back.connect(self._on_back)
        self.reading.back.connect(self.open)
        self.study: ResearchPage | None = None
        self.course.study_wanted.connect(self.open_study)
        models.courses.changed.connect(self._on_changed)
        models.courses.trouble.connect(self.course.renew)  # what was pressed can be pressed again

    def shown(self) -> None:
        """The place is entered: the courses, unless one of them is asked for."""
        self._pages.setCurrentWidget(self.list)
        self._models.courses.load()

    @Slot(str)
    def open(self, course_id: str) -> None:
        """Show one course."""
        self.course.enter(course_id)
        self._pages.setCurrentWidget(self.course)
        self.course.take_focus()

    def read(self, course_id: str, step_id: str) -> None:
        """Show a text of a course."""
        self.reading.enter(course_id, step_id)
        self._pages.setCurrentWidget(self.reading)
        self.reading.setFocus()

    @Slot(str)
    def open_study(self, course_id: str) -> None:
        """Show the study that a course carries."""
        if self.study is None:
            from .research import ResearchPage  # few courses carry one

            self.study = ResearchPage(self._models, self)
            self.study.back.connect(self.open)
            self._pages.addWidget(self.study)
        self.study.enter(course_id)
        self._pages.setCurrentWidget(self.study)
        self.study.setFocus()

    @Slot()
    def _on_back(self) -> None:
        self._pages.setCurrentWidget(self.list)
        self.list.setFocus()

    @Slot()
    def _on_changed(self) -> None:
        self.list.renew()
        self.course.renew()


class CourseList(QWidget):
    """Every course.

    Signals:
        course_wanted: str; a course's page is asked for, by its id.
        questions_wanted: nothing; a few questions without a course are.
    """

    course_wanted = Signal(str)
    questions_wanted = Signal()

    def __init__(self, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        page = self._page = Page(self.tr("Courses"), self)
        page.heading(
            self.tr("Courses"),
            under=self.tr("A path of small steps. Begin on any day, rest as long as you like, go on where you were."),
        )
        self._body = QVBoxLayout()
        self._body.setSpacing(20)
        holder = QWidget()
        holder.setLayout(self._body)
        self._body.setContentsMargins(0, 0, 0, 0)
        page.add(holder)
        self.questions = QuietButton(self.tr("A few questions, without a course"))
        self.questions.clicked.connect(self.questions_wanted)
        page.add(self.questions)
        page.column.setAlignment(self.questions, Qt.AlignmentFlag.AlignLeft)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page)
        self.setFocusProxy(page)

    def renew(self) -> None:
        """Show them as they are now."""
        empty_out(self._body)
        courses = self._models.courses
        under_way = {way.course.id for way in courses.under_way}
        for way in courses.under_way:
            self._body.addWidget(self._walked(way))
        others = [course for course in courses.offered if course.id not in under_way]
        if under_way and others:
            self._body.addWidget(TitleLabel(self.tr("Others")))
        ended = {way.course.id: way for way in courses.ways if way.run.ended is not None}
        for course in others:
            self._body.addWidget(self._offered(course, ended.get(course.id)))
        if not under_way and not others:
            self._body.addWidget(EmptyState(self.tr("No course is here yet.")))
        for fault in courses.faults:
            self._body.addWidget(QuietLabel(self.tr("Left out: {fault}").format(fault=fault)))

    def _walked(self, way: Way) -> QWidget:
        card = Card()
        row = QHBoxLayout()
        row.setSpacing(28)
        said = QVBoxLayout()
        said.setSpacing(4)
        said.addWidget(QuietLabel(says.standing(way)))
        said.addWidget(TitleLabel(way.course.title))
        found = way.next
        if found.session is not None and found.state is not State.PAUSED:
            said.addWidget(Words(says.lead(way) or found.session.title, tone="quiet"))
        if (date := self._models.courses.next_date(way)) is not None:
            said.addWidget(QuietLabel(f"{date.title}: {says.meeting(date)}"))
        row.addLayout(said, 1)
        open_it = QuietButton(self.tr("Open"))
        open_it.setAccessibleName(self.tr("Open {title}").format(title=way.course.title))
        open_it.clicked.connect(lambda: self.course_wanted.emit(way.course.id))
        row.addWidget(open_it, 0, Qt.AlignmentFlag.AlignVCenter)
        card.body.addLayout(row)
        return card

    def _offered(self, course: Course, before: Way | None) -> QWidget:
        card = ChoiceCard(course.title)
        card.body.addWidget(TitleLabel(course.title))
        card.body.addWidget(Words(course.summary, tone="quiet"))
        card.body.addWidget(QuietLabel(says.span(course)))
        if before is not None:
            card.body.addWidget(QuietLabel(says.ended(before)))
        card.clicked.connect(lambda: self.course_wanted.emit(course.id))
        return card


def empty_out(layout: QVBoxLayout) -> None:
    """Let go of everything in a layout."""
    while (item := layout.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()

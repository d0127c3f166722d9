"""One course: what to mind before it is begun; then today's step, large, and the path as a quiet list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from ...core.agenda import FINISHED, State
from ...core.course import Choice, Course, Rest, Session, Simple, Step, parts
from ...models.bundle import Models
from ...models.walk import Way
from ..tokens import BIG
from ..widgets.buttons import PrimaryButton, QuietButton, TextButton
from ..widgets.card import Card
from ..widgets.caution import CautionText
from ..widgets.flow import FlowRow
from ..widgets.label import ProseLabel, QuietLabel, TitleLabel, Words
from ..widgets.page import Page
from ..widgets.quiet_row import QuietRow
from . import course_words as says
from .course_dates import DatesCard

_UNDER_WORDS = 37
"""px from the edge of a row to its words, which begin after an icon."""
SHOWN_DONE = 2
"""So many sessions that are done stand before the one that is next; the others are behind one row."""


class CoursePage(QWidget):
    """A course.

    Signals:
        back: nothing; to the list.
        study_wanted: str; the study that it carries is to be shown, by the course's id.
    """

    back = Signal()
    study_wanted = Signal(str)

    def __init__(self, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self._id = ""
        self._page: Page | None = None
        self._first: QAbstractButton | None = None
        self._at_work = False
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    def enter(self, course_id: str) -> None:
        """Show a course."""
        self._id = course_id
        self._fill()

    def take_focus(self) -> None:
        """Give the keyboard to what one most likely wants."""
        if self._first is not None:
            self._first.setFocus()

    @Slot()
    def renew(self) -> None:
        """Show it as it is now."""
        if not self._id:
            return
        at = self._page.verticalScrollBar().value() if self._page is not None else 0
        focus = cast("QWidget | None", self.window().focusWidget())  # PySide's types promise one
        held = self._at_work or (focus is not None and self.isAncestorOf(focus))
        self._at_work = False
        self._fill()
        if self._page is not None:
            self._page.verticalScrollBar().setValue(at)
        if held:
            self.take_focus()

    def _fill(self) -> None:
        if self._page is not None:
            self._page.hide()
            self._layout.removeWidget(self._page)
            self._page.deleteLater()
        way = self._models.courses.way(self._id)
        before = self._models.courses.ended(self._id) if way is None else None
        course = way.course if way is not None else self._models.courses.course(self._id)
        if course is None and before is not None:  # an update has dropped it since
            course = before.course
        page = self._page = Page(course.title if course is not None else self.tr("A course"), self)
        self._first = None
        leave = TextButton(self.tr("Courses"), icon_name="previous")
        leave.clicked.connect(self.back)
        page.add(leave, after=4)
        page.column.setAlignment(leave, Qt.AlignmentFlag.AlignLeft)
        if course is not None:
            over = says.standing(way) if way else says.ended(before) if before else ""
            page.heading(course.title, over=over, under=course.summary)
            if way is None:
                self._offer(page, course, before)
            else:
                self._walk(page, way)
        self._layout.addWidget(page)
        page.show()

    # ------------------------------------------------------------------ before it is begun

    def _offer(self, page: Page, course: Course, before: Way | None) -> None:
        if before is not None and before.run.how == FINISHED:
            page.add(TitleLabel(self.tr("You have come to the end of this path. What you wrote and did on it stays.")))
        page.add(Words(course.audience, measure=640), after=4)
        page.add(QuietLabel(says.span(course)))
        self._add_paragraphs(page, [CautionText(paragraph) for paragraph in course.mind])
        begin = PrimaryButton(self.tr("Begin today") if before is None else self.tr("Begin anew"))
        begin.setAccessibleName(f"{begin.text()}: {course.title}")
        begin.clicked.connect(lambda: self._let_be(begin))
        begin.clicked.connect(lambda: self._models.courses.begin(course.id))
        page.add(begin, after=4)
        page.column.setAlignment(begin, Qt.AlignmentFlag.AlignLeft)
        page.add(QuietLabel(self.tr("You can rest, go on and leave at any time. What you write and do stays yours.")))
        self._first = begin
        if course.clinician:
            page.subheading(self.tr("To speak about with your clinician"))
            self._add_paragraphs(page, [ProseLabel(paragraph) for paragraph in course.clinician])
        self._add_path(page, course, None)
        self._add_study(page, course)
        self._add_sources(page, course)

    # ------------------------------------------------------------------ under way

    def _walk(self, page: Page, way: Way) -> None:
        page.add(self._next(way))
        self._add_path(page, way.course, way)
        if way.course.live or way.course.teacher.name or self._models.courses.dates.get(way.run.id):
            page.add(DatesCard(self._models, way))
        self._add_study(page, way.course)
        page.add(self._foot(way))
        if way.course.mind:
            page.subheading(self.tr("To mind"))
            self._add_paragraphs(page, [CautionText(paragraph, small=True) for paragraph in way.course.mind])
        self._add_sources(page, way.course)

    def _next(self, way: Way) -> QWidget:
        """Today's step, and nothing else."""
        found, courses = way.next, self._models.courses
        card = Card()
        if found.step is None or found.session is None:
            card.body.addWidget(TitleLabel(self.tr("Every step is done.")))
            return card
        if found.state is State.PAUSED:
            card.body.addWidget(TitleLabel(self.tr("This course is resting.")))
            go_on = PrimaryButton(self.tr("Go on"))
            go_on.clicked.connect(lambda: courses.resume(way.course.id))
            card.body.addWidget(FlowRow(go_on))
            self._first = go_on
            return card
        step = found.step
        title = courses.name_of(way.course, step)
        over = [says.lead(way)] if found.session.title == title else [says.lead(way), found.session.title]
        for words in filter(None, over):
            card.body.addWidget(QuietLabel(words))
        if isinstance(step, Rest):
            card.body.addWidget(ProseLabel(step.words))
        elif isinstance(step, Choice) and not step.title:
            card.body.addWidget(TitleLabel(says.kind_of(way.course, step), size=BIG))
        else:
            card.body.addWidget(TitleLabel(title, size=BIG))
        if step.note:
            card.body.addWidget(Words(step.note))
        if not isinstance(step, (Choice, Rest)):
            kind = says.kind_of(way.course, step)
            like = self.tr("{kind}. If you like.").format(kind=kind)
            card.body.addWidget(QuietLabel(like if step.optional else kind))
        card.body.addSpacing(8)
        buttons = self._beginnings(way, step)
        leave_out = TextButton(self.tr("Leave this one out"))
        leave_out.clicked.connect(lambda: self._let_be(card))
        leave_out.clicked.connect(lambda: courses.leave_out(way.course.id, step.id))
        self._first = buttons[0]
        card.body.addWidget(FlowRow(*buttons, leave_out, gap=20))
        return card

    def _let_be(self, pressed: QWidget) -> None:
        """What was pressed is at work: a second press would reach whatever comes into its place."""
        self._at_work = True
        pressed.setEnabled(False)

    def _beginnings(self, way: Way, step: Step) -> list[QAbstractButton]:
        courses = self._models.courses
        if not isinstance(step, Choice):
            button = PrimaryButton(says.act_of(step))
            name = courses.name_of(way.course, step) or way.course.title
            button.setAccessibleName(f"{says.act_of(step)}: {name}")
            if isinstance(step, Rest):
                button.clicked.connect(lambda: self._let_be(button))
            button.clicked.connect(lambda: courses.take(way, step))
            return [button]
        made: list[QAbstractButton] = []
        for part in parts(step):
            name = courses.name_of(way.course, part)
            option = PrimaryButton(name) if not made else QuietButton(name)
            option.setAccessibleName(f"{name}: {says.kind_of(way.course, part)}")
            option.setToolTip(says.kind_of(way.course, part))
            option.clicked.connect(lambda _=False, part=part: courses.take(way, part))
            made.append(option)
        return made

    def _foot(self, way: Way) -> QWidget:
        courses = self._models.courses
        buttons: list[QWidget] = []
        if way.run.paused is None:
            rest = QuietButton(self.tr("Let it rest"))
            rest.clicked.connect(lambda: courses.pause(way.course.id))
            buttons.append(rest)
        leave = TextButton(self.tr("Leave this course"))
        leave.clicked.connect(self._ask_to_leave)
        self._leaving = LeaveRow(self)
        self._leaving.left.connect(lambda: courses.leave(way.course.id))
        self._leaving.stayed.connect(leave.setFocus)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(FlowRow(*buttons, leave, gap=20))
        column.addWidget(self._leaving)
        return holder

    @Slot()
    def _ask_to_leave(self) -> None:
        self._leaving.show()
        self._leaving.stay.setFocus()

    # ------------------------------------------------------------------ the path

    def _add_path(self, page: Page, course: Course, way: Way | None) -> None:
        page.subheading(self.tr("The path"))
        path = QWidget()
        column = QVBoxLayout(path)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        rows = [SessionRows(self._models, course, session, way) for session in course.sessions]
        behind = next((at for at, row in enumerate(rows) if not row.whole), len(rows)) - SHOWN_DONE
        if behind > 1:
            column.addWidget(EarlierRow(rows[:behind]))
        for row in rows:
            column.addWidget(row)
        page.add(path)

    def _add_study(self, page: Page, course: Course) -> None:
        if course.study is not None:
            page.subheading(self.tr("Research"))
            row = QuietRow("text", self.tr("Taking part in a study: {title}").format(title=course.study.title))
            row.clicked.connect(lambda: self.study_wanted.emit(course.id))
            page.add(row)

    def _add_sources(self, page: Page, course: Course) -> None:
        if course.sources:
            page.subheading(self.tr("Where its facts are from"))
            self._add_paragraphs(page, [QuietLabel(source) for source in course.sources])

    def _add_paragraphs(self, page: Page, paragraphs: Sequence[QWidget]) -> None:
        for paragraph in paragraphs[:-1]:
            page.add(paragraph, after=8)
        for last in paragraphs[-1:]:
            page.add(last)


class EarlierRow(QuietRow):
    """Stands for sessions that are done, and shows them when it is pressed."""

    def __init__(self, rows: Sequence[QWidget]) -> None:
        super().__init__("check", "")
        self.say(self.tr("{n} sessions that are done").format(n=len(rows)))
        self._rows = rows
        for row in rows:
            row.hide()
        self.clicked.connect(self._on_clicked)

    @Slot()
    def _on_clicked(self) -> None:
        for row in self._rows:
            row.setVisible(row.isHidden())


class SessionRows(QWidget):
    """One session: its name, and under it its steps once it is opened.

    Attributes:
        whole: whether all of it is done.
    """

    def __init__(self, models: Models, course: Course, session: Session, way: Way | None) -> None:
        super().__init__()
        self._models = models
        self._course = course
        self._session = session
        self._way = way
        self.whole = whole = way is not None and way.is_over(session)
        here = way is not None and way.next.session is not None and way.next.session.id == session.id
        self.head = QuietRow("check" if whole else "down" if here else "next", self._says())
        self.head.setAccessibleName(
            f"{self._says()}, {self.tr('done')}" if whole else f"{self._says()}, {self.tr('show its steps')}"
        )
        self.head.clicked.connect(self._toggle)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        self._column = column
        self.steps: QWidget | None = None
        if here:
            self._toggle()

    def _says(self) -> str:
        if self._way is None:
            when = self.tr("Day {n}").format(n=self._session.day)
        else:
            day = says.near_day(self._way.day_of(self._session), self._way.today)
            when = day[:1].upper() + day[1:]
        return f"{when} · {self._session.title}"

    @Slot()
    def _toggle(self) -> None:
        if self.steps is None:
            self.steps = self._build()
            self._column.addWidget(self.steps)
            return
        self.steps.setVisible(self.steps.isHidden())

    def _build(self) -> QWidget:
        """The steps, made when they are first looked at."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(30, 0, 0, 10)
        column.setSpacing(0)
        if about := says.works_with(self._session):
            label = QuietLabel(about)
            label.setContentsMargins(_UNDER_WORDS, 0, 0, 4)
            column.addWidget(label)
        for step in self._session.steps:
            for part in parts(step):
                column.addWidget(self._row(step, part, first=part is parts(step)[0]))
        return holder

    def _row(self, step: Step, part: Simple, *, first: bool) -> QWidget:
        name = self._models.courses.name_of(self._course, part) or getattr(part, "words", "")
        if isinstance(step, Choice) and not first:
            name = self.tr("or {title}").format(title=name)
        if part.note and not isinstance(step, Choice):
            name = f"{name} · {part.note}"
        if self._way is None or isinstance(part, Rest):
            label = QuietLabel(name)
            label.setContentsMargins(_UNDER_WORDS, 4, 0, 4)
            return label
        how = self._way.how.get(step.id)
        row = QuietRow("check" if how == "" else says.icon_of(part), f"{name} · {says.mark_of(how)}" if how else name)
        row.setAccessibleName(f"{name}, {says.mark_of(how)}")
        way = self._way
        row.clicked.connect(lambda: self._models.courses.take(way, part))
        return row


class LeaveRow(QWidget):
    """Asked once before a course is left.

    Signals:
        left: nothing; it is to be left.
        stayed: nothing; it is not.
    """

    left = Signal()
    stayed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(
            Words(self.tr("What you wrote and did on it stays. You can begin it anew on any day."), self, tone="quiet")
        )
        self.leave = QuietButton(self.tr("Leave it"), self)
        self.leave.clicked.connect(self.left)
        self.stay = QuietButton(self.tr("Stay"), self)
        self.stay.clicked.connect(self._on_stay)
        column.addWidget(FlowRow(self.stay, self.leave, gap=12))
        self.hide()

    @Slot()
    def _on_stay(self) -> None:
        self.hide()
        self.stayed.emit()

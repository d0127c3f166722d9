"""Progress: how it has been. Days practised, minutes, before and after, and measures over time; never a score."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from ...core.measure import Phase
from ...core.months import moved
from ...core.progress import NOTHING, WELCOME_BACK, Week, compared, pairs_in_words, points_in_words
from ...models.bundle import Models
from ...models.practised import HARD, OfCourse, Rated, Report, Series
from .. import words
from ..look import look
from ..widgets.buttons import IconButton
from ..widgets.card import Card
from ..widgets.chart import ChartCard, Plot, fetch
from ..widgets.days_grid import MORE, DaysGrid
from ..widgets.empty import EmptyState
from ..widgets.fields import DropDown
from ..widgets.label import ProseLabel, QuietLabel, TitleLabel, Words
from ..widgets.page import Page
from . import progress_charts as charts
from .courses import empty_out
from .journal_calendar import week_begins
from .journal_rows import whole_day

_BESIDE = 660
"""From so many px on at 100 %, two cards stand side by side."""


class ProgressPlace(QWidget):
    """The place."""

    def __init__(self, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        page = self._page = Page(self.tr("Progress"), self)
        page.heading(self.tr("How it has been"))
        self._told = QuietLabel("")
        self._told.hide()
        page.add(self._told)
        self._body = QVBoxLayout()
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(20)
        holder = QWidget()
        holder.setLayout(self._body)
        page.add(holder)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page)
        self.setFocusProxy(page)
        models.progress.changed.connect(self._renew)
        models.progress.written.connect(self._on_written)
        models.progress.trouble.connect(lambda trouble: self._tell(trouble.sentence))

    def shown(self) -> None:
        """The place is entered: everything is read anew."""
        self._told.hide()
        self._models.tasks.run(fetch)
        self._models.progress.load()

    @Slot()
    def _renew(self) -> None:
        empty_out(self._body)
        report = self._models.progress.report
        if report is None:
            return
        if report.is_empty:
            self._body.addWidget(EmptyState(NOTHING))
            return
        if report.is_back:
            self._body.addWidget(ProseLabel(WELCOME_BACK))
        if report.minutes:
            self._body.addWidget(Beside(self._charted(DaysCard(report)), self._charted(WeeksCard(report))))
        for course in report.courses:
            self._body.addWidget(CourseCard(course))
        if report.rated:
            self._body.addWidget(self._charted(RatedCard(report.rated)))
        if report.series:
            self._body.addWidget(self._charted(SeriesCard(report.series)))
        if report.needs or report.wished:
            self._body.addWidget(NeedsCard(report))

    def _charted(self, card: ChartCard) -> ChartCard:
        card.save_wanted.connect(self._on_save)
        return card

    @Slot(str, bytes)
    def _on_save(self, name: str, content: bytes) -> None:
        ending = name.rpartition(".")[2]
        file, _ = QFileDialog.getSaveFileName(self, self.tr("Save as"), name, f"{ending.upper()} (*.{ending})")
        if file:
            self._models.progress.write(file if file.lower().endswith(f".{ending}") else f"{file}.{ending}", content)

    @Slot(str)
    def _on_written(self, file: str) -> None:
        self._tell(self.tr("Saved as {file}.").format(file=file))

    def _tell(self, said: str) -> None:
        self._told.setText(said)
        self._told.show()


class Beside(QWidget):
    """Two cards side by side where there is room, one above the other where there is not."""

    def __init__(self, one: QWidget, other: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(20)
        self._row.addWidget(one, 1)
        self._row.addWidget(other, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        wide = self.width() >= look().px(_BESIDE)
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        super().resizeEvent(event)


class DaysCard(ChartCard):
    """The days on which something was practised."""

    def __init__(self, report: Report, parent: QWidget | None = None) -> None:
        self.grid = DaysGrid(week_begins())
        super().__init__("", self.grid, parent)
        self._report = report
        self._first = min(report.minutes)
        self._last = report.today
        self.earlier = IconButton("previous", self.tr("Earlier weeks"), side=32)
        self.later = IconButton("next", self.tr("Later weeks"), side=32)
        self.earlier.clicked.connect(lambda: self._turn(-1))
        self.later.clicked.connect(lambda: self._turn(1))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(QuietLabel(self.tr("Faint: under {n} minutes. Strong: {n} or more.").format(n=f"{MORE:g}")), 1)
        row.addWidget(self.earlier)
        row.addWidget(self.later)
        self.body.insertLayout(2, row)
        self.set_title(self.tr("Days practised"))
        self._renew()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._renew()

    def _turn(self, way: int) -> None:
        self._last = min(moved(self._last, way * 7 * self.grid.weeks), self._report.today)
        self._renew()

    def _renew(self) -> None:
        first = moved(self._last, 1 - 7 * self.grid.weeks)
        self.earlier.setEnabled(first > self._first)
        self.later.setEnabled(self._last < self._report.today)
        self.grid.set_days(self._report.minutes, self._last)
        days = sorted(self._report.minutes.items())
        shown = [day for day, _ in days if first <= day <= self._last]
        said = self._report.lately if self._last == self._report.today else self._shown(first, len(shown))
        self.tell(f"{said}.", [("day", "minutes"), *((day.isoformat(), round(n, 2)) for day, n in days)])
        listed = ", ".join(whole_day(day) for day in shown)
        self.grid.setAccessibleDescription(f"{said}. {listed}")

    def _shown(self, first: date, count: int) -> str:
        days = self.tr("1 day") if count == 1 else self.tr("{n} days").format(n=count)
        return self.tr("{days} from {first} to {last}").format(
            days=days, first=whole_day(first), last=whole_day(self._last)
        )


class WeeksCard(ChartCard):
    """Minutes a week."""

    def __init__(self, report: Report, parent: QWidget | None = None) -> None:
        self.plot = Plot()
        super().__init__(self.tr("Minutes a week"), self.plot, parent)
        weeks = report.weeks(week_begins())
        self.plot.show_drawing(charts.minutes_a_week(weeks))
        rows = [(week.first.isoformat(), week.iso, round(week.minutes, 2)) for week in weeks]
        self.tell(self._said(weeks), [("week from", "ISO week", "minutes"), *rows])

    def _said(self, weeks: Sequence[Week]) -> str:
        minutes = weeks[-1].minutes
        this = self.tr("{n} this week").format(n=words.minutes(round(minutes)))
        if 0 < minutes < 0.5:  # nothing that was done is called nothing
            this = self.tr("Less than a minute this week")
        if len(weeks) == 1:
            return f"{this}."
        before = self.tr("{n} in the week before").format(n=words.minutes(round(weeks[-2].minutes)))
        return f"{this}, {before}."


class Chosen(ChartCard):
    """A chart of one thing among a few."""

    def __init__(self, name: str, titles: Sequence[str], tall: int, parent: QWidget | None = None) -> None:
        self.plot = Plot(tall)
        super().__init__(titles[0], self.plot, parent)
        self.choice = DropDown(name)
        self.choice.addItems(list(titles))
        self.choice.setMinimumContentsLength(12)
        self.choice.setSizeAdjustPolicy(DropDown.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.setHidden(len(titles) < 2)
        self.body.insertWidget(0, self.choice)


class RatedCard(Chosen):
    """Before and after one practice."""

    def __init__(self, rated: Sequence[Rated], parent: QWidget | None = None) -> None:
        self._rated = rated
        super().__init__(self.tr("Practice"), [each.title for each in rated], 170, parent)
        self.choice.currentIndexChanged.connect(self._on_chosen)
        self._on_chosen(0)

    @Slot(int)
    def _on_chosen(self, place: int) -> None:
        rated = self._rated[place]
        question = self.tr("How hard is it?") if rated.what == HARD else words.ratings().get(rated.what, "")
        self.set_title(f"{rated.title} · {question}" if question else rated.title)
        self.plot.show_drawing(charts.before_and_after(rated.pairs))
        said = pairs_in_words(rated.pairs)
        if len(rated.pairs) > charts.LINES:
            newest = self.tr("Drawn: the last {n}.").format(n=charts.LINES)
            said = f"{said} {newest}"
        rows = [(pair.day.isoformat(), pair.before, pair.after) for pair in rated.pairs]
        self.tell(said, [("day", "before", "after"), *rows])


class SeriesCard(Chosen):
    """A measure over time."""

    def __init__(self, series: Sequence[Series], parent: QWidget | None = None) -> None:
        self._series = series
        super().__init__(self.tr("Measure"), [_named(each) for each in series], 210, parent)
        self.choice.currentIndexChanged.connect(self._on_chosen)
        self._on_chosen(0)

    @Slot(int)
    def _on_chosen(self, place: int) -> None:
        series = self._series[place]
        self.set_title(f"{series.title} {series.least:g}–{series.most:g}")
        self.plot.show_drawing(charts.over_time(series.points, series.least, series.most))
        both = series.sides
        said = points_in_words(series.points)
        phases = {point.phase for point in series.points}
        if Phase.BEFORE in phases:
            said = f"{said} {self.tr('Square: before a course.')}"
        if Phase.AFTER in phases:
            said = f"{said} {self.tr('Diamond: after it.')}"
        if charts.spans(series.points):
            said = f"{said} {self.tr('Green ground: the time of a course.')}"
        nothing = self.tr("There is no before and after to compare yet.")
        said = f"{said}\n{compared(both, series.reliability) if both else nothing}"
        rows = [(point.day.isoformat(), point.value, point.phase.value) for point in series.points]
        self.tell(said, [("day", "value", "phase"), *rows])


class CourseCard(Card):
    """A course's before and after, in one paragraph."""

    def __init__(self, course: OfCourse, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        head = QHBoxLayout()
        head.addWidget(TitleLabel(course.title), 1)
        head.addWidget(QuietLabel(self.tr("rough")), 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        self.said = ProseLabel(course.said)
        self.body.addWidget(self.said)


class NeedsCard(Card):
    """What was practised for, and what was needed after breaks."""

    def __init__(self, report: Report, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tags = dict(words.need_tags())
        named = [(tags.get(need, need), count) for need, count in report.needs]
        for title, counts in (
            (self.tr("What it was for; a practice can be for several"), named),
            (self.tr("What was needed after a break"), report.wished),
        ):
            if counts:
                self.body.addWidget(QuietLabel(title))
                self.body.addWidget(Words(" · ".join(f"{name} {count}" for name, count in counts)))


def _named(series: Series) -> str:
    return series.about if series.about == series.title else f"{series.about}: {series.title}"

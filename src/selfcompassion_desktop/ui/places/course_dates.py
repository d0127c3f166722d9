"""A course's teacher, and the dates of its live sessions and groups; a file of them for one's calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from PySide6.QtCore import QDate, QTime, QUrl, QUrlQuery, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from ...core.course import Course
from ...core.ics import Meeting
from ...models.bundle import Models
from ...models.walk import Way
from ..widgets.buttons import IconButton, PrimaryButton, QuietButton, TextButton
from ..widgets.card import Card
from ..widgets.fields import DateField, DropDown, Field, NumberField, TimeField
from ..widgets.flow import FlowRow
from ..widgets.label import QuietLabel, TitleLabel, Words
from . import course_words as says


class DatesCard(Card):
    """Whom one learns with, and when."""

    def __init__(self, models: Models, way: Way, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self._way = way
        self._add_teacher()
        self.body.addWidget(TitleLabel(self.tr("Dates")))
        dates = models.courses.dates.get(way.run.id, ())
        for each in dates:
            self.body.addWidget(self._date(each))
        if not dates:
            self.body.addWidget(QuietLabel(self.tr("Sessions and small groups can have dates. None is kept yet.")))
        self.add = QuietButton(self.tr("Add a date"))
        self.add.clicked.connect(self._on_add)
        buttons: list[QWidget] = [self.add]
        if dates:
            save = TextButton(self.tr("Save them for your calendar"))
            save.clicked.connect(self._on_save)
            buttons.append(save)
        self._buttons = FlowRow(*buttons, gap=20)
        self.body.addWidget(self._buttons)
        self._told = QuietLabel("")
        self._told.hide()
        self.body.addWidget(self._told)
        models.courses.calendar_written.connect(self._on_written)

    def _add_teacher(self) -> None:
        teacher = self._way.course.teacher
        if not (teacher.name or teacher.words or teacher.address):
            return
        self.body.addWidget(TitleLabel(teacher.name or self.tr("Your teacher")))
        if teacher.words:
            self.body.addWidget(Words(teacher.words))
        if teacher.address:
            write = TextButton(self.tr("Write to {address}").format(address=teacher.address))
            write.setToolTip(self.tr("Opens your mail program. This program sends nothing."))
            write.clicked.connect(self._on_write)
            self.body.addWidget(FlowRow(write))
        self.body.addSpacing(12)

    def _date(self, each: Meeting) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 4, 0, 4)
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(Words(each.title))
        said.addWidget(QuietLabel(says.meeting(each)))
        if each.words:
            said.addWidget(QuietLabel(each.words))
        if each.cancelled:
            said.addWidget(QuietLabel(self.tr("It does not take place.")))
        row.addLayout(said, 1)
        if not each.cancelled:
            off = IconButton("close", self.tr("{title} does not take place").format(title=each.title), side=32)
            off.clicked.connect(lambda: self._models.courses.change_date(replace(each, cancelled=True)))
            row.addWidget(off)
        return holder

    @Slot()
    def _on_add(self) -> None:
        form = DateForm(self._models, self._way)
        self.body.addWidget(form)
        self._buttons.hide()
        form.what.setFocus()

    @Slot()
    def _on_write(self) -> None:
        QDesktopServices.openUrl(letter_to(self._way.course))

    @Slot()
    def _on_save(self) -> None:
        kinds = self.tr("Calendars (*.ics)")
        wished = f"{self._way.course.id}.ics"
        file, _ = QFileDialog.getSaveFileName(self, self.tr("Save as"), wished, kinds)
        if file:
            self._models.courses.write_calendar(self._way, file if file.lower().endswith(".ics") else f"{file}.ics")

    @Slot(str)
    def _on_written(self, file: str) -> None:
        self._told.setText(self.tr("Saved as {file}. A second file updates the first one’s dates.").format(file=file))
        self._told.show()


def letter_to(course: Course) -> QUrl:
    """What a mail program is opened with: the teacher's address, and the course as the subject."""
    url, query = QUrl(), QUrlQuery()
    url.setScheme("mailto")
    url.setPath(course.teacher.address)
    query.addQueryItem("subject", course.title.replace("+", "%2B"))
    url.setQuery(query)
    return url


class DateForm(QWidget):
    """One date more."""

    def __init__(self, models: Models, way: Way, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self._way = way
        now = models.clock.now()
        self._zone = getattr(now.tzinfo, "key", None) or "UTC"
        self.what = DropDown(self.tr("Which session"))
        for live in way.course.live:
            self.what.addItem(live.title, live.id)
        self.what.addItem(self.tr("A small group"), "")
        self.day = DateField(self.tr("On which day"))
        tomorrow = now.date() + timedelta(days=1)
        self.day.setDate(QDate(tomorrow.year, tomorrow.month, tomorrow.day))
        self.time = TimeField(self.tr("At what time"))
        self.time.setTime(QTime(19, 0))
        self.minutes = NumberField(self.tr("How many minutes"))
        self.minutes.setRange(5, 600)
        self.minutes.setSuffix(self.tr(" min"))
        self.what.currentIndexChanged.connect(self._on_what)
        self.join = Field(self.tr("How to join"), hint=self.tr("How to join: a room, a link, a number"))
        keep = PrimaryButton(self.tr("Keep this date"))
        keep.clicked.connect(self._on_keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.what)
        column.addWidget(FlowRow(self.day, self.time, self.minutes, gap=12))
        column.addWidget(QuietLabel(self.tr("By the clock on the wall in {zone}.").format(zone=self._zone)))
        column.addWidget(self.join)
        column.addWidget(FlowRow(keep))
        self._on_what()

    @Slot()
    def _on_what(self) -> None:
        live = self._way.course.live_session(self.what.currentData())
        self.minutes.setValue(live.minutes if live is not None else 60)

    @Slot()
    def _on_keep(self) -> None:
        day, time = self.day.date(), self.time.time()
        starts = datetime(day.year(), day.month(), day.day(), time.hour(), time.minute())
        live, title = self.what.currentData(), self.what.currentText()
        made = Meeting("", live, title, starts, self._zone, self.minutes.value(), self.join.text().strip())
        self._models.courses.add_date(self._way, made)

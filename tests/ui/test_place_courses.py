"""Courses in the window: begun, walked a step at a time, rested, left; and the next step on Today."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from icalendar import Calendar
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from furnished import Furnished
from selfcompassion_desktop.core.ics import Meeting
from selfcompassion_desktop.models.courses import CoursesModel
from selfcompassion_desktop.ui.main_window import MainWindow
from selfcompassion_desktop.ui.places.course_dates import DateForm, DatesCard, letter_to
from selfcompassion_desktop.ui.places.course_page import LeaveRow
from selfcompassion_desktop.ui.places.next_steps import NextSteps
from selfcompassion_desktop.ui.theme import Theme
from selfcompassion_desktop.ui.widgets.label import Words

COURSE = "a-few-days"
SMALL = Path(__file__).parent.parent / "data" / "courses" / COURSE
DAY = 24 * 3600.0


class House:
    """The window, with a course of a pack that somebody has put there."""

    def __init__(self, furnished: Furnished, window: MainWindow, qtbot: QtBot) -> None:
        self.furnished = furnished
        self.window = window
        self.qtbot = qtbot
        self.model: CoursesModel = furnished.models.courses

    def settle(self) -> None:
        self.furnished.settle()
        self.qtbot.wait(1)

    def enter(self) -> None:
        self.window.go("courses")
        self.settle()

    def open(self) -> None:
        self.enter()
        self.window.open_course(COURSE)
        self.settle()

    def begin(self) -> None:
        self.model.load()
        self.model.begin(COURSE)
        self.settle()
        self.open()

    def do(self, *steps: str) -> None:
        for step in steps:
            self.model.do(COURSE, step)
        self.settle()

    def buttons(self, within: QWidget | None = None) -> list[QAbstractButton]:
        return [b for b in (within or self.window).findChildren(QAbstractButton) if b.isVisible()]

    def click(self, text: str, within: QWidget | None = None) -> None:
        """Press the one button on the screen that says this, or is called so."""
        (button,) = (b for b in self.buttons(within) if text in (b.text(), b.accessibleName()))
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def words(self, within: QWidget | None = None) -> list[str]:
        return [label.text() for label in (within or self.window).findChildren(Words) if label.isVisible()]

    @property
    def step(self) -> str:
        """The next step's id."""
        way = self.model.way(COURSE)
        assert way is not None
        assert way.next.step is not None
        return way.next.step.id

    @property
    def today(self) -> NextSteps:
        self.window.go("today")
        self.settle()
        found = self.window.findChild(NextSteps)
        assert found is not None
        return found


@pytest.fixture
def house(qtbot: QtBot, tmp_path: Path, theme: Theme) -> Iterator[House]:
    shutil.copytree(SMALL, tmp_path / "data" / "packs" / "small" / "courses" / COURSE)
    with at_home(tmp_path, qtbot, theme) as house:
        yield house


@contextmanager
def at_home(tmp_path: Path, qtbot: QtBot, theme: Theme) -> Iterator[House]:
    furnished = Furnished(tmp_path, qtbot)
    window = MainWindow(furnished.models, theme)
    qtbot.addWidget(window)
    window.resize(1000, 900)
    with qtbot.waitSignal(window.ready):
        window.show()
    furnished.models.library.load()
    furnished.models.store.opened.emit()  # it was open before the window stood
    furnished.settle()
    yield House(furnished, window, qtbot)
    furnished.models.player.close()
    furnished.settle()
    furnished.close()


def test_every_course_is_shown_and_what_to_mind_before_one_begins(house: House) -> None:
    house.enter()
    assert "A few days" in house.words()
    house.click("A few days")
    assert "Leave it whenever you like." in house.words()
    house.click("Begin today")
    assert house.step == "day-1.read-arriving"
    assert "Day 1 of 9" in house.words()


def test_a_course_that_an_update_has_dropped_is_gone_on_with(tmp_path: Path, qtbot: QtBot, theme: Theme) -> None:
    pack = tmp_path / "data" / "packs" / "small"
    shutil.copytree(SMALL, pack / "courses" / COURSE)
    with at_home(tmp_path, qtbot, theme) as house:
        house.begin()
    (pack / "retired").mkdir()
    (pack / "courses").rename(pack / "retired" / "courses")
    (pack / "courses").mkdir()
    with at_home(tmp_path, qtbot, theme) as house:
        house.model.load()
        house.open()
        assert house.step == "day-1.read-arriving"
        assert "A few days" in house.words()
        house.click("Leave this course")
        house.click("Leave it")
        assert "A few days" in house.words()  # one sees what became of it
        house.enter()
        assert "A few days" not in house.words()


def test_a_text_is_read_to_its_end_and_the_next_step_stands_there(house: House) -> None:
    house.begin()
    house.click("Read")
    assert "There is nothing to get right here. You may read this slowly." in house.words()
    assert house.step == "day-1.read-arriving"  # not before its end
    house.click("Next")
    assert house.step == "day-1.check-in-pain-week"


def test_a_measure_is_asked_for_in_the_name_of_its_step(house: House) -> None:
    house.begin()
    house.do("day-1.read-arriving")
    with house.qtbot.waitSignal(house.model.check_in_wanted) as asked:
        house.click("Answer")
    assert asked.args == ["pain-week", f"step:{COURSE}/day-1.check-in-pain-week"]


def test_one_click_on_today_begins_the_step_and_its_end_marks_it(house: House) -> None:
    house.begin()
    house.do("day-1.read-arriving", "day-1.check-in-pain-week")
    player = house.furnished.models.player
    house.click("Begin", house.today)
    assert player.running
    assert player.session is not None
    assert round(player.session.timeline.seconds) == 300
    player.move_to(player.session.timeline.length)
    house.furnished.clock.pass_time(1)
    player.look()
    house.settle()
    way = house.model.way(COURSE)
    assert way is not None
    record = way.done["day-1.practise-soles-of-the-feet"]
    assert record.subject == house.furnished.services.sittings.newest(1)[0].id


def test_a_practice_that_is_stopped_leaves_its_step(house: House) -> None:
    house.begin()
    house.do("day-1.read-arriving", "day-1.check-in-pain-week")
    house.click("Begin", house.today)
    house.furnished.models.player.stop()
    house.settle()
    assert house.step == "day-1.practise-soles-of-the-feet"


def test_an_exercise_written_marks_its_step_with_the_entry(house: House) -> None:
    house.begin()
    house.do(*(step.id for step in house.model.ways[0].course.sessions[0].steps))
    house.furnished.clock.pass_time(DAY)
    house.model.refresh()
    house.settle()
    house.click("What do I need?: To write")
    exercise = house.furnished.models.exercise
    exercise.begin()
    exercise.edit("My body would like a rest.")
    exercise.finish()
    house.settle()
    way = house.model.way(COURSE)
    assert way is not None
    entry = house.furnished.models.journal.entry
    assert entry is not None
    assert way.done["day-2.choice"].subject == entry.id


def test_today_says_nothing_of_a_course_that_has_no_step_for_today(house: House) -> None:
    assert house.today.isHidden()
    house.begin()
    assert not house.today.isHidden()
    house.do(*(step.id for step in house.model.ways[0].course.sessions[0].steps))
    assert house.today.isHidden()
    house.open()
    assert any("The next step is meant for tomorrow" in words for words in house.words())


def test_whoever_comes_back_goes_on_where_they_left_off(house: House) -> None:
    house.begin()
    house.furnished.clock.pass_time(20 * DAY)
    card = house.today
    assert "A few days · Where you left off" in house.words(card)
    house.open()
    said = " ".join(house.words()).lower()
    assert not any(word in said for word in ("missed", "behind", "late", "overdue", "streak"))


def test_a_course_rests_and_goes_on(house: House) -> None:
    house.begin()
    house.click("Let it rest")
    assert house.today.isHidden()
    house.open()
    house.click("Go on")
    assert house.step == "day-1.read-arriving"


def test_leaving_is_asked_once_and_keeps_everything(house: House) -> None:
    house.begin()
    house.do("day-1.read-arriving")
    house.click("Leave this course")
    row = next(row for row in house.window.findChildren(LeaveRow) if row.isVisible())
    house.click("Stay", row)
    assert not row.isVisible()
    house.click("Leave this course")
    house.click("Leave it")
    assert house.model.under_way == ()
    assert list(house.model.ways[0].done) == ["day-1.read-arriving"]
    house.enter()
    assert "Left on 25 November 2026" in house.words()


def test_the_end_is_told_kindly_and_the_path_can_be_begun_anew(house: House) -> None:
    house.begin()
    house.do(*(step.id for step in house.model.ways[0].course.steps))
    assert "You have come to the end of this path. What you wrote and did on it stays." in house.words()
    house.click("Begin anew")
    assert house.step == "day-1.read-arriving"
    assert len(house.model.ways) == 2


def test_a_step_may_be_left_out_and_is_told_as_such(house: House) -> None:
    house.begin()
    house.click("Leave this one out")
    assert house.step == "day-1.check-in-pain-week"
    assert "Arriving, left out" in [b.accessibleName() for b in house.buttons()]


def test_any_step_of_the_path_can_be_opened(house: House) -> None:
    house.begin()
    house.click("Thursday 3 December · Together, show its steps".replace("Thursday 3", "Wednesday 2"))
    house.click("The first meeting, not done yet")
    assert "Sit in a circle, or alone at the table." in house.words()
    house.click("Next")
    way = house.model.way(COURSE)
    assert way is not None
    assert list(way.done) == ["day-8.live-first-meeting"]
    assert house.step == "day-1.read-arriving"


def test_a_date_is_added_told_and_saved_for_a_calendar(house: House, tmp_path: Path) -> None:
    house.begin()
    house.click("Add a date")
    form = next(form for form in house.window.findChildren(DateForm) if form.isVisible())
    assert (form.what.currentText(), form.minutes.value()) == ("The first meeting", 90)
    form.join.setText("Room 3")
    house.click("Keep this date", form)
    assert "Thursday 26 November 2026, 19:00 (UTC), 90 minutes" in house.words()
    way = house.model.way(COURSE)
    assert way is not None
    with house.qtbot.waitSignal(house.model.calendar_written):
        house.model.write_calendar(way, str(tmp_path / "dates.ics"))
    (event,) = Calendar.from_ical((tmp_path / "dates.ics").read_bytes()).walk("VEVENT")
    assert (str(event["summary"]), str(event["description"])) == ("The first meeting", "Room 3")
    house.click("The first meeting does not take place")
    assert "It does not take place." in house.words()


def test_a_calendar_that_cannot_be_written_says_so(house: House) -> None:
    house.begin()
    way = house.model.way(COURSE)
    assert way is not None
    house.model.add_date(way, Meeting("", "", "A group", datetime(2026, 12, 1, 19), "Europe/Berlin", 60))
    with house.qtbot.waitSignal(house.model.trouble) as told:
        house.model.write_calendar(way, "/nowhere/at/all.ics")
    assert "cannot be written" in told.args[0].sentence


def test_the_teacher_is_written_to_by_the_mail_program(house: House) -> None:
    house.begin()
    assert "Write to ana@example.org" in [b.text() for b in house.buttons(house.window.findChild(DatesCard))]
    way = house.model.way(COURSE)
    assert way is not None
    assert letter_to(way.course).toString() == "mailto:ana@example.org?subject=A few days"


def test_locking_lets_go_of_what_was_done(house: House) -> None:
    house.begin()
    house.model.forget()
    assert house.model.ways == ()
    assert house.window.findChild(NextSteps).isHidden()  # type: ignore[union-attr]


def test_everything_on_the_pages_has_a_name_and_is_large_enough(house: House) -> None:
    house.begin()
    for _ in ("the course", "the list"):
        for button in house.buttons():
            assert button.accessibleName() or button.text(), button
            assert button.height() >= 32, button.text()
            read = QAccessible.queryAccessibleInterface(button)
            assert read.text(QAccessible.Text.Name)
        house.enter()


def test_the_keyboard_alone_walks_a_course(house: House) -> None:
    house.begin()
    focus = house.window.focusWidget()
    assert isinstance(focus, QAbstractButton)
    assert focus.text() == "Read"
    house.qtbot.keyClick(focus, Qt.Key.Key_Space)
    house.settle()
    house.click("Next")
    focus = house.window.focusWidget()
    assert isinstance(focus, QAbstractButton)
    assert focus.text() == "Answer"

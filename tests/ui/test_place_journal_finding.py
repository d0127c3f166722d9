"""Pages found again: by tag, feeling, year and source, by day, and on this day; by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from furnished import Furnished
from selfcompassion_desktop.core.journal import EVERYTHING, Marks, Only
from selfcompassion_desktop.core.months import Month
from selfcompassion_desktop.ui.places.journal import JournalPlace
from selfcompassion_desktop.ui.places.journal_calendar import JournalCalendar
from selfcompassion_desktop.ui.theme import Theme
from selfcompassion_desktop.ui.widgets.label import Words
from selfcompassion_desktop.ui.widgets.listing import DATE_ROLE, TITLE_ROLE

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PLAIN = Qt.KeyboardModifier.NoModifier
FAR = (date(1, 1, 1), date(1900, 1, 1), date(2024, 2, 29), date(2100, 12, 31))


class Desk:
    """The place on a screen, with the real store behind it."""

    def __init__(self, room: Furnished, width: int = 1000, height: int = 700) -> None:
        self.room = room
        self.place = JournalPlace(room.models)
        room.show(self.place, width, height)
        self.place.shown()
        room.settle()
        self.side = self.place.side

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.place, key, modifier)
        self.room.settle()

    @property
    def titles(self) -> list[str]:
        rows = self.side.rows
        return [str(rows.index(n, 0).data(TITLE_ROLE)) for n in range(rows.rowCount())]

    @property
    def dates(self) -> list[str]:
        rows = self.side.rows
        return [str(rows.index(n, 0).data(DATE_ROLE)) for n in range(rows.rowCount())]

    @property
    def calendar(self) -> JournalCalendar:
        assert self.side.calendar is not None
        return self.side.calendar

    def says(self, words: str) -> bool:
        return any(words in label.text() for label in self.place.findChildren(Words) if label.isVisible())

    def narrow(self, *way: str) -> None:
        """Choose in the menu, by the words on the way."""
        self.room.models.marks.read()
        self.room.models.days.read_years()
        self.room.settle()
        self.side.filters.fill()  # the click itself would open the menu, which an offscreen window warns of
        menu = self.side.filters.menu
        for words in way[:-1]:
            inner = _action(menu, words).menu()
            assert isinstance(inner, QMenu)
            menu = inner
        _action(menu, way[-1]).trigger()
        self.room.settle()


def _action(menu: QMenu, words: str) -> QAction:
    return next(action for action in menu.actions() if action.text() == words)


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot, theme: Theme) -> Iterator[Furnished]:
    made = Furnished(tmp_path, qtbot)
    yield made
    made.close()


@pytest.fixture
def some(room: Furnished) -> Furnished:
    for title, day, source, marks in (
        ("spring calm", date(2024, 4, 1), "sitting:1", Marks(tags=("garden",), feelings=("calm",))),
        ("winter calm", date(2025, 1, 9), "break", Marks(tags=("mother",), feelings=("calm", "sad"))),
        ("summer", date(2025, 7, 2), "import:jrnl", Marks(tags=("Garden",), pinned=True)),
        ("plain", date(2026, 11, 20), "", Marks()),
    ):
        written = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
        room.entries.add(title, source, written, marks)
    return room


# ------------------------------------------------------------------ narrowing


@pytest.mark.parametrize(
    ("way", "found"),
    [
        (("Tag", "#Garden"), ["summer", "spring calm"]),
        (("Feeling", "sad"), ["winter calm"]),
        (("Year", "2025"), ["summer", "winter calm"]),
        (("Where it came from", "after a practice"), ["spring calm"]),
        (("Where it came from", "after a break"), ["winter calm"]),
        (("Where it came from", "taken in from elsewhere"), ["summer"]),
        (("Pinned pages",), ["summer"]),
    ],
)
def test_the_list_is_narrowed_from_the_menu(some: Furnished, way: tuple[str, ...], found: list[str]) -> None:
    desk = Desk(some)
    desk.narrow(*way)
    assert desk.titles == found
    (chip,) = desk.side.filters.row.chips
    assert chip.isVisible()
    desk.narrow("Everything")
    assert desk.titles == ["summer", "plain", "winter calm", "spring calm"]
    assert not desk.side.filters.row.isVisible()


def test_two_things_and_words_narrow_together(some: Furnished, qtbot: QtBot) -> None:
    desk = Desk(some)
    desk.narrow("Feeling", "calm")
    assert desk.titles == ["winter calm", "spring calm"]
    desk.narrow("Year", "2024")
    assert desk.titles == ["spring calm"]
    assert [chip.says for chip in desk.side.filters.row.chips] == ["calm", "2024"]
    desk.press(Qt.Key.Key_F, CONTROL)
    QTest.keyClicks(desk.side.search, "winter")
    qtbot.waitUntil(lambda: desk.titles == [])
    assert desk.says("Nothing with these words")


def test_what_the_list_is_narrowed_to_is_taken_away_by_keys(some: Furnished) -> None:
    desk = Desk(some)
    desk.side.filters.narrow(Only(tag="garden", feeling="calm", source="sitting"))
    some.settle()
    assert desk.titles == ["spring calm"]
    desk.side.filters.row.chips[0].setFocus()
    desk.press(Qt.Key.Key_Delete)
    assert desk.side.filters.only == Only(feeling="calm", source="sitting")
    assert QApplication.focusWidget() is desk.side.filters.row.chips[0]
    desk.press(Qt.Key.Key_F, CONTROL)
    desk.press(Qt.Key.Key_Backspace)
    assert desk.side.filters.only == Only(feeling="calm")
    desk.press(Qt.Key.Key_Escape)
    assert desk.side.filters.only == EVERYTHING
    assert len(desk.titles) == 4
    desk.press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is desk.place.editor.paper


# case JR28
@pytest.mark.parametrize(
    "query", ["don't", "self-kindness", "a.b", "AND", "NEAR(", "*", '"', "title:x", "100%", "_", "/", "", " "]
)
def test_any_words_are_fair_within_what_the_list_is_narrowed_to(room: Furnished, qtbot: QtBot, query: str) -> None:
    room.entries.add("I don't know; self-kindness, a.b and 100% of it", marks=Marks(tags=("garden",)))
    desk = Desk(room)
    desk.side.filters.narrow(Only(tag="garden"))
    desk.side.search.setText(query)
    qtbot.wait(120)
    room.settle()
    found = bool(query.strip(' *"_/')) and query not in ("NEAR(", "title:x")
    assert bool(desk.titles) == (found or not query.strip())


def test_another_list_begins_at_its_first_row(room: Furnished) -> None:
    for n in range(60):
        room.entries.add(f"{n}", marks=Marks(tags=("even",) if n % 2 else ()))
        room.clock.pass_time(60)
    desk = Desk(room)
    desk.side.list.scrollToBottom()
    assert desk.side.list.verticalScrollBar().value() > 0
    desk.side.filters.narrow(Only(tag="even"))
    room.settle()
    assert desk.side.list.verticalScrollBar().value() == 0


def test_pinned_pages_stand_in_a_group_of_their_own(some: Furnished) -> None:
    desk = Desk(some)
    assert desk.titles == ["summer", "plain", "winter calm", "spring calm"]
    assert desk.dates[:2] == ["Pinned · 2 July 2025", "November 2026 · Fri 20"]
    assert desk.dates[2:] == ["January 2025 · Thu 9", "April 2024 · Mon 1"]


# ------------------------------------------------------------------ by day


def test_a_day_is_found_in_the_calendar_by_keys(some: Furnished) -> None:
    some.entries.add("the day before", written=datetime(2026, 11, 19, 8, tzinfo=UTC))
    desk = Desk(some)
    desk.press(Qt.Key.Key_M, CONTROL)
    grid = desk.calendar.grid
    assert QApplication.focusWidget() is grid.button(date(2026, 11, 25))
    assert grid.button(date(2026, 11, 20)).count == 1
    assert grid.button(date(2026, 11, 20)).accessibleName() == "Friday 20 November 2026, 1 entry"
    desk.press(Qt.Key.Key_Left)
    desk.press(Qt.Key.Key_Up)
    for _ in range(2):
        desk.press(Qt.Key.Key_Right)
    assert QApplication.focusWidget() is grid.button(date(2026, 11, 19))
    desk.press(Qt.Key.Key_Return)
    assert desk.titles == ["the day before"]
    assert [chip.says for chip in desk.side.filters.row.chips] == ["19 November 2026"]
    assert QApplication.focusWidget() is desk.side.list
    assert not desk.calendar.isVisible()


def test_months_and_years_are_a_key_away(some: Furnished) -> None:
    desk = Desk(some)
    desk.press(Qt.Key.Key_M, CONTROL)
    grid = desk.calendar.grid
    desk.press(Qt.Key.Key_PageUp)
    assert grid.month == Month(2026, 10)
    desk.press(Qt.Key.Key_PageUp, SHIFT)
    assert grid.month == Month(2025, 10)
    desk.press(Qt.Key.Key_Home)
    desk.press(Qt.Key.Key_Left)
    assert QApplication.focusWidget() is grid.button(date(2025, 9, 30))
    desk.press(Qt.Key.Key_End)
    desk.press(Qt.Key.Key_PageDown)
    assert QApplication.focusWidget() is grid.button(date(2025, 10, 30))
    desk.calendar.show_year(2024)
    desk.calendar.grid.button(date(2024, 10, 1)).setFocus()
    for _ in range(6):
        desk.press(Qt.Key.Key_PageUp)
    assert grid.button(date(2024, 4, 1)).count == 1
    desk.press(Qt.Key.Key_Escape)
    assert not desk.calendar.isVisible()


def test_a_day_without_a_page_says_so(some: Furnished) -> None:
    desk = Desk(some)
    desk.press(Qt.Key.Key_M, CONTROL)
    desk.press(Qt.Key.Key_Return)
    assert desk.titles == []
    assert desk.says("Nothing is written on this day")


# case JR34
@pytest.mark.parametrize("day", FAR)
def test_the_calendar_opens_days_far_away(room: Furnished, day: date) -> None:
    for other in FAR:
        for hour in (9, 9):  # two of the same instant
            room.entries.add(f"{other}", written=datetime(other.year, other.month, other.day, hour, tzinfo=UTC))
    desk = Desk(room)
    assert sorted(desk.titles) == sorted(2 * [f"{other}" for other in FAR])
    desk.side.toggle_calendar()
    desk.calendar.enter(day)
    room.settle()
    assert desk.calendar.grid.button(day).count == 2
    assert set(room.models.days.years) == {other.year for other in FAR}
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
        desk.press(key)
        desk.press(key, SHIFT)
    desk.calendar.enter(day)
    desk.press(Qt.Key.Key_Return)
    assert desk.titles == [f"{day}"] * 2


# case JR34
def test_the_calendar_ends_where_days_end(room: Furnished) -> None:
    room.entries.add("first", written=datetime(1, 1, 1, 9, tzinfo=UTC))
    desk = Desk(room)
    desk.side.toggle_calendar()
    for day in (date.min, date.max):
        desk.calendar.enter(day)
        for key in (Qt.Key.Key_Left, Qt.Key.Key_PageUp, Qt.Key.Key_Right, Qt.Key.Key_PageDown):
            desk.press(key, SHIFT)
    room.settle()
    assert desk.calendar.grid.month == Month(9999, 12)


@pytest.mark.parametrize(("where", "first", "name"), [("en_GB", 1, "Mo"), ("en_US", 7, "Su"), ("ar_EG", 6, "")])
def test_a_week_begins_as_it_does_where_one_lives(room: Furnished, where: str, first: int, name: str) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(where))
    try:
        desk = Desk(room)
        desk.side.toggle_calendar()
        grid = desk.calendar.grid
        leftmost = min(grid.days, key=lambda button: (button.x(), button.y()))
        assert leftmost.day.isoweekday() == first
        assert not name or grid.heads[0] == name
    finally:
        QLocale.setDefault(before)


# ------------------------------------------------------------------ on this day


def test_this_day_in_an_earlier_year_is_offered_quietly(room: Furnished) -> None:
    room.entries.add("soup, two years ago", written=datetime(2024, 11, 25, 9, tzinfo=UTC))
    desk = Desk(room)
    assert desk.side.past.isVisible()
    assert desk.side.past.says == "On this day in 2024"
    desk.side.past.click()
    room.settle()
    assert desk.place.editor.paper.text() == "soup, two years ago"
    desk.side.filters.narrow(Only(pinned=True))
    room.settle()
    assert not desk.side.past.isVisible()


def test_nothing_is_said_of_this_day_where_there_is_nothing(some: Furnished) -> None:
    assert not Desk(some).side.past.isVisible()


# ------------------------------------------------------------------ reach


def test_tab_goes_from_above_to_below_whatever_comes_and_goes(some: Furnished) -> None:
    some.entries.add("later", opens=date(2027, 1, 1))
    desk = Desk(some)
    some.models.letters.look()
    some.settle()
    side = desk.side
    side.filters.narrow(Only(tag="garden"))
    side.toggle_calendar()
    some.settle()
    side.search.setFocus()
    reached: list[object] = []
    for _ in range(9):
        desk.press(Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
    assert side.calendar is not None
    day = side.calendar.grid.button(date(2026, 11, 25))
    wanted = [side.by_day, side.filters.button, side.calendar.year, day, side.filters.row.chips[0], side.list]
    places = [reached.index(widget) for widget in wanted if widget in reached]
    assert len(places) == len(wanted), reached
    assert places[:2] == sorted(places)[:2]
    assert places[-1] == max(places)
    side.toggle_calendar()
    side.filters.narrow(EVERYTHING)
    some.settle()
    side.list.setFocus()
    desk.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is side.letters.rows[0]


# case AX01, AX02
def test_all_of_it_has_a_name_and_a_height(some: Furnished) -> None:
    some.entries.add("earlier", written=datetime(2024, 11, 25, 9, tzinfo=UTC))
    desk = Desk(some)
    desk.side.toggle_calendar()
    desk.side.filters.narrow(Only(tag="garden", feeling="calm"))
    desk.room.settle()
    reached = [
        widget
        for widget in desk.side.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]
    assert len(reached) > 30
    for widget in reached:
        assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name), widget
        assert widget.height() >= 32, widget


@pytest.mark.parametrize(("height", "scale"), [(600, 100), (600, 200), (900, 200)])
def test_the_calendar_has_the_room_it_needs(some: Furnished, theme: Theme, height: int, scale: int) -> None:
    theme.use("light", scale, "on")
    some.entries.add("later", opens=date(2027, 1, 1))
    some.entries.add("earlier", written=datetime(2024, 11, 25, 9, tzinfo=UTC))
    desk = Desk(some, 684, height)
    desk.place._show_list()
    desk.side.toggle_calendar()
    some.settle()
    assert desk.place.height() == height
    assert min(day.height() for day in desk.calendar.grid.days) >= 32
    desk.side.toggle_calendar()
    assert desk.side.list.isVisible()
    assert desk.side.past.isVisible()
    assert desk.side.letters.isVisible()


@pytest.mark.parametrize(("width", "height", "scale"), [(684, 600, 100), (684, 600, 200), (1200, 900, 100)])
def test_nothing_sticks_out(some: Furnished, theme: Theme, width: int, height: int, scale: int) -> None:
    theme.use("light", scale, "on")
    desk = Desk(some, width, height)
    desk.side.filters.narrow(Only(tag="a tag that has a long name and goes on", feeling="overwhelmed"))
    desk.room.entries.add("later", opens=date(2027, 1, 1))
    desk.room.models.letters.look()
    desk.side.toggle_calendar()
    desk.room.settle()
    assert desk.place.height() == height
    for widget in desk.place.findChildren(QWidget):
        if widget.isVisible() and widget.window() is desk.place:
            corner = widget.mapTo(desk.place, QPoint(0, 0))
            assert corner.x() >= 0
            assert corner.x() + widget.width() <= width, widget

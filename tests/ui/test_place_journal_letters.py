"""Letters to oneself: written, closed, waiting without a word of theirs, opened on their day or sooner."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from furnished import Furnished
from selfcompassion_desktop.ui.places.journal import JournalPlace
from selfcompassion_desktop.ui.places.journal_bin import BinView
from selfcompassion_desktop.ui.places.today import TodayPlace
from selfcompassion_desktop.ui.theme import Theme
from selfcompassion_desktop.ui.widgets.label import Words
from selfcompassion_desktop.ui.widgets.listing import DATE_ROLE, TITLE_ROLE

CONTROL = Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier
WORDS = "Dear me, the zebra winter is over"


class Desk:
    """The place on a screen, with the real store behind it."""

    def __init__(self, room: Furnished, width: int = 1000, height: int = 700) -> None:
        self.room = room
        self.place = JournalPlace(room.models)
        room.show(self.place, width, height)
        self.place.shown()
        room.settle()
        self.side, self.strip = self.place.side, self.place.editor.letter

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.place, key, modifier)
        self.room.settle()

    def write(self, text: str = WORDS) -> None:
        self.side.letter.trigger()
        QTest.keyClicks(self.place.editor.paper, text)
        self.room.models.journal.save()
        self.room.settle()

    def close_letter(self) -> None:
        self.strip.seal.click()
        self.room.settle()
        self.room.settle()

    @property
    def titles(self) -> list[str]:
        rows = self.side.rows
        return [str(rows.index(n, 0).data(TITLE_ROLE)) for n in range(rows.rowCount())]

    @property
    def letters(self) -> list[str]:
        return [row.says for row in self.side.letters.rows]

    def shown(self) -> str:
        """Every word that stands anywhere on the place."""
        labels = [label.text() for label in self.place.findChildren(Words) if label.isVisible()]
        return "\n".join([*labels, *self.titles, *self.letters, self.place.editor.paper.text()])


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot, theme: Theme) -> Iterator[Furnished]:
    made = Furnished(tmp_path, qtbot)
    yield made
    made.close()


def test_a_letter_is_written_kept_and_closed(room: Furnished, qtbot: QtBot) -> None:
    desk = Desk(room)
    assert not desk.strip.isVisible()
    desk.write()
    assert desk.strip.isVisible()
    assert desk.titles == [WORDS], "until it is closed it is a page like the others, and kept like them"
    desk.close_letter()
    assert desk.letters == ["A letter to yourself, opens 25 May 2027"]
    assert "zebra" not in desk.shown()
    assert not desk.strip.isVisible()
    desk.side.search.setText("zebra")
    qtbot.wait(120)
    room.settle()
    assert desk.titles == []


@pytest.mark.parametrize(
    ("key", "opens"), [("1", date(2026, 12, 25)), ("6", date(2027, 5, 25)), ("12", date(2027, 11, 25))]
)
def test_the_day_is_a_month_half_a_year_or_a_year_away(room: Furnished, key: str, opens: date) -> None:
    desk = Desk(room)
    desk.write()
    desk.strip.when.set_value(key)
    desk.close_letter()
    assert [letter.opens for letter in room.models.letters.waiting] == [opens]


def test_any_later_day_can_be_chosen_and_no_earlier_one(room: Furnished) -> None:
    desk = Desk(room)
    desk.write()
    assert not desk.strip.day.isVisible()
    desk.strip.when.chips[-1].click()
    assert desk.strip.day.isVisible()
    desk.strip.day.setDate(QDate(2020, 1, 1))
    assert desk.strip.opens == date(2026, 11, 26)
    desk.strip.day.setDate(QDate(2028, 2, 29))
    desk.close_letter()
    assert desk.letters == ["A letter to yourself, opens 29 February 2028"]


def test_an_empty_letter_cannot_be_closed(room: Furnished) -> None:
    desk = Desk(room)
    desk.side.letter.trigger()
    assert not desk.strip.seal.isEnabled()
    QTest.keyClicks(desk.place.editor.paper, "x")
    assert desk.strip.seal.isEnabled()


def test_a_letter_may_stay_a_page_like_the_others(room: Furnished) -> None:
    desk = Desk(room)
    desk.write()
    desk.strip.away.click()
    assert not desk.strip.isVisible()
    assert desk.titles == [WORDS]


def test_a_letter_not_yet_closed_is_met_as_one_again(room: Furnished) -> None:
    desk = Desk(room)
    desk.write()
    entry = room.models.journal.entry
    assert entry is not None
    desk.press(Qt.Key.Key_N, CONTROL)
    assert not desk.strip.isVisible()
    room.models.journal.open(entry.id)
    room.settle()
    assert desk.strip.isVisible()


def test_opening_sooner_is_asked_about_and_allowed(room: Furnished) -> None:
    desk = Desk(room)
    desk.write()
    desk.close_letter()
    desk.side.letters.rows[0].click()
    assert desk.side.letters.question.isVisible()
    assert QApplication.focusWidget() is desk.side.letters.wait
    assert "zebra" not in desk.shown()
    desk.press(Qt.Key.Key_Escape)
    assert not desk.side.letters.question.isVisible()
    desk.side.letters.rows[0].click()
    desk.side.letters.open.click()
    for _ in range(3):
        room.settle()
    assert desk.place.editor.paper.text() == WORDS
    assert desk.letters == []
    assert "A letter, written 25 November 2026, opened 25 November 2026" in desk.shown()


def test_a_waiting_letter_goes_to_the_bin_unread_and_comes_back_unread(room: Furnished) -> None:
    desk = Desk(room)
    desk.write()
    desk.close_letter()
    desk.side.letters.rows[0].click()
    desk.side.letters.bin.click()
    room.settle()
    assert desk.letters == []
    desk.place.show_other("bin")
    room.settle()
    view = desk.place.findChild(BinView)
    assert view is not None
    assert view.rows.index(0, 0).data(TITLE_ROLE) == "A letter to yourself, opens 25 May 2027"
    (glimpse,) = room.entries.binned()
    assert (glimpse.title, glimpse.snippet) == ("", "")
    room.models.journal.restore(glimpse.id)
    room.settle()
    room.settle()
    assert desk.letters == ["A letter to yourself, opens 25 May 2027"]


def test_on_its_day_the_journal_and_today_offer_it(room: Furnished, qtbot: QtBot) -> None:
    desk = Desk(room)
    today = TodayPlace(room.models)
    today.settle()
    qtbot.addWidget(today)
    desk.write()
    desk.strip.when.set_value("1")
    desk.close_letter()
    assert today._letter.isHidden()
    room.clock.set_wall(datetime(2026, 12, 25, 0, 0, 1, tzinfo=UTC))
    desk.place.shown()
    room.settle()
    room.settle()
    assert desk.letters == ["A letter you wrote to yourself on 25 November 2026 is here"]
    assert not today._letter.isHidden()
    with qtbot.waitSignal(today.entry_wanted) as wanted:
        today._letter.read.click()
    desk.side.letters.rows[0].click()
    room.settle()
    assert room.models.journal.entry is not None
    assert wanted.args == [room.models.journal.entry.id]
    assert desk.place.editor.paper.text() == WORDS
    assert desk.letters == []
    assert today._letter.isHidden()
    assert "written 25 November 2026, opened 25 December 2026" in desk.shown()
    assert str(desk.side.rows.index(0, 0).data(DATE_ROLE)).endswith("a letter")


def test_of_many_letters_only_the_next_is_named_until_one_asks(room: Furnished) -> None:
    for year in range(2027, 2033):
        room.entries.add(f"for {year}", opens=date(year, 1, 1))
    desk = Desk(room)
    assert desk.letters == ["A letter to yourself, opens 1 January 2027", "5 more letters wait"]
    desk.side.letters.rows[1].click()
    assert len(desk.letters) == 6


# case AX01, AX02
def test_all_of_it_has_a_name_and_a_height(room: Furnished) -> None:
    room.entries.add("later", opens=date(2027, 1, 1))
    desk = Desk(room)
    desk.write()
    desk.strip.when.chips[-1].click()
    desk.side.letters.rows[0].click()
    reached = [
        widget
        for part in (desk.side, desk.strip)
        for widget in part.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]
    assert len(reached) > 10
    for widget in reached:
        assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name), widget
        assert widget.height() >= 32 or widget.objectName() == "qt_spinbox_lineedit", widget


@pytest.mark.parametrize(("width", "height", "scale"), [(684, 600, 100), (684, 700, 200), (1200, 900, 100)])
def test_nothing_sticks_out(room: Furnished, theme: Theme, width: int, height: int, scale: int) -> None:
    theme.use("light", scale, "on")
    room.entries.add("later", opens=date(2027, 1, 1))
    desk = Desk(room, width, height)
    desk.write()
    desk.strip.when.chips[-1].click()
    desk.side.letters.rows[0].click()
    room.settle()
    for part in (desk.side, desk.strip):
        for widget in part.findChildren(QWidget):
            if widget.isVisible() and widget.window() is desk.place:
                corner = widget.mapTo(desk.place, QPoint(0, 0))
                assert 0 <= corner.x() <= corner.x() + widget.width() <= width, widget

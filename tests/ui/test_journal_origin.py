"""The quiet line that tells where a page came from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from furnished import Furnished
from selfcompassion_desktop.ui.places.journal_origin import OriginLine
from selfcompassion_desktop.ui.theme import Theme


class Line:
    """The line on a screen."""

    def __init__(self, room: Furnished) -> None:
        self.room = room
        self.widget = OriginLine(room.models)
        room.show(self.widget, 600, 40)

    def lay(self, source: str) -> str:
        """An entry from somewhere lies on the desk; what is told of it, empty where nothing is."""
        self.widget.show_for(self.room.entries.add("a page", source))
        self.room.settle()
        return self.widget.told.text() if self.widget.isVisible() else ""


@pytest.fixture
def line(tmp_path: Path, qtbot: QtBot, theme: Theme) -> Iterator[Line]:
    room = Furnished(tmp_path, qtbot)
    yield Line(room)
    room.close()


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("", ""),
        ("today", ""),
        ("sitting:gone", ""),
        ("break", "From a break"),
        ("exercise:gone", "From an exercise that is no longer here"),
        ("import:day-one", "Taken in from Day One"),
        ("import:of-a-later-version", "Taken in from another program"),
        ("copy:gone", "A copy of a page that is no longer here"),
    ],
)
def test_what_leads_nowhere_offers_no_way(line: Line, source: str, told: str) -> None:
    assert line.lay(source) == told
    assert not line.widget.way.isVisible()


def test_a_year_that_is_not_this_one_is_said(line: Line) -> None:
    sitting = line.room.services.sittings.begin("kind-hand", "A kind hand", 180.0, "")
    assert line.lay(f"sitting:{sitting}") == "After A kind hand, 25 Nov"
    line.room.clock.pass_time(60 * 86_400)
    assert line.lay(f"sitting:{sitting}") == "After A kind hand, 25 Nov 2026"


def test_a_fresh_page_comes_from_nowhere(line: Line) -> None:
    assert line.lay("break")
    line.widget.show_for(None)
    assert not line.widget.isVisible()


def test_an_answer_that_comes_late_is_for_another_page(line: Line) -> None:
    slow = line.room.entries.add("a page", "exercise:three-good-things")
    line.widget.show_for(slow)
    line.widget.show_for(None)
    line.room.settle()
    assert not line.widget.isVisible()


def test_the_page_alone_on_the_screen_tells_nothing_of_it(line: Line) -> None:
    line.widget.set_alone(True)
    assert line.lay("break") == ""
    line.widget.set_alone(False)
    assert line.widget.isVisible()

"""Progress in the window: days, minutes, before and after, and measures over time."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from furnished import Furnished
from selfcompassion_desktop.core.errors import Trouble
from selfcompassion_desktop.core.measure import Phase
from selfcompassion_desktop.core.progress import NOTHING, Pair, Point, Week
from selfcompassion_desktop.core.tables import BOM
from selfcompassion_desktop.models.practised import Rated, Report, Series
from selfcompassion_desktop.ui.places import progress_charts as charts
from selfcompassion_desktop.ui.places.progress import DaysCard, ProgressPlace, RatedCard, SeriesCard, WeeksCard
from selfcompassion_desktop.ui.theme import Theme
from selfcompassion_desktop.ui.tokens import DARK, LIGHT
from selfcompassion_desktop.ui.widgets.chart import ChartCard, Plot
from selfcompassion_desktop.ui.widgets.days_grid import DaysGrid
from selfcompassion_desktop.ui.widgets.label import Words

TODAY = date(2026, 11, 25)
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


class House:
    """The place, and what was done before it is entered."""

    def __init__(self, furnished: Furnished, qtbot: QtBot) -> None:
        self.furnished = furnished
        self.place = ProgressPlace(furnished.models)
        self._qtbot = qtbot

    def practise(self, days: int, before: int | None = 7, after: int | None = 4) -> None:
        """Five minutes on each of so many days up to today."""
        services = self.furnished.services
        for back in reversed(range(days)):
            self.furnished.clock.set_wall(NOON - timedelta(days=back))
            sitting = services.sittings.begin("kind-hand", "A kind hand", 300.0, "")
            services.sittings.rate(sitting, before, after, "pain")
            services.sittings.end(sitting, 300.0, 300.0, finished=True)

    def answer(self, days: int) -> None:
        """The diary of so many days up to today."""
        services = self.furnished.services
        measure = services.library.measure("pain-diary")
        for back in reversed(range(days)):
            self.furnished.clock.set_wall(NOON - timedelta(days=back))
            made = services.checkins.begin(measure, Phase.DAILY, "a-run", f"d{back}")
            services.checkins.finish(made, {"met-pain": back % 11})

    def enter(self) -> None:
        self.place.shown()
        self.furnished.settle()
        self.furnished.show(self.place)

    def words(self) -> str:
        return "\n".join(label.text() for label in self.place.findChildren(Words) if label.isVisible())

    def cards(self) -> list[ChartCard]:
        return [card for card in self.place.findChildren(ChartCard) if card.isVisible()]


@pytest.fixture
def house(qtbot: QtBot, tmp_path: Path, theme: Theme) -> Iterator[House]:
    furnished = Furnished(tmp_path, qtbot)
    furnished.models.library.load()
    furnished.settle()
    yield House(furnished, qtbot)
    furnished.models.player.close()
    furnished.settle()
    furnished.close()


def shown(qtbot: QtBot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    widget.resize(600, 400)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def has(widget: QWidget, colour: str) -> bool:
    """Whether a colour is seen in it."""
    image, wanted = widget.grab().toImage(), QColor(colour).rgb()
    return any(image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height()))


@pytest.mark.parametrize(
    ("first", "count", "named"),
    [
        (date(2026, 7, 27), 18, [(0, "Aug"), (5, "Sep"), (9, "Oct"), (13, "Nov")]),  # of July a week is left
        (date(2026, 8, 3), 17, [(0, "Aug"), (4, "Sep"), (8, "Oct"), (12, "Nov")]),
        (date(2026, 6, 1), 9, [(0, "Jun"), (4, "Jul"), (8, "Aug")]),
        (date(2026, 11, 9), 2, [(0, "Nov")]),
    ],
)
def test_each_month_among_the_days_has_its_name(
    qtbot: QtBot, theme: Theme, first: date, count: int, named: list[tuple[int, str]]
) -> None:
    grid = DaysGrid()
    qtbot.addWidget(grid)

    names = grid.names([first + timedelta(weeks=n) for n in range(count)], lambda text: 7 * len(text))

    assert names == named


def test_a_sitting_of_seconds_is_not_called_nothing(house: House) -> None:
    house.furnished.clock.set_wall(NOON)
    sittings = house.furnished.services.sittings
    sittings.end(sittings.begin("kind-hand", "A kind hand", 300.0, ""), 12.0, 12.0, finished=False)

    house.enter()

    assert "Less than a minute this week." in house.words()


def test_with_nothing_yet_it_says_so(house: House) -> None:
    house.enter()
    assert NOTHING in house.words()
    assert not house.cards()


@pytest.mark.parametrize("days", [1, 2, 14])
def test_every_chart_says_what_it_shows(house: House, days: int) -> None:
    house.practise(days)
    house.answer(days)
    house.enter()
    assert f"{days} of the last 14 days." in house.words()
    assert len(house.cards()) == 4
    for card in house.cards():
        assert card.chart.accessibleName()
        assert card.chart.accessibleDescription()
        assert card.words in house.words()
        assert card.save.accessibleName() == f"Save “{card.title}”"


def test_after_a_while_away_one_is_welcomed(house: House) -> None:
    house.practise(1)
    house.furnished.clock.set_wall(NOON + timedelta(days=30))
    house.enter()
    assert "Welcome back." in house.words()
    assert "A rest in the last 14 days." in house.words()


def test_nothing_of_it_stays_once_the_store_is_locked(house: House) -> None:
    house.practise(3)
    house.enter()
    house.furnished.models.progress.forget()
    assert house.furnished.models.progress.report is None
    assert not house.cards()


def test_a_chart_can_be_kept_as_picture_drawing_and_table(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.practise(3)
    house.enter()
    weeks = next(card for card in house.cards() if isinstance(card, WeeksCard))
    for ending, action in zip(("png", "svg", "csv"), weeks.menu.actions(), strict=True):
        file = tmp_path / f"kept.{ending}"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, file=file: (str(file.with_suffix("")), ""))
        with house._qtbot.waitSignal(house.furnished.models.progress.written):
            action.trigger()
        assert file.stat().st_size
    assert f"Saved as {tmp_path / 'kept.csv'}." in house.words()
    assert not QImage(str(tmp_path / "kept.png")).isNull()
    drawing = ElementTree.parse(tmp_path / "kept.svg").getroot()
    assert drawing.findtext("{http://www.w3.org/2000/svg}title") == "Minutes a week"
    assert (tmp_path / "kept.csv").read_bytes().decode() == (
        f"{BOM}week from,ISO week,minutes\r\n2026-11-23,2026-W48,15\r\n"
    )


def test_a_place_that_cannot_be_written_to_is_said(house: House, tmp_path: Path) -> None:
    told: list[Trouble] = []
    house.furnished.models.progress.trouble.connect(told.append)
    house.furnished.models.progress.write(str(tmp_path), b"x")
    house.furnished.settle()
    assert "cannot be written" in told[0].sentence


def test_days_go_back_as_far_as_there_are_any(qtbot: QtBot, theme: Theme) -> None:
    long_ago = TODAY - timedelta(days=395)
    card = DaysCard(Report(TODAY, {long_ago: 5.0, TODAY: 12.0}))
    shown(qtbot, card)
    assert card.earlier.isEnabled()
    assert not card.later.isEnabled()
    turns = 0
    while card.earlier.isEnabled():
        card.earlier.click()
        turns += 1
    assert turns > 1
    assert card.words.startswith("1 day from")
    assert card.later.isEnabled()
    assert str(long_ago.year) in card.chart.accessibleDescription()


# case CI02
@pytest.mark.parametrize(
    "values", [[], [5.0], [5.0, 5.0], [0.0, 0.0], [5.0] * 14, [float(n % 11) for n in range(20_000)]]
)
def test_no_number_of_values_is_too_few_or_too_many(qtbot: QtBot, theme: Theme, values: list[float]) -> None:
    first = TODAY - timedelta(days=395)
    points = [Point(first + timedelta(days=n // 51 if len(values) > 14 else n), v) for n, v in enumerate(values)]
    plot = Plot()
    plot.show_drawing(charts.over_time(points, 0, 10))
    shown(qtbot, plot)
    if values:
        assert has(plot, LIGHT.sage)
    weeks = [Week(first + timedelta(days=7 * n), v) for n, v in enumerate(values[:600])]
    plot.show_drawing(charts.minutes_a_week(weeks))
    plot.grab()
    plot.show_drawing(charts.before_and_after([Pair(TODAY, int(v), int(v)) for v in values]))
    plot.grab()


# case CI02
def test_one_value_of_thirteen_months_ago_is_seen_with_its_date(qtbot: QtBot, theme: Theme) -> None:
    point = Point(TODAY - timedelta(days=395), 4.0)
    card = SeriesCard([Series("m", "i", "About", "How was it?", 0, 10, (point,))])
    shown(qtbot, card)
    assert has(card.plot, LIGHT.sage)
    assert card.words.startswith("One answer: 4.")
    assert card.table().decode().splitlines()[1] == "2025-10-26,4,none"


def test_another_practice_is_chosen_from_the_list(qtbot: QtBot, theme: Theme) -> None:
    one = Rated("a", "One", "pain", (Pair(TODAY, 7, 4),))
    other = Rated("b", "Other", "tense", (Pair(TODAY, 3, 5), Pair(TODAY, 2, 2)))
    card = RatedCard((one, other))
    shown(qtbot, card)
    assert card.words.startswith("Once: 7 before and 4 after.")
    card.choice.setCurrentIndex(1)
    assert card.title == "Other · How tense do you feel?"
    assert card.words.startswith("Twice:")
    assert len(card.table().splitlines()) == 3


def test_a_chart_follows_the_light(qtbot: QtBot, theme: Theme) -> None:
    card = RatedCard((Rated("a", "One", "pain", (Pair(TODAY, 7, 4),)),))
    shown(qtbot, card)
    assert has(card.plot, LIGHT.clay)
    theme.use("dark", 100, "on")
    qtbot.wait(1)
    assert has(card.plot, DARK.clay)
    assert not has(card.plot, LIGHT.clay)


def test_the_wheel_turns_the_page_over_a_chart(qtbot: QtBot, theme: Theme) -> None:
    plot = Plot()
    shown(qtbot, plot)
    assert plot.childAt(QPoint(20, 20)) is None  # nothing of it takes the mouse


def test_charts_are_loaded_with_the_first_of_them_and_not_before() -> None:
    code = (
        "import sys, selfcompassion_desktop.ui.places.progress, selfcompassion_desktop.ui.widgets.chart;"
        "print({'numpy', 'pyqtgraph'} & set(sys.modules))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"

"""How it has been, in the terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from fakes import FakeClock
from selfcompassion_desktop.app import Services
from selfcompassion_desktop.cli import main
from selfcompassion_desktop.core.days import day_of
from selfcompassion_desktop.core.measure import Phase
from selfcompassion_desktop.desktop.clock import SystemClock
from selfcompassion_desktop.desktop.paths import Paths, assets_folder

Run = Callable[..., Any]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def call(*words: str) -> Any:
        assert main(list(words)) == 0
        out = capsys.readouterr().out
        return json.loads(out) if "--json" in words else out

    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    return call


def practise(data_dir: Path, days: int) -> None:
    """As many days in a row, up to today: a sitting each, a break on the last, a diary and a question at both ends."""
    noon = datetime.combine(day_of(SystemClock().now()), time(12), UTC)
    clock = FakeClock(noon - timedelta(days=days))
    services = Services(Paths(data_dir, assets_folder()), clock)
    walk = services.walk
    way = walk.begin("two-weeks-with-pain")
    week, diary = services.library.measure("pain-week"), services.library.measure("pain-diary")
    for day in range(days):
        clock.pass_time(86400)
        sitting = services.sittings.begin("kind-hand", "A kind hand", 300.0, "")
        services.sittings.rate(sitting, 7, 5, "pain")
        services.sittings.end(sitting, 300.0, 300.0, finished=True)
        phase = Phase.BEFORE if day == 0 else Phase.AFTER if day == days - 1 else Phase.NONE
        services.checkins.finish(services.checkins.begin(week, phase, way.run.id, f"s{day}"), {"pain": 7 - day // 2})
        made = services.checkins.begin(diary, Phase.DAILY, way.run.id, f"d{day}")
        services.checkins.finish(made, {"met-pain": min(day, 10)})
    services.breaks.add(120, "rest", before=8, after=5)
    services.database.close()


def test_with_nothing_yet_it_says_so(data_dir: Path, run: Run) -> None:
    assert run("progress") == "Nothing here yet. One minute counts.\n"
    told = run("progress", "--json")
    assert told["days"] == told["weeks"] == told["practices"] == told["measures"] == []


def test_all_of_it_is_told(data_dir: Path, run: Run) -> None:
    practise(data_dir, 6)
    told = run("progress", "--json")
    assert told["lately"] == "6 of the last 14 days"
    assert sum(week["minutes"] for week in told["weeks"]) == 32
    assert [day["minutes"] for day in told["days"]] == [5, 5, 5, 5, 5, 7]
    assert told["needs"] == dict.fromkeys(("hard on myself", "can't settle", "shut down", "in pain"), 6)
    assert told["needed_after_breaks"] == {"to rest": 1}
    practice, taken = told["practices"]
    assert (practice["practice"], len(practice["pairs"])) == ("kind-hand", 6)
    assert (taken["practice"], taken["pairs"][0]["before"], taken["pairs"][0]["after"]) == ("break", 8, 5)
    week, diary = told["measures"]
    assert [point["value"] for point in week["points"]] == [7, 7, 6, 6, 5, 5]
    assert diary["id"] == "met-pain"  # what was always left open has nothing to show
    (course,) = told["courses"]
    assert course["title"] == "Two weeks with pain"
    assert (course["compared"][0]["before"], course["compared"][0]["after"]) == ([7], [5])
    assert course["compared"][1]["said"].startswith("From about 1 in the first half to about 4 in the second half.")


def test_a_person_reads_it_in_lines(data_dir: Path, run: Run) -> None:
    practise(data_dir, 1)
    told = run("progress")
    assert told.startswith("1 of the last 14 days.\n")
    assert "A kind hand, before and after (pain, 0 to 10)\n  Once: 7 before and 5 after." in told
    assert "Minutes a week" in told


def test_a_week_can_begin_on_a_sunday(data_dir: Path, run: Run) -> None:
    practise(data_dir, 1)
    (first, *_) = run("progress", "--json", "--week-begins", "sunday")["weeks"]
    assert datetime.fromisoformat(first["first"]).weekday() == 6
    assert first["iso"] is None

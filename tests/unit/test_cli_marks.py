"""Tags, feelings, pins and letters in a terminal; lists narrowed by them."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from selfcompassion_desktop.cli import main
from selfcompassion_desktop.desktop.clock import SystemClock
from selfcompassion_desktop.store.database import Database
from selfcompassion_desktop.store.entries import Entries
from selfcompassion_desktop.store.ids import Ids

TODAY = date.today()
LATER = (TODAY + timedelta(days=400)).isoformat()
Run = Callable[..., Any]


@pytest.fixture
def run(data_dir: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command; its answer as JSON, or its status and what it said where `plain`."""

    def call(*words: object, plain: bool = False) -> Any:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b""), "utf-8"))
        status = main([*([] if plain else ["--json"]), "journal", *(str(word) for word in words)])
        out, err = capsys.readouterr()
        if plain:
            return status, out, err
        assert status == 0, err
        return json.loads(out)

    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    return call


def ids(found: list[dict[str, Any]]) -> list[str]:
    return [each["title"] for each in found]


def test_an_entry_is_added_with_its_marks_and_shown_with_them(run: Run) -> None:
    added = run("add", "The dishes can wait", "--tag", "#Jo", "--tag", "home", "--feeling", "tender", "--strength", "6")
    shown = run("show", added["id"])
    assert {"id", "created", "title", "body"} <= set(shown)
    assert (shown["tags"], shown["feelings"], shown["strength"]) == (["Jo", "home"], ["tender"], 6)
    assert (shown["pinned"], shown["opens"], shown["source"]) == (False, None, "")
    _, out, _ = run("show", added["id"], plain=True)
    assert out.splitlines()[1] == "tender · 6 of 10 · #Jo #home"


def test_a_list_and_a_search_are_narrowed(run: Run) -> None:
    run("add", "one rain", "--tag", "garden", "--feeling", "calm")
    run("add", "two rain", "--tag", "Garden", "--pin")
    run("add", "three", "--feeling", "calm")
    assert ids(run("list", "--tag", "garden")) == ["two rain", "one rain"]
    assert ids(run("list", "--feeling", "calm")) == ["three", "one rain"]
    assert ids(run("list", "--pinned")) == ["two rain"]
    assert ids(run("search", "rain", "--feeling", "calm")) == ["one rain"]
    assert ids(run("search", "rain", "--year", TODAY.year, "--limit", "1")) == ["two rain"]
    assert ids(run("list", "--from", TODAY, "--to", TODAY)) == ["three", "two rain", "one rain"]
    assert ids(run("list", "--year", TODAY.year - 1)) == []
    assert ids(run("list", "--source", "break")) == []
    row = run("list", "--pinned")[0]
    assert {"id", "created", "title", "snippet", "pinned", "opens"} == set(row)
    assert run("list", "--tag", "nowhere", plain=True)[1] == "No entry is like this.\n"


def test_marks_are_changed_one_by_one(run: Run) -> None:
    entry = run("add", "x", "--tag", "a", "--feeling", "sad")["id"]
    changed = run("mark", entry, "--tag", "b", "--no-tag", "#A", "--strength", "10", "--pin")
    assert (changed["tags"], changed["feelings"], changed["strength"], changed["pinned"]) == (["b"], ["sad"], 10, True)
    changed = run("mark", entry, "--no-strength", "--no-pin", "--no-feeling", "SAD", "--feeling", "numb")
    assert (changed["feelings"], changed["strength"], changed["pinned"]) == (["numb"], None, False)
    assert run("mark", entry)["tags"] == ["b"]
    assert run("tags") == [{"tag": "b", "entries": 1}]


def test_a_letter_shows_nothing_until_its_day_or_until_one_means_it(run: Run) -> None:
    letter = run("add", "zebra of the spring", "--tag", "hidden", "--opens", LATER)["id"]
    assert [(each["id"], each["opens"]) for each in run("letters")] == [(letter, LATER)]
    said = [run("list"), run("search", "zebra"), run("tags"), run("letters"), run("on-this-day")]
    assert "zebra" not in json.dumps(said)
    assert "hidden" not in json.dumps(said)
    status, _, err = run("show", letter, plain=True)
    assert status == 1
    assert "zebra" not in err
    status, out, err = run("letters", "--open", letter, plain=True)
    assert (status, out) == (1, "")
    assert "--yes" in err
    assert run("letters", "--open", letter, "--yes")["body"] == "zebra of the spring"
    assert run("letters") == []
    assert ids(run("search", "zebra")) == ["zebra of the spring"]


def test_an_entry_becomes_a_letter(run: Run) -> None:
    entry = run("add", "later")["id"]
    assert run("mark", entry, "--opens", LATER)["opens"] == LATER
    assert run("list") == []
    assert [each["id"] for each in run("letters")] == [entry]


def test_a_letter_whose_day_has_come_is_in_the_list(run: Run, data_dir: Path) -> None:
    run("add", "here")
    clock = SystemClock()
    database = Database(data_dir / "selfcompassion.db", clock)
    Entries(database, clock, Ids(clock)).add("from then", opens=TODAY)
    database.close()
    assert set(ids(run("list"))) == {"here", "from then"}


def test_this_day_in_earlier_years(run: Run, data_dir: Path) -> None:
    run("add", "now")
    clock = SystemClock()
    database = Database(data_dir / "selfcompassion.db", clock)
    day = TODAY if (TODAY.month, TODAY.day) != (2, 29) else TODAY - timedelta(days=1)
    then = datetime(TODAY.year - 3, day.month, day.day, 9, tzinfo=UTC)
    Entries(database, clock, Ids(clock)).add("then", written=then)
    database.close()
    assert "then" in ids(run("on-this-day")) or TODAY.month == 2
    assert "now" not in ids(run("on-this-day"))


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (["list", "--year", "0"], 2, "0"),
        (["list", "--year", "2024", "--from", "2024-01-01"], 2, "Either --year"),
        (["list", "--from", "yesterday"], 2, "2026-11-25 would be right"),
        (["add", "x", "--strength", "11"], 2, "11"),
        (["add", "x", "--opens", "2001-01-01"], 1, "has come already"),
        (["mark", "nothing", "--tag", "x"], 1, "There is no entry"),
        (["letters", "--open", "nothing", "--yes"], 1, "No letter"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(run: Run, words: list[str], status: int, says: str) -> None:
    answered, out, err = run(*words, plain=True)
    assert (answered, out) == (status, "")
    assert says in err
    assert "Traceback" not in err


# case JR28
@pytest.mark.parametrize("odd", ["don't", '"', "*", "NEAR(", "%", "_", "-- drop", "\udcff", "日記", "x" * 300])
def test_any_name_is_a_fair_tag(run: Run, odd: str) -> None:
    entry = run("add", "something", "--tag", odd, "--feeling", odd)["id"]
    kept = run("show", entry)
    if kept["tags"]:
        assert ids(run("list", "--tag", odd)) == ["something"]
        assert ids(run("search", "something", "--feeling", kept["feelings"][0])) == ["something"]

"""Check-ins from the terminal."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from selfcompassion_desktop.cli import main
from selfcompassion_desktop.cli.checkin import Asking
from selfcompassion_desktop.cli.lines import Stopped
from selfcompassion_desktop.cli.screen import Screen
from selfcompassion_desktop.core import tables
from selfcompassion_desktop.core.measure import Measure, parse

Run = Callable[..., Any]
TEXT = """
id: mine
title: "=HYPERLINK(1)"
about: Two things.
licence: CC0-1.0
items:
  - {id: one, text: "+1, or less?", from: 0, to: 10, low: none, high: much}
  - {id: two, text: "Second?", choices: [{value: 0, text: "-never"}, {value: 1, text: often}]}
""".lstrip()


@pytest.fixture
def run(data_dir: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def call(*words: str, status: int = 0, stdin: str = "", as_json: bool = True) -> Any:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), "utf-8"))
        answered = main([*(["--json"] if as_json else []), *words])
        out, err = capsys.readouterr()
        assert answered == status, err
        if status:
            return err
        return json.loads(out) if as_json else out

    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    return call


@pytest.fixture
def own(tmp_path: Path) -> Path:
    file = tmp_path / "mine.yaml"
    file.write_text(TEXT, encoding="utf-8")
    return file


@pytest.fixture
def mine() -> Measure:
    return parse(TEXT, "mine.yaml")


def test_what_can_be_asked_is_listed(run: Run) -> None:
    found = run("checkin", "list")
    assert {each["id"] for each in found} >= {"pain-now", "pain-week", "kindness-to-myself", "week-in-a-glance"}
    assert all(each["title"] and each["items"] and each["licence"] for each in found)
    assert "Spitzer" in run("checkin", "list", as_json=False)


def test_answers_are_set_and_what_is_not_said_is_left_open(run: Run) -> None:
    done = run("checkin", "answer", "pain-week", "--set", "pain=0", "--set", "strongest=", "--phase", "before")
    assert (done["answers"], done["phase"], done["finished"]) == (
        {"pain": 0, "strongest": None, "weakest": None},
        "before",
        True,
    )
    assert [each["id"] for each in run("checkin", "history", "pain-week")] == [done["id"]]
    assert run("checkin", "history", "pain-now") == []
    told = run("checkin", "history", as_json=False)
    assert "0 of 10" in told
    assert told.count("left open") == 2


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (("pain-week", "--set", "pain=11"), 1, "a whole number from 0 to 10; 11 is none"),
        (("pain-week", "--set", "mood=1"), 1, "asks nothing called “mood”"),
        (("pain-week", "--set", "pain=much"), 1, "“much” is no whole number"),
        (("pain-week", "--set", "pain=" + "9" * 5000), 1, "is no whole number"),
        (("pain-week", "--set", "pain"), 2, "an item, “=” and a number"),
        (("pain-weak",), 1, "Perhaps: pain-week"),
        (("pain-week", "--set", "pain=1", "--step", "two-weeks-with-pain/day-1.x"), 1, "is not begun"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(
    run: Run, words: tuple[str, ...], status: int, told: str
) -> None:
    assert told in run("checkin", "answer", *words, status=status)
    assert run("checkin", "history") == []


def test_a_step_of_a_course_is_done_with_its_answers(run: Run) -> None:
    run("course", "start", "two-weeks-with-pain")
    step = "day-1.check-in-pain-diary"
    done = run("checkin", "answer", "pain-diary", "--set", "met-pain=6", "--step", f"two-weeks-with-pain/{step}")
    assert (done["phase"], done["step"], bool(done["run"])) == ("daily", step, True)
    days = run("course", "show", "two-weeks-with-pain")["sessions"]
    assert [each["id"] for day in days for each in day["steps"] if each["done"]] == [step]


@pytest.mark.parametrize(
    ("step", "measure", "phase"),
    [
        ("check-in-before.pain-week", "pain-week", "before"),
        ("check-in-after.pain-week", "pain-week", "after"),
        ("day-3.check-in-pain-diary", "pain-diary", "daily"),
        ("day-9.check-in-reassured-and-critical", "reassured-and-critical", "none"),
    ],
)
def test_a_step_says_where_in_its_course_an_answer_belongs(run: Run, step: str, measure: str, phase: str) -> None:
    run("course", "start", "two-weeks-with-pain")
    (item,) = (m["items"][0]["id"] for m in run("checkin", "list") if m["id"] == measure)
    told = run("checkin", "answer", measure, "--set", f"{item}=3", "--step", f"two-weeks-with-pain/{step}")
    assert told["phase"] == phase


def test_questions_are_asked_one_at_a_time(run: Run) -> None:
    told = run("checkin", "answer", "phq-4", stdin="3\nlots\n2\nb\n1\n\n0\n", as_json=False)
    assert "Over the last 2 weeks, how often" in told
    assert "This is answered with 0, 1, 2, 3, or with an empty line." in told
    (found,) = run("checkin", "history")
    assert list(found["answers"].values()) == [3, 1, None, 0]
    assert [score["value"] for score in found["scores"]] == [None, 4, None]


def test_where_nothing_is_answered_nothing_is_kept(run: Run) -> None:
    assert run("checkin", "answer", "pain-week", stdin="\n\n") is None
    assert run("checkin", "answer", "pain-week", "--set", "pain=") is None
    assert run("checkin", "history") == []


class Person:
    """Types what a test has planned."""

    def __init__(self, *plan: str | Stopped | None) -> None:
        self._plan = list(plan)

    def read(self, given: str) -> str | None:
        row = self._plan.pop(0)
        if isinstance(row, Stopped):
            raise row
        return row


def test_each_answer_is_given_at_once_and_stopping_keeps_it(mine: Measure) -> None:
    out = io.StringIO()
    asking = Asking(mine, Screen(out), Person("4", Stopped()), {})
    assert [dict(answers) for answers in asking.run()] == [{"one": 4}]
    assert asking.stopped
    again = Asking(mine, Screen(out), Person("", "1"), {"one": 4})
    assert [dict(answers) for answers in again.run()] == [{"one": 4, "two": 1}]
    assert "so far: 4 of 10" in out.getvalue()


def test_ones_own_definition_is_brought_in_with_plain_faults(run: Run, own: Path, tmp_path: Path) -> None:
    assert run("checkin", "import", str(own))["id"] == "mine"
    assert "mine" in {each["id"] for each in run("checkin", "list")}
    bad = tmp_path / "bad.yaml"
    bad.write_text(TEXT.replace("to: 10", "to: -1").replace("about: Two things.\n", ""), encoding="utf-8")
    told = run("checkin", "import", str(bad), status=1)
    assert "bad.yaml:1: “about” is missing" in told
    assert "bad.yaml:5: a scale goes from the lower number to the higher" in told


def test_the_table_runs_nothing_and_missing_is_empty(run: Run, own: Path, tmp_path: Path) -> None:
    run("checkin", "import", str(own))
    run("checkin", "answer", "mine", "--set", "two=0")
    run("checkin", "answer", "kindness-to-myself", "--set", "kind=3", "--set", "noticing=4")
    file = tmp_path / "out.csv"
    assert run("checkin", "export", "-o", str(file))["checkins"] == 2
    rows = list(csv.DictReader(io.StringIO(file.read_bytes().decode("utf-8-sig"), newline="")))
    assert not [cell for row in rows for cell in row.values() if cell[:1] in tuple("=+-@\t\r")]
    assert (tables.plain(rows[0]["title"]), tables.plain(rows[0]["text"])) == ("=HYPERLINK(1)", "+1, or less?")
    values = [(row["kind"], row["name"], row["value"], tables.plain(row["words"])) for row in rows]
    assert values == [
        ("item", "one", "", ""),
        ("item", "two", "0", "-never"),
        ("item", "kind", "3", "3 of 10"),
        ("item", "not-alone", "", ""),
        ("item", "noticing", "4", "4 of 10"),
        ("score", "all", "3.5", "3.5 of 10"),
    ]

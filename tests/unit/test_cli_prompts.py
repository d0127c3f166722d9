"""Prompts from the terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from selfcompassion_desktop.cli import main

UNFORESEEN = ", at moments nobody knows"
Run = Callable[..., tuple[int, Any, str]]


@pytest.fixture
def run(data_dir: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def call(*words: str) -> tuple[int, Any, str]:
        status = main(["--json", "prompts", *words])
        out, err = capsys.readouterr()
        return status, json.loads(out) if out else None, err

    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    return call


def made(run: Run, *words: str) -> str:
    status, answer, err = run("add", *words)
    assert status == 0, err
    return str(answer["id"])


def test_without_a_rule_nothing_comes_and_it_says_why(run: Run) -> None:
    assert run("next") == (0, {"next": None, "reason": "There is no rule yet, so nothing comes."}, "")
    assert run("list")[1] == []
    assert run("why")[1] == {"why": "no rule", "look": None}


def test_a_rule_is_made_listed_and_taken_away(run: Run) -> None:
    rule = made(run, "--at", "15:00", "--days", "mon-fri", "--sentence", "After lunch, I …")

    assert run("list")[1] == [
        {"id": rule, "when": "at 15:00, Monday to Friday", "sentence": "After lunch, I …", "on": True}
    ]
    when = datetime.fromisoformat(run("next")[1]["next"])
    assert (when.hour, when.minute) == (15, 0)
    assert when.weekday() < 5
    assert run("remove", rule)[0] == 0
    assert run("list")[1] == []


@pytest.mark.parametrize(
    ("words", "when"),
    [
        (["--every", "90m", "--between", "09:00-17:00"], "after every 90 minutes of use between 09:00 and 17:00"),
        (
            ["--random", "3", "--between", "09:00-21:00"],
            "3 times a day between 09:00 and 21:00" + UNFORESEEN,
        ),
        (["--long", "2h"], "after 2 hours without a rest"),
        (["--before-session", "15m"], "15 minutes before a session of a course"),
    ],
)
def test_every_kind_of_rule(run: Run, words: list[str], when: str) -> None:
    made(run, *words)

    assert run("list")[1][0]["when"] == when


def test_a_pause_is_told_and_ended(run: Run) -> None:
    made(run, "--every", "5m")
    assert run("quiet", "--hours", "none")[1] == {"quiet": None, "days_off": [], "most": 1}

    until = run("pause", "--until", "tomorrow")[1]["paused_until"]
    assert datetime.fromisoformat(until).hour == 4
    assert run("next")[1]["reason"].startswith("Paused until")
    assert run("pause")[1] == {"paused_until": None}
    assert run("next")[1] == {"next": None, "reason": "Paused until you take them up again."}
    assert run("resume")[0] == 0
    assert run("next")[1]["next"] is not None


def test_quiet_hours_days_off_and_the_days_most(run: Run) -> None:
    assert run("quiet", "--hours", "22:00-7", "--days-off", "sat,sun", "--most", "3")[0] == 0

    assert run("quiet")[1] == {"quiet": "22:00-07:00", "days_off": ["sat", "sun"], "most": 3}
    assert run("quiet", "--days-off", "none")[1]["days_off"] == []


@pytest.mark.parametrize(
    "words",
    [
        ["add"],
        ["add", "--at", "25:00"],
        ["add", "--at", "15:00", "--every", "90m"],
        ["add", "--every", "1m"],
        ["add", "--at", "15:00", "--days", "x"],
        ["add", "--at", "15:00", "--between", "9-17"],
        ["add", "--every", "90m", "--apart", "1h"],
        ["add", "--random", "9"],
        ["pause", "--for", "1h", "--until", "tomorrow"],
        ["pause", "--until", "never"],
        ["quiet", "--hours", "late"],
        ["remove", "nothing"],
    ],
)
def test_what_makes_no_sense_is_refused_in_one_sentence(run: Run, words: list[str]) -> None:
    status, out, err = run(*words)

    assert status in (1, 2)
    assert out is None
    assert err.count("\n") == 1
    assert run("list")[1] == []


def test_a_file_that_cannot_be_read_is_said_and_kept(run: Run, data_dir: Path) -> None:
    data_dir.mkdir(exist_ok=True)
    (data_dir / "prompts.json").write_text("{")

    status, out, err = run("list")

    assert (status, out) == (0, [])
    assert "could not be read" in err
    made(run, "--at", "15:00")
    assert (data_dir / "prompts.json.bad").read_text() == "{"

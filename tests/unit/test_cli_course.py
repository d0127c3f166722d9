"""Courses from the terminal."""

from __future__ import annotations

import io
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from selfcompassion_desktop.cli import main

COURSE = "a-few-days"
SMALL = Path(__file__).parent.parent / "data" / "courses" / COURSE
Run = Callable[..., Any]


@pytest.fixture
def run(data_dir: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """A course of a pack that somebody has put there."""
    shutil.copytree(SMALL, data_dir / "packs" / "small" / "courses" / COURSE)

    def call(*words: str, status: int = 0) -> Any:
        answered = main(["--json", *words])
        out, err = capsys.readouterr()
        assert answered == status, err
        return json.loads(out) if out else err

    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    return call


def test_a_course_is_listed_begun_and_told_for_today(run: Run) -> None:
    assert COURSE in [each["id"] for each in run("course", "list")]
    assert run("course", "today") == []
    begun = run("course", "start", COURSE)
    assert begun["step"]["id"] == "day-1.read-arriving"
    (today,) = run("course", "today")
    assert (today["course"], today["state"], today["day"], today["where_you_left_off"]) == (COURSE, "ready", 1, False)
    assert today["step"]["commands"] == [f"selfcompassion course read {COURSE} day-1.read-arriving"]
    assert "under way already" in run("course", "start", COURSE, status=1)


def test_a_text_is_read_and_with_it_the_step_is_done(run: Run) -> None:
    run("course", "start", COURSE)
    text = run("course", "read", COURSE)
    assert (text["title"], text["blocks"][0]["kind"]) == ("Arriving", "heading")
    assert run("course", "today")[0]["step"]["kind"] == "check_in"
    assert "nothing to read" in run("course", "read", COURSE, status=1)


def test_the_command_of_a_step_does_it_and_marks_it(run: Run) -> None:
    run("course", "start", COURSE)
    run("course", "done", COURSE)
    assert run("course", "done", COURSE, "--leave-out")["done"] == "day-1.check-in-pain-week"
    (today,) = run("course", "today")
    assert today["step"]["commands"] == [
        f"selfcompassion practise soles-of-the-feet --minutes 5 --step {COURSE}/day-1.practise-soles-of-the-feet"
    ]
    assert today["step"]["minutes"] == 5
    later = run("course", "done", COURSE)
    assert (later["state"], later["step"]["kind"], len(later["step"]["options"])) == ("later", "choice", 2)


def test_an_option_of_a_choice_does_it(run: Run) -> None:
    run("course", "start", COURSE)
    done = run("course", "done", COURSE, "day-2.choice.write-what-do-i-need")
    assert done["done"] == "day-2.choice"


def test_what_is_written_in_the_name_of_a_step_marks_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("course", "start", COURSE)
    monkeypatch.setattr(sys, "stdin", io.StringIO("A rest.\n\n\n\n\n\n\n\n"))
    written = run("write", "what-do-i-need", "--step", f"{COURSE}/day-2.choice.write-what-do-i-need")
    assert written["finished"]
    steps = [step for each in run("course", "show", COURSE)["sessions"] for step in each["steps"]]
    assert [step["id"] for step in steps if step["done"]] == ["day-2.choice"]


def test_a_break_can_be_asked_for_before_a_date(run: Run) -> None:
    run("course", "start", COURSE)
    run("prompts", "add", "--before-session", "15m")
    run("course", "dates", COURSE, "--at", "2999-12-01 19:00", "--zone", "UTC", "--live", "first-meeting")
    assert run("prompts", "next")["next"][:16] == "2999-12-01T18:45"


def test_the_dates_of_a_teacher_come_with_the_course_and_follow_its_file(run: Run, data_dir: Path) -> None:
    file = data_dir / "packs" / "small" / "courses" / COURSE / "course.yaml"
    plain = file.read_text(encoding="utf-8")

    def dated(day: str) -> None:
        when = f"minutes: 90\n    starts: {day} 19:00\n    zone: Europe/Berlin\n    outline"
        file.write_text(plain.replace("minutes: 90\n    outline", when), encoding="utf-8")

    dated("2026-12-01")
    run("course", "start", COURSE)
    run("course", "dates", COURSE, "--at", "2026-12-05 10:00", "--zone", "UTC", "--title", "A small group")
    dated("2026-12-08")
    first, second = run("course", "dates", COURSE)
    assert (first["title"], second["starts"], second["live"]) == ("A small group", "2026-12-08T19:00", "first-meeting")
    events = Calendar.from_ical(run("course", "ics", COURSE)["ics"]).walk("VEVENT")
    assert [event["sequence"] for event in events] == [0, 1]
    assert run("course", "dates", COURSE) == [first, second]


def test_a_calendar_on_the_terminal_keeps_its_line_ends(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run("course", "start", COURSE)
    run("course", "dates", COURSE, "--at", "2026-12-01 19:00", "--zone", "UTC", "--live", "first-meeting")
    assert main(["course", "ics", COURSE]) == 0
    assert capsys.readouterr().out.endswith("END:VCALENDAR\r\n")


def test_pausing_resuming_and_leaving(run: Run) -> None:
    run("course", "start", COURSE)
    assert run("course", "pause", COURSE)["state"] == "paused"
    assert run("course", "today")[0]["state"] == "paused"
    assert run("course", "resume", COURSE)["state"] == "ready"
    assert run("course", "leave", COURSE)["state"] == "ended"
    assert run("course", "today") == []
    assert "is not begun" in run("course", "done", COURSE, status=1)


def test_a_course_walked_to_its_end_is_finished(run: Run) -> None:
    run("course", "start", COURSE)
    steps = [step["id"] for session in run("course", "show", COURSE)["sessions"] for step in session["steps"]]
    for step in steps:
        last = run("course", "done", COURSE)
        assert last["done"] == step
    assert (last["state"], last["step"]) == ("ended", None)
    assert run("course", "today") == []
    assert run("course", "start", COURSE)["day"] == 1  # and it can be begun again


def test_dates_are_kept_and_given_to_a_calendar(run: Run, tmp_path: Path) -> None:
    run("course", "start", COURSE)
    assert "is kept yet" in run("course", "ics", COURSE, status=1)
    at = ["--at", "2026-12-01 19:00", "--zone", "Europe/Berlin"]
    (kept,) = run("course", "dates", COURSE, *at, "--live", "first-meeting", "--join", "Room 3; bring tea")
    assert (kept["title"], kept["minutes"]) == ("The first meeting", 90)
    run("course", "dates", COURSE, *at, "--title", "A small group", "--minutes", "60")
    run("course", "dates", COURSE, "--cancel", kept["id"])
    file = tmp_path / "dates.ics"
    assert run("course", "ics", COURSE, "-o", str(file))["dates"] == 2
    events = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert {str(e["summary"]): str(e["status"]) for e in events} == {
        "The first meeting": "CANCELLED",
        "A small group": "CONFIRMED",
    }
    assert "\r\n" in run("course", "ics", COURSE)["ics"]


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (["start", "a-few-dayz"], 1, "Perhaps: a-few-days?"),
        (["show", "nothing-of-the-kind"], 1, "“selfcompassion course list” lists what there is"),
        (["done", COURSE, "day-9.none"], 1, "has no step “day-9.none”"),
        (["dates", COURSE, "--at", "2026-12-01 19:00", "--zone", "Mars", "--title", "x"], 1, "“Mars” is not known"),
        (["dates", COURSE, "--at", "2026-12-01 19:00", "--live", "x"], 1, "no live session “x”"),
        (["dates", COURSE, "--at", "2026-12-01 19:00"], 2, "--live"),
        (["dates", COURSE, "--at", "soon"], 2, "soon"),
        (["dates", COURSE, "--cancel", "x"], 1, "no date “x”"),
        (["ics", COURSE, "-o", "/nowhere/at/all.ics"], 1, "is kept yet"),
    ],
)
def test_a_mistake_is_one_sentence(run: Run, words: list[str], status: int, told: str) -> None:
    run("course", "start", COURSE)
    said = run("course", *words, status=status)
    assert told in said
    assert said.count("\n") == 1

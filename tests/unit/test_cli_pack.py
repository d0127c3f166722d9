"""Packs from the terminal: a teacher's way, and a student's."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from packed import MANIFEST, lessons, script, zipped
from selfcompassion_desktop.cli import main

Run = Callable[..., Any]


@pytest.fixture
def run(data_dir: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def call(*words: object, status: int = 0, stdin: str = "") -> Any:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), "utf-8"))
        answered = main(["--json", *map(str, words)])
        out, err = capsys.readouterr()
        assert answered == status, err
        return json.loads(out) if out else err

    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    return call


def test_a_teacher_begins_checks_and_builds_and_a_student_installs(run: Run, tmp_path: Path) -> None:
    folder, file = tmp_path / "mine", tmp_path / "mine.scpack"
    assert run("pack", "new", folder, "--title", "My course", "--author", "A teacher")["id"] == "my-course"
    assert run("pack", "check", folder) == {"ok": True, "problems": []}
    assert run("pack", "build", folder, "-o", file)["files"] == 2
    assert "Nothing was installed" in run("pack", "install", file, stdin="n\n", status=1)
    assert "--yes" in run("pack", "install", file, status=1)
    assert run("pack", "install", file, stdin="y\n")["change"] == "new"
    assert "my-course-first-practice" in [practice["id"] for practice in run("practices")]
    run("timeline", "my-course-first-practice", "-m", "2")
    run("timeline", "my-course-first-practice", "-m", "6")
    assert [pack["id"] for pack in run("pack", "list")] == ["built-in", "my-course"]
    assert run("pack", "show", "my-course")["offers"] == {"scripts": ["my-course-first-practice"]}
    run("pack", "remove", "my-course")
    assert [pack["id"] for pack in run("pack", "list")] == ["built-in"]


def test_every_fault_of_a_script_is_told_with_its_file_and_line(run: Run, tmp_path: Path) -> None:
    run("pack", "new", tmp_path / "mine", "--title", "Mine", "--author", "A")
    (made,) = (tmp_path / "mine" / "scripts").iterdir()
    lines = len(made.read_text(encoding="utf-8").splitlines())
    with made.open("a", encoding="utf-8") as file:
        file.write("\n(pause 9-2)\n(pauze 3)\n")
    found = run("pack", "check", tmp_path / "mine", status=1)
    assert not found["ok"]
    places = {(problem["path"], problem["line"]) for problem in found["problems"]}
    assert {(f"scripts/{made.name}", lines + 2), (f"scripts/{made.name}", lines + 3)} <= places


# case PK01
@pytest.mark.parametrize("name", ["../evil.md", "/evil.md", "..\\evil.md", "a/../../evil.md", "scripts/evil.md\0.exe"])
def test_a_hostile_pack_is_refused_whole_and_nothing_is_written(
    run: Run, tmp_path: Path, data_dir: Path, name: str
) -> None:
    file = zipped(tmp_path / "x.scpack", {"scripts/breath.md": script(), name: script("evil")})
    before = set(tmp_path.rglob("*"))
    said = run("pack", "install", file, "--yes", status=1)
    assert "evil" in said
    assert not {path for path in set(tmp_path.rglob("*")) - before if "evil" in path.name or path.suffix == ".md"}
    assert not (data_dir / "packs").exists()


# case PK12
def test_an_update_keeps_what_was_done_on_a_course_also_of_what_it_drops(run: Run, tmp_path: Path) -> None:
    names = ["one", "two", "three", "four", "five", "six", "seven", "eight"]
    first = zipped(tmp_path / "1.scpack", lessons(*names))
    run("pack", "install", first, "--yes")
    run("course", "start", "path")
    for _ in range(3):
        run("course", "done", "path")
    entry = run("journal", "add", "What the second day was like.")
    edited = lessons("one", "three", *names[3:], "nine", said="Other words.")
    second = zipped(
        tmp_path / "2.scpack", edited, MANIFEST.replace("1.0.0", "2.0.0").replace("title: Mine", "title: X")
    )
    assert run("pack", "install", second, "--yes")["retired"] == ["mine-two"]
    shown = json.dumps(run("course", "show", "path"))
    assert shown.count('"done": true') == 2
    assert run("journal", "show", entry["id"])
    assert len(run("pack", "list")) == 2
    assert "--older" in run("pack", "install", first, "--yes", status=1)
    run("pack", "install", first, "--yes", "--older")
    shown = json.dumps(run("course", "show", "path"))
    assert shown.count('"done": true') == 3
    run("pack", "remove", "mine")
    assert run("journal", "show", entry["id"])
    run("pack", "install", second, "--yes")
    assert run("course", "today")[0]["course"] == "path"


def test_a_course_under_way_is_walked_to_its_end_though_an_update_drops_it_whole(run: Run, tmp_path: Path) -> None:
    run("pack", "install", zipped(tmp_path / "1.scpack", lessons("one", "two")), "--yes")
    run("course", "start", "path")
    run("course", "done", "path")
    newer = zipped(tmp_path / "2.scpack", {"scripts/x.md": script("other")}, MANIFEST.replace("1.0.0", "2.0.0"))
    assert "path" in run("pack", "install", newer, "--yes")["retired"]
    assert "path" not in [course["id"] for course in run("course", "list")]
    (way,) = run("course", "today")
    assert (way["course"], way["step"]["name"]) == ("path", "mine-two")
    assert run("timeline", "mine-two", "-m", "2")
    run("course", "done", "path")
    assert run("course", "today") == []


def test_a_key_is_made_and_a_pack_signed_and_another_key_is_asked_about(run: Run, tmp_path: Path) -> None:
    secret, file = tmp_path / "secret", tmp_path / "mine.scpack"
    secret.write_text("a kind passphrase\n", encoding="utf-8")
    run("pack", "new", tmp_path / "mine", "--title", "Mine", "--author", "Ana")
    run("pack", "build", tmp_path / "mine", "-o", file)
    for name in ("one", "two"):
        key = tmp_path / f"{name}.key"
        made = run("pack", "key", "make", key, "--name", "Ana", "--new-passphrase-file", secret)
        signed = tmp_path / f"{name}.scpack"
        run("pack", "sign", file, "--key", key, "--key-passphrase-file", secret, "-o", signed)
        assert run("pack", "check", signed)["ok"]
        if name == "one":
            assert run("pack", "install", signed, stdin="y\n")["signed_by"]["fingerprint"] == made["fingerprint"]
        else:
            assert made["fingerprint"] in run("pack", "install", signed, "--yes", status=1)
            assert run("pack", "install", signed, "--yes", "--other-key")["change"] == "again"
    assert run("pack", "show", "mine")["signed_by"]["name"] == "Ana"
    assert "--key-passphrase-file" in run("pack", "sign", file, "--key", tmp_path / "one.key", status=1)

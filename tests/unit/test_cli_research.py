"""Taking part in a study from the terminal: nothing of the person leaves with it."""

from __future__ import annotations

import json
import re
import shutil
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlite

from selfcompassion_desktop.cli import main

COURSE = "kind-days"
SMALL = Path(__file__).parent.parent / "data" / "courses" / COURSE
MARKERS = ("Zephyrine Quillfeather", "zephyrine@quill.example", "/home/zephyrine/diary", "I cried in the blue kitchen")
Run = Callable[..., Any]


@pytest.fixture
def run(data_dir: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    shutil.copytree(SMALL, data_dir / "packs" / "small" / "courses" / COURSE)

    def call(*words: str, status: int = 0, as_json: bool = True) -> Any:
        answered = main([*(["--json"] if as_json else []), *words])
        out, err = capsys.readouterr()
        assert answered == status, err
        return json.loads(out) if out and as_json else out or err

    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    return call


def plant(run: Run, data_dir: Path) -> None:
    """A name, an e-mail address, a path and a sentence wherever a person can leave one."""
    run("journal", "add", "--tag", MARKERS[0], "\n\n".join(MARKERS))
    run("course", "start", COURSE)
    join = ["--title", MARKERS[3], "--join", " ".join(MARKERS)]
    run("course", "dates", COURSE, "--at", "2026-12-05 10:00", "--zone", "Pacific/Kiritimati", *join)
    run("checkin", "answer", "pain-week", "--set", "pain=4", "--step", f"{COURSE}/check-in-before.pain-week")
    run("checkin", "answer", "phq-4", "--set", "nervous=3", "--course", COURSE)
    run("checkin", "answer", "kindness-to-myself", "--set", "kind=7", "--course", COURSE)
    # Even where a row of the store itself holds what no part of the program would put there.
    store = sqlite.connect(str(data_dir / "selfcompassion.db"))
    words = " ".join(MARKERS)
    stray = json.dumps({"pain": 4, words: 7})
    store.execute("UPDATE checkin SET title = ?, zone = ?, step = ?, definition = ?", (words,) * 4)
    store.execute("UPDATE checkin SET answers = ? WHERE measure = 'pain-week'", (stray,))
    store.execute("UPDATE course_run SET title = ?, zone = ?", (words, "Pacific/Kiritimati"))
    store.commit()
    store.close()


def test_the_form_stands_as_the_study_wrote_it_with_nothing_ticked(run: Run) -> None:
    form = run("research", "consent", COURSE)
    assert form["text"][0] == "We would like to know how kind days go."
    assert [purpose["agreed"] for purpose in form["purposes"]] == [False, False]
    assert (form["takes_part"], form["given"]) == (False, None)
    told = run("research", "consent", COURSE, as_json=False)
    assert "You have not agreed to anything." in told
    assert "Dr Ana Example" in told
    assert "Questions: Pain this week, PHQ-4" in told


def test_a_course_without_a_study_offers_none(run: Run) -> None:
    for verb in ("consent", "preview", "withdraw"):
        assert "carries no study" in run("research", verb, "first-steps", status=1)


def test_without_a_consent_nothing_leaves_and_after_a_withdrawal_nothing_more(
    run: Run, tmp_path: Path, data_dir: Path
) -> None:
    file = tmp_path / "out.zip"
    plant(run, data_dir)
    for words in (("preview", COURSE), ("export", COURSE, "-o", str(file)), ("withdraw", COURSE)):
        run("research", *words, status=1)
    assert "no taking part" in run("research", "consent", COURSE, "--agree", "sharing", status=1)
    given = run("research", "consent", COURSE, "--agree", "use")
    assert [purpose["agreed"] for purpose in given["purposes"]] == [True, False]
    first = run("research", "preview", COURSE)["files"]
    run("research", "consent", COURSE, "--agree", "use", "--agree", "sharing")
    second = run("research", "preview", COURSE)["files"]
    columns = [row.split(",")[0] for row in second["codebook.csv"].splitlines()[1:]]
    assert second["answers.csv"].splitlines()[0].removeprefix("\ufeff").split(",") == columns
    code = first["answers.csv"].splitlines()[1].split(",")[0]
    assert second["answers.csv"].splitlines()[1].startswith(f"{code},kindness-2026,1.2,1,1,")

    assert run("research", "withdraw", COURSE)["takes_part"] is False
    assert "You have withdrawn" in run("research", "export", COURSE, "-o", str(file), status=1)
    assert not file.exists()
    run("research", "consent", COURSE, "--agree", "use")
    assert code not in run("research", "preview", COURSE)["files"]["answers.csv"]


def test_a_record_that_was_tampered_with_lets_nothing_out(run: Run, data_dir: Path) -> None:
    run("research", "consent", COURSE, "--agree", "use")
    store = sqlite.connect(str(data_dir / "selfcompassion.db"))
    store.execute("UPDATE consent SET code = ?", (MARKERS[0],))
    store.commit()
    store.close()
    assert "cannot be used" in run("research", "preview", COURSE, status=1)
    run("research", "withdraw", COURSE)
    run("research", "consent", COURSE, "--agree", "use")
    assert MARKERS[0] not in run("research", "preview", COURSE)["files"]["answers.csv"]


def test_words_that_changed_are_agreed_to_anew(run: Run, data_dir: Path) -> None:
    run("research", "consent", COURSE, "--agree", "use")
    text = data_dir / "packs" / "small" / "courses" / COURSE / "study.md"
    text.write_text(text.read_text(encoding="utf-8") + "\nWe also keep it for ever.\n", encoding="utf-8")
    assert "changed its words" in run("research", "preview", COURSE, status=1)


@pytest.mark.parametrize("form", ["csv", "redcap", "fhir", "bids"])
def test_nothing_of_the_person_is_in_what_leaves(run: Run, tmp_path: Path, data_dir: Path, form: str) -> None:
    plant(run, data_dir)
    run("research", "consent", COURSE, "--agree", "use")
    file = tmp_path / "out.zip"
    shown = run("research", "preview", COURSE, "--format", form)["files"]
    done = run("research", "export", COURSE, "--format", form, "-o", str(file))
    assert (done["checkins"], done["left_out"]) == (3, 0)

    with zipfile.ZipFile(file) as found:
        texts = {each.filename: found.read(each).decode() for each in found.infolist()}
        assert {each.date_time for each in found.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert texts == shown  # what was looked at is what is written
    everything = file.read_bytes().decode("latin-1") + "\n".join((*texts, *texts.values()))
    parts = {part for marker in MARKERS for part in marker.split() if len(part) > 4}
    store = sqlite.connect(str(data_dir / "selfcompassion.db"))
    ids = {id for row in store.execute("SELECT id, run FROM checkin UNION SELECT id, id FROM consent") for id in row}
    store.close()
    assert len(ids) == 5
    for private in (*MARKERS, *parts, *ids, str(data_dir), "Kiritimati", "+00:00", "study@example.org"):
        assert private not in everything
    assert not re.search(r"(19|20)\d\d-\d\d|\d\d:\d\d:\d\d", "\n".join(texts.values()))
    assert str(date.today().year) not in "\n".join(texts.values()).replace("kindness-2026", "")


def test_what_leaves_is_one_zip_and_not_into_the_journals_folder(run: Run, tmp_path: Path, data_dir: Path) -> None:
    run("research", "consent", COURSE, "--agree", "use")
    assert "end in .zip" in run("research", "export", COURSE, "-o", str(tmp_path / "out.csv"), status=1)
    inside = data_dir / "packs" / "out.zip"
    assert "choose another" in run("research", "export", COURSE, "-o", str(inside), status=1)
    told = run("research", "preview", COURSE, as_json=False)
    assert "--- codebook.csv" in told
    assert "This program sends nothing." in told


def test_a_persons_own_questions_never_leave_with_a_study(run: Run, tmp_path: Path, data_dir: Path) -> None:
    course = data_dir / "packs" / "small" / "courses" / COURSE / "course.yaml"
    text = course.read_text(encoding="utf-8")
    course.write_text(text.replace("[pain-week]", "[mine]").replace("[pain-week,", "[mine,"), encoding="utf-8")
    (data_dir / "packs" / "small" / "retired").mkdir()  # a place more, which offers no measures
    own = tmp_path / "mine.yaml"
    item = '{id: a, text: "Zephyrine?", from: 0, to: 10, low: a, high: b}'
    own.write_text(f"id: mine\ntitle: M\nabout: A.\nlicence: x\nitems: [{item}]\n", encoding="utf-8")
    run("checkin", "import", str(own))
    assert "no pack has the study’s “mine”" in run("research", "consent", COURSE, status=1)

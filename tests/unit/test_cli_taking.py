"""Taking out and in from the terminal, called within this process on fresh data folders."""

from __future__ import annotations

import json
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from selfcompassion_desktop.cli import main

FOREIGN = {
    "entries": [
        {"title": "A day.", "body": "With @calm in it.", "date": "2020-03-29", "time": "02:30", "tags": ["@calm"]},
        {"title": "Odd", "body": "", "date": "some day", "time": "", "tags": []},
    ],
    "tags": {"@calm": 1},
}
Run = Callable[..., Any]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Runs a command on the data folder of a name; returns its JSON, or what it refused with."""

    def call(data: str, *words: object) -> Any:
        status = main(["--data-dir", str(tmp_path / data), "--json", *map(str, words)])
        out, err = capsys.readouterr()
        if status:
            assert out == ""
            assert err.count("\n") == 1
            assert "Traceback" not in err
            return err.strip()
        return json.loads(out)

    return call


@pytest.fixture
def bangkok(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "Asia/Bangkok")
        if hasattr(time, "tzset"):
            time.tzset()
        yield
    if hasattr(time, "tzset"):
        time.tzset()


def bodies(run: Run, data: str) -> list[tuple[str, str, str]]:
    shown = [run(data, "journal", "show", row["id"]) for row in run(data, "journal", "list")]
    return [(each["id"], each["created"], each["body"]) for each in shown]


# case JR19, JR25, IM03
@pytest.mark.usefixtures("bangkok")
def test_out_and_in_again_in_another_zone_is_the_same_to_the_character(run: Run, tmp_path: Path) -> None:
    for text in ("😉👩‍👩‍👧🏳️‍🌈", '[2020-01-01 09:00] hello\n# Title\n---\n{"entries": []}', "spaces  \n\n\n+ 1.\t\\"):
        run("a", "journal", "add", text)
    file = tmp_path / "x.json"

    assert run("a", "journal", "export", "--format", "json", "-o", file)["file"] == str(file)
    done = run("b", "journal", "import", file)

    assert (done["format"], done["new"], done["refused"]) == ("selfcompassion-journal", 3, [])
    assert bodies(run, "b") == bodies(run, "a")
    assert all(created.endswith("+07:00") for _, created, _ in bodies(run, "b"))
    again = run("b", "journal", "import", file)
    assert (again["new"], again["changed"], again["same"], again["batch"]) == (0, 0, 3, None)


def test_a_dry_run_changes_nothing_and_an_import_is_undone(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "jrnl.json"
    file.write_text(json.dumps(FOREIGN))

    weighed = run("a", "journal", "import", file, "--dry-run")
    assert (weighed["format"], weighed["new"], weighed["batch"]) == ("jrnl", 1, None)
    assert weighed["refused"][0]["where"] == "entry 2"
    assert run("a", "journal", "list") == []
    assert run("a", "journal", "imports") == []

    batch = run("a", "journal", "import", file)["batch"]
    listed = run("a", "journal", "imports")
    assert [(each["batch"], each["file"], each["new"]) for each in listed] == [(batch, "jrnl.json", 1)]
    assert len(run("a", "journal", "list")) == 1

    assert run("a", "journal", "undo", batch) == {"batch": batch, "undone": 1}
    assert run("a", "journal", "list") == run("a", "journal", "imports") == []
    assert "has the name" in run("a", "journal", "undo", batch)


def test_our_own_import_is_undone_by_the_same_door(run: Run, tmp_path: Path) -> None:
    run("a", "journal", "add", "one")
    run("a", "journal", "export", "--format", "json", "-o", tmp_path / "x.json")
    run("b", "journal", "add", "mine")
    batch = run("b", "journal", "import", tmp_path / "x.json")["batch"]
    assert len(run("b", "journal", "list")) == 2
    assert [file.name for file in (tmp_path / "b" / "backups").glob("*-before-import.db")]

    assert run("b", "journal", "undo", batch)["undone"] == 1
    assert [row["title"] for row in run("b", "journal", "list")] == ["mine"]


def test_settings_come_along_where_none_were_made(run: Run, tmp_path: Path) -> None:
    for data in ("a", "c"):
        (tmp_path / data).mkdir(mode=0o700)
        (tmp_path / data / "settings.json").write_text(json.dumps({"theme": "dark" if data == "a" else "light"}))
    run("a", "journal", "add", "one")
    run("a", "journal", "export", "--format", "json", "-o", tmp_path / "x.json")

    for data in ("b", "c"):
        run(data, "journal", "import", tmp_path / "x.json")

    assert json.loads((tmp_path / "b" / "settings.json").read_text())["theme"] == "dark"
    assert json.loads((tmp_path / "c" / "settings.json").read_text())["theme"] == "light"


def test_a_backup_is_known_and_not_taken_in(run: Run, tmp_path: Path) -> None:  # case IM11
    run("a", "journal", "add", "one")
    backup = run("a", "backup", "-o", tmp_path / "b.db")["file"]

    assert "is a backup of the whole journal" in run("a", "journal", "import", backup)
    assert "is a backup of the whole journal" in run("b", "journal", "import", backup, "--dry-run")


@pytest.mark.parametrize("content", [b"", b"nothing", b"PK\x03\x04", b"SQLite format 3\0" + bytes(100)])
def test_what_is_nothing_is_refused_plainly(run: Run, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.json").write_bytes(content)

    assert run("a", "journal", "import", tmp_path / "x.json")
    assert run("a", "journal", "import", tmp_path / "gone.json")
    assert run("a", "journal", "list") == []


def test_the_export_is_refused_in_the_journals_own_folder(run: Run, tmp_path: Path) -> None:  # case JR05
    run("a", "journal", "add", "one")

    for place in ("", "selfcompassion.db", "backups/x.json"):
        assert "where the journal itself is kept" in run(
            "a", "journal", "export", "--format", "json", "-o", tmp_path / "a" / place
        )
    assert len(run("a", "journal", "list")) == 1


def test_an_encrypted_journal_takes_in_too_and_a_zipped_backup_leaves_nothing_plain(run: Run, tmp_path: Path) -> None:
    word = "zanzibarquince"
    run("a", "journal", "add", f"as it was {word}")
    run("a", "journal", "export", "--format", "json", "-o", tmp_path / "x.json")
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.write(run("a", "backup", "-o", tmp_path / "b.db")["file"], "b.db")
    (tmp_path / "pw").write_text("correct horse\n")
    run("b", "journal", "add", "mine")
    run("b", "passphrase", "set", "--new-passphrase-file", tmp_path / "pw")

    def opened(*words: object) -> Any:
        return run("b", "--passphrase-file", tmp_path / "pw", *words)

    assert "passphrase" in run("b", "journal", "import", tmp_path / "x.json")
    assert opened("journal", "import", tmp_path / "x.json")["new"] == 1
    refusal = opened("journal", "import", tmp_path / "b.zip")
    assert "is a backup of the whole journal" in str(refusal)
    assert list((tmp_path / "b" / "backups").glob("*-unpacked.db"))
    assert not [file for file in (tmp_path / "b").rglob("*") if file.is_file() and word.encode() in file.read_bytes()]
    assert len(opened("restore", "--entries", next((tmp_path / "b" / "backups").glob("*-unpacked.db")))) == 1


@pytest.mark.parametrize("place", ["all.zip", "all"])
def test_everything_in_a_zip_or_a_folder_is_taken_in_as_it_is(run: Run, tmp_path: Path, place: str) -> None:
    run("a", "journal", "add", "one 🫶")
    run("a", "journal", "export", "--format", "everything", "-o", tmp_path / place)

    done = run("b", "journal", "import", tmp_path / place)

    assert (done["format"], done["new"]) == ("selfcompassion-journal", 1)
    assert bodies(run, "b") == bodies(run, "a")


def test_an_export_that_somebody_zipped_is_found_in_it(run: Run, tmp_path: Path) -> None:
    run("a", "journal", "add", "one")
    run("a", "journal", "export", "--format", "json", "-o", tmp_path / "mine.json")
    with zipfile.ZipFile(tmp_path / "mine.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("other.json", "{}")
        archive.write(tmp_path / "mine.json", "folder/mine.json")

    assert run("b", "journal", "import", tmp_path / "mine.zip")["new"] == 1
    assert bodies(run, "b") == bodies(run, "a")


def test_json_may_be_asked_for_at_the_end_too(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "jrnl.json").write_text(json.dumps(FOREIGN))
    words = ["--data-dir", str(tmp_path / "a"), "journal", "import", str(tmp_path / "jrnl.json"), "--dry-run", "--json"]

    assert main(words) == 0
    assert json.loads(capsys.readouterr().out) == run("a", "journal", "import", tmp_path / "jrnl.json", "--dry-run")


def test_a_person_is_told_in_sentences(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "jrnl.json"
    file.write_text(json.dumps(FOREIGN))
    words = ["--data-dir", str(tmp_path / "a"), "journal"]

    assert main([*words, "import", str(file), "--dry-run"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "jrnl: 1 new, 0 changed, 0 here already."
    assert told[1].startswith("Not taken in: entry 2. It has no date")
    assert told[-1] == "Nothing was changed; without --dry-run it is taken in."
    main([*words, "import", str(file)])
    undoing = capsys.readouterr().out.splitlines()[-1]
    batch = undoing.split()[3].rstrip("”")
    main([*words, "imports"])
    assert f"{batch}  jrnl.json: 1 new, 0 changed" in capsys.readouterr().out
    main([*words, "undo", batch])
    assert capsys.readouterr().out == "One piece is as before that import.\n"
    main([*words, "imports"])
    assert capsys.readouterr().out == "Nothing was taken in yet.\n"

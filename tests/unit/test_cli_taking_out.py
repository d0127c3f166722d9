"""The journal taken out from the terminal, in every form but our own."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from selfcompassion_desktop.cli import main


@pytest.fixture
def data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    folder = tmp_path / "data"
    for text in ("# Calm\n\n**Quiet** today.", "Rain.\n"):
        assert main(["--data-dir", str(folder), "journal", "add", text]) == 0
    capsys.readouterr()
    return folder


def export(data: Path, *words: object) -> int:
    return main(["--data-dir", str(data), "--json", "journal", "export", *map(str, words)])


def test_each_form_stands_where_it_was_wanted(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for form, name in (
        ("markdown", "texts"),
        ("html", "journal.html"),
        ("html", "pages"),
        ("csv", "tables.zip"),
        ("json", "journal.json"),
        ("everything", "all"),
    ):
        assert export(data, "--format", form, "-o", tmp_path / name) == 0
        told = json.loads(capsys.readouterr().out)
        assert told == {"file": str(tmp_path / name), "format": form, "entries": 2}
    assert len(list((tmp_path / "texts").glob("*.md"))) == 2
    assert "<strong>Quiet</strong>" in (tmp_path / "journal.html").read_text(encoding="utf-8")
    assert zipfile.ZipFile(tmp_path / "tables.zip").namelist() == ["entries.csv", "sittings.csv", "breaks.csv"]
    assert json.loads((tmp_path / "all" / "everything.json").read_text(encoding="utf-8"))["entries"]


def test_everything_goes_back_into_an_empty_journal(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("all", "all.zip"):
        assert export(data, "--format", "everything", "-o", tmp_path / name) == 0
        capsys.readouterr()
        fresh = tmp_path / f"fresh {name}"
        assert main(["--data-dir", str(fresh), "--json", "journal", "import", str(tmp_path / name)]) == 0
        assert json.loads(capsys.readouterr().out)["new"] == 2


def test_a_pdf_is_made_without_a_screen(data: Path, tmp_path: Path) -> None:
    """In a process of its own: there no application stands yet."""
    file = tmp_path / "journal.pdf"
    words = ["--data-dir", str(data), "journal", "export", "--format", "pdf", "--paper", "letter", "-o", str(file)]
    done = subprocess.run(
        [sys.executable, "-m", "selfcompassion_desktop", *words], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{file}: 2 entries. It is not encrypted: whoever has it can read it.\n"
    assert file.read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--format", "pdf", "-o", "x.txt"], "end its name in “.pdf”"),
        (["--format", "csv", "-o", "full"], "not empty"),
        (["--format", "csv", "-o", "data"], "within the folder where the program keeps the journal"),
        (["--format", "html", "-o", "data/journal.html"], "within the folder where the program keeps the journal"),
        (["--format", "markdown", "-o", "new", "--tag", "nobody"], "No entry is among these"),
        (["--format", "markdown", "-o", "new", "--entry", "nobody"], "There is no entry “nobody”"),
    ],
)
def test_what_cannot_be_is_one_sentence(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    # case JR05
    monkeypatch.chdir(tmp_path)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").write_text("mine")
    before = sorted(path for path in tmp_path.rglob("*") if data not in path.parents)
    assert export(data, *words) == 1
    complaint = capsys.readouterr().err
    assert said in complaint
    assert complaint.count("\n") == 1
    assert sorted(path for path in tmp_path.rglob("*") if data not in path.parents) == before


def test_what_leaves_nothing_out_takes_no_choice(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for form in ("json", "everything"):
        assert export(data, "--format", form, "-o", "x", "--year", 2026) == 2
        assert "leaves nothing out" in capsys.readouterr().err


# case JR25
def test_texts_taken_in_again_are_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In any journal; where everything is to be as it was, `everything.json` is the way."""
    bodies = [
        "# A title\n\nbody *md*\n",
        "---\nid: x\n---\n\nplain  \n\n\n",
        "[2020-01-01 09:00] hello",
        '{"entries": []}',
    ]

    def app(data: str, *words: str) -> Any:
        assert main(["--data-dir", str(tmp_path / data), "--json", *words]) == 0
        return json.loads(capsys.readouterr().out)

    for body in bodies:
        app("a", "journal", "add", body)
    first = app("a", "journal", "list")[0]["id"]
    app("a", "journal", "mark", first, "--tag", "sea", "--feeling", "calm", "--strength", "4", "--pin")
    app("a", "journal", "export", "--format", "markdown", "-o", str(tmp_path / "texts"))
    assert app("b", "journal", "import", str(tmp_path / "texts"))["new"] == len(bodies)

    def told(data: str) -> list[tuple[object, ...]]:
        shown = [app(data, "journal", "show", row["id"]) for row in app(data, "journal", "list")]
        return sorted(tuple(str(each[key]) for key in KEYS) for each in shown)

    assert told("a") == told("b")


KEYS = ("body", "created", "tags", "feelings", "strength", "pinned")

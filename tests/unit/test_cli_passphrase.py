"""The passphrase in a terminal: from a file or typed unseen, and no word in any file."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
import pytest

from selfcompassion_desktop.app import Services
from selfcompassion_desktop.cli import main
from selfcompassion_desktop.cli.secrets import Secrets
from selfcompassion_desktop.cli.session import Session
from selfcompassion_desktop.cli.take_a_break import end
from selfcompassion_desktop.desktop import paths

WORD = "zanzibarquince"
COMMANDS = [
    ("journal", "list"),
    ("journal", "add", "x"),
    ("journal", "search", "x"),
    ("journal", "show", "x"),
    ("journal", "bin"),
    ("journal", "verify"),
    ("sittings",),
    ("backup",),
    ("restore", "--newest"),
    ("passphrase", "change"),
    ("passphrase", "remove"),
    ("passphrase", "code"),
]


class Terminal:
    """The program, called with words on a data folder."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys
        self.passphrase = self.file("passphrase", "correct horse\n")

    def file(self, name: str, content: str) -> Path:
        path = self.folder.parent / f"{name}.txt"
        path.write_text(content, encoding="utf-8", newline="")
        return path

    def run(self, *words: object) -> tuple[int, str, str]:
        status = main([str(word) for word in words])
        return status, *self._capsys.readouterr()

    def done(self, *words: object) -> str:
        status, out, err = self.run(*words)
        assert (status, err) == (0, "")
        return out

    def opened(self, *words: object) -> str:
        return self.done("--passphrase-file", self.passphrase, *words)

    def refused(self, *words: object) -> str:
        status, out, err = self.run(*words)
        assert (status, out, err.count("\n")) == (1, "", 1)
        return err.strip()

    def holding(self) -> list[str]:
        files = [file for file in self.folder.rglob("*") if file.is_file()]
        assert files
        return [str(f) for f in files if any(w in f.read_bytes() for w in (WORD.encode(), WORD.encode("utf-16-le")))]


@pytest.fixture
def terminal(data_dir: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    return Terminal(data_dir, capsys)


@pytest.fixture
def encrypted(terminal: Terminal) -> Terminal:
    terminal.done("journal", "add", f"before {WORD}")
    terminal.done("backup")
    terminal.done("passphrase", "set", "--new-passphrase-file", terminal.passphrase)
    return terminal


def test_no_word_of_an_encrypted_journal_is_in_any_file(encrypted: Terminal) -> None:  # case JR14, SE03
    assert encrypted.holding() == []
    encrypted.opened("journal", "add", f"after {WORD} again")
    found = json.loads(encrypted.opened("--json", "journal", "search", WORD))
    encrypted.opened("backup")

    assert len(found) == 2
    assert encrypted.holding() == []


@pytest.mark.parametrize("words", COMMANDS)
def test_every_command_says_that_the_passphrase_is_needed(encrypted: Terminal, words: tuple[str, ...]) -> None:
    told = encrypted.refused(*words)

    assert "--passphrase-file" in told
    assert "damage" not in told


def test_what_needs_no_journal_needs_no_passphrase(encrypted: Terminal) -> None:
    encrypted.done("practices")
    assert "encrypted" in encrypted.run("doctor")[1]


def test_a_break_over_a_locked_journal_is_no_failure(encrypted: Terminal) -> None:
    session = Session(Services(paths.find(str(encrypted.folder))), False, Secrets(None, may_prompt=False))

    assert end(session, 60.0, "04:00") == ("", "")

    session.close()
    assert "taken all the same" in encrypted.run("practices")[2]


def test_a_wrong_passphrase_is_called_so(encrypted: Terminal) -> None:
    told = encrypted.refused("--passphrase-file", encrypted.file("wrong", "wrong"), "journal", "list")

    assert "passphrase" in told
    assert "damage" not in told


@pytest.mark.parametrize("ending", ["", "\n", "\r\n"])
def test_the_end_of_the_line_is_no_part_of_it(encrypted: Terminal, ending: str) -> None:
    file = encrypted.file("other", f"\ufeffcorrect horse{ending}")

    assert WORD in encrypted.done("--passphrase-file", file, "journal", "list")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"\xff\xfe\x00", "not UTF-8"), (b"x" * 70_000, "too long"), (None, "cannot be read"), (b"\n", "empty")],
)
def test_a_file_that_holds_no_passphrase_is_told(encrypted: Terminal, content: bytes | None, sentence: str) -> None:
    file = encrypted.folder.parent / "odd.txt"
    if content is not None:
        file.write_bytes(content)

    assert sentence in encrypted.refused("--passphrase-file", file, "journal", "list")


def test_changed_recovered_and_taken_away(encrypted: Terminal) -> None:
    second, third = encrypted.file("second", "second"), encrypted.file("third", "third")
    code = json.loads(encrypted.opened("--json", "passphrase", "code"))["recovery_code"]

    encrypted.opened("passphrase", "change", "--new-passphrase-file", second)
    assert "does not open" in encrypted.refused("--passphrase-file", encrypted.passphrase, "journal", "list")
    assert WORD in encrypted.done("--passphrase-file", second, "journal", "list")
    slip = encrypted.file("slip", code.swapcase()[:-1])
    assert "30 letters" in encrypted.refused(
        "passphrase", "recover", "--code-file", slip, "--new-passphrase-file", third
    )
    typed = encrypted.file("code", code.lower())
    encrypted.done("passphrase", "recover", "--code-file", typed, "--new-passphrase-file", third)
    encrypted.done("--passphrase-file", third, "passphrase", "remove")

    assert WORD in encrypted.done("journal", "list")
    assert encrypted.refused("passphrase", "remove") == "The journal has no passphrase."
    assert [path.name for path in encrypted.folder.rglob("*.key")] == []


def test_without_a_terminal_nothing_is_asked(terminal: Terminal) -> None:
    terminal.done("journal", "add", "x")

    assert "--new-passphrase-file" in terminal.refused("passphrase", "set")


class Typist:
    """Somebody at a terminal, who types this."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *typed: str) -> None:
        self.typed = list(typed)
        self.asked: list[tuple[str, bool]] = []
        monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
        monkeypatch.setattr(click, "prompt", self.answer)

    def answer(self, question: str, hide_input: bool = False, **_: object) -> str:
        self.asked.append((question, hide_input))
        return self.typed.pop(0)


def test_on_a_terminal_it_is_asked_for_unseen_with_three_tries(
    encrypted: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    typist = Typist(monkeypatch, "wrong", "wrong again", "correct horse")

    status, out, _ = encrypted.run("journal", "list")

    assert status == 0
    assert WORD in out
    assert typist.asked == [("Passphrase", True)] * 3
    typist.typed += ["wrong"] * 3
    assert encrypted.run("journal", "list")[0] == 1
    assert typist.typed == []


def test_a_backup_kept_elsewhere_opens_with_its_key_file_beside_it(encrypted: Terminal) -> None:
    elsewhere = encrypted.folder.parent / "stick" / "mine.db"
    elsewhere.parent.mkdir()
    encrypted.opened("backup", "-o", elsewhere)
    new = encrypted.folder.parent / "new"

    listed = encrypted.opened("--data-dir", new, "restore", elsewhere, "--entries")

    assert WORD in listed
    assert {path.name for path in elsewhere.parent.iterdir()} == {"mine.db", "mine.key"}

"""The program in a terminal from outside: its own process, real keys, real signals, real time."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

PROGRAM = [sys.executable, "-m", "selfcompassion_desktop"]
PRACTICE = "self-compassion-break"
unix = pytest.mark.skipif(sys.platform == "win32", reason="signals and terminals of this kind are not there")


def ran(*words: str, cwd: Path | None = None, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    command, full = [*PROGRAM, *words], {**os.environ, **(env or {})}
    return subprocess.run(command, capture_output=True, env=full, cwd=cwd, stdin=subprocess.DEVNULL, check=False)


def answered(*words: str) -> Any:
    done = ran("--json", *words)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@contextmanager
def guiding(*words: str) -> Iterator[subprocess.Popen[bytes]]:
    """A practice under way, with no terminal; killed if the test leaves it running."""
    command = [*PROGRAM, *words]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        try:
            yield process
        finally:
            process.kill()


def read_until(process: subprocess.Popen[bytes], words: bytes) -> bytes:
    assert process.stdout
    seen = b""
    while words not in seen:
        row = process.stdout.readline()
        assert row, (seen, process.stderr and process.stderr.read())
        seen += row
    return seen


@unix
@pytest.mark.parametrize("number", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_stops_properly_and_the_sitting_is_kept(data_dir: Path, number: str) -> None:
    with guiding("practise", PRACTICE, "--minutes", "3", "--silent") as process:
        read_until(process, b"A self-compassion break")
        process.send_signal(getattr(signal, number))
        assert process.wait(20) == 0
        assert process.stderr
        assert process.stderr.read() == b""
    (sitting,) = answered("sittings")
    assert (sitting["practice"], sitting["finished"]) == (PRACTICE, False)
    assert 0 <= sitting["seconds"] < 60


@unix
@pytest.mark.parametrize("number", ["SIGINT", "SIGTERM"])
@pytest.mark.parametrize("ending", ["wav", "flac", "ogg", "mp3"])
def test_writing_a_sound_file_ends_at_once_and_leaves_nothing_half_written(
    data_dir: Path, tmp_path: Path, ending: str, number: str
) -> None:
    folder = tmp_path / "sounds"
    folder.mkdir()
    older = folder / f"long.{ending}"
    older.write_bytes(b"an older one")
    with guiding("render", "kind-body-scan", "--minutes", "45", "-o", str(older)) as process:
        while not any(file.name.startswith(".") for file in folder.iterdir()):
            assert process.poll() is None
            sleep(0.002)
        process.send_signal(getattr(signal, number))
        asked = monotonic()
        assert process.wait(20) == 130
        assert monotonic() - asked < 5  # the whole of it would take far longer than this
        assert process.stdout
        assert process.stderr
        assert (process.stdout.read(), process.stderr.read()) == (b"", b"")
    assert [file.name for file in folder.iterdir()] == [older.name]
    assert older.read_bytes() == b"an older one"


@unix
def test_ctrl_c_within_a_sound_library_s_call_is_not_lost(data_dir: Path, tmp_path: Path) -> None:
    # What is raised while the library asks Python for more of a recording, it swallows.
    code = """
import signal, sys
import selfcompassion_desktop.audio.decode as decode
from selfcompassion_desktop.cli import main
class Interrupted(decode.io.BytesIO):
    def readinto(self, buffer):
        signal.raise_signal(signal.SIGINT)
        return super().readinto(buffer)
decode.io.BytesIO = Interrupted
sys.exit(main(sys.argv[1:]))
"""
    file = tmp_path / "sounds" / "long.mp3"
    file.parent.mkdir()
    command = [sys.executable, "-c", code, "render", "kind-body-scan", "--minutes", "45", "-o", str(file)]
    done = subprocess.run(command, capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")
    assert not [*file.parent.iterdir()]


@unix
def test_killed_without_a_word_the_sitting_is_there(data_dir: Path) -> None:  # case PB17
    with guiding("practise", PRACTICE, "--minutes", "3", "--silent") as process:
        read_until(process, b"A self-compassion break")
        process.send_signal(signal.SIGKILL)
        process.wait(20)
    (sitting,) = answered("sittings")
    assert (sitting["practice"], sitting["finished"]) == (PRACTICE, False)


@unix
def test_a_reader_who_leaves_ends_it_without_a_word(data_dir: Path) -> None:
    for words in (["timeline", PRACTICE, "--minutes", "10"], ["practices"]):
        with guiding(*words) as process:
            assert process.stdout
            assert process.stderr
            process.stdout.close()
            process.wait(20)
            assert process.stderr.read() == b""


class Typist:
    """Someone at a terminal."""

    def __init__(self, process: subprocess.Popen[bytes], far: int) -> None:
        self._process = process
        self._far = far
        self.seen = b""

    def until(self, words: str) -> None:
        wanted, start = words.encode(), len(self.seen)
        while wanted not in self.seen[start:]:
            self.seen += os.read(self._far, 4096)

    def press(self, keys: str) -> None:
        os.write(self._far, keys.encode())

    def interrupt(self) -> None:
        """Ctrl+C, as the terminal tells it."""
        self._process.send_signal(signal.SIGINT)

    def ends(self) -> int:
        while True:
            try:
                more = os.read(self._far, 4096)
            except OSError:  # Linux says so that the near end was closed
                break
            if not more:
                break
            self.seen += more
        return self._process.wait(20)


@contextmanager
def at_a_terminal(*words: str) -> Iterator[Typist]:
    import pty

    far, near = pty.openpty()
    with subprocess.Popen([*PROGRAM, *words], stdin=near, stdout=near, stderr=near, start_new_session=True) as process:
        os.close(near)
        try:
            yield Typist(process, far)
        finally:
            process.kill()
            os.close(far)


@unix
def test_pause_go_on_and_stop_by_keys(data_dir: Path) -> None:
    with at_a_terminal("practise", PRACTICE, "--minutes", "3", "--silent") as person:
        person.until("left")
        person.press(" ")
        person.until("paused")
        person.press("\x1b[C")
        person.until("2:4")
        person.press(" ")
        person.press("q")
        assert person.ends() == 0
    (sitting,) = answered("sittings")
    assert sitting["finished"] is False
    assert sitting["seconds"] < 10


@unix
def test_too_much_leads_to_grounding_without_a_question(data_dir: Path) -> None:
    with at_a_terminal("practise", PRACTICE, "--minutes", "3", "--silent") as person:
        person.until("left")
        person.press("t")
        person.until("Let your eyes be open")
        person.press("q")
        assert person.ends() == 0
        assert b"?" not in person.seen.split(b"stop", 1)[1].replace(b"?25", b"")
    assert len(answered("sittings")) == 1


@unix
def test_a_break_is_passed_through_and_ends_in_what_do_i_need(data_dir: Path) -> None:
    with at_a_terminal("break", "--minutes", "1", "--silent") as person:
        person.until("This is hard")
        person.until("left")
        person.press("n")
        person.until("Others feel this too")
        person.press("n")
        person.until("May I be kind to myself")
        person.press("n")
        person.until("A number, or Enter: ")
        person.press("2\n")
        person.until("A line for the journal, or Enter: ")
        person.press("I drank a glass of water.\n")
        assert person.ends() == 0
    (entry,) = answered("journal", "list")
    assert answered("journal", "show", entry["id"])["body"] == "I drank a glass of water."


@unix
def test_a_break_with_nothing_written_keeps_nothing_in_the_journal(data_dir: Path) -> None:
    with at_a_terminal("break", "--minutes", "1", "--silent") as person:
        person.until("left")
        person.press("nnn")
        person.until("A number, or Enter: ")
        person.press("\n")
        person.until("A line for the journal, or Enter: ")
        person.press("\n")
        assert person.ends() == 0
    assert answered("journal", "list") == []


@unix
def test_an_exercise_is_written_with_its_beginnings_left_and_gone_on_with(data_dir: Path) -> None:
    with at_a_terminal("write", "three-good-things") as person:
        person.until("> Today was ")
        person.press("long\nand wet\n\n")
        person.until("> It was when ")
        person.press("\x04")  # left out, by Ctrl+D
        person.until("> Somebody, or something, ")
        person.press("\x15The dog wav")  # the beginning is taken out, for another
        person.until("wav")
        person.interrupt()
        assert person.ends() == 0
        assert "“selfcompassion write three-good-things” goes on with it.".encode() in person.seen
    (entry,) = answered("journal", "list")
    half_way = (
        "# Three things that were good\n\n## The day as it was\n\nToday was long\nand wet\n\n"
        "## The second\n\nThe dog wav"
    )
    assert answered("journal", "show", entry["id"])["body"] == half_way

    with at_a_terminal("write", "three-good-things") as person:
        person.until("> One thing I did was ")
        assert b"Today was" not in person.seen
        person.press("wait\n\n")
        person.until("> The one I am keeping is ")
        person.press("\n")
        assert person.ends() == 0
    (entry,) = answered("journal", "list")
    assert answered("journal", "show", entry["id"])["body"] == half_way + "\n\n## The third\n\nOne thing I did was wait"


@unix
def test_a_line_that_was_ended_survives_a_kill(data_dir: Path) -> None:
    with at_a_terminal("write", "three-good-things") as person:
        person.until("> Today was ")
        person.press("long\nand")
        person.until("> and")
    (entry,) = answered("journal", "list")
    assert answered("journal", "show", entry["id"])["body"].endswith("\n\nToday was long")


@pytest.mark.parametrize(
    "env", [{"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"PYTHONIOENCODING": "ascii"}]
)
def test_a_terminal_of_few_letters_shows_captions_and_gives_whole_json(data_dir: Path, env: dict[str, str]) -> None:
    text = ran("timeline", PRACTICE, "--minutes", "5", env=env)
    assert (text.returncode, text.stderr) == (0, b"")
    added = ran("--json", "journal", "add", "日記 “here”", env=env)
    shown = ran("--json", "journal", "show", json.loads(added.stdout)["id"], env=env)
    assert json.loads(shown.stdout)["body"] == "日記 “here”"


def test_from_any_folder(data_dir: Path, tmp_path: Path) -> None:
    away = tmp_path / "away"
    away.mkdir()
    assert ran("practices", cwd=away).returncode == 0
    assert list(away.iterdir()) == []


HEAVY = (
    "PySide6",
    "numpy",
    "pygame",
    "soundfile",
    "yaml",
    "cryptography",
    "platformdirs",
    "selfcompassion_desktop.content",
)
LOADED = """
import sys
from selfcompassion_desktop.cli import main
status = main(sys.argv[1:])
print(*sys.modules, file=sys.stderr)
sys.exit(status)
"""


@pytest.mark.parametrize("words", [["search", "tea"], ["list"], ["add", "tea"]])
def test_the_journal_costs_no_more_than_it_needs(data_dir: Path, words: list[str]) -> None:
    command = [sys.executable, "-c", LOADED, "journal", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert set(HEAVY) & set(done.stderr.split()) == set()


def test_everything_it_writes_is_in_the_data_folder(tmp_path: Path) -> None:
    home, data = tmp_path / "home", tmp_path / "data"
    home.mkdir()
    env = {"HOME": str(home), "XDG_DATA_HOME": str(home / "share"), "TMPDIR": str(home)}
    for words in (["journal", "add", "tea"], ["sittings"], ["practices"], ["backup"]):
        assert ran("--data-dir", str(data), *words, env=env).returncode == 0
    assert list(home.iterdir()) == []
    if sys.platform != "win32":
        assert data.stat().st_mode & 0o077 == 0
        assert all(f.stat().st_mode & 0o077 == 0 for f in data.rglob("*") if f.is_file())


def test_a_spoilt_journal_comes_back_from_its_backup_and_what_spoilt_it_is_kept(tmp_path: Path) -> None:
    data = ("--data-dir", str(tmp_path))
    kept = answered(*data, "journal", "add", "kept")["id"]
    backup = answered(*data, "backup")["file"]
    spoilt = tmp_path / "selfcompassion.db"
    spoilt.write_bytes(b"spoilt" * 1000)
    refused = ran(*data, "journal", "list")
    assert refused.returncode == 1
    assert b"a backup can take its place" in refused.stderr

    mended = answered(*data, "restore", "--newest")

    assert Path(mended["kept"]).read_bytes() == b"spoilt" * 1000
    assert [entry["id"] for entry in answered(*data, "journal", "list")] == [kept]
    assert [each["file"] for each in answered(*data, "restore")] == [backup]
    changed = answered(*data, "journal", "add", "later")["id"]
    assert answered(*data, "restore", backup, "--entry", kept) == {"id": kept}
    assert {entry["id"] for entry in answered(*data, "journal", "list")} == {kept, changed}

"""Beginning with the system: paths with spaces and any letters, an entry that tells the truth, and one that mends."""

from __future__ import annotations

import plistlib
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcompassion_desktop.core.errors import Trouble
from selfcompassion_desktop.desktop.autostart import (
    Autostart,
    DesktopEntry,
    LaunchAgent,
    Means,
    Registry,
    own_command,
    quoted,
    unquoted,
)

ODD = ["/opt/My App/ünï 日記 $HOME `x` 100% \"q\" 'a' \\b;&|", "--hidden"]
PLAIN = ["/usr/bin/selfcompassion", "--hidden"]


class Value:
    """The Run key's value, as the registry would hold it."""

    def __init__(self) -> None:
        self.value: str | None = None

    def get(self) -> str | None:
        return self.value

    def put(self, value: str) -> None:
        self.value = value

    def delete(self) -> None:
        self.value = None


def all_means(folder: Path) -> list[Means]:
    return [
        DesktopEntry(folder / "autostart" / "x.desktop"),
        LaunchAgent(folder / "Library" / "x.plist"),
        Registry(Value()),
    ]


@pytest.mark.parametrize("number", range(3))
def test_it_is_on_when_the_entry_says_so(tmp_path: Path, number: int) -> None:
    autostart = Autostart(PLAIN, all_means(tmp_path)[number])
    assert not autostart.on

    autostart.set(True)
    assert autostart.on
    assert not autostart.mend()
    autostart.set(False)
    assert not autostart.on
    autostart.set(False)


@pytest.mark.parametrize("number", range(3))
def test_an_entry_of_an_earlier_place_is_mended(tmp_path: Path, number: int) -> None:  # case SC26
    means = all_means(tmp_path)[number]
    means.write(["/opt/old/selfcompassion", "--hidden"])

    assert Autostart(PLAIN, means).mend()
    assert means.read() == PLAIN
    assert not Autostart(PLAIN, means).mend()


def test_nothing_is_mended_where_nothing_was_entered(tmp_path: Path) -> None:  # case SC26
    means = all_means(tmp_path)[0]

    assert not Autostart(PLAIN, means).mend()
    assert means.read() is None


def test_a_place_that_passes_is_never_entered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # case SC26
    monkeypatch.setenv("APPDIR", str(tmp_path / "mount"))
    means = all_means(tmp_path)[0]
    autostart = Autostart([str(tmp_path / "mount" / "app"), "--hidden"], means)

    assert not autostart.possible
    with pytest.raises(Trouble, match="install it first"):
        autostart.set(True)
    assert means.read() is None


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1), min_size=1))
def test_any_words_come_back_from_a_desktop_entry(words: list[str]) -> None:  # case SC25
    assert unquoted(quoted(words)) == words


def test_odd_paths_are_kept_whole(tmp_path: Path) -> None:  # case SC25
    for means in all_means(tmp_path)[:2]:
        means.write(ODD)
        assert means.read() == ODD
    value = Value()
    Registry(value).write([r"C:\Program Files\My App\Ana Maria.exe", "--hidden"])
    assert value.value == r'"C:\Program Files\My App\Ana Maria.exe" --hidden'
    assert Registry(value).read() == [r"C:\Program Files\My App\Ana Maria.exe", "--hidden"]


@pytest.mark.skipif(sys.platform != "linux", reason="a desktop entry is a Linux desktop's")
def test_the_desktops_own_reading_finds_the_program(tmp_path: Path) -> None:  # case SC25
    """GLib's unquoting is POSIX shell's, after the string's own escapes are undone: so `sh` must find the words."""
    folder = tmp_path / "My App $x"
    folder.mkdir()
    program = folder / "begin `here`"
    program.write_text("#!/bin/sh\nprintf '%s\\n' \"$@\"\n")
    program.chmod(0o755)
    means = DesktopEntry(tmp_path / "x.desktop")
    means.write([str(program), "--hidden", "100%"])

    line = next(line for line in (tmp_path / "x.desktop").read_text().splitlines() if line.startswith("Exec="))
    command = line.removeprefix("Exec=").replace("\\\\", "\\").replace("%%", "%")
    told = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True)

    assert told.stdout.split("\n")[:2] == ["--hidden", "100%"]


@pytest.mark.parametrize("line", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
def test_an_entry_that_the_desktop_switched_off_is_off(tmp_path: Path, line: str) -> None:
    path = tmp_path / "x.desktop"
    path.write_text(f"[Desktop Entry]\nExec=/usr/bin/selfcompassion --hidden\n{line}\n")

    assert not Autostart(PLAIN, DesktopEntry(path)).on


def test_a_launch_agent_begins_at_login(tmp_path: Path) -> None:
    path = tmp_path / "x.plist"
    LaunchAgent(path).write(PLAIN)

    found = plistlib.loads(path.read_bytes())
    assert (found["ProgramArguments"], found["RunAtLoad"]) == (PLAIN, True)
    path.write_bytes(plistlib.dumps({**found, "Disabled": True}))
    assert LaunchAgent(path).read() is None
    path.write_bytes(b"no list")
    assert LaunchAgent(path).read() is None


def test_a_list_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "autostart").write_text("a file")

    with pytest.raises(Trouble, match="cannot be written"):
        Autostart(PLAIN, DesktopEntry(tmp_path / "autostart" / "x.desktop")).set(True)


def test_this_program_is_entered_as_it_is_started_now() -> None:
    command = own_command()

    assert command[-1] == "--hidden"
    assert Path(command[0]).exists()

"""One program a data folder, whatever a start before it left behind."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from selfcompassion_desktop.desktop.single_instance import SingleInstance

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="local sockets there are not yet used")

FIRST = """
import select, sys
from pathlib import Path
from selfcompassion_desktop.desktop.single_instance import SingleInstance
instance = SingleInstance(Path(sys.argv[1]))
if instance.raise_other():
    print("raised other", flush=True)
    sys.exit()
print("alone", flush=True)
descriptor = instance.claim()
print("claimed" if descriptor is not None else "unclaimed", flush=True)
while descriptor is not None:
    select.select([descriptor], [], [])
    print("asked" if instance.answer() else "not asked", flush=True)
"""

Start = Callable[[], "subprocess.Popen[str]"]


@pytest.fixture
def runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "run"
    folder.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    return folder


@pytest.fixture
def start(runtime: Path, tmp_path: Path) -> Iterator[Start]:
    """Starts a program on one data folder; all are ended with the test."""
    running: list[subprocess.Popen[str]] = []

    def begin() -> subprocess.Popen[str]:
        words = [sys.executable, "-c", FIRST, str(tmp_path / "data")]
        running.append(subprocess.Popen(words, stdout=subprocess.PIPE, text=True))
        return running[-1]

    yield begin
    for process in running:
        process.kill()
        process.wait()
        assert process.stdout
        process.stdout.close()


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def test_a_second_start_raises_the_first(start: Start, tmp_path: Path) -> None:
    first = start()
    assert (said(first), said(first)) == ("alone", "claimed")
    assert SingleInstance(tmp_path / "data").raise_other()
    assert said(first) == "asked"
    assert SingleInstance(tmp_path / "data").raise_other()
    assert said(first) == "asked"


def test_another_data_folder_is_another_program(start: Start, tmp_path: Path) -> None:
    first = start()
    assert (said(first), said(first)) == ("alone", "claimed")
    assert not SingleInstance(tmp_path / "other").raise_other()


def test_the_same_folder_by_another_way_is_the_same_program(start: Start, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "data")
    first = start()
    assert (said(first), said(first)) == ("alone", "claimed")
    assert SingleInstance(tmp_path / "link").raise_other()


def test_killed_without_a_word_it_starts_again(start: Start, runtime: Path, tmp_path: Path) -> None:  # case SC24
    first = start()
    assert (said(first), said(first)) == ("alone", "claimed")
    first.kill()
    first.wait()
    assert list(runtime.iterdir())  # what it left behind
    second = start()
    assert (said(second), said(second)) == ("alone", "claimed")
    assert SingleInstance(tmp_path / "data").raise_other()
    assert said(second) == "asked"


@pytest.mark.parametrize("left", ["4242\n", ""])
def test_a_file_in_the_place_of_the_socket_is_no_hindrance(
    runtime: Path, tmp_path: Path, left: str
) -> None:  # case SC24
    instance = SingleInstance(tmp_path / "data")
    assert instance.claim() is not None
    (socket,) = runtime.glob("*.sock")
    instance.release()
    socket.write_text(left)
    second = SingleInstance(tmp_path / "data")
    assert not second.raise_other()
    assert second.claim() is not None
    second.release()


def test_where_no_socket_can_be_made_it_starts_all_the_same(  # case SC24
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = tmp_path / ("x" * 120)  # longer than the path of a socket may be; rights do not bind whoever runs as root
    deep.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(deep))
    instance = SingleInstance(tmp_path / "data")
    assert not instance.raise_other()
    assert instance.claim() is None
    assert not instance.answer()
    instance.release()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="rights do not bind root")
def test_in_a_folder_that_cannot_be_written(runtime: Path, tmp_path: Path) -> None:  # case SC24
    runtime.chmod(0o500)
    instance = SingleInstance(tmp_path / "data")
    assert not instance.raise_other()
    assert instance.claim() is None


def test_released_it_is_free_at_once(runtime: Path, tmp_path: Path) -> None:
    instance = SingleInstance(tmp_path / "data")
    assert instance.claim() is not None
    instance.release()
    instance.release()
    assert list(runtime.glob("*.sock")) == []
    assert not SingleInstance(tmp_path / "data").raise_other()


def test_a_caller_who_asks_for_nothing_raises_nothing(runtime: Path, tmp_path: Path) -> None:
    import socket

    instance = SingleInstance(tmp_path / "data")
    assert instance.claim() is not None
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as stranger:
        stranger.connect(str(next(runtime.glob("*.sock"))))
        stranger.sendall(b"shout\n")
        assert not instance.answer()
    assert not instance.answer()  # nobody is there
    instance.release()


def test_of_many_starts_in_the_same_instant_one_opens_and_is_asked_by_all_the_others(start: Start) -> None:
    together = [start() for _ in range(12)]
    told = [said(process) for process in together]
    assert sorted(told) == ["alone", *["raised other"] * 11]
    first = together[told.index("alone")]
    assert said(first) == "claimed"
    assert [said(first) for _ in range(11)] == ["asked"] * 11


def test_a_first_that_hangs_keeps_nobody_from_opening(start: Start, tmp_path: Path, runtime: Path) -> None:
    first = start()
    assert (said(first), said(first)) == ("alone", "claimed")
    next(runtime.glob("*.sock")).unlink()  # nothing answers there any more, though the lock is held
    assert not SingleInstance(tmp_path / "data").raise_other(patience=0.1)

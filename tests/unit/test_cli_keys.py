"""Keys and signals, heard on a real terminal made for the test."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from selfcompassion_desktop.cli.keys import Act, acts, listening

unix = pytest.mark.skipif(sys.platform == "win32", reason="terminals of this kind are not there")


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        (b" ", [Act.TOGGLE]),
        (b"\x1b[D\x1b[C", [Act.BACK, Act.FORWARD]),
        (b"\x1bOD", [Act.BACK]),
        (b"\xe0K\xe0M", [Act.BACK, Act.FORWARD]),
        (b"\x1b", [Act.STOP]),
        (b"q", [Act.STOP]),
        (b"t", [Act.TOO_MUCH]),
        (b"n\r", [Act.NEXT, Act.NEXT]),
        (b"\x03\x04", [Act.STOP, Act.STOP]),
        (b"xyz\xc3\xa4", []),
        (b"\x1b[A\x1b[B\x1b[5~\x1b[1;5C ", [Act.TOGGLE]),
        (b"\x1b[", []),
        (b"", []),
    ],
)
def test_what_keys_ask_for(typed: bytes, asked: list[Act]) -> None:
    assert list(acts(typed)) == asked


class Terminal:
    """The far end of a terminal whose near end is standard input."""

    def __init__(self, far: int) -> None:
        self._far = far

    def type(self, keys: bytes) -> None:
        os.write(self._far, keys)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    import pty

    far, near = pty.openpty()
    with os.fdopen(near, "r") as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        yield Terminal(far)
    os.close(far)


@unix
def test_a_key_is_heard_without_enter(terminal: Terminal) -> None:
    with listening() as ear:
        assert ear.hears_keys
        terminal.type(b" \x1b[C")
        assert [ear.wait(5), ear.wait(5)] == [Act.TOGGLE, Act.FORWARD]
        assert ear.wait(0) is None


@unix
def test_esc_alone_is_stop_and_its_arrow_is_not(terminal: Terminal) -> None:
    with listening() as ear:
        terminal.type(b"\x1b")
        assert ear.wait(5) is Act.STOP
        terminal.type(b"\x1b[D")
        assert ear.wait(5) is Act.BACK


@unix
def test_the_terminal_is_left_as_it_was(terminal: Terminal) -> None:
    import termios

    before = termios.tcgetattr(sys.stdin.fileno())
    with listening():
        assert termios.tcgetattr(sys.stdin.fileno()) != before
    assert termios.tcgetattr(sys.stdin.fileno()) == before


@unix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP] if sys.platform != "win32" else [])
def test_asked_to_end_by_the_system_the_wait_ends_and_stays_ended(terminal: Terminal, number: int) -> None:
    before = signal.getsignal(number)
    with listening() as ear:
        threading.Timer(0.05, os.kill, (os.getpid(), number)).start()
        assert ear.wait(60) is Act.STOP
        assert ear.wait(60) is Act.STOP
    assert signal.getsignal(number) is before


@unix
def test_no_terminal_has_no_keys(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "input").write_bytes(b"q q q")
    with (tmp_path / "input").open() as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        with listening() as ear:
            assert not ear.hears_keys
            assert ear.wait(0.01) is None


@unix
def test_a_terminal_that_goes_away_has_no_keys_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    import pty

    far, near = pty.openpty()
    with os.fdopen(near, "r") as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        with listening() as ear:
            os.close(far)
            assert ear.wait(5) is None
            assert not ear.hears_keys
            assert ear.wait(0.01) is None


def test_no_standard_input_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with listening() as ear:
        assert not ear.hears_keys
        assert ear.wait(0.01) is None

"""The screen stays awake while it is asked to, by each system's own means."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from selfcompassion_desktop.desktop.awake import KeepAwake, Linux, MacOs, Windows

linux = pytest.mark.skipif(sys.platform != "linux", reason="D-Bus is a Linux desktop's")
bus_here = pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="needs the Debian package dbus")


class Noted:
    """A means that notes what is asked of it; perhaps it refuses."""

    def __init__(self, refuses: bool = False) -> None:
        self.asked: list[str] = []
        self.refuses = refuses

    def begin(self) -> None:
        self.asked.append("begin")
        if self.refuses:
            raise OSError("refused")

    def end(self) -> None:
        self.asked.append("end")


@pytest.mark.parametrize("refuses", [False, True])
def test_it_is_asked_once_for_each_change_and_let_go_at_the_end(refuses: bool) -> None:
    means = Noted(refuses)
    awake = KeepAwake(lambda: means)
    for wished in (False, True, True, False, False, True):
        awake.keep(wished)
    awake.close()
    assert means.asked == ["begin", "end", "begin", "end"]


def test_nothing_is_begun_where_nothing_was_ever_played() -> None:
    made: list[Noted] = []
    awake = KeepAwake(lambda: made.append(Noted()) or made[0])  # type: ignore[func-returns-value]
    awake.keep(False)
    awake.close()
    assert not made


class Desktop:
    """A session bus of its own with a screen saver on it, and what it was asked."""

    def __init__(self, address: str) -> None:
        self.asked: list[Any] = []
        self.seen = threading.Semaphore(0)
        self._address = address

    def serve(self) -> None:
        with suppress(OSError, EOFError):  # the bus ends with the test
            self._serve()

    def _serve(self) -> None:
        from jeepney import HeaderFields, MessageType, message_bus, new_method_return
        from jeepney.io.blocking import open_dbus_connection

        with open_dbus_connection(self._address) as bus:
            bus.send_and_get_reply(message_bus.RequestName("org.freedesktop.ScreenSaver"))
            rule = "type='signal',member='NameOwnerChanged'"
            bus.send_and_get_reply(message_bus.AddMatch(rule))
            self.seen.release()
            holder = ""
            while True:
                message = bus.receive()
                fields = message.header.fields
                if message.header.message_type is MessageType.method_call:
                    holder = fields[HeaderFields.sender]
                    self.asked.append((fields[HeaderFields.member], message.body))
                    bus.send(new_method_return(message, "u", (7,)))
                    self.seen.release()
                elif message.body[:1] == (holder,) and not message.body[2]:
                    self.asked.append("gone")
                    self.seen.release()


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desktop]:
    address = f"unix:path={tmp_path / 'bus'}"
    command = ["dbus-daemon", "--session", f"--address={address}", "--nofork", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        process.stdout.readline()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        made = Desktop(address)
        threading.Thread(target=made.serve, daemon=True).start()
        assert made.seen.acquire(timeout=10)
        yield made
        process.kill()


@linux
@bus_here
def test_a_linux_desktop_is_asked_on_its_bus_and_told_by_the_connection_s_end(desktop: Desktop) -> None:
    awake = KeepAwake(Linux)
    awake.keep(True)
    assert desktop.seen.acquire(timeout=10)
    assert desktop.asked == [("Inhibit", ("Self-Compassion", "A practice is being guided"))]
    awake.keep(False)
    assert desktop.seen.acquire(timeout=10)
    assert desktop.asked[-1] == "gone"
    awake.close()


@linux
@pytest.mark.parametrize("address", ["unix:path=/nowhere/at/all", "nonsense", None])
def test_where_there_is_no_bus_nothing_happens(monkeypatch: pytest.MonkeyPatch, address: str | None) -> None:
    for name in ("DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS"):
        monkeypatch.setenv(name, address) if address else monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/nowhere")
    means = Linux()
    try:
        means.begin()
    except OSError:
        pass
    finally:
        means.end()
        means.end()


def test_windows_is_asked_for_system_and_display_and_for_neither_afterwards() -> None:
    states: list[int] = []
    means = Windows(lambda state: states.append(state) or 1)  # type: ignore[func-returns-value]
    means.begin()
    means.end()
    assert states == [0x80000003, 0x80000000]


def test_windows_that_refuses_is_told_as_such() -> None:
    with pytest.raises(OSError, match="refused"):
        Windows(lambda state: 0).begin()


class Process:
    """What `caffeinate` would be."""

    def __init__(self, command: list[str]) -> None:
        self.command = command
        self.ended = False

    def terminate(self) -> None:
        self.ended = True

    def wait(self) -> int:
        return 0


def test_macos_holds_one_process_that_ends_with_this_one() -> None:
    started: list[Process] = []

    def start(command: list[str]) -> Any:
        started.append(Process(command))
        return started[-1]

    means = MacOs(start)
    means.begin()
    means.begin()
    assert [process.command for process in started] == [["/usr/bin/caffeinate", "-di", "-w", str(os.getpid())]]
    means.end()
    means.end()
    assert started[0].ended

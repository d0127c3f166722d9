"""Whether somebody is there, by each system's means: a real X server, and recorded answers of what is not here."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from selfcompassion_desktop.core.breaks import AWAY, Presence
from selfcompassion_desktop.desktop.presence import Everything, Means, joined
from selfcompassion_desktop.desktop.presence.buses import Bus, Desktop, Login, _session
from selfcompassion_desktop.desktop.presence.macos import MacOs
from selfcompassion_desktop.desktop.presence.windows import Windows
from selfcompassion_desktop.desktop.presence.x11 import X11
from session_bus import Bus as SessionBus
from session_bus import bus_here, linux

PROGRAMS = ("Xvfb", "openbox", "xterm", "xdotool")
screen_here = pytest.mark.skipif(
    sys.platform != "linux" or any(shutil.which(name) is None for name in PROGRAMS),
    reason="needs the Debian packages xvfb, openbox, xterm and xdotool",
)


# ---------------------------------------------------------------- several means as one


@dataclass
class Told:
    """A means that tells this, or cannot."""

    presence: Presence | None
    closed: bool = False

    def glance(self) -> Presence:
        if self.presence is None:
            raise OSError("gone")
        return self.presence

    look = glance

    def close(self) -> None:
        self.closed = True


def test_each_thing_is_told_by_the_first_that_knows_and_forbidden_by_any() -> None:
    first = Presence(idle=3.0, locked=False, full_screen=True)
    second = Presence(idle=900.0, locked=True, presenting=False)

    assert joined([first, second]) == Presence(3.0, True, True, False, None, None)
    assert joined([]) == Presence()


def test_a_means_that_is_not_there_or_fails_is_passed_over() -> None:
    def absent() -> Means:
        raise OSError("no display")

    failing, working = Told(None), Told(Presence(idle=1.0))
    everything = Everything([absent, lambda: failing, lambda: working])

    assert everything.glance() == everything.look() == Presence(idle=1.0)
    everything.close()
    everything.close()
    assert failing.closed
    assert working.closed


# ---------------------------------------------------------------- X


@contextmanager
def process(*command: str, display: str) -> Iterator[subprocess.Popen[bytes]]:
    environment = {**os.environ, "DISPLAY": display}
    running = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield running
    finally:
        running.terminate()
        running.wait(10)


@pytest.fixture
def display() -> Iterator[str]:
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "800x600x24", "-nolisten", "tcp"],
        pass_fds=[write], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(write)
    with os.fdopen(read) as told:
        number = told.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait(10)


def until(told: object, seconds: float = 15.0) -> bool:
    assert callable(told)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if told():
            return True
        time.sleep(0.05)
    return False


def xdotool(display: str, *words: str) -> str:
    environment = {**os.environ, "DISPLAY": display}
    done = subprocess.run(["xdotool", *words], env=environment, capture_output=True, text=True, timeout=20, check=False)
    return done.stdout.strip()


@screen_here
def test_the_idle_time_is_the_x_servers_own(display: str) -> None:
    x11 = X11(display)
    xdotool(display, "mousemove", "100", "100")
    moved = x11.glance().idle
    assert moved is not None
    assert moved < AWAY

    before = time.monotonic()
    assert until(lambda: (x11.glance().idle or 0.0) >= 0.5)
    assert time.monotonic() - before >= 0.3
    xdotool(display, "mousemove", "200", "200")

    assert until(lambda: (x11.glance().idle or 9.0) < 0.4)
    x11.close()


@screen_here
def test_another_programs_full_screen_is_seen_and_its_end(display: str) -> None:  # case SC09
    x11 = X11(display)
    assert x11.look().full_screen is None  # nobody manages windows yet
    with process("openbox", "--sm-disable", display=display):
        assert until(lambda: x11.look().full_screen is False)
        with process("xterm", "-fullscreen", display=display):
            assert until(lambda: x11.look().full_screen is True)
        assert until(lambda: x11.look().full_screen is False)
    x11.close()


def test_without_a_display_there_is_none() -> None:
    with pytest.raises(OSError, match="no display"):
        X11("")
    if sys.platform == "linux":
        with pytest.raises(OSError, match=r"does not answer|is not here"):
            X11(":9876")


# ---------------------------------------------------------------- buses


class Answers(Bus):
    """A bus on which these methods and properties answer; of all others there is none."""

    def __init__(self, answers: dict[tuple[str, str], object]) -> None:
        super().__init__("SESSION")
        self._answers = answers

    def call(self, service: str, path: str, interface: str, method: str, kind: str = "", *given: object) -> object:
        with suppress(KeyError):
            return self._answers[service, method]
        raise OSError("org.freedesktop.DBus.Error.ServiceUnknown")

    def property(self, service: str, path: str, interface: str, name: str) -> object:
        return self.call(service, path, interface, name)


@pytest.mark.parametrize(
    ("answers", "presence"),
    [
        ({}, Presence()),
        (
            {
                ("org.gnome.Mutter.IdleMonitor", "GetIdletime"): 90_500,
                ("org.gnome.ScreenSaver", "GetActive"): False,
                ("org.gnome.SessionManager", "IsInhibited"): True,
            },
            Presence(idle=90.5, locked=False, presenting=True),
        ),
        (
            {
                ("org.freedesktop.ScreenSaver", "GetActive"): True,
                ("org.kde.Solid.PowerManagement.PolicyAgent", "HasInhibition"): False,
                ("org.freedesktop.Notifications", "Inhibited"): True,
            },
            Presence(locked=True, presenting=False, do_not_disturb=True),
        ),
        ({("org.freedesktop.Notifications", "paused"): False}, Presence(do_not_disturb=False)),
        ({("org.xfce.Xfconf", "GetProperty"): ("b", True)}, Presence(do_not_disturb=True)),
    ],
)
def test_what_the_desktops_tell(
    answers: dict[tuple[str, str], object], presence: Presence, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_CURRENT_DESKTOP", raising=False)

    assert Desktop(Answers(answers)).look() == presence


@pytest.mark.parametrize(("locked", "active", "told"), [(False, True, False), (True, True, True), (False, False, True)])
def test_what_logind_tells(locked: bool, active: bool, told: bool) -> None:
    login = "org.freedesktop.login1"

    assert Login(Answers({(login, "LockedHint"): locked, (login, "Active"): active})).look() == Presence(locked=told)
    with pytest.raises(OSError, match="ServiceUnknown"):
        Login(Answers({})).glance()


@pytest.mark.parametrize(("name", "path"), [("", "auto"), ("c2", "c2"), ("3", "_33"), ("a-b", "a_2db")])
def test_a_session_is_named_as_logind_names_it(name: str, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_SESSION_ID", name)

    assert _session() == path


def test_without_a_bus_nothing_is_known(monkeypatch: pytest.MonkeyPatch) -> None:  # case SC27
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")

    assert Desktop().look() == Presence()


@linux
@bus_here
def test_a_bus_that_went_away_is_looked_for_again(tmp_path: Path) -> None:
    session = SessionBus(f"unix:path={tmp_path / 'bus'}")
    session.start()
    bus = Bus(session.address)
    name = "org.freedesktop.DBus"
    assert bus.call(name, "/org/freedesktop/DBus", name, "GetId")
    session.stop()
    with pytest.raises(OSError, match=r"away|pipe|reset"):
        bus.call(name, "/org/freedesktop/DBus", name, "GetId")

    session.start()
    assert bus.call(name, "/org/freedesktop/DBus", name, "GetId")
    with pytest.raises(OSError, match=r"ServiceUnknown|NameHasNoOwner"):
        bus.call("org.example.Nobody", "/", "org.example.Nobody", "Ask")
    bus.close()
    session.stop()


# ---------------------------------------------------------------- recorded answers of other systems


@dataclass
class WindowsCalls:
    last: int = 1_000
    tick: int = 4_500
    state: int = 5
    opens: bool = True

    def last_input(self) -> int:
        return self.last

    def ticks(self) -> int:
        return self.tick

    def notification_state(self) -> int:
        return self.state

    def input_desktop_opens(self) -> bool:
        return self.opens


@pytest.mark.parametrize(
    ("calls", "presence"),
    [
        (WindowsCalls(), Presence(3.5, False, False, False, False)),
        (WindowsCalls(last=(1 << 32) - 1_000, tick=2_000), Presence(3.0, False, False, False, False)),
        (WindowsCalls(opens=False), Presence(3.5, True, False, False, False)),
        (WindowsCalls(state=2), Presence(3.5, False, True, False, False)),
        (WindowsCalls(state=3), Presence(3.5, False, True, False, False)),
        (WindowsCalls(state=4), Presence(3.5, False, False, True, False)),
        (WindowsCalls(state=6), Presence(3.5, False, False, False, True)),
    ],
)
def test_windows(calls: WindowsCalls, presence: Presence) -> None:
    assert Windows(calls).look() == presence


@dataclass
class MacCalls:
    locked: bool | None = False

    def seconds_since_input(self) -> float:
        return 12.5

    def screen_is_locked(self) -> bool | None:
        return self.locked


ASSERTIONS = """2026-11-25 18:12:03 +0100
Assertion status system-wide:
   BackgroundTask                 0
   PreventUserIdleDisplaySleep    {}
   PreventUserIdleSystemSleep     1
Listed by owning process:
   pid 372(zoom.us): [0x0000000100] 00:12:11 PreventUserIdleDisplaySleep named: "a call"
"""


@pytest.mark.parametrize(
    ("locked", "told", "presence"),
    [
        (False, ASSERTIONS.format(0), Presence(12.5, False, presenting=False)),
        (True, ASSERTIONS.format(2), Presence(12.5, True, presenting=True)),
        (None, "", Presence(12.5)),
    ],
)
def test_macos(locked: bool | None, told: str, presence: Presence) -> None:
    assert MacOs(MacCalls(locked), lambda _: told).look() == presence

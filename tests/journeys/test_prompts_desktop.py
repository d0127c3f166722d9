"""A prompt on a desktop: an X server with a window manager, a tray, another program that has the focus, a notification
service, and a screen reader's eyes."""

from __future__ import annotations

import json
import os
import queue
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from selfcompassion_desktop.core.breaks import Kind, Manners, Rule
from selfcompassion_desktop.core.prompting import Prompting
from selfcompassion_desktop.desktop.presence.x11 import X11
from selfcompassion_desktop.store.prompts_file import PromptsFile

PROGRAMS = ("Xvfb", "openbox", "xterm", "xdotool", "dbus-daemon", "trayer", "dunst", "dunstctl")
pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or any(shutil.which(name) is None for name in PROGRAMS),
    reason="needs the Debian packages xvfb, openbox, xterm, xdotool, dbus, trayer and dunst",
)
PATIENCE = 30.0
PROGRAM = Path(__file__).with_name("prompted_program.py")
HALF_HOURLY = Rule("half-hourly", Kind.EVERY, "I put a hand on my chest.", minutes=30)
NEVER_QUIET = Manners(quiet=None, most=6)


def until(told: Callable[[], Any], seconds: float = PATIENCE) -> Any:
    """What `told` says, as soon as it is something."""
    end = time.monotonic() + seconds
    while not (found := told()):
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)
    return found


class Desktop:
    """A screen of its own with what a desktop has."""

    def __init__(self, folder: Path, held: ExitStack) -> None:
        self.folder = folder
        self._held = held
        self.environment = {
            **os.environ,
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={folder / 'bus'}",
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "SDL_AUDIODRIVER": "dummy",
            "LC_ALL": "C.UTF-8",
        }
        self.environment.pop("WAYLAND_DISPLAY", None)
        self._start_screen()
        address = self.environment["DBUS_SESSION_BUS_ADDRESS"]
        self.run("dbus-daemon", "--session", f"--address={address}", "--nofork")
        until((folder / "bus").exists)
        self.run("openbox", "--sm-disable")
        until(self._is_managed)

    def _start_screen(self) -> None:
        read, write = os.pipe()
        command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
        server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
        self._held.callback(_end, server)
        os.close(write)
        with os.fdopen(read) as told:
            self.environment["DISPLAY"] = f":{told.readline().strip()}"

    def _is_managed(self) -> bool:
        """Whether there is a window manager yet."""
        x11 = X11(self.environment["DISPLAY"])
        try:
            return x11.look().full_screen is not None
        finally:
            x11.close()

    def run(self, *command: str) -> subprocess.Popen[bytes]:
        """Start a program that ends with the desktop."""
        process = subprocess.Popen(
            command, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.folder
        )
        self._held.callback(_end, process)
        return process

    def xdotool(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words], env=self.environment, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        return done.stdout.strip()

    def dunst(self, *words: str) -> str:
        done = subprocess.run(
            ["dunstctl", *words], env=self.environment, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        return done.stdout.strip()

    def move(self) -> None:
        """Somebody is there."""
        self.xdotool("mousemove_relative", "--", "3", "0")
        self.xdotool("mousemove_relative", "--", "-3", "0")

    def windows(self, name: str) -> list[str]:
        return self.xdotool("search", "--onlyvisible", "--name", f"^{name}$").split()

    def in_front(self, name: str) -> bool:
        """Bring a window to the front; whether it is there. A window manager may need to be asked twice."""
        found = self.windows(name)
        if self.active not in found:
            for window in found:
                self.xdotool("windowactivate", window)
        return self.active in found

    def close_window(self, name: str) -> None:
        """Close a window as its title bar would."""
        until(lambda: self.in_front(name))
        self.xdotool("key", "alt+F4")

    @property
    def active(self) -> str:
        return self.xdotool("getactivewindow")


def _end(process: subprocess.Popen[Any]) -> None:
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


class Program:
    """The program, and what it tells."""

    def __init__(self, desktop: Desktop, data: Path, held: ExitStack) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(PROGRAM), str(data)],
            env=desktop.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self._told: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        held.callback(self._end)
        self.until("ready")

    def _end(self) -> None:
        _end(self._process)
        self._listener.join(PATIENCE)
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            pipe.close()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._told.put(json.loads(line))

    def do(self, word: str) -> dict[str, Any]:
        """Have it do something, and what it answers."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{word}\n")
        self._process.stdin.flush()
        return self.until("did")

    def until(self, fact: str, value: object = None) -> dict[str, Any]:
        """The next thing told that has this fact."""
        while True:
            told = self._told.get(timeout=PATIENCE)
            if fact in told and value in (None, told[fact]):
                return told

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def wait(self) -> int:
        return self._process.wait(PATIENCE)


@pytest.fixture
def held() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def desktop(tmp_path: Path, held: ExitStack) -> Desktop:
    return Desktop(tmp_path, held)


def started(desktop: Desktop, held: ExitStack, *rules: Rule, manners: Manners = NEVER_QUIET) -> Program:
    PromptsFile(desktop.folder / "data" / "prompts.json").save(Prompting(rules, manners))
    desktop.move()
    return Program(desktop, desktop.folder / "data", held)


@contextmanager
def another_program(desktop: Desktop, *options: str) -> Iterator[str]:
    """An xterm in front; its window."""
    process = desktop.run("xterm", "-title", "another", *options, "-e", "cat")
    until(lambda: desktop.in_front("another"))
    yield desktop.active
    _end(process)


def test_the_card_comes_without_the_focus_and_begins_a_break(desktop: Desktop, held: ExitStack) -> None:  # case SC09
    program = started(desktop, held, HALF_HOURLY)
    with another_program(desktop) as other:
        desktop.move()
        program.do("shift 1900")
        assert program.until("prompted")["prompted"] == "half-hourly"
        card = until(lambda: desktop.windows("A moment for you\\?"))[0]

        assert desktop.active == other
        desktop.xdotool("key", "Escape")  # meant for the other program
        assert desktop.windows("A moment for you\\?") == [card]
        _press(desktop, "A moment for you?", "Begin")

        assert program.until("begun")["begun"] == "break"
        until(lambda: not desktop.windows("A moment for you\\?"))
    until(lambda: desktop.in_front("Self-Compassion"))
    desktop.xdotool("key", "Escape")
    assert program.until("ended")["ended"] == "break"


def test_another_programs_full_screen_keeps_it_silent_and_says_so(desktop: Desktop, held: ExitStack) -> None:
    program = started(desktop, held, HALF_HOURLY)  # case SC09
    with another_program(desktop, "-fullscreen"):
        desktop.move()
        program.do("shift 1900")
        assert program.until("reason", "You are in full screen.")
        assert desktop.windows("A moment for you\\?") == []
    desktop.move()
    program.do("look")

    assert program.until("prompted")
    assert until(lambda: desktop.windows("A moment for you\\?"))


def test_in_the_tray_the_program_lives_on_without_a_window(desktop: Desktop, held: ExitStack) -> None:  # case ST03
    desktop.run("trayer", "--edge", "top")
    program = started(desktop, held, HALF_HOURLY)
    until(lambda: program.do("look")["tray"])
    desktop.close_window("Self-Compassion")
    until(lambda: not program.do("look")["visible"])
    assert program.alive

    desktop.move()
    program.do("shift 1900")
    program.until("prompted")
    assert until(lambda: desktop.windows("A moment for you\\?"))
    _press(desktop, "A moment for you?", "Not now")
    until(lambda: not desktop.windows("A moment for you\\?"))
    assert program.alive
    program.do("quit")
    assert program.wait() == 0


def test_begun_with_the_system_it_waits_in_the_tray_until_it_is_asked(desktop: Desktop) -> None:
    desktop.run("trayer", "--edge", "top")
    data = desktop.folder / "data"
    PromptsFile(data / "prompts.json").save(Prompting((HALF_HOURLY,), NEVER_QUIET))
    command = [sys.executable, "-m", "selfcompassion_desktop", "--data-dir", str(data)]
    program = desktop.run(*command, "--hidden")

    def asked(*words: str) -> bool:
        done = subprocess.run(
            [*command, *words], env=desktop.environment, capture_output=True, timeout=PATIENCE, check=False
        )
        return done.returncode == 0

    until(lambda: asked("prompts", "list"))
    time.sleep(1)
    assert desktop.windows("Self-Compassion") == []
    assert program.poll() is None

    assert until(lambda: asked("break", "--in-window"))
    assert until(lambda: desktop.windows("Self-Compassion"))
    assert program.poll() is None


def test_without_a_tray_closing_ends_the_program(desktop: Desktop, held: ExitStack) -> None:  # case ST01
    program = started(desktop, held, HALF_HOURLY)
    assert not program.do("look")["tray"]
    desktop.close_window("Self-Compassion")

    assert program.wait() == 0


def test_a_real_notification_service_shows_it_and_answers(desktop: Desktop, held: ExitStack) -> None:
    desktop.run("dunst")
    until(lambda: desktop.dunst("is-paused") == "false")
    data = desktop.folder / "data"
    data.mkdir()
    (data / "settings.json").write_text('{"prompt_by": "notification"}')
    program = started(desktop, held, HALF_HOURLY)
    desktop.move()

    program.do("shift 1900")
    program.until("prompted")
    until(lambda: desktop.dunst("count", "displayed") == "1")
    desktop.dunst("action")  # what the notification itself means: begin

    assert program.until("begun")["begun"] == "break"
    until(lambda: desktop.dunst("count", "displayed") == "0")


# ---------------------------------------------------------------- a screen reader


ACCESSIBLE, ACTION = "org.a11y.atspi.Accessible", "org.a11y.atspi.Action"


class Reader:
    """Sees what a screen reader sees, over the accessibility bus."""

    def __init__(self, desktop: Desktop) -> None:
        from jeepney.io.blocking import open_dbus_connection

        with open_dbus_connection(desktop.environment["DBUS_SESSION_BUS_ADDRESS"]) as session:
            (address,) = _call(session, "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress")
        self._bus = open_dbus_connection(address)

    def find(self, name: str, role: str = "", root: tuple[str, str] | None = None) -> tuple[str, str] | None:
        """The first thing of this name (and role), from the top or from `root`."""
        waiting = [root or ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")]
        while waiting:
            at = waiting.pop(0)
            if at != root and self._name(at) == name and role in ("", self._ask(at, ACCESSIBLE, "GetRoleName")[0]):
                return at
            waiting += [(service, path) for service, path in self._ask(at, ACCESSIBLE, "GetChildren")[0]]
        return None

    def press(self, at: tuple[str, str]) -> None:
        """Do what is to be done with it."""
        self._ask(at, ACTION, "DoAction", "i", 0)

    def close(self) -> None:
        self._bus.close()

    def _name(self, at: tuple[str, str]) -> str:
        body = self._ask(at, "org.freedesktop.DBus.Properties", "Get", "ss", ACCESSIBLE, "Name")
        return str(body[0][1])

    def _ask(self, at: tuple[str, str], interface: str, method: str, kind: str = "", *given: object) -> Any:
        return _call(self._bus, at[0], at[1], interface, method, kind, *given)


def _call(bus: Any, service: str, path: str, interface: str, method: str, kind: str = "", *given: object) -> Any:
    from jeepney import DBusAddress, new_method_call
    from jeepney.wrappers import unwrap_msg

    message = new_method_call(DBusAddress(path, service, interface), method, kind or None, given)
    return unwrap_msg(bus.send_and_get_reply(message, timeout=PATIENCE))


def _press(desktop: Desktop, window: str, button: str) -> None:
    """As somebody would who cannot see the screen."""
    reader = Reader(desktop)
    card = until(lambda: reader.find(window))
    at = until(lambda: reader.find(button, "push button", card) or reader.find(button, "button", card))
    reader.press(at)
    reader.close()

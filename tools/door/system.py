"""What the program needs of the system: Debian's libraries for Qt, a virtual screen, and what tests speak to."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from .steps import Refusal, say, step


@dataclass(frozen=True)
class Need:
    """A package of the system, and how to see that what it brings is there."""

    package: str
    is_there: Callable[[], bool]


def _loads(soname: str) -> bool:
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def _library(package: str, soname: str) -> Need:
    return Need(package, partial(_loads, soname))


def _program(package: str, name: str) -> Need:
    return Need(package, lambda: shutil.which(name) is not None)


# Newer releases call some of these by another name (libglib2.0-0t64), and still answer to these.
QT = (
    _library("libgl1", "libGL.so.1"),
    _library("libegl1", "libEGL.so.1"),
    _library("libxkbcommon0", "libxkbcommon.so.0"),
    _library("libdbus-1-3", "libdbus-1.so.3"),
    _library("libfontconfig1", "libfontconfig.so.1"),
    _library("libglib2.0-0", "libglib-2.0.so.0"),
)
WINDOW = (
    *QT,
    _library("libxcb-cursor0", "libxcb-cursor.so.0"),
    _library("libxcb-icccm4", "libxcb-icccm.so.4"),
    _library("libxcb-keysyms1", "libxcb-keysyms.so.1"),
    _library("libxcb-shape0", "libxcb-shape.so.0"),
    _library("libxkbcommon-x11-0", "libxkbcommon-x11.so.0"),
)
VIRTUAL_SCREEN = (*WINDOW, _program("xvfb", "Xvfb"))
SESSION_BUS = (_program("dbus", "dbus-daemon"),)
DESKTOP = (
    _program("openbox", "openbox"),
    _program("xterm", "xterm"),
    _program("xdotool", "xdotool"),
    _library("libxss1", "libXss.so.1"),
    _program("trayer", "trayer"),
    _program("dunst", "dunst"),
    Need("at-spi2-core", Path("/usr/share/dbus-1/accessibility-services/org.a11y.atspi.Registry.service").exists),
)
"""What stands for a desktop in tests: a window manager, another program, a hand, a tray, notifications, and what a
screen reader stands on."""
SPELLING = (_library("libhunspell-1.7-0", "libhunspell-1.7.so.0"),)
SOUND_SERVER = (_program("pulseaudio", "pulseaudio"), _program("pulseaudio-utils", "parec"))


def has_screen() -> bool:
    """Whether a window can be shown to somebody here."""
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def rights() -> Sequence[str] | None:
    """What to put before a command that changes the system; None where that is not allowed."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    answer = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo", "-n"] if answer.returncode == 0 else None


def ensure(needs: Iterable[Need], may: Callable[[], Sequence[str] | None] = rights) -> None:
    """Install what is missing of `needs` where that is allowed; else refuse with the command that does it."""
    missing = _missing(needs)
    if missing and (sentence := _install(missing, may())) is not None:
        raise Refusal(sentence)


def wish(needs: Iterable[Need], without: str, may: Callable[[], Sequence[str] | None] = rights) -> None:
    """Install what is missing of `needs` where that is allowed; else say what is left out `without` it, and go on."""
    missing = _missing(needs)
    if missing and (sentence := _install(missing, may())) is not None:
        say(f"{without} {sentence}")


def _missing(needs: Iterable[Need]) -> list[str]:
    if sys.platform != "linux":
        return []
    return [need.package for need in needs if not need.is_there()]


def _install(packages: list[str], prefix: Sequence[str] | None) -> str | None:
    """None when they are installed, else why not and what to do."""
    names = " ".join(packages)
    if shutil.which("apt-get") is None:
        return f"Some of the system's packages are missing; on Debian they are called: {names}"
    if prefix is None:
        return f"Some of the system's packages are missing. Please install them with: sudo apt install {names}"
    apt = (*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q")
    _learn_what_is_new(apt)
    step(f"Installing the system's {names}", [*apt, "install", "-y", "--no-install-recommends", *packages], _totals)
    return None


@cache
def _learn_what_is_new(apt: tuple[str, ...]) -> None:
    step("Asking what packages the system has", [*apt, "update"])


def _totals(line: str) -> str | None:
    return line.strip() if line.startswith(("Need to get", "After this operation")) else None

"""Beginning with the system: an entry of the desktop's own, that names this program as it is started now.

- Linux: `autostart/selfcompassion-desktop.desktop` in the configuration folder (XDG autostart).
- Windows: a value under `Software\\Microsoft\\Windows\\CurrentVersion\\Run` of the person's own. *Not yet run there.*
- macOS: a LaunchAgent. *Not yet run there.*

Whether it is on is read from the entry itself, never remembered; an entry that names another place than the program's
own, because it was moved or updated, is mended at the start. A program that runs from a place that is gone after it
ends (a mounted image, an unpacked single file) is never entered.
"""

from __future__ import annotations

import os
import plistlib
import re
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from ..core.errors import Trouble

NAME = "selfcompassion-desktop"
LABEL = "org.selfcompassion.desktop"
RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
_STRING = {"\\": "\\", "n": "\n", "t": "\t", "r": "\r", "s": " "}
_WORDS = re.compile(r'"((?:\\.|[^"\\])*)"|([^ ]+)', re.DOTALL)
_NEEDS_QUOTES = set(" \t\n\"'\\><~|&;$*?#()`")


class Means(Protocol):
    """Where one system keeps the entry."""

    def read(self) -> list[str] | None:
        """The command it would start; None where there is no entry, or it is switched off."""

    def write(self, command: Sequence[str]) -> None:
        """Enter a command; raises `OSError` where it cannot be."""

    def remove(self) -> None:
        """Take the entry away, where there is one."""


class Autostart:
    """Whether the program begins with the system.

    Args:
        command: what starts this program hidden.
        means: the system's; another in a test.
    """

    def __init__(self, command: Sequence[str] | None = None, means: Means | None = None) -> None:
        self._command = list(command) if command is not None else own_command()
        self._means = means or _means()

    @property
    def possible(self) -> bool:
        """Whether it can be: not from a place that is gone once the program ends."""
        return not _is_passing(self._command[0])

    @property
    def on(self) -> bool:
        """Whether it is, as the entry says."""
        return self._means.read() is not None

    def set(self, on: bool) -> None:
        """Enter the program, or take the entry away.

        Raises:
            Trouble: where that cannot be done.
        """
        if on and not self.possible:
            raise Trouble("The program runs from a place that is gone when it ends; install it first.")
        try:
            self._means.write(self._command) if on else self._means.remove()
        except OSError as error:
            raise Trouble("The system's list of programs to begin with cannot be written.") from error

    def mend(self) -> bool:
        """Where the entry names another place than the program's own, name the right one; whether that was so."""
        entered = self._means.read()
        if entered is None or entered == self._command or not self.possible:
            return False
        self.set(True)
        return True


def own_command() -> list[str]:
    """What starts this program hidden: the frozen program itself, or its script beside this Python."""
    if getattr(sys, "frozen", False):
        return [os.environ.get("APPIMAGE") or sys.executable, "--hidden"]
    script = Path(sys.executable).with_name("selfcompassion.exe" if sys.platform == "win32" else "selfcompassion")
    return (
        [str(script), "--hidden"] if script.exists() else [sys.executable, "-m", __package__.split(".")[0], "--hidden"]
    )


def _is_passing(program: str) -> bool:
    folders = [tempfile.gettempdir(), getattr(sys, "_MEIPASS", ""), os.environ.get("APPDIR", "")]
    path = os.path.realpath(program)
    return any(folder and Path(path).is_relative_to(os.path.realpath(folder)) for folder in folders)


def _means() -> Means:
    if sys.platform == "win32":
        return Registry()
    if sys.platform == "darwin":
        return LaunchAgent(Path.home() / "Library" / "LaunchAgents" / f"{LABEL}.plist")
    base = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return DesktopEntry(Path(base) / "autostart" / f"{NAME}.desktop")


class DesktopEntry:
    """XDG autostart. https://specifications.freedesktop.org/autostart-spec, quoting by the Desktop Entry one."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> list[str] | None:
        try:
            lines = self._path.read_text(encoding="utf-8").splitlines()
        except (OSError, ValueError):
            return None
        found = dict(line.split("=", 1) for line in lines if "=" in line)
        if found.get("Hidden", "").lower() == "true" or found.get("X-GNOME-Autostart-enabled", "").lower() == "false":
            return None
        return unquoted(found.get("Exec", "")) or None

    def write(self, command: Sequence[str]) -> None:
        entry = (
            "[Desktop Entry]\nType=Application\nVersion=1.5\nName=Self-Compassion\n"
            f"Comment=Offers a self-compassion break at a good moment\nExec={quoted(command)}\n"
            f"Icon={NAME}\nTerminal=false\nX-GNOME-Autostart-enabled=true\n"
        )
        self._path.parent.mkdir(parents=True, exist_ok=True)
        made = self._path.with_name(f"{self._path.name}.{os.getpid()}.new")
        try:
            made.write_text(entry, encoding="utf-8")
            made.replace(self._path)
        except OSError:
            made.unlink(missing_ok=True)
            raise

    def remove(self) -> None:
        self._path.unlink(missing_ok=True)


def quoted(command: Sequence[str]) -> str:
    """A command as the Desktop Entry specification has it: quoted, then its backslashes doubled as in every string."""
    words = []
    for word in command:
        plain = word.replace("%", "%%")
        if not word or _NEEDS_QUOTES & set(word):
            for char in '\\"`$':
                plain = plain.replace(char, f"\\{char}")
            plain = f'"{plain}"'
        escaped = {"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
        words.append("".join(escaped.get(char, char) for char in plain))
    return " ".join(words)


def unquoted(text: str) -> list[str]:
    """The words of such a command; none where it makes no sense."""
    undone = re.sub(r"\\(.)", lambda match: _STRING.get(match[1], match[0]), text)
    words = [re.sub(r"\\([\"`$\\])", r"\1", a) if a else b for a, b in _WORDS.findall(undone)]
    return [word.replace("%%", "%") for word in words]


class LaunchAgent:
    """A property list in ~/Library/LaunchAgents; see launchd.plist(5). Not yet run there."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> list[str] | None:
        try:
            found: dict[str, Any] = plistlib.loads(self._path.read_bytes())
        except (OSError, ValueError, plistlib.InvalidFileException):
            return None
        words = found.get("ProgramArguments")
        return [str(word) for word in words] if words and not found.get("Disabled") else None

    def write(self, command: Sequence[str]) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        entry = {"Label": LABEL, "ProgramArguments": list(command), "RunAtLoad": True, "ProcessType": "Interactive"}
        made = self._path.with_name(f"{self._path.name}.{os.getpid()}.new")
        made.write_bytes(plistlib.dumps(entry))
        made.replace(self._path)

    def remove(self) -> None:
        self._path.unlink(missing_ok=True)


class Values(Protocol):
    """The values under the Run key."""

    def get(self) -> str | None:
        """Ours; None where there is none."""

    def put(self, value: str) -> None:
        """Set ours."""

    def delete(self) -> None:
        """Take ours away, where there is one."""


class Registry:
    """The Run key of the person's own. Not yet run there.

    Args:
        values: the registry's; others in a test.
    """

    def __init__(self, values: Values | None = None) -> None:
        self._values = values or RunKey()

    def read(self) -> list[str] | None:
        value = self._values.get()
        return _windows_words(value) if value else None

    def write(self, command: Sequence[str]) -> None:
        # The program is quoted whether or not it has to be: a space that comes later would cut the path in two.
        program, *words = command
        self._values.put(" ".join([f'"{program}"', *words]))

    def remove(self) -> None:
        self._values.delete()


def _windows_words(value: str) -> list[str]:
    program, _, rest = value.removeprefix('"').partition('"') if value.startswith('"') else value.partition(" ")
    return [program, *rest.split()]


class RunKey:
    """`Values` by `winreg`."""

    def __init__(self) -> None:
        import winreg

        self._winreg: Any = winreg

    def get(self) -> str | None:
        registry = self._winreg
        try:
            with registry.OpenKey(registry.HKEY_CURRENT_USER, RUN) as key:
                return str(registry.QueryValueEx(key, NAME)[0])
        except FileNotFoundError:
            return None

    def put(self, value: str) -> None:
        registry = self._winreg
        with registry.CreateKeyEx(registry.HKEY_CURRENT_USER, RUN, 0, registry.KEY_SET_VALUE) as key:
            registry.SetValueEx(key, NAME, 0, registry.REG_SZ, value)

    def delete(self) -> None:
        registry = self._winreg
        try:
            with registry.OpenKey(registry.HKEY_CURRENT_USER, RUN, 0, registry.KEY_SET_VALUE) as key:
                registry.DeleteValue(key, NAME)
        except FileNotFoundError:
            return

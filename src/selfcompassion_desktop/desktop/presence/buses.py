"""Presence by D-Bus: the desktop's own services on the session's bus, and logind on the system's.

What is asked, and who answers:

- idle: `org.gnome.Mutter.IdleMonitor` (GNOME, on Wayland too).
- locked: `GetActive` of the screen saver (freedesktop's name, GNOME's, Cinnamon's, MATE's, Xfce's); logind's
  `LockedHint`.
- presenting: `org.gnome.SessionManager.IsInhibited(8)`, the flag for idling, and KDE's and freedesktop's `HasInhibit`.
- do not disturb: the property `Inhibited` of the notification service (KDE), dunst's `paused`, Xfce's setting, GNOME's
  `show-banners`, which `gsettings` tells.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from ...core.breaks import Presence
from ..bus import asked, opened

if TYPE_CHECKING:
    from jeepney.io.blocking import DBusConnection

PATIENCE = 0.5
"""Seconds that a service has to answer; a desktop that hangs is not waited for."""
_SCREEN_SAVERS = (
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
    ("org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver"),
    ("org.mate.ScreenSaver", "/org/mate/ScreenSaver"),
    ("org.xfce.ScreenSaver", "/org/xfce/ScreenSaver"),
)
_INHIBITED = (
    ("org.freedesktop.PowerManagement", "/org/freedesktop/PowerManagement/Inhibit", "HasInhibit"),
    ("org.kde.Solid.PowerManagement.PolicyAgent", "/org/kde/Solid/PowerManagement/PolicyAgent", "HasInhibition"),
)
_IDLE = 8
"""GNOME's flag for "keep the session from being marked idle"; KDE's for the same is 4."""
_KDE_SCREEN = 4


class Bus:
    """One connection to a bus, opened anew when it was lost; services that are not there are not started.

    Args:
        name: "SESSION" or "SYSTEM".
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._connection: DBusConnection | None = None

    def call(self, service: str, path: str, interface: str, method: str, kind: str = "", *given: object) -> Any:
        """A method's first answer.

        Raises:
            OSError: when there is no such bus, service or answer.
        """
        from jeepney import DBusAddress, MessageFlag, new_method_call

        message = new_method_call(DBusAddress(path, service, interface), method, kind or None, given)
        message.header.flags |= MessageFlag.no_auto_start
        if self._connection is None:
            self._connection = opened(self._name)
        try:
            answer = asked(self._connection, message, PATIENCE)
        except ConnectionError:
            self.close()  # a bus that ended is looked for again the next time
            raise
        return answer[0] if answer else None

    def property(self, service: str, path: str, interface: str, name: str) -> Any:
        """A property's value; raises `OSError` as `call` does."""
        found = self.call(service, path, "org.freedesktop.DBus.Properties", "Get", "ss", interface, name)
        return found[1]

    def close(self) -> None:
        """Let go."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


class Desktop:
    """What the desktop's services tell on the session's bus."""

    def __init__(self, bus: Bus | None = None) -> None:
        self._bus = bus or Bus("SESSION")

    def glance(self) -> Presence:
        return Presence(idle=self._idle(), locked=self._locked())

    def look(self) -> Presence:
        return Presence(
            idle=self._idle(),
            locked=self._locked(),
            presenting=self._presenting(),
            do_not_disturb=self._do_not_disturb(),
        )

    def close(self) -> None:
        self._bus.close()

    def _idle(self) -> float | None:
        with suppress(OSError):
            monitor = "org.gnome.Mutter.IdleMonitor"
            milliseconds = self._bus.call(monitor, "/org/gnome/Mutter/IdleMonitor/Core", monitor, "GetIdletime")
            return float(milliseconds) / 1000
        return None

    def _locked(self) -> bool | None:
        known = None
        for service, path in _SCREEN_SAVERS:
            with suppress(OSError):
                known = bool(self._bus.call(service, path, service, "GetActive"))
                if known:
                    return True
        return known

    def _presenting(self) -> bool | None:
        known = None
        with suppress(OSError):
            manager = "org.gnome.SessionManager"
            known = bool(self._bus.call(manager, "/org/gnome/SessionManager", manager, "IsInhibited", "u", _IDLE))
        for service, path, method in _INHIBITED:
            with suppress(OSError):
                kind, given = ("u", (_KDE_SCREEN,)) if method == "HasInhibition" else ("", ())
                interface = f"{service}.Inhibit" if method == "HasInhibit" else service
                known = bool(self._bus.call(service, path, interface, method, kind, *given)) or bool(known)
        return known

    def _do_not_disturb(self) -> bool | None:
        notifications, path = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
        for interface, name in ((notifications, "Inhibited"), ("org.dunstproject.cmd0", "paused")):
            with suppress(OSError):
                return bool(self._bus.property(notifications, path, interface, name))
        with suppress(OSError):
            xfconf, channel = "org.xfce.Xfconf", "xfce4-notifyd"
            found = self._bus.call(xfconf, "/org/xfce/Xfconf", xfconf, "GetProperty", "ss", channel, "/do-not-disturb")
            return bool(found[1])
        return _gnome_is_quiet()


def _gnome_is_quiet() -> bool | None:
    """Whether GNOME shows no banners; its setting lies in a database that only its own tool reads."""
    tool = shutil.which("gsettings")
    if tool is None or "GNOME" not in os.environ.get("XDG_CURRENT_DESKTOP", "").upper():
        return None
    try:
        told = subprocess.run(
            [tool, "get", "org.gnome.desktop.notifications", "show-banners"],
            capture_output=True, text=True, timeout=2, check=True,
        )  # fmt: skip
    except (subprocess.SubprocessError, OSError):
        return None
    return {"true": False, "false": True}.get(told.stdout.strip())


class Login:
    """What logind tells of this session."""

    _SERVICE, _SESSION = "org.freedesktop.login1", "org.freedesktop.login1.Session"

    def __init__(self, bus: Bus | None = None) -> None:
        self._bus = bus or Bus("SYSTEM")

    def glance(self) -> Presence:
        path = f"/org/freedesktop/login1/session/{_session()}"
        locked = bool(self._bus.property(self._SERVICE, path, self._SESSION, "LockedHint"))
        # A session that is not in front is one that nobody sees: somebody else has this screen now.
        return Presence(locked=locked or not self._bus.property(self._SERVICE, path, self._SESSION, "Active"))

    def look(self) -> Presence:
        return self.glance()

    def close(self) -> None:
        self._bus.close()


def _session() -> str:
    """The session's name within a D-Bus path, each other sign than a letter or digit as its code (sd-bus labels)."""
    name = os.environ.get("XDG_SESSION_ID", "")
    if not name:
        return "auto"
    escaped = "".join(char if char.isascii() and char.isalnum() else f"_{ord(char):02x}" for char in name)
    return f"_{ord(name[0]):02x}{escaped[1:]}" if name[0].isdigit() else escaped

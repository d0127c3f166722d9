"""Keeping the screen awake while a practice plays, each system asked its own way.

- Linux: `org.freedesktop.ScreenSaver.Inhibit` on the session's bus (GNOME, KDE, Xfce, Cinnamon, MATE), and where nobody
  answers there `org.freedesktop.login1.Manager.Inhibit` for idling. Both end with the connection, so a program that is
  killed keeps no screen awake.
- Windows: `SetThreadExecutionState`, which belongs to the thread that calls it. *Not yet run there.*
- macOS: `caffeinate -di`, which watches this process and ends with it. *Not yet run there.*
"""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from .bus import PATIENCE, asked, opened

if TYPE_CHECKING:
    from jeepney.io.blocking import DBusConnection

WHO, WHY = "Self-Compassion", "A practice is being guided"


class Means(Protocol):
    """One system's way; used from one thread only."""

    def begin(self) -> None:
        """Keep awake; raises `OSError` where it cannot."""

    def end(self) -> None:
        """As usual again; safe where nothing was begun."""


class KeepAwake:
    """`core.ports.awake.Awake`, from a thread that is started when it is first needed: a desktop may not answer."""

    def __init__(self, means: Callable[[], Means] | None = None) -> None:
        self._make = means or _means
        self._asked: queue.SimpleQueue[bool | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def keep(self, awake: bool) -> None:
        if self._thread is None:
            if not awake:
                return
            self._thread = threading.Thread(target=self._run, name="awake", daemon=True)
            self._thread.start()
        self._asked.put(awake)

    def close(self) -> None:
        thread, self._thread = self._thread, None
        if thread is not None:
            self._asked.put(None)
            thread.join(PATIENCE)

    def _run(self) -> None:
        means, awake = self._make(), False
        while (wished := self._asked.get()) is not None:
            if wished != awake:
                awake = wished
                with suppress(OSError):
                    means.begin() if wished else means.end()
        with suppress(OSError):
            means.end()


def _means() -> Means:
    if sys.platform == "win32":
        return Windows()
    return MacOs() if sys.platform == "darwin" else Linux()


class Linux:
    """The session's screen saver, or else the login manager."""

    def __init__(self) -> None:
        self._bus: DBusConnection | None = None
        self._lock: int | None = None

    def begin(self) -> None:
        try:
            self._ask_screen_saver()
        except OSError:
            self._ask_login_manager()

    def end(self) -> None:
        """Both kinds end when what holds them is let go."""
        if self._bus is not None:
            self._bus.close()
            self._bus = None
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _ask_screen_saver(self) -> None:
        from jeepney import DBusAddress, new_method_call

        name = "org.freedesktop.ScreenSaver"
        address = DBusAddress("/org/freedesktop/ScreenSaver", name, name)
        self._bus = opened()
        try:
            asked(self._bus, new_method_call(address, "Inhibit", "ss", (WHO, WHY)))
        except OSError:
            self.end()
            raise

    def _ask_login_manager(self) -> None:
        from jeepney import DBusAddress, new_method_call

        address = DBusAddress("/org/freedesktop/login1", "org.freedesktop.login1", "org.freedesktop.login1.Manager")
        bus = opened("SYSTEM", files=True)
        try:
            (lock,) = asked(bus, new_method_call(address, "Inhibit", "ssss", ("idle", WHO, WHY, "block")))
            self._lock = lock.to_raw_fd()
        finally:
            bus.close()


class Windows:
    """https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-setthreadexecutionstate. Not yet run there."""

    CONTINUOUS, SYSTEM, DISPLAY = 0x80000000, 0x1, 0x2

    def __init__(self, set_state: Callable[[int], int] | None = None) -> None:
        self._set = set_state or _set_execution_state

    def begin(self) -> None:
        if not self._set(self.CONTINUOUS | self.SYSTEM | self.DISPLAY):
            raise OSError("refused")

    def end(self) -> None:
        self._set(self.CONTINUOUS)


def _set_execution_state(state: int) -> int:
    import ctypes

    return int(ctypes.windll.kernel32.SetThreadExecutionState(state))  # type: ignore[attr-defined]


class MacOs:
    """caffeinate(8): -d the display, -i idling, -w ends with the process named. Not yet run there."""

    def __init__(self, start: Callable[[list[str]], subprocess.Popen[bytes]] = subprocess.Popen) -> None:
        self._start = start
        self._process: subprocess.Popen[bytes] | None = None

    def begin(self) -> None:
        if self._process is None:
            self._process = self._start(["/usr/bin/caffeinate", "-di", "-w", str(os.getpid())])

    def end(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait()
            self._process = None

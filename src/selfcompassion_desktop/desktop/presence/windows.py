"""Presence on Windows, through its documented calls. *Not yet run there.*

- idle: `GetLastInputInfo` against `GetTickCount`, both 32 bits that begin anew after 49.7 days.
- locked: the input desktop cannot be opened while the screen is locked (`OpenInputDesktop`).
- full screen, presenting: `SHQueryUserNotificationState`; do not disturb is its QUNS_QUIET_TIME.
- shared: told by no documented call.
"""

from __future__ import annotations

import ctypes
from typing import Any, Protocol

from ...core.breaks import Presence

_TURN = 1 << 32
BUSY, FULL_SCREEN, PRESENTATION, QUIET_TIME, APP = 2, 3, 4, 6, 7
"""https://learn.microsoft.com/windows/win32/api/shellapi/ne-shellapi-query_user_notification_state"""


class Calls(Protocol):
    """What is asked of the system."""

    def last_input(self) -> int:
        """The tick, in milliseconds, of the last key or movement; raises `OSError` where it is not told."""

    def ticks(self) -> int:
        """The present tick, in milliseconds."""

    def notification_state(self) -> int:
        """QUERY_USER_NOTIFICATION_STATE; raises `OSError` where it is not told."""

    def input_desktop_opens(self) -> bool:
        """Whether this session has the input."""


class Windows:
    """What Windows tells.

    Args:
        calls: the system's; others in a test.
    """

    def __init__(self, calls: Calls | None = None) -> None:
        self._calls = calls or SystemCalls()

    def glance(self) -> Presence:
        idle = (self._calls.ticks() - self._calls.last_input()) % _TURN
        return Presence(idle=idle / 1000, locked=not self._calls.input_desktop_opens())

    def look(self) -> Presence:
        there, state = self.glance(), self._calls.notification_state()
        return Presence(
            idle=there.idle,
            locked=there.locked,
            # BUSY is any full-screen program, FULL_SCREEN one by Direct3D, APP one of the Store's.
            full_screen=state in (BUSY, FULL_SCREEN, APP),
            presenting=state == PRESENTATION,
            do_not_disturb=state == QUIET_TIME,
        )

    def close(self) -> None:
        """There is nothing to let go."""


class _LastInput(ctypes.Structure):
    """LASTINPUTINFO."""

    _fields_ = (("size", ctypes.c_uint), ("time", ctypes.c_uint))


class SystemCalls:
    """`Calls` by user32, kernel32 and shell32."""

    def __init__(self) -> None:
        self._libraries: Any = getattr(ctypes, "windll", None)
        if self._libraries is None:
            raise OSError("this is not Windows")

    def last_input(self) -> int:
        info = _LastInput(ctypes.sizeof(_LastInput), 0)
        if not self._libraries.user32.GetLastInputInfo(ctypes.byref(info)):
            raise OSError("the last input is not told")
        return int(info.time)

    def ticks(self) -> int:
        return int(self._libraries.kernel32.GetTickCount()) % _TURN

    def notification_state(self) -> int:
        state = ctypes.c_int()
        if self._libraries.shell32.SHQueryUserNotificationState(ctypes.byref(state)) != 0:
            raise OSError("the state is not told")
        return state.value

    def input_desktop_opens(self) -> bool:
        switch_desktop = 0x0100
        user32 = self._libraries.user32
        user32.OpenInputDesktop.restype = ctypes.c_void_p
        desktop = user32.OpenInputDesktop(0, False, switch_desktop)
        if not desktop:
            return False
        user32.CloseDesktop(ctypes.c_void_p(desktop))
        return True

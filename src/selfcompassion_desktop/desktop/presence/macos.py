"""Presence on macOS, through its documented calls and tools. *Not yet run there.*

- idle: `CGEventSourceSecondsSinceLastEventType(kCGEventSourceStateHIDSystemState, kCGAnyInputEventType)`.
- locked: `CGSessionCopyCurrentDictionary` holds `CGSSessionScreenIsLocked` while it is, and nothing otherwise.
- presenting: `pmset -g assertions` tells `PreventUserIdleDisplaySleep`: a film, a talk or a call.
- full screen and do not disturb: no documented call tells them.
"""

from __future__ import annotations

import ctypes
import subprocess
from collections.abc import Callable
from typing import Any, Protocol

from ...core.breaks import Presence

_HID, _ANY_INPUT = 1, 0xFFFFFFFF
_UTF8 = 0x08000100
_FRAMEWORKS = "/System/Library/Frameworks"


class Calls(Protocol):
    """What is asked of the system."""

    def seconds_since_input(self) -> float:
        """Seconds since the last key or movement."""

    def screen_is_locked(self) -> bool | None:
        """Whether the screen is locked; None where there is no session with a screen."""


class MacOs:
    """What macOS tells.

    Args:
        calls: the system's; others in a test.
        run: runs a tool and gives what it printed.
    """

    def __init__(self, calls: Calls | None = None, run: Callable[[list[str]], str] | None = None) -> None:
        self._calls = calls or SystemCalls()
        self._run = run or _output

    def glance(self) -> Presence:
        return Presence(idle=self._calls.seconds_since_input(), locked=self._calls.screen_is_locked())

    def look(self) -> Presence:
        there = self.glance()
        return Presence(idle=there.idle, locked=there.locked, presenting=self._presenting())

    def close(self) -> None:
        """There is nothing to let go."""

    def _presenting(self) -> bool | None:
        for line in self._run(["/usr/bin/pmset", "-g", "assertions"]).splitlines():
            name, _, number = line.strip().rpartition(" ")
            if name.strip() == "PreventUserIdleDisplaySleep":
                return number != "0"
        return None


def _output(command: list[str]) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=2, check=True).stdout
    except (subprocess.SubprocessError, OSError) as error:
        raise OSError(f"{command[0]} does not answer") from error


class SystemCalls:
    """`Calls` by CoreGraphics and CoreFoundation."""

    def __init__(self) -> None:
        self._graphics: Any = ctypes.CDLL(f"{_FRAMEWORKS}/CoreGraphics.framework/CoreGraphics")
        self._foundation: Any = ctypes.CDLL(f"{_FRAMEWORKS}/CoreFoundation.framework/CoreFoundation")
        graphics, foundation, pointer = self._graphics, self._foundation, ctypes.c_void_p
        graphics.CGEventSourceSecondsSinceLastEventType.restype = ctypes.c_double
        graphics.CGEventSourceSecondsSinceLastEventType.argtypes = [ctypes.c_int32, ctypes.c_uint32]
        graphics.CGSessionCopyCurrentDictionary.restype = pointer
        foundation.CFStringCreateWithCString.restype = pointer
        foundation.CFStringCreateWithCString.argtypes = [pointer, ctypes.c_char_p, ctypes.c_uint32]
        foundation.CFDictionaryGetValue.restype = pointer
        foundation.CFDictionaryGetValue.argtypes = [pointer, pointer]
        foundation.CFBooleanGetValue.restype = ctypes.c_bool
        foundation.CFBooleanGetValue.argtypes = [pointer]
        foundation.CFGetTypeID.restype = ctypes.c_ulong
        foundation.CFGetTypeID.argtypes = [pointer]
        foundation.CFBooleanGetTypeID.restype = ctypes.c_ulong
        foundation.CFRelease.argtypes = [pointer]

    def seconds_since_input(self) -> float:
        return float(self._graphics.CGEventSourceSecondsSinceLastEventType(_HID, _ANY_INPUT))

    def screen_is_locked(self) -> bool | None:
        foundation = self._foundation
        session = self._graphics.CGSessionCopyCurrentDictionary()
        if not session:
            return None
        key = foundation.CFStringCreateWithCString(None, b"CGSSessionScreenIsLocked", _UTF8)
        try:
            value = foundation.CFDictionaryGetValue(session, key)
            if not value or foundation.CFGetTypeID(value) != foundation.CFBooleanGetTypeID():
                return False
            return bool(foundation.CFBooleanGetValue(value))
        finally:
            foundation.CFRelease(key)
            foundation.CFRelease(session)

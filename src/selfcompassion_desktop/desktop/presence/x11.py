"""Presence by an X server: idle time (MIT-SCREEN-SAVER), and the full screen of another program (EWMH).

Through Xlib and its extension library, which every desktop with X has, by `ctypes`.
"""

from __future__ import annotations

import ctypes
import os
from ctypes import POINTER, Structure, byref, c_char_p, c_int, c_long, c_ubyte, c_ulong, c_void_p
from ctypes.util import find_library
from typing import Any

from ...core.breaks import Presence

_ANY = 0
_MOST = 1024


class _ScreenSaver(Structure):
    """XScreenSaverInfo, X11/extensions/scrnsaver.h."""

    _fields_ = (
        ("window", c_ulong),
        ("state", c_int),
        ("kind", c_int),
        ("til_or_since", c_ulong),
        ("idle", c_ulong),
        ("event_mask", c_ulong),
    )


class X11:
    """One connection of its own, used from one thread at a time.

    Raises:
        OSError: where there is no X server, or its libraries are not here.
    """

    def __init__(self, display: str | None = None) -> None:
        name = display if display is not None else os.environ.get("DISPLAY", "")
        if not name:
            raise OSError("no display")
        self._x = _loaded("X11", "libX11.so.6")
        self._saver = _loaded("Xss", "libXss.so.1", needed=False)
        self._declare()
        self._display = self._x.XOpenDisplay(name.encode())
        if not self._display:
            raise OSError("the display does not answer")
        # By default Xlib ends the program for an error such as a window that has just gone.
        self._handler = _ERROR_HANDLER(lambda _display, _event: 0)
        self._root = self._x.XDefaultRootWindow(self._display)

    def glance(self) -> Presence:
        return Presence(idle=self._idle())

    def look(self) -> Presence:
        return Presence(idle=self._idle(), full_screen=self._full_screen())

    def close(self) -> None:
        if self._display:
            self._x.XCloseDisplay(self._display)
            self._display = None

    def _declare(self) -> None:
        x = self._x
        x.XOpenDisplay.restype, x.XOpenDisplay.argtypes = c_void_p, [c_char_p]
        x.XCloseDisplay.argtypes = [c_void_p]
        x.XDefaultRootWindow.restype, x.XDefaultRootWindow.argtypes = c_ulong, [c_void_p]
        x.XInternAtom.restype, x.XInternAtom.argtypes = c_ulong, [c_void_p, c_char_p, c_int]
        x.XFree.argtypes = [c_void_p]
        x.XSetErrorHandler.restype, x.XSetErrorHandler.argtypes = c_void_p, [c_void_p]
        x.XSync.argtypes = [c_void_p, c_int]
        x.XGetWindowProperty.argtypes = [
            c_void_p, c_ulong, c_ulong, c_long, c_long, c_int, c_ulong,
            POINTER(c_ulong), POINTER(c_int), POINTER(c_ulong), POINTER(c_ulong), POINTER(POINTER(c_ubyte)),
        ]  # fmt: skip
        if self._saver is not None:
            saver = self._saver
            saver.XScreenSaverQueryExtension.argtypes = [c_void_p, POINTER(c_int), POINTER(c_int)]
            saver.XScreenSaverAllocInfo.restype = POINTER(_ScreenSaver)
            saver.XScreenSaverQueryInfo.argtypes = [c_void_p, c_ulong, POINTER(_ScreenSaver)]

    def _idle(self) -> float | None:
        """Seconds since the last key or movement."""
        event, error = c_int(), c_int()
        if self._saver is None or not self._saver.XScreenSaverQueryExtension(self._display, byref(event), byref(error)):
            return None
        info = self._saver.XScreenSaverAllocInfo()
        try:
            told = self._saver.XScreenSaverQueryInfo(self._display, self._root, info)
            return info.contents.idle / 1000 if told else None
        finally:
            self._x.XFree(info)

    def _full_screen(self) -> bool | None:
        """Whether another program's window is in front and has the whole screen; None without a window manager."""
        before = self._x.XSetErrorHandler(ctypes.cast(self._handler, c_void_p))
        try:
            active = self._property(self._root, "_NET_ACTIVE_WINDOW")
            if not active or not active[0]:
                # Some window managers take the property away while no window is in front.
                return None if self._property(self._root, "_NET_SUPPORTING_WM_CHECK") is None else False
            pid = self._property(active[0], "_NET_WM_PID")
            states = self._property(active[0], "_NET_WM_STATE") or []
            self._x.XSync(self._display, 0)
        finally:
            self._x.XSetErrorHandler(before)
        ours = pid is not None and pid[:1] == [os.getpid()]
        return not ours and self._atom("_NET_WM_STATE_FULLSCREEN") in states

    def _atom(self, name: str) -> int:
        return int(self._x.XInternAtom(self._display, name.encode(), 0))

    def _property(self, window: int, name: str) -> list[int] | None:
        """The numbers of a window's property; None where it has none."""
        kind, form, count, left = c_ulong(), c_int(), c_ulong(), c_ulong()
        data = POINTER(c_ubyte)()
        status = self._x.XGetWindowProperty(
            self._display, window, self._atom(name), 0, _MOST, 0, _ANY,
            byref(kind), byref(form), byref(count), byref(left), byref(data),
        )  # fmt: skip
        if status != 0 or not kind.value or form.value != 32:
            return None
        try:
            # Numbers of 32 bits come as longs, whatever the size of a long here.
            numbers = ctypes.cast(data, POINTER(c_ulong))
            return [int(numbers[index]) for index in range(count.value)]
        finally:
            self._x.XFree(data)


_ERROR_HANDLER = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p)


def _loaded(name: str, file: str, needed: bool = True) -> Any:
    for candidate in (file, find_library(name)):
        if candidate:
            try:
                return ctypes.CDLL(candidate)
            except OSError:
                continue
    if needed:
        raise OSError(f"{file} is not here")
    return None

"""Keys pressed and signals sent while something is guided, and the waiting in between."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from types import FrameType
from typing import Protocol


class Act(Enum):
    """What a person can ask for while they are guided."""

    TOGGLE = "pause, or go on"
    BACK = "15 seconds back"
    FORWARD = "15 seconds forward"
    NEXT = "the next step"
    TOO_MUCH = "too much"
    STOP = "stop"


class Ear(Protocol):
    """Promises to wait no longer than asked, and to hear at once that one wants to stop."""

    @property
    def hears_keys(self) -> bool:
        """Whether there are keys to be pressed."""

    def wait(self, seconds: float) -> Act | None:
        """Wait until something is asked for; None when `seconds` have passed first."""


_KEYS = {
    b" ": Act.TOGGLE,
    b"\x1b[D": Act.BACK,
    b"\x1bOD": Act.BACK,
    b"\x1b[C": Act.FORWARD,
    b"\x1bOC": Act.FORWARD,
    b"n": Act.NEXT,
    b"\r": Act.NEXT,
    b"\n": Act.NEXT,
    b"t": Act.TOO_MUCH,
    b"T": Act.TOO_MUCH,
    b"q": Act.STOP,
    b"Q": Act.STOP,
    b"\x1b": Act.STOP,
    b"\x03": Act.STOP,
    b"\x04": Act.STOP,
    # What Windows calls the arrows.
    b"\xe0K": Act.BACK,
    b"\xe0M": Act.FORWARD,
}
_REST_OF_KEY = 0.05  # seconds in which the rest of an arrow key follows its Esc
_ENDINGS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
_GLANCE = 0.05  # seconds between two looks where the system cannot wait for keys and signals at once


def acts(typed: bytes) -> Iterator[Act]:
    """What the keys in `typed` ask for; keys without a meaning ask for nothing."""
    while typed:
        length = _key_length(typed)
        if act := _KEYS.get(typed[:length]):
            yield act
        typed = typed[length:]


def _key_length(typed: bytes) -> int:
    """How many bytes the first key takes: most take one, arrows and their like several."""
    if typed.startswith((b"\x1b[", b"\x1bO")):
        return next((i + 1 for i, byte in enumerate(typed) if i > 1 and 0x40 <= byte <= 0x7E), len(typed))
    return 2 if typed[0] == 0xE0 else 1


class Ending:
    """Notes that this process was asked to end, instead of ending at once."""

    def __init__(self) -> None:
        self.asked = False

    def note(self, number: int, frame: FrameType | None) -> None:
        self.asked = True


@contextmanager
def listening() -> Iterator[Ear]:
    """Hear keys, where standard input is a terminal, and requests to end, until the block has ended."""
    with endings_noted() as ending, _ear(ending) as ear:
        yield ear


@contextmanager
def endings_noted() -> Iterator[Ending]:
    """Until the block has ended, Ctrl+C and its like are noted, and looked for between two pieces of work."""
    ending = Ending()
    numbers = [getattr(signal, name) for name in _ENDINGS if hasattr(signal, name)]
    before = {number: signal.signal(number, ending.note) for number in numbers}
    try:
        yield ending
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


if sys.platform == "win32":
    import msvcrt
    import time

    class _WindowsEar:
        """Looks for keys again and again. Not yet run there."""

        def __init__(self, ending: Ending) -> None:
            self._ending = ending
            self.hears_keys = sys.stdin.isatty()

        def wait(self, seconds: float) -> Act | None:
            until = time.monotonic() + seconds
            while True:
                if self._ending.asked:
                    return Act.STOP
                if self.hears_keys and msvcrt.kbhit():
                    return self._key()
                left = until - time.monotonic()
                if left <= 0:
                    return None
                time.sleep(min(left, _GLANCE))

        def _key(self) -> Act | None:
            typed = msvcrt.getch()
            if typed in (b"\xe0", b"\x00"):
                typed = b"\xe0" + msvcrt.getch()
            return next(acts(typed), None)

    @contextmanager
    def _ear(ending: Ending) -> Iterator[Ear]:
        yield _WindowsEar(ending)

else:
    import select
    import termios
    import tty

    class _UnixEar:
        """Waits on standard input and on the pipe into which signals are told."""

        def __init__(self, ending: Ending, told: int, keys: int | None) -> None:
            self._ending = ending
            self._told = told
            self._keys = keys
            self._due: list[Act] = []

        @property
        def hears_keys(self) -> bool:
            return self._keys is not None

        def wait(self, seconds: float) -> Act | None:
            if not self._due and not self._ending.asked:
                self._listen(seconds)
            if self._ending.asked:
                return Act.STOP
            return self._due.pop(0) if self._due else None

        def _listen(self, seconds: float) -> None:
            sources = [self._told] if self._keys is None else [self._told, self._keys]
            heard, _, _ = select.select(sources, [], [], max(0.0, seconds))
            if self._told in heard:
                os.read(self._told, 64)
            if self._keys in heard:
                self._due += acts(self._read_keys())

        def _read_keys(self) -> bytes:
            assert self._keys is not None
            try:
                typed = os.read(self._keys, 64)
                if typed.endswith(b"\x1b") and select.select([self._keys], [], [], _REST_OF_KEY)[0]:
                    typed += os.read(self._keys, 64)
            except OSError:
                typed = b""
            if not typed:
                self._keys = None  # the terminal has gone; it would call for ever
            return typed

    @contextmanager
    def _ear(ending: Ending) -> Iterator[Ear]:
        told, tell = os.pipe()
        os.set_blocking(tell, False)
        before = signal.set_wakeup_fd(tell, warn_on_full_buffer=False)
        try:
            with _single_keys() as keys:
                yield _UnixEar(ending, told, keys)
        finally:
            signal.set_wakeup_fd(before)
            os.close(told)
            os.close(tell)

    @contextmanager
    def _single_keys() -> Iterator[int | None]:
        """Standard input giving each key as it is pressed; None where it is no terminal."""
        try:
            keys = sys.stdin.fileno()
            before = termios.tcgetattr(keys)
        except (OSError, ValueError, AttributeError, termios.error):
            yield None
            return
        tty.setcbreak(keys)
        try:
            yield keys
        finally:
            with suppress(termios.error):  # the terminal may be gone by now
                termios.tcsetattr(keys, termios.TCSADRAIN, before)

"""One program a data folder: a second start raises the first.

Whoever holds the lock named after the data folder is the first, from its first instant to its last, however it
ends. It listens on a local (never an internet) socket beside the lock, and a later start asks there. Where no lock
can be made the program starts all the same: two windows are better than none.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from socket import socket as Socket

RAISE, BREAK, LOOK = b"raise\n", b"break\n", b"look\n"
"""What a later start may ask of the first: to show itself, to begin a break, to look at what has changed."""
PATIENCE = 5.0
"""Seconds in which a first start that is only just beginning comes to listen."""


class SingleInstance:
    """The claim of this process on a data folder."""

    def __init__(self, data: Path) -> None:
        self._path = _socket_path(data)
        self._lock: int | None = None
        self._listener: Socket | None = None

    def raise_other(self, patience: float = PATIENCE, word: bytes = RAISE) -> bool:
        """Ask the program that already has this folder to show itself, or something else; False where this start is
        the first.

        A first that has the folder and does not answer within `patience` seconds hangs, and is left alone.
        """
        if sys.platform == "win32":
            return False  # local sockets there are not yet run: see docs/architecture.md
        if self._take():
            return False
        until = time.monotonic() + patience
        while not (raised := self._ask(word)) and time.monotonic() < until and not self._take():
            time.sleep(0.02)
        return raised

    def claim(self) -> int | None:
        """Listen for later starts; the descriptor to watch, or None where there is no such way here."""
        if sys.platform == "win32":
            return None
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._path.unlink(missing_ok=True)
            self._listener = _listening(self._path)
            return self._listener.fileno()
        return None

    def tell(self, word: bytes) -> bool:
        """Ask something of the program that has this folder, if one does; False where none answers."""
        return sys.platform != "win32" and self._ask(word)

    def answer(self) -> bytes:
        """Take one call; what it asked, or nothing where it was no call of ours."""
        if self._listener is None:
            return b""
        with contextlib.suppress(OSError):
            caller, _ = self._listener.accept()
            with caller:
                caller.settimeout(0.2)
                word = caller.recv(16)
                return word if word in (RAISE, BREAK, LOOK) else b""
        return b""

    def release(self) -> None:
        """Let the folder go."""
        if self._listener is not None:
            self._listener.close()
            self._listener = None
            self._path.unlink(missing_ok=True)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _take(self) -> bool:
        """Whether the lock is ours now, or there can be none; the system lets it go when this process ends."""
        import fcntl

        handle = -1
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(self._path.with_suffix(".lock"), os.O_CREAT | os.O_RDWR, 0o600)
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return False
        except OSError:
            if handle >= 0:
                os.close(handle)
            return True
        self._lock = handle
        return True

    def _ask(self, word: bytes = RAISE) -> bool:
        import socket

        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as other:
            other.settimeout(1.0)
            other.connect(str(self._path))
            other.sendall(word)
            return True
        return False


def _listening(path: Path) -> Socket:
    import socket

    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        listener.setblocking(False)
        listener.bind(str(path))
        listener.listen(4)
    except OSError:
        listener.close()
        raise
    return listener


def _socket_path(data: Path) -> Path:
    """A short path (they are limited to about 100 bytes), the same for every start on this folder.

    What would make it shorter in code, `tempfile` and `hashlib`, costs the start six milliseconds.
    """
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    user = os.getuid() if hasattr(os, "getuid") else 0
    own = Path(os.environ.get("TMPDIR") or "/tmp", f"selfcompassion-{user}")
    base = Path(runtime) if runtime and Path(runtime).is_dir() else own
    folder = os.fsencode(os.path.realpath(data))
    return base / f"selfcompassion-{zlib.crc32(folder):08x}{zlib.adler32(folder):08x}.sock"

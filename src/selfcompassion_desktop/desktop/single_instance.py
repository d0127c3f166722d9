"""One program a data folder: a second start raises the first.

The first start listens on a local (never an internet) socket named after its data folder. A socket that nobody
answers is what a killed program left behind, and is taken over. Where no socket can be made the program starts
all the same: two windows are better than none.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import socket
import sys
import tempfile
from pathlib import Path

RAISE = b"raise\n"


class SingleInstance:
    """The claim of this process on a data folder."""

    def __init__(self, data: Path) -> None:
        self._path = _socket_path(data)
        self._listener: socket.socket | None = None

    def raise_other(self) -> bool:
        """Ask the program that already has this folder to show itself; False where there is none."""
        if sys.platform == "win32":
            return False  # local sockets there are not yet run: see docs/architecture.md
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as other:
            other.settimeout(1.0)
            other.connect(str(self._path))
            other.sendall(RAISE)
            return True
        return False

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

    def answer(self) -> bool:
        """Take one call; True where it asked to be shown."""
        if self._listener is None:
            return False
        with contextlib.suppress(OSError):
            caller, _ = self._listener.accept()
            with caller:
                caller.settimeout(0.2)
                return caller.recv(len(RAISE)) == RAISE
        return False

    def release(self) -> None:
        """Let the folder go."""
        if self._listener is not None:
            self._listener.close()
            self._listener = None
            self._path.unlink(missing_ok=True)


def _listening(path: Path) -> socket.socket:
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
    """A short path (they are limited to about 100 bytes), the same for every start on this folder."""
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    user = os.getuid() if hasattr(os, "getuid") else 0
    own = Path(tempfile.gettempdir(), f"selfcompassion-{user}")
    base = Path(runtime) if runtime and Path(runtime).is_dir() else own
    name = hashlib.sha256(os.fsencode(os.path.realpath(data))).hexdigest()[:16]
    return base / f"selfcompassion-{name}.sock"

"""Steps that take a while: what is being done, a sign of life, and on failure the last words of the log."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from .places import BUILD

LOG = BUILD / "setup.log"
SIGN_OF_LIFE = 10.0
LAST_LINES = 15


class Refusal(Exception):
    """What stops a verb, in one plain sentence."""


def say(sentence: str) -> None:
    """Print a line at once, so that it stands before what a started program prints."""
    print(sentence, flush=True)


def nothing(_line: str) -> str | None:
    """Show none of a step's own lines."""
    return None


def step(
    what: str,
    command: Sequence[str | Path],
    show: Callable[[str], str | None] = nothing,
) -> None:
    """Run `command` with its output kept in the log.

    `show` turns a line of its output into what the person sees of it, or None. After ten silent seconds
    a line tells how long the step has been running. Raises `Refusal` where the command fails.
    """
    say(f"{what} …")
    LOG.parent.mkdir(exist_ok=True)
    words = [str(part) for part in command]
    started = time.monotonic()
    with LOG.open("a", encoding="utf-8") as log, _SignOfLife(started), _started(words) as process:
        log.write(f"\n$ {' '.join(words)}\n")
        heard = _listen(process, log.write, show)
    if process.returncode != 0:
        raise Refusal(_failure(what, heard))


def _started(words: list[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        words,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )


def _listen(
    process: subprocess.Popen[str], note: Callable[[str], object], show: Callable[[str], str | None]
) -> list[str]:
    heard: list[str] = []
    assert process.stdout is not None
    for line in process.stdout:
        note(line)
        heard.append(line.rstrip())
        if (shown := show(line)) is not None:
            say(f"  {shown}")
    return heard


def _failure(what: str, heard: list[str]) -> str:
    last = "\n".join(f"  {line}" for line in heard[-LAST_LINES:])
    return f"{last}\n{what}: that did not work. All that was said is in {LOG}."


class _SignOfLife:
    """A line every ten seconds while it is entered."""

    def __init__(self, started: float) -> None:
        self._started = started
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._tell, daemon=True)

    def __enter__(self) -> _SignOfLife:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _tell(self) -> None:
        while not self._over.wait(SIGN_OF_LIFE):
            say(f"  still at it, {time.monotonic() - self._started:.0f} s")

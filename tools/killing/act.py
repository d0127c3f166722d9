"""One act: work in a process of its own until that is killed, then a look at what is there."""

from __future__ import annotations

import os
import random
import select
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

Tell = Callable[[str], None]
"""Says a line to whoever kills, at once and whole."""
BEGINS = "begins"
PATIENCE = 120.0
"""Seconds that the work may take to begin, on a machine that has much else to do."""


@dataclass(frozen=True, slots=True)
class Found:
    """What one kill showed.

    Attributes:
        lost: what was acknowledged and is not there.
        shut: why the store did not open whole; empty where it did.
        late: seconds between the kill and the first word typed that is not there.
    """

    lost: tuple[str, ...] = ()
    shut: str = ""
    late: float = 0.0


class Act(Protocol):
    """Something that is being done when the program is killed."""

    name: str
    rounds: float
    """A kill comes within so many rounds of the work."""

    def prepare(self, folder: Path) -> None:
        """Lay out what the work begins with, in an empty folder."""

    def work(self, folder: Path, seed: int, tell: Tell) -> None:
        """Work, in a process of its own: tell `BEGINS` first, then what is acknowledged. May end by itself."""

    def look(self, folder: Path, killed: float, told: list[str]) -> Found:
        """What is there after a kill; `killed` is its moment on the monotonic clock, `told` what the work told."""


def kill_one(act: Act, folder: Path, seed: int, after: float) -> tuple[list[str], float]:
    """Let the work begin and kill it so many seconds later; what it told, and when it was killed."""
    reading, writing = os.pipe()
    worker = os.fork()
    if worker == 0:
        _be_the_worker(act, folder, seed, writing)
    os.close(writing)
    told = bytearray()
    try:
        _follow(reading, told, time.monotonic() + PATIENCE, until_begun=True)
        _follow(reading, told, time.monotonic() + after)
    finally:
        killed = time.monotonic()
        os.kill(worker, signal.SIGKILL)
        os.waitpid(worker, 0)
    while block := os.read(reading, 1 << 16):
        told += block
    os.close(reading)
    lines = told.decode().splitlines()
    if BEGINS not in lines:
        raise SystemExit(f"{act.name} did not begin: {lines[-3:]}")
    return [line for line in lines if line != BEGINS], killed


def _follow(reading: int, told: bytearray, until: float, *, until_begun: bool = False) -> None:
    """Take in what is told, up to a moment or to the work's end."""
    while (left := until - time.monotonic()) > 0:
        if until_begun and BEGINS.encode() in told:
            return
        if select.select([reading], [], [], left)[0]:
            block = os.read(reading, 1 << 16)
            if not block:
                time.sleep(left if not until_begun else 0)
                return
            told += block


def _be_the_worker(act: Act, folder: Path, seed: int, writing: int) -> None:
    """Never returns: what the parent holds is not this process's to tidy."""
    status = 1
    try:
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        act.work(folder, seed, lambda line: _say(writing, line))
        status = 0
    except BaseException as error:
        _say(writing, f"broke {type(error).__name__}: {error}")
        raise
    finally:
        sys.stderr.flush()
        os._exit(status)


def _say(writing: int, line: str) -> None:
    os.write(writing, f"{line}\n".encode())  # short enough for a pipe to take it whole


def measure(act: Act, folder: Path, seed: int) -> float:
    """Seconds that the work takes from its beginning to the first time that it told `done`."""
    began = 0.0
    reading, writing = os.pipe()
    worker = os.fork()
    if worker == 0:
        _be_the_worker(act, folder, seed, writing)
    os.close(writing)
    told = bytearray()
    try:
        while b"done" not in told and (block := os.read(reading, 1 << 16)):
            told += block
            if not began and BEGINS.encode() in told:
                began = time.monotonic()
        if b"done" not in told:
            raise SystemExit(f"{act.name} ended by itself: {told.decode()[-300:]}")
        return time.monotonic() - began
    finally:
        os.kill(worker, signal.SIGKILL)
        os.waitpid(worker, 0)
        os.close(reading)


def moment(rng: random.Random, whole: float, rounds: float) -> float:
    """A moment within so many rounds of work, each of which takes `whole` seconds."""
    return rng.uniform(0, rounds * whole)

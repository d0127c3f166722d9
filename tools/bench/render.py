"""Writing a practice to a file, against real time, and how much memory that takes for a short and a long one."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tools.door.places import VENV, binary

from .findings import Finding

PRACTICE, SHORT, LONG = "kind-body-scan", 10, 20
TURNS = 3


def run() -> Iterator[Finding]:
    """To WAV, as whole processes."""
    with tempfile.TemporaryDirectory(prefix="selfcompassion-bench-") as folder:
        times = {minutes: [_rendered(Path(folder), minutes) for _ in range(TURNS)] for minutes in (SHORT, LONG)}
    real = [LONG * 60_000.0] * TURNS
    yield Finding(f"rendering {LONG} minutes, against real time", [t for t, _ in times[LONG]], real, target=1 / 150)
    long, short = ([kilobytes / 1024 for _, kilobytes in times[minutes]] for minutes in (LONG, SHORT))
    yield Finding(f"memory for {LONG} minutes, against {SHORT}", long, short, target=1.1, unit="MB")


def _rendered(folder: Path, minutes: int) -> tuple[float, int]:
    """Milliseconds and the most kilobytes of memory that one rendering takes."""
    data, file = str(folder / "data"), str(folder / "out.wav")
    program = [str(binary(VENV, "selfcompassion")), "--data-dir", data]
    Path(file).unlink(missing_ok=True)
    started = time.perf_counter()
    process = subprocess.Popen(
        [*program, "render", PRACTICE, "--minutes", str(minutes), "-o", file], stdout=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"render ended with {status}.")
    return (time.perf_counter() - started) * 1000, used.ru_maxrss

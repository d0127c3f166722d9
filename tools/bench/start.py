"""Process start → first painted, usable window, both compiled beforehand as an installed program is."""

from __future__ import annotations

import compileall
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tools.door.places import ROOT, VENV, binary

from .findings import Finding, by_turns

TURNS = 15
BARE = Path(__file__).with_name("bare_window.py")


def run() -> Iterator[Finding]:
    """On the virtual screen, and on none."""
    compileall.compile_dir(ROOT / "src", quiet=2)
    return (measure(platform) for platform in ("xcb", "offscreen"))


def measure(platform: str) -> Finding:
    """The program and the bare window by turns, on one of Qt's platforms."""
    with tempfile.TemporaryDirectory(prefix="selfcompassion-bench-") as data:
        variables = {"QT_QPA_PLATFORM": platform, "SELFCOMPASSION_BENCH_START": "1", "SELFCOMPASSION_DATA_DIR": data}
        ours, bare = by_turns(
            lambda: painted([str(binary(VENV, "selfcompassion"))], variables),
            lambda: painted([sys.executable, str(BARE)], variables),
            TURNS,
        )
    return Finding(f"start to usable window, {platform}, against a bare window", ours, bare, target=1.5)


def painted(command: Sequence[str], variables: Mapping[str, str]) -> float:
    """Milliseconds from the start of `command` until it says that its window is painted."""
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, **variables}) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        milliseconds = (time.perf_counter() - started) * 1000
        process.stdout.read()
    if line.strip() != b"painted" or process.returncode != 0:
        sys.exit(
            f"{Path(command[-1]).name} ended with {process.returncode} and said {line!r} where it was to say “painted”."
        )
    return milliseconds

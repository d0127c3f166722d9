"""What the program costs while it waits in the tray with a rule for prompts: processor time, wake-ups, memory.

Processor time and wake-ups are read from /proc for the process and all its threads over a minute, once the start is
long over; memory is compared with a bare window's. Needs openbox and trayer beside the virtual screen.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import time as Wall
from pathlib import Path

from selfcompassion_desktop.core.breaks import Kind, Manners, Rule
from selfcompassion_desktop.core.prompting import Prompting
from selfcompassion_desktop.store.prompts_file import PromptsFile
from tools.door.places import VENV, binary

from .findings import Finding

SETTLES = 45.0  # Qt's threads that have nothing more to do end after 30 s
WATCHED = 60.0
BARE = Path(__file__).with_name("bare_window.py")


def run() -> Iterator[Finding | str]:
    """Wait in the tray, and be watched."""
    missing = [name for name in ("openbox", "trayer") if shutil.which(name) is None]
    if missing:
        yield f"idle in the tray: not measured, {', '.join(missing)} is not here"
        return
    with tempfile.TemporaryDirectory(prefix="selfcompassion-bench-") as folder, ExitStack() as held:
        data = Path(folder)
        PromptsFile(data / "prompts.json").save(Prompting((Rule("a", Kind.AT, at=Wall(15, 0)),), Manners()))
        variables = {**os.environ, "QT_QPA_PLATFORM": "xcb", "SELFCOMPASSION_DATA_DIR": folder}
        _start(held, ["openbox", "--sm-disable"], variables)
        _start(held, ["trayer"], variables)
        time.sleep(2)
        ours = _start(held, [str(binary(VENV, "selfcompassion")), "--hidden"], variables)
        bare = _start(held, [sys.executable, str(BARE), "--stay"], variables)
        time.sleep(SETTLES)
        ticks, wakes, memory, other = _ticks(ours), _wakes(ours), list[float](), list[float]()
        begun = time.monotonic()
        while (seconds := time.monotonic() - begun) < WATCHED:
            time.sleep(WATCHED / 6)
            memory.append(_resident(ours))
            other.append(_resident(bare))
        after = _wakes(ours)
        spent, woken = _ticks(ours) - ticks, sum(after[thread] - wakes.get(thread, 0) for thread in after) / seconds
        yield (
            f"idle in the tray for {seconds:.0f} s: {spent} ticks of processor time (target 0), {woken:.2f} wake-ups"
            f" a second (target < 1: {'within' if woken < 1 else 'missed'})"
        )
        yield Finding("resident memory in the tray, against a bare window", memory, other, target=1.4, unit="MB")


def _start(held: ExitStack, command: list[str], variables: dict[str, str]) -> int:
    process = subprocess.Popen(command, env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def end() -> None:
        process.terminate()
        process.wait()

    held.callback(end)
    return process.pid


def _ticks(pid: int) -> int:
    """Processor time so far, in clock ticks; proc(5), /proc/pid/stat, fields 14 and 15."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _wakes(pid: int) -> dict[str, int]:
    """How often each of its threads has waited for something and was woken so far."""
    found: dict[str, int] = {}
    for status in Path(f"/proc/{pid}/task").glob("*/status"):
        for line in status.read_text().splitlines():
            if line.startswith("voluntary_ctxt_switches"):
                found[status.parent.name] = int(line.split()[1])
    return found


def _resident(pid: int) -> float:
    """Megabytes in memory."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0

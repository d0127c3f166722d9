"""The program is killed in the middle of five acts; a longer run is `python tools/kills.py 100`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from fakes import FakeClock
from selfcompassion_desktop.store.database import Database
from selfcompassion_desktop.store.entries import Entries
from selfcompassion_desktop.store.ids import Ids

KILLS = Path(__file__).parents[2] / "tools" / "kills.py"

WRITER = """
import sys, pathlib
from fakes import FakeClock
from selfcompassion_desktop.store.database import Database
from selfcompassion_desktop.store.entries import Entries
from selfcompassion_desktop.store.ids import Ids
clock = FakeClock()
entries = Entries(Database(pathlib.Path(sys.argv[1]), clock, network=sys.argv[2] == "network"), clock, Ids(clock))
entry = entries.add(sys.argv[3])
while True:
    entry = entries.save(entry.id, entry.body + " and on" * 200, entry.revision)
    print(len(entry.body), flush=True)
"""


def write_until_killed(path: Path, where: str, name: str, saves: int) -> int:
    """How long the text was that was last called saved."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    call = [sys.executable, "-c", WRITER, str(path), where, name]
    with subprocess.Popen(call, stdout=subprocess.PIPE, text=True, env=environment) as writer:
        assert writer.stdout is not None
        told = [writer.stdout.readline() for _ in range(saves)]
        writer.kill()
        told += writer.stdout.readlines()
    return max(int(line) for line in told if line.endswith("\n"))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no such kill there")
@pytest.mark.parametrize("act", ["typing", "importing", "encrypting", "migrating", "backing up"])
def test_a_kill_in_the_middle_loses_nothing_that_was_acknowledged(act: str) -> None:  # case JR04, JR09, IM17, ST10
    # A machine under load may be late by more than the second that the long run holds the program to.
    call = [sys.executable, str(KILLS), "3", "--act", act, "--within", "10"]
    done = subprocess.run(call, capture_output=True, text=True, check=False, timeout=100)

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith(f"{act}: 3 kills, 0 of ")
    assert "0 stores that did not open whole" in done.stdout


@pytest.mark.parametrize("where", ["home", "network"])
def test_a_store_is_sound_after_every_kill(tmp_path: Path, where: str) -> None:  # case JR04, ST10
    path, clock = tmp_path / "store.db", FakeClock()
    saved = {f"writer {n}": write_until_killed(path, where, f"writer {n}", 1 + 3 * n) for n in range(6)}

    database = Database(path, clock, network=where == "network")
    entries = Entries(database, clock, Ids(clock))

    assert database.integrity() == "ok"
    kept = {entries.get(row.id).body for row in entries.newest(100)}
    for name, length in saved.items():
        assert any(body.startswith(name) and len(body) >= length for body in kept)
    assert len(entries.search("writer", 100)) == len(saved)
    database.close()

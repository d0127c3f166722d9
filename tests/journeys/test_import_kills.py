"""The program is killed in the middle of an import: all of it is there, or nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from whole_stores import Room

IMPORTER = """
import sys, pathlib
from selfcompassion_desktop.content.interchange import own
from whole_stores import Room

def tell(part):
    print(part, flush=True)
    return True

room = Room(pathlib.Path(sys.argv[1]))
room.whole.take(own.Document(pathlib.Path(sys.argv[2])), "x.json", tell)
print("done", flush=True)
"""


def killed_at(where: Path, file: Path, part: float) -> bool:
    """Import in a process of its own, and kill it when it is that far; whether it was done before."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    call = [sys.executable, "-c", IMPORTER, str(where), str(file)]
    with subprocess.Popen(call, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.strip() == "done" or float(line) >= part:
                break
        process.kill()
        rest = process.stdout.read()
    return "done" in (line + rest)


@pytest.mark.parametrize("part", [0.02, 0.5, 0.98, 1.0])
def test_a_kill_in_the_middle_of_an_import_leaves_all_or_nothing(tmp_path: Path, part: float) -> None:  # case IM17
    source = Room(tmp_path / "there")
    with source.database.write() as connection:
        for number in range(3000):
            source.entries.insert(connection, f"entry {number}", "", source.clock.now())
    file = source.write()
    source.close()
    here = Room(tmp_path / "here")
    here.entries.add("mine")
    here.close()

    done = killed_at(tmp_path / "here", file, part)

    here = Room(tmp_path / "here")
    assert here.entries.count() in ({3001} if done else {1, 3001} if part == 1.0 else {1})
    assert here.database.integrity() == "ok"
    here.take(file)
    assert here.entries.count() == 3001
    assert here.take(file).new == 0
    here.close()

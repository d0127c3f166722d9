"""The program is killed in the middle of an exercise: what was kept is there, and can be gone on with."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from selfcompassion_desktop.app import Services
from selfcompassion_desktop.core.answers import left_half_way
from selfcompassion_desktop.desktop.paths import find

FRIEND = "how-would-i-treat-a-friend"
WRITER = """
import json, os, sys
from PySide6.QtCore import QCoreApplication, QTimer
from selfcompassion_desktop.app import Services, Workshop
from selfcompassion_desktop.desktop.paths import find
from selfcompassion_desktop.models.journal import Keeping

app = QCoreApplication([])
model = Workshop(Services(find(sys.argv[1]))).exercise
state = {"typed": 0}

def press():
    state["typed"] += 1
    if state["typed"] % 60 == 0:  # a moment of rest, and often the next step, but never the last
        timer.stop()
    elif state["typed"] % 60 == 1 and state["typed"] > 1 and model.step < 3:
        model.go_to(model.step + 1)
    model.edit(model.answers[model.step] + "a ")

def note(keeping):
    if keeping is Keeping.KEPT:
        os.write(1, json.dumps(model.answers).encode() + b"\\n")
        timer.start()

model.keeping_changed.connect(note)
timer = QTimer(interval=4)
model.choose(sys.argv[2])
model.begin()
timer.timeout.connect(press)
timer.start()
app.exec()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such kill there")
def test_a_kill_in_the_middle_of_an_exercise_loses_nothing_that_was_kept(tmp_path: Path) -> None:  # case JR04
    call = [sys.executable, "-c", WRITER, str(tmp_path), FRIEND]
    with subprocess.Popen(call, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        told = [writer.stdout.readline() for _ in range(3)]
        writer.kill()
        told += [row for row in writer.stdout.readlines() if row.endswith("\n")]

    services = Services(find(str(tmp_path)))
    exercise = services.library.exercise(FRIEND)
    (glimpse,) = services.entries.newest(10)  # one entry, however often it was saved
    found = left_half_way(exercise, services.entries.get(glimpse.id).body)
    assert services.database.integrity() == "ok"
    services.database.close()
    assert found is not None
    kept = [answer.strip() for answer in json.loads(told[-1])]
    beginnings = [step.beginning for step in exercise.steps]
    for has, was, given in zip(found, kept, beginnings, strict=True):
        assert has.startswith(was) or was == given

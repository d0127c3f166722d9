"""A word typed in an encrypted journal is found in no file, nor in the window's title, also after a kill."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

WORD = "zebra-7391"
SIGNS = (WORD.encode(), WORD.encode("utf-16-le"), WORD.upper().encode(), WORD.split("-", maxsplit=1)[0].encode())

WINDOW = """
import os, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from selfcompassion_desktop.app import Services, build
from selfcompassion_desktop.desktop import paths

word, passphrase = sys.argv[1:]
def give_up(*trouble):
    sys.__excepthook__(*trouble)
    os._exit(1)

sys.excepthook = give_up
app = QApplication(["selfcompassion"])
app.setApplicationName("selfcompassion-desktop")
program = build(Services(paths.find()), app)
window, models = program.window, program.models

def begin():
    models.library.load()
    models.store.open()

def write():
    window.go("journal")
    models.journal.edit(f"{word} in the garden")
    models.journal.save()
    QTimer.singleShot(400, search)

def search():
    window.go("today")
    window._today.line.setText("")
    window.go("journal")
    models.journal.list.show(word)
    models.store.back_up()
    models.journal.touch(lambda: f"{word} in the garden, and on")  # a draft that no save has met
    QTimer.singleShot(600, tell)

def tell():
    assert models.journal.list.rowCount() == 2
    assert word not in window.windowTitle()
    print("written", flush=True)

window.ready.connect(begin)
models.lock.unlocked.connect(write)
models.store.refused.connect(lambda _: models.lock.unlock(passphrase))
window.show()
app.exec()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such kill there")
def test_the_word_stands_in_no_file_after_a_kill(tmp_path: Path) -> None:  # case JR14, SE03
    home = tmp_path / "home"
    names = ("HOME", "TMPDIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")
    folders = {name: home / name.lower() for name in names}
    for folder in folders.values():
        folder.mkdir(parents=True)
    environment = {**os.environ, **{name: str(folder) for name, folder in folders.items()}}
    environment.pop("SELFCOMPASSION_DATA_DIR", None)
    passphrase = tmp_path / "passphrase"
    passphrase.write_text("correct horse\n", encoding="utf-8")

    def run(*words: str) -> str:
        call = [sys.executable, "-m", "selfcompassion_desktop", *words]
        return subprocess.run(call, env=environment, capture_output=True, text=True, check=True, timeout=60).stdout

    def holding() -> list[str]:
        files = [path for path in home.rglob("*") if path.is_file()]
        assert len(files) >= 2
        found = [str(path.relative_to(home)) for path in files if any(sign in path.read_bytes() for sign in SIGNS)]
        return found + [str(path) for path in home.rglob("*") if WORD in path.name]

    run("journal", "add", f"before {WORD}")
    run("backup")
    assert holding()
    run("passphrase", "set", "--new-passphrase-file", str(passphrase))
    assert holding() == []

    with subprocess.Popen(
        [sys.executable, "-c", WINDOW, WORD, "correct horse"], env=environment, stdout=subprocess.PIPE, text=True
    ) as window:
        assert window.stdout is not None
        assert window.stdout.readline() == "written\n"
        window.kill()

    assert holding() == []
    found = run("--passphrase-file", str(passphrase), "journal", "search", WORD)
    assert found.count(WORD) == 2
    run("--passphrase-file", str(passphrase), "backup")
    assert holding() == []

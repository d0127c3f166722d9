"""The one door for developers, on machines that lack something."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tools.door import verbs
from tools.door.environment import DEVELOPING
from tools.door.places import REQUIREMENTS, ROOT
from tools.door.screen import virtual_screen
from tools.door.steps import Refusal, step
from tools.door.system import Need, ensure, wish

ABSENT = (Need("libabsent9", lambda: False), Need("libpresent1", lambda: True), Need("absent-utils", lambda: False))


@pytest.fixture
def apt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with apt-get, which may not be used."""
    tool = tmp_path / "apt-get"
    tool.write_text("#!/bin/sh\nexit 1\n")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))


linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has system packages to ask for")


def test_an_older_python_can_read_the_door() -> None:
    ast.parse((ROOT / "dev.py").read_text(encoding="utf-8"), feature_version=(3, 7))


def test_an_older_python_is_told_in_one_sentence(tmp_path: Path) -> None:
    # Given a Python that is too old, and no newer one on the machine
    pretend = "import runpy, sys; sys.version_info = (3, 9, 2); sys.argv = ['dev.py', 'run']; "
    told = subprocess.run(
        [sys.executable, "-c", pretend + "runpy.run_path('dev.py', run_name='__main__')"],
        cwd=ROOT, env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.returncode == 1
    assert told.stderr.startswith("Self-Compassion needs Python 3.11 or newer, and this is Python 3.9. ")
    assert told.stderr.count("\n") == 1


def test_an_unknown_verb_shows_the_verbs() -> None:
    told = subprocess.run([sys.executable, "dev.py", "fly"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.returncode == 2
    assert "python3 dev.py run" in told.stderr


@linux
@pytest.mark.usefixtures("apt")
def test_what_may_not_be_installed_is_told_as_one_command() -> None:
    with pytest.raises(Refusal, match=re.escape("sudo apt install libabsent9 absent-utils")):
        ensure(ABSENT, may=lambda: None)


@linux
@pytest.mark.usefixtures("apt")
def test_what_is_only_wished_for_stops_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    wish(ABSENT, "Some tests will be skipped.", may=lambda: None)
    assert capsys.readouterr().out.startswith("Some tests will be skipped. ")


@linux
@pytest.mark.usefixtures("apt")
def test_where_nothing_is_missing_nobody_is_asked() -> None:
    ensure([Need("libpresent1", lambda: True)], may=lambda: pytest.fail("asked for rights it did not need"))


def test_a_step_that_fails_shows_its_last_words() -> None:
    failing = [sys.executable, "-c", "print('no such index'); raise SystemExit(3)"]
    with pytest.raises(Refusal, match="no such index"):
        step("Fetching", failing)


def test_a_step_shows_only_what_matters(capsys: pytest.CaptureFixture[str]) -> None:
    talking = [sys.executable, "-c", "print('noise'); print('news')"]
    step("Talking", talking, lambda line: "told" if line == "news\n" else None)
    assert capsys.readouterr().out == "Talking …\n  told\n"


@linux
def test_a_virtual_screen_is_there_while_it_is_needed() -> None:
    with virtual_screen() as display:
        socket = Path("/tmp/.X11-unix", display.replace(":", "X"))
        assert socket.exists()
    assert not socket.exists()


@pytest.mark.parametrize("lock", DEVELOPING)
def test_every_locked_package_has_its_hashes(lock: str) -> None:
    lines = (REQUIREMENTS / f"{lock}.txt").read_text(encoding="utf-8").splitlines()
    heads = [at for at, line in enumerate(lines) if line and line[0] not in " #"]
    assert heads
    assert all("==" in lines[at] and "--hash=sha256:" in lines[at + 1] for at in heads)


def test_what_failed_in_the_last_run_is_read_from_pytests_own_cache(tmp_path: Path) -> None:
    file = tmp_path / "v" / "cache" / "lastfailed"
    assert verbs.failed_last(tmp_path) == []
    file.parent.mkdir(parents=True)
    file.write_text('{"tests/b.py::test_b": true, "tests/a.py::test_a[x]": true}')
    assert verbs.failed_last(tmp_path) == ["tests/a.py::test_a[x]", "tests/b.py::test_b"]
    file.write_text("{")
    assert verbs.failed_last(tmp_path) == []

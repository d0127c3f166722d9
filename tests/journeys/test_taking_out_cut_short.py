"""The program ended in the midst of taking the journal out: by the person, or by the system."""

from __future__ import annotations

import hashlib
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from fakes import FakeClock
from selfcompassion_desktop.store.database import Database
from selfcompassion_desktop.store.entries import Entries
from selfcompassion_desktop.store.ids import Ids

COUNT = 3000

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="signals of this kind are Unix's"),
    pytest.mark.timeout(240),
]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kept") / "data"
    clock = FakeClock()
    database = Database(folder / "selfcompassion.db", clock)
    entries = Entries(database, clock, Ids(clock))
    with database.write() as connection:
        for number in range(COUNT):
            entries.insert(connection, f"# Day {number}\n\n{'quiet ' * 40}", "", clock.now())
    database.close()
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def begun(data: Path, form: str, target: Path) -> subprocess.Popen[bytes]:
    """A taking out that has begun to write."""
    words = ["--data-dir", str(data), "journal", "export", "--format", form, "-o", str(target)]
    process = subprocess.Popen(
        [sys.executable, "-m", "selfcompassion_desktop", *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    while process.poll() is None and not any(target.parent.iterdir()):
        time.sleep(0.005)
    return process


def digest(data: Path) -> str:
    return hashlib.sha256((data / "selfcompassion.db").read_bytes()).hexdigest()


WAYS = [("markdown", "journal"), ("html", "journal.html"), ("csv", "journal"), ("everything", "journal.zip")]


@pytest.mark.parametrize(("form", "name"), WAYS)
def test_killed_it_leaves_nothing_half_under_the_name_that_was_wanted(
    data: Path, out: Path, form: str, name: str
) -> None:
    # case JR04, JR05
    before = digest(data)
    process = begun(data, form, out / name)
    process.send_signal(signal.SIGKILL)
    ended = process.wait()
    if ended == 0:  # done before the signal came
        assert (out / name).exists()
    else:
        assert not (out / name).exists()
        assert all(path.name.startswith(".") for path in out.iterdir())
    assert digest(data) == before


@pytest.mark.parametrize(("form", "name"), WAYS)
def test_ended_by_the_person_it_leaves_nothing_at_all(data: Path, out: Path, form: str, name: str) -> None:
    # case JR05
    process = begun(data, form, out / name)
    process.send_signal(signal.SIGINT)
    if process.wait() == 0:
        assert [path.name for path in out.iterdir()] == [name]
    else:
        assert list(out.iterdir()) == []


def test_afterwards_it_can_be_done_whole(data: Path, out: Path) -> None:
    process = begun(data, "everything", out / "journal.zip")
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert begun(data, "everything", out / "again.zip").wait() == 0
    with zipfile.ZipFile(out / "again.zip") as held:
        assert sum(name.startswith("markdown/") for name in held.namelist()) == COUNT

"""The rules of every test: no internet, no screen, no sound, nobody's real data, and no warning unheard."""

from __future__ import annotations

import os
import socket
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Set before Qt or SDL is imported; a test that wants a real screen or sound server says so to its own process.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")
_HOME = tempfile.TemporaryDirectory(prefix="selfcompassion-tests-", ignore_cleanup_errors=True)
for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
    os.environ[variable] = str(Path(_HOME.name, variable.lower()))

# A slow machine is no fault of the rule under test. Submitted changes are judged on the same examples every time;
# on a developer's own machine the search goes on, and prints how to find a failure again.
settings.register_profile("exploring", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("exploring"), derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "exploring")

_ASKING = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"}
_INTERNET = {socket.AF_INET, socket.AF_INET6}
_reached_out: list[str] = []


class ReachedOut(RuntimeError):
    """Something asked for the internet."""


def _refuse_internet(event: str, given: tuple[object, ...]) -> None:
    if event in _ASKING or (event == "socket.__new__" and given[1] in _INTERNET):
        _reached_out.append(event)
        raise ReachedOut(f"The program opens no network connection, ever; here it asked for one ({event}).")


sys.addaudithook(_refuse_internet)


@pytest.fixture(autouse=True)
def _offline() -> Iterator[None]:
    """Fails a test that reached out, even where the refusal was swallowed."""
    _reached_out.clear()
    yield
    assert not _reached_out, f"reached for the internet: {_reached_out}"


@pytest.fixture
def reached_out() -> list[str]:
    """What asked for the internet so far in this test; a test of the guard empties it."""
    return _reached_out


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh data folder, and the one that programs started by this test use."""
    folder = tmp_path / "data"
    monkeypatch.setenv("SELFCOMPASSION_DATA_DIR", str(folder))
    return folder

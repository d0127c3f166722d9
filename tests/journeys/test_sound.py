"""What comes out of a sound server, with everything real: speaker, thread, pygame, and a window that stalls."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tools import listen

from . import sound_player

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(bool(listen.missing()), reason="needs the Debian packages pulseaudio and pulseaudio-utils")
def test_every_line_starts_within_20_ms_of_its_cue_while_the_window_stalls(tmp_path: Path) -> None:
    found = heard(tmp_path / "turn")
    assert found.lines == 14
    assert found.torn == 0
    assert found.p99 <= 20


def heard(folder: Path) -> listen.Heard:
    """One turn: the practice played by a stalling program, recorded from a sound server of its own, and measured."""
    folder.mkdir()
    file = folder / "recording"
    command = [sys.executable, str(Path(sound_player.__file__)), "both"]
    with listen.Server(folder).running() as server, server.recording(file):
        paths = {"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"}
        subprocess.run(command, env={**server.environment, **paths}, check=True, timeout=120)
    return listen.measure(*sound_player.practice(), file)

"""The program is killed while somebody writes; a longer run is `python tools/kills.py 100`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

KILLS = Path(__file__).parents[2] / "tools" / "kills.py"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such kill there")
def test_a_kill_while_writing_loses_nothing_that_was_kept() -> None:  # case JR04
    # A machine under load may be late by more than the second that the long run holds the program to.
    done = subprocess.run(
        [sys.executable, str(KILLS), "3", "--within", "10"], capture_output=True, text=True, check=False, timeout=100
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "3 kills" in done.stdout
    assert "0 acknowledged saves lost" in done.stdout

"""Started again and again on a screen that is scaled, the window stays as large as it was."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

START = """
import sys
from PySide6.QtWidgets import QApplication
from selfcompassion_desktop.app import Services, build
from selfcompassion_desktop.desktop import paths

app = QApplication([])
program = build(Services(paths.find(sys.argv[1])), app)
window = program.window
window.restore_geometry()
window.ready.connect(window.close)
window.show()
app.exec()
program.models.store.close()
"""


@pytest.mark.parametrize("scale", ["1.25", "1.5"])
def test_the_window_neither_grows_nor_shrinks(tmp_path: Path, scale: str) -> None:  # case ST15
    environment = {**os.environ, "QT_SCALE_FACTOR": scale, "QT_QPA_PLATFORM": "offscreen"}
    sizes = []
    for _ in range(6):
        subprocess.run([sys.executable, "-c", START, str(tmp_path)], env=environment, check=True, timeout=60)
        window = json.loads((tmp_path / "settings.json").read_text(encoding="utf-8"))["window"]
        sizes.append((window["width"], window["height"]))
    assert all(abs(now - first) <= 2 for size in sizes for now, first in zip(size, sizes[0], strict=True))

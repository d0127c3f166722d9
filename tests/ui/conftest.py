"""Windows without a screen, and the program's own faces in them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

from selfcompassion_desktop.ui.look import Look, looking
from selfcompassion_desktop.ui.theme import Theme

FONTS = Path(__file__).resolve().parents[2] / "assets" / "fonts"


@pytest.fixture(scope="session")
def faces(qapp: QApplication) -> None:
    """The program's faces, loaded once."""
    for file in sorted(FONTS.glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


@pytest.fixture(scope="session")
def _theme(qapp: QApplication, faces: None) -> Theme:
    return Theme(qapp)


@pytest.fixture
def theme(_theme: Theme) -> Iterator[Theme]:
    """The theme, light and at 100 %, and so again afterwards."""
    with looking(Look()):
        _theme.use("light", 100, "on")
        yield _theme
        _theme.use("light", 100, "on")

"""A file to print, made without a window: Qt is loaded when the first page is asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from ..core.ports.press import Paper, Printed


class TerminalPress:
    """`core.ports.press.Press`.

    Args:
        fonts: the folder of the program's own faces.
    """

    def __init__(self, fonts: Path) -> None:
        self._fonts = fonts

    def write(self, file: str, title: str, entries: Iterable[Printed], paper: Paper) -> int:
        if sys.platform == "linux":
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # there may be no screen, and none is needed
        from PySide6.QtGui import QFontDatabase, QGuiApplication

        from ..ui.press import PdfPress

        application = QGuiApplication.instance() or QGuiApplication([])
        for face in sorted(self._fonts.glob("*.ttf")):
            QFontDatabase.addApplicationFont(str(face))
        pages = PdfPress().write(file, title, entries, paper)
        del application  # held until here: there are no letters without it
        return pages

"""Sections of the settings to read: the keys, and what this program is."""

from __future__ import annotations

import platform

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QGridLayout, QWidget

from ... import __version__
from ..look import look
from ..widgets.label import ProseLabel, QuietLabel, TitleLabel, Words
from .settings_row import Section


class KeysSection(Section):
    """Every key there is, in one table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.body.setSpacing(12)
        self._titled(self.tr("Anywhere"), self._anywhere())
        self._titled(self.tr("While practising"), self._practising())
        self._titled(self.tr("In the journal"), self._journal())

    def _titled(self, title: str, keys: list[tuple[str, str]]) -> None:
        self.body.addWidget(TitleLabel(title))
        self.body.addWidget(KeyTable(title, keys))
        self.body.addSpacing(16)

    def _anywhere(self) -> list[tuple[str, str]]:
        return [
            ("F2", self.tr("Take a break")),
            ("F3", self.tr("Too much?")),
            ("Ctrl+1 … Ctrl+5", self.tr("Today, Practise, Journal, Courses, Progress")),
            ("Ctrl+,", self.tr("Settings")),
            ("F11", self.tr("Full screen, and back")),
            ("Tab", self.tr("To the next control; Space or Enter uses it")),
            ("Ctrl+L", self.tr("Lock the journal, where there is a passphrase")),
            ("Ctrl+Q", self.tr("Close the program")),
        ]

    def _practising(self) -> list[tuple[str, str]]:
        return [
            (self.tr("Space"), self.tr("Pause, and go on")),
            ("← →", self.tr("15 seconds back, 15 seconds on")),
            (self.tr("PgUp, PgDn"), self.tr("The section before, the section after")),
            (self.tr("Home"), self.tr("From the beginning")),
            ("F", self.tr("Full screen, and back")),
            ("Esc", self.tr("Stop; nobody asks why")),
        ]

    def _journal(self) -> list[tuple[str, str]]:
        return [
            ("Ctrl+N", self.tr("A new page")),
            ("Ctrl+F", self.tr("Search; Esc clears it, and what the list is narrowed to")),
            ("Ctrl+G, Ctrl+Shift+G", self.tr("The next found word on the page, the one before")),
            ("Ctrl+M", self.tr("The calendar; PgUp and PgDn go by months, with Shift by years")),
            (self.tr("Ctrl+PgUp, Ctrl+PgDn"), self.tr("A newer page, an older page")),
            ("Ctrl+E, Ctrl+T", self.tr("Feelings, tags of the page; there, 0 to 9 and X say how strong it is")),
            ("Ctrl+D", self.tr("Pin the page, or let it go")),
            (self.tr("Del, in the list"), self.tr("Move the page to the bin")),
            ("F11", self.tr("The page alone on the whole screen; Esc leaves it")),
            (self.tr("Ctrl+Enter"), self.tr("Look at the picture that the line names")),
            ("Ctrl+B, Ctrl+I", self.tr("Bold, italic")),
            (self.tr("Tab, in a list"), self.tr("An item further in; Shift+Tab further out, Ctrl+Tab leaves the page")),
            ("Ctrl+S", self.tr("Keep now; it would be kept within a second anyway")),
            ("Ctrl+P", self.tr("Print the page")),
        ]


class KeyTable(QWidget):
    """Keys at the left, what they do at the right."""

    def __init__(self, name: str, keys: list[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, look().px(170))
        for row, (key, does) in enumerate(keys):
            grid.addWidget(Words(key, face="sans bold"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Words(does), row, 1)


class AboutSection(Section):
    """What this program is, what it is not, and what it is made of."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.body.setSpacing(12)
        self._part(
            self.tr("What this is"),
            self.tr(
                "A place to practise being on your own side, for a minute or for twenty: guided practices, a break for "
                "hard moments, and a journal that nobody else reads."
            ),
        )
        self._part(
            self.tr("What it is not"),
            self.tr(
                "It is not therapy, it makes no diagnosis, and it cannot help in an emergency. If things are very "
                "hard, or have been for long, a person beside you is worth more than any program."
            ),
        )
        self._part(
            self.tr("What leaves this computer"),
            self.tr("Nothing. The program opens no connection: no account, no counting, no looking for updates."),
        )
        self._part(
            self.tr("The voice"),
            self.tr(
                "It is synthetic: Kokoro-82M, speaker af_heart, under the Apache licence 2.0. The lines were written "
                "by people. The bells were made by calculation."
            ),
        )
        self._part(
            self.tr("Licences"),
            self.tr(
                "The program: MIT. Its scripts and pages: CC BY 4.0. The faces Literata and Inter: SIL Open Font "
                "License. It stands on Qt and PySide6 (LGPL), pygame-ce (LGPL), SQLite and SQLCipher, NumPy, "
                "pyqtgraph and libsndfile."
            ),
        )
        self.body.addWidget(QuietLabel(versions()))

    def _part(self, title: str, text: str) -> None:
        self.body.addWidget(TitleLabel(title))
        self.body.addWidget(ProseLabel(text))
        self.body.addSpacing(12)


def versions() -> str:
    """What runs here: the program, Python, Qt, the system."""
    return f"Self-Compassion {__version__} · Python {platform.python_version()} · Qt {qVersion()} · {platform.system()}"

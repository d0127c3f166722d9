"""Long texts on the journal's paper: the longest turn of the event loop, in which nothing else can happen.

Turns are measured in processor time of this process: what other programs do meanwhile is none of the paper's.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QFontDatabase, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from selfcompassion_desktop.desktop.paths import assets_folder
from selfcompassion_desktop.ui.look import serif
from selfcompassion_desktop.ui.places.journal_paper import Paper
from selfcompassion_desktop.ui.tokens import TITLE

from .findings import Finding, by_turns

TURNS = 7
LONG = 1_000_000
"""Characters: 1 MB of these."""
LINES = ("- A **kind** word, *some* more of `them`, and a [link](https://example.org) to go on with\n" * LONG)[:LONG]
LINE = ("A **kind** word and some more of them in a paragraph that goes on without an end, " * LONG)[:LONG]
PROMISED = 50.0


def run() -> Iterator[Finding]:
    """1 MB in lines, and 1 MB in one line."""
    app = QApplication.instance() or QApplication([])
    for file in sorted(Path(assets_folder(), "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))
    paper, plain = Paper("bench"), QPlainTextEdit()
    plain.setFont(serif(TITLE))
    for each in (paper, plain):
        each.resize(900, 700)
        each.show()
    app.processEvents()
    for what, text in (("1 MB in lines", LINES), ("1 MB in one line", LINE)):
        acts: dict[str, Callable[[QPlainTextEdit], None]] = {
            "pasted": lambda editor, text=text: _paste(editor, text),  # type: ignore[misc]
            "laid on the page": lambda editor, text=text: _lay(editor, text),  # type: ignore[misc]
            "a key at its end": lambda editor: QTest.keyClicks(editor, "a"),
        }
        for act, do in acts.items():
            ours, bare = by_turns(partial(_longest, paper, do), partial(_longest, plain, do), TURNS)
            name = f"{what}, {act}: the longest turn (Qt's own editor: {median(bare):.0f} ms)"
            yield Finding(f"{name}, against the 50 ms promised", ours, [PROMISED] * TURNS, target=1.0)


def _paste(editor: QPlainTextEdit, text: str) -> None:
    _lay(editor, "")
    source = QMimeData()
    source.setText(text)
    editor.insertFromMimeData(source)


def _lay(editor: QPlainTextEdit, text: str) -> None:
    if isinstance(editor, Paper):
        editor.lay(text)
    else:
        editor.setPlainText(text)
    editor.moveCursor(QTextCursor.MoveOperation.End)


def _longest(editor: QPlainTextEdit, do: Callable[[QPlainTextEdit], None]) -> float:
    """The longest turn of the event loop from an act until all is painted, in milliseconds."""
    turns = [_timed(lambda: do(editor))]
    while editor.isReadOnly() or len(turns) < 8:
        turns.append(_timed(QApplication.processEvents))
    return max(turns)


def _timed(do: Callable[[], object]) -> float:
    began = time.process_time()
    do()
    return (time.process_time() - began) * 1000

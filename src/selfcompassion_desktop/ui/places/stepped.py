"""What is gone through a step a screen: a head to leave by, a foot to go on and back by, and the pages between."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ..widgets.buttons import PrimaryButton, QuietButton, TextButton
from ..widgets.label import QuietLabel, Words
from ..widgets.steps import StepDots
from .exercise_step import side_margin

ASIDE = 120
"""How far the foot may reach beyond the column of the text, px."""


class SteppedPlace(QWidget):
    """The frame of such a place. The ways on, back and out are the place's own.

    Args:
        pages: what stands between head and foot, one at a time.

    Signals:
        done: nothing; back to where one came from.
        too_much: nothing; the floor is to be found.
        trouble: `Trouble`; what was asked for is not there, or what was kept of it before cannot be read.
    """

    done = Signal()
    too_much = Signal()
    trouble = Signal(object)

    def __init__(self, pages: tuple[QWidget, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages = QStackedWidget()
        for page in pages:
            self._pages.addWidget(page)
        self._why = Words("")
        self._why.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(36, 26, 36, 26)
        column.setSpacing(12)
        column.addLayout(self._build_head())
        column.addWidget(self._why)
        column.addWidget(self._pages, 1)
        column.addWidget(self._build_foot())
        self._add_keys()

    def _build_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(20)
        self.leave = TextButton(self.tr("Enough for now"), icon_name="previous")
        self.leave.clicked.connect(self._on_leave)
        self._state = QuietLabel("")
        calm = QuietButton(self.tr("Too much?"))
        calm.clicked.connect(self.too_much)
        row.addWidget(self.leave)
        row.addStretch(1)
        row.addWidget(self._state, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(calm)
        return row

    def _build_foot(self) -> QWidget:
        self._foot = QWidget()
        row = self._foot_row = QHBoxLayout(self._foot)
        row.setContentsMargins(0, 0, 0, 0)
        self.back = QuietButton(self.tr("Back"))
        self.back.clicked.connect(self._on_back)
        self.back.setToolTip(self.tr("Alt+Left"))
        self.dots = StepDots()
        self.next = PrimaryButton("")
        self.next.clicked.connect(self._on_next)
        left, self._right = QHBoxLayout(), QHBoxLayout()
        left.addWidget(self.back)
        left.addStretch(1)
        self._right.setSpacing(12)
        self._right.addStretch(1)
        self._right.addWidget(self.next)
        row.addLayout(left, 1)
        row.addWidget(self.dots, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(self._right, 1)
        return self._foot

    def _add_keys(self) -> None:
        keys: list[tuple[str, Callable[[], object]]] = [
            ("Esc", self._on_leave),
            ("Alt+Left", self._on_back),
            ("Alt+Right", self._on_forward),
            ("Ctrl+Return", self._on_next),
            ("Ctrl+Enter", self._on_next),
        ]
        for key, act in keys:
            QShortcut(QKeySequence(key), self, act, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _show(self, page: QWidget, keyboard: QWidget | None = None) -> None:
        """Show a page, and give the keyboard to it or to what is named."""
        held = keyboard or page
        self._pages.setCurrentWidget(page)
        self.setFocusProxy(held)
        held.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, sentence: str) -> None:
        self._why.setText(sentence)
        self._why.setVisible(bool(sentence))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a wide window the foot keeps near the column of the text."""
        super().resizeEvent(event)
        side = max(0, side_margin(self._pages.width()) - ASIDE)
        self._foot_row.setContentsMargins(side, 0, side, 0)

    # ------------------------------------------------------------------ the ways, each place its own

    def _on_leave(self) -> None:
        raise NotImplementedError

    def _on_back(self) -> None:
        raise NotImplementedError

    def _on_forward(self) -> None:
        raise NotImplementedError

    def _on_next(self) -> None:
        raise NotImplementedError

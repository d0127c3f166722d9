"""One sentence in the page, with at most one thing to do about it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ..look import look
from ..tokens import FIELD_RADIUS
from .buttons import IconButton, QuietButton
from .label import Words
from .paint import RESTYLED, ground


class QuietNotice(QWidget):
    """A sentence in ink, in its place in the page; hidden while there is nothing to say."""

    acted = Signal()
    """The person pressed the action; the notice stays until `clear`."""
    closed = Signal()
    """The person put the sentence away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Words("", self)
        self._action = QuietButton("", self)
        self._close = IconButton("close", self.tr("Put this away"), self, side=32)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 10, 10, 10)
        row.setSpacing(14)
        row.addWidget(self._words, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._action, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignVCenter)
        self._action.clicked.connect(self.acted)
        self._close.clicked.connect(self._put_away)
        self.hide()

    @property
    def sentence(self) -> str:
        """What it says, "" for nothing."""
        return self._words.text()

    def say(self, sentence: str, action: str = "") -> None:
        """Say a sentence, with the label of what can be done about it, if anything."""
        self._words.setText(sentence)
        self.setAccessibleName(sentence)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.show()
        _announce(self, sentence)

    def clear(self) -> None:
        """Say nothing any more."""
        self._words.setText("")
        self.hide()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLED:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = look().palette
        ground(QPainter(self), QRectF(self.contentsRect()), FIELD_RADIUS, QColor(palette.sunken), None)

    def _put_away(self) -> None:
        self.clear()
        self.closed.emit()


def _announce(widget: QWidget, sentence: str) -> None:
    """Have a screen reader say it."""
    # Imported here: these two cost the start 3 ms, and most days nothing is announced.
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, sentence))

"""A rating from 0 to 10 that one can always leave out."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from ..look import look, sans
from ..tokens import REACH, TEXT
from .buttons import TextButton
from .flow import FlowLayout
from .label import QuietLabel, TitleLabel
from .paint import RESTYLED, ground, mix, restyle, write
from .roving import enter_clicks, neighbour, one_stop, walk_to

HIGHEST = 10
KEYS = str(QT_TRANSLATE_NOOP("RatingRow", "Keys 0 to 9, and X for ten. Arrows work too."))


class RatingDot(QRadioButton):
    """One number of the row."""

    def __init__(self, number: int, parent: QWidget) -> None:
        super().__init__(str(number), parent)
        self.number = number
        self.setAutoExclusive(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("{number} of {highest}").format(number=number, highest=HIGHEST))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def ring_radius(self) -> float:
        """Half of its side: it is round."""
        return self.height() / 2

    def sizeHint(self) -> QSize:
        side = max(REACH + 6, QFontMetrics(sans(TEXT, bold=True)).height() + 16)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLED:
            restyle(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = look().palette
        painter = QPainter(self)
        if self.isChecked():
            fill, line, ink = QColor(palette.sage), None, palette.on_sage
        else:
            fill = mix(palette.surface, palette.sage, 0.1 if self.underMouse() else 0.0)
            line, ink = QColor(palette.edge), palette.ink
        ground(painter, QRectF(self.rect()), self.height() / 2, fill, line)
        painter.setPen(QColor(ink))
        font = sans(TEXT, bold=self.isChecked())
        write(painter, QRectF(self.rect()), self.text(), font, side=Qt.AlignmentFlag.AlignHCenter)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        row = self.parentWidget()
        if isinstance(row, _Dots):
            row.entered.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        row = self.parentWidget()
        if isinstance(row, _Dots):
            row.entered.emit(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.parentWidget()
        if isinstance(row, _Dots) and row.key(self, event):
            return
        if not enter_clicks(self, event):
            super().keyPressEvent(event)


class _Dots(QWidget):
    """The eleven numbers."""

    chosen = Signal(int)
    entered = Signal(bool)
    """Whether the keyboard is on one of the numbers."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        flow = FlowLayout(self, gap=6)
        self.dots = [RatingDot(number, self) for number in range(HIGHEST + 1)]
        for dot in self.dots:
            flow.addWidget(dot)
            dot.clicked.connect(lambda _=False, n=dot.number: self._press(n))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        one_stop(self.dots)

    def choose(self, number: int | None) -> None:
        for dot in self.dots:
            dot.setChecked(dot.number == number)
        one_stop(self.dots)

    def key(self, dot: RatingDot, event: QKeyEvent) -> bool:
        wanted = "0123456789x".find(event.text().lower()) if event.text() else -1
        to = self.dots[wanted] if wanted >= 0 else neighbour(self.dots, dot, event)
        if to is None:
            return False
        walk_to(to)
        self._press(int(to.text()))
        return True

    def _press(self, number: int) -> None:
        self.choose(number)
        self.chosen.emit(number)


class RatingRow(QWidget):
    """A question answered with 0 to 10, or not at all.

    Args:
        question: what is asked.
        parent: its parent.
        low: what 0 means.
        high: what 10 means.
        skip: whether it offers to be left out; else whoever holds it does.
    """

    rated = Signal(int)
    """0…10, each time one is chosen."""
    skipped = Signal()
    """The person leaves it out; what was chosen is let go."""

    def __init__(
        self,
        question: str = "",
        parent: QWidget | None = None,
        *,
        low: str = "",
        high: str = "",
        skip: bool = True,
    ) -> None:
        super().__init__(parent)
        self._question = TitleLabel(question, self)
        self._dots = _Dots(self)
        self._ends = QuietLabel("", self)
        self._keys = QuietLabel(self.tr(KEYS), self)
        room = self._keys.sizePolicy()
        room.setRetainSizeWhenHidden(True)
        self._keys.setSizePolicy(room)
        self._keys.hide()
        self._skip = TextButton(self.tr("Leave it out"), self)
        self._skip.clicked.connect(self._leave_out)
        self._skip.setVisible(skip)
        self._dots.chosen.connect(self.rated)
        self._dots.entered.connect(self._keys.setVisible)
        self.setFocusProxy(self._dots)
        self._build()
        self.ask(question, low, high)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._question)
        column.addWidget(self._dots)
        feet = QHBoxLayout()
        feet.setSpacing(20)
        feet.addWidget(self._ends, 0, Qt.AlignmentFlag.AlignVCenter)
        feet.addWidget(self._keys, 1, Qt.AlignmentFlag.AlignVCenter)
        feet.addWidget(self._skip)
        column.addLayout(feet)

    @property
    def value(self) -> int | None:
        """The chosen number, None for none."""
        return next((dot.number for dot in self._dots.dots if dot.isChecked()), None)

    @property
    def dots(self) -> tuple[RatingDot, ...]:
        """The eleven numbers."""
        return tuple(self._dots.dots)

    def ask(self, question: str, low: str, high: str) -> None:
        """Ask something, with what 0 and 10 mean; where they are empty, "not at all" and "very much"."""
        low, high = low or self.tr("not at all"), high or self.tr("very much")
        self._question.setText(question)
        self._question.setVisible(bool(question))
        self._ends.setText(self.tr("0 {low} · 10 {high}").format(low=low, high=high))
        self._dots.setAccessibleName(
            self.tr("{question} 0, {low}, to 10, {high}").format(question=question, low=low, high=high)
        )
        self._dots.setAccessibleDescription(self.tr(KEYS))
        self.setAccessibleName(question)

    def set_value(self, number: int | None) -> None:
        """Show a number as chosen, or none."""
        self._dots.choose(number)

    def _leave_out(self) -> None:
        self.set_value(None)
        self.skipped.emit()

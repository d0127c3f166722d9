"""Text: titles and prose in the serif, quiet lines in the sans, and one line that ends in an ellipsis."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ..look import look, sans, serif
from ..tokens import HEAD, LEAD, SMALL, TEXT, TITLE
from .paint import RESTYLED, Laid, evened, lay_out, reading_side, restyle

Tone = Literal["ink", "quiet", "sage", "clay"]
Face = Literal["sans", "sans bold", "serif", "serif bold", "serif italic"]


class Words(QLabel):
    """Wrapping text with a line height of its own, read from either side.

    Args:
        text: what it says; a line feed starts a new line.
        parent: its parent.
        face: serif or sans, and how.
        size: of the type scale, px at 100 %.
        tone: its colour's name.
        leading: line height as a multiple of the size.
        measure: the widest a line may grow, in px at 100 %; 0 for no limit.
        centred: whether the lines are centred.
        most: at most so many lines, the last one elided; 0 for all.
    """

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        face: Face = "sans",
        size: int = TEXT,
        tone: Tone = "ink",
        leading: float = 1.5,
        measure: int = 0,
        centred: bool = False,
        most: int = 0,
    ) -> None:
        super().__init__(parent)
        self._face, self._size, self._tone = face, size, tone
        self._leading = leading
        self._measure, self._centred, self._most = measure, centred, most
        self._laid: dict[float, Laid] = {}
        self.setTextFormat(Qt.TextFormat.PlainText)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setText(text)

    def setText(self, text: str) -> None:
        super().setText(text)
        self._renew()

    def set_tone(self, tone: Tone) -> None:
        """Paint it in another colour."""
        self._tone = tone
        self.update()

    def face(self) -> QFont:
        """The font in force."""
        family, _, how = self._face.partition(" ")
        if family == "serif":
            return serif(self._size, bold=how == "bold", italic=how == "italic")
        return sans(self._size, bold=how == "bold")

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._lay(width).height + 0.5)

    def sizeHint(self) -> QSize:
        natural = self._lay(look().px(self._measure or 680))
        return QSize(round(natural.width + 1.5), round(natural.height + 0.5))

    def minimumSizeHint(self) -> QSize:
        font = self.face()
        return QSize(min(self.sizeHint().width(), font.pixelSize() * 5), round(font.pixelSize() * self._leading))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLED:
            self._renew()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        palette = look().palette
        painter.setPen(
            QColor({"ink": palette.ink, "sage": palette.sage, "clay": palette.clay}.get(self._tone, palette.quiet))
        )
        laid = self._lay(self.width())
        spare = self.width() - laid.room
        right = reading_side(self, self.text()) == Qt.AlignmentFlag.AlignRight
        x = spare / 2 if self._centred else spare if right else 0.0
        y = max(0.0, (self.height() - laid.height) / 2) if self._most else 0.0
        laid.draw(painter, QPointF(x, y))

    def _renew(self) -> None:
        self._laid = {}
        restyle(self)

    def _width(self, width: float) -> float:
        return min(width, look().px(self._measure)) if self._measure else width

    def _lay(self, width: float) -> Laid:
        room = self._width(width)
        if room not in self._laid:
            align = Qt.AlignmentFlag.AlignHCenter if self._centred else reading_side(self, self.text())
            self._laid[room] = self._lay_at(room, align)
        return self._laid[room]

    def _lay_at(self, room: float, align: Qt.AlignmentFlag) -> Laid:
        if self._most:
            return lay_out(self.text(), self.face(), room, leading=self._leading, align=align, most=self._most)
        return evened(self.text(), self.face(), room, leading=self._leading, align=align)


class HeadingLabel(Words):
    """A place's title."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent, face="serif", size=HEAD, leading=1.25)


class TitleLabel(Words):
    """A card's or a section's title."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, size: int = TITLE) -> None:
        super().__init__(text, parent, face="serif", size=size, leading=1.3)


class ProseLabel(Words):
    """Something to read: serif, 1.5 lines high, lines of a length that is good to read."""

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        size: int = LEAD,
        tone: Tone = "ink",
        italic: bool = False,
        centred: bool = False,
    ) -> None:
        super().__init__(
            text,
            parent,
            face="serif italic" if italic else "serif",
            size=size,
            tone=tone,
            measure=640,
            centred=centred,
        )


class QuietLabel(Words):
    """A second line under or over something, in the sans."""

    def __init__(
        self, text: str = "", parent: QWidget | None = None, *, size: int = SMALL, centred: bool = False
    ) -> None:
        super().__init__(text, parent, size=size, tone="quiet", centred=centred, measure=640)


class ElidedLabel(Words):
    """One line that ends in an ellipsis where it is too long; the whole is in its tooltip."""

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        face: Face = "sans",
        size: int = TEXT,
        tone: Tone = "ink",
    ) -> None:
        super().__init__(text, parent, face=face, size=size, tone=tone, most=1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fits = QFontMetrics(self.face()).horizontalAdvance(self.text()) <= self.width()
        self.setToolTip("" if fits else self.text())

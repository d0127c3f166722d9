"""The pictures of a page, shown small under the line that names them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPixmap, QTextBlock

from ...core.errors import Trouble
from ...core.pictures import Named, named_in
from ...models.pictures import PicturesModel
from ..look import look, sans
from ..tokens import FIELD_RADIUS, SMALL, TEXT

TALLEST, WIDEST = 200, 320
"""The largest that a picture is shown on the page, px at 100 %."""
GAP = 12
WAITING = (160, 120)
"""Room for a picture that is still being read, px at 100 %."""
MOST = 12
"""Pictures shown under one line."""
HELD = 60
"""Pictures held in memory."""


class Shown(NamedTuple):
    """A picture of a line, and where it stands: px from the left of the text and from the top of its room."""

    named: Named
    box: QRect


class Album(QObject):
    """The small pictures that are in memory, and where they stand under a line.

    Signals:
        arrived: nothing; a picture was read, or cannot be.
    """

    arrived = Signal()

    def __init__(self, pictures: PicturesModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._held: dict[str, QPixmap] = {}
        self._why: dict[str, str] = {}
        self._asked: set[str] = set()

    def forget(self) -> None:
        """Another page: nothing of this one stays in memory."""
        self._held.clear()
        self._why.clear()

    def room(self, block: QTextBlock, width: int) -> int:
        """Height of the room under a line `width` px wide; 0 where it names no picture."""
        return max((shown.box.bottom() + 1 + GAP for shown in self.under(block, width)), default=0)

    def under(self, block: QTextBlock, width: int) -> Iterator[Shown]:
        """The pictures under a line, in rows."""
        x, y, tallest = 0, GAP // 2, 0
        for named in named_in(block.text())[:MOST]:
            size = self._size(named.id, width)
            if x and x + size.width() > width:
                x, y, tallest = 0, y + tallest + GAP, 0
            yield Shown(named, QRect(x, y, size.width(), size.height()))
            x, tallest = x + size.width() + GAP, max(tallest, size.height())

    def paint(self, painter: QPainter, named: Named, box: QRect) -> None:
        """Paint one picture, or the sentence that says why it is not there."""
        held, why = self._held.get(named.id), self._why.get(named.id)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(box), FIELD_RADIUS, FIELD_RADIUS)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if held is not None:
            painter.setClipPath(outline)
            painter.drawPixmap(box, held)
        else:
            painter.fillPath(outline, QColor(look().palette.sunken))
        if why:
            painter.setPen(QColor(look().palette.quiet))
            painter.setFont(sans(SMALL))
            painter.drawText(box.adjusted(12, 4, -12, -4), int(_MIDDLE | Qt.TextFlag.TextWordWrap), why)
        painter.restore()

    def _size(self, picture: str, width: int) -> QSize:
        if picture in self._why:
            return QSize(min(width, look().px(WIDEST)), look().px(3 * TEXT))
        held = self._held.get(picture)
        if held is None:
            self._ask(picture)
            return QSize(look().px(WAITING[0]), look().px(WAITING[1]))
        most = QSize(min(width, look().px(WIDEST)), look().px(TALLEST))
        size = held.size()
        if size.width() > most.width() or size.height() > most.height():
            size = size.scaled(most, Qt.AspectRatioMode.KeepAspectRatio)
        return size.expandedTo(QSize(1, 1))

    def _ask(self, picture: str) -> None:
        if picture in self._asked:
            return
        self._asked.add(picture)
        self._pictures.read_small(
            picture, lambda content: self._take(picture, content), lambda trouble: self._miss(picture, trouble)
        )

    def _take(self, picture: str, content: bytes) -> None:
        self._asked.discard(picture)
        held = QPixmap.fromImage(QImage.fromData(content))
        if held.isNull():
            self._why[picture] = self.tr("This picture cannot be read; it may be damaged.")
        else:
            while len(self._held) >= HELD:
                del self._held[next(iter(self._held))]
            self._held[picture] = held
        self.arrived.emit()

    def _miss(self, picture: str, trouble: Trouble) -> None:
        from ...core.errors import NotThere

        self._asked.discard(picture)
        gone = isinstance(trouble, NotThere)
        self._why[picture] = self.tr("This picture is no longer here.") if gone else trouble.sentence
        self.arrived.emit()


_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignHCenter

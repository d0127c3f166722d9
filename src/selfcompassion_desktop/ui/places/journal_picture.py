"""One picture, looked at: as large as the window, and nothing else there."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from ...core.errors import Trouble
from ...core.pictures import Named
from ...models.pictures import PicturesModel
from ..look import look, sans, serif
from ..shrinker import read_image
from ..tokens import LEAD, TEXT
from ..widgets.buttons import TextButton

EDGE = 44
LARGEST = 4096
"""The longer side that a picture is read at, px."""


class PictureView(QWidget):
    """Lies over the whole window until it is left by Esc, Enter, or a click.

    Signals:
        left: nothing.
    """

    left = Signal()

    def __init__(self, pictures: PicturesModel, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._pictures = pictures
        self._asked = ""
        self._words = ""
        self._why = ""
        self._shown: QPixmap | None = None
        self._before: QWidget | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", "own")
        self.back = TextButton(self.tr("Back to the page"), self, icon_name="previous")
        self.back.clicked.connect(self.leave)
        window.installEventFilter(self)
        self.hide()

    def look_at(self, named: Named, before: QWidget) -> None:
        """Show a picture; `before` gets the keyboard back."""
        self._asked, self._words, self._why, self._shown = named.id, named.alt, "", None
        if before is not self._before:
            self._before = before
            before.installEventFilter(self)
        self.setAccessibleName(named.alt or self.tr("A picture"))
        self.setGeometry(self._window.rect())
        self._pictures.read_whole(
            named.id,
            lambda picture: read_image(picture.content, QSize(LARGEST, LARGEST)),
            lambda image: self._take(named.id, image),
            lambda trouble: self._miss(named.id, trouble),
        )
        self.show()
        self.raise_()
        self.back.setFocus()

    def leave(self) -> None:
        """Back to where one was; nothing of the picture stays in memory."""
        if self.isVisible():
            self._asked, self._shown = "", None
            self.hide()
            if self._before is not None and self._before.isVisible():
                self._before.setFocus()
            self.left.emit()

    def _take(self, picture: str, image: QImage) -> None:
        if picture == self._asked:
            self._shown = QPixmap.fromImage(image)
            self.update()

    def _miss(self, picture: str, trouble: Trouble) -> None:
        if picture == self._asked:
            self._why = trouble.sentence
            self.update()

    # ------------------------------------------------------------------ the look

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture in the middle, its name under it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor(look().palette.paper))
        room = self.rect().adjusted(EDGE, look().px(64), -EDGE, -look().px(64))
        painter.setPen(QColor(look().palette.quiet))
        if self._shown is not None:
            size = self._shown.size() / self._shown.devicePixelRatio()
            if size.width() > room.width() or size.height() > room.height():
                size = size.scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            box = QRect(QPoint(0, 0), size)
            box.moveCenter(room.center())
            painter.drawPixmap(box, self._shown)
        elif self._why:
            painter.setFont(serif(LEAD))
            painter.drawText(QRectF(room), int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), self._why)
        painter.setFont(sans(TEXT))
        under = QRect(EDGE, room.bottom() + 12, self.width() - 2 * EDGE, look().px(28))
        words = painter.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, under.width())
        painter.drawText(under, int(Qt.AlignmentFlag.AlignCenter), words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Be as large as the window."""
        if watched is self._before and event.type() == QEvent.Type.Hide:
            self.leave()  # the page went away, and what was on it goes along
        if watched is self._window and event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._window.rect())
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The way back stands in the corner."""
        self.back.move(28, 20)
        self.back.adjustSize()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves; nothing beneath gets a key meanwhile."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        event.accept()

    def focusNextPrevChild(self, next: bool) -> bool:
        """There is one control; what lies beneath is not walked through."""
        return True

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click anywhere leaves."""
        self.leave()

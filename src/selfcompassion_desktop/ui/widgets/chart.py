"""A chart on a card, with what it shows in words beside it; it can be taken out as a picture, a drawing or a table.

pyqtgraph, and numpy with it, come in when Progress first opens.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QImage, QImageWriter, QPaintDevice, QPainter
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from ...core.tables import BOM, Cell, row
from ..look import look, sans
from ..tokens import SMALL
from .buttons import TextButton
from .card import Card
from .label import QuietLabel, Words
from .paint import RESTYLED

FINE = 2
"""A picture has so many pixels for each on the screen, along each side."""
_MARGIN = 16
_HEAD = 36

Draw = Callable[[Any], None]
"""Puts what it shows into a `pyqtgraph.PlotItem` that is empty, in the colours of the look in force."""
Table = Sequence[Sequence[Cell]]


def fetch() -> None:
    """Bring in what charts are drawn with; done aside, so that the window answers meanwhile."""
    import pyqtgraph

    pyqtgraph.setConfigOptions(antialias=True)


class Plot(QWidget):
    """Axes and what is drawn on them.

    Args:
        tall: its height, px at 100 %.
        parent: its parent.
    """

    def __init__(self, tall: int = 190, parent: QWidget | None = None) -> None:
        fetch()
        from pyqtgraph import PlotWidget

        super().__init__(parent)
        self._tall = tall
        self._draw: Draw | None = None
        self._view = PlotWidget(self)
        self._view.setFrameShape(self._view.Shape.NoFrame)
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # A chart is looked at: the wheel turns the page, and nothing in it can be pushed out of sight.
        self._view.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        item = self._view.getPlotItem()
        item.setMenuEnabled(False)
        item.hideButtons()
        item.setMouseEnabled(False, False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._view)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(280, look().px(self._tall))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, look().px(self._tall))

    def show_drawing(self, draw: Draw) -> None:
        """Draw this from now on."""
        self._draw = draw
        self._renew()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLED:
            self.updateGeometry()
            self._renew()

    def _renew(self) -> None:
        if self._draw is None:
            return
        palette, item = look().palette, self._view.getPlotItem()
        self._view.setBackground(QColor(palette.surface))
        item.clear()
        for side in ("left", "bottom"):
            axis = item.getAxis(side)
            axis.setStyle(tickFont=sans(SMALL), tickLength=0)
            axis.setTextPen(palette.quiet)
            axis.setPen(palette.line)
        self._draw(item)


class ChartCard(Card):
    """A card with a chart: its title, the chart, and words that say what it shows.

    Args:
        title: what it is of.
        chart: a `Plot`, or any widget that paints itself.
        parent: its parent.

    Signals:
        save_wanted: str, bytes; a name for a file, and what belongs in it.
    """

    save_wanted = Signal(str, bytes)

    def __init__(self, title: str, chart: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart = chart
        self._table: Table = ()
        self._title = QuietLabel(title)
        self._words = Words("")
        self.menu = QMenu(self)
        self.menu.addAction(self.tr("As a picture (PNG)"), lambda: self._save("png", self.picture()))
        self.menu.addAction(self.tr("As a drawing (SVG)"), lambda: self._save("svg", self.drawing()))
        self.menu.addAction(self.tr("As a table (CSV)"), lambda: self._save("csv", self.table()))
        self.save = TextButton(self.tr("Save"))
        self.save.clicked.connect(self._offer)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._title, 1, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.save, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(head)
        self.body.addWidget(chart)
        self.body.addWidget(self._words)
        self.body.addStretch(1)
        self.set_title(title)

    @property
    def title(self) -> str:
        """What it is of."""
        return self._title.text()

    @property
    def words(self) -> str:
        """What it shows, in words."""
        return self._words.text()

    def set_title(self, title: str) -> None:
        """Name it."""
        self._title.setText(title)
        self.chart.setAccessibleName(title)
        self.save.setAccessibleName(self.tr("Save “{title}”").format(title=title))

    def tell(self, words: str, table: Table) -> None:
        """Say what it shows, and give it as rows, the names of the columns first."""
        self._words.setText(words)
        self._table = table
        self.chart.setAccessibleDescription(words)

    def picture(self) -> bytes:
        """As PNG."""
        image = QImage(self._size * FINE, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(FINE)
        self._paint(image)
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, QByteArray(b"png")).write(image)
        return bytes(buffer.data().data())

    def drawing(self) -> bytes:
        """As SVG."""
        from PySide6.QtSvg import QSvgGenerator

        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        generator = QSvgGenerator()
        generator.setOutputDevice(buffer)
        generator.setSize(self._size)
        generator.setViewBox(QRect(QPoint(), self._size))
        generator.setTitle(self.title)
        generator.setDescription(self.words)
        self._paint(generator)
        return bytes(buffer.data().data())

    def table(self) -> bytes:
        """As CSV."""
        return (BOM + "".join(map(row, self._table))).encode()

    @property
    def _size(self) -> QSize:
        return self.chart.size() + QSize(2 * _MARGIN, look().px(_HEAD) + 2 * _MARGIN)

    def _paint(self, device: QPaintDevice) -> None:
        """The title and the chart, on the card's ground."""
        palette, head = look().palette, look().px(_HEAD)
        with QPainter(device) as painter:
            painter.fillRect(QRect(QPoint(), self._size), QColor(palette.surface))
            painter.setPen(QColor(palette.quiet))
            painter.setFont(sans(SMALL))
            box = QRect(_MARGIN, _MARGIN, self.chart.width(), head)
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, self.title)
            self.chart.render(painter, QPoint(_MARGIN, _MARGIN + head), renderFlags=QWidget.RenderFlag.DrawChildren)

    def _save(self, ending: str, content: bytes) -> None:
        name = "".join(letter if letter.isalnum() or letter in " -," else " " for letter in self.title)
        self.save_wanted.emit(f"{' '.join(name.split())[:80]}.{ending}", content)

    @Slot()
    def _offer(self) -> None:
        self.menu.popup(self.save.mapToGlobal(QPoint(0, self.save.height())))

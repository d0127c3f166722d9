"""One set of line icons, drawn for this program on a square of 24 with lines of 1.6.

A drawing is a row of strokes: `M x y`, `L x y`, `C x1 y1 x2 y2 x y`, `Z`, `O cx cy r` (circle),
`R x y w h r` (rounded rectangle), `A cx cy r from sweep` (arc, degrees counter-clockwise from three
o'clock); filled: `D cx cy r` (dot), `B x y w h r` (bar), `T` and three points (triangle).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from .look import look

GRID = 24.0
STROKE = 1.6

_DRAWINGS = {
    "today": "M 3 18 L 21 18 M 6.5 14.5 A 12 14.5 5.5 180 -180 M 12 3.4 L 12 5.4 M 4.2 6.8 L 5.6 8.1 "
    "M 19.8 6.8 L 18.4 8.1 M 7 21 L 17 21",
    "practise": "O 12 12 9 O 12 12 4.6 D 12 12 1.3",
    "journal": "M 6 3.5 L 16 3.5 C 17.2 3.5 18.5 4.4 18.5 6 L 18.5 20.5 L 7.6 20.5 C 6.2 20.5 5.5 19.6 5.5 18.6 "
    "L 5.5 4 M 5.5 18.4 C 5.5 17.4 6.2 16.8 7.4 16.8 L 18.5 16.8 M 9.2 8 L 14.8 8 M 9.2 11.4 L 13 11.4",
    "courses": "O 6 18.2 2.2 M 8.2 18.2 L 14.4 18.2 C 19.4 18.2 19.4 11.8 14.4 11.8 L 9.6 11.8 "
    "C 4.6 11.8 4.6 5.6 9.6 5.6 L 15.8 5.6 O 18 5.6 2.2",
    "progress": "M 3.5 20.5 L 20.5 20.5 M 6.5 20.5 L 6.5 14.5 M 12 20.5 L 12 6 M 17.5 20.5 L 17.5 10.5",
    "settings": "M 3.5 7.5 L 12.3 7.5 O 14.9 7.5 2.6 M 17.5 7.5 L 20.5 7.5 M 3.5 16.5 L 6.5 16.5 "
    "O 9.1 16.5 2.6 M 11.7 16.5 L 20.5 16.5",
    "play": "T 8.4 5.6 18.4 12 8.4 18.4",
    "pause": "B 7 5 3.6 14 1.2 B 13.4 5 3.6 14 1.2",
    "stop": "B 6.5 6.5 11 11 2",
    "back15": "A 12 13.2 8.3 90 -290 M 14.8 1.8 L 11.7 4.9 L 14.8 8 M 8.9 11.6 L 10.4 10.7 L 10.4 16.6 "
    "M 15.6 10.7 L 13.3 10.7 L 13.1 13.1 C 16.2 12.2 16.6 16.6 14.2 16.6 C 13.5 16.6 13 16.3 12.7 15.9",
    "forward15": "A 12 13.2 8.3 90 290 M 9.2 1.8 L 12.3 4.9 L 9.2 8 M 8.9 11.6 L 10.4 10.7 L 10.4 16.6 "
    "M 15.6 10.7 L 13.3 10.7 L 13.1 13.1 C 16.2 12.2 16.6 16.6 14.2 16.6 C 13.5 16.6 13 16.3 12.7 15.9",
    "volume": "M 4 9.5 L 7.5 9.5 L 12 5.5 L 12 18.5 L 7.5 14.5 L 4 14.5 Z A 11.5 12 4.4 42 -84 A 11.5 12 8 46 -92",
    "mute": "M 4 9.5 L 7.5 9.5 L 12 5.5 L 12 18.5 L 7.5 14.5 L 4 14.5 Z M 16 9.8 L 20.4 14.2 M 20.4 9.8 L 16 14.2",
    "fullscreen": "M 4 9 L 4 4 L 9 4 M 15 4 L 20 4 L 20 9 M 20 15 L 20 20 L 15 20 M 9 20 L 4 20 L 4 15",
    "search": "O 10.5 10.5 6.5 M 15.4 15.4 L 20.5 20.5",
    "bin": "M 4.5 6.5 L 19.5 6.5 M 9 6.5 L 9 4 L 15 4 L 15 6.5 M 6.5 6.5 L 7.3 20 L 16.7 20 L 17.5 6.5 "
    "M 10.2 10.5 L 10.4 16 M 13.8 10.5 L 13.6 16",
    "restore": "M 4.5 12.5 A 12 12.5 7.5 180 -290 M 4.5 12.5 L 1.9 9.6 M 4.5 12.5 L 7.6 10",
    "lock": "R 5 10.5 14 10 2.4 M 8 10.5 L 8 8 C 8 2.6 16 2.6 16 8 L 16 10.5 D 12 15.5 1.3",
    "unlock": "R 5 10.5 14 10 2.4 M 8 10.5 L 8 7.6 C 8 2.8 14.6 2.4 15.8 6.4 D 12 15.5 1.3",
    "plus": "M 12 5 L 12 19 M 5 12 L 19 12",
    "minus": "M 5 12 L 19 12",
    "close": "M 6.5 6.5 L 17.5 17.5 M 17.5 6.5 L 6.5 17.5",
    "check": "M 5 12.8 L 10 17.5 L 19.2 7",
    "next": "M 9.5 6 L 15.5 12 L 9.5 18",
    "previous": "M 14.5 6 L 8.5 12 L 14.5 18",
    "down": "M 6 9.5 L 12 15.5 L 18 9.5",
    "break": "M 12 13.2 C 8.6 10.6 7.4 9.2 7.4 7.2 C 7.4 5.6 8.6 4.4 10 4.4 C 10.9 4.4 11.6 4.9 12 5.7 "
    "C 12.4 4.9 13.1 4.4 14 4.4 C 15.4 4.4 16.6 5.6 16.6 7.2 C 16.6 9.2 15.4 10.6 12 13.2 Z "
    "M 3 15.2 C 6 14.6 7.6 16.4 9.6 17 L 14 17 C 15.6 17 15.6 19 14 19 L 10.6 19 M 15.2 18.2 L 19.4 15.6 "
    "C 20.8 14.8 21.8 16.4 20.6 17.4 C 18.4 19.2 16.2 21 13.6 21 C 9.6 21 8 20.2 3 20",
    "too-much": "O 12 12 8.5 M 9.2 9.6 C 9.4 7.2 14.8 7 14.8 10 C 14.8 12 12 12.2 12 14.2 D 12 16.8 1",
    "export": "M 12 14.5 L 12 3.8 M 8.2 7.4 L 12 3.6 L 15.8 7.4 M 4.5 13.5 L 4.5 20 L 19.5 20 L 19.5 13.5",
    "edit": "M 4.5 19.5 L 5.4 15.4 L 16 4.8 L 19.2 8 L 8.6 18.6 Z M 13.8 7 L 17 10.2",
    "calendar": "R 4 5.5 16 14.5 2.2 M 4 10 L 20 10 M 8.5 3.4 L 8.5 7 M 15.5 3.4 L 15.5 7 "
    "D 8.5 14.5 1.1 D 12.5 14.5 1.1",
    "narrow": "M 3.5 6.5 L 20.5 6.5 M 6.5 12 L 17.5 12 M 10 17.5 L 14 17.5",
    "pin": "M 9 3.8 L 15 3.8 M 10 3.8 L 9.6 10.2 C 7.6 11 6.4 12.4 6.2 14.6 L 17.8 14.6 C 17.6 12.4 16.4 11 14.4 10.2 "
    "L 14 3.8 M 12 14.6 L 12 20.8",
    "letter": "R 3.5 6 17 12.5 2 M 4.2 7 L 12 13.2 L 19.8 7",
    "more": "D 5.5 12 1.5 D 12 12 1.5 D 18.5 12 1.5",
    "text": "M 4.5 7 L 19.5 7 M 4.5 12 L 19.5 12 M 4.5 17 L 13 17",
}

NAMES = tuple(_DRAWINGS)
"""Every icon there is."""

_FLIPPED = frozenset({"next", "previous", "courses", "text"})
"""Icons that turn round where one reads from right to left."""


@cache
def _paths(name: str) -> tuple[QPainterPath, QPainterPath]:
    """An icon's lines and its filled dots."""
    lines, dots = QPainterPath(), QPainterPath()
    words = iter(_DRAWINGS[name].split())
    for letter in words:
        _stroke(letter, words, lines, dots)
    return lines, dots


def _stroke(letter: str, words: Iterator[str], lines: QPainterPath, dots: QPainterPath) -> None:
    def take(count: int) -> list[float]:
        return [float(next(words)) for _ in range(count)]

    def arc(cx: float, cy: float, r: float, start: float, sweep: float) -> None:
        box = QRectF(cx - r, cy - r, 2 * r, 2 * r)
        lines.arcMoveTo(box, start)
        lines.arcTo(box, start, sweep)

    def triangle(*at: float) -> None:
        for path in (lines, dots):
            path.addPolygon(QPolygonF([QPointF(*at[:2]), QPointF(*at[2:4]), QPointF(*at[4:])]))
            path.closeSubpath()

    strokes: dict[str, tuple[int, Callable[..., None]]] = {
        "M": (2, lines.moveTo),
        "L": (2, lines.lineTo),
        "C": (6, lines.cubicTo),
        "Z": (0, lines.closeSubpath),
        "O": (3, lambda cx, cy, r: lines.addEllipse(QPointF(cx, cy), r, r)),
        "D": (3, lambda cx, cy, r: dots.addEllipse(QPointF(cx, cy), r, r)),
        "R": (5, lambda x, y, w, h, r: lines.addRoundedRect(QRectF(x, y, w, h), r, r)),
        "A": (5, arc),
        "B": (5, lambda x, y, w, h, r: dots.addRoundedRect(QRectF(x, y, w, h), r, r)),
        "T": (6, triangle),
    }
    count, draw = strokes[letter]
    draw(*take(count))


def paint_icon(painter: QPainter, name: str, box: QRectF, colour: QColor, *, mirrored: bool = False) -> None:
    """Draw an icon into a square of any size.

    Args:
        painter: where to; its state is kept.
        name: one of `NAMES`.
        box: the square, in the painter's px.
        colour: of lines and dots.
        mirrored: whether one reads from right to left; only icons that point somewhere turn round.
    """
    lines, dots = _paths(name)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / GRID, box.height() / GRID)
    if mirrored and name in _FLIPPED:
        painter.translate(GRID, 0)
        painter.scale(-1, 1)
    painter.setPen(QPen(colour, STROKE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(lines)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPath(dots)
    painter.restore()


@lru_cache(maxsize=128)
def pixmap(name: str, size: int, colour: str, ratio: float = 1.0) -> QPixmap:
    """An icon as a picture of `size` px at a screen's pixel ratio."""
    made = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    paint_icon(painter, name, QRectF(0, 0, size, size), QColor(colour))
    painter.end()
    return made


def icon(name: str, size: int = 20) -> QIcon:
    """An icon in the ink of the moment, for menus and fields that want a `QIcon`."""
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(pixmap(name, size, look().palette.ink, ratio))
    return made


def program_icon(folder: Path) -> QIcon:
    """The program's own icon, for the window, the task bar and the tray.

    Args:
        folder: where `icon-16.png` to `icon-512.png` lie; each is read when first needed.
    """
    made = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256, 512):
        made.addFile(str(folder / f"icon-{size}.png"), QSize(size, size))
    return made

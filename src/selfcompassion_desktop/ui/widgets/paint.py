"""What the self-painted widgets share: rounded grounds, shades, text layout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from unicodedata import bidirectional

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QWidget

from ..look import look, mirrored

RESTYLED = frozenset({QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange, QEvent.Type.EnabledChange})
"""Events after which a self-painted widget measures and paints itself anew."""


_BELOW_MIDDLE = 0.32
"""Where letters stand: so far under the middle of their line, in ems, that their bodies look centred."""


_WIDOW = 0.16
"""A last line shorter than this share of the width looks forgotten."""


def shade(colour: str, amount: float = 0.04) -> QColor:
    """A colour a little nearer to the ink: what hovering does."""
    return mix(colour, look().palette.ink, amount)


def mix(one: str, other: str, amount: float) -> QColor:
    """`one` with `amount` (0…1) of `other` in it."""
    a, b = QColor(one), QColor(other)
    return QColor(
        round(a.red() + (b.red() - a.red()) * amount),
        round(a.green() + (b.green() - a.green()) * amount),
        round(a.blue() + (b.blue() - a.blue()) * amount),
    )


def fill(painter: QPainter, box: QRectF, colour: QColor) -> None:
    """A plain rectangle; `fillRect` would make PySide set up every gradient there is, 4 ms of the start."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRect(box)


def ground(painter: QPainter, box: QRectF, radius: float, fill: QColor | None, line: QColor | None) -> None:
    """A rounded surface; its 1 px line lies inside the box, so that it is crisp on every screen."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush if fill is None else fill)
    if line is None:
        painter.setPen(Qt.PenStyle.NoPen)
        inner = box
    else:
        painter.setPen(QPen(line, 1))
        inner = box.adjusted(0.5, 0.5, -0.5, -0.5)
    bend = min(radius, inner.height() / 2)
    painter.drawRoundedRect(inner, bend, bend)


def right_to_left(text: str) -> bool:
    """Whether a text reads from right to left: its first strong character decides."""
    return next((way in ("R", "AL") for way in map(bidirectional, text) if way in ("L", "R", "AL")), False)


def write(painter: QPainter, box: QRectF, text: str, font: QFont, *, side: Qt.AlignmentFlag) -> None:
    """One line of text in the painter's pen, in the direction that the text itself reads.

    Args:
        painter: where to.
        box: the line stands in its middle.
        text: cut off by the box, not elided; `&` marks a key and is not shown.
        font: its face.
        side: AlignLeft or AlignRight as seen, or AlignHCenter.
    """
    painter.setFont(font)
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
    painter.drawText(box, flags | Qt.TextFlag.TextHideMnemonic, text)


def reading_side(widget: QWidget, text: str = "") -> Qt.AlignmentFlag:
    """The side, as seen, where a widget's text begins."""
    turned = mirrored(widget) or right_to_left(text)
    return Qt.AlignmentFlag.AlignRight if turned else Qt.AlignmentFlag.AlignLeft


def restyle(widget: QWidget) -> None:
    """Measure and paint a widget anew."""
    widget.updateGeometry()
    widget.update()


@dataclass(frozen=True, slots=True)
class Laid:
    """Text laid out in lines.

    Attributes:
        layouts: one layout a paragraph, positions set, ready to draw at any point.
        room: the width that the lines were laid out and aligned in, px.
        width: of the widest line, px.
        height: of all lines, px.
        lines: how many lines.
    """

    layouts: tuple[QTextLayout, ...]
    room: float
    width: float
    height: float
    lines: int

    def draw(self, painter: QPainter, at: QPointF) -> None:
        """Draw with the painter's pen."""
        for layout in self.layouts:
            layout.draw(painter, at)


def lay_out(
    text: str,
    font: QFont,
    width: float,
    *,
    leading: float = 1.5,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    most: int = 0,
    formats: Sequence[QTextLayout.FormatRange] = (),
) -> Laid:
    """Wrap text at words, and inside a word only where it is longer than a line.

    Args:
        text: what to lay out; a line feed starts a new line.
        font: its pixel size times `leading` is a line's height.
        width: of a line, px.
        leading: line height as a multiple of the font's size.
        align: within `width`, as seen.
        most: at most so many lines, the last one elided; 0 for all.
        formats: ranges with a format of their own, for one-paragraph texts.
    """
    if not text:
        return Laid((), 0.0, 0.0, 0.0, 0)
    option = QTextOption(align | Qt.AlignmentFlag.AlignAbsolute)
    turned = right_to_left(text)
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if turned else Qt.LayoutDirection.LeftToRight)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    step = font.pixelSize() * leading
    base = step / 2 + font.pixelSize() * _BELOW_MIDDLE
    made: list[QTextLayout] = []
    y, widest, count = 0.0, 0.0, 0
    for part in text.split("\n"):
        if most and count >= most:
            break
        left = most - count if most else 0
        layout = _paragraph(_elided(part, font, width, option, left) if most else part, font, option, formats)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, y + base - line.ascent()))
            widest = max(widest, line.naturalTextWidth())
            y += step
            count += 1
        layout.endLayout()
        made.append(layout)
    return Laid(tuple(made), width, widest, y, count)


def _paragraph(
    text: str, font: QFont, option: QTextOption, formats: Sequence[QTextLayout.FormatRange] = ()
) -> QTextLayout:
    layout = QTextLayout(text, font)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    if formats:
        layout.setFormats(list(formats))
    return layout


def _elided(text: str, font: QFont, width: float, option: QTextOption, most: int) -> str:
    """The text as far as `most` lines hold it, its end replaced by an ellipsis where it goes on."""
    layout = _paragraph(text, font, option)
    layout.beginLayout()
    start = 0
    for _ in range(most):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        start = line.textStart()
    more = layout.createLine().isValid()
    layout.endLayout()
    if not more:
        return text
    rest = QFontMetricsF(font).elidedText(text[start:], Qt.TextElideMode.ElideRight, width - 1)
    return text[:start] + rest


def _last_share(laid: Laid, width: float) -> float:
    """How much of a line the last line of the last paragraph fills, 0…1."""
    last = laid.layouts[-1]
    return last.lineAt(last.lineCount() - 1).naturalTextWidth() / width if last.lineCount() > 1 and width > 0 else 1.0


def evened(text: str, font: QFont, width: float, *, leading: float, align: Qt.AlignmentFlag) -> Laid:
    """Wrapped text whose last line is not one short word, as long as that costs no further line."""
    laid = lay_out(text, font, width, leading=leading, align=align)
    if width <= 0 or laid.lines < 2 or not laid.layouts or _last_share(laid, width) >= _WIDOW:
        return laid
    for share in (0.97, 0.94, 0.9, 0.85, 0.8, 0.72, 0.64):
        tried = lay_out(text, font, width * share, leading=leading, align=align)
        if tried.lines > laid.lines:
            break
        if _last_share(tried, width) >= _WIDOW:
            return tried
    return laid


def balanced(text: str, font: QFont, width: float, *, leading: float) -> Laid:
    """Centred text in as few lines as `width` allows, about equally long, broken where one would breathe."""
    centre = Qt.AlignmentFlag.AlignHCenter
    greedy = lay_out(text, font, width, leading=leading, align=centre)
    words = text.split()
    if greedy.lines < 2 or "\n" in text:
        return greedy
    metrics = QFontMetricsF(font)
    widths = [metrics.horizontalAdvance(word) for word in words]
    if max(widths) > width or len(words) < greedy.lines:
        return greedy
    lines = _break(words, widths, metrics.horizontalAdvance(" "), width, greedy.lines)
    return lay_out("\n".join(lines), font, width, leading=leading, align=centre) if lines else greedy


def _break(words: list[str], widths: list[float], space: float, most: float, count: int) -> list[str]:
    """The words in exactly `count` lines, at the least cost; empty where they do not fit so.

    A line costs the square of how far it is from the mean; ending at a comma or a full stop is worth
    something, ending in a little word costs something.
    """
    ends = [0.0]
    for wide in widths:
        ends.append(ends[-1] + wide + space)
    mean = ends[-1] / count

    def cost(start: int, stop: int) -> float:
        wide = ends[stop] - ends[start] - space
        if wide > most:
            return inf
        last = words[stop - 1]
        pause = 0.0 if stop == len(words) else -0.05 if last[-1] in ".,;:?!…—–" else 0.03 if len(last) < 4 else 0.0
        return ((wide - mean) / mean) ** 2 + pause

    nowhere: tuple[float, tuple[int, ...]] = (inf, ())
    best = [(0.0, nowhere[1])] + [nowhere] * len(words)
    for _ in range(count):
        nearer = [nowhere]
        for stop in range(1, len(words) + 1):
            nearer.append(min((best[start][0] + cost(start, stop), (*best[start][1], stop)) for start in range(stop)))
        best = nearer
    total, stops = best[-1]
    if total == inf:
        return []
    return [" ".join(words[start:stop]) for start, stop in zip((0, *stops), stops, strict=False)]

"""What the charts of Progress draw, with pyqtgraph, in the colours of the look in force."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QLocale
from PySide6.QtGui import QColor

from ...core.measure import Phase
from ...core.progress import Pair, Point, Week
from ..look import look
from ..widgets.chart import Draw

WEEKS = 53
"""So many weeks are drawn at most; the table has all."""
LINES = 60
"""So many pairs are drawn at most, the newest."""
MARKED = 120
"""Up to so many points, each is marked."""
_LEAST_WEEKS = 8
_TICKS = 6


def short_day(day: date) -> str:
    """`3 Nov`, in the order and the words of where one lives."""
    return f"{day.day} {QLocale().standaloneMonthName(day.month, QLocale.FormatType.ShortFormat)}"


def minutes_a_week(weeks: Sequence[Week]) -> Draw:
    """A bar a week."""

    def draw(item: Any) -> None:
        from pyqtgraph import BarGraphItem, mkBrush

        shown = list(weeks[-WEEKS:])
        first = min(0, len(shown) - _LEAST_WEEKS)
        places = [float(n) for n in range(len(shown))]
        sage = mkBrush(QColor(look().palette.sage))
        if shown:
            heights = [week.minutes for week in shown]
            item.addItem(BarGraphItem(x=places, height=heights, width=0.66, brush=sage, pen=None))
        most = max([week.minutes for week in shown] + [10.0])
        item.setRange(xRange=(first - 0.6, len(shown) - 0.4), yRange=(0, most * 1.08), padding=0)
        named = [(place, short_day(week.first)) for place, week in zip(places, shown, strict=True)]
        _ticks(item, named, max(len(shown), _LEAST_WEEKS))
        _levels(item, most)

    return draw


def before_and_after(pairs: Sequence[Pair]) -> Draw:
    """A line from before to after, each time; both from 0 to 10."""

    def draw(item: Any) -> None:
        from pyqtgraph import PlotDataItem, ScatterPlotItem, mkBrush, mkPen

        palette = look().palette
        shown = pairs[-LINES:]
        line = QColor(palette.sage)
        line.setAlphaF(0.45)
        for pair in shown:
            item.addItem(PlotDataItem([0.0, 1.0], [float(pair.before), float(pair.after)], pen=mkPen(line, width=1.6)))
        for x, colour, shape, values in (
            (0.0, palette.clay, "s", [pair.before for pair in shown]),
            (1.0, palette.sage, "o", [pair.after for pair in shown]),
        ):
            spots = [(x, float(value)) for value in sorted(set(values))]
            item.addItem(ScatterPlotItem(pos=spots, size=9, symbol=shape, brush=mkBrush(QColor(colour)), pen=None))
        item.setRange(xRange=(-0.8, 1.8), yRange=(-0.5, 10.5), padding=0)
        item.getAxis("bottom").setTicks([[(0.0, item.tr("before")), (1.0, item.tr("after"))]])
        item.getAxis("left").setTicks([[(0.0, "0"), (5.0, "5"), (10.0, "10")]])

    return draw


def over_time(points: Sequence[Point], least: float, most: float) -> Draw:
    """A line through the values, with the time of a course as a ground, and what was before and after in shapes."""

    def draw(item: Any) -> None:
        from pyqtgraph import LinearRegionItem, PlotDataItem, mkBrush, mkPen

        palette = look().palette
        for first, last in spans(points):
            ground = LinearRegionItem((first - 0.5, last + 0.5), movable=False, brush=mkBrush(QColor(palette.halo)))
            for edge in ground.lines:
                edge.setPen(mkPen(QColor(palette.line), width=1))
            ground.setZValue(-10)
            item.addItem(ground)
        x, y = [float(p.day.toordinal()) for p in points], [p.value for p in points]
        # Qt draws a line of one pixel many times as fast as one that is wider.
        item.addItem(PlotDataItem(x, y, pen=mkPen(QColor(palette.sage), width=2 if len(x) <= MARKED else 1)))
        for phase, shape, fill, edge in (
            (None, "o", palette.surface, palette.sage),
            (Phase.BEFORE, "s", palette.clay, palette.clay),
            (Phase.AFTER, "d", palette.sage, palette.sage),
        ):
            spots = [n for n, point in enumerate(points) if _kind(point) is phase]
            if spots and len(spots) <= MARKED:
                item.addItem(
                    PlotDataItem(
                        [x[n] for n in spots],
                        [y[n] for n in spots],
                        pen=None,
                        symbol=shape,
                        symbolSize=9,
                        symbolBrush=mkBrush(QColor(fill)),
                        symbolPen=mkPen(QColor(edge), width=1.8),
                    )
                )
        low, high = (min(x), max(x)) if x else (0.0, 1.0)
        room = max((high - low) * 0.04, 3.5 if high - low < 7 else 0.8)
        rise = (most - least) * 0.06 or 1.0
        item.setRange(xRange=(low - room, high + room), yRange=(least - rise, most + rise), padding=0)
        days = sorted({point.day for point in points})
        far = high - low > 300
        _ticks(item, [(float(day.toordinal()), _dated(day, far)) for day in days], high - low + 2 * room)
        item.getAxis("left").setTicks([[(v, f"{v:g}") for v in (least, (least + most) / 2, most)]])

    return draw


def _kind(point: Point) -> Phase | None:
    return point.phase if point.phase in (Phase.BEFORE, Phase.AFTER) else None


def spans(points: Sequence[Point]) -> list[tuple[int, int]]:
    """From when to when each time on a course was asked about; a single day is no span."""
    found: dict[str, list[int]] = {}
    for point in points:
        if point.run:
            found.setdefault(point.run, []).append(point.day.toordinal())
    return [(min(days), max(days)) for days in found.values() if min(days) < max(days)]


def _dated(day: date, far: bool) -> str:
    if not far:
        return short_day(day)
    return f"{QLocale().standaloneMonthName(day.month, QLocale.FormatType.ShortFormat)} {day.year}"


def _ticks(item: Any, named: Sequence[tuple[float, str]], span: float) -> None:
    """A few of the names along an axis that is `span` long, not on each other; the newest is there."""
    chosen: list[tuple[float, str]] = []
    for place, name in reversed(named):
        if not chosen or chosen[-1][0] - place >= span / _TICKS:
            chosen.append((place, name))
    item.getAxis("bottom").setTicks([chosen])


def _levels(item: Any, most: float) -> None:
    """Three quiet lines across, at round numbers of minutes."""
    from pyqtgraph import InfiniteLine, mkPen

    step = next((s for s in (5, 10, 20, 30, 60, 120, 300, 600) if most / s <= 3.5), 1200)
    levels = [float(step * n) for n in range(int(most // step) + 1)]
    for level, above in pairwise([*levels, most]):
        if level < above or level == 0:
            line = InfiniteLine(pos=level, angle=0, pen=mkPen(QColor(look().palette.line), width=1))
            line.setZValue(-5)
            item.addItem(line)
    item.getAxis("left").setTicks([[(level, f"{level:g}") for level in levels]])

"""The rail: the places at the left, and the two things that are always in reach."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QT_TRANSLATE_NOOP, QEvent, QObject, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from ..icons import paint_icon
from ..look import look, mirrored, sans, serif
from ..tokens import FIELD_RADIUS, LEAD, REACH, SMALL, TEXT
from .breathing import paint_form
from .buttons import PrimaryButton, QuietButton
from .paint import RESTYLED, fill, ground, mix, reading_side, restyle, write
from .roving import enter_clicks, neighbour, one_stop, stop_at, walk_to

PLACES = (
    ("today", str(QT_TRANSLATE_NOOP("Rail", "Today"))),
    ("practise", str(QT_TRANSLATE_NOOP("Rail", "Practise"))),
    ("journal", str(QT_TRANSLATE_NOOP("Rail", "Journal"))),
    ("courses", str(QT_TRANSLATE_NOOP("Rail", "Courses"))),
    ("progress", str(QT_TRANSLATE_NOOP("Rail", "Progress"))),
    ("settings", str(QT_TRANSLATE_NOOP("Rail", "Settings"))),
)
"""Keys, which are also the icons' names, and labels; the last stands by itself below."""

WORD_MARK = "Self-Compassion".replace("-", "\N{NON-BREAKING HYPHEN}")
_PAD_X, _PAD_Y, _GAP = 14, 9, 14
_NARROW_PAD, _MARK_GAP, _WIDE_GAP = 12, 16, 4
_WIDE_MARGINS, _NARROW_MARGINS = (16, 28, 17, 20), (8, 12, 9, 12)
_LEAST_TALL = 420
_SHARE = 4
"""The rail takes at most one part in so many of the window's width."""


class WordMark(QLabel):
    """The program's name beside its form, in one line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(WORD_MARK, parent)
        self.setAccessibleName("Self-Compassion")
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(serif(LEAD))
        return QSize(_PAD_X + look().px(22) + 10 + metrics.horizontalAdvance(WORD_MARK) + 2, metrics.height() + 8)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLED:
            restyle(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side, turned = look().px(22), mirrored(self)
        middle = self.height() / 2
        x = self.width() - _PAD_X + 2 - side / 2 if turned else _PAD_X - 2 + side / 2
        paint_form(painter, QPointF(x, middle), side / 2, 0.5, heart=True)
        painter.setPen(QColor(look().palette.ink))
        start = _PAD_X - 2 + side + 10
        box = self.rect().adjusted(0, 0, -start, 0) if turned else self.rect().adjusted(start, 0, 0, 0)
        write(painter, box.toRectF(), WORD_MARK, serif(LEAD), side=reading_side(self))


class RailItem(QRadioButton):
    """One place in the rail."""

    def __init__(self, key: str, label: str, parent: QWidget) -> None:
        super().__init__(label, parent)
        self.key = key
        self._narrow = False
        self.setAutoExclusive(False)
        self.setAccessibleName(label)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def set_narrow(self, narrow: bool) -> None:
        """Show the words only, small: what large text in a small window leaves room for."""
        self._narrow = narrow
        restyle(self)

    def ring_radius(self) -> float:
        """The corner that the focus ring follows."""
        return FIELD_RADIUS

    def sizeHint(self) -> QSize:
        if not self._narrow:
            return self.wide_size()
        metrics = QFontMetrics(sans(SMALL, bold=True))
        width = metrics.horizontalAdvance(self.text()) + 2 * _NARROW_PAD
        return QSize(width, max(REACH, metrics.height() + _NARROW_PAD))

    def wide_size(self) -> QSize:
        """The size while it shows its icon."""
        metrics = QFontMetrics(sans(TEXT, bold=True))
        width = metrics.horizontalAdvance(self.text()) + 2 * _PAD_X + look().px(20) + _GAP
        return QSize(width, max(REACH, metrics.height() + 2 * _PAD_Y))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLED:
            restyle(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        rail = self.parentWidget()
        if isinstance(rail, Rail) and rail.walk(self, event):
            return
        if not enter_clicks(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = look().palette
        painter = QPainter(self)
        chosen, turned = self.isChecked(), mirrored(self)
        lively = self.underMouse() and not chosen
        if chosen or lively:
            shade = QColor(palette.sage_soft) if chosen else mix(palette.paper, palette.sage_soft, 0.6)
            ground(painter, QRectF(self.rect()), FIELD_RADIUS, shade, None)
        ink = QColor(palette.ink if chosen or lively else palette.quiet)
        painter.setPen(ink)
        font = sans(SMALL if self._narrow else TEXT, bold=chosen)
        start = _NARROW_PAD
        if not self._narrow:
            side = look().px(20)
            x = self.width() - _PAD_X - side if turned else _PAD_X
            paint_icon(painter, self.key, QRectF(x, (self.height() - side) / 2, side, side), ink, mirrored=turned)
            start = _PAD_X + side + _GAP
        box = self.rect().adjusted(4, 0, -start, 0) if turned else self.rect().adjusted(start, 0, -4, 0)
        write(painter, box.toRectF(), self.text(), font, side=reading_side(self))


class Rail(QWidget):
    """The rail itself.

    Args:
        parent: its parent.
        places: keys and labels; the last stands by itself below.
    """

    chosen = Signal(str)
    """The key of the place that the person chose."""
    break_wanted = Signal()
    too_much = Signal()

    def __init__(self, parent: QWidget | None = None, *, places: Sequence[tuple[str, str]] = PLACES) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Places"))
        self.items = [RailItem(key, self.tr(label), self) for key, label in places]
        self.take_break = PrimaryButton(self.tr("Take a break"), self)
        self.take_too_much = QuietButton(self.tr("Too much?"), self)
        for button in (self.take_break, self.take_too_much):
            button.pad_x = 16
        for item in self.items:
            item.clicked.connect(lambda _=False, key=item.key: self._press(key))
        self.take_break.clicked.connect(self.break_wanted)
        self.take_too_much.clicked.connect(self.too_much)
        self._narrow = False
        self._mark = WordMark(self)
        self._column = QVBoxLayout(self)
        self._build()
        self._arrange()
        self.set_place(self.items[0].key)

    def _build(self) -> None:
        column = self._column
        column.addWidget(self._mark)
        column.addSpacing(_MARK_GAP)
        for item in self.items[:-1]:
            column.addWidget(item)
        column.addStretch(1)
        column.addWidget(self.items[-1])
        column.addSpacing(8)
        column.addWidget(self.take_break)
        column.addSpacing(4)
        column.addWidget(self.take_too_much)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def _arrange(self) -> None:
        self._mark.setHidden(self._narrow)
        for item in self.items:
            item.set_narrow(self._narrow)
        room = max(item.sizeHint().width() for item in self.items) if self._narrow else 0
        for button in (self.take_break, self.take_too_much):
            button.set_compact(room)
        self._column.setContentsMargins(*(_NARROW_MARGINS if self._narrow else _WIDE_MARGINS))
        self._column.setSpacing(2 if self._narrow else _WIDE_GAP)

    @property
    def narrow(self) -> bool:
        """Whether it shows words only, small."""
        return self._narrow

    def wide_size(self) -> QSize:
        """What it needs to be wide, px."""
        buttons = (self.take_break.full_size(), self.take_too_much.full_size())
        sizes = [self._mark.sizeHint(), *buttons, *(item.wide_size() for item in self.items)]
        left, top, right, bottom = _WIDE_MARGINS
        gaps = (len(sizes) + 3) * _WIDE_GAP + _MARK_GAP + 12
        tall = sum(size.height() for size in sizes) + gaps + top + bottom
        return QSize(max(size.width() for size in sizes) + left + right, tall)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), _LEAST_TALL)

    def fit(self, window: QSize) -> None:
        """Be narrow where the window is too small for the text size, else wide."""
        need = self.wide_size()
        narrow = window.width() < _SHARE * need.width() or window.height() < need.height()
        if narrow != self._narrow:
            self._narrow = narrow
            self._arrange()
            self.updateGeometry()

    @property
    def place(self) -> str:
        """The key of the place shown."""
        return next(item.key for item in self.items if item.isChecked())

    def set_place(self, key: str) -> None:
        """Mark a place as shown; sends nothing."""
        for item in self.items:
            item.setChecked(item.key == key)
        one_stop(self.items)

    def set_practising(self, practising: bool) -> None:
        """While one practises, nobody is offered a break."""
        self.take_break.setEnabled(not practising)

    def walk(self, item: RailItem, event: QKeyEvent) -> bool:
        """Follow an arrow key from an item; whether there was somewhere to go."""
        to = neighbour(self.items, item, event)
        if to is None:
            return False
        walk_to(to)
        stop_at(self.items, to)
        return True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.window().installEventFilter(self)
        self.fit(self.window().size())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.fit(self.window().size())
        return False

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLED and self.isVisible():
            self.fit(self.window().size())
            restyle(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        x = 0 if mirrored(self) else self.width() - 1
        fill(QPainter(self), QRectF(x, 0, 1, self.height()), QColor(look().palette.line))

    def _press(self, key: str) -> None:
        self.set_place(key)
        self.chosen.emit(key)

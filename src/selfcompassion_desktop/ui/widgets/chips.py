"""Pills to choose with: one of several, or several."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy, QWidget

from ..look import look, sans
from ..tokens import REACH, SMALL, TEXT
from .flow import FlowLayout
from .paint import RESTYLED, ground, mix, restyle, write
from .roving import enter_clicks, neighbour, one_stop, stop_at, walk_to

_PAD_X, _PAD_Y = 16, 9
_SMALL_X, _SMALL_Y = 12, 6


def _prepare(chip: QAbstractButton) -> None:
    chip.setCursor(Qt.CursorShape.PointingHandCursor)
    chip.setAttribute(Qt.WidgetAttribute.WA_Hover)
    chip.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    chip.setAutoExclusive(False)


def _size(chip: Chip | TickChip) -> QSize:
    """Room for the bold text, so that choosing moves nothing."""
    metrics = QFontMetrics(sans(SMALL if chip.small else TEXT, bold=True))
    x, y = (_SMALL_X, _SMALL_Y) if chip.small else (_PAD_X, _PAD_Y)
    width = metrics.horizontalAdvance(chip.text().replace("&&", "&")) + 2 * x
    return QSize(width, max(REACH, metrics.height() + 2 * y))


def _paint(chip: Chip | TickChip) -> None:
    palette = look().palette
    chosen = chip.isChecked()
    lively = 0.0 if not chip.isEnabled() else 0.1 if chip.isDown() else 0.06 if chip.underMouse() else 0.0
    fill = mix(palette.sage_soft if chosen else palette.surface, palette.sage, lively)
    painter = QPainter(chip)
    ground(painter, QRectF(chip.rect()), chip.height() / 2, fill, QColor(palette.sage if chosen else palette.edge))
    painter.setPen(QColor(palette.ink if chip.isEnabled() else palette.quiet))
    font = sans(SMALL if chip.small else TEXT, bold=chosen)
    words = QFontMetrics(font).elidedText(chip.text(), Qt.TextElideMode.ElideRight, chip.width() - 12)
    write(painter, QRectF(chip.rect()), words, font, side=Qt.AlignmentFlag.AlignHCenter)


class Chip(QRadioButton):
    """One pill of a row in which one is chosen."""

    small = False

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        _prepare(self)

    def ring_radius(self) -> float:
        """Half of its height: it is a pill."""
        return self.height() / 2

    def sizeHint(self) -> QSize:
        return _size(self)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), look().px(160)), self.sizeHint().height())

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLED:
            restyle(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.parentWidget()
        if isinstance(row, _Row) and row.walk(self, event):
            return
        if not enter_clicks(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        _paint(self)


class TickChip(QCheckBox):
    """One pill of a row in which several may be chosen.

    Args:
        text: what it says; `&` marks its key.
        parent: its parent.
        small: set in small type, where many stand together.
    """

    def __init__(self, text: str, parent: QWidget | None = None, *, small: bool = False) -> None:
        super().__init__(text, parent)
        self.small = small
        _prepare(self)

    def ring_radius(self) -> float:
        """Half of its height: it is a pill."""
        return self.height() / 2

    def sizeHint(self) -> QSize:
        return _size(self)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), look().px(160)), self.sizeHint().height())

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLED:
            restyle(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.parentWidget()
        if isinstance(row, _Row) and row.walk(self, event):
            return
        if not enter_clicks(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        _paint(self)


class _Row(QWidget):
    """Chips side by side, wrapping; one stop for Tab, arrows inside.

    Args:
        name: what is chosen here, for screen readers.
        parent: its parent.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._flow = FlowLayout(self)
        self._chips: dict[str, QAbstractButton] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def chips(self) -> tuple[QAbstractButton, ...]:
        """The chips in their order."""
        return tuple(self._chips.values())

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer these choices, each a key and a label; what was chosen stays chosen if it is still there."""
        kept = [key for key, chip in self._chips.items() if chip.isChecked()]
        for chip in self._chips.values():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = {key: self._make(key, label) for key, label in choices}
        for key in kept:
            if key in self._chips:
                self._chips[key].setChecked(True)
        self._restop()
        self.updateGeometry()

    def walk(self, chip: QAbstractButton, event: QKeyEvent) -> bool:
        """Follow an arrow key from a chip; whether there was somewhere to go."""
        to = neighbour(self.chips, chip, event)
        if to is None:
            return False
        walk_to(to)
        self._arrived(to)
        return True

    def _make(self, key: str, label: str) -> QAbstractButton:
        chip = self._chip(label.replace("&", "&&"))
        chip.setAccessibleName(label)
        chip.clicked.connect(lambda: self._pressed(key))
        self._flow.addWidget(chip)
        chip.show()
        return chip

    def _restop(self) -> None:
        one_stop(self.chips)

    def _chip(self, label: str) -> QAbstractButton:
        raise NotImplementedError

    def _pressed(self, key: str) -> None:
        raise NotImplementedError

    def _arrived(self, chip: QAbstractButton) -> None:
        raise NotImplementedError


class ChipRow(_Row):
    """A row in which one is chosen.

    Args:
        name: what is chosen here, for screen readers.
        parent: its parent.
        optional: whether pressing the chosen chip lets it go; `chosen` then carries "".
    """

    chosen = Signal(str)
    """The key that the person chose; not sent for `set_value`."""

    def __init__(self, name: str, parent: QWidget | None = None, *, optional: bool = False) -> None:
        super().__init__(name, parent)
        self._optional = optional
        self._value = ""

    @property
    def value(self) -> str:
        """The chosen key, "" for none."""
        return self._value

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        super().set_choices(choices)
        if self._value not in self._chips:
            self._value = ""

    def set_value(self, key: str) -> None:
        """Choose a key, or none with ""."""
        self._value = key if key in self._chips else ""
        for each, chip in self._chips.items():
            chip.setChecked(each == self._value)
        self._restop()

    def _chip(self, label: str) -> QAbstractButton:
        return Chip(label, self)

    def _pressed(self, key: str) -> None:
        self.set_value("" if self._optional and key == self._value else key)
        self.chosen.emit(self._value)

    def _arrived(self, chip: QAbstractButton) -> None:
        if not self._optional:
            self._pressed(next(key for key, each in self._chips.items() if each is chip))


class ChipSet(_Row):
    """A row in which any number is chosen.

    Args:
        name: what is chosen here, for screen readers.
        parent: its parent.
        small: set in small type, where many stand together.
    """

    chosen = Signal(list)
    """All chosen keys, in the row's order; not sent for `set_values`."""

    def __init__(self, name: str, parent: QWidget | None = None, *, small: bool = False) -> None:
        super().__init__(name, parent)
        self._small = small

    @property
    def values(self) -> list[str]:
        """The chosen keys in the row's order."""
        return [key for key, chip in self._chips.items() if chip.isChecked()]

    def set_values(self, keys: Iterable[str]) -> None:
        """Choose these keys and no others."""
        wanted = set(keys)
        for key, chip in self._chips.items():
            chip.setChecked(key in wanted)

    def _chip(self, label: str) -> QAbstractButton:
        return TickChip(label, self, small=self._small)

    def _pressed(self, key: str) -> None:
        self.chosen.emit(self.values)

    def _arrived(self, chip: QAbstractButton) -> None:
        stop_at(self.chips, chip)

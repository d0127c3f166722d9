"""A choice that takes little room: what it is about, what is chosen, and a small menu when it is pressed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QMenu, QSizePolicy, QWidget

from ..icons import icon, paint_icon
from ..look import look, mirrored
from .card import ChoiceCard
from .label import QuietLabel, Words

_PADDING = 16
_ROOM = 138
_GAP = 12
_ICON = 16


class MenuCard(ChoiceCard):
    """A small card that opens a menu of choices.

    Args:
        name: what is chosen here.
        parent: its parent.
    """

    chosen = Signal(str)
    """The key that the person chose; not sent for `set_value`."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent, padding=_PADDING)
        self._name = name
        self._value = ""
        self.menu = QMenu(self)
        self.menu.setAccessibleName(name)
        self._shown = Words("", self)
        self.body.setSpacing(2)
        margins = self.body.contentsMargins()
        margins.setRight(margins.right() + _ICON)
        self.body.setContentsMargins(margins)
        self.body.addWidget(QuietLabel(name, self))
        self.body.addWidget(self._shown)
        self.body.addStretch(1)
        self.clicked.connect(self._on_clicked)

    @property
    def value(self) -> str:
        """The chosen key."""
        return self._value

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer these choices, each a key and a label; the first is chosen if what was chosen is not there."""
        self.menu.clear()
        for key, label in choices:
            action = self.menu.addAction(label.replace("&", "&&"))
            action.setData(key)
            action.triggered.connect(lambda _=False, key=key: self._pressed(key))
        keys = [key for key, _ in choices]
        self.set_value(self._value if self._value in keys else keys[0] if keys else "")

    def set_value(self, key: str) -> None:
        """Choose a key that is offered."""
        for action in self.menu.actions():
            if action.data() == key:
                self._value = key
                self._show(action)
                return

    def _show(self, action: QAction) -> None:
        label = action.text().replace("&&", "&")
        self._shown.setText(label)
        self.setAccessibleName(f"{self._name}: {label}")

    def _pressed(self, key: str) -> None:
        if key != self._value:
            self.set_value(key)
            self.chosen.emit(key)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A card with a small arrow, where one finishes reading."""
        super().paintEvent(event)
        side = look().px(_ICON)
        x = _PADDING if mirrored(self) else self.width() - _PADDING - side
        box = QRectF(x, (self.height() - side) / 2, side, side)
        paint_icon(QPainter(self), "down", box, QColor(look().palette.quiet))

    @Slot()
    def _on_clicked(self) -> None:
        mark = icon("check", _ICON)
        for action in self.menu.actions():
            action.setIcon(mark if action.data() == self._value else _nothing())
            if action.data() == self._value:
                self.menu.setActiveAction(action)
        self.menu.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))


def _nothing() -> QPixmap:
    """An icon's room, so that the labels stand in line."""
    room = QPixmap(QSize(_ICON, _ICON))
    room.fill(Qt.GlobalColor.transparent)
    return room


class CardRow(QWidget):
    """Small cards of equal width, in one row where there is room, otherwise in two columns or one."""

    def __init__(self, *cards: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards = cards
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.lay_out()

    def lay_out(self) -> None:
        """Set the cards that are not hidden side by side; to be called when one was hidden or shown."""
        shown = [card for card in self._cards if not card.isHidden()]
        self._columns = self._fitting(len(shown))
        for card in self._cards:
            self._grid.removeWidget(card)
        for index, card in enumerate(shown):
            self._grid.addWidget(card, index // self._columns, index % self._columns)
        for column in range(len(self._cards)):
            self._grid.setColumnStretch(column, 1 if column < min(self._columns, len(shown)) else 0)

    def _fitting(self, cards: int) -> int:
        fitting = max(1, (self.width() + _GAP) // (look().px(_ROOM) + _GAP))
        return fitting if fitting >= cards else min(2, fitting)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may hold another number side by side."""
        super().resizeEvent(event)
        if self._columns != self._fitting(sum(not card.isHidden() for card in self._cards)):
            self.lay_out()

"""Names as pills that can be taken away, and a field that adds more: tags, feelings, what a list is narrowed to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, QStringListModel, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QCompleter, QSizePolicy, QWidget

from ...core.journal import folded, names
from ..icons import paint_icon
from ..look import look, mirrored, sans
from ..tokens import REACH, SMALL
from .fields import Field
from .flow import FlowLayout
from .paint import RESTYLED, ground, mix, reading_side, restyle, write
from .roving import enter_clicks, neighbour, one_stop, walk_to

_PAD, _MARK = 12, 14
_COMMAS = dict.fromkeys(map(ord, "\u3001\uff0c\u060c"), ",")
_MOUSE = Qt.FocusReason.MouseFocusReason
_AWAY = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})


class NameChip(QAbstractButton):
    """A pill with a small cross; a click, Enter, Delete or Backspace takes it away.

    Args:
        text: the name.
        away: what pressing it does, for screen readers.
        parent: its parent.
    """

    def __init__(self, text: str, away: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.says = text
        self.setAccessibleName(away)
        self.setToolTip(away)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def ring_radius(self) -> float:
        """Half of its height: it is a pill."""
        return self.height() / 2

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(sans(SMALL))
        width = metrics.horizontalAdvance(self.says) + 2 * _PAD + look().px(_MARK) + 4
        return QSize(min(width, look().px(260)), max(REACH, metrics.height() + 12))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), look().px(100)), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLED:
            restyle(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.parentWidget()
        if event.key() in _AWAY:
            self.click()
        elif not (isinstance(row, NameRow) and row.walk(self, event)) and not enter_clicks(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = look().palette
        painter = QPainter(self)
        fill = mix(palette.sage_soft, palette.sage, 0.12 if self.underMouse() else 0.0)
        ground(painter, QRectF(self.rect()), self.height() / 2, fill, None)
        side, turned = look().px(_MARK), mirrored(self)
        room = self.rect().adjusted(_PAD, 0, -_PAD - side - 4, 0).toRectF()
        if turned:
            room.translate(side + 4, 0)
        painter.setPen(QColor(palette.ink))
        words = QFontMetrics(sans(SMALL)).elidedText(self.says, Qt.TextElideMode.ElideRight, int(room.width()) + 1)
        write(painter, room, words.replace("&", "&&"), sans(SMALL), side=reading_side(self))
        x = _PAD - 2 if turned else self.width() - _PAD + 2 - side
        cross = QRectF(x, (self.height() - side) / 2, side, side)
        paint_icon(painter, "close", cross, QColor(palette.quiet))


class NameRow(QWidget):
    """Pills side by side, wrapping; one stop for Tab, arrows inside; hidden where there is none.

    Args:
        name: what stands here, for screen readers.
        away: what pressing one does, with {name} in it.
        parent: its parent.
        last: what stands behind the pills, always.
    """

    taken_away = Signal(str)
    """The key of the pill that the person took away; the row shows it until it is set anew."""

    after: QWidget | None
    """What Tab leaves for the pills, which come and go."""

    def __init__(self, name: str, away: str, parent: QWidget | None = None, *, last: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._away = away
        self._last = last
        self.after = last
        self._flow = FlowLayout(self, gap=6, even=False)
        if last is not None:
            self._flow.addWidget(last)
        self._chips: dict[str, NameChip] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def chips(self) -> tuple[NameChip, ...]:
        """The pills in their order."""
        return tuple(self._chips.values())

    def set_names(self, shown: Sequence[tuple[str, str]]) -> None:
        """Show these, each a key and what it says; whoever stood on a pill that is gone stands on the next one."""
        at = next((i for i, chip in enumerate(self._chips.values()) if chip.hasFocus()), -1)
        for chip in self._chips.values():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        if self._last is not None:
            self._flow.removeWidget(self._last)
        self._chips = {key: self._make(key, says) for key, says in shown}
        if self._last is not None:
            self._flow.addWidget(self._last)
        one_stop(self.chips)
        before = self.after
        for chip in self.chips:
            if before is not None:
                QWidget.setTabOrder(before, chip)
            before = chip
        if at >= 0 and self._chips:
            walk_to(self.chips[min(at, len(self._chips) - 1)])
        self.setVisible(bool(self._chips) or self._last is not None)
        self.updateGeometry()

    def walk(self, chip: NameChip, event: QKeyEvent) -> bool:
        """Follow an arrow key from a pill; whether there was somewhere to go."""
        to = neighbour(self.chips, chip, event)
        if to is not None:
            walk_to(to)
        return to is not None

    def _make(self, key: str, says: str) -> NameChip:
        chip = NameChip(says, self._away.format(name=says), self)
        chip.clicked.connect(lambda: self.taken_away.emit(key))
        self._flow.addWidget(chip)
        chip.show()
        return chip


class _Adding(Field):
    """The field: a comma or Enter adds what is typed, Backspace in the empty field takes away the last one."""

    added = Signal()
    last_away = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        empty = not self.text()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not empty:
            self.added.emit()
        elif event.key() == Qt.Key.Key_Backspace and empty:
            self.last_away.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A name that was typed and not ended is added when one goes elsewhere."""
        super().focusOutEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, _MOUSE):
            self.added.emit()


class NamesField(NameRow):
    """Names, each once, in the order they were given.

    Args:
        name: what is asked, for screen readers.
        parent: its parent.
        hint: what stands in the empty field.
    """

    changed = Signal(list)
    """All names, each time the person adds one or takes one away."""

    def __init__(self, name: str, parent: QWidget | None = None, *, hint: str = "") -> None:
        self.field = _Adding(name, hint=hint)
        super().__init__(name, self.tr("Take “{name}” away"), parent, last=self.field)
        self._names: tuple[str, ...] = ()
        self.field.setFixedWidth(look().px(180))
        self._offered = QStringListModel(self)
        completer = QCompleter(self._offered, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.field.setCompleter(completer)
        self.setFocusProxy(self.field)
        self.taken_away.connect(self._drop)
        self.field.added.connect(self.finish)
        self.field.last_away.connect(self._drop_last)
        self.field.textEdited.connect(self._on_typed)
        completer.activated.connect(self._on_completed, Qt.ConnectionType.QueuedConnection)

    @property
    def names(self) -> tuple[str, ...]:
        """The names as they stand, without what is still being typed."""
        return self._names

    def give(self, given: Sequence[str]) -> None:
        """Show these."""
        self._names = names(given)
        self.set_names([(name, name) for name in self._names])
        self.setFocusProxy(self.field)

    def offer(self, known: Sequence[str]) -> None:
        """Complete what is typed from these."""
        self._offered.setStringList(list(known))

    @Slot()
    def finish(self) -> None:
        """Add what is typed in the field, if anything."""
        typed = self.field.text()
        self.field.clear()
        self._add(_pieces(typed))

    def _add(self, more: Sequence[str]) -> None:
        now = names([*self._names, *more])
        if now != self._names:
            self.give(now)
            self.changed.emit(list(now))

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        *whole, rest = _pieces(text)
        if whole:
            self.field.setText(rest.lstrip())
            self._add(whole)

    @Slot(str)
    def _on_completed(self, text: str) -> None:
        """Come once the field itself holds what was chosen, so that it is emptied after and not before."""
        self.field.clear()
        self._add([text])

    @Slot(str)
    def _drop(self, name: str) -> None:
        left = [each for each in self._names if folded(each) != folded(name)]
        self.give(left)
        if not left:
            self.field.setFocus(Qt.FocusReason.TabFocusReason)
        self.changed.emit(left)

    @Slot()
    def _drop_last(self) -> None:
        if self._names:
            self._drop(self._names[-1])


def _pieces(text: str) -> list[str]:
    """What stands between commas, also those of Chinese, Japanese and Arabic."""
    return text.translate(_COMMAS).split(",")

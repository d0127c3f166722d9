"""A layout that sets its items side by side and goes on in the next row when one is full."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget


class FlowLayout(QLayout):
    """Items in rows, from the side where one begins to read.

    Args:
        parent: the widget it lays out.
        gap: px between items and between rows.
        rows: px between rows, where it is another than between items.
        even: whether rows are made about equally long.
    """

    def __init__(self, parent: QWidget | None = None, *, gap: int = 8, rows: int = -1, even: bool = True) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        # Qt asks for the same width dozens of times while one window is laid out.
        self._known: dict[int, list[list[QLayoutItem]]] = {}
        self._gap = gap
        self._between = gap if rows < 0 else rows
        self._even = even
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._known.clear()
        self._items.append(item)

    def invalidate(self) -> None:
        self._known.clear()
        super().invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        self._known.clear()  # Qt does not say so itself, and the item may be gone before it is asked for again
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), apply=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, apply=True)

    def sizeHint(self) -> QSize:
        shown = self._shown()
        margins = self.contentsMargins()
        width = sum(item.sizeHint().width() for item in shown) + self._gap * max(0, len(shown) - 1)
        height = max((item.sizeHint().height() for item in shown), default=0)
        return _with(QSize(width, height), margins)

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return _with(size, self.contentsMargins())

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        """As few rows as the width allows, and these about equally long, so that none is left alone."""
        if width not in self._known:
            self._known[width] = self._evened(width)
        return self._known[width]

    def _evened(self, width: int) -> list[list[QLayoutItem]]:
        sized = [(item, item.sizeHint().width()) for item in self._shown()]
        rows = self._greedy(sized, width)
        if len(rows) < 2 or not self._even:
            return rows
        low, high = width // len(rows) // 2, width
        while high - low > 8:
            middle = (low + high) // 2
            low, high = (low, middle) if len(self._greedy(sized, middle)) <= len(rows) else (middle, high)
        return self._greedy(sized, high)

    def _greedy(self, sized: list[tuple[QLayoutItem, int]], width: int) -> list[list[QLayoutItem]]:
        rows: list[list[QLayoutItem]] = [[]]
        x = 0
        for item, need in sized:
            if rows[-1] and x + need > width:
                rows.append([])
                x = 0
            rows[-1].append(item)
            x += need + self._gap
        return rows

    def _arrange(self, rect: QRect, *, apply: bool) -> int:
        margins = self.contentsMargins()
        inner = rect.marginsRemoved(margins)
        parent = self.parentWidget()
        turned = parent is not None and parent.layoutDirection() == Qt.LayoutDirection.RightToLeft
        y = inner.y()
        for row in self._rows(inner.width()):
            tall = max((item.sizeHint().height() for item in row), default=0)
            if apply:
                _place(row, inner, y, tall, self._gap, turned)
            y += tall + self._between
        return y - self._between - rect.y() + margins.bottom() if self._shown() else margins.top() + margins.bottom()


def _place(row: list[QLayoutItem], inner: QRect, y: int, tall: int, gap: int, turned: bool) -> None:
    x = inner.x()
    for item in row:
        size = item.sizeHint().boundedTo(QSize(max(inner.width(), item.minimumSize().width()), tall))
        left = inner.right() + 1 - (x - inner.x()) - size.width() if turned else x
        item.setGeometry(QRect(QPoint(left, y + (tall - size.height()) // 2), size))
        x += size.width() + gap


def _with(size: QSize, margins: QMargins) -> QSize:
    return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())


class FlowRow(QWidget):
    """Buttons or links side by side, the rest in the next row where one is full.

    Args:
        widgets: in their order.
        parent: its parent.
        gap: px between them and between rows.
        rows: px between rows, where it is another than between them.
    """

    def __init__(self, *widgets: QWidget, parent: QWidget | None = None, gap: int = 12, rows: int = -1) -> None:
        super().__init__(parent)
        flow = FlowLayout(self, gap=gap, rows=rows, even=False)
        for widget in widgets:
            flow.addWidget(widget)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

"""The focus ring: 2 px of sage, 2 px away, around whatever the keyboard is on.

One ring serves every window. It lies over the focused widget, in the nearest ancestor that scrolls or in
the window, so that it is clipped with what scrolls and never by a tight layout. It shows only where the
keyboard brought the focus; a click brings none. A widget says its own corner with a method
`ring_radius() -> float`; a widget whose property `ring` is "own" paints its focus itself.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QApplication, QWidget

from .look import look
from .tokens import FIELD_RADIUS

WIDTH, GAP = 2, 2

_MOVED = frozenset({QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.StyleChange})


class _Overlay(QWidget):
    """The ring itself, deaf to mouse and keyboard."""

    radius = 0.0

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look().palette.sage), WIDTH))
        box = QRectF(self.rect()).adjusted(WIDTH / 2, WIDTH / 2, -WIDTH / 2, -WIDTH / 2)
        painter.drawRoundedRect(box, self.radius, self.radius)


class FocusRing(QObject):
    """Keeps the ring where the keyboard is.

    Args:
        app: the application whose focus is followed.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._overlay: _Overlay | None = None
        self._watched: list[QWidget] = []
        self._target: QWidget | None = None
        self._by_keys = False
        app.focusChanged.connect(self._follow)

    @property
    def overlay(self) -> QWidget | None:
        """The ring while it shows."""
        return self._overlay

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        if now is None:
            self._leave()
            return
        if now.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange):
            self._by_keys = True
        elif QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._by_keys = False
        self._leave()
        if self._by_keys and now.property("ring") != "own" and not isinstance(now, QAbstractItemView):
            self._enter(now)

    def _enter(self, target: QWidget) -> None:
        shown = target.focusProxy() or target
        host = _host(shown)
        self._target = shown
        self._overlay = _Overlay(host)
        walk: QWidget | None = shown
        while walk is not None and walk is not host:
            walk.installEventFilter(self)
            self._watched.append(walk)
            walk = walk.parentWidget()
        self._place()

    def _leave(self) -> None:
        overlay, self._overlay = self._overlay, None
        for widget in self._watched:
            try:
                widget.removeEventFilter(self)
            except RuntimeError:  # the widget went away with its place
                continue
        self._watched.clear()
        self._target = None
        if overlay is not None:
            try:
                overlay.hide()
                overlay.deleteLater()
            except RuntimeError:  # its window went away first
                return

    def _place(self) -> None:
        host = self._overlay.parentWidget() if self._overlay else None
        if self._overlay is None or self._target is None or host is None:
            return
        box = QRect(self._target.mapTo(host, QPoint(0, 0)), self._target.size())
        spread = WIDTH + GAP
        self._overlay.radius = _radius(self._target) + GAP + WIDTH / 2
        self._overlay.setGeometry(box.adjusted(-spread, -spread, spread, spread))
        self._overlay.setVisible(self._target.isVisible())
        self._overlay.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVED:
            self._place()
        return False


def _radius(target: QWidget) -> float:
    ask = getattr(target, "ring_radius", None)
    return float(ask()) if callable(ask) else float(FIELD_RADIUS)


def _host(target: QWidget) -> QWidget:
    """The window, or what moves under a scroll area's window."""
    walk = target
    parent = target.parentWidget()
    while parent is not None and not walk.isWindow():
        above = parent.parentWidget()
        if isinstance(above, QAbstractScrollArea) and above.viewport() is parent:
            return walk if walk is not target else above.window()
        walk, parent = parent, above
    return walk

"""The prompt: a small card at the edge of the screen, which takes no focus and goes by itself."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QCursor,
    QEnterEvent,
    QGuiApplication,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QScreen,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from .look import look
from .tokens import CARD_RADIUS
from .widgets.breathing import Emblem
from .widgets.buttons import PrimaryButton, QuietButton, TextButton
from .widgets.label import QuietLabel, TitleLabel
from .widgets.paint import ground

WIDTH = 400
FROM_EDGE = 28
DEAF_MS = 1500
"""Whoever types when it comes is not answering it."""
STAYS_MS = 60_000
_SHADOW = 24
_STEPS = 12
_KEYS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride)


class PromptCard(QWidget):
    """A moment for you? Begin · In 10 minutes · Not now.

    Signals:
        begun: nothing.
        later: nothing; in ten minutes.
        not_now: nothing.
        pause_wanted: str; "hour" or "tomorrow".
        faded: nothing; nobody answered for a minute.
    """

    begun = Signal()
    later = Signal()
    not_now = Signal()
    pause_wanted = Signal(str)
    faded = Signal()

    def __init__(self, stays: int = STAYS_MS) -> None:
        flags = Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
        super().__init__(None, flags | Qt.WindowType.NoDropShadowWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self._shown_for = QElapsedTimer()
        self._stay = QTimer(self, singleShot=True, interval=stays)
        self._stay.timeout.connect(self._fade)
        title = self.tr("A moment for you?")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._build(title)
        for widget in (self, *self.findChildren(QWidget)):
            widget.installEventFilter(self)
        QGuiApplication.instance().screenRemoved.connect(self._on_screen_removed)  # type: ignore[union-attr]

    def _build(self, title: str) -> None:
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(_SHADOW + 26, _SHADOW + 22, _SHADOW + 26, _SHADOW + 18)
        column.setSpacing(16)
        head = QHBoxLayout()
        head.setSpacing(18)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(TitleLabel(title, self, size=21))
        self._sentence = QuietLabel("", self, size=15)
        words.addWidget(self._sentence)
        head.addWidget(Emblem(54, self), 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        column.addLayout(head)
        column.addLayout(self._build_answers())
        column.addWidget(self._build_more())

    def _build_answers(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        self.begin_button = PrimaryButton(self.tr("Begin"), self)
        self.later_button = QuietButton(self.tr("In 10 minutes"), self)
        self.not_now_button = TextButton(self.tr("Not now"), self)
        for button, signal in (
            (self.begin_button, self.begun),
            (self.later_button, self.later),
            (self.not_now_button, self.not_now),
        ):
            button.clicked.connect(lambda _=False, signal=signal: self._answer(signal))
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _build_more(self) -> QWidget:
        more = QWidget(self)
        row = QHBoxLayout(more)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        pause = QuietLabel(self.tr("Or pause"), more, size=15)
        pause.setContentsMargins(0, 3, 0, 0)  # its letters stand on the line of the buttons'
        row.addWidget(pause, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hour_button = TextButton(self.tr("for an hour"), more)
        self.tomorrow_button = TextButton(self.tr("until tomorrow"), more)
        for button, spell in ((self.hour_button, "hour"), (self.tomorrow_button, "tomorrow")):
            button.setAccessibleName(self.tr("Pause {spell}").format(spell=button.text()))
            button.clicked.connect(lambda _=False, spell=spell: self._pause(spell))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        return more

    def offer(self, sentence: str, screen: QScreen | None = None) -> None:
        """Come up, at the edge of the screen that the pointer is on.

        Args:
            sentence: the rule's, in the person's own words; empty for ours.
            screen: which screen; None for the pointer's.
        """
        self._sentence.setText(sentence or self.tr("One minute, or three."))
        self._stand(screen or QGuiApplication.screenAt(QCursor.pos()) or QGuiApplication.primaryScreen())
        self._shown_for.start()
        self._stay.start()
        self.show()
        # Without the focus nothing else would tell a screen reader that it is there.
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    @Slot()
    def withdraw(self) -> None:
        """Go, without an answer."""
        self._stay.stop()
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc is "not now"; no key counts at first."""
        if event.key() == Qt.Key.Key_Escape:
            self._answer(self.not_now)
        else:
            super().keyPressEvent(event)

    @property
    def deaf(self) -> bool:
        """Whether keys do not count yet."""
        return not self._shown_for.isValid() or self._shown_for.elapsed() < DEAF_MS

    def enterEvent(self, event: QEnterEvent) -> None:
        """Whoever points at it is reading it."""
        super().enterEvent(event)
        self._stay.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys that come right after it are meant for something else, on a button too."""
        return event.type() in _KEYS and self.deaf

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(_SHADOW, _SHADOW, -_SHADOW, -_SHADOW)
        for step in range(_STEPS, 0, -1):
            spread = _SHADOW * step / _STEPS
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(0, 0, 0, 3))
            bend = CARD_RADIUS + spread
            painter.drawRoundedRect(box.adjusted(-spread, -spread + 4, spread, spread), bend, bend)
        palette = look().palette
        ground(painter, box, CARD_RADIUS, QColor(palette.surface), QColor(palette.line))

    def _stand(self, screen: QScreen) -> None:
        """Take the room that the words need, and stand in the corner."""
        room = screen.availableGeometry().width() - 2 * FROM_EDGE
        width = min(look().px(WIDTH), room) + 2 * _SHADOW
        self._column.activate()
        self.setFixedSize(width, max(self._column.heightForWidth(width), self._column.minimumSize().height()))
        self.move(_corner(screen.availableGeometry(), self.rect(), self.layoutDirection()))

    def _answer(self, signal: object) -> None:
        if self.isVisible():
            self.withdraw()
            signal.emit()  # type: ignore[attr-defined]

    def _pause(self, spell: str) -> None:
        if self.isVisible():
            self.withdraw()
            self.pause_wanted.emit(spell)

    @Slot()
    def _fade(self) -> None:
        if self.underMouse():
            self._stay.start()
            return
        self.hide()
        self.faded.emit()

    @Slot()
    def _on_screen_removed(self) -> None:
        """A screen that is unplugged takes no card with it."""
        if self.isVisible():
            self._stand(QGuiApplication.screenAt(QCursor.pos()) or QGuiApplication.primaryScreen())


def _corner(room: QRect, card: QRect, direction: Qt.LayoutDirection) -> QPoint:
    """Where the card stands: the lower corner at the end of the line, its shadow over the distance."""
    away = FROM_EDGE - _SHADOW
    y = room.bottom() + 1 - card.height() - away
    if direction is Qt.LayoutDirection.RightToLeft:
        return QPoint(room.left() + away, y)
    return QPoint(room.right() + 1 - card.width() - away, y)

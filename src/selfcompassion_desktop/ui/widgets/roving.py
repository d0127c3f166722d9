"""One stop for the Tab key in a row of buttons, and arrows to walk inside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton

from ..look import mirrored

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def enter_clicks(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Press the button where the key is Enter; Qt itself knows only Space.

    Returns:
        Whether the key was used.
    """
    if event.key() not in _ENTER or event.isAutoRepeat():
        return False
    button.click()
    return True


def neighbour(buttons: Sequence[QAbstractButton], at: QAbstractButton, event: QKeyEvent) -> QAbstractButton | None:
    """The button that an arrow, Home or End leads to; None where the key is no such key or leads nowhere."""
    usable = [button for button in buttons if button.isEnabled() and not button.isHidden()]
    if at not in usable:
        return None
    forward, back = Qt.Key.Key_Right, Qt.Key.Key_Left
    if mirrored(at):
        forward, back = back, forward
    here = usable.index(at)
    there = {
        forward: here + 1,
        Qt.Key.Key_Down: here + 1,
        back: here - 1,
        Qt.Key.Key_Up: here - 1,
        Qt.Key.Key_Home: 0,
        Qt.Key.Key_End: len(usable) - 1,
    }.get(Qt.Key(event.key()))
    if there is None or not 0 <= there < len(usable) or there == here:
        return None
    return usable[there]


def one_stop(buttons: Sequence[QAbstractButton]) -> None:
    """Let Tab stop at the chosen button only, or at the first where none is chosen."""
    chosen = next((button for button in buttons if button.isChecked()), buttons[0] if buttons else None)
    stop_at(buttons, chosen)


def stop_at(buttons: Sequence[QAbstractButton], stop: QAbstractButton | None) -> None:
    """Let Tab stop at this button only; whoever gives the row the keyboard gives it to this button."""
    for button in buttons:
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if button is stop else Qt.FocusPolicy.ClickFocus)
    row = stop.parentWidget() if stop else None
    if row is not None and stop is not None:
        row.setFocusProxy(stop)


def walk_to(button: QAbstractButton) -> None:
    """Bring the keyboard to a button, so that its ring shows."""
    button.setFocus(Qt.FocusReason.TabFocusReason)

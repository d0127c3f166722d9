"""The desktop's notifications, spoken to directly over D-Bus (org.freedesktop.Notifications).

Qt's tray would send one only where it has a tray of its own kind. A thread lives as long as its notification does.
"""

from __future__ import annotations

import os
import select
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any

from ..core.ports.notifier import Gone, Notifier
from .bus import PATIENCE, asked, opened

if TYPE_CHECKING:
    from jeepney import Message
    from jeepney.io.blocking import DBusConnection

NAME, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
_DEFAULT = "default"
_BY_PERSON, _BY_CALL = 2, 3
"""Why one was closed, as the specification numbers it."""

Answered = Callable[[str | Gone], None]


class NoNotifications:
    """`core.ports.notifier.Notifier` where a system's own notifications are not spoken to yet."""

    def offer(
        self, title: str, body: str, actions: Sequence[tuple[str, str]], seconds: float, answered: Answered
    ) -> None:
        answered(Gone.ABSENT)

    def withdraw(self) -> None:
        """Nothing is shown."""

    def close(self) -> None:
        """Nothing is shown."""


def notifier() -> Notifier:
    """This system's notifications."""
    return Notifications() if sys.platform == "linux" else NoNotifications()


class Notifications:
    """`core.ports.notifier.Notifier` by the session's bus.

    Args:
        bus: its address; "SESSION" for the usual one.
    """

    def __init__(self, bus: str = "SESSION") -> None:
        self._bus = bus
        self._thread: threading.Thread | None = None
        self._withdrawn: _Bell | None = None

    def offer(
        self, title: str, body: str, actions: Sequence[tuple[str, str]], seconds: float, answered: Answered
    ) -> None:
        self.withdraw()
        bell = self._withdrawn = _Bell()
        shown = _Shown(self._bus, bell, title, body, actions, seconds, answered)
        self._thread = threading.Thread(target=shown.live, name="notification", daemon=True)
        self._thread.start()

    def withdraw(self) -> None:
        bell, self._withdrawn = self._withdrawn, None
        if bell is not None:
            bell.ring()

    def close(self) -> None:
        self.withdraw()
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.join(PATIENCE)


class _Bell:
    """Wakes a thread that waits on a descriptor."""

    def __init__(self) -> None:
        self.descriptor, self._rope = os.pipe()
        self._lock = threading.Lock()

    def ring(self) -> None:
        with self._lock:
            if self._rope >= 0:
                os.write(self._rope, b".")

    def take_down(self) -> None:
        with self._lock:
            os.close(self.descriptor)
            os.close(self._rope)
            self._rope = -1


class _Shown:
    """One notification, from its coming to its end."""

    def __init__(
        self,
        bus: str,
        bell: _Bell,
        title: str,
        body: str,
        actions: Sequence[tuple[str, str]],
        seconds: float,
        answered: Answered,
    ) -> None:
        self._bus = bus
        self._bell = bell
        self._words = title, body
        self._actions = actions
        self._seconds = seconds
        self._answered = answered

    def live(self) -> None:
        """Show it and wait for its end; runs on a thread of its own."""
        try:
            ended = self._show()
        except OSError:
            ended = Gone.ABSENT
        finally:
            self._bell.take_down()
        if ended is not None:
            self._answered(ended)

    def _show(self) -> str | Gone | None:
        from jeepney import MatchRule, message_bus

        signals: deque[Message] = deque()
        rule = MatchRule(type="signal", interface=NAME, path=PATH)
        # Held from the first: an answer may come in together with the number of what it answers.
        with closing(opened(self._bus)) as bus, bus.filter(rule, queue=signals):
            asked(bus, message_bus.AddMatch(rule))
            number = int(self._call(bus, "Notify", "susssasa{sv}i", *self._message())[0])
            try:
                return self._wait(bus, number, signals)
            finally:
                with suppress(OSError):
                    self._call(bus, "CloseNotification", "u", number)

    def _message(self) -> tuple[Any, ...]:
        title, body = self._words
        flat = [_DEFAULT, self._actions[0][1], *(word for action in self._actions for word in action)]
        hints = {
            "desktop-entry": ("s", "selfcompassion-desktop"),
            "urgency": ("y", 0),
            "transient": ("b", True),  # it is not kept in the list of those that were missed
            "suppress-sound": ("b", True),
        }
        milliseconds = int(self._seconds * 1000)
        return ("Self-Compassion", 0, "selfcompassion-desktop", title, body, flat, hints, milliseconds)

    def _wait(self, bus: DBusConnection, number: int, signals: deque[Message]) -> str | Gone | None:
        """How it ends: an action's key, or in another way; None where it was withdrawn."""
        until = time.monotonic() + self._seconds
        while True:
            _take_in(bus)
            while signals:
                if (ended := self._meaning(signals.popleft(), number)) is not None:
                    return ended
            left = until - time.monotonic()
            if left <= 0:
                return Gone.EXPIRED
            heard, _, _ = select.select([bus.sock, self._bell.descriptor], [], [], left)
            if self._bell.descriptor in heard:
                return None

    def _meaning(self, message: Message, number: int) -> str | Gone | None:
        from jeepney import HeaderFields

        member = message.header.fields.get(HeaderFields.member)
        if not message.body or message.body[0] != number:
            return None
        if member == "ActionInvoked":
            key = str(message.body[1])
            return self._actions[0][0] if key == _DEFAULT else key
        if member == "NotificationClosed":
            return Gone.DISMISSED if message.body[1] in (_BY_PERSON, _BY_CALL) else Gone.EXPIRED
        return None

    def _call(self, bus: DBusConnection, method: str, signature: str, *body: object) -> tuple[Any, ...]:
        from jeepney import DBusAddress, new_method_call

        return asked(bus, new_method_call(DBusAddress(PATH, NAME, NAME), method, signature, body))


def _take_in(bus: DBusConnection) -> None:
    """Sort what has come in."""
    try:
        while True:
            bus.recv_messages(timeout=0)
    except TimeoutError:
        return
    except EOFError as error:
        raise OSError("the bus has gone away") from error

"""A practice on the session's bus, for the media keys, panels and lock screens of a Linux desktop.

The program stands there only while a practice is on the desk: the connection is opened when one begins and closed when
it is over. Where there is no bus, or it goes away, nothing happens until the next practice. All of it runs on one
thread, which is started with the first practice: a bus may not answer. Windows and macOS have panels of their own; they
are not spoken to yet.
"""

from __future__ import annotations

import os
import queue
import select
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from ..core.ports.clock import Clock
from ..core.ports.media import Media, OnDesk, Wish
from .bus import PATIENCE, opened
from .mpris_object import PATH, PLAYER, PROPERTIES, Refused, answer, changes, microseconds

if TYPE_CHECKING:
    from jeepney import Message

NAME = "org.mpris.MediaPlayer2.selfcompassion"
JUMP = 0.25
"""Seconds by which a position is told to have jumped: less is the time it took to say so."""


class NoMedia:
    """`core.ports.media.Media` where a system's own panels are not spoken to yet."""

    def show(self, on_desk: OnDesk) -> None:
        """Nothing is shown."""

    def clear(self) -> None:
        """Nothing was shown."""

    def close(self) -> None:
        """Nothing was shown."""


def media(wish: Callable[[Wish], None], clock: Clock) -> Media:
    """This system's media keys and panels; `wish` is called on their thread."""
    return Mpris(wish, clock) if sys.platform == "linux" else NoMedia()


class Mpris:
    """`core.ports.media.Media` by MPRIS.

    Args:
        wish: takes what is wished, on this thread.
        clock: gives monotonic time.
    """

    def __init__(self, wish: Callable[[Wish], None], clock: Clock) -> None:
        self._wish = wish
        self._clock = clock
        self._told: queue.SimpleQueue[OnDesk | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._closing = False
        self._bell = -1  # the end of a pipe that wakes the thread

    def show(self, on_desk: OnDesk) -> None:
        if self._closing:
            return
        if self._thread is None:
            ring, self._bell = os.pipe()
            os.set_blocking(self._bell, False)
            self._thread = threading.Thread(target=self._run, args=(ring,), name="mpris", daemon=True)
            self._thread.start()
        self._tell(on_desk)

    def clear(self) -> None:
        if self._thread is not None:
            self._tell(None)

    def close(self) -> None:
        if self._thread is not None:
            self._closing = True
            self._tell(None)
            self._thread.join(PATIENCE)
            os.close(self._bell)
            self._thread = None

    def _tell(self, on_desk: OnDesk | None) -> None:
        self._told.put(on_desk)
        with suppress(BlockingIOError):  # so full that it rings already
            os.write(self._bell, b".")

    def _run(self, ring: int) -> None:
        shown: _Shown | None = None
        given_up = False  # there is no bus; it is not asked for again before the next practice
        while True:
            heard, _, _ = select.select([ring] if shown is None else [ring, shown.descriptor], [], [])
            if ring in heard:
                os.read(ring, 4096)
            while not self._told.empty():
                shown, given_up = self._taken(self._told.get(), shown, given_up)
            if shown is not None:
                try:
                    shown.serve()
                except OSError:
                    shown.close()
                    shown, given_up = None, True
            if self._closing:
                if shown is not None:  # it was shown a moment before it was closed
                    shown.close()
                os.close(ring)
                return

    def _taken(self, told: OnDesk | None, shown: _Shown | None, given_up: bool) -> tuple[_Shown | None, bool]:
        """What is shown after this was told, and whether the bus was given up."""
        if told is None:
            if shown is not None:
                shown.close()
            return None, False
        if given_up:
            return None, True
        try:
            if shown is None:
                return _Shown(told, self._wish, self._clock), False
            shown.renew(told)
        except OSError:
            if shown is not None:
                shown.close()
            return None, True
        return shown, False


class _Shown:
    """The object on the bus, from the beginning of a practice to its end.

    Raises:
        OSError: here and in every method, where there is no bus or it has gone away.
    """

    def __init__(self, on_desk: OnDesk, wish: Callable[[Wish], None], clock: Clock) -> None:
        from jeepney import message_bus
        from jeepney.low_level import MessageFlag

        self._now = on_desk
        self._wish = wish
        self._clock = clock
        self._no_reply = MessageFlag.no_reply_expected
        self._bus = opened()
        self._early: list[Message] = []  # what was called while our own name was still asked for
        for name in (NAME, f"{NAME}.instance{os.getpid()}"):  # the second where another window has the first
            if self._asked(message_bus.RequestName(name, 4)) == (1,):
                return

    @property
    def descriptor(self) -> int:
        """What to wait on."""
        return int(self._bus.sock.fileno())

    def renew(self, on_desk: OnDesk) -> None:
        """Tell what has changed."""
        from jeepney import DBusAddress, new_signal

        before, self._now = self._now, on_desk
        if changed := changes(before, on_desk):
            emitter = DBusAddress(PATH, interface=PROPERTIES)
            self._send(new_signal(emitter, "PropertiesChanged", "sa{sv}as", (PLAYER, changed, [])))
        expected = before.position_at(on_desk.since)
        if abs(microseconds(on_desk.position - expected)) > JUMP * 1_000_000:
            emitter = DBusAddress(PATH, interface=PLAYER)
            self._send(new_signal(emitter, "Seeked", "x", (microseconds(on_desk.position),)))

    def serve(self) -> None:
        """Answer every call that has come in."""
        early, self._early = self._early, []
        for message in early:
            self._serve_one(message)
        while True:
            try:
                message = self._bus.receive(timeout=0)
            except TimeoutError:
                return
            except EOFError:
                raise OSError("the bus has gone away") from None
            self._serve_one(message)

    def close(self) -> None:
        """Stand on the bus no more."""
        with suppress(OSError):
            self._bus.close()

    def _serve_one(self, message: Message) -> None:
        from jeepney import HeaderFields, MessageType, new_error, new_method_return

        fields = message.header.fields
        if message.header.message_type is not MessageType.method_call:
            return
        interface, member = fields.get(HeaderFields.interface, ""), fields[HeaderFields.member]
        signature = fields.get(HeaderFields.signature, "")
        try:
            if fields[HeaderFields.path] != PATH:
                raise Refused("UnknownObject", "there is no such object here")
            found = answer(self._now, self._clock.monotonic(), interface, member, signature, message.body)
        except Refused as refused:
            reply = new_error(message, refused.name, "s", (str(refused),))
        else:
            reply = new_method_return(message, found.signature or None, found.body)
            if found.wish is not None:
                self._wish(found.wish)
        if not message.header.flags & self._no_reply:
            self._send(reply)

    def _send(self, message: Message) -> None:
        self._bus.send(message)

    def _asked(self, message: Message) -> tuple[object, ...]:
        """The bus's own answer; what others ask meanwhile is kept until we serve."""
        from jeepney import HeaderFields

        serial = next(self._bus.outgoing_serial)
        self._bus.send(message, serial=serial)
        while True:
            try:
                came = self._bus.receive(timeout=PATIENCE)
            except (TimeoutError, EOFError) as error:
                self.close()
                raise OSError("the bus does not answer") from error
            if came.header.fields.get(HeaderFields.reply_serial) == serial:
                return tuple(came.body)
            self._early.append(came)

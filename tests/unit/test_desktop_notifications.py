"""The desktop's notifications: a service of our own on a real bus answers, closes, and goes away."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from selfcompassion_desktop.core.ports.notifier import Gone
from selfcompassion_desktop.desktop.notifications import NAME, PATH, Notifications
from session_bus import PATIENCE, Bus, bus_here, linux

pytestmark = [linux, bus_here]
ACTIONS = (("begin", "Begin"), ("later", "In 10 minutes"), ("not now", "Not now"))


class Service:
    """A notification service: it notes what is shown, and does with it what a test says."""

    def __init__(self, address: str) -> None:
        from jeepney import message_bus
        from jeepney.io.blocking import open_dbus_connection

        self._bus = open_dbus_connection(address)
        self._bus.send_and_get_reply(message_bus.RequestName(NAME, 4))
        self.shown: queue.SimpleQueue[tuple[Any, ...]] = queue.SimpleQueue()
        self.closed: queue.SimpleQueue[int] = queue.SimpleQueue()
        self._number = 40
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        from jeepney import HeaderFields, new_method_return

        while True:
            try:
                message = self._bus.receive()
            except (OSError, EOFError, ValueError):
                return
            member = message.header.fields.get(HeaderFields.member)
            if member == "Notify":
                self._number += 1
                with self._lock:
                    self._bus.send(new_method_return(message, "u", (self._number,)))
                self.shown.put((self._number, *message.body))
            elif member == "CloseNotification":
                with self._lock:
                    self._bus.send(new_method_return(message))
                self.closed.put(message.body[0])

    def tell(self, member: str, signature: str, *body: object) -> None:
        from jeepney import DBusAddress, new_signal

        with self._lock:
            self._bus.send(new_signal(DBusAddress(PATH, interface=NAME), member, signature, body))

    def close(self) -> None:
        self._bus.close()


class Desk:
    """A bus, a service, and what the notifier told."""

    def __init__(self, folder: Path) -> None:
        self.address = f"unix:path={folder / 'bus'}"
        self.bus = Bus(self.address)
        self.bus.start()
        self.service = Service(self.address)
        self.notifier = Notifications(self.address)
        self.told: queue.SimpleQueue[str | Gone] = queue.SimpleQueue()

    def offer(self, seconds: float = 60.0) -> tuple[Any, ...]:
        self.notifier.offer("A moment for you?", "One minute, or three.", ACTIONS, seconds, self.told.put)
        return self.service.shown.get(timeout=PATIENCE)

    def close(self) -> None:
        self.notifier.close()
        self.service.close()
        self.bus.stop()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.close()


def test_what_is_shown_carries_its_actions_and_makes_no_sound(desk: Desk) -> None:
    _, _, replaces, _, title, body, actions, hints, milliseconds = desk.offer()

    assert (title, body, replaces, milliseconds) == ("A moment for you?", "One minute, or three.", 0, 60_000)
    assert actions == ["default", "Begin", "begin", "Begin", "later", "In 10 minutes", "not now", "Not now"]
    assert hints["suppress-sound"] == ("b", True)
    assert hints["urgency"] == ("y", 0)


@pytest.mark.parametrize(("key", "told"), [("later", "later"), ("begin", "begin"), ("default", "begin")])
def test_an_action_is_told_once_and_the_notification_taken_away(desk: Desk, key: str, told: str) -> None:
    number = desk.offer()[0]

    desk.service.tell("ActionInvoked", "us", number, key)
    desk.service.tell("NotificationClosed", "uu", number, 2)

    assert desk.told.get(timeout=PATIENCE) == told
    assert desk.service.closed.get(timeout=PATIENCE) == number
    assert desk.told.empty()


@pytest.mark.parametrize(("reason", "gone"), [(1, Gone.EXPIRED), (2, Gone.DISMISSED), (3, Gone.DISMISSED)])
def test_how_it_ended_is_told(desk: Desk, reason: int, gone: Gone) -> None:
    number = desk.offer()[0]

    desk.service.tell("NotificationClosed", "uu", number, reason)

    assert desk.told.get(timeout=PATIENCE) is gone


def test_one_that_nobody_answers_goes_by_itself(desk: Desk) -> None:
    number = desk.offer(0.1)[0]

    assert desk.told.get(timeout=PATIENCE) is Gone.EXPIRED
    assert desk.service.closed.get(timeout=PATIENCE) == number


def test_others_notifications_are_not_ours(desk: Desk) -> None:
    number = desk.offer()[0]
    desk.service.tell("ActionInvoked", "us", number + 1, "begin")
    desk.service.tell("NotificationClosed", "uu", number + 1, 2)

    desk.service.tell("ActionInvoked", "us", number, "not now")

    assert desk.told.get(timeout=PATIENCE) == "not now"


def test_what_is_withdrawn_is_taken_away_and_told_to_nobody(desk: Desk) -> None:
    number = desk.offer()[0]

    desk.notifier.withdraw()

    assert desk.service.closed.get(timeout=PATIENCE) == number
    desk.notifier.close()
    assert desk.told.empty()
    desk.notifier.withdraw()


def test_a_second_one_takes_the_place_of_the_first(desk: Desk) -> None:
    first, second = desk.offer()[0], desk.offer()[0]

    assert desk.service.closed.get(timeout=PATIENCE) == first
    desk.service.tell("ActionInvoked", "us", second, "begin")
    assert desk.told.get(timeout=PATIENCE) == "begin"


def test_without_a_service_it_says_so(tmp_path: Path) -> None:  # case SC27
    told: queue.SimpleQueue[str | Gone] = queue.SimpleQueue()
    nowhere = Notifications(f"unix:path={tmp_path / 'nowhere'}")

    nowhere.offer("", "", ACTIONS, 60, told.put)
    assert told.get(timeout=PATIENCE) is Gone.ABSENT

    bus = Bus(f"unix:path={tmp_path / 'bus'}")
    bus.start()
    nobody = Notifications(bus.address)
    nobody.offer("x" * 300 + "🫶🏽", "", ACTIONS, 60, told.put)
    assert told.get(timeout=PATIENCE) is Gone.ABSENT
    for notifier in (nowhere, nobody):
        notifier.close()
    bus.stop()


def test_a_bus_that_goes_away_is_told_as_absent(desk: Desk) -> None:  # case SC27
    desk.offer()

    desk.bus.stop()

    assert desk.told.get(timeout=PATIENCE) is Gone.ABSENT

"""A session bus of a test's own, and a second program on it that looks for media players."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import Any

import pytest

from selfcompassion_desktop.desktop.mpris import NAME
from selfcompassion_desktop.desktop.mpris_object import PATH, PLAYER, PROPERTIES, ROOT

linux = pytest.mark.skipif(sys.platform != "linux", reason="D-Bus is a Linux desktop's")
bus_here = pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="needs the Debian package dbus")

PATIENCE = 10.0


class Bus:
    """A session bus of the test's own."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._daemon: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = ["dbus-daemon", "--session", f"--address={self.address}", "--nofork", "--print-address"]
        self._daemon = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        assert self._daemon.stdout is not None
        self._daemon.stdout.readline()

    def stop(self) -> None:
        if self._daemon is not None:
            self._daemon.kill()
            self._daemon.communicate()
            self._daemon = None


class Panel:
    """Another program on the bus: a desktop's media panel."""

    def __init__(self, address: str) -> None:
        from jeepney import message_bus
        from jeepney.io.blocking import open_dbus_connection

        self._bus = open_dbus_connection(address)
        self._heard: list[Any] = []
        for rule in (f"path='{PATH}'", "member='NameOwnerChanged'"):
            self._bus.send_and_get_reply(message_bus.AddMatch(f"type='signal',{rule}"))

    def close(self) -> None:
        self._bus.close()

    def names(self) -> list[str]:
        """Every media player on the bus."""
        from jeepney import message_bus

        (found,) = self._ask(message_bus.ListNames())
        return sorted(name for name in found if name.startswith(ROOT))

    def until(self, there: bool, name: str = NAME) -> None:
        """Wait until a name has come or has gone."""
        while (name in self.names()) is not there:
            self.signal("NameOwnerChanged")

    def call(self, member: str, signature: str = "", *body: Any, interface: str = PLAYER, name: str = NAME) -> Any:
        """Call a method; its answer, or the name of the error."""
        from jeepney import DBusAddress, DBusErrorResponse, new_method_call

        address = DBusAddress(PATH, name, interface)
        try:
            return self._ask(new_method_call(address, member, signature or None, body))
        except DBusErrorResponse as error:
            return error.name

    def get(self, prop: str, interface: str = PLAYER) -> Any:
        """A property's value."""
        ((_, value),) = self.call("Get", "ss", interface, prop, interface=PROPERTIES)
        return value

    def signal(self, member: str) -> tuple[Any, ...]:
        """The next signal of a name; earlier ones of other names are passed over."""
        from jeepney import HeaderFields

        while True:
            message = self._heard.pop(0) if self._heard else self._bus.receive(timeout=PATIENCE)
            if message.header.fields.get(HeaderFields.member) == member:
                return tuple(message.body)

    def _ask(self, message: Any) -> Any:
        from jeepney import DBusErrorResponse, HeaderFields, MessageType

        serial = next(self._bus.outgoing_serial)
        self._bus.send(message, serial=serial)
        while True:
            came = self._bus.receive(timeout=PATIENCE)
            if came.header.fields.get(HeaderFields.reply_serial) != serial:
                self._heard.append(came)
            elif came.header.message_type is MessageType.error:
                raise DBusErrorResponse(came)
            else:
                return came.body

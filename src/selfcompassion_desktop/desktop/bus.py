"""D-Bus, as every module here speaks it: whatever is not there, or does not answer in time, is an `OSError`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jeepney.io.blocking import DBusConnection

PATIENCE = 2.0
"""Seconds that a service has to answer."""


def opened(address: str = "SESSION", files: bool = False) -> DBusConnection:
    """A connection of one's own, to be closed by whoever opened it.

    Args:
        address: "SESSION", "SYSTEM", or a bus's own address.
        files: whether open files can be handed over.

    Raises:
        OSError: in every way in which there is no such bus.
    """
    from jeepney.auth import AuthenticationError
    from jeepney.io.blocking import open_dbus_connection

    try:
        return open_dbus_connection(address, enable_fds=files)
    except (KeyError, ValueError, EOFError, AuthenticationError) as error:
        raise OSError(f"no bus: {error}") from error


def asked(bus: DBusConnection, message: Any, patience: float = PATIENCE) -> tuple[Any, ...]:
    """What is answered to a message.

    Raises:
        OSError: where nothing is answered in time, or an error is, with its name.
        ConnectionError: where the bus itself has gone away.
    """
    from jeepney import HeaderFields, MessageType

    try:
        reply = bus.send_and_get_reply(message, timeout=patience)
    except TimeoutError as error:
        raise OSError("no answer") from error
    except EOFError as error:
        raise ConnectionResetError("the bus has gone away") from error
    if reply.header.message_type is MessageType.error:
        raise OSError(str(reply.header.fields.get(HeaderFields.error_name, "refused")))
    return tuple(reply.body)

"""The program opens no network connection, ever."""

from __future__ import annotations

import ast
import socket
from collections.abc import Callable

import pytest

from .sources import MODULES, PACKAGE, Offences, imported

QT_NETWORK = ("PySide6.QtNetwork", "PySide6.QtWebSockets", "PySide6.QtWebEngine", "PySide6.QtBluetooth")
SINGLE_INSTANCE = f"{PACKAGE}.desktop.single_instance"
INTERNET = {"AF_INET", "AF_INET6", "create_connection", "create_server", "getaddrinfo", "gethostbyname"}


@pytest.mark.parametrize("reach_out", [socket.socket, lambda: socket.getaddrinfo("localhost", 80)])
def test_the_guard_refuses_the_internet(reach_out: Callable[[], object], reached_out: list[str]) -> None:
    # When something asks for an internet socket or a name
    with pytest.raises(RuntimeError, match="opens no network connection"):
        reach_out()
    # then it is refused and noted, so that a test fails even where the refusal is swallowed
    assert reached_out
    reached_out.clear()


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="this system has no sockets of its own machine")
def test_the_guard_lets_the_machine_talk_to_itself(reached_out: list[str]) -> None:
    for end in socket.socketpair(socket.AF_UNIX):
        end.close()
    assert not reached_out


def test_no_module_imports_qt_s_network() -> None:
    assert not Offences(MODULES, lambda module: {name for name in imported(module) if name.startswith(QT_NETWORK)})


def test_a_socket_is_of_this_machine_alone() -> None:
    """A second start finds the first by a socket in the data folder; nothing else imports sockets at all."""
    others = [module for module in MODULES if module != SINGLE_INSTANCE]
    assert not Offences(others, lambda module: imported(module) & {"socket"})
    assert not Offences([SINGLE_INSTANCE], lambda module: _attributes(module) & INTERNET)


def _attributes(module: str) -> set[str]:
    return {node.attr for node in ast.walk(MODULES[module]) if isinstance(node, ast.Attribute)}

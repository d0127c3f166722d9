"""What a practice is on the session's bus: the object of MPRIS, its properties and its methods, without the bus.

https://specifications.freedesktop.org/mpris-spec/2.2/: times are in microseconds; `Volume` is 0 to 1 and here the
voice's; `Next` and `Previous` go from section to section. Nothing is told but title, artist, length and place.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..core.ports.media import OnDesk, Press, SetVolume, Wish
from ..core.sitting import MoveBy, MoveTo
from ..core.timeline import RATE

PATH = "/org/mpris/MediaPlayer2"
ROOT = "org.mpris.MediaPlayer2"
PLAYER = "org.mpris.MediaPlayer2.Player"
PROPERTIES = "org.freedesktop.DBus.Properties"
INTROSPECTABLE = "org.freedesktop.DBus.Introspectable"
PEER = "org.freedesktop.DBus.Peer"
IDENTITY, ARTIST, DESKTOP_ENTRY = "Self-Compassion", "Self-Compassion Desktop", "selfcompassion-desktop"

Variant = tuple[str, Any]
"""A D-Bus signature and a value of it."""

_MICROSECONDS = 1_000_000
_PRESSES = {
    "Play": Press.PLAY,
    "Pause": Press.PAUSE,
    "PlayPause": Press.TOGGLE,
    "Stop": Press.STOP,
    "Next": Press.NEXT,
    "Previous": Press.PREVIOUS,
}
_TAKES = {
    (ROOT, "Raise"): "",
    (ROOT, "Quit"): "",
    **{(PLAYER, name): "" for name in _PRESSES},
    (PLAYER, "Seek"): "x",
    (PLAYER, "SetPosition"): "ox",
    (PLAYER, "OpenUri"): "s",
    (PROPERTIES, "Get"): "ss",
    (PROPERTIES, "GetAll"): "s",
    (PROPERTIES, "Set"): "ssv",
    (INTROSPECTABLE, "Introspect"): "",
    (PEER, "Ping"): "",
}
_GIVES = {(PROPERTIES, "Get"): "v", (PROPERTIES, "GetAll"): "a{sv}", (INTROSPECTABLE, "Introspect"): "s"}
_WRITABLE = ("Rate", "Volume")


class Refused(Exception):
    """A call that is no call of ours; `name` is the error's on the bus."""

    def __init__(self, name: str, sentence: str) -> None:
        super().__init__(sentence)
        self.name = f"org.freedesktop.DBus.Error.{name}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered to a call, and what it wished."""

    signature: str = ""
    body: tuple[Any, ...] = ()
    wish: Wish | None = None


def microseconds(samples: int) -> int:
    """Samples at 48 kHz as the bus counts time."""
    return samples * _MICROSECONDS // RATE


def samples(time: int) -> int:
    """The bus's microseconds as samples at 48 kHz."""
    return round(time * RATE / _MICROSECONDS)


def track(practice: str) -> str:
    """A practice's id as a path on the bus."""
    return "/org/selfcompassion/practice/" + re.sub(r"\W", "_", practice, flags=re.ASCII)


def root_properties() -> dict[str, Variant]:
    """What the program is."""
    return {
        "CanQuit": ("b", False),
        "CanRaise": ("b", True),
        "HasTrackList": ("b", False),
        "Identity": ("s", IDENTITY),
        "DesktopEntry": ("s", DESKTOP_ENTRY),
        "SupportedUriSchemes": ("as", []),
        "SupportedMimeTypes": ("as", []),
    }


def player_properties(shown: OnDesk) -> dict[str, Variant]:
    """How what is on the desk stands; its position is asked for by itself, for it is never the same."""
    metadata: dict[str, Variant] = {
        "mpris:trackid": ("o", track(shown.id)),
        "mpris:length": ("x", microseconds(shown.length)),
        "xesam:title": ("s", shown.title),
        "xesam:artist": ("as", [ARTIST]),
    }
    return {
        "PlaybackStatus": ("s", "Playing" if shown.playing else "Paused"),
        "Rate": ("d", 1.0),
        "MinimumRate": ("d", 1.0),
        "MaximumRate": ("d", 1.0),
        "Metadata": ("a{sv}", metadata),
        "Volume": ("d", shown.volume),
        "CanGoNext": ("b", shown.more),
        "CanGoPrevious": ("b", True),
        "CanPlay": ("b", True),
        "CanPause": ("b", True),
        "CanSeek": ("b", True),
        "CanControl": ("b", True),
    }


def changes(before: OnDesk, now: OnDesk) -> dict[str, Variant]:
    """The properties that are others now."""
    earlier = player_properties(before)
    return {name: value for name, value in player_properties(now).items() if value != earlier[name]}


def answer(shown: OnDesk, now: float, interface: str, member: str, signature: str, body: tuple[Any, ...]) -> Answer:
    """Answer one call of a method at monotonic time `now`.

    Args:
        shown: what is on the desk.
        now: monotonic seconds.
        interface: the interface; empty where the caller named none.
        member: the method.
        signature: of `body`.
        body: what it was called with.

    Raises:
        Refused: where there is no such method or property, or it is called with something else than it takes.
    """
    interface = interface or next((i for i, name in _TAKES if name == member), "")
    if (interface, member) not in _TAKES:
        raise Refused("UnknownMethod", f"there is no {member} here")
    if signature != _TAKES[interface, member]:
        raise Refused("InvalidArgs", f"{member} takes “{_TAKES[interface, member]}”")
    gives = _GIVES.get((interface, member), "")
    if interface in (ROOT, PLAYER):
        return Answer(wish=_wish(shown, member, body))
    if interface == PROPERTIES and member == "Set":
        return Answer(wish=_set(shown, *body))
    if interface == PROPERTIES:
        found = _properties(shown, now, body[0])
        return Answer(gives, (found,) if member == "GetAll" else (_one(found, body[1]),))
    return Answer(gives, (introspection(shown),) if gives else ())


def _wish(shown: OnDesk, member: str, body: tuple[Any, ...]) -> Wish | None:
    """What a method of the player asks for; what it may not ask for is passed over, as the specification has it."""
    if member == "Raise":
        return Press.RAISE
    if member == "Seek":
        return MoveBy(samples(body[0]))
    if member == "SetPosition":
        there = body[0] == track(shown.id) and 0 <= body[1] <= microseconds(shown.length)
        return MoveTo(samples(body[1])) if there else None
    if member == "Next" and not shown.more:
        return None
    return _PRESSES.get(member)


def _set(shown: OnDesk, interface: str, name: str, value: Variant) -> Wish | None:
    if name not in _properties(shown, 0.0, interface):
        raise Refused("UnknownProperty", f"there is no {name} here")
    if interface != PLAYER or name not in _WRITABLE:
        raise Refused("PropertyReadOnly", f"{name} cannot be set")
    signature, level = value
    if signature != "d" or not math.isfinite(level):
        raise Refused("InvalidArgs", f"{name} is a number")
    # The one speed there is cannot be set to another, and asking for it changes nothing.
    return SetVolume(min(1.0, max(0.0, level))) if name == "Volume" else None


def _properties(shown: OnDesk, now: float, interface: str) -> dict[str, Variant]:
    if interface == ROOT:
        return root_properties()
    if interface == PLAYER:
        return player_properties(shown) | {"Position": ("x", microseconds(shown.position_at(now)))}
    raise Refused("UnknownInterface", f"there is no {interface} here")


def _one(found: Mapping[str, Variant], name: str) -> Variant:
    if name not in found:
        raise Refused("UnknownProperty", f"there is no {name} here")
    return found[name]


def introspection(shown: OnDesk) -> str:
    """The object as XML, for tools that look before they call."""
    told = []
    for interface in (ROOT, PLAYER, PROPERTIES, INTROSPECTABLE, PEER):
        inside = [_method(key) for key in _TAKES if key[0] == interface]
        if interface in (ROOT, PLAYER):
            for name, (signature, _) in _properties(shown, 0.0, interface).items():
                access = "readwrite" if name in _WRITABLE else "read"
                inside.append(f'<property name="{name}" type="{signature}" access="{access}"/>')
        if interface == PLAYER:
            inside.append('<signal name="Seeked"><arg name="Position" type="x"/></signal>')
        told.append(f'<interface name="{interface}">{"".join(inside)}</interface>')
    return f"<node>{''.join(told)}</node>"


def _method(key: tuple[str, str]) -> str:
    # Every type that a method takes here is one letter long.
    taken = "".join(f'<arg type="{letter}" direction="in"/>' for letter in _TAKES[key])
    given = f'<arg type="{_GIVES[key]}" direction="out"/>' if key in _GIVES else ""
    return f'<method name="{key[1]}">{taken}{given}</method>'

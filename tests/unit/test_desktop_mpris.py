"""A practice on a real session bus, seen and steered by a second program there; and what is answered without one."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from fakes import FakeClock
from selfcompassion_desktop.core.ports.media import OnDesk, Press, SetVolume, Wish
from selfcompassion_desktop.core.sitting import MoveBy, MoveTo
from selfcompassion_desktop.core.timeline import RATE, samples
from selfcompassion_desktop.desktop.mpris import NAME, Mpris
from selfcompassion_desktop.desktop.mpris_object import PLAYER, PROPERTIES, ROOT, Refused, answer, changes
from session_bus import PATIENCE, Bus, Panel, bus_here, linux

pytestmark = linux

KIND_HAND = OnDesk("kind-hand", "A kind hand", samples(8), True, 0, 1000.0, 0.9, True)
TRACK = "/org/selfcompassion/practice/kind_hand"


# ---------------------------------------------------------------- without a bus


def asked(member: str, signature: str = "", *body: Any, shown: OnDesk = KIND_HAND, interface: str = PLAYER) -> Any:
    return answer(shown, 1010.0, interface, member, signature, body)


@pytest.mark.parametrize(
    ("call", "wish"),
    [
        (("Play",), Press.PLAY),
        (("Pause",), Press.PAUSE),
        (("PlayPause",), Press.TOGGLE),
        (("Stop",), Press.STOP),
        (("Next",), Press.NEXT),
        (("Previous",), Press.PREVIOUS),
        (("Seek", "x", -2_500_000), MoveBy(-RATE * 5 // 2)),
        (("SetPosition", "ox", TRACK, 61_000_000), MoveTo(61 * RATE)),
        (("SetPosition", "ox", TRACK, 480_000_001), None),  # past the end
        (("SetPosition", "ox", TRACK, -1), None),
        (("SetPosition", "ox", "/org/selfcompassion/practice/another", 1), None),  # of what was on the desk before
        (("OpenUri", "s", "file:///etc/passwd"), None),
    ],
)
def test_what_a_method_wishes(call: tuple[Any, ...], wish: Wish | None) -> None:
    assert asked(*call).wish == wish


def test_after_the_last_section_there_is_no_next() -> None:
    assert asked("Next", shown=replace(KIND_HAND, more=False)).wish is None


@pytest.mark.parametrize(("set_to", "level"), [(0.25, 0.25), (-3.0, 0.0), (7.0, 1.0)])
def test_the_volume_is_the_voice_s_within_its_bounds(set_to: float, level: float) -> None:
    wish = asked("Set", "ssv", PLAYER, "Volume", ("d", set_to), interface=PROPERTIES).wish
    assert wish == SetVolume(level)


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (("Rewind",), "UnknownMethod"),
        (("Seek", "s", "far"), "InvalidArgs"),
        (("Seek",), "InvalidArgs"),
        (("Get", "ss", PLAYER, "Lyrics"), "UnknownProperty"),
        (("Get", "ss", "org.example", "Volume"), "UnknownInterface"),
        (("Set", "ssv", PLAYER, "Position", ("x", 1)), "PropertyReadOnly"),
        (("Set", "ssv", ROOT, "Identity", ("s", "x")), "PropertyReadOnly"),
        (("Set", "ssv", PLAYER, "Volume", ("s", "loud")), "InvalidArgs"),
        (("Set", "ssv", PLAYER, "Volume", ("d", float("nan"))), "InvalidArgs"),
    ],
)
def test_what_is_no_call_of_ours_is_refused_by_name(call: tuple[Any, ...], error: str) -> None:
    interface = PROPERTIES if call[0] in ("Get", "Set") else PLAYER
    with pytest.raises(Refused) as refused:
        asked(*call, interface=interface)
    assert refused.value.name == f"org.freedesktop.DBus.Error.{error}"


def test_a_position_runs_while_playing_and_stands_while_not() -> None:
    def position(shown: OnDesk) -> int:
        signature, value = asked("Get", "ss", PLAYER, "Position", interface=PROPERTIES, shown=shown).body[0]
        assert signature == "x"
        return int(value)

    assert position(replace(KIND_HAND, position=RATE)) == 11_000_000
    assert position(replace(KIND_HAND, position=RATE, playing=False)) == 1_000_000
    assert position(replace(KIND_HAND, position=KIND_HAND.length - RATE)) == 480_000_000


def test_only_what_has_changed_is_told_as_changed() -> None:
    assert changes(KIND_HAND, replace(KIND_HAND, position=5 * RATE, since=1005.0)) == {}
    assert changes(KIND_HAND, replace(KIND_HAND, playing=False)) == {"PlaybackStatus": ("s", "Paused")}


# ---------------------------------------------------------------- on a bus


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bus]:
    made = Bus(f"unix:path={tmp_path / 'bus'}")
    made.start()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", made.address)
    yield made
    made.stop()


@pytest.fixture
def panel(bus: Bus) -> Iterator[Panel]:
    made = Panel(bus.address)
    yield made
    made.close()


Made = tuple[Mpris, Callable[[], Wish], FakeClock]


@pytest.fixture
def ours() -> Iterator[Made]:
    """Our end, the next thing that is wished of it, and its clock."""
    wishes: queue.SimpleQueue[Wish] = queue.SimpleQueue()
    clock = FakeClock()
    mpris = Mpris(wishes.put, clock)
    yield mpris, lambda: wishes.get(timeout=PATIENCE), clock
    mpris.close()


@bus_here
def test_a_practice_stands_on_the_bus_while_it_is_on_the_desk_and_no_longer(panel: Panel, ours: Made) -> None:
    mpris, _, _ = ours
    assert panel.names() == []
    mpris.show(KIND_HAND)
    panel.until(there=True)
    mpris.clear()
    panel.until(there=False)
    mpris.show(KIND_HAND)
    panel.until(there=True)
    mpris.close()
    panel.until(there=False)
    mpris.show(KIND_HAND)  # after closing nothing is shown any more
    assert panel.names() == []


@bus_here
def test_a_panel_is_told_what_it_is_and_nothing_else(panel: Panel, ours: Made) -> None:
    mpris, _, clock = ours
    mpris.show(KIND_HAND)
    panel.until(there=True)
    clock.pass_time(90)
    (root,) = panel.call("GetAll", "s", ROOT, interface=PROPERTIES)
    assert root == {
        "CanQuit": ("b", False),
        "CanRaise": ("b", True),
        "HasTrackList": ("b", False),
        "Identity": ("s", "Self-Compassion"),
        "DesktopEntry": ("s", "selfcompassion-desktop"),
        "SupportedUriSchemes": ("as", []),
        "SupportedMimeTypes": ("as", []),
    }
    (player,) = panel.call("GetAll", "s", PLAYER, interface=PROPERTIES)
    assert player.pop("Metadata") == (
        "a{sv}",
        {
            "mpris:trackid": ("o", TRACK),
            "mpris:length": ("x", 480_000_000),
            "xesam:title": ("s", "A kind hand"),
            "xesam:artist": ("as", ["Self-Compassion Desktop"]),
        },
    )
    assert player == {
        "PlaybackStatus": ("s", "Playing"),
        "Volume": ("d", 0.9),
        "Position": ("x", 90_000_000),
        **dict.fromkeys(("Rate", "MinimumRate", "MaximumRate"), ("d", 1.0)),
        **{f"Can{name}": ("b", True) for name in ("GoNext", "GoPrevious", "Play", "Pause", "Seek", "Control")},
    }


@bus_here
def test_what_is_pressed_there_is_wished_here(panel: Panel, ours: Made) -> None:
    mpris, wished, _ = ours
    mpris.show(KIND_HAND)
    panel.until(there=True)
    for member in ("Play", "Pause", "PlayPause", "Stop", "Next", "Previous"):
        assert panel.call(member) == ()
    assert [wished() for _ in range(6)] == [
        Press.PLAY, Press.PAUSE, Press.TOGGLE, Press.STOP, Press.NEXT, Press.PREVIOUS,
    ]  # fmt: skip
    assert panel.call("Raise", interface=ROOT) == ()
    assert wished() is Press.RAISE
    assert panel.call("Seek", "x", 15_000_000) == ()
    assert wished() == MoveBy(15 * RATE)
    assert panel.call("SetPosition", "ox", TRACK, 120_000_000) == ()
    assert wished() == MoveTo(120 * RATE)
    assert panel.call("Set", "ssv", PLAYER, "Volume", ("d", 0.4), interface=PROPERTIES) == ()
    assert wished() == SetVolume(0.4)
    assert panel.call("Rewind") == "org.freedesktop.DBus.Error.UnknownMethod"
    assert panel.call("Seek", "s", "far") == "org.freedesktop.DBus.Error.InvalidArgs"
    assert panel.get("PlaybackStatus") == "Playing"  # and it goes on answering


@bus_here
def test_a_panel_hears_of_changes_and_of_jumps_but_not_of_time_passing(panel: Panel, ours: Made) -> None:
    mpris, _, clock = ours
    mpris.show(KIND_HAND)
    panel.until(there=True)
    clock.pass_time(30)
    mpris.show(replace(KIND_HAND, position=30 * RATE, since=clock.monotonic()))  # another line: nothing to tell
    mpris.show(replace(KIND_HAND, position=30 * RATE, since=clock.monotonic(), playing=False, volume=0.5))
    interface, changed, gone = panel.signal("PropertiesChanged")
    assert (interface, gone) == (PLAYER, [])
    assert changed == {"PlaybackStatus": ("s", "Paused"), "Volume": ("d", 0.5)}
    mpris.show(replace(KIND_HAND, position=200 * RATE, since=clock.monotonic(), playing=False, volume=0.5))
    assert panel.signal("Seeked") == (200_000_000,)
    assert panel.get("Position") == 200_000_000


@bus_here
def test_tools_can_look_before_they_call(panel: Panel, ours: Made) -> None:
    from xml.etree import ElementTree

    mpris, _, _ = ours
    mpris.show(KIND_HAND)
    panel.until(there=True)
    (told,) = panel.call("Introspect", interface="org.freedesktop.DBus.Introspectable")
    found = {i.get("name"): {e.get("name") for e in i} for i in ElementTree.fromstring(told)}
    assert {"Raise", "Identity", "CanQuit"} <= found[ROOT]
    assert {"PlayPause", "SetPosition", "Metadata", "Position", "Seeked"} <= found[PLAYER]


@bus_here
def test_a_second_window_has_a_name_of_its_own(panel: Panel, ours: Made) -> None:
    first, _, clock = ours
    first.show(KIND_HAND)
    panel.until(there=True)
    second = Mpris(lambda wish: None, clock)
    second.show(replace(KIND_HAND, id="loving-kindness"))
    while len(panel.names()) < 2:
        panel.signal("NameOwnerChanged")
    assert panel.names()[1].startswith(f"{NAME}.instance")
    second.close()
    assert panel.get("Metadata")["mpris:trackid"] == ("o", TRACK)


@bus_here
def test_a_bus_that_goes_away_is_not_missed_and_is_found_again_by_the_next_practice(
    bus: Bus, panel: Panel, ours: Made
) -> None:
    mpris, _, _ = ours
    mpris.show(KIND_HAND)
    panel.until(there=True)
    bus.stop()
    mpris.show(replace(KIND_HAND, playing=False))
    bus.start()
    mpris.show(KIND_HAND)
    mpris.clear()
    mpris.show(KIND_HAND)
    again = Panel(bus.address)
    again.until(there=True)
    again.close()


@pytest.mark.parametrize("address", ["unix:path=/nowhere/at/all", "nonsense", None])
def test_where_there_is_no_bus_nothing_happens(
    monkeypatch: pytest.MonkeyPatch, ours: Made, address: str | None
) -> None:
    name = "DBUS_SESSION_BUS_ADDRESS"
    monkeypatch.setenv(name, address) if address else monkeypatch.delenv(name, raising=False)
    mpris, _, _ = ours
    mpris.show(KIND_HAND)
    mpris.show(replace(KIND_HAND, playing=False))
    mpris.clear()
    mpris.clear()
    mpris.close()
    mpris.close()
    assert not [thread for thread in threading.enumerate() if thread.name == "mpris"]

"""A practice steered from elsewhere: by media keys, a panel, the buttons of a headphone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from fakes import FakeMedia
from furnished import Furnished
from selfcompassion_desktop.core.ports.media import OnDesk, Press, SetVolume
from selfcompassion_desktop.core.sitting import MoveBy, MoveTo
from selfcompassion_desktop.core.timeline import RATE, Timeline, samples
from selfcompassion_desktop.desktop.mpris import Mpris
from selfcompassion_desktop.desktop.mpris_object import PLAYER, PROPERTIES, track
from selfcompassion_desktop.models.media import MediaModel, MediaNews
from selfcompassion_desktop.models.player import Purpose
from session_bus import Bus, Panel, bus_here, linux

ID = "soften-soothe-allow"


class Desk:
    """A player, and what media panels are shown of it."""

    def __init__(self, furnished: Furnished) -> None:
        self.furnished, self.models, self.player = furnished, furnished.models, furnished.models.player
        self.media, self.news = FakeMedia(), MediaNews()
        self.model = MediaModel(self.player, self.models.settings, self.media, self.news, furnished.clock)

    @property
    def shown(self) -> OnDesk:
        """What is shown last."""
        assert self.media.shown
        last = self.media.shown[-1]
        assert last is not None
        return last

    def begin(self, purpose: Purpose = Purpose.PRACTICE) -> Timeline:
        timeline = self.models.library.timeline(self.models.library.offer(ID), samples(12))
        self.player.begin(timeline, purpose)
        return timeline

    def wish(self, *wishes: object) -> None:
        for wish in wishes:
            self.news.wished.emit(wish)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    furnished = Furnished(tmp_path, qtbot)
    furnished.models.library.load()
    made = Desk(furnished)
    yield made
    made.model.close()
    assert made.media.closed
    furnished.models.player.close()
    furnished.settle()
    furnished.close()


def test_a_practice_is_shown_while_it_is_on_the_desk_and_never_its_words(desk: Desk) -> None:
    assert desk.media.shown == []
    timeline = desk.begin()
    shown = desk.shown
    assert (shown.id, shown.title, shown.length) == (ID, timeline.practice.title, samples(12))
    assert (shown.playing, shown.position, shown.volume, shown.more) == (True, 0, 0.9, True)
    for _ in range(240):
        desk.furnished.clock.pass_time(3)
        desk.player.look()
    assert desk.media.shown[-1] is None  # it has come to its end
    words = " ".join(map(repr, desk.media.shown))
    assert not [line.text for line in timeline.lines if line.text in words]


def test_breaks_and_the_grounding_are_not_shown(desk: Desk) -> None:
    for purpose in (Purpose.BREAK, Purpose.GROUNDING):
        desk.begin(purpose)
        desk.wish(Press.STOP, Press.RAISE)
        assert desk.player.running
        desk.player.stop()
    assert desk.media.shown == []


def test_what_the_person_does_is_shown(desk: Desk) -> None:
    timeline = desk.begin()
    desk.player.pause()
    assert not desk.shown.playing
    desk.player.move_to(timeline.sections[-1].start)
    assert (desk.shown.position, desk.shown.more) == (timeline.sections[-1].start, False)
    desk.models.settings.change(volume_voice=0.3)
    assert desk.shown.volume == 0.3
    desk.player.stop()
    assert desk.media.shown[-1] is None
    told = len(desk.media.shown)
    desk.models.settings.change(volume_voice=0.4)
    assert len(desk.media.shown) == told


def test_what_is_wished_is_done(desk: Desk, qtbot: QtBot) -> None:
    timeline, player = desk.begin(), desk.player
    desk.wish(Press.PAUSE, Press.PAUSE)
    assert not player.playing
    desk.wish(Press.PLAY, Press.PLAY)
    assert player.playing
    desk.wish(Press.TOGGLE)
    assert not player.playing
    desk.wish(MoveTo(100 * RATE), MoveBy(-30 * RATE))
    assert player.position == 70 * RATE
    desk.wish(MoveBy(-200 * RATE))
    assert player.position == 0
    desk.wish(Press.NEXT, Press.NEXT)
    assert player.position == timeline.sections[2].start
    desk.wish(Press.PREVIOUS)
    assert player.position == timeline.sections[1].start
    desk.wish(SetVolume(0.2))
    assert desk.models.settings.current.volume_voice == 0.2
    with qtbot.waitSignal(desk.model.raise_wanted):
        desk.wish(Press.RAISE)
    desk.wish(Press.STOP)
    assert not player.running
    desk.wish(Press.PLAY, MoveTo(5), Press.NEXT, Press.STOP)  # pressed a moment too late
    assert not player.running


@linux
@bus_here
def test_a_panel_on_a_real_bus_steers_the_practice(
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bus = Bus(f"unix:path={tmp_path / 'bus'}")
    bus.start()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
    news, player = MediaNews(), desk.player
    mpris = Mpris(news.wished.emit, desk.furnished.clock)
    model = MediaModel(player, desk.models.settings, mpris, news, desk.furnished.clock)
    panel = Panel(bus.address)
    timeline = desk.begin()
    panel.until(there=True)
    assert panel.get("Metadata")["xesam:title"] == ("s", timeline.practice.title)
    panel.call("PlayPause")
    qtbot.waitUntil(lambda: not player.playing)
    panel.call("SetPosition", "ox", track(ID), 60_000_000)
    qtbot.waitUntil(lambda: player.position == 60 * RATE)
    panel.call("Set", "ssv", PLAYER, "Volume", ("d", 0.25), interface=PROPERTIES)
    qtbot.waitUntil(lambda: desk.models.settings.current.volume_voice == 0.25)
    panel.call("Next")
    qtbot.waitUntil(lambda: player.position == timeline.sections[1].start)
    panel.call("Stop")
    qtbot.waitUntil(lambda: not player.running)
    panel.until(there=False)
    panel.close()
    model.close()
    bus.stop()

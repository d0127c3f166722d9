"""What sounds, chosen by the person: volumes while it plays, whose voice, and a sitting with bells alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from fakes import FakeSpeaker
from furnished import Furnished
from selfcompassion_desktop.core.ports.sound import Channel
from selfcompassion_desktop.core.timeline import RATE, Kind, Timeline, samples
from selfcompassion_desktop.models.player import Purpose, Session
from selfcompassion_desktop.ui.places.player import PlayerPlace
from selfcompassion_desktop.ui.places.practise import PractisePlace
from selfcompassion_desktop.ui.places.silence import SilencePage
from selfcompassion_desktop.ui.places.volumes import VolumesPopup
from selfcompassion_desktop.ui.theme import Theme
from selfcompassion_desktop.ui.widgets.label import QuietLabel
from selfcompassion_desktop.ui.widgets.menu_card import MenuCard

# The screen that is none says so of every popup.
pytestmark = pytest.mark.qt_log_ignore(r"does not support (raise\(\)|grabbing the keyboard)", extend=True)

Key = Qt.Key
W = TypeVar("W", bound=QWidget)
TWO_VOICES, ONE_VOICE = "kind-hand", "giving-and-receiving"


class Room:
    """A place, and the keys of a person in front of it."""

    def __init__(self, furnished: Furnished, qtbot: QtBot) -> None:
        self.furnished, self.models, self.qtbot = furnished, furnished.models, qtbot
        speaker = furnished.models.player._speaker
        assert isinstance(speaker, FakeSpeaker)
        self.speaker = speaker

    def press(self, *keys: Key) -> None:
        """Press keys wherever the keyboard is."""
        for key in keys:
            on = QApplication.activePopupWidget() or QApplication.focusWidget()
            assert on is not None
            inside = None if isinstance(on, QMenu) else on.focusWidget()
            self.qtbot.keyClick(on if inside is None else inside, key)

    def session(self) -> Session:
        """What is guided now."""
        session = self.models.player.session
        assert session is not None
        return session

    def begin(self) -> Timeline:
        """A practice is under way for 20 seconds; its timeline."""
        library, player = self.models.library, self.models.player
        timeline = library.timeline(library.offer(TWO_VOICES), samples(8))
        player.begin(timeline, Purpose.PRACTICE)
        self.furnished.clock.pass_time(20)
        player.look()
        return timeline


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path, theme: Theme) -> Iterator[Room]:
    furnished = Furnished(tmp_path, qtbot)
    furnished.models.library.load()
    yield Room(furnished, qtbot)
    furnished.models.player.close()
    furnished.settle()
    furnished.close()


@pytest.fixture
def player(room: Room) -> PlayerPlace:
    """The player, guiding."""
    place = PlayerPlace(room.models)
    room.models.player.begun.connect(place.enter)
    room.furnished.show(place)
    room.begin()
    return place


@pytest.fixture
def practise(room: Room) -> PractisePlace:
    """The library."""
    place = PractisePlace(room.models)
    room.furnished.show(place)
    place.shown()
    return place


def button(place: QWidget, name: str) -> QAbstractButton:
    found = [b for b in place.findChildren(QAbstractButton) if b.isVisible() and name in (b.text(), b.accessibleName())]
    assert len(found) == 1
    return found[0]


def opened(room: Room, player: PlayerPlace) -> VolumesPopup:
    """The volumes, opened by keyboard."""
    button(player, "Volumes").setFocus(Qt.FocusReason.TabFocusReason)
    room.press(Key.Key_Space)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, VolumesPopup)
    return popup


# ---------------------------------------------------------------- volumes


def test_each_volume_by_keyboard_alone_heard_at_once_and_remembered(room: Room, player: PlayerPlace) -> None:
    opened(room, player)
    room.press(Key.Key_Home)  # on the voice, at once
    assert room.speaker.volumes[Channel.VOICE] == 0
    room.press(Key.Key_Right, Key.Key_Right, Key.Key_Tab, Key.Key_End)
    assert room.speaker.volumes[Channel.BELL] == 1
    room.press(Key.Key_Left, Key.Key_Tab, Key.Key_PageUp)
    room.press(Key.Key_Escape)
    assert QApplication.activePopupWidget() is None
    kept = room.models.settings.current
    assert (kept.volume_voice, kept.volume_bell, kept.volume_soundscape) == pytest.approx((0.1, 0.95, 0.7))
    assert room.speaker.volumes == pytest.approx({Channel.VOICE: 0.1, Channel.BELL: 0.95, Channel.SOUNDSCAPE: 0.7})
    popup = opened(room, player)
    assert [slider.volume for slider in popup.sliders] == [10, 95, 70]


def test_the_player_s_own_keys_rest_while_the_volumes_are_open(room: Room, player: PlayerPlace) -> None:
    opened(room, player)
    for _ in range(4):  # on every slider, and on what sounds behind
        room.press(Key.Key_Home, Key.Key_Right, Key.Key_PageDown, Key.Key_F, Key.Key_Tab)
    assert room.models.player.position == 20 * RATE
    assert room.models.player.playing
    room.press(Key.Key_Escape)
    assert room.models.player.running
    player.setFocus()
    room.press(Key.Key_Home)
    assert room.models.player.position == 0


def test_the_volumes_say_what_they_are_and_how_loud(room: Room, player: PlayerPlace) -> None:
    popup = opened(room, player)
    assert [s.groove.accessibleName() for s in popup.sliders] == ["Voice: 90 %", "Bell: 70 %", "Behind it: 50 %"]
    assert popup.accessibleName() == "Volumes"
    assert all(s.groove.height() >= 32 for s in popup.sliders)


def test_another_soundscape_while_it_plays(room: Room, player: PlayerPlace) -> None:
    popup = opened(room, player)
    button(popup, "The sea").click()
    assert room.speaker.soundscape == "sea"
    assert room.models.settings.current.soundscape == "sea"
    assert room.models.player.playing
    assert len(room.speaker.played) == 1  # what is said was not begun anew


# ---------------------------------------------------------------- a voice of one's own choice


def choose(room: Room, card: MenuCard, label: str) -> None:
    """Choose from a card's menu by keyboard."""
    card.setFocus(Qt.FocusReason.TabFocusReason)
    room.press(Key.Key_Space)
    labels = [action.text() for action in card.menu.actions()]
    now = labels.index(next(a.text() for a in card.menu.actions() if a.data() == card.value))
    steps = labels.index(label) - now
    room.press(*[Key.Key_Down if steps > 0 else Key.Key_Up] * abs(steps), Key.Key_Return)
    assert not card.menu.isVisible()


def said(place: QWidget) -> list[str]:
    return [label.text() for label in place.findChildren(QuietLabel) if label.isVisible()]


def test_another_voice_guides_this_practice_and_no_other(room: Room, practise: PractisePlace) -> None:
    practise.open(TWO_VOICES, 8.0)
    card = practise.practice.voice
    assert card.isVisible()
    labels = {action.data(): action.text() for action in card.menu.actions()}
    assert list(labels) == ["af_heart", "am_michael"]
    assert f"Spoken by {labels['af_heart']}, a synthetic voice." in said(practise)

    choose(room, card, labels["am_michael"])

    assert f"Spoken by {labels['am_michael']}, a synthetic voice." in said(practise)
    assert room.models.settings.current.voices == {TWO_VOICES: "am_michael"}
    assert room.models.settings.current.voice == "af_heart"
    practise.open("loving-kindness")
    assert practise.practice.voice.value == "af_heart"
    practise.open(TWO_VOICES, 8.0)
    assert practise.practice.voice.value == "am_michael"
    button(practise, "Begin").click()
    assert room.session().timeline.voice == "am_michael"
    assert room.session().timeline.length == samples(8)


def test_a_practice_with_one_voice_asks_for_none(practise: PractisePlace) -> None:
    practise.open(ONE_VOICE)
    assert not practise.practice.voice.isVisible()
    assert any(text.startswith("Spoken by ") for text in said(practise))


# ---------------------------------------------------------------- sit in silence


def bells(timeline: Timeline) -> list[float]:
    """The seconds at which a bell is struck."""
    return [cue.start / RATE for cue in timeline.cues if cue.kind is Kind.BELL]


def silence(practise: PractisePlace) -> SilencePage:
    button(practise, "Sit in silence, with bells only").click()
    page = practise.silence
    assert page.isVisible()
    return page


@pytest.mark.parametrize(
    ("every", "struck"),
    [("none", [0, 600]), ("2 min", [0, 120, 240, 360, 480, 600]), ("5 min", [0, 300, 600]), ("10 min", [0, 600])],
)
def test_bells_ring_as_often_as_was_chosen(
    room: Room, practise: PractisePlace, every: str, struck: list[float]
) -> None:
    page = silence(practise)
    button(page, every).click()
    button(page, "Begin").click()
    assert bells(room.session().timeline) == struck


def test_silence_by_keyboard_alone(room: Room, practise: PractisePlace) -> None:
    page = silence(practise)
    none = button(page, "none")
    none.setFocus(Qt.FocusReason.TabFocusReason)
    room.press(Key.Key_Right, Key.Key_Right)
    assert button(page, "2 min").isChecked()
    page.setFocus()
    room.press(Key.Key_Space)
    assert room.session().purpose is Purpose.PRACTICE
    assert bells(room.session().timeline) == [0, 120, 240, 360, 480, 600]
    assert room.session().timeline.lines == ()


def test_the_bell_and_what_sounds_behind_a_silence_are_chosen_on_its_page(room: Room, practise: PractisePlace) -> None:
    page = silence(practise)
    choose(room, page.bell, "A chime")
    choose(room, page.soundscape, "A stream")
    button(page, "Begin").click()
    assert room.session().timeline.bell == "chime"
    assert room.speaker.soundscape == "stream"


def test_a_silence_is_recorded_and_its_length_remembered(room: Room, practise: PractisePlace) -> None:
    page = silence(practise)
    page._length.set_minutes(12)
    button(page, "Begin").click()
    button(page, "Begin").click()  # a second press of the same button
    player = room.models.player
    timeline = room.session().timeline
    assert (bells(timeline)[-1], timeline.practice.id) == (720, "silence")
    room.furnished.clock.pass_time(timeline.seconds + 1)
    player.look()
    room.furnished.settle()
    (sitting,) = room.furnished.services.sittings.newest(5)
    assert (sitting.practice, sitting.title, sitting.finished) == ("silence", "Sitting in silence", True)
    page.back.emit()
    assert silence(practise)._length.minutes == 12

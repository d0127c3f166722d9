"""The player: one sitting at a time, captions in step, a record that survives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from fakes import FakeClock, FakeSpeaker
from selfcompassion_desktop.core.ports.sound import Channel, SoundState
from selfcompassion_desktop.core.practice import Bell, Line, Pause, Practice, Section
from selfcompassion_desktop.core.settings import Settings
from selfcompassion_desktop.core.timeline import RATE, Timeline, fit, samples
from selfcompassion_desktop.models.player import Ended, PlayerModel, Purpose, SoundNews
from selfcompassion_desktop.models.settings import SettingsModel
from selfcompassion_desktop.models.tasks import Tasks
from selfcompassion_desktop.store.database import Database
from selfcompassion_desktop.store.ids import Ids
from selfcompassion_desktop.store.settings_file import SettingsFile
from selfcompassion_desktop.store.sittings import Sittings


def timeline(practice_id: str = "hand", minutes: float = 2.0) -> Timeline:
    lines = [Line(f"Line {n}.", f"Line {n}.", n) for n in range(1, 5)]
    first = Section("Arriving", 0, (Bell(), lines[0], Pause(2, 60), lines[1], Pause(2, 1200)))
    second = Section("Staying", 0, (lines[2], Pause(2, 1200), lines[3], Bell()))
    practice = Practice(practice_id, practice_id.title(), "", 1, 60, (first, second), rates="tense")
    return fit(practice, samples(minutes), lambda _: 2 * RATE, 9 * RATE, "af_heart")


@dataclass
class Room:
    """A player with everything it needs, and what it told."""

    player: PlayerModel
    clock: FakeClock
    speaker: FakeSpeaker
    news: SoundNews
    sittings: Sittings
    settings: SettingsModel
    tasks: Tasks
    ended: list[Ended]
    captions: list[str]

    def play(self, seconds: float, step: float = 0.5) -> None:
        """Let time go by, looking as the timer would."""
        for _ in range(round(seconds / step)):
            self.clock.pass_time(step)
            self.player.look()

    def records(self) -> list[tuple[str, float, bool]]:
        """(practice, seconds, finished) of every sitting, newest first."""
        assert self.tasks.finish()
        return [(s.practice, s.seconds, s.finished) for s in self.sittings.newest(50)]


@pytest.fixture
def room(qtbot: object, tmp_path: Path) -> Iterator[Room]:
    clock, speaker, news, tasks = FakeClock(), FakeSpeaker(), SoundNews(), Tasks()
    database = Database(tmp_path / "store.db", clock)
    database.open()
    sittings = Sittings(database, clock, Ids(clock))
    settings = SettingsModel(SettingsFile(tmp_path / "settings.json"), Settings(), tasks)
    player = PlayerModel(speaker, news, clock, sittings, settings, tasks)
    made = Room(player, clock, speaker, news, sittings, settings, tasks, [], [])
    player.ended.connect(made.ended.append)
    player.cue_entered.connect(lambda cue: made.captions.append(cue.text))
    yield made
    player.close()
    tasks.finish()
    database.close()


def test_a_practice_runs_to_its_end_and_is_recorded(room: Room) -> None:
    room.player.begin(timeline())
    room.play(121)
    assert [e.finished for e in room.ended] == [True]
    assert [c for c in room.captions if c] == ["Line 1.", "Line 2.", "Line 3.", "Line 4."]
    assert room.records() == [("hand", 120.0, True)]
    assert not room.player.running


def test_the_bell_at_the_end_is_not_cut_off(room: Room) -> None:
    room.player.begin(timeline())
    room.play(121)
    assert room.speaker.hushed == []


def test_time_in_a_pause_is_not_practised(room: Room) -> None:  # case PB02
    room.player.begin(timeline())
    room.play(10)
    room.player.toggle()
    room.clock.pass_time(20)
    room.player.toggle()
    first = room.player.position
    room.clock.pass_time(0.1)
    assert first == 10 * RATE
    assert room.player.position == first + RATE // 10
    assert room.speaker.played == [("hand", 0), ("hand", 10 * RATE)]


def test_play_after_the_end_begins_anew(room: Room) -> None:  # case PB05
    room.player.begin(timeline())
    room.play(121)
    assert len(room.ended) == 1
    room.player.begin(timeline())
    assert room.player.position == 0
    assert room.player.playing


def test_an_unfinished_sitting_keeps_its_minutes(room: Room) -> None:  # case PB17
    room.player.begin(timeline(minutes=30))
    room.play(23 * 60, step=1)
    room.player.stop()
    assert room.records() == [("hand", 23 * 60, False)]


def test_a_kill_costs_no_more_than_ten_seconds(room: Room) -> None:  # case PB17
    room.player.begin(timeline(minutes=30))
    room.play(23 * 60, step=1)
    seconds = room.records()[0][1]  # nothing was closed: this is what a killed program leaves
    assert 23 * 60 - 10 <= seconds <= 23 * 60


def test_one_stream_and_one_open_record_whatever_is_pressed(room: Room) -> None:  # case PB19
    room.player.begin(timeline("a"))
    room.play(30)
    for _ in range(10):
        room.player.begin(timeline("b"))
    assert room.speaker.streams == 1
    room.play(5)
    room.player.stop()
    assert room.records() == [("b", 5.0, False), ("a", 30.0, False)]


def test_sound_that_never_comes_does_not_stop_a_practice(room: Room) -> None:
    room.speaker.state = SoundState.ABSENT
    room.player.begin(timeline())
    room.play(121)
    assert room.ended[0].finished


def test_a_sleeping_machine_finds_the_practice_paused_where_it_was(room: Room) -> None:  # case PB15
    slept: list[bool] = []
    room.player.slept.connect(lambda: slept.append(True))
    room.player.begin(timeline())
    room.play(60)
    room.clock.sleep(3600)
    room.player.look()
    assert slept == [True]
    assert not room.player.playing
    assert room.player.position == 60 * RATE
    room.player.toggle()
    room.play(61)
    assert room.ended[0].finished
    assert room.records() == [("hand", 120.0, True)]


def test_setting_the_clock_changes_nothing(room: Room) -> None:  # case SC12
    room.player.begin(timeline())
    room.play(30)
    room.clock.set_wall(room.clock.now() - timedelta(days=1))
    room.play(30)
    room.clock.set_wall(datetime.fromisoformat("2031-01-01T00:00:00+00:00"))
    room.play(61)
    assert room.records() == [("hand", 120.0, True)]


def test_a_late_look_never_counts_more_than_was_planned(room: Room) -> None:  # case PB15
    room.player.begin(timeline())
    room.clock.pass_time(500)
    room.player.look()
    assert room.player.seconds_left == 0
    assert room.records() == [("hand", 120.0, True)]


def test_skips_stay_within_the_practice(room: Room) -> None:
    room.player.begin(timeline())
    room.player.back()
    assert room.player.position == 0
    room.player.forward()
    assert room.player.position == 15 * RATE


def test_moving_past_the_end_finishes(room: Room) -> None:
    room.player.begin(timeline())
    room.player.move_to(10**12)
    room.player.look()
    assert room.ended[0].finished


def test_too_much_fades_and_grounds_without_a_question(room: Room, qtbot) -> None:  # type: ignore[no-untyped-def]
    room.player.begin(timeline())
    room.play(20)
    with qtbot.waitSignal(room.player.begun, timeout=5000) as begun:
        room.player.too_much(timeline("too-much", 1.0))
        assert room.speaker.hushed == [2.0]
        assert not room.player.running
    assert begun.args[0].purpose is Purpose.GROUNDING
    assert room.records() == [("hand", 20.0, False)]


def test_grounding_follows_silence_with_silence(room: Room, qtbot) -> None:  # type: ignore[no-untyped-def]
    room.player.begin(timeline(), silent=True)
    with qtbot.waitSignal(room.player.begun, timeout=5000) as begun:
        room.player.too_much(timeline("too-much", 1.0))
    assert begun.args[0].silent
    assert room.speaker.played == []


def test_breaks_and_groundings_are_no_sittings(room: Room) -> None:
    room.player.begin(timeline("break", 1.0), Purpose.BREAK)
    room.play(61)
    assert room.records() == []


def test_volumes_act_at_once(room: Room) -> None:
    room.player.begin(timeline())
    room.settings.change(volume_voice=0.25)
    assert room.speaker.volumes[Channel.VOICE] == 0.25


def test_how_it_was_before_and_after_is_kept(room: Room) -> None:
    room.player.begin(timeline(), before=7)
    room.play(121)
    room.player.rate_after(room.ended[0], 4)
    assert room.tasks.finish()
    record = room.sittings.newest(1)[0]
    assert (record.before, record.after) == (7, 4)


def test_a_soundscape_is_for_practices_and_may_be_changed_meanwhile(room: Room) -> None:
    room.settings.change(soundscape="rain")
    assert room.speaker.soundscape == ""
    room.player.begin(timeline())
    assert room.speaker.soundscape == "rain"
    room.play(5)
    room.settings.change(soundscape="sea")
    assert (room.speaker.soundscape, room.speaker.played) == ("sea", [("hand", 0)])
    room.player.too_much(timeline("ground"))
    room.player.begin(timeline("ground"), Purpose.GROUNDING)
    assert room.speaker.soundscape == ""


def test_a_volume_of_each_kind_is_set_at_once(room: Room) -> None:
    room.player.begin(timeline())
    room.settings.change(volume_voice=0.1, volume_bell=0.2, volume_soundscape=0.3)
    assert room.speaker.volumes == {Channel.VOICE: 0.1, Channel.BELL: 0.2, Channel.SOUNDSCAPE: 0.3}


def test_whether_it_is_rated_is_the_sittings_own(room: Room) -> None:
    room.player.begin(timeline(), rated=False)
    room.play(121)
    assert [e.session.rated for e in room.ended] == [False]

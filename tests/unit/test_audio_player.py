"""The player on a device of which every frame is known: what is heard, when, and what is never torn."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from selfcompassion_desktop.audio.player import LATENCY
from selfcompassion_desktop.core.ports.sound import Channel, SoundState
from selfcompassion_desktop.core.timeline import RATE, Kind, Timeline
from sound_room import Room, mixed
from synthetic_clips import timeline

EDGE = RATE // 100


@pytest.fixture
def cold() -> Iterator[Room]:
    """Nothing was played yet."""
    made = Room()
    yield made
    made.player.close()


@pytest.fixture
def room(cold: Room) -> Room:
    """The device is open and takes frames, as within a minute after anything was heard."""
    cold.warm()
    return cold


def due(fitted: Timeline, begun: float) -> NDArray[np.float64]:
    cues = [c.start for c in fitted.cues if c.kind is not Kind.PAUSE]
    return begun + (np.array(cues) + LATENCY) / RATE


def test_what_is_heard_is_the_mixdown_to_the_sample(room: Room) -> None:
    fitted = timeline(room.clips, 6, 0.6)
    begun = room.play(fitted)
    room.run(fitted.seconds + 2)
    assert np.array_equal(room.tape(begun, 0, fitted.length), mixed(fitted, room.clips))
    assert not room.remarks


def test_a_program_that_stands_still_for_seconds_is_not_heard_to(room: Room) -> None:
    fitted = timeline(room.clips, 10, 1.0)
    begun = room.play(fitted)
    room.run(fitted.seconds + 2, awake_every=3.5)
    assert np.array_equal(room.tape(begun, 0, fitted.length), mixed(fitted, room.clips))


def test_nothing_old_is_heard_when_the_program_stands_still_for_longer(room: Room) -> None:
    fitted = timeline(room.clips, 20, 1.0)
    begun = room.play(fitted)
    room.run(20)
    room.device.pass_time(10)
    heard = room.tape(begun, 25 * RATE, 30 * RATE)
    assert not heard.any()


@pytest.mark.parametrize("seconds", [0.0, 4.9, 11.3, 23.0])
def test_a_seek_lands_where_it_is_asked_for(room: Room, seconds: float) -> None:
    fitted = timeline(room.clips, 6, 0.6)
    room.play(fitted)
    room.run(9.013)
    position = round(seconds * RATE)
    begun = room.play(fitted, position)
    room.run(10)
    heard = room.tape(begun, position, position + 9 * RATE)
    assert np.array_equal(heard[EDGE:], mixed(fitted, room.clips)[position : position + 9 * RATE][EDGE:])


def test_a_seek_into_a_line_starts_softly(room: Room) -> None:
    fitted = timeline(room.clips, 6, 0.6)
    inside = fitted.lines[3].start + RATE // 2
    begun = room.play(fitted, inside)
    room.run(1)
    heard = room.tape(begun, inside, inside + EDGE)
    assert np.abs(np.diff(heard[:100].astype(int), prepend=0)).max() < 1_500


def test_a_line_that_is_begun_with_has_its_whole_attack(room: Room) -> None:
    fitted = timeline(room.clips, 6, 0.6)
    first = fitted.lines[2]
    begun = room.play(fitted, first.start)
    room.run(3)
    heard = room.tape(begun, first.start, first.end)
    assert np.array_equal(heard, mixed(fitted, room.clips)[first.start : first.end])


def test_paused_for_twenty_seconds_and_resumed(room: Room) -> None:
    # case PB02
    fitted = timeline(room.clips, 6, 0.6)
    line = fitted.lines[1]
    begun = room.play(fitted)
    room.run((line.start + RATE // 2) / RATE)
    room.player.hush(0.0)
    room.run(20)
    silence = room.tape(begun, line.start + RATE // 2 + RATE // 50, line.start + 20 * RATE)
    resumed = room.play(fitted, line.start + RATE // 2)
    room.run(3)
    heard = room.tape(resumed, line.start + RATE // 2, line.start + 3 * RATE)
    assert not silence.any()
    assert np.array_equal(
        heard[EDGE:], mixed(fitted, room.clips)[line.start + RATE // 2 : line.start + 3 * RATE][EDGE:]
    )


def test_ten_quick_plays_are_one_stream(room: Room) -> None:
    # case PB19
    fitted, other = timeline(room.clips, 6, 0.6), timeline(room.clips, 3, 0.4)
    room.play(other)
    room.run(3)
    for _ in range(10):
        begun = room.play(fitted)
        room.run(0.03)
    room.run(fitted.seconds)
    heard = room.tape(begun, EDGE, fitted.length - RATE)
    assert np.array_equal(heard, mixed(fitted, room.clips)[EDGE : fitted.length - RATE])


def test_a_fade_ends_in_silence_and_is_not_heard_again(room: Room) -> None:
    fitted = timeline(room.clips, 60, 1.8)
    begun = room.play(fitted)
    room.run(20)
    room.player.hush(4.0)
    room.run(50)
    heard = np.abs(room.tape(begun, 20 * RATE, 60 * RATE).astype(int))
    loudest = [int(heard[second * RATE : (second + 1) * RATE].max()) for second in range(40)]
    assert loudest[0] > loudest[1] > loudest[2] > loudest[3] > 0
    assert not any(loudest[5:])


@pytest.mark.parametrize("pace", [0.9997, 1.0003])
def test_a_device_with_a_clock_of_its_own_is_followed_to_the_sample(room: Room, pace: float) -> None:
    room.device.pace = pace
    fitted = timeline(room.clips, 30, 3.0)
    room.play(fitted)
    room.run(fitted.seconds + 2)
    tape, sound = room.device.rewound(), mixed(fitted, room.clips)
    first = int(np.flatnonzero(tape)[0])
    assert np.array_equal(tape[first : first + fitted.length], sound[: len(tape) - first])


@pytest.mark.parametrize("pace", [0.998, 1.01])
def test_a_device_that_is_far_off_is_kept_within_reach_of_the_captions(room: Room, pace: float) -> None:
    room.device.pace = pace
    fitted = timeline(room.clips, 60, 6.5)
    begun = room.play(fitted)
    room.run(fitted.seconds + 2)
    late = room.device.heard_at() - due(fitted, begun)
    assert 0.140 < np.abs(late).max() < 0.320


@pytest.mark.parametrize("stall", [0.1, 0.4, 2.0])
@pytest.mark.parametrize("where", ["in a line", "in a pause"])
def test_a_device_that_falters_tears_no_word_and_is_in_step_again(room: Room, stall: float, where: str) -> None:
    fitted = timeline(room.clips, 8, 1.5)
    line = fitted.lines[3]
    begun = room.play(fitted)
    room.run((line.start + RATE // 2 if where == "in a line" else line.end + RATE) / RATE)
    room.device.stalled = True
    room.run(stall)
    room.device.stalled = False
    room.run(90)
    assert np.abs(room.device.heard_at() - due(fitted, begun)).max() < 0.010
    tape, sound = room.device.rewound(), mixed(fitted, room.clips)
    for cue in fitted.lines:
        words = sound[cue.start : cue.end]
        places = np.flatnonzero(tape[: -len(words)] == words[0])
        assert any(np.array_equal(tape[p : p + len(words)], words) for p in places)


def test_no_device_is_told_once_and_looked_for_again(cold: Room) -> None:
    fitted = timeline(cold.clips, 8, 1.0)
    cold.device.there = False
    begun = cold.play(fitted)
    cold.run(20)
    assert cold.states == [SoundState.ABSENT]
    cold.device.there = True
    cold.run(45)
    assert cold.states == [SoundState.ABSENT, SoundState.SOUNDING, SoundState.SILENT]
    expected = due(fitted, begun)
    heard = cold.device.heard_at()
    assert heard[0] < begun + 25
    assert np.abs(heard[1:] - expected[-len(heard) + 1 :]).max() < 0.010


def test_a_device_that_goes_away_is_followed_by_the_next_one_at_the_right_place(room: Room) -> None:
    # case PB10
    fitted = timeline(room.clips, 12, 1.5)
    begun = room.play(fitted)
    room.run(30)
    room.device.gone, room.device.there = True, False
    room.run(10)
    assert room.player.state is SoundState.LOST
    room.device.there = True
    room.run(2)
    assert room.player.state is SoundState.SOUNDING
    room.run(60)
    assert room.states == [SoundState.SOUNDING, SoundState.LOST, SoundState.SOUNDING, SoundState.SILENT]
    after = [t for t in due(fitted, begun) if t > begun + 43]
    assert np.abs(room.device.heard_at()[-len(after) :] - after).max() < 0.010


def test_sound_comes_back_gently(room: Room) -> None:
    # case PB10
    fitted = timeline(room.clips, 12, 0.6)
    begun = room.play(fitted, fitted.lines[4].start)
    room.run(0.2)
    room.device.gone = True
    room.run(3)
    place = fitted.lines[4].start
    heard = np.abs(room.tape(begun, place + RATE // 4, place + 3 * RATE).astype(int))
    first = int(np.flatnonzero(heard)[0])
    assert heard[first : first + RATE // 10].max() < 2_000


def test_a_bell_that_a_slow_device_would_have_missed_is_heard_whole(cold: Room) -> None:
    cold.device.slow = 1.2
    fitted = timeline(cold.clips, 4, 1.0)
    begun = cold.play(fitted)
    cold.run(fitted.seconds + 2)
    late = cold.device.heard_at() - due(fitted, begun)
    assert 1.1 < late[0] < 1.4
    assert np.abs(late[1:]).max() < 0.001
    tape, bell = cold.device.rewound(), mixed(fitted, cold.clips)[:RATE]
    first = int(np.flatnonzero(tape)[0])
    assert np.array_equal(tape[first : first + RATE], bell)


def test_a_recording_that_is_no_sound_is_passed_over_and_told_once(room: Room) -> None:
    # case PB07
    room.clips.broken = {"This is line 2 of them.": b"I am a text file."}
    room.clips.gone = {"This is line 4 of them."}
    fitted = timeline(room.clips, 6, 0.6)
    begun = room.play(fitted)
    room.run(fitted.seconds + 2)
    room.play(fitted)
    room.run(fitted.seconds + 2)
    heard = room.tape(begun, 0, fitted.length)
    for number, cue in enumerate(fitted.lines, start=1):
        assert heard[cue.start : cue.end].any() == (number not in (2, 4))
    assert len(room.remarks) == 2
    assert "is not a playable sound file" in room.remarks[0]
    assert "cannot be read" in room.remarks[1]
    assert SoundState.LOST not in room.states


def test_after_the_end_it_is_silent_and_starts_from_the_beginning_again(cold: Room) -> None:
    # case PB05
    fitted = timeline(cold.clips, 3, 0.3)
    cold.play(fitted)
    cold.run(fitted.seconds + 90)
    assert cold.player.state is SoundState.SILENT
    assert cold.device.closings == 1
    heard_before = len(cold.device.heard_at())
    begun = cold.play(fitted)
    cold.run(fitted.seconds + 2)
    assert cold.player.state is SoundState.SOUNDING or cold.states[-2] is SoundState.SOUNDING
    late = cold.device.heard_at()[heard_before:] - due(fitted, begun)
    assert np.abs(late).max() < 0.1


def test_the_device_is_kept_for_a_pause_and_let_go_after_a_minute(cold: Room) -> None:
    cold.play(timeline(cold.clips, 3, 0.3))
    cold.run(5)
    cold.player.hush(0.0)
    cold.run(50)
    assert cold.device.closings == 0
    cold.run(20)
    assert cold.device.closings == 1
    assert cold.player.tick() is None


def test_volumes_act_at_once_and_are_kept_for_the_next_device(cold: Room) -> None:
    cold.player.set_volume(Channel.BELL, 0.25)
    cold.player.set_volume(Channel.SOUNDSCAPE, 7.0)
    cold.play(timeline(cold.clips, 3, 0.3))
    cold.run(1)
    cold.player.set_volume(Channel.VOICE, 0.5)
    assert cold.device.volumes == {Channel.VOICE: 0.5, Channel.BELL: 0.25, Channel.SOUNDSCAPE: 1.0}


def test_nothing_is_done_before_anything_is_asked(cold: Room) -> None:
    assert cold.player.tick() is None
    assert cold.device.openings == 0
    assert cold.player.state is SoundState.SILENT


def test_recordings_are_ready_before_a_step_of_fifteen_seconds(room: Room) -> None:
    fitted = timeline(room.clips, 20, 2.0)
    room.play(fitted)
    room.run(20)
    read = len(room.clips.read_names)
    room.player.play(fitted, 35 * RATE, room.clock.monotonic())
    assert len(room.clips.read_names) == read

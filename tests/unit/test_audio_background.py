"""A soundscape on a device of which every frame is known: it comes and goes gently, and nothing makes it start anew."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from selfcompassion_desktop.audio.soundscape import Loop
from selfcompassion_desktop.core.errors import Trouble
from selfcompassion_desktop.core.ports.sound import Channel, SoundState
from selfcompassion_desktop.core.timeline import RATE, Timeline
from sound_room import Room, mixed
from synthetic_clips import HUM_LOUDNESS, HUMS, ToneClips, encoded, hum, timeline, tone

FULL = round(HUM_LOUDNESS * 32_767)
STEP = 0.002
"""How much the loudest hum changes from one sample to the next, with room for a fade: less than any click."""


@pytest.fixture
def room() -> Iterator[Room]:
    """A device that takes frames; “rain” is chosen."""
    made = Room()
    made.warm()
    made.player.set_soundscape("rain")
    yield made
    made.player.close()


def quiet(minutes: float) -> Timeline:
    """A practice in which nothing is heard but what is behind it."""
    clips = ToneClips(silent={"This is line 1 of them."})
    return timeline(clips, 1, minutes, bell=False)


def level(heard: NDArray[np.int16], second: float) -> float:
    """How loud a tenth of a second is, 1 for the hum at its loudest."""
    at = round(second * RATE)
    return float(np.abs(heard[at : at + RATE // 10].astype(int)).max()) / FULL


def smooth(heard: NDArray[np.int16]) -> bool:
    return bool(np.abs(np.diff(heard.astype(int))).max() < STEP * 32_767)


def test_what_is_heard_with_a_soundscape_is_the_mixdown_to_the_sample(room: Room) -> None:
    fitted = timeline(room.clips, 6, 0.6)
    begun = room.play(fitted)
    room.run(fitted.seconds + 2)
    apart = room.tape(begun, 0, fitted.length).astype(int) - mixed(fitted, room.clips, "rain")
    assert np.abs(apart).max() <= 2  # the last bit, twice rounded
    assert not room.remarks


def test_it_comes_up_gently_goes_on_and_goes_before_the_end(room: Room) -> None:
    fitted = quiet(1)
    begun = room.play(fitted)
    room.run(62)
    heard = room.tape(begun, 0, 61 * RATE)
    assert [round(level(heard, s), 1) for s in (0, 1, 2, 3, 4, 30, 53.8, 55.9, 57.9, 59.9)] == [
        0.0, 0.3, 0.5, 0.8, 1.0, 1.0, 1.0, 0.7, 0.3, 0.0,
    ]  # fmt: skip
    assert not heard[60 * RATE :].any()
    assert smooth(heard)


def test_a_move_does_not_make_it_start_anew(room: Room) -> None:
    fitted = quiet(5)
    first = room.play(fitted)
    room.run(10.37)
    room.play(fitted, 200 * RATE)
    room.run(10)
    room.play(fitted, 3 * RATE)
    room.run(10)
    heard = room.tape(first, 5 * RATE, 29 * RATE)
    assert smooth(heard)
    assert min(level(heard, s / 10) for s in range(240)) > 0.95


def test_a_move_to_the_end_lets_it_go_without_a_step(room: Room) -> None:
    fitted = quiet(5)
    first = room.play(fitted)
    room.run(10)
    room.play(fitted, 297 * RATE)
    room.run(5)
    heard = room.tape(first, 9 * RATE, 14 * RATE)
    assert smooth(heard)
    assert 0.3 < level(heard, 1.6) < 0.5
    assert not heard[round(4.2 * RATE) :].any()


def test_a_pause_is_silent_and_it_goes_on_from_where_it_was(room: Room) -> None:
    room.clips.soundscape = encoded(rising_steps(), RATE)
    fitted = quiet(5)
    begun = room.play(fitted)
    room.run(12)
    room.player.hush(0.0)
    room.run(20)
    paused = room.tape(begun, 13 * RATE, 31 * RATE)
    again = room.play(fitted, 12 * RATE)
    room.run(10)
    resumed = room.tape(again, 16 * RATE, 17 * RATE)
    assert not paused.any()
    assert level(room.tape(again, 12 * RATE, 13 * RATE), 0) < 0.1
    # Twelve seconds were heard before, and four since: the loudest now is the eighteenth.
    assert np.abs(resumed).max() == pytest.approx(0.18 * 32_767, rel=0.01)


def rising_steps() -> NDArray[np.float32]:
    """A loop that is louder the further it is: 0.01 each second."""
    return np.concatenate([tone(100, 1, RATE) * np.float32(0.02 * n) for n in range(1, 41)])


def test_a_fade_takes_its_time(room: Room) -> None:
    begun = room.play(quiet(5))
    room.run(10)
    room.player.hush(2.0)
    room.run(5)
    heard = room.tape(begun, 10 * RATE, 14 * RATE)
    assert level(heard, 0.5) > level(heard, 1) > level(heard, 1.5) > 0.1
    assert not heard[round(2.2 * RATE) :].any()
    assert smooth(heard)


def test_one_melts_into_the_other_and_into_none(room: Room) -> None:
    begun = room.play(quiet(5))
    room.run(10)
    room.player.set_soundscape("sea")
    room.run(10)
    room.player.set_soundscape("")
    room.run(10)
    heard = room.tape(begun, 9 * RATE, 29 * RATE)
    assert (pitch(heard, 0), pitch(heard, 5)) == (HUMS["rain"][0], HUMS["sea"][0])
    assert smooth(heard)
    assert not heard[round(13.5 * RATE) :].any()
    room.player.set_soundscape("rain")
    room.run(10)
    assert level(room.tape(begun, 29 * RATE, 40 * RATE), 6) == pytest.approx(1, abs=0.02)


def pitch(heard: NDArray[np.int16], second: int) -> float:
    wave = heard[second * RATE : (second + 1) * RATE].astype(float)
    return float(np.argmax(np.abs(np.fft.rfft(wave))))


def test_it_is_there_again_on_the_next_device(room: Room) -> None:
    # case PB10
    begun = room.play(quiet(5))
    room.run(20)
    room.device.gone, room.device.there = True, False
    room.run(10)
    room.device.there = True
    room.run(12)
    assert room.states == [SoundState.SOUNDING, SoundState.LOST, SoundState.SOUNDING]
    heard = room.tape(begun, 30 * RATE, 41 * RATE)
    first = np.flatnonzero(heard)[0] / RATE
    assert level(heard, first) < 0.1
    assert level(heard, first + 5) == pytest.approx(1, abs=0.02)


def test_a_program_that_stands_still_for_seconds_is_not_heard_to(room: Room) -> None:
    fitted = quiet(1)
    begun = room.play(fitted)
    room.run(6)
    room.run(40, awake_every=3.5)
    heard = room.tape(begun, 5 * RATE, 45 * RATE)
    assert smooth(heard)
    assert min(level(heard, s / 10) for s in range(390)) > 0.95


def test_after_a_longer_standstill_it_comes_up_again(room: Room) -> None:
    begun = room.play(quiet(5))
    room.run(10)
    room.device.pass_time(9)
    room.run(10)
    heard = room.tape(begun, 0, 28 * RATE)
    assert not heard[15 * RATE : 18 * RATE].any()
    assert level(heard, 19.5) < 0.3
    assert level(heard, 26) == pytest.approx(1, abs=0.02)


def test_words_are_in_time_before_it_is_read(room: Room) -> None:
    fitted = timeline(room.clips, 6, 0.6, bell=False)
    room.play(fitted)
    read = room.clips.read_names
    assert read[-1:] == ["rain"]
    room.player.set_soundscape("sea")
    assert read[-1:] == ["sea"]


def test_its_volume_is_its_own(room: Room) -> None:
    room.play(quiet(1))
    room.player.set_volume(Channel.SOUNDSCAPE, 0.2)
    assert room.device.volumes[Channel.SOUNDSCAPE] == 0.2
    assert room.device.volumes[Channel.VOICE] == 1.0


@pytest.mark.parametrize("broken", [b"I am a text file.", encoded(tone(50, 1, 44_100), 44_100)])
def test_one_that_cannot_be_played_is_told_once_and_the_words_go_on(room: Room, broken: bytes) -> None:
    # case PB07
    room.clips.soundscape = broken
    fitted = timeline(room.clips, 6, 0.6)
    begun = room.play(fitted)
    room.run(fitted.seconds + 2)
    assert np.array_equal(room.tape(begun, 0, fitted.length), mixed(fitted, room.clips))
    assert room.remarks == ["The soundscape “rain” cannot be played; the practice goes on without it."]


def test_one_that_is_gone_is_told(room: Room) -> None:
    room.player.set_soundscape("wind")
    room.play(quiet(1))
    room.run(2)
    assert room.remarks == ["The soundscape wind cannot be read (gone)."]


def test_a_loop_goes_round_and_is_decoded_no_further_than_asked() -> None:
    loop = Loop(encoded(hum("rain"), RATE), "rain")
    whole = loop.read(0, loop.length)
    assert loop.length == 3 * RATE
    assert np.array_equal(loop.read(loop.length - 100, 200), np.concatenate([whole[-100:], whole[:100]]))
    assert np.array_equal(loop.read(7 * loop.length + 5, 50), whole[5:55])
    assert np.array_equal(whole[:, 0], whole[:, 1])


def test_two_sides_stay_two() -> None:
    sides = np.stack([hum("rain"), -hum("rain")], axis=1)
    found = Loop(encoded(sides, RATE), "rain").read(100, 1000)
    assert np.array_equal(found[:, 0], -found[:, 1])
    assert found.any()


def test_a_damaged_loop_is_a_sentence() -> None:
    whole = encoded(hum("rain"), RATE)
    loop = Loop(whole[: len(whole) // 2] + bytes(len(whole) // 2), "rain")
    with pytest.raises(Trouble, match="goes on without it"):
        loop.read(0, 3 * RATE)

"""With every volume at its fullest, nothing that is heard together is more than the device can play."""

from __future__ import annotations

from collections.abc import Iterable
from time import sleep

import numpy as np
import pytest
from numpy.typing import NDArray

from selfcompassion_desktop.audio.decode import decode
from selfcompassion_desktop.audio.device import CHANNELS, FULL, PygameDevice
from selfcompassion_desktop.audio.soundscape import Loop
from selfcompassion_desktop.core.ports.sound import Channel
from selfcompassion_desktop.core.sounds import BELLS, SOUNDSCAPES
from selfcompassion_desktop.core.timeline import RATE, fit, samples
from selfcompassion_desktop.desktop.clock import SystemClock
from selfcompassion_desktop.desktop.paths import assets_folder
from sound_room import Room
from synthetic_clips import VOICE, practice

MOST = 32_767
AUDIO = assets_folder() / "audio"


def loudest_soundscape() -> int:
    """The loudest sample of all soundscapes, of either side."""
    loops = [Loop((AUDIO / "soundscapes" / f"{name}.ogg").read_bytes(), name) for name in SOUNDSCAPES]
    return max(int(np.abs(loop.read(0, loop.length).astype(int)).max()) for loop in loops)


def mixed(levels: Iterable[int], volume: int) -> int:
    """What SDL makes of samples that meet, each channel at this many of its 128 steps, before it cuts off."""
    return sum(level * volume // 128 for level in levels)


def peak(file: NDArray[np.float32]) -> float:
    return float(np.abs(file).max())


def test_the_loudest_recording_there_can_be_has_room_beside_the_loudest_soundscape() -> None:
    steps = round(FULL * 128)
    together = MOST, loudest_soundscape()
    assert mixed(together, steps) <= MOST
    assert mixed(together, steps + 1) > MOST  # and nothing is softer than it has to be


def test_no_recording_that_comes_with_the_program_is_cut_off_as_it_is_decoded() -> None:
    files = [*AUDIO.glob("voice/*/*/*.ogg"), *AUDIO.glob("bells/*.ogg")]
    assert len(files) > 1_000
    loud = {file.stem: level for file in files if (level := peak(decode(file.read_bytes(), file.stem))) > 0.97}
    assert not loud
    assert {file.stem for file in files} >= set(BELLS)


def test_voice_and_bell_are_never_heard_in_one_frame_however_the_device_falters() -> None:
    room = Room()
    read = practice(8, pause="0-0.4")
    fitted = fit(read, samples(0.22), lambda line: 2 * len(room.clips.sound(line)), RATE, VOICE)
    room.warm()
    room.play(fitted)
    heard = dict.fromkeys((Channel.VOICE, Channel.BELL), 0)
    for turn in range(60):
        room.device.stalled = turn % 7 == 3
        room.device.pace = 1.02 if turn % 2 else 0.97
        room.run(0.4)
        first = room.device.times[-1][0] - RATE // 2
        voice, bell = (room.device.rings[c].read(first, RATE // 2)[:, 0] != 0 for c in heard)
        assert not (voice & bell).any()
        heard[Channel.VOICE] += int(voice.sum())
        heard[Channel.BELL] += int(bell.sum())
    assert min(heard.values()) > RATE // 2
    room.player.close()


@pytest.mark.parametrize(("asked", "steps"), [(1.0, 107), (0.5, 53), (0.0, 0)])
def test_a_volume_is_a_share_of_the_fullest(asked: float, steps: int) -> None:
    device = PygameDevice(SystemClock(), lambda sentence: None)
    assert device.open()
    try:
        while not device.ready():
            sleep(0.01)
        import pygame

        for index, channel in enumerate(CHANNELS):
            device.set_volume(channel, asked)
            assert pygame.mixer.Channel(index).get_volume() == steps / 128
    finally:
        device.close()

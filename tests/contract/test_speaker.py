"""What every speaker promises: the one that tests use, and the real one on SDL's device that leads nowhere."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator
from itertools import permutations

import pytest

from fakes import FakeClock, FakeSpeaker
from selfcompassion_desktop.audio.speaker import PygameSpeaker
from selfcompassion_desktop.core.ports.sound import Channel, SoundState, Speaker
from selfcompassion_desktop.desktop.clock import SystemClock
from synthetic_clips import ToneClips, timeline

Made = tuple[Speaker, Callable[[], SoundState]]
PATIENCE = 20.0


def fake() -> Made:
    speaker = FakeSpeaker()
    return speaker, lambda: speaker.state


def real() -> Made:
    states: queue.SimpleQueue[SoundState] = queue.SimpleQueue()
    return PygameSpeaker(ToneClips(), SystemClock(), states.put), lambda: states.get(timeout=PATIENCE)


@pytest.fixture(params=[fake, real])
def made(request: pytest.FixtureRequest) -> Iterator[Made]:
    """A speaker, and what waits for its next state."""
    speaker, next_state = request.param()
    yield speaker, next_state
    speaker.close()


def play(speaker: Speaker) -> None:
    speaker.play(timeline(ToneClips(), 3, 0.5), 0, SystemClock().monotonic())


ACTS: tuple[Callable[[Speaker], None], ...] = (
    play,
    lambda speaker: speaker.hush(),
    lambda speaker: speaker.hush(0.2),
    lambda speaker: speaker.set_volume(Channel.SOUNDSCAPE, 0.3),
    lambda speaker: speaker.set_soundscape("rain"),
    lambda speaker: speaker.set_soundscape(""),
)


def test_it_sounds_when_it_is_asked_to(made: Made) -> None:
    speaker, next_state = made
    play(speaker)
    assert next_state() is SoundState.SOUNDING
    assert speaker.state is SoundState.SOUNDING


@pytest.mark.parametrize("order", [[0, 1, 2, 3, 4, 5], [5, 4, 3, 2, 1, 0], [4, 1, 0, 5, 3, 2]])
def test_acts_may_come_in_any_order(made: Made, order: list[int]) -> None:
    speaker, next_state = made
    for index in order:
        ACTS[index](speaker)
    play(speaker)
    while next_state() is not SoundState.SOUNDING:
        pass


def test_closing_twice_is_closing_once(made: Made) -> None:
    speaker, next_state = made
    play(speaker)
    next_state()
    speaker.close()
    speaker.close()


def test_closing_what_never_played(made: Made) -> None:
    speaker, _ = made
    for act in ACTS[1:]:
        act(speaker)
    speaker.close()


def test_nothing_is_raised_for_want_of_a_device(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDL_AUDIODRIVER", "no-such-driver")
    speaker, next_state = real()
    play(speaker)
    assert next_state() is SoundState.ABSENT
    for first, second in permutations(ACTS, 2):
        first(speaker)
        second(speaker)
    speaker.close()
    assert speaker.state is SoundState.ABSENT


def test_a_device_that_is_not_there_any_more_is_told_once_and_the_usual_one_plays() -> None:
    # case PB12
    remarks: list[str] = []
    states: queue.SimpleQueue[SoundState] = queue.SimpleQueue()
    speaker = PygameSpeaker(ToneClips(), SystemClock(), states.put, remarks.append, "No Such Speakers")
    play(speaker)
    assert states.get(timeout=PATIENCE) is SoundState.SOUNDING
    speaker.close()
    play(speaker)
    assert remarks == ["“No Such Speakers” is not there to play on; sound comes from the usual device."]


def test_nothing_sounds_after_closing() -> None:
    speaker = PygameSpeaker(ToneClips(), FakeClock())
    speaker.close()
    play(speaker)
    assert speaker.state is SoundState.SILENT

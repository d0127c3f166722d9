"""The sound device, as the player needs it, and as pygame gives it.

Three rings are played without end, one a channel, so that nothing has to happen in this program when a sound
begins or ends: pygame's own end-of-sound callback waits for Python's global lock, and would hold up the whole
output for as long as another thread keeps it (`docs/decisions/0010-how-sound-keeps-time.md`).
"""

from __future__ import annotations

import os
import sys
import tempfile
import wave
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from ..core.ports.clock import Clock
from ..core.ports.sound import Channel
from ..core.timeline import RATE
from .ring import Ring

if TYPE_CHECKING:
    from types import ModuleType

CHANNELS = (Channel.VOICE, Channel.BELL, Channel.SOUNDSCAPE)
RING = 16 * RATE
CHUNK = 1024
"""Frames that the device takes at a time; with half as many, a busy machine cannot always bring them in time."""

FULL = 107 / 128
"""A channel's loudness in the mixer at its fullest. What is too much when channels meet is cut off, so room is left for
the loudest soundscape beside any recording (`docs/decisions/0011-room-for-two-sounds.md`)."""

_FLOW_SEEN_FOR = 0.1
_FLOW_AWAITED_FOR = 3.0
_TRIES = 6


class Device(Protocol):
    """Promises a stream of frames at 48 kHz that is played steadily, or to say that there is none."""

    @property
    def rings(self) -> Mapping[Channel, Ring]:
        """What is played, once `ready`."""

    def open(self) -> bool:
        """Take the device; False when there is none to be had."""

    def ready(self) -> bool:
        """Whether the opened device plays; to be asked again a moment later until it does."""

    def time(self) -> tuple[int, float]:
        """The frame being played, and the monotonic time at which it is."""

    def lost(self) -> bool:
        """Whether the opened device has gone away."""

    def set_volume(self, channel: Channel, level: float) -> None:
        """Set a channel's loudness, 0 to 1."""

    def close(self) -> None:
        """Let the device go."""


class PygameDevice:
    """`Device` by pygame's mixer.

    Args:
        clock: gives monotonic time.
        tell: takes the one sentence about a device that is not there.
        name: the device to play on; the system's own choice where it is empty or is not there.
    """

    def __init__(self, clock: Clock, tell: Callable[[str], None], name: str = "") -> None:
        self._clock = clock
        self._tell = tell
        self._name = name
        self._taken = False
        self._rings: dict[Channel, Ring] = {}
        self._silence: Path | None = None
        self._flow: list[tuple[float, int]] = []
        self._gone = False

    @property
    def rings(self) -> Mapping[Channel, Ring]:
        """What is played, once `ready`."""
        return self._rings

    def open(self) -> bool:
        """Take the device; False when there is none to be had."""
        pygame = _pygame()
        if self._gone and not self._any_device():
            return False
        self.close()
        self._taken = True
        try:
            with _quiet_libraries():
                self._initialise()
            # Without a video driver, SDL tells nobody that a device has gone; its dummy driver shows nothing.
            pygame.display.init()
            pygame.event.clear()
            self._count_frames()
        except pygame.error:
            return False
        return True

    def ready(self) -> bool:
        """Whether the device takes frames steadily; from then on it plays the rings."""
        if self._rings:
            return True
        if not self._flows():
            return False
        self._start_rings()
        return True

    def time(self) -> tuple[int, float]:
        """The frame being played, and the monotonic time at which it is; good to about 2 ms."""
        music = _pygame().mixer.music
        for _ in range(_TRIES):
            before = self._clock.monotonic()
            played = music.get_pos()
            after = self._clock.monotonic()
            if after - before < 0.001:
                break
        return played * RATE // 1000, (before + after) / 2

    def lost(self) -> bool:
        """Whether the opened device has gone away."""
        pygame = _pygame()
        # SDL numbers devices that it only knows of from 0, and those that are open from 2.
        self._gone = self._gone or any(
            event.type == pygame.AUDIODEVICEREMOVED and not event.iscapture and event.which >= 2
            for event in pygame.event.get()
        )
        return self._gone

    def set_volume(self, channel: Channel, level: float) -> None:
        """Set a channel's loudness, 0 to 1; a channel that nothing plays on takes any."""
        if channel in self._rings:
            _pygame().mixer.Channel(CHANNELS.index(channel)).set_volume(level * FULL)

    def close(self) -> None:
        """Let the device go."""
        if not self._taken:
            return
        pygame = _pygame()
        self._rings.clear()
        self._taken = self._gone = False
        pygame.mixer.quit()
        pygame.display.quit()
        if self._silence:
            self._silence.unlink(missing_ok=True)
            self._silence = None

    def _initialise(self) -> None:
        pygame = _pygame()
        if self._name:
            try:
                pygame.mixer.init(RATE, -16, 2, CHUNK, devicename=self._name, allowedchanges=0)
                return
            except pygame.error:
                self._tell(f"“{self._name}” is not there to play on; sound comes from the usual device.")
                self._name = ""
        pygame.mixer.init(RATE, -16, 2, CHUNK, allowedchanges=0)

    def _any_device(self) -> bool:
        """Whether the system has any device now.

        SDL's PulseAudio driver crashes when it is started on a server that has none, so one that was lost is
        let go only when another is there.
        """
        from pygame._sdl2.audio import get_audio_device_names

        return bool(get_audio_device_names(False))

    def _count_frames(self) -> None:
        """Play silence as music, whose position is the one count of frames that pygame gives.

        It is read from a file by name, for reading anything else asks Python in the middle of playing.
        """
        handle, name = tempfile.mkstemp(suffix=".wav")
        self._silence = Path(name)
        with os.fdopen(handle, "wb") as file, wave.open(file, "wb") as sound:
            sound.setparams((2, 2, RATE, 0, "NONE", "not compressed"))
            sound.writeframes(bytes(RATE * 4))
        music = _pygame().mixer.music
        music.load(name)
        music.play(loops=-1)
        self._flow = [(self._clock.monotonic(), 0)]

    def _flows(self) -> bool:
        """Whether frames were taken steadily of late; some servers take none for a second or two at first."""
        music = _pygame().mixer.music
        music.pause()  # only then is the position what was really taken, and not what is believed to be
        taken = music.get_pos()
        music.unpause()
        now = self._clock.monotonic()
        self._flow.append((now, taken))
        if now - self._flow[0][0] > _FLOW_AWAITED_FOR:
            return True
        earlier = [(t, n) for t, n in self._flow if now - t >= _FLOW_SEEN_FOR]
        return bool(earlier) and taken - earlier[-1][1] > 600 * (now - earlier[-1][0])

    def _start_rings(self) -> None:
        mixer = _pygame().mixer
        sounds = [mixer.Sound(buffer=bytes(RING * 4)) for _ in CHANNELS]
        for _ in range(_TRIES):
            first = self.time()[0]
            for index, sound in enumerate(sounds):
                mixer.Channel(index).play(sound, loops=-1)
            last = self.time()[0]
            if last - first <= CHUNK:
                break
        for channel, sound in zip(CHANNELS, sounds, strict=True):
            self._rings[channel] = Ring(np.frombuffer(sound, np.int16).reshape(-1, 2), (first + last) // 2)


@contextmanager
def _quiet_libraries() -> Iterator[None]:
    """Nothing is written to the terminal meanwhile: ALSA complains there, at length, where there is no device."""
    if sys.platform != "linux" or sys.__stderr__ is None:
        yield
        return
    terminal, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(terminal, 2)
        os.close(terminal)
        os.close(nowhere)


def _pygame() -> ModuleType:
    """pygame, imported when the first sound is due, with its greeting, signal handlers and display left out."""
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    os.environ.setdefault("SDL_NO_SIGNAL_HANDLERS", "1")
    os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
    import pygame

    return pygame

"""Keeps a timeline sounding in step with the monotonic clock, one small act at a time; it owns no thread.

What is due within the next seconds is written into the device's rings ahead of time. How many frames the
device has played is compared with the clock again and again, and where it has faltered, what has not begun yet
is written anew where it belongs. A device whose own clock is a little fast or slow is followed, within limits.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from statistics import median

import numpy as np
from numpy.typing import NDArray

from ..core.ports.clips import Clips
from ..core.ports.clock import Clock
from ..core.ports.sound import Channel, SoundState
from ..core.timeline import RATE, Timeline
from .background import Background
from .device import Device
from .recordings import Recordings
from .ring import Frames, Ring
from .score import Score

AHEAD = 4 * RATE
"""How far ahead of the device sound is written: a program that stands still for less is not heard to."""

MARGIN = RATE * 32 // 1000
"""What lies nearer than this to the frame being played is already on its way."""

LATENCY = RATE * 46 // 1000
"""How much later than its time everything is played, always, so that nothing starts clipped by the margin."""

_BEHIND = 4 * RATE  # how far behind the device memory is left alone, should the device be slower than it says
_EDGE = RATE * 8 // 1000  # a fade too short to hear, long enough not to click
_GENTLE = RATE * 3 // 2  # the fade with which sound comes back on another device
_BRIEF = RATE * 4 // 10  # the shortest in which a soundscape goes or changes its loudness: a cut would startle
_MELT = RATE * 2  # how long one soundscape takes to become another
_READY_AHEAD = 20 * RATE  # decoded beforehand, so that a step of 15 s finds its sound ready
_TOLERATED = RATE * 25 // 10_000  # 2.5 ms, beyond which a device that faltered and the clock are brought together
_FOLLOWED_PACE = 500e-6  # of its speed, by which a device may differ from the clock and is followed
_FOLLOWED = RATE  # how far it is followed: a caption may stand that long before its first word, after most of an hour
_UNHURRIED = RATE // 2  # how far ahead small differences are mended: this thread may be held up before it writes
_READINGS = 7

_SOON, _NEXT, _LOST, _ABSENT, _IDLE = 0.02, 0.1, 1.0, 3.0, 1.0  # seconds until the next look
_KEPT = 60.0  # seconds of silence after which the device is let go


class Player:
    """What a `Speaker` does, as acts that return at once; `tick` is to be called as often as it asks.

    Args:
        clips: the recordings.
        clock: gives monotonic time.
        device: what is played on.
        on_state: told each new state.
        on_trouble: told, in one sentence, of a recording that cannot be played.
    """

    def __init__(
        self,
        clips: Clips,
        clock: Clock,
        device: Device,
        on_state: Callable[[SoundState], None],
        on_trouble: Callable[[str], None],
    ) -> None:
        self._clock = clock
        self._device = device
        self._on_state = on_state
        self._recordings = Recordings(clips, on_trouble)
        self._background = Background(clips, on_trouble)
        self._levels = dict.fromkeys(Channel, 1.0)
        self._open = False
        self._ready = False
        self._wanted: tuple[Timeline, int, float] | None = None
        self._score: Score | None = None
        self._edge = _EDGE
        self._written = 0  # the frame up to which the rings hold what they are to hold
        self._cleared = 0  # the frame up to which what was played is cleared again
        self._readings: deque[float] = deque(maxlen=_READINGS)
        self._offset = 0.0  # the device's frame at monotonic time 0, as it is
        self._laid = 0.0  # the same, as the score was laid
        self._followed = 0.0  # how far the one may be from the other, because the device has its own clock
        self._compared = 0.0  # when the two were last compared
        self._quiet_since = 0.0
        self.state = SoundState.SILENT

    def play(self, timeline: Timeline, position: int, at: float) -> None:
        """Sound `timeline` from `position`, due at monotonic time `at`, in place of whatever sounded."""
        self._wanted = timeline, position, at
        self._edge = _EDGE
        if self._ready:
            self._begin()

    def set_soundscape(self, name: str) -> None:
        """Let this sound behind what is played, or nothing where the name is empty."""
        if self._background.choose(name) and self._score:
            start = self._playhead() + MARGIN
            self._background.change(self._behind, start, _MELT, self._score.end)

    def hush(self, fade: float) -> None:
        """Be silent, after fading for `fade` seconds."""
        self._quiet_since = self._clock.monotonic()
        if self._ready and self._wanted:
            self._fade_out(max(round(fade * RATE), _EDGE))
        self._wanted = self._score = None
        if self.state is SoundState.SOUNDING:
            self._tell(SoundState.SILENT)

    def set_volume(self, channel: Channel, level: float) -> None:
        """Set a channel's loudness, 0 to 1."""
        self._levels[channel] = min(1.0, max(0.0, level))
        if self._ready:
            self._device.set_volume(channel, self._levels[channel])

    def tick(self) -> float | None:
        """Do what is due; seconds until it is to be called again, or None when only an act calls for it."""
        if self._open and self._device.lost():
            self._lose()
        if self._wanted and not self._open:
            return self._look_for_device()
        if self._wanted and not self._ready:
            return self._await_device()
        if self._score:
            return self._go_on(self._score)
        return self._idle()

    def close(self) -> None:
        """Let the device go."""
        self._device.close()
        self._open = self._ready = False
        self._wanted = self._score = None
        self._background.rest(self._written)
        self._background.let_go()

    def _look_for_device(self) -> float:
        self._open = self._device.open()
        if self._open:
            return _SOON
        if self.state is not SoundState.LOST:
            self._tell(SoundState.ABSENT)
        return _LOST if self.state is SoundState.LOST else _ABSENT

    def _await_device(self) -> float:
        self._ready = self._device.ready()
        if not self._ready:
            return _SOON
        frame, now = self._device.time()
        self._readings.clear()
        self._readings.append(frame - now * RATE)
        self._offset = self._readings[0]
        self._written = self._cleared = frame
        for channel, level in self._levels.items():
            self._device.set_volume(channel, level)
        self._begin()
        return 0.0

    def _begin(self) -> None:
        """Let what is wanted sound from the nearest frame that can still be written."""
        assert self._wanted
        timeline, position, at = self._wanted
        start = self._end_what_sounds()
        self._laid, self._followed, self._compared = self._offset, 0.0, self._clock.monotonic()
        anchor = self._anchor(position, at)
        self._score = Score(timeline, self._recordings, anchor, start, position)
        inside = self._score.begins_inside
        self._write(start, start + RATE)
        if inside or self._edge > _EDGE:
            self._scale(self._score.start, np.linspace(0, 1, self._edge, dtype=np.float32))
        self._begin_behind(start, self._score)
        self._tell(SoundState.SOUNDING)

    def _begin_behind(self, start: int, score: Score) -> None:
        if self._background.sounding:
            self._background.melt(self._behind, start, _BRIEF, score.end)
        else:
            self._background.begin(score.start)

    def _end_what_sounds(self) -> int:
        """Fade out what the rings hold; the frame from which they are silent."""
        start = self._playhead() + MARGIN
        if self._score:
            self._scale(start, np.linspace(1, 0, _EDGE, dtype=np.float32))
            start += _EDGE
        for ring in self._before.values():
            ring.clear(start, self._written)
        self._written = start
        return start

    def _fade_out(self, length: int) -> None:
        start = self._playhead() + MARGIN
        length = min(length, AHEAD * 2)
        self._write(self._written, start + length)
        self._scale(start, np.linspace(1, 0, length, dtype=np.float32))
        for ring in self._before.values():
            ring.clear(start + length, self._written)
        self._written = start + length
        if self._score and self._background.sounding:
            self._background.fade(self._behind, start, max(length, _BRIEF), self._score.end)

    def _go_on(self, score: Score) -> float:
        self._correct(score)
        playhead = self._playhead()
        self._write(self._written, playhead + AHEAD)
        self._clear_behind(playhead)
        if playhead > score.end + RATE:
            self.hush(0.0)
            return _IDLE
        self._background.write(self._behind, playhead + MARGIN, playhead + AHEAD, score.end)
        return _SOON if score.make_ready(self._written, playhead + _READY_AHEAD) else _NEXT

    def _correct(self, score: Score) -> None:
        """Bring what has not begun yet back to the clock, where the device runs faster or slower than it."""
        assert self._wanted
        frame, now = self._device.time()
        self._readings.append(frame - now * RATE)
        self._offset = median(self._readings)
        apart = self._offset - self._laid
        faltered = apart - self._follow(apart, now)
        if abs(faltered) <= _TOLERATED:
            return
        self._laid += faltered
        start = self._playhead() + (_UNHURRIED if abs(faltered) < MARGIN else MARGIN)
        score.correct(self._anchor(self._wanted[1], self._wanted[2]), start)
        written, self._written = self._written, start
        self._write(start, max(written, start))

    def _follow(self, apart: float, now: float) -> float:
        """How far apart device and score may be now: it grows only as slowly as clocks drift."""
        step = _FOLLOWED_PACE * RATE * (now - self._compared)
        self._compared = now
        near = min(max(apart, self._followed - step), self._followed + step)
        self._followed = min(max(near, -_FOLLOWED), _FOLLOWED)
        return self._followed

    def _write(self, start: int, end: int) -> None:
        """Put what the score holds between two frames into their rings, silence where it holds none."""
        if start >= end:
            return
        sounds: dict[Channel, Frames] = self._score.sound(start, end) if self._score else {}
        for channel, ring in self._before.items():
            if channel in sounds:
                ring.write(start, sounds[channel])
            else:
                ring.clear(start, end)
        self._written = end

    def _scale(self, start: int, ramp: NDArray[np.float32]) -> None:
        for ring in self._before.values():
            ring.write(start, (ring.read(start, len(ramp)) * ramp[:, None]).astype(np.int16))

    def _clear_behind(self, playhead: int) -> None:
        """Leave nothing behind that would be heard again if the rings came round before they are written."""
        for ring in self._device.rings.values():
            ring.clear(max(self._cleared, playhead - ring.length // 2), playhead - _BEHIND)
        self._cleared = playhead - _BEHIND

    @property
    def _before(self) -> dict[Channel, Ring]:
        """The rings that hold the score."""
        return {c: ring for c, ring in self._device.rings.items() if c is not Channel.SOUNDSCAPE}

    @property
    def _behind(self) -> Ring:
        return self._device.rings[Channel.SOUNDSCAPE]

    def _playhead(self) -> int:
        """The frame that is being played now, by the clock."""
        return round(self._offset + self._clock.monotonic() * RATE)

    def _anchor(self, position: int, at: float) -> int:
        """The frame at which position 0 of the timeline stands."""
        return round(self._laid + at * RATE) - position + LATENCY

    def _idle(self) -> float | None:
        if not self._open:
            return None
        if self._ready:
            self._clear_behind(self._playhead())
        if self._clock.monotonic() - self._quiet_since < _KEPT:
            return _IDLE
        self.close()
        return None

    def _lose(self) -> None:
        self._open = self._ready = False
        self._score = None
        self._background.rest(self._written)
        self._edge = _GENTLE
        if self._wanted:
            self._tell(SoundState.LOST)

    def _tell(self, state: SoundState) -> None:
        if state is not self.state:
            self.state = state
            self._on_state(state)

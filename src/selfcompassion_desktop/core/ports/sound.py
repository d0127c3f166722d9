"""Sound, as a sitting needs it."""

from __future__ import annotations

from enum import Enum
from typing import Protocol

from ..timeline import Timeline


class Channel(Enum):
    """What has a volume of its own."""

    VOICE = "voice"
    BELL = "bell"
    SOUNDSCAPE = "soundscape"


class SoundState(Enum):
    """How sound stands, as the person is told it."""

    SILENT = "silent"  # nothing was asked for yet
    SOUNDING = "sounding"
    ABSENT = "absent"  # there is no device to play on
    LOST = "lost"  # it went away while playing; it is looked for and taken up again


class Speaker(Protocol):
    """Promises to sound a timeline in step with the monotonic clock, or to say that it cannot.

    Nothing here blocks for longer than a few milliseconds or raises for want of a device: a practice goes on
    in text. A clip or bell that cannot be read is passed over and told once. Every method may be called from
    the interface's thread at any time and in any order.
    """

    def play(self, timeline: Timeline, position: int, at: float) -> None:
        """Sound `timeline` from `position` (samples), which is due at monotonic time `at` (seconds).

        Whatever sounded before ends. A position inside a clip starts that clip from there.
        """

    def set_soundscape(self, name: str) -> None:
        """Let this soundscape sound behind whatever is played, or none where the name is empty.

        It comes up gently when a sitting begins, goes on through pauses of the script and through moves, and
        goes with the end of the timeline. Changed meanwhile, the one melts into the other.
        """

    def hush(self, fade: float = 0.0) -> None:
        """Be silent, after fading for `fade` seconds."""

    def set_volume(self, channel: Channel, level: float) -> None:
        """Set a channel's loudness, 0 to 1; heard at once."""

    @property
    def state(self) -> SoundState:
        """How sound stands now."""

    def close(self) -> None:
        """Let the device go. Safe to call twice; returns within five seconds whatever the device does."""

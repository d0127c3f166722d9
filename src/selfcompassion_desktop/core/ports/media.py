"""The system's media keys and panels, as one who practises needs them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from ..sitting import MoveBy, MoveTo
from ..timeline import RATE


@dataclass(frozen=True, slots=True)
class OnDesk:
    """A practice that is being guided, as far as others on this machine may know of it: never one of its words.

    Attributes:
        id: the practice's.
        title: the practice's.
        length: in samples at 48 kHz.
        playing: whether time runs; it is paused otherwise.
        position: in samples, true at `since`.
        since: monotonic seconds.
        volume: the voice's, 0 to 1.
        more: whether a section follows the present one.
    """

    id: str
    title: str
    length: int
    playing: bool
    position: int
    since: float
    volume: float
    more: bool

    def position_at(self, now: float) -> int:
        """Where it stands at a monotonic time, in samples."""
        run = round((now - self.since) * RATE) if self.playing else 0
        return max(0, min(self.position + run, self.length))


class Press(Enum):
    """What a key or a button elsewhere asks for."""

    PLAY = "play"
    PAUSE = "pause"
    TOGGLE = "toggle"
    STOP = "stop"
    NEXT = "next"
    PREVIOUS = "previous"
    RAISE = "raise"


@dataclass(frozen=True, slots=True)
class SetVolume:
    """The voice is to be this loud, 0 to 1."""

    level: float


Wish = Press | MoveBy | MoveTo | SetVolume


class Media(Protocol):
    """Promises to let the system's media keys and panels show and steer what is guided, as well as the system can.

    Nothing here blocks or raises: where there are no such panels, nothing happens. What is wished comes back through
    the callable that it was made with, on a thread of its own.
    """

    def show(self, on_desk: OnDesk) -> None:
        """This is on the desk, and stands like this now."""

    def clear(self) -> None:
        """Nothing is on the desk any more, and nothing is shown. Asking twice is asking once."""

    def close(self) -> None:
        """Nothing is shown any more, for good."""

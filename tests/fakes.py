"""Stand-ins for what a test cannot use for real: clocks and sound. Each keeps its port's promise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from selfcompassion_desktop.core.breaks import Presence
from selfcompassion_desktop.core.errors import Trouble
from selfcompassion_desktop.core.ports.media import OnDesk
from selfcompassion_desktop.core.ports.notifier import Gone
from selfcompassion_desktop.core.ports.sound import Channel, SoundState
from selfcompassion_desktop.core.timeline import Timeline


class FakeClock:
    """A clock that a test moves."""

    def __init__(self, now: datetime = datetime(2026, 11, 25, 18, 12, tzinfo=UTC)) -> None:
        self._now = now
        self._monotonic = 1000.0
        self._asleep = 0.0

    def monotonic(self) -> float:
        return self._monotonic

    def now(self) -> datetime:
        return self._now

    def asleep(self) -> float:
        return self._asleep

    def pass_time(self, seconds: float) -> None:
        """Time goes by, for every clock."""
        self._monotonic += seconds
        self._now += timedelta(seconds=seconds)

    def sleep(self, seconds: float) -> None:
        """The machine sleeps: the wall clock goes on, the monotonic one stands still."""
        self._asleep += seconds
        self._now += timedelta(seconds=seconds)

    def set_wall(self, now: datetime) -> None:
        """Somebody sets the wall clock."""
        self._now = now


@dataclass
class FakePresence:
    """Whoever a test says is there; counts how often it is asked."""

    presence: Presence = field(default_factory=lambda: Presence(idle=0.0))
    glances: int = 0
    looks: int = 0
    closed: bool = False

    def glance(self) -> Presence:
        self.glances += 1
        return Presence(idle=self.presence.idle, locked=self.presence.locked)

    def look(self) -> Presence:
        self.looks += 1
        return self.presence

    def close(self) -> None:
        self.closed = True


@dataclass
class FakeAutostart:
    """A system's list of programs to begin with, that can be full of woe."""

    on: bool = False
    possible: bool = True
    refuses: bool = False
    mended: int = 0

    def set(self, on: bool) -> None:
        if self.refuses:
            raise Trouble("The system's list of programs to begin with cannot be written.")
        self.on = on

    def mend(self) -> bool:
        self.mended += 1
        return False


@dataclass
class FakeNotifier:
    """Notes what is shown, and answers when a test says so."""

    shown: list[tuple[str, str]] = field(default_factory=list)
    withdrawn: int = 0
    answered: Callable[[str | Gone], None] = print

    def offer(
        self,
        title: str,
        body: str,
        actions: Sequence[tuple[str, str]],
        seconds: float,
        answered: Callable[[str | Gone], None],
    ) -> None:
        self.shown.append((title, body))
        self.answered = answered

    def withdraw(self) -> None:
        self.withdrawn += 1

    def close(self) -> None:
        self.withdraw()


@dataclass
class FakeSpeaker:
    """Notes what it is asked to sound; `streams` tells how many streams are audible."""

    state: SoundState = SoundState.SOUNDING
    played: list[tuple[str, int]] = field(default_factory=list)
    hushed: list[float] = field(default_factory=list)
    volumes: dict[Channel, float] = field(default_factory=dict)
    soundscape: str = ""
    streams: int = 0
    closed: bool = False

    def play(self, timeline: Timeline, position: int, at: float) -> None:
        self.played.append((timeline.practice.id, position))
        self.streams = 1

    def set_soundscape(self, name: str) -> None:
        self.soundscape = name

    def hush(self, fade: float = 0.0) -> None:
        self.hushed.append(fade)
        self.streams = 0

    def set_volume(self, channel: Channel, level: float) -> None:
        self.volumes[channel] = level

    def close(self) -> None:
        self.closed = True
        self.streams = 0


@dataclass
class FakeMedia:
    """Notes what is shown to media panels; None where nothing is any more."""

    shown: list[OnDesk | None] = field(default_factory=list)
    closed: bool = False

    def show(self, on_desk: OnDesk) -> None:
        self.shown.append(on_desk)

    def clear(self) -> None:
        self.shown.append(None)

    def close(self) -> None:
        self.closed = True


@dataclass
class FakeDictionaries:
    """Languages with a few words each; a word it does not have may have been meant as each that begins like it."""

    words: dict[str, set[str]] = field(default_factory=dict)
    opened: list[str] = field(default_factory=list)

    def languages(self) -> list[str]:
        return sorted(self.words)

    def open(self, language: str) -> FakeDictionary | None:
        self.opened.append(language)
        return FakeDictionary(self.words[language])


@dataclass
class FakeDictionary:
    """A few words, in small letters."""

    words: set[str]

    def knows(self, word: str) -> bool:
        return word.lower() in self.words

    def suggest(self, word: str) -> list[str]:
        return sorted(each for each in self.words if each[:2] == word.lower()[:2])

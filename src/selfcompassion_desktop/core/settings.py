"""The settings: typed, with a default for each, and a way in from whatever a file may hold."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields
from typing import Any, Literal, get_args

from .days import TURNS_AT, turn_of
from .journal import clean
from .sounds import BELL, BELLS, SOUNDSCAPES

TEXT_SCALES = (0.5, 4.0)
BREAK_MINUTES = (1, 10)
PHRASES_MOST = 20
"""How many phrases of one's own are kept."""
PHRASE_MOST = 160
"""The longest of them, in code points."""
HANDS = ("heart", "cheek", "belly", "arms", "hands")
"""Where a hand may rest."""
LOCK_MINUTES_MOST = 24 * 60
PLACE_MOST = 1_000_000
"""No screen is further out than this, in pixels."""


ThemeChoice = Literal["system", "light", "dark"]
PromptBy = Literal["card", "notification"]
MotionChoice = Literal["system", "on", "off"]


@dataclass(frozen=True, slots=True)
class Settings:
    """What the person has set, and what is remembered for them.

    Attributes:
        volume_voice: 0 to 1; so are the other two volumes.
        theme: "system", "light" or "dark".
        text_scale: 1 is the usual size.
        reduce_motion: "system", "on" or "off".
        voice: the voice's name.
        voices: practice id → the voice chosen for it there.
        bell: one of `core.sounds.BELLS`.
        soundscape: what sounds behind a practice, one of `core.sounds.SOUNDSCAPES`; empty for nothing.
        captions: whether the lines are shown while they are spoken.
        show_time: whether the player shows the time left.
        day_turns_at: when the person's day turns, "HH:MM".
        last_minutes: practice id → minutes chosen last.
        positions: practice id → seconds into it where one stopped.
        window: x, y, width and height in pixels; empty before the first start.
        break_minutes: a break's length.
        break_voiced: whether a break is spoken.
        break_phrases: kind words of the person's own, shown in a break in turn.
        break_turn: how many breaks were begun with one.
        break_hand: where a hand may rest in a break, one of `HANDS`; empty for nothing said of it.
        ratings_on: whether a rating is offered before and after a practice.
        contact: someone of the person's own: a name and how to reach them.
        region: the region whose help numbers are shown; empty until chosen.
        lock_minutes: after so many minutes without a touch an encrypted journal is locked; 0 for never.
        lock_on_sleep: whether it is locked when the machine has slept.
        prompt: index of the place to start writing from that was offered last; -1 before the first.
        prompt_by: "card" or "notification": by what a prompt is shown.
        tray_told: whether it was said that closing the window leaves the program in the tray.
        notice_seen: whether the page that says what this program is not was read.
        spelling: "system" for the system's language, "off", or a language such as "en_GB".
        others: keys of the file that this version does not know; they are kept.
    """

    volume_voice: float = 0.9
    volume_bell: float = 0.7
    volume_soundscape: float = 0.5
    theme: ThemeChoice = "system"
    text_scale: float = 1.0
    reduce_motion: MotionChoice = "system"
    voice: str = "af_heart"
    voices: dict[str, str] = field(default_factory=dict)
    bell: str = BELL
    soundscape: str = ""
    captions: bool = True
    show_time: bool = True
    day_turns_at: str = TURNS_AT
    last_minutes: dict[str, float] = field(default_factory=dict)
    positions: dict[str, float] = field(default_factory=dict)
    window: dict[str, int] = field(default_factory=dict)
    break_minutes: int = 2
    break_voiced: bool = True
    break_phrases: tuple[str, ...] = field(default=(), repr=False)
    break_turn: int = 0
    break_hand: str = ""
    ratings_on: bool = True
    contact: str = field(default="", repr=False)
    region: str = ""
    lock_minutes: int = 10
    lock_on_sleep: bool = True
    prompt: int = -1
    prompt_by: PromptBy = "card"
    tray_told: bool = False
    notice_seen: bool = False
    spelling: str = "system"
    others: dict[str, object] = field(default_factory=dict, repr=False)

    @property
    def phrase(self) -> str:
        """The phrase whose turn it is; empty where the person has none."""
        return self.break_phrases[self.break_turn % len(self.break_phrases)] if self.break_phrases else ""

    def voice_of(self, practice: str) -> str:
        """The voice wished for a practice: the one chosen there, or else the usual one."""
        return self.voices.get(practice, self.voice)


class _Bad(Exception):
    """A value that cannot stand for its key."""


def read(values: object) -> tuple[Settings, tuple[str, ...]]:
    """Settings from what a file held, and one sentence for each key that could not be used.

    Such a key alone falls back to its default; unknown keys are kept in `others`.
    """
    if not isinstance(values, dict):
        return Settings(), ("The settings could not be read, so the usual ones are in use.",)
    known: dict[str, Any] = {}
    others: dict[str, object] = {}
    notices: list[str] = []
    for key, value in values.items():
        if key not in _READERS:
            others[str(key)] = value
            continue
        try:
            known[key] = _READERS[key](value)
        except _Bad:
            notices.append(f"The setting “{key}” could not be read, so its usual value is in use.")
    return Settings(**known, others=others), tuple(notices)


def write(settings: Settings) -> dict[str, object]:
    """The settings as a file can hold them; `read` gives the same settings back."""
    values: dict[str, object] = dict(settings.others)
    for each in fields(Settings):
        if each.name != "others":
            value = getattr(settings, each.name)
            values[each.name] = dict(value) if isinstance(value, dict) else value
    return values


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise _Bad
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _Bad
    return clean(value)


def _turn(value: object) -> str:
    text = _text(value)
    try:
        turn_of(text)
    except ValueError:
        raise _Bad from None
    return text


def _phrases(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise _Bad
    return phrases(_text(item) for item in value)


def phrases(given: Iterable[str]) -> tuple[str, ...]:
    """Phrases as they are kept: on one line each, not too long, none twice, not too many."""
    kept = (" ".join(clean(phrase).split())[:PHRASE_MOST] for phrase in given)
    return tuple(dict.fromkeys(filter(None, kept)))[:PHRASES_MOST]


def _one_of(*choices: str) -> Callable[[object], str]:
    def reader(value: object) -> str:
        if value not in choices:
            raise _Bad
        return str(value)

    return reader


def _number(least: float, most: float) -> Callable[[object], float]:
    def reader(value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise _Bad
        if not (math.isfinite(value) and least <= value <= most):
            raise _Bad
        return float(value)

    return reader


def _whole(least: int, most: int) -> Callable[[object], int]:
    def reader(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise _Bad
        return value

    return reader


def _each(reader: Callable[[object], Any]) -> Callable[[object], dict[str, Any]]:
    def read_each(value: object) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise _Bad
        return {str(name): reader(item) for name, item in value.items()}

    return read_each


_READERS: dict[str, Callable[[object], Any]] = {
    "volume_voice": _number(0, 1),
    "volume_bell": _number(0, 1),
    "volume_soundscape": _number(0, 1),
    "theme": _one_of(*get_args(ThemeChoice)),
    "text_scale": _number(*TEXT_SCALES),
    "reduce_motion": _one_of(*get_args(MotionChoice)),
    "voice": _text,
    "voices": _each(_text),
    "bell": _one_of(*BELLS),
    "soundscape": _one_of("", *SOUNDSCAPES),
    "captions": _flag,
    "show_time": _flag,
    "day_turns_at": _turn,
    "last_minutes": _each(_number(0, 24 * 60)),
    "positions": _each(_number(0, 24 * 3600)),
    "window": _each(_whole(-PLACE_MOST, PLACE_MOST)),
    "break_minutes": _whole(*BREAK_MINUTES),
    "break_voiced": _flag,
    "break_phrases": _phrases,
    "break_turn": _whole(0, 2**31),
    "break_hand": _one_of("", *HANDS),
    "ratings_on": _flag,
    "contact": _text,
    "region": _text,
    "lock_minutes": _whole(0, LOCK_MINUTES_MOST),
    "lock_on_sleep": _flag,
    "prompt": _whole(-1, 1_000_000),
    "prompt_by": _one_of(*get_args(PromptBy)),
    "tray_told": _flag,
    "notice_seen": _flag,
    "spelling": _text,
}

"""Guiding in a terminal: captions in step, keys that act, and nobody stranded."""

from __future__ import annotations

import io
from dataclasses import dataclass, field

import pytest

from fakes import FakeClock, FakeSpeaker
from selfcompassion_desktop.cli.guide import FADE, Guide, Outcome
from selfcompassion_desktop.cli.keys import Act
from selfcompassion_desktop.cli.screen import Screen
from selfcompassion_desktop.core.ports.sound import SoundState
from selfcompassion_desktop.core.practice import Bell, Line, Pause, Practice, Section
from selfcompassion_desktop.core.timeline import RATE, Timeline, fit, samples


def line(n: int) -> Line:
    return Line(f"Line {n}.", f"Line {n}.", n)


def timeline(minutes: float = 2.0) -> Timeline:
    """Bell 0-9 s; lines of 2 s at 9, 40, 71 and 102 s; a bell at the end."""
    first = Section("One", 0, (Bell(), line(1), Pause(29, 290), line(2), Pause(29, 290)))
    second = Section("Two", 0, (line(3), Pause(29, 290)))
    third = Section("Three", 0, (line(4), Pause(7, 70), Bell()))
    return fit(Practice("p", "P", "", 1, 60, (first, second, third)), samples(minutes), lambda _: 2 * RATE, 9 * RATE)


class FakeEar:
    """Passes time on a fake clock, and asks for what a test has planned, at its second."""

    def __init__(self, clock: FakeClock, plan: dict[float, Act], hears_keys: bool = True) -> None:
        self._clock = clock
        self._start = clock.monotonic()
        self._plan = sorted(plan.items())
        self.hears_keys = hears_keys
        self.sleeps: dict[float, float] = {}
        self.waits: list[float] = []

    def wait(self, seconds: float) -> Act | None:
        self.waits.append(seconds)
        now = self._clock.monotonic() - self._start
        assert now < 10_000, "nobody is to wait for ever"
        due = self._plan[0][0] - now if self._plan else seconds + 1
        if due > seconds:
            self._clock.pass_time(seconds)
            self._sleep()
            return None
        self._clock.pass_time(max(due, 0))
        return self._plan.pop(0)[1]

    def _sleep(self) -> None:
        now = self._clock.monotonic() - self._start
        for moment in [m for m in self.sleeps if m <= now]:
            self._clock.sleep(self.sleeps.pop(moment))


@dataclass
class Notes:
    """A record that remembers what it was told."""

    told: list[tuple[float, float]] = field(default_factory=list)

    def heard(self, seconds: float, position: float) -> None:
        self.told.append((seconds, position))


class Room:
    """A guide with everything it needs."""

    def __init__(
        self, plan: dict[float, Act] | None = None, sound: bool = True, hears_keys: bool = True, steps: bool = False
    ) -> None:
        self.clock = FakeClock()
        self.ear = FakeEar(self.clock, plan or {}, hears_keys)
        self.speaker = FakeSpeaker()
        self.notes = Notes()
        self.out = io.StringIO()
        speaker = self.speaker if sound else None
        screen = Screen(self.out)
        self.guide = Guide(timeline(), self.clock, screen, self.ear, speaker, self.notes, steps)

    def run(self) -> Outcome:
        return self.guide.run()

    @property
    def blocks(self) -> list[str]:
        """What was written, a block each, without the row that tells the keys."""
        return [b.strip() for b in self.out.getvalue().split("\n\n") if b.strip() and not b.startswith("space:")]


def test_guided_to_the_end_each_section_and_line_is_shown_once_in_order() -> None:
    room = Room()
    assert room.run() == Outcome(120, True, False)
    assert room.blocks == ["One", "Line 1.", "Line 2.", "Two", "Line 3.", "Three", "Line 4."]
    assert (room.speaker.played, room.speaker.hushed) == ([("p", 0)], [])
    assert room.notes.told[-1] == (120, 120)


def test_a_caption_appears_when_its_line_begins() -> None:
    room = Room({9.0 - 1e-3: Act.STOP})
    assert room.run().finished is False
    assert room.blocks == ["One"]
    room = Room({9.0 + 1e-2: Act.STOP})
    room.run()
    assert room.blocks == ["One", "Line 1."]


def test_it_waits_for_moments_and_not_in_circles() -> None:
    room = Room()
    room.run()
    assert len(room.ear.waits) <= 2 * 120 + 20


def test_in_text_alone_nothing_sounds() -> None:
    room = Room(sound=False)
    assert room.run().finished
    assert room.speaker.played == []


def test_pause_holds_still_for_as_long_as_one_likes() -> None:
    room = Room({20: Act.TOGGLE, 2000: Act.TOGGLE})
    assert room.run() == Outcome(120, True, False)
    assert (room.speaker.hushed, room.speaker.played) == ([0.0], [("p", 0), ("p", 20 * RATE)])
    assert room.blocks.count("Line 1.") == 1


def test_back_says_again_what_it_comes_to_and_forward_leaves_out() -> None:
    room = Room({45: Act.BACK, 46: Act.FORWARD, 47: Act.FORWARD, 48: Act.FORWARD, 49: Act.STOP})
    room.run()
    # 45 → 30 (line 1 again), 31 → 46 (line 2), 47 → 62, 63 → 78 (line 3).
    assert room.blocks == ["One", "Line 1.", "Line 2.", "Line 1.", "Line 2.", "Two", "Line 3."]


def test_moving_while_paused_is_quiet_until_one_goes_on() -> None:
    room = Room({20: Act.TOGGLE, 21: Act.FORWARD, 22: Act.FORWARD, 30: Act.TOGGLE, 31: Act.STOP})
    assert room.run().seconds == 21
    assert room.speaker.played == [("p", 0), ("p", 50 * RATE)]


def test_stop_stops() -> None:
    room = Room({30: Act.STOP})
    assert room.run() == Outcome(30, False, False)
    assert room.speaker.hushed == [0.0]
    assert room.notes.told[-1] == (30, 30)


def test_stop_while_paused() -> None:
    assert Room({30: Act.TOGGLE, 50: Act.STOP}).run() == Outcome(30, False, False)


def test_too_much_fades_and_ends() -> None:
    room = Room({30: Act.TOO_MUCH})
    assert room.run() == Outcome(30, False, True)
    assert room.speaker.hushed == [FADE]


def test_a_step_can_be_passed_over_and_the_last_one_too() -> None:
    room = Room({10: Act.NEXT, 12: Act.NEXT, 14: Act.NEXT}, steps=True)
    assert room.run() == Outcome(14, True, False)
    assert room.blocks == ["One", "Line 1.", "Two", "Line 3.", "Three", "Line 4."]


def test_outside_of_a_break_there_is_no_next_step() -> None:
    room = Room({10: Act.NEXT, 12: Act.STOP})
    assert room.run().seconds == 12
    assert room.speaker.played == [("p", 0)]


def test_after_a_sleep_it_waits_for_whoever_has_keys() -> None:
    room = Room({300: Act.TOGGLE})
    room.ear.sleeps = {30: 3600}
    assert room.run() == Outcome(120, True, False)
    assert any(block.startswith("The machine has slept") for block in room.blocks)


def test_after_a_sleep_it_goes_on_by_itself_where_there_are_no_keys() -> None:
    room = Room(hears_keys=False)
    room.ear.sleeps = {30: 3600}
    assert room.run() == Outcome(120, True, False)
    assert room.speaker.played == [("p", 0), ("p", 30 * RATE)]


def test_without_a_device_it_says_so_once_and_goes_on() -> None:
    room = Room()
    room.speaker.state = SoundState.ABSENT
    assert room.run().finished
    assert room.blocks.count("There is no sound here, so the words come as text.") == 1
    assert "Line 4." in room.blocks


def test_sound_that_goes_and_comes_is_told() -> None:
    room = Room()
    states = iter([SoundState.SOUNDING] * 20 + [SoundState.LOST] * 20 + [SoundState.SOUNDING] * 1000)

    class Wavering(FakeSpeaker):
        def play(self, timeline: Timeline, position: int, at: float) -> None:
            self.state = next(states)

    speaker = Wavering()
    wait = room.ear.wait

    def waver(seconds: float) -> Act | None:
        speaker.state = next(states)
        return wait(seconds)

    room.ear.wait = waver  # type: ignore[method-assign]
    Guide(timeline(), room.clock, Screen(room.out), room.ear, speaker).run()
    told = [block for block in room.blocks if "sound" in block]
    assert told == ["The sound has gone; the words go on as text.", "The sound is there again."]


def test_a_reader_who_leaves_ends_it_with_the_record_kept() -> None:
    class Gone(io.StringIO):
        def write(self, text: str) -> int:
            if "Line 2" in text:
                raise BrokenPipeError
            return super().write(text)

    room = Room()
    guide = Guide(timeline(), room.clock, Screen(Gone()), room.ear, room.speaker, room.notes)
    with pytest.raises(BrokenPipeError):
        guide.run()
    assert room.notes.told[-1] == (40, 40)
    assert room.speaker.hushed == [0.0]


def test_the_status_row_is_only_for_a_terminal() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    room = Room({12: Act.TOGGLE, 15: Act.STOP})
    out = Terminal()
    Guide(timeline(), room.clock, Screen(out), room.ear, None).run()
    rows = out.getvalue().split("\r")
    assert any(row.startswith("One · 1:50 left") for row in rows)
    assert any(row.startswith("One · 1:48 left · paused") for row in rows)
    assert "left" not in room.out.getvalue()
    assert rows[-1] == ""  # the row is left empty


def test_the_keys_are_told_where_there_are_any() -> None:
    for hears_keys in (True, False):
        room = Room({1: Act.STOP}, hears_keys=hears_keys)
        room.run()
        assert room.out.getvalue().startswith("space: pause") is hears_keys

"""What happens while someone practises, told step by step."""

from __future__ import annotations

import pytest

from selfcompassion_desktop.core import sitting as sit
from selfcompassion_desktop.core.timeline import RATE

LENGTH = 300 * RATE
START = 1000.0


class Room:
    """A sitting and a clock that only a test moves."""

    def __init__(self, length: int = LENGTH) -> None:
        self.sitting = sit.Sitting(length)
        self.now = START

    def after(self, seconds: float, event: sit.Event) -> tuple[sit.Fact, ...]:
        self.now += seconds
        self.sitting, facts = sit.advance(self.sitting, event, self.now)
        return facts

    @property
    def seconds(self) -> float:
        return self.sitting.position(self.now) / RATE

    @property
    def practised(self) -> float:
        return self.sitting.practised_seconds(self.now)


def test_position_is_the_time_played() -> None:
    room = Room()
    assert room.after(0, sit.Begin()) == (sit.Playing(0),)
    room.now += 10
    assert (room.seconds, room.practised, room.sitting.seconds_left(room.now)) == (10, 10, 290)


def test_a_pause_takes_no_time_of_the_practice() -> None:  # case PB02
    room = Room()
    room.after(0, sit.Begin())
    assert room.after(10, sit.Pause()) == (sit.Held(10 * RATE),)
    room.now += 20
    assert room.seconds == 10
    assert room.after(0, sit.Resume()) == (sit.Playing(10 * RATE),)
    assert room.seconds == 10
    room.now += 0.1
    assert room.seconds == pytest.approx(10.1, abs=1 / RATE)
    assert room.practised == pytest.approx(10.1, abs=1 / RATE)


def test_the_end_is_told_once_and_stays() -> None:  # case PB05
    room = Room()
    room.after(0, sit.Begin())
    assert room.after(300, sit.Look()) == (sit.Finished(LENGTH),)
    assert room.sitting.phase is sit.Phase.FINISHED
    for event in (sit.Look(), sit.Stop(), sit.Begin(), sit.Resume(), sit.MoveTo(0), sit.Slept()):
        assert room.after(1, event) == ()
    assert (room.seconds, room.practised) == (300, 300)
    assert Room().after(0, sit.Begin()) == (sit.Playing(0),)  # the next one begins at its beginning


def test_looked_at_long_after_the_end_nothing_runs_below_zero() -> None:  # case PB15
    room = Room()
    room.after(0, sit.Begin())
    room.now += 5000
    assert (room.seconds, room.practised, room.sitting.seconds_left(room.now)) == (300, 300, 0)
    assert room.after(0, sit.Look()) == (sit.Finished(LENGTH),)
    assert room.practised == 300


def test_after_a_sleep_it_waits_where_it_was() -> None:  # case PB15
    room = Room()
    room.after(0, sit.Begin())
    assert room.after(120, sit.Slept()) == (sit.Held(120 * RATE),)
    assert room.after(7200, sit.Look()) == ()
    assert room.seconds == 120
    assert room.after(0, sit.Resume()) == (sit.Playing(120 * RATE),)


def test_stopped_at_minute_23_of_30_has_23_minutes() -> None:  # case PB17
    room = Room(30 * 60 * RATE)
    room.after(0, sit.Begin())
    assert room.after(23 * 60, sit.Stop()) == (sit.Cancelled(23 * 60 * RATE),)
    assert (room.sitting.phase, room.practised) == (sit.Phase.STOPPED, 23 * 60)


def test_a_monotonic_time_that_went_back_counts_nothing_twice() -> None:  # case SC12
    room = Room()
    room.after(0, sit.Begin())
    room.after(10, sit.Look())
    room.after(-8, sit.Look())
    assert room.seconds == 10
    room.after(8, sit.Look())
    assert (room.seconds, room.practised) == (10, 10)


def test_moving_goes_on_playing_from_there() -> None:
    room = Room()
    room.after(0, sit.Begin())
    assert room.after(20, sit.MoveBy(-sit.SKIP)) == (sit.Playing(5 * RATE),)
    assert room.after(1, sit.MoveTo(100 * RATE)) == (sit.Playing(100 * RATE),)
    assert room.practised == 21


def test_moving_while_paused_stays_paused() -> None:
    room = Room()
    room.after(0, sit.Begin())
    room.after(20, sit.Pause())
    assert room.after(5, sit.MoveBy(sit.SKIP)) == (sit.Held(35 * RATE),)
    assert room.after(5, sit.Look()) == ()
    assert room.after(0, sit.Resume()) == (sit.Playing(35 * RATE),)


def test_no_move_leaves_the_timeline() -> None:
    room = Room()
    room.after(0, sit.Begin())
    assert room.after(3, sit.MoveBy(-sit.SKIP)) == (sit.Playing(0),)
    assert room.after(0, sit.MoveTo(10 * LENGTH)) == (sit.Playing(LENGTH),)
    assert room.after(0, sit.Look()) == (sit.Finished(LENGTH),)


def test_moved_past_the_end_while_paused_it_ends_when_it_goes_on() -> None:
    room = Room()
    room.after(0, sit.Begin())
    room.after(3, sit.Pause())
    assert room.after(0, sit.MoveTo(2 * LENGTH)) == (sit.Held(LENGTH),)
    assert room.after(0, sit.Resume()) == (sit.Playing(LENGTH),)
    assert room.after(0, sit.Look()) == (sit.Finished(LENGTH),)
    assert room.practised == 3


def test_stop_ends_it_even_before_it_began() -> None:
    room = Room()
    assert room.after(0, sit.Stop()) == (sit.Cancelled(0),)
    assert room.after(0, sit.Begin()) == ()


def test_begun_where_one_stopped() -> None:
    room = Room()
    assert room.after(0, sit.Begin(120 * RATE)) == (sit.Playing(120 * RATE),)
    assert (room.seconds, room.practised) == (120, 0)


def test_a_thousand_looks_do_not_move_it() -> None:
    room = Room(10 * LENGTH)
    room.after(0, sit.Begin())
    for _ in range(30_000):
        room.after(0.0100077, sit.Look())
    assert room.seconds == pytest.approx(room.now - START, abs=2 / RATE)

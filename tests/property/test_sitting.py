"""Whatever is pressed, and however time goes: nobody is stranded, and nothing is counted that did not happen."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from selfcompassion_desktop.core import sitting as sit
from selfcompassion_desktop.core.sitting import Phase
from selfcompassion_desktop.core.timeline import RATE

SAMPLE = 1.01 / RATE
positions = st.integers(-400 * RATE, 400 * RATE)
elapsed = st.floats(0, 100) | st.floats(0, 0.1) | st.just(0.0)


class AnyOrder(RuleBasedStateMachine):
    """Any order of events at any times, beside a plain account of what may be true."""

    @initialize(length=st.integers(1, 300 * RATE), now=st.floats(0, 1e7))
    def sit_down(self, length: int, now: float) -> None:
        self.sitting = sit.Sitting(length)
        self.now = now
        self.playing = 0.0  # seconds gone by while it played
        self.ends: list[sit.Fact] = []

    def take(self, event: sit.Event) -> tuple[sit.Fact, ...]:
        before = self.sitting
        self.sitting, facts = sit.advance(self.sitting, event, self.now)
        if before.phase.over:
            assert (self.sitting, facts) == (before, ())
        assert len(facts) <= 1
        assert all(0 <= fact.position <= self.sitting.length for fact in facts)
        self.ends += [f for f in facts if isinstance(f, sit.Finished | sit.Cancelled)]
        return facts

    @rule(seconds=elapsed)
    def time_passes(self, seconds: float) -> None:
        later = self.now + seconds
        if self.sitting.phase is Phase.PLAYING:
            self.playing += later - self.now
        self.now = later

    @rule(position=st.just(0) | positions)
    def begin(self, position: int) -> None:
        fresh = self.sitting.phase is Phase.READY
        facts = self.take(sit.Begin(position))
        if fresh:
            assert self.sitting.phase is Phase.PLAYING
            assert facts == (sit.Playing(max(0, min(position, self.sitting.length))),)

    @rule()
    def look(self) -> None:
        left = self.sitting.seconds_left(self.now)
        was = self.sitting.phase
        self.take(sit.Look())
        if was is Phase.PLAYING:
            assert (self.sitting.phase is Phase.FINISHED) == (left <= 0)

    @rule(event=st.sampled_from((sit.Pause(), sit.Slept())))
    def hold(self, event: sit.Event) -> None:
        self.take(event)
        assert self.sitting.phase is not Phase.PLAYING

    @rule()
    def resume(self) -> None:
        was = self.sitting.phase
        self.take(sit.Resume())
        if was is Phase.PAUSED:
            assert self.sitting.phase is Phase.PLAYING

    @rule(event=positions.map(sit.MoveTo) | positions.map(sit.MoveBy))
    def move(self, event: sit.Event) -> None:
        was = self.sitting.phase
        facts = self.take(event)
        if was is Phase.PAUSED:
            assert facts == (sit.Held(self.sitting.position(self.now)),)
        if was is Phase.READY:
            assert facts == ()

    @precondition(lambda self: not self.sitting.phase.over)
    @rule()
    def stop(self) -> None:
        self.take(sit.Stop())
        assert self.sitting.phase.over

    @invariant()
    def the_position_is_within_the_timeline(self) -> None:
        assert 0 <= self.sitting.position(self.now) <= self.sitting.length
        assert 0 <= self.sitting.seconds_left(self.now) <= self.sitting.length / RATE

    @invariant()
    def no_more_was_practised_than_time_went_by(self) -> None:
        assert 0 <= self.sitting.practised_seconds(self.now) <= self.playing + SAMPLE

    @invariant()
    def the_end_is_told_exactly_once(self) -> None:
        assert len(self.ends) == self.sitting.phase.over
        if self.ends:
            finished = isinstance(self.ends[0], sit.Finished)
            assert finished == (self.sitting.phase is Phase.FINISHED)
            assert not finished or self.sitting.anchor == self.sitting.length

    def teardown(self) -> None:
        """Wherever it stands, one press ends it."""
        if hasattr(self, "sitting"):
            self.take(sit.Stop())
            assert self.sitting.phase.over
            self.the_end_is_told_exactly_once()


TestAnyOrder = AnyOrder.TestCase

"""A year with prompts, whatever the machine, its clocks and its owner do: never too many, never at a bad moment."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prompt_room import Room
from selfcompassion_desktop.core.breaks import SETTLE, Answer, Hours, Kind, Manners, Presence, Prompted, Rule
from selfcompassion_desktop.core.days import day_of

ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kolkata", "UTC"]
START = datetime(2026, 1, 1, 8, 0)
BAD = [
    Presence(idle=0.0, locked=True),
    Presence(idle=900.0),
    Presence(idle=0.0, full_screen=True),
    Presence(idle=0.0, presenting=True),
    Presence(idle=0.0, do_not_disturb=True),
    Presence(idle=0.0, shared=True),
]

times = st.builds(time, st.integers(0, 23), st.integers(0, 59))
hours = st.builds(Hours, times, times)
days = st.frozensets(st.integers(0, 6), min_size=1)
rules = st.lists(
    st.one_of(
        st.builds(Rule, st.just("at"), st.just(Kind.AT), days=days, at=times),
        st.builds(
            Rule, st.just("random"), st.just(Kind.RANDOM), days=days, between=hours, times=st.integers(1, 6),
            apart=st.integers(15, 240),
        ),
        st.builds(Rule, st.just("every"), st.just(Kind.EVERY), days=days, minutes=st.integers(20, 240)),
        st.builds(Rule, st.just("long"), st.just(Kind.LONG), minutes=st.integers(45, 240)),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda rule: rule.id,
)  # fmt: skip
manners = st.builds(
    Manners, quiet=st.none() | hours, days_off=st.frozensets(st.integers(0, 6), max_size=3), most=st.integers(1, 6)
)


class Year:
    """A room in which everything happens that happens to a laptop."""

    def __init__(self, rules: list[Rule], manners: Manners, seed: int) -> None:
        self.chance = Random(seed)
        self.room = Room(rules, manners, START.replace(tzinfo=ZoneInfo("Europe/Berlin")), answer=self._answer)
        self.told_bad = 0

    def _answer(self) -> Answer:
        room = self.room
        quiet = room.manners.quiet
        assert quiet is None or not quiet.holds(room.now)
        assert room.now.weekday() not in room.manners.days_off
        paused_until = room.manners.paused_until
        assert paused_until is None or room.now.astimezone(UTC) >= paused_until.astimezone(UTC)
        assert room.presence == Presence(idle=0.0)
        kind = next(rule for rule in room.rules if rule.id == room.prompts[-1][1])
        least = kind.minutes * 60 if kind.kind in (Kind.EVERY, Kind.LONG) else SETTLE.total_seconds()
        assert room.monotonic - room.woken[-1] >= least - 1
        return self.chance.choice([Answer.SHOWN, Answer.BEGUN, Answer.NOT_NOW, Answer.LATER, Answer.NOT_NOW])

    def live(self, days: int) -> None:
        end = self.room.now + timedelta(days=days)
        while self.room.now < end:
            self.happen()

    def happen(self) -> None:
        room, chance = self.room, self.chance
        match chance.randrange(10):
            case 0 | 1 | 2 | 3:
                room.live(minutes=chance.randrange(1, 240))
            case 4:
                room.leave()
                room.pass_time(chance.choice([20.0, 290.0, 900.0, 7200.0]))
                room.look()
                room.come_back()
            case 5:
                room.presence = chance.choice(BAD)
                room.live(minutes=chance.randrange(1, 120))
                room.presence = Presence(idle=0.0)
            case 6 | 7:
                room.sleep(hours=chance.choice([0.01, 0.5, 8, 14, 60]))
            case 8:
                room.now = room.now.astimezone(ZoneInfo(chance.choice(ZONES)))
            case _ if chance.randrange(4) == 0:
                room.manners = replace(
                    room.manners,
                    paused_at=room.now,
                    paused_until=room.now + timedelta(hours=chance.choice([1, 14, 100])),
                )


def hold(year: Year) -> None:
    """What holds whatever happened."""
    room = year.room
    first: dict[tuple[str, str], Prompted] = {}
    for prompted in room.history:
        first.setdefault((prompted.rule, prompted.occasion.rstrip("+")), prompted)
    turns_at = room.manners.turns_at
    a_day = Counter(day_of(prompted.when, turns_at) for prompted in first.values())
    # Whoever flies east and back lives one date twice, in two zones; the day's most holds in each.
    zones = len({str(prompted.when.tzinfo) for prompted in first.values()})
    assert all(count <= room.manners.most * (2 if zones > 1 else 1) for count in a_day.values())
    assert all(later > earlier for earlier, later in pairwise(room.prompted_at))
    assert len(room.history) == len({(prompted.rule, prompted.occasion) for prompted in room.history})
    silent = [(when, decision) for when, decision in room.decisions if decision.rule is None]
    assert all(decision.why is not None and decision.look is not None for _, decision in silent)


@settings(max_examples=12, deadline=None)
@given(rules, manners, st.integers(0, 2**32))
def test_two_weeks_of_anything(rules: list[Rule], manners: Manners, seed: int) -> None:
    year = Year(rules, manners, seed)
    year.live(14)
    hold(year)


@settings(max_examples=10, deadline=None)
@given(rules, manners)
def test_the_moment_that_is_told_is_kept(rules: list[Rule], manners: Manners) -> None:
    room = Room(rules, manners)
    told = room.look().next
    assert room.prompts == []

    if told is None:
        assert room.live(days=9) == []
    else:
        room.live(seconds=(told - room.now).total_seconds() + 1)
        assert [abs((when - told).total_seconds()) < 1 for when, _ in room.prompts] == [True]


@pytest.mark.parametrize("seed", [20261125])
def test_a_year_of_everything(seed: int) -> None:
    year = Year(
        [
            Rule("at", Kind.AT, at=time(2, 30)),
            Rule("random", Kind.RANDOM, between=Hours(time(20, 0), time(2, 0)), times=2),
            Rule("long", Kind.LONG, minutes=150),
        ],
        Manners(quiet=Hours(time(3, 0), time(9, 0)), most=2),
        seed,
    )
    year.live(365)
    hold(year)
    assert len(year.room.prompts) > 50
    assert len(year.room.decisions) > 10_000

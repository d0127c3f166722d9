"""Prompts: a hand on the shoulder at a good moment, and the reason for silence at any other."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from prompt_room import BERLIN, MORNING, Room, every
from selfcompassion_desktop.core.breaks import (
    AGAIN,
    LATE,
    RAREST,
    SETTLE,
    Answer,
    Hours,
    Kind,
    Manners,
    Presence,
    Prompted,
    Rule,
    Watch,
    Why,
    decide,
    rarity,
)

AFTERNOON = Rule("a", Kind.AT, "When I sit down after lunch, I breathe once.", at=time(15, 0))
WEEKDAYS = frozenset(range(5))


def clock(prompts: list[tuple[datetime, str]]) -> list[str]:
    return [f"{when:%H:%M}" for when, _ in prompts]


def test_without_a_rule_nothing_comes() -> None:
    room = Room([])

    assert room.look().why is Why.NO_RULE
    assert room.live(days=3) == []
    assert Room([replace(AFTERNOON, on=False)]).look().why is Why.NO_RULE


def test_an_hour_of_the_day_comes_once_on_its_days() -> None:
    room = Room([replace(AFTERNOON, days=WEEKDAYS)])

    prompts = room.live(days=7)

    assert [f"{when:%a %H:%M}" for when, _ in prompts] == [
        f"{day} 15:00" for day in ("Wed", "Thu", "Fri", "Mon", "Tue")
    ]


def test_the_next_moment_is_told_with_the_reason() -> None:
    decision = Room([AFTERNOON]).look()

    assert (decision.why, decision.next) == (Why.NOT_YET, MORNING.replace(hour=15))
    assert decision.until == decision.next


def test_one_prompt_a_day_where_nothing_else_was_said() -> None:
    room = Room([AFTERNOON, replace(AFTERNOON, id="b", at=time(17, 0))], Manners())

    assert clock(room.live(days=3)) == ["15:00"] * 3
    assert "enough for today" in room.told()


def test_never_more_than_six_a_day_whatever_is_set() -> None:
    rules = [replace(AFTERNOON, id=str(hour), at=time(hour, 0)) for hour in range(9, 21)]

    assert len(Room(rules, Manners(most=50)).live(hours=15)) == 6


def test_use_is_counted_from_the_last_prompt() -> None:
    assert clock(Room([every(90)]).live(hours=6, minutes=1)) == ["10:30", "12:00", "13:30", "15:00"]


def test_a_rule_by_use_keeps_to_its_hours_and_days() -> None:
    rule = every(90, between=Hours(time(13, 0), time(15, 0)), days=frozenset({2}))

    assert [f"{when:%a %H:%M}" for when, _ in Room([rule]).live(days=8)] == ["Wed 13:00", "Wed 14:30"] * 2


def test_short_absences_do_not_put_the_next_prompt_off() -> None:  # case SC06
    room = Room([every(20)])
    for _ in range(120):
        room.leave()
        room.live(seconds=3)
        room.come_back()
        room.live(seconds=57)

    offsets = [(when - MORNING) / timedelta(minutes=1) for when, _ in room.prompts]
    assert len(offsets) >= 5
    assert all(abs(offset - 20 * (n + 1)) <= 1 for n, offset in enumerate(offsets))


def test_a_rest_begins_a_new_stretch_and_a_short_lock_does_not() -> None:
    room = Room([every(60)])
    room.live(minutes=30)
    room.presence = Presence(idle=0.0, locked=True)
    room.live(minutes=2)
    room.presence = Presence(idle=0.0)
    assert clock(room.live(minutes=40)) == ["10:00"]

    room.live(minutes=10)
    room.leave()
    room.live(minutes=20)
    room.come_back()
    back = room.now
    assert room.live(minutes=59) == []
    assert [when - back for when, _ in room.live(minutes=5)] == [
        pytest.approx(timedelta(hours=1), abs=timedelta(minutes=1))
    ]


def test_a_long_stretch_is_met_once_until_there_was_a_rest() -> None:
    room = Room([Rule("l", Kind.LONG, minutes=120)])

    assert clock(room.live(hours=6)) == ["11:00"]
    room.leave()
    room.live(minutes=10)
    room.come_back()
    assert clock(room.live(hours=3)) == ["17:10"]


@pytest.mark.parametrize("rule", [every(30), AFTERNOON])
def test_whoever_opens_the_lid_is_given_a_full_interval(rule: Rule) -> None:  # case SC03
    room = Room([rule])
    room.live(minutes=28)
    while room.now < MORNING.replace(hour=14, minute=59):
        room.sleep(minutes=13)
    woke = room.monotonic

    room.live(minutes=45)

    least = 30 * 60 if rule.kind is Kind.EVERY else SETTLE.total_seconds()
    assert len(room.prompted_at) == 1
    assert room.prompted_at[0] - woke >= least


def test_what_was_missed_is_not_queued() -> None:  # case SC03
    room = Room([replace(AFTERNOON, at=time(hour, 0), id=str(hour)) for hour in (11, 12, 13, 14)])
    room.sleep(hours=9)

    assert room.live(hours=2) == []


def test_a_pause_goes_on_through_sleep_and_no_longer() -> None:  # case SC02
    short, long = Room([every(30)], now=MORNING.replace(hour=10)), Room([every(30)], now=MORNING.replace(hour=10))
    for room, spell in ((short, 10), (long, 120)):
        room.pause(minutes=60)
        room.live(minutes=5)
        room.sleep(minutes=spell)

    decision = short.look()
    assert decision.why is Why.PAUSED
    assert decision.until is not None
    assert decision.until - short.now == timedelta(minutes=45)
    assert long.look().why is not Why.PAUSED
    assert clock(long.live(minutes=31)) == ["12:35"]


def test_a_pause_without_an_end_lasts_until_it_is_ended() -> None:
    room = Room([AFTERNOON], Manners(paused_at=MORNING))

    assert room.live(days=30) == []
    decision = room.look()
    assert (decision.why, decision.until, decision.next) == (Why.PAUSED, None, None)


def test_quiet_that_ended_while_the_machine_slept_is_over() -> None:  # case SC07
    room = Room([every(10)], Manners(quiet=None, most=6), now=MORNING.replace(hour=22))
    room.presence = Presence(idle=0.0, do_not_disturb=True)
    room.live(minutes=60)
    assert room.look().why is Why.DO_NOT_DISTURB
    room.sleep(hours=9)
    room.presence = Presence(idle=0.0)

    assert clock(room.live(minutes=11)) == ["08:10"]


def test_an_end_of_quiet_that_nobody_tells_is_seen_within_a_minute() -> None:  # case SC07
    room = Room([AFTERNOON])
    room.presence = Presence(idle=0.0, do_not_disturb=True)
    room.live(hours=6, minutes=5, seconds=30)
    room.presence = Presence(idle=0.0)

    (prompt,) = room.live(minutes=5)
    assert prompt[0] - MORNING.replace(hour=15, minute=5, second=30) <= timedelta(minutes=1)


@pytest.mark.parametrize(
    ("presence", "why"),
    [
        (Presence(idle=0.0, full_screen=True), Why.FULL_SCREEN),
        (Presence(idle=0.0, presenting=True), Why.PRESENTING),
        (Presence(idle=0.0, shared=True), Why.SHARED),
        (Presence(idle=0.0, do_not_disturb=True), Why.DO_NOT_DISTURB),
        (Presence(idle=0.0, locked=True), Why.LOCKED),
        (Presence(idle=600.0), Why.AWAY),
    ],
)
def test_a_bad_moment_puts_it_off_and_it_comes_once(presence: Presence, why: Why) -> None:  # case SC09, SC19
    room = Room([AFTERNOON])
    room.live(hours=5)
    room.presence = presence
    assert room.live(minutes=90) == []
    assert room.look().why is why
    room.presence = Presence(idle=0.0)

    prompts = room.live(hours=4)

    assert len(prompts) == 1
    assert timedelta() <= prompts[0][0] - MORNING.replace(hour=15, minute=30) <= timedelta(minutes=1)


def test_an_hour_that_came_at_a_bad_moment_is_let_go_after_an_hour() -> None:
    room = Room([AFTERNOON])
    room.presence = Presence(idle=0.0, full_screen=True)
    room.live(hours=6, minutes=61)
    room.presence = Presence(idle=0.0)

    assert room.live(hours=4) == []
    assert timedelta(minutes=61) > LATE


def test_over_a_full_screen_where_the_person_wants_it() -> None:  # case SC10
    room = Room([AFTERNOON], Manners(over_full_screen=True))
    room.presence = Presence(idle=0.0, full_screen=True)

    assert clock(room.live(hours=8)) == ["15:00"]


def test_a_prompt_that_was_not_seen_is_not_counted_and_comes_again() -> None:  # case SC10, SC19
    room = Room([AFTERNOON], Manners(), answer=lambda: Answer.UNSEEN)
    room.live(hours=6, seconds=20)
    assert len(room.prompts) == 1
    room.answer = lambda: Answer.NOT_NOW

    assert clock(room.live(hours=8)) == ["15:00"]
    assert rarity(AFTERNOON, room.history) == 1


def test_another_zone_moves_hours_and_no_stretch_of_use() -> None:  # case SC11
    room = Room([every(5), AFTERNOON], now=datetime(2026, 11, 25, 14, 0, tzinfo=ZoneInfo("Europe/Moscow")))
    room.live(minutes=3)
    room.now = room.now.astimezone(UTC)
    before = room.monotonic

    room.live(minutes=3)

    assert room.prompted_at[0] - before == pytest.approx(120, abs=2)
    hours = Room([AFTERNOON], now=datetime(2026, 11, 25, 14, 0, tzinfo=ZoneInfo("Europe/Moscow")))
    hours.live(minutes=3)
    hours.now = hours.now.astimezone(UTC)
    assert clock(hours.live(hours=6)) == ["15:00"]


@pytest.mark.parametrize("days", [-1, 1])
def test_a_clock_set_anew_moves_no_stretch_and_brings_one_prompt_at_most(days: int) -> None:  # case SC12
    room = Room([every(60), AFTERNOON])
    room.live(minutes=30)
    room.now += timedelta(days=days)

    prompts = room.live(minutes=31)

    assert [rule for _, rule in prompts] == ["e"]
    room.now += timedelta(days=days)
    assert len(room.live(minutes=5)) <= 1


def test_a_pause_made_by_a_clock_that_was_set_back_since_is_over() -> None:  # case SC12
    room = Room([every(30)])
    room.pause(hours=1)
    room.now -= timedelta(days=1)

    assert len(room.live(minutes=31)) == 1


@pytest.mark.parametrize(
    ("first", "moments"),
    [
        (datetime(2026, 3, 28, 1, 0, tzinfo=BERLIN), ["28 02:30 CET", "29 03:30 CEST", "30 02:30 CEST"]),
        (datetime(2026, 10, 24, 1, 0, tzinfo=BERLIN), ["24 02:30 CEST", "25 02:30 CEST", "26 02:30 CET"]),
    ],
)
def test_an_hour_comes_once_a_day_when_the_clocks_change(first: datetime, moments: list[str]) -> None:  # case SC13
    room = Room([replace(AFTERNOON, at=time(2, 30))], Manners(quiet=None), now=first)

    prompts = room.live(hours=60)

    assert [f"{when:%d %H:%M %Z}" for when, _ in prompts] == moments
    if first.month == 10:
        assert round(prompts[1][0].timestamp()) == 1792888200


def test_quiet_hours_over_midnight() -> None:
    hours = Hours(time(22, 0), time(7, 0))

    assert [hours.holds(MORNING.replace(hour=hour)) for hour in (21, 22, 0, 6, 7)] == [False, True, True, True, False]
    room = Room([replace(AFTERNOON, at=time(23, 0))], Manners(quiet=hours))
    assert room.live(days=2) == []
    assert room.look().why is Why.NOTHING_AHEAD


def test_the_end_of_quiet_is_told() -> None:
    decision = Room([AFTERNOON], Manners(quiet=Hours(time(8, 0), time(14, 0)))).look()

    assert (decision.why, decision.until) == (Why.QUIET, MORNING.replace(hour=14))
    assert decision.next == MORNING.replace(hour=15)


def test_days_off() -> None:
    room = Room([AFTERNOON], Manners(days_off=frozenset({2, 3})))

    decision = room.look()
    assert decision.why is Why.DAY_OFF
    assert [f"{when:%a}" for when, _ in room.live(days=4)] == ["Fri", "Sat"]
    never = Room([AFTERNOON], Manners(days_off=frozenset(range(7))))
    assert never.live(days=20) == []
    assert never.look().next is None


def test_put_off_for_ten_minutes_and_counted_once() -> None:
    answers = iter([Answer.LATER, Answer.LATER, Answer.BEGUN])
    room = Room([AFTERNOON], Manners(), answer=lambda: next(answers))

    assert clock(room.live(hours=8)) == ["15:00", "15:10", "15:20"]
    assert timedelta(minutes=10) == AGAIN


def test_what_was_put_off_is_not_waiting_behind_a_sleep() -> None:  # case SC03
    room = Room([AFTERNOON], Manners(), answer=lambda: Answer.LATER)
    room.live(hours=6, minutes=1)
    room.sleep(minutes=8)

    assert room.live(hours=2) == []


def test_what_was_put_off_keeps_to_a_pause_made_since() -> None:
    room = Room([AFTERNOON], Manners(), answer=lambda: Answer.LATER)
    room.live(hours=6, minutes=1)
    room.pause(hours=2)

    assert room.live(hours=5) == []


@pytest.mark.parametrize(("minutes", "comes"), [(5 * 60 + 30, True), (5 * 60 + 55, False), (6 * 60 + 20, False)])
def test_whoever_practised_when_it_was_due_is_not_asked_again(minutes: int, comes: bool) -> None:
    room = Room([AFTERNOON])
    room.presence = Presence(idle=0.0, full_screen=True)  # till then it is only kept back
    room.live(minutes=minutes)
    room.presence = Presence(idle=0.0)
    room.watch = room.watch.practising(room.monotonic)

    prompts = room.live(hours=4)

    assert bool(prompts) is comes
    assert clock(room.live(days=1)) == ["15:00"]


def test_while_practising_nothing_comes() -> None:
    scene = replace(Room([AFTERNOON], now=MORNING.replace(hour=15)).scene(), practising=True)

    assert decide(scene).why is Why.PRACTISING


def test_unanswered_prompts_make_a_rule_rarer_and_an_answer_brings_it_back() -> None:
    room = Room([AFTERNOON], answer=lambda: Answer.SHOWN)

    days = [when.date() for when, _ in room.live(days=60)]

    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    assert gaps == [1, 1, 2, 2, 2, 4, 4, 4, *[8] * (len(gaps) - 8)]
    assert rarity(AFTERNOON, room.history) == RAREST
    room.answer = lambda: Answer.NOT_NOW
    room.live(days=9)
    assert rarity(AFTERNOON, room.history) == 1
    assert len(room.live(days=3)) == 3


def test_a_weekly_rule_becomes_rarer_by_its_weeks() -> None:
    room = Room([replace(AFTERNOON, days=frozenset({2}))], answer=lambda: Answer.SHOWN)

    weeks = [(when - MORNING).days // 7 for when, _ in room.live(days=70)]

    assert weeks == [0, 1, 2, 4, 6, 8]


def test_random_moments_lie_in_their_hours_apart_and_differ_from_day_to_day() -> None:
    rule = Rule("r", Kind.RANDOM, between=Hours(time(9, 0), time(21, 0)), times=3, apart=60)
    room = Room([rule], now=MORNING.replace(hour=0))

    prompts = [when for when, _ in room.live(days=20)]

    assert len(prompts) == 60
    assert all(time(9, 0) <= when.time() < time(21, 0) for when in prompts)
    assert all(later - earlier >= timedelta(hours=1) for earlier, later in pairwise(prompts))
    assert len({when.time() for when in prompts}) > 50
    again = Room([rule], now=MORNING.replace(hour=0))
    assert [when for when, _ in again.live(days=20)] == prompts


def test_more_random_moments_than_there_is_room_for_are_as_many_as_fit() -> None:
    rule = Rule("r", Kind.RANDOM, between=Hours(time(9, 0), time(11, 0)), times=6, apart=60)

    assert len(Room([rule], now=MORNING.replace(hour=0)).live(hours=24)) == 2


def test_before_a_session_of_a_course() -> None:
    sessions = [MORNING.replace(hour=18), MORNING.replace(hour=18) + timedelta(days=7)]
    room = Room([Rule("c", Kind.BEFORE, minutes=15)], sessions=sessions)

    assert [f"{when:%d %H:%M}" for when, _ in room.live(days=8)] == ["25 17:45", "02 17:45"]


def test_a_long_rest_of_which_only_the_ends_were_seen() -> None:
    watch = Watch.begun(0.0)
    watch = watch.seen(Presence(idle=150.0), 1000.0)
    assert watch.away == 850.0
    watch = watch.seen(Presence(idle=1.0), 1060.0)
    assert (watch.away, watch.stretch) == (None, 0.0)
    watch = watch.seen(Presence(idle=290.0), 2000.0).seen(Presence(idle=350.0), 2060.0).seen(Presence(idle=5.0), 2120.0)
    assert (watch.away, watch.stretch, watch.counted) == (None, 2115.0, 2115.0)


def test_a_screen_that_tells_nothing_is_no_reason_for_silence() -> None:
    room = Room([AFTERNOON])
    room.presence = Presence()

    assert clock(room.live(hours=7)) == ["15:00"]


def test_a_look_is_never_long_in_coming() -> None:
    room = Room([AFTERNOON])
    room.live(days=2)

    looks = [when for when, _ in room.decisions]
    assert max(later - earlier for earlier, later in pairwise(looks)) <= timedelta(minutes=15)
    assert len(looks) < 2 * 24 * 5


def test_words_of_a_person_are_not_in_a_repr() -> None:
    assert "lunch" not in repr(AFTERNOON)
    assert Prompted("a", "x", MORNING).answer is Answer.SHOWN

"""When a prompt comes, and why it does not: one decision, in one place, for the window, the tray and the terminal.

A prompt is a hand on the shoulder. `decide` looks at the person's rules, at the manners they have asked for, at
what came before and at what they are doing, and answers with a prompt or with the reason for silence and the
next moment at which looking again is worth it.

Two clocks are used, each for what it is good for. Hours of the day are the wall clock's, in whatever zone it
stands now. Stretches of use are the monotonic clock's, which stands still while the machine sleeps and which
nobody sets back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from heapq import merge

from .days import TURNS_AT, day_of

WEEK = frozenset(range(7))
"""Every day of the week, Monday being 0."""
MOST_A_DAY = 6
"""No more prompts a day than this, whatever is set."""
REST = 5 * 60.0
"""Seconds away from the machine that are a rest: a stretch of use is over, and the next one begins behind it."""
AWAY = 2 * 60.0
"""Seconds without a key or the pointer after which nobody is taken to be there."""
SETTLE = timedelta(minutes=10)
"""How long somebody who has just woken the machine is left alone; how long after a practice none is offered."""
LATE = timedelta(minutes=60)
"""How long an hour of the day that came at a bad moment is kept before it is let go; nothing is queued."""
AGAIN = timedelta(minutes=10)
"""What "In 10 minutes" means."""
POLL = timedelta(minutes=1)
"""How often presence is looked at while it alone keeps a prompt back, or while nobody is there."""
GLANCE = timedelta(seconds=150)
"""How often it is looked at while use is counted: no rest of five minutes passes unseen."""
LOOK_MOST = timedelta(minutes=15)
"""The longest without a look: the wall clock may have been set, or have come into another zone."""
PATIENCE = 3
"""Unanswered prompts in a row after which a rule becomes half as frequent, and again after as many more."""
RAREST = 8
"""A rule comes at least every so many times it could."""
AHEAD = 15
"""Days that are looked through for the next prompt."""


class Kind(Enum):
    """What a rule waits for."""

    AT = "at"  # an hour of the day
    EVERY = "every"  # so many minutes of use, over and over
    RANDOM = "random"  # so many moments of the day that nobody knows
    LONG = "long"  # a stretch of use without a rest, once for each
    BEFORE = "before"  # a session of a course


@dataclass(frozen=True, slots=True)
class Hours:
    """A part of the day, by the wall clock; from 22:00 to 07:00 goes over midnight, from 9:00 to 9:00 is all of it."""

    start: time
    end: time

    def holds(self, moment: datetime) -> bool:
        """Whether the wall clock of `moment` is within."""
        wall = moment.time()
        if self.start < self.end:
            return self.start <= wall < self.end
        return wall >= self.start or wall < self.end


@dataclass(frozen=True, slots=True)
class Rule:
    """When the person would like to be reminded.

    Attributes:
        id: names it.
        kind: what it waits for.
        sentence: in the person's own words: "When I sit down after lunch, I …".
        days: days of the week, Monday being 0.
        at: for AT, the hour.
        minutes: for EVERY and LONG, minutes of use; for BEFORE, minutes before the session.
        between: hours outside of which it is silent; None for none.
        times: for RANDOM, how many a day.
        apart: for RANDOM, the least minutes between two.
        on: whether it is in use.
    """

    id: str
    kind: Kind
    sentence: str = field(default="", repr=False)
    days: frozenset[int] = WEEK
    at: time = time(15, 0)
    minutes: int = 90
    between: Hours | None = None
    times: int = 1
    apart: int = 60
    on: bool = True


@dataclass(frozen=True, slots=True)
class Manners:
    """What holds for every rule.

    Attributes:
        quiet: hours in which nothing comes.
        days_off: days of the week on which nothing comes.
        most: prompts a day, 1 to 6.
        paused_at: when they were paused; None where they are not.
        paused_until: until when; None with `paused_at` for until they are taken up again.
        over_full_screen: whether they may come over another program's full screen.
        turns_at: when the person's day turns, "HH:MM".
    """

    quiet: Hours | None = Hours(time(21, 0), time(8, 0))
    days_off: frozenset[int] = frozenset()
    most: int = 1
    paused_at: datetime | None = None
    paused_until: datetime | None = None
    over_full_screen: bool = False
    turns_at: str = TURNS_AT


class Answer(Enum):
    """What became of a prompt."""

    SHOWN = "shown"  # it is on the screen, or nobody answered
    BEGUN = "begun"
    LATER = "later"
    NOT_NOW = "not now"
    UNSEEN = "unseen"  # it could not be shown, or the screen went dark over it


@dataclass(frozen=True, slots=True)
class Prompted:
    """A prompt that came.

    Attributes:
        rule: the rule's id.
        occasion: names what it came for, so that nothing comes twice.
        when: when it came, or when it was put off; aware.
        answer: what became of it.
    """

    rule: str
    occasion: str
    when: datetime
    answer: Answer = Answer.SHOWN


@dataclass(frozen=True, slots=True)
class Presence:
    """What the system tells of the person; None where it cannot be known here.

    Attributes:
        idle: seconds since the last key or movement.
        locked: whether the screen is locked, or dark.
        full_screen: whether another program has the whole screen.
        presenting: whether a presentation is under way, or a program asks not to be disturbed.
        do_not_disturb: whether the person has asked the system for quiet.
        shared: whether the screen is shared or recorded.
    """

    idle: float | None = None
    locked: bool | None = None
    full_screen: bool | None = None
    presenting: bool | None = None
    do_not_disturb: bool | None = None
    shared: bool | None = None


@dataclass(frozen=True, slots=True)
class Watch:
    """What is remembered of the person's use of the machine since the program started; seconds are monotonic.

    Attributes:
        woke: when the machine woke, or the program started.
        stretch: when the stretch of use under way began, behind the last rest.
        counted: since when use is counted for the next EVERY: the stretch's beginning, or the last prompt or practice.
        away: since when nobody is there; None while somebody is.
        away_seen: when that was seen last.
        practised: when a practice or break last ended; None where none did.
        run: names this run of the program, for the monotonic clock begins anew with the machine.
    """

    woke: float
    stretch: float
    counted: float
    away: float | None = None
    away_seen: float = 0.0
    practised: float | None = None
    run: str = ""

    @classmethod
    def begun(cls, now: float, run: str = "") -> Watch:
        """At the program's start."""
        return cls(now, now, now, run=run)

    def waking(self, now: float) -> Watch:
        """The machine has woken: whoever opens it is given a full interval."""
        return replace(self, woke=now, stretch=now, counted=now, away=None)

    def seen(self, presence: Presence, now: float) -> Watch:
        """Presence was looked at. Short absences count as use, so that none of them puts the next prompt off."""
        idle = presence.idle or 0.0
        if presence.locked or idle >= AWAY:
            since = now - idle if idle >= AWAY else now
            return replace(self, away=since if self.away is None else self.away, away_seen=now)
        if self.away is None:
            return self
        # Back since the last key at the latest, and not long after nobody was seen to be there for the last time.
        back = min(now - idle, self.away_seen + POLL.total_seconds())
        if back - self.away < REST:
            return replace(self, away=None)
        return replace(self, away=None, stretch=back, counted=back)

    def prompting(self, now: float) -> Watch:
        """A prompt has come."""
        return replace(self, counted=now)

    def practising(self, now: float) -> Watch:
        """A practice or break has ended; it is a rest from whatever was done before."""
        return replace(self, stretch=now, counted=now, practised=now)


class Why(Enum):
    """Why it is silent."""

    NO_RULE = "no rule"
    PAUSED = "paused"
    DAY_OFF = "day off"
    QUIET = "quiet hours"
    ENOUGH = "enough for today"
    PRACTISING = "practising"
    LOCKED = "locked"
    AWAY = "away"
    FULL_SCREEN = "full screen"
    PRESENTING = "presenting"
    DO_NOT_DISTURB = "do not disturb"
    SHARED = "screen shared"
    JUST_WOKE = "just woke"
    NOT_YET = "not yet"
    NOTHING_AHEAD = "nothing ahead"


@dataclass(frozen=True, slots=True)
class Decision:
    """A prompt, or the reason for silence.

    Attributes:
        rule: what is prompted for now; None for silence.
        occasion: names it, for `Prompted`.
        why: the reason for silence; None where a prompt comes.
        until: when that reason ends, where that is known.
        next: when a prompt comes next, if nothing changes; None where none does.
        look: when to look again, if nothing is told before; None where only a change of the rules could matter.
    """

    rule: Rule | None
    occasion: str = ""
    why: Why | None = None
    until: datetime | None = None
    next: datetime | None = None
    look: datetime | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """All that a decision looks at.

    Attributes:
        rules: the person's.
        manners: what holds for all of them.
        history: the prompts that came, oldest first; those of some weeks are enough.
        watch: the use of the machine.
        presence: what the person does now.
        now: the wall clock, aware, in the person's zone.
        monotonic: the monotonic clock, in seconds.
        practising: whether a practice or break is under way.
        sessions: the next sessions of courses, for BEFORE.
    """

    rules: Sequence[Rule]
    manners: Manners
    history: Sequence[Prompted]
    watch: Watch
    presence: Presence
    now: datetime
    monotonic: float
    practising: bool = False
    sessions: Sequence[datetime] = ()


_OF_PRESENCE = frozenset(
    {Why.LOCKED, Why.AWAY, Why.SHARED, Why.PRESENTING, Why.FULL_SCREEN, Why.DO_NOT_DISTURB, Why.PRACTISING}
)
_OF_USE = frozenset({Kind.EVERY, Kind.LONG})
_AGAIN = "+"
"""What the name of an occasion that was put off ends with."""


@dataclass(frozen=True, slots=True, order=True)
class _Occasion:
    """A moment at which a rule asks to be heard, in UTC, and when it is let go."""

    due: datetime
    name: str
    lapses: datetime = field(compare=False)
    rule: Rule = field(compare=False)

    @property
    def again(self) -> bool:
        """Whether it is one that was put off."""
        return self.name.endswith(_AGAIN)

    @property
    def of_use(self) -> bool:
        """Whether it is counted by use, which begins anew with every waking and every practice."""
        return self.rule.kind in _OF_USE and not self.again


def decide(scene: Scene) -> Decision:
    """A prompt now, or the reason for silence."""
    return _Deciding(scene).decision()


def rarity(rule: Rule, history: Sequence[Prompted]) -> int:
    """How many of a rule's occasions stand for one prompt: 1, or more where the last ones were not answered."""
    unanswered = 0
    for prompted in reversed(history):
        if prompted.rule == rule.id and prompted.answer is not Answer.UNSEEN:
            if prompted.answer is not Answer.SHOWN:
                break
            unanswered += 1
    return int(min(2 ** (unanswered // PATIENCE), RAREST))


class _Deciding:
    """One decision. Moments are in UTC: two times of one zone would be compared by their walls, across any change."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._manners = scene.manners
        self._zone = scene.now.tzinfo
        self._now = scene.now.astimezone(UTC)
        self._rules = [rule for rule in scene.rules if rule.on]
        self._known = {rule.id: rule for rule in self._rules}
        self._uses = any(rule.kind in _OF_USE for rule in self._rules)
        self._rare = {rule.id: rarity(rule, scene.history) for rule in self._rules}
        self._came = {(p.rule, p.occasion) for p in scene.history if p.answer is not Answer.UNSEEN}

    def decision(self) -> Decision:
        if not self._rules:
            return Decision(None, why=Why.NO_RULE)
        open_now, next_one = self._walked()
        against = [self._against(each) for each in open_now]
        for each, (why, _) in zip(open_now, against, strict=True):
            if why is None:
                return Decision(each.rule, each.name, next=self._local(self._now))
        # With nothing to say, only what the person has asked for is worth telling.
        why, until = against[0] if against else self._manners_against(self._now)
        if why is None:
            why, until = (Why.NOT_YET, next_one) if next_one else (Why.NOTHING_AHEAD, None)
        look = self._look(next_one, until, {why for why, _ in against})
        return Decision(None, "", why, self._local(until), self._local(next_one), self._local(look))

    # What speaks against a prompt now, the weightiest first.

    def _against(self, occasion: _Occasion) -> tuple[Why | None, datetime | None]:
        why, until = self._manners_against(self._now, occasion.again)
        if why is not None:
            return why, until
        if self._scene.practising:
            return Why.PRACTISING, None
        if (why := self._presence_against()) is not None:
            return why, None
        if not occasion.of_use and self._settled > self._now:
            return Why.JUST_WOKE, self._settled
        return None, None

    def _manners_against(self, moment: datetime, again: bool = False) -> tuple[Why | None, datetime | None]:
        """What the person has asked for that keeps a prompt back at `moment`, and until when.

        One that was put off is not counted a second time.
        """
        manners, wall = self._manners, moment.astimezone(self._zone)
        # A pause from a time that is still to come was made by a clock that has been set back since.
        if manners.paused_at is not None and manners.paused_at <= moment + POLL:
            if manners.paused_until is None:
                return Why.PAUSED, None
            if moment < manners.paused_until:
                return Why.PAUSED, manners.paused_until
        if wall.weekday() in manners.days_off:
            return Why.DAY_OFF, self._at(wall.date() + timedelta(days=1), time())
        if manners.quiet is not None and manners.quiet.holds(wall):
            return Why.QUIET, self._next_at(moment, manners.quiet.end)
        if not again and self._count(day_of(wall, manners.turns_at)) >= min(max(manners.most, 1), MOST_A_DAY):
            return Why.ENOUGH, self._next_at(moment, time.fromisoformat(manners.turns_at))
        return None, None

    def _presence_against(self) -> Why | None:
        presence = self._scene.presence
        found = {
            Why.LOCKED: presence.locked,
            Why.AWAY: presence.idle is not None and presence.idle >= AWAY,
            Why.SHARED: presence.shared,
            Why.PRESENTING: presence.presenting,
            Why.FULL_SCREEN: presence.full_screen and not self._manners.over_full_screen,
            Why.DO_NOT_DISTURB: presence.do_not_disturb,
        }
        return next((why for why, true in found.items() if true), None)

    def _count(self, day: date) -> int:
        """How many prompts came on one of the person's days; one that was put off ten minutes is still the same."""
        turns_at = self._manners.turns_at
        return len(
            {
                (prompted.rule, prompted.occasion.partition(_AGAIN)[0])
                for prompted in self._scene.history
                if prompted.answer is not Answer.UNSEEN
                and day_of(prompted.when.astimezone(self._zone), turns_at) == day
            }
        )

    @property
    def _settled(self) -> datetime:
        return self._from_monotonic(self._scene.watch.woke) + SETTLE

    def _is_met(self, occasion: _Occasion) -> bool:
        """Whether the person practised by themselves when it was due, or shortly before: nothing is left to offer."""
        practised = self._scene.watch.practised
        if practised is None or occasion.of_use:
            return False
        return occasion.due <= self._from_monotonic(practised) + SETTLE

    # The occasions: those that are due and those to come.

    def _occasions(self) -> Iterator[_Occasion]:
        """Those that were not heard yet, by when they are due."""
        each_rule = (self._of(rule) for rule in self._rules)
        for each in merge(*each_rule, sorted(self._put_off())):
            if (each.rule.id, each.name) not in self._came and not self._is_met(each):
                yield each

    def _of(self, rule: Rule) -> Iterable[_Occasion]:
        if rule.kind in _OF_USE:
            return (self._of_use(rule),)
        if rule.kind is Kind.BEFORE:
            return sorted(self._of_sessions(rule))
        return self._of_days(rule)

    def _of_sessions(self, rule: Rule) -> Iterator[_Occasion]:
        for session in self._scene.sessions:
            begins = session.astimezone(UTC)
            yield _Occasion(begins - timedelta(minutes=rule.minutes), f"before {begins.isoformat()}", begins, rule)

    def _of_use(self, rule: Rule) -> _Occasion:
        """Counted by the monotonic clock; once due it stays due, until it is heard or a rest begins a new stretch."""
        watch, every = self._scene.watch, rule.kind is Kind.EVERY
        begun = watch.counted if every else watch.stretch
        due = self._from_monotonic(begun + rule.minutes * 60.0 * self._rare[rule.id])
        if rule.between is not None or rule.days != WEEK:
            due = self._first_within(rule, due)
        # Named by the whole second at which it began: the same however often it is looked at.
        return _Occasion(due, f"{rule.kind.value} {watch.run}{round(begun)}", _NEVER, rule)

    def _of_days(self, rule: Rule) -> Iterator[_Occasion]:
        today = self._scene.now.date()
        # Yesterday's may be heard still: an hour before midnight lapses after it.
        for day in (today + timedelta(days=ahead) for ahead in range(-1, AHEAD + 1)):
            if day.weekday() in rule.days and self._comes(rule, day):
                for number, (wall_day, wall) in enumerate(_moments(rule, day)):
                    due = self._at(wall_day, wall)
                    yield _Occasion(due, f"{day.isoformat()} {number}", due + LATE, rule)

    def _comes(self, rule: Rule, day: date) -> bool:
        """Whether a rule that has become rare comes on this one of its days."""
        rare = self._rare[rule.id]
        if rare == 1:
            return True
        last = max(p.when for p in self._scene.history if p.rule == rule.id).astimezone(self._zone).date()
        passed = min((day - last).days, 7 * RAREST)
        return sum((last + timedelta(days=n)).weekday() in rule.days for n in range(1, passed + 1)) >= rare

    def _put_off(self) -> Iterator[_Occasion]:
        """What was put off for ten minutes, where it was not heard since; a sleep of the machine ends it."""
        woke = self._from_monotonic(self._scene.watch.woke)
        for prompted in self._scene.history[-MOST_A_DAY * 4 :]:
            name, rule = f"{prompted.occasion}{_AGAIN}", self._known.get(prompted.rule)
            if prompted.answer is not Answer.LATER or rule is None or (rule.id, name) in self._came:
                continue
            if (put_off := prompted.when.astimezone(UTC)) >= woke:
                yield _Occasion(put_off + AGAIN, name, put_off + AGAIN + LATE, rule)

    def _walked(self) -> tuple[list[_Occasion], datetime | None]:
        """The occasions that are open now, and the first moment at which one of all would be heard.

        They come in the order in which they are due, and are followed no further than needed.
        """
        open_now: list[_Occasion] = []
        first: datetime | None = None
        for each in self._occasions():
            if each.due > self._now and first is not None and each.due >= first:
                break
            if each.due <= self._now < each.lapses:
                open_now.append(each)
            moment = self._heard_at(each)
            first = moment if first is None else min(first, moment or first)
        return open_now, first

    def _heard_at(self, occasion: _Occasion) -> datetime | None:
        """The first moment at which an occasion that is due or to come would be heard; None for never."""
        moment = max(occasion.due, self._now)
        if not occasion.of_use:
            moment = max(moment, self._settled)
        for _ in range(4 * AHEAD):
            if moment >= occasion.lapses:
                return None
            why, until = self._manners_against(moment, occasion.again)
            if why is None:
                return moment
            if until is None:
                return None
            moment = until
        return None

    def _look(self, next_one: datetime | None, until: datetime | None, against: set[Why | None]) -> datetime:
        """When looking again is worth it: when the reason ends or the next is due, sooner while presence matters."""
        looks = [moment for moment in (next_one, until) if moment is not None and moment > self._now]
        if against & _OF_PRESENCE or (self._uses and self._scene.watch.away is not None):
            looks.append(self._now + POLL)
        elif self._uses:
            looks.append(self._now + GLANCE)
        return min((*looks, self._now + LOOK_MOST))

    # The clocks.

    def _from_monotonic(self, seconds: float) -> datetime:
        return self._now + timedelta(seconds=seconds - self._scene.monotonic)

    def _at(self, day: date, wall: time) -> datetime:
        """The instant at which the wall clock shows `wall` on a day; where it skips it, as much later."""
        return datetime.combine(day, wall, self._zone).astimezone(UTC)

    def _next_at(self, moment: datetime, wall: time) -> datetime:
        """The next instant after `moment` at which the wall clock shows `wall`."""
        day = moment.astimezone(self._zone).date()
        return next(at for ahead in range(3) if (at := self._at(day + timedelta(days=ahead), wall)) > moment)

    def _first_within(self, rule: Rule, moment: datetime) -> datetime:
        """The first instant from `moment` on that is on a day and within the hours of the rule."""
        moment = max(moment, self._now)
        for _ in range(2 * AHEAD):
            wall = moment.astimezone(self._zone)
            if wall.weekday() not in rule.days:
                moment = self._at(wall.date() + timedelta(days=1), time())
            elif rule.between is not None and not rule.between.holds(wall):
                moment = self._next_at(moment, rule.between.start)
            else:
                return moment
        return _NEVER

    def _local(self, moment: datetime | None) -> datetime | None:
        return None if moment is None or moment >= _NEVER else moment.astimezone(self._zone)


_DAY = 24 * 60
_NEVER = datetime.max.replace(tzinfo=UTC)


def _moments(rule: Rule, day: date) -> list[tuple[date, time]]:
    """When a rule of the day asks to be heard, by the wall clock; hours that go over midnight end on the next day.

    RANDOM moments lie anywhere in the rule's hours, `apart` minutes or more between two. They are drawn by the rule's
    id and the day, so that a restart does not draw again.
    """
    if rule.kind is Kind.AT:
        return [(day, rule.at)]
    hours = rule.between or Hours(time(9, 0), time(21, 0))
    start = hours.start.hour * 60 + hours.start.minute
    length = (hours.end.hour * 60 + hours.end.minute - start) % _DAY or _DAY
    times = max(1, min(rule.times, MOST_A_DAY, 1 + (length - 1) // max(1, rule.apart)))
    room = length - (times - 1) * rule.apart
    seed = hashlib.sha256(f"{rule.id} {day.isoformat()}".encode()).digest()
    shares = sorted(int.from_bytes(seed[4 * n : 4 * n + 4]) / 2**32 for n in range(times))
    minutes = [start + int(share * room) + n * rule.apart for n, share in enumerate(shares)]
    return [(day + timedelta(days=at // _DAY), time(at % _DAY // 60, at % 60)) for at in minutes]

"""A day, or a year, with rules: time passes, somebody comes and goes, and prompts are noted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from selfcompassion_desktop.core.breaks import (
    Answer,
    Decision,
    Kind,
    Manners,
    Presence,
    Prompted,
    Rule,
    Scene,
    Watch,
    decide,
)

BERLIN = ZoneInfo("Europe/Berlin")
MORNING = datetime(2026, 11, 25, 9, 0, tzinfo=BERLIN)
"""A Wednesday."""
KEPT = 60
"""Prompts that are remembered."""
SIX = Manners(most=6)
THERE = Presence(idle=0.0)


@dataclass
class Room:
    """Whoever sits at the machine, and what the program remembers, as its model would keep it.

    Attributes:
        now: the wall clock, in the zone that is set.
        monotonic: seconds the machine has been awake.
        rules: the rules.
        manners: the manners.
        answer: what the person does with a prompt.
        prompts: when prompts came, by the wall clock, and for which rule.
        decisions: every decision that was made, with its time.
    """

    rules: Sequence[Rule]
    manners: Manners = SIX
    now: datetime = MORNING
    monotonic: float = 0.0
    answer: Callable[[], Answer] = lambda: Answer.NOT_NOW
    history: list[Prompted] = field(default_factory=list)
    prompts: list[tuple[datetime, str]] = field(default_factory=list)
    prompted_at: list[float] = field(default_factory=list)
    decisions: list[tuple[datetime, Decision]] = field(default_factory=list)
    woken: list[float] = field(default_factory=list)
    presence: Presence = THERE
    sessions: Sequence[datetime] = ()

    def __post_init__(self) -> None:
        self.watch = Watch.begun(self.monotonic)
        self.woken.append(self.monotonic)
        self.idle_since: float | None = None

    def scene(self) -> Scene:
        presence = self.presence
        if self.idle_since is not None:
            presence = replace(presence, idle=self.monotonic - self.idle_since)
        self.watch = self.watch.seen(presence, self.monotonic)
        return Scene(
            self.rules,
            self.manners,
            self.history[-KEPT:],
            self.watch,
            presence,
            self.now,
            self.monotonic,
            sessions=self.sessions,
        )

    def look(self) -> Decision:
        """Decide now; a prompt is shown and answered."""
        decision = decide(self.scene())
        self.decisions.append((self.now, decision))
        if decision.rule is not None:
            self.prompts.append((self.now, decision.rule.id))
            self.prompted_at.append(self.monotonic)
            answer = self.answer()
            self.history.append(Prompted(decision.rule.id, decision.occasion, self.now, answer))
            self.watch = self.watch.prompting(self.monotonic)
            if answer is Answer.BEGUN:
                self.pass_time(120)
                self.watch = self.watch.practising(self.monotonic)
        return decision

    def pass_time(self, seconds: float) -> None:
        """Let time pass without looking."""
        self.monotonic += seconds
        self.now = (self.now.astimezone(UTC) + timedelta(seconds=seconds)).astimezone(self.now.tzinfo)

    def live(self, **spell: float) -> list[tuple[datetime, str]]:
        """Let time pass as the program does, looking when a decision said it would; the prompts that came."""
        before = len(self.prompts)
        end = self.monotonic + timedelta(**spell).total_seconds()
        while self.monotonic < end:
            decision = self.look()
            look = decision.look if decision.rule is None else self.now + timedelta(seconds=30)
            assert look is None or look.astimezone(UTC) > self.now.astimezone(UTC), decision
            wait = end - self.monotonic
            if look is not None:
                wait = min(wait, (look.astimezone(UTC) - self.now.astimezone(UTC)).total_seconds())
            self.pass_time(max(0.0, wait))
        return self.prompts[before:]

    def leave(self) -> None:
        """From now on nobody is there."""
        self.idle_since = self.monotonic

    def come_back(self) -> None:
        """Somebody is."""
        self.idle_since = None

    def sleep(self, **spell: float) -> None:
        """The machine sleeps: the wall clock goes on, the other stands still."""
        self.now = (self.now.astimezone(UTC) + timedelta(**spell)).astimezone(self.now.tzinfo)
        self.idle_since = None
        self.watch = self.watch.waking(self.monotonic)
        self.woken.append(self.monotonic)

    def pause(self, **spell: float) -> None:
        """Pause the prompts for a while."""
        self.manners = replace(self.manners, paused_at=self.now, paused_until=self.now + timedelta(**spell))

    def told(self) -> set[str]:
        """The reasons for silence that were given."""
        return {decision.why.value for _, decision in self.decisions if decision.why is not None}


def every(minutes: int, **more: object) -> Rule:
    return replace(Rule("e", Kind.EVERY, minutes=minutes), **more)  # type: ignore[arg-type]

"""What may be said, in words, of what someone did and answered. Never a score of the person.

Below three values a side the points stand for themselves; below five there are too few to say; and whatever is said is
rough. What cannot be said is said too. Nothing is called better or worse: lower and higher are what the numbers show.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .measure import Phase, Reliability
from .months import MONDAY, moved
from .statistics import Interval, median, nap_interval, overlap, paired_change, reliable_change

LATELY = 14
"""How many days “lately” is; after as many without anything, one is welcomed back."""
COMPARED = 3
"""From how many values on each side they are compared at all (science: What Works Clearinghouse asks for 3)."""
ENOUGH = 5
"""From how many on each side there are enough to say something."""

NOTHING = "Nothing here yet. One minute counts."
WELCOME_BACK = "Welcome back."
ROUGH = (
    "Rough: these are a few numbers of one person, from days that hang together. It can also be chance, or an easier "
    "or a harder time, and it does not say what made the difference."
)
ALONE = "With fewer than three on each side the points stand for themselves; more cannot be said."
PAIRS = "A pair is one answer from each side, and a tie counts half; by chance it would be 50 of 100."
_TIMES = ("", "once", "twice", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


@dataclass(frozen=True, slots=True)
class Week:
    """One week.

    Attributes:
        first: its first day.
        minutes: practised in it.
    """

    first: date
    minutes: float

    @property
    def iso(self) -> str:
        """Its name by ISO 8601, as in 2026-W53; empty where it does not begin on a Monday."""
        year, number, day = self.first.isocalendar()
        return f"{year}-W{number:02}" if day == 1 else ""


@dataclass(frozen=True, slots=True)
class Pair:
    """One time that something was rated before and after, 0 to 10."""

    day: date
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a measure.

    Attributes:
        run: the id of the time on a course that it belongs to; empty where it is to none.
    """

    day: date
    value: float
    phase: Phase = Phase.NONE
    run: str = ""


@dataclass(frozen=True, slots=True)
class Sides:
    """Two groups of values that can be compared, and what each is called."""

    before: tuple[float, ...]
    after: tuple[float, ...]
    names: tuple[str, str] = ("before", "after")


def week_of(day: date, begins: int = MONDAY) -> date:
    """The first day of the week that a day is in; weeks begin with `begins`, 0 for Monday to 6 for Sunday."""
    return moved(day, -((day.weekday() - begins) % 7))


def weeks(minutes: Mapping[date, float], last: date, begins: int = MONDAY) -> tuple[Week, ...]:
    """Every week from the first one with minutes to the one of `last`, the empty ones too; oldest first."""
    if not minutes:
        return ()
    sums: dict[date, float] = {}
    for day, length in minutes.items():
        first = week_of(day, begins)
        sums[first] = sums.get(first, 0.0) + length
    end, first = max(*sums, week_of(last, begins)), min(sums)
    count = (end - first).days // 7 + 1
    starts = [first + timedelta(days=7 * n) for n in range(count)]
    return tuple(Week(start, sums.get(start, 0.0)) for start in starts)


def lately(practised: Collection[date], today: date) -> str:
    """“5 of the last 14 days”."""
    count = sum(moved(today, -back) in practised for back in range(LATELY))
    return f"{count} of the last {LATELY} days" if count else f"A rest in the last {LATELY} days"


def is_back(practised: Collection[date], today: date) -> bool:
    """Whether somebody is here again after a while: nothing for two weeks, with or without something today."""
    earlier = [day for day in practised if day < today]
    return bool(earlier) and (today - max(earlier)).days >= LATELY


def sides(points: Sequence[Point]) -> Sides | None:
    """What can be compared in the values of one time on a course, in their order; None where there is nothing.

    Answers before and after it; else, of what was asked day by day, the first half of the days and the second, once
    there are enough to compare.
    """
    before = tuple(p.value for p in points if p.phase is Phase.BEFORE)
    after = tuple(p.value for p in points if p.phase is Phase.AFTER)
    if before and after:
        return Sides(before, after)
    daily = [p for p in points if p.phase in (Phase.DAILY, Phase.WEEKLY)]
    if before or after or not daily:
        return None
    middle = daily[0].day + (daily[-1].day - daily[0].day) / 2
    first = tuple(p.value for p in daily if p.day <= middle)
    second = tuple(p.value for p in daily if p.day > middle)
    return (
        Sides(first, second, ("in the first half", "in the second half"))
        if min(len(first), len(second)) >= COMPARED
        else None
    )


def pairs_in_words(pairs: Sequence[Pair]) -> str:
    """How it was before and after, each time that both were rated."""
    if not pairs:
        return "It was not rated both before and after yet, so there is nothing to compare."
    if len(pairs) < COMPARED:
        each = "; ".join(f"{pair.before} before and {pair.after} after" for pair in pairs)
        return f"{_times(len(pairs)).capitalize()}: {each}. From three times on, a little more can be said."
    said = f"{_times(len(pairs)).capitalize()}. {_mostly(pairs)}."
    if len(pairs) < ENOUGH:
        return f"{said} Too few to say more."
    change = paired_change([pair.before for pair in pairs], [pair.after for pair in pairs])
    return f"{said} {_on_average(change.mean, change.interval)} {ROUGH}"


def compared(found: Sides, reliability: Reliability | None = None) -> str:
    """Two sides of a measure's values, and what can be said of their difference."""
    return _with_what_holds([_beside(found, reliability)], " ")


def together(found: Sequence[tuple[str, Sides, Reliability | None]]) -> str:
    """All that can be compared, a line each with its title, and at the end what holds for all of it."""
    told = [(title, *_beside(both, reliability)) for title, both, reliability in found]
    return _with_what_holds([(f"“{title}” {said}", ends) for title, said, ends in told], "\n") if told else ""


def _with_what_holds(told: Sequence[tuple[str, str]], between: str) -> str:
    said = between.join(each for each, _ in told)
    holds = dict.fromkeys(ends for _, ends in told if ends)
    return " ".join((f"{said}{between}{' '.join(holds)}" if holds else said, ROUGH))


def _beside(found: Sides, reliability: Reliability | None) -> tuple[str, str]:
    """The two sides in words, and what that wants said once."""
    if min(len(found.before), len(found.after)) < COMPARED:
        said = f"{_row(found.before)} {found.names[0]}, {_row(found.after)} {found.names[1]}."
        if reliability is not None and len(found.before) == len(found.after) == 1:
            return f"{said} {_reliably(found, reliability)}", ""
        return said, ALONE
    old, new = median(found.before), median(found.after)
    said = (
        f"From about {_about(old)} {found.names[0]} to about {_about(new)} {found.names[1]}."
        if _about(old) != _about(new)
        else f"About {_about(new)} {found.names[0]} and {found.names[1]}."
    )
    few = " Too few to say." if min(len(found.before), len(found.after)) < ENOUGH else ""
    return f"{said} {_of_pairs(found)}{few}", PAIRS


def points_in_words(points: Sequence[Point]) -> str:
    """The values of a measure, for whoever does not see the chart."""
    if not points:
        return "No answer yet."
    if len(points) == 1:
        return f"One answer: {_number(points[0].value)}."
    values = [point.value for point in points]
    spread = f"the lowest {_number(min(values))}, the highest {_number(max(values))}, the last {_number(values[-1])}"
    return f"{len(points)} answers: {spread}."


def _of_pairs(found: Sides) -> str:
    """Non-overlap, in the direction that the values went."""
    up = overlap(found.before, found.after)
    higher = up.improved >= up.worse
    nap = up.nap if higher else 1 - up.nap
    interval = nap_interval(nap, len(found.before), len(found.after))
    low, high = round(interval.low * 100), round(interval.high * 100)
    said = (
        f"The later is {'higher' if higher else 'lower'} in about {round(nap * 100)} of 100 pairs; "
        f"{low} to {high} would fit too."
    )
    return said if interval.low > 0.5 else f"{said} It cannot be told whether anything changed."


def _reliably(found: Sides, reliability: Reliability) -> str:
    change = found.after[0] - found.before[0]
    index = reliable_change(found.before[0], found.after[0], reliability.sd, reliability.r)
    size, needed = _number(abs(change)), _number(index.needed)
    if index.is_reliable:
        return f"The difference of {size} is more than the {needed} that answers to it differ by on their own."
    return f"The difference of {size} is within the {needed} that answers to it differ by on their own."


def _mostly(pairs: Sequence[Pair]) -> str:
    """“Usually lower afterwards; once the same”."""
    counts = {
        "lower": sum(pair.after < pair.before for pair in pairs),
        "the same": sum(pair.after == pair.before for pair in pairs),
        "higher": sum(pair.after > pair.before for pair in pairs),
    }
    named = sorted(((n, word) for word, n in counts.items() if n), key=lambda each: -each[0])
    most, word = named[0]
    if most == len(pairs):
        return f"{word.capitalize()} afterwards each time"
    if 2 * most > len(pairs):
        rest = ", ".join(f"{_times(n)} {other}" for n, other in named[1:])
        return f"Usually {word} afterwards; {rest}"
    return ", ".join(f"{_times(n)} {word}" for n, word in named).capitalize() + " afterwards"


def _on_average(change: float, interval: Interval) -> str:
    if interval.low <= 0 <= interval.high:
        return "On average the difference is small beside how much it varies; it may be none."
    near, far = sorted((abs(interval.low), abs(interval.high)))
    way = "lower" if change < 0 else "higher"
    return f"On average about {_number(abs(change))} {way}; somewhere between {_number(near)} and {_number(far)} {way}."


def _times(count: int) -> str:
    if count < 3:
        return _TIMES[count]
    return f"{_TIMES[count] if count < len(_TIMES) else count} times"


def _row(values: Sequence[float]) -> str:
    return ", ".join(_number(value) for value in values)


def _number(value: float) -> str:
    """To one place behind the point."""
    return f"{value:.1f}".removesuffix(".0")


def _about(value: float) -> str:
    """To the half: 6½."""
    whole, half = divmod(round(value * 2), 2)
    return f"{whole or ''}½" if half else str(whole)

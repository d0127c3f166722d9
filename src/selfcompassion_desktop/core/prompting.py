"""What is kept of prompts (rules, manners, what came), how it is read from what a file or a person says, and how it
is told in words."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from typing import Any

from .breaks import MOST_A_DAY, WEEK, Answer, Decision, Hours, Kind, Manners, Prompted, Rule, Why, rarity
from .journal import clean

KEPT = 60
"""How many of the prompts that came are remembered."""
SENTENCE_MOST = 300
"""The longest sentence of a rule, in code points."""
MINUTES = (5, 12 * 60)
"""The least and the most minutes of use that a rule counts."""
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LENGTH = re.compile(r"(?:(\d{1,2})\s*h)?\s*(?:(\d{1,3})\s*(?:m|min|minutes)?)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Prompting:
    """All that is kept of prompts.

    Attributes:
        rules: the person's.
        manners: what holds for all of them.
        history: the prompts that came last, oldest first.
        others: keys of the file that this version does not know; they are kept.
    """

    rules: tuple[Rule, ...] = ()
    manners: Manners = field(default_factory=Manners)
    history: tuple[Prompted, ...] = ()
    others: dict[str, object] = field(default_factory=dict, repr=False)

    def with_rule(self, rule: Rule) -> Prompting:
        """With this rule added, or in place of the one with its id."""
        others = tuple(each for each in self.rules if each.id != rule.id)
        return replace(self, rules=(*others, rule))

    def without_rule(self, rule_id: str) -> Prompting:
        """Without the rule of this id."""
        return replace(self, rules=tuple(each for each in self.rules if each.id != rule_id))

    def noting(self, prompted: Prompted) -> Prompting:
        """With a prompt that came; one of the same occasion is brought up to date."""
        key = (prompted.rule, prompted.occasion)
        before = [each for each in self.history if (each.rule, each.occasion) != key]
        return replace(self, history=(*before, prompted)[-KEPT:])


# From a file, and back.


def read(values: object) -> tuple[Prompting, tuple[str, ...]]:
    """What a file held, and one sentence for each part that could not be used; such a part alone is left out."""
    if not isinstance(values, dict):
        return Prompting(), ("The rules for prompts could not be read, so none are in use.",)
    notices: list[str] = []

    def each(name: str, reader: Callable[[dict[str, Any]], Any], said: str) -> tuple[Any, ...]:
        found = []
        given = values.get(name, [])
        for number, item in enumerate(given if isinstance(given, list) else [given], start=1):
            try:
                found.append(reader(item))
            except (TypeError, ValueError, KeyError, AttributeError, OverflowError):
                notices.append(said.format(number))
        return tuple(found)

    rules = each("rules", _rule, "Rule {} for prompts could not be read, so it is left out.")
    history = each("history", _prompted, "A prompt that came earlier could not be read.")[-KEPT:]
    manners = each("manners", _manners, "Quiet hours and days off could not be read, so the usual ones hold.")
    others = {str(key): value for key, value in values.items() if key not in ("rules", "manners", "history")}
    return Prompting(rules, manners[0] if manners else Manners(), history, others), tuple(dict.fromkeys(notices))


def write(kept: Prompting) -> dict[str, object]:
    """The same as a file can hold it; `read` gives it back."""
    return {
        **kept.others,
        "rules": [_of_rule(rule) for rule in kept.rules],
        "manners": _of_manners(kept.manners),
        "history": [
            {"rule": p.rule, "occasion": p.occasion, "when": p.when.isoformat(), "answer": p.answer.value}
            for p in kept.history
        ],
    }


def _rule(item: dict[str, Any]) -> Rule:
    days = frozenset(DAYS.index(day) for day in item.get("days", DAYS))
    between = item.get("between")
    return checked(
        Rule(
            clean(str(item["id"])),
            Kind(item["kind"]),
            clean(str(item.get("sentence", "")))[:SENTENCE_MOST],
            days,
            time.fromisoformat(item.get("at", "15:00")),
            int(item.get("minutes", 90)),
            hours(between) if between else None,
            int(item.get("times", 1)),
            int(item.get("apart", 60)),
            bool(item.get("on", True)),
        )
    )


def _of_rule(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.id,
        "kind": rule.kind.value,
        "sentence": rule.sentence,
        "days": [DAYS[day] for day in sorted(rule.days)],
        "at": f"{rule.at:%H:%M}",
        "minutes": rule.minutes,
        "between": of_hours(rule.between) if rule.between else None,
        "times": rule.times,
        "apart": rule.apart,
        "on": rule.on,
    }


def _manners(item: dict[str, Any]) -> Manners:
    usual = Manners()
    quiet = item.get("quiet", of_hours(usual.quiet) if usual.quiet else None)
    turns_at = time.fromisoformat(item.get("turns_at", usual.turns_at))
    return Manners(
        hours(quiet) if quiet else None,
        frozenset(DAYS.index(day) for day in item.get("days_off", [])),
        min(max(int(item.get("most", usual.most)), 1), MOST_A_DAY),
        _moment(item.get("paused_at")),
        _moment(item.get("paused_until")),
        bool(item.get("over_full_screen", False)),
        f"{turns_at:%H:%M}",
    )


def _of_manners(manners: Manners) -> dict[str, object]:
    return {
        "quiet": of_hours(manners.quiet) if manners.quiet else None,
        "days_off": [DAYS[day] for day in sorted(manners.days_off)],
        "most": manners.most,
        "paused_at": manners.paused_at.isoformat() if manners.paused_at else None,
        "paused_until": manners.paused_until.isoformat() if manners.paused_until else None,
        "over_full_screen": manners.over_full_screen,
        "turns_at": manners.turns_at,
    }


def _prompted(item: dict[str, Any]) -> Prompted:
    when = _moment(item["when"])
    if when is None:
        raise ValueError("no time")
    return Prompted(str(item["rule"]), str(item["occasion"]), when, Answer(item["answer"]))


def _moment(text: object) -> datetime | None:
    if text is None:
        return None
    moment = datetime.fromisoformat(str(text))
    if moment.utcoffset() is None:
        raise ValueError("no zone")
    return moment


# From what a person says.


def checked(rule: Rule) -> Rule:
    """The rule, where it makes sense.

    Raises:
        ValueError: with one plain sentence saying what does not.
    """
    if not rule.days:
        raise ValueError("A rule needs at least one day of the week.")
    if rule.kind in (Kind.EVERY, Kind.LONG) and not MINUTES[0] <= rule.minutes <= MINUTES[1]:
        raise ValueError("The minutes of use can be from 5 minutes to 12 hours, as in 90m.")
    if rule.kind is Kind.BEFORE and not 0 <= rule.minutes <= MINUTES[1]:
        raise ValueError("A prompt can come up to 12 hours before a session.")
    if rule.kind is Kind.RANDOM and not 1 <= rule.times <= MOST_A_DAY:
        raise ValueError(f"There can be 1 to {MOST_A_DAY} moments a day.")
    if not 1 <= rule.apart <= MINUTES[1]:
        raise ValueError("Two moments can be 1 minute to 12 hours apart.")
    return rule


def rule_id(*parts: str) -> str:
    """A name for a rule: the same for the same rule, so that what is made twice is there once."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:8]


def days(text: str) -> frozenset[int]:
    """Days of the week from words such as "mon-fri", "sat,sun" or "daily".

    Raises:
        ValueError: with one plain sentence.
    """
    wanted: set[int] = set()
    for part in re.split(r"[,\s]+", text.strip().lower()):
        if part in ("daily", "all", "every"):
            return WEEK
        first, _, last = part.partition("-")
        start, end = _day(first), _day(last or first)
        wanted |= {(start + step) % 7 for step in range((end - start) % 7 + 1)}
    return frozenset(wanted)


def _day(word: str) -> int:
    if len(word) >= 2:
        for number, name in enumerate(_DAY_NAMES):
            if name.lower().startswith(word):
                return number
    raise ValueError(f"“{word[:20]}” is no day of the week; mon-fri, or sat,sun, would be right.")


def hours(text: str) -> Hours:
    """Hours of the day from "09:00-17:00"; over midnight too.

    Raises:
        ValueError: with one plain sentence.
    """
    start, dash, end = re.sub(r"[–—]", "-", text).partition("-")
    try:
        if not dash:
            raise ValueError
        return Hours(clock(start), clock(end))
    except ValueError:
        raise ValueError(f"“{text[:20]}” names no hours; 09:00-17:00 would be right.") from None


def of_hours(given: Hours) -> str:
    """The same in words."""
    return f"{given.start:%H:%M}-{given.end:%H:%M}"


def clock(text: str) -> time:
    """An hour of the day from "15:00", "9:05" or "9".

    Raises:
        ValueError: with one plain sentence.
    """
    match = re.fullmatch(r"\s*(\d{1,2})(?:[:.]([0-5]\d))?\s*", text)
    if match is None or int(match[1]) > 23:
        raise ValueError(f"“{text[:20]}” is no time of day; 15:00 would be right.")
    return time(int(match[1]), int(match[2] or 0))


def minutes(text: str) -> int:
    """Minutes from "90m", "90", "1h30m" or "2h".

    Raises:
        ValueError: with one plain sentence.
    """
    match = _LENGTH.fullmatch(text.strip())
    if match is None or not (match[1] or match[2]):
        raise ValueError(f"“{text[:20]}” is no length of time; 90m or 2h would be right.")
    return int(match[1] or 0) * 60 + int(match[2] or 0)


def tomorrow(now: datetime, turns_at: str) -> datetime:
    """When the person's next day begins."""
    wall = clock(turns_at)
    day = now.date() if now.time() < wall else now.date() + timedelta(days=1)
    return datetime.combine(day, wall, now.tzinfo)


# In words.


def rule_in_words(rule: Rule) -> str:
    """When a rule asks to be heard: "at 15:00, Monday to Friday"."""
    within = f" between {rule.between.start:%H:%M} and {rule.between.end:%H:%M}" if rule.between else ""
    when = {
        Kind.AT: f"at {rule.at:%H:%M}",
        Kind.EVERY: f"after every {length_in_words(rule.minutes).removeprefix('an ')} of use{within}",
        Kind.RANDOM: f"{_times(rule.times)}{within}, at moments nobody knows",
        Kind.LONG: f"after {length_in_words(rule.minutes)} without a rest{within}",
        Kind.BEFORE: f"{length_in_words(rule.minutes)} before a session of a course",
    }[rule.kind]
    return when if rule.days == WEEK or rule.kind is Kind.BEFORE else f"{when}, {days_in_words(rule.days)}"


def rarer_in_words(rule: Rule, history: Sequence[Prompted]) -> str:
    """That a rule comes less often now, and why; empty where it does not."""
    rare = rarity(rule, history)
    return f"comes one time in {rare} for now, because it went unanswered" if rare > 1 else ""


def days_in_words(given: frozenset[int]) -> str:
    """Days of the week: "Monday to Friday", "Saturday and Sunday"."""
    ordered = sorted(given)
    if len(ordered) > 2 and ordered == list(range(ordered[0], ordered[-1] + 1)):
        return f"{_DAY_NAMES[ordered[0]]} to {_DAY_NAMES[ordered[-1]]}"
    names = [_DAY_NAMES[day] for day in ordered]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def length_in_words(minutes: int) -> str:
    """Minutes as people say them: "an hour and a half" is 90 minutes here, "2 hours" is 120."""
    if minutes % 60 == 0 and minutes:
        return "an hour" if minutes == 60 else f"{minutes // 60} hours"
    return "a minute" if minutes == 1 else f"{minutes} minutes"


def _times(number: int) -> str:
    return {1: "once a day", 2: "twice a day"}.get(number, f"{number} times a day")


def moment_in_words(moment: datetime, now: datetime) -> str:
    """A moment that is to come: "14:00", "tomorrow 09:00", "Friday 09:00", "3 May 09:00"."""
    ahead = (moment.date() - now.date()).days
    if ahead <= 0:
        return f"{moment:%H:%M}"
    if ahead == 1:
        return f"tomorrow {moment:%H:%M}"
    return f"{_DAY_NAMES[moment.weekday()]} {moment:%H:%M}" if ahead < 7 else f"{moment.day} {moment:%B %H:%M}"


_REASONS = {
    Why.NO_RULE: "There is no rule yet, so nothing comes.",
    Why.PAUSED: "Paused until {until}.",
    Why.DAY_OFF: "Today is a day off.",
    Why.QUIET: "Quiet until {until}.",
    Why.ENOUGH: "That was enough for today.",
    Why.PRACTISING: "You are practising.",
    Why.LOCKED: "The screen is locked.",
    Why.AWAY: "You are away from the screen.",
    Why.FULL_SCREEN: "You are in full screen.",
    Why.PRESENTING: "A presentation is under way.",
    Why.DO_NOT_DISTURB: "The system is set not to disturb you.",
    Why.SHARED: "The screen is shared.",
    Why.JUST_WOKE: "The machine has just woken; quiet until {until}.",
    Why.NOT_YET: "The next one comes at {until}.",
    Why.NOTHING_AHEAD: "No rule finds a moment outside the quiet hours and days off in the next two weeks.",
}


def reason_in_words(decision: Decision, now: datetime) -> str:
    """Why it is silent, in one sentence; of a prompt, that it is time."""
    if decision.why is None:
        return "It is time for one now."
    if decision.why is Why.PAUSED and decision.until is None:
        return "Paused until you take them up again."
    until = moment_in_words(decision.until, now) if decision.until else ""
    if decision.why is Why.NOT_YET and until and not until[0].isdigit():
        return f"The next one comes {until}."
    return _REASONS[decision.why].format(until=until)

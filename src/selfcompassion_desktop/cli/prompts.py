"""Prompts: when a break is offered, and why it is silent."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

import click

from ..core import prompting
from ..core.breaks import WEEK, Decision, Kind, Manners, Presence, Rule, Scene, Watch, decide
from ..core.errors import NotThere, Trouble
from ..core.prompting import Prompting
from ..desktop.single_instance import LOOK, SingleInstance
from . import streams
from .session import Session, pass_session

_LONG_AGO = -1e6


@click.group()
def prompts() -> None:
    """Say when a self-compassion break is offered, and see why it is silent."""


def _plainly(reader: Callable[[str], Any]) -> Callable[[click.Context, click.Parameter, str | None], Any]:
    """An option read by one of the readers, whose sentence the person is told."""

    @wraps(reader)
    def read(_: click.Context, parameter: click.Parameter, value: str | None) -> Any:
        if value is None:
            return None
        try:
            return reader(value)
        except ValueError as error:
            raise click.BadParameter(str(error)) from None

    return read


_between = click.option(
    "--between", callback=_plainly(prompting.hours), metavar="HH:MM-HH:MM", help="Only within these hours."
)
_days = click.option(
    "--days", callback=_plainly(prompting.days), metavar="DAYS", help="Only on these days: mon-fri, or sat,sun."
)


@prompts.command("list")
@pass_session
def list_rules(session: Session) -> None:
    """List the rules."""
    kept = _load(session)
    values = [
        {"id": rule.id, "when": prompting.rule_in_words(rule), "sentence": rule.sentence, "on": rule.on}
        for rule in kept.rules
    ]
    session.answer(values, [_line(rule, kept) for rule in kept.rules] or ["There is no rule yet, so nothing comes."])


def _line(rule: Rule, kept: Prompting) -> str:
    parts = [prompting.rule_in_words(rule), rule.sentence, prompting.rarer_in_words(rule, kept.history)]
    return f"{rule.id}  {' · '.join(filter(None, parts))}{'' if rule.on else ' (off)'}"


@prompts.command()
@click.option("--at", callback=_plainly(prompting.clock), metavar="HH:MM", help="At this time of day.")
@click.option("--every", callback=_plainly(prompting.minutes), metavar="90m", help="After so much use of the machine.")
@click.option("--random", "times", type=click.IntRange(1, 6), metavar="N", help="So many times a day, unforeseen.")
@click.option(
    "--long", "stretch", callback=_plainly(prompting.minutes), metavar="2h", help="After so long without a rest."
)
@click.option("--before-session", "before", callback=_plainly(prompting.minutes), metavar="15m",
              help="So long before a course's session.")  # fmt: skip
@click.option("--apart", callback=_plainly(prompting.minutes), metavar="1h", help="With --random: the least between.")
@_days
@_between
@click.option("--sentence", metavar="WORDS", help="In your own words: When I sit down after lunch, I …")
@pass_session
def add(session: Session, /, sentence: str | None, **given: Any) -> None:
    """Make a rule: --at 15:00, --every 90m, --random 3, --long 2h or --before-session 15m."""
    kinds = {
        "at": Kind.AT, "every": Kind.EVERY, "times": Kind.RANDOM, "stretch": Kind.LONG, "before": Kind.BEFORE,
    }  # fmt: skip
    chosen = [name for name in kinds if given[name] is not None]
    if len(chosen) != 1:
        raise click.UsageError("One of --at, --every, --random, --long and --before-session says when.")
    if given["apart"] is not None and chosen != ["times"]:
        raise click.UsageError("--apart goes with --random.")
    if given["between"] is not None and chosen[0] in ("at", "before"):
        raise click.UsageError("--between goes with --every, --random and --long.")
    (name,) = chosen
    rule = Rule(
        _new_id(),
        kinds[name],
        streams.as_typed(sentence or "")[: prompting.SENTENCE_MOST],
        given["days"] or WEEK,
        between=given["between"],
        apart=given["apart"] or 60,
    )
    changed = {"at": "at", "times": "times"}.get(name, "minutes")
    try:
        rule = prompting.checked(replace(rule, **{changed: given[name]}))
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    _save(session, _load(session).with_rule(rule))
    session.answer({"id": rule.id}, [f"Kept as {rule.id}: {prompting.rule_in_words(rule)}."])


def _new_id() -> str:
    return os.urandom(4).hex()


@prompts.command()
@click.argument("rule_id", metavar="ID")
@pass_session
def remove(session: Session, rule_id: str) -> None:
    """Take a rule away."""
    kept = _load(session)
    if all(rule.id != rule_id for rule in kept.rules):
        raise NotThere(f"There is no rule “{rule_id}”; “prompts list” names them.")
    _save(session, kept.without_rule(rule_id))
    session.answer({"id": rule_id}, ["The rule is gone."])


@prompts.command()
@click.option("--for", "length", callback=_plainly(prompting.minutes), metavar="1h", help="For so long.")
@click.option("--until", metavar="WHEN", help="Until tomorrow, or until a time of day such as 18:00.")
@pass_session
def pause(session: Session, length: int | None, until: str | None) -> None:
    """Pause all prompts; without a word, until they are taken up again."""
    if length is not None and until is not None:
        raise click.UsageError("--for and --until say the same; one of them is enough.")
    kept, now = _load(session), session.services.clock.now()
    end = now + timedelta(minutes=length) if length else _end(until, now, kept.manners) if until else None
    _save(session, replace(kept, manners=replace(kept.manners, paused_at=now, paused_until=end)))
    told = f"Paused until {prompting.moment_in_words(end, now)}." if end else "Paused until you take them up again."
    session.answer({"paused_until": end.isoformat(timespec="seconds") if end else None}, [told])


def _end(until: str, now: datetime, manners: Manners) -> datetime:
    """The end of a pause: tomorrow begins when the person's day turns."""
    if until.strip().lower() == "tomorrow":
        return prompting.tomorrow(now, manners.turns_at)
    try:
        wall = prompting.clock(until)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    end = datetime.combine(now.date(), wall, now.tzinfo)
    return end if end > now else end + timedelta(days=1)


@prompts.command()
@pass_session
def resume(session: Session) -> None:
    """Take the prompts up again after a pause."""
    kept = _load(session)
    _save(session, replace(kept, manners=replace(kept.manners, paused_at=None, paused_until=None)))
    session.answer({"paused_until": None}, ["Prompts may come again."])


@prompts.command("next")
@pass_session
def next_prompt(session: Session) -> None:
    """Say when the next one comes, or why none does.

    Use of the machine is counted by the program that runs; here it is taken to begin now.
    """
    now = session.services.clock.now()
    decision = _decide(session, now)
    reason = prompting.reason_in_words(decision, now)
    when = decision.next.isoformat(timespec="seconds") if decision.next else None
    session.answer({"next": when, "reason": reason}, [reason])


@prompts.command()
@pass_session
def why(session: Session) -> None:
    """Say why it is silent now, and when it will look again."""
    now = session.services.clock.now()
    decision = _decide(session, now)
    look = decision.look.isoformat(timespec="seconds") if decision.look else None
    value = {"why": decision.why.value if decision.why else None, "look": look}
    session.answer(value, [prompting.reason_in_words(decision, now)])


@prompts.command()
@click.option("--hours", callback=_plainly(lambda text: text if text == "none" else prompting.hours(text)),
              metavar="HH:MM-HH:MM", help="Quiet hours; “none” for none.")  # fmt: skip
@click.option("--days-off", callback=_plainly(lambda text: frozenset() if text == "none" else prompting.days(text)),
              metavar="DAYS", help="Days without prompts; “none” for none.")  # fmt: skip
@click.option("--most", type=click.IntRange(1, 6), metavar="N", help="At most so many a day.")
@pass_session
def quiet(session: Session, hours: Any, days_off: frozenset[int] | None, most: int | None) -> None:
    """Show or set when it is quiet, and how many may come in a day."""
    kept = _load(session)
    manners = kept.manners
    if hours is not None:
        manners = replace(manners, quiet=None if hours == "none" else hours)
    if days_off is not None:
        manners = replace(manners, days_off=days_off)
    if most is not None:
        manners = replace(manners, most=most)
    if manners != kept.manners:
        _save(session, replace(kept, manners=manners))
    shown = prompting.of_hours(manners.quiet) if manners.quiet else None
    off = [prompting.DAYS[day] for day in sorted(manners.days_off)]
    session.answer(
        {"quiet": shown, "days_off": off, "most": manners.most},
        [f"Quiet hours: {shown or 'none'}. Days off: {', '.join(off) or 'none'}. At most {manners.most} a day."],
    )


def _decide(session: Session, now: datetime) -> Decision:
    kept = _load(session)
    # Nobody is asked here whether somebody is there: whoever types is.
    watch = Watch(_LONG_AGO, 0.0, 0.0)
    before = any(rule.kind is Kind.BEFORE for rule in kept.rules)
    sessions = session.services.walk.meetings() if before else ()
    return decide(Scene(kept.rules, kept.manners, kept.history, watch, Presence(), now, 0.0, sessions=sessions))


def _load(session: Session) -> Prompting:
    kept, notices = session.services.prompts_file.load()
    for notice in notices:
        streams.complain(notice)
    settings, _ = session.services.settings_file.load()
    return replace(kept, manners=replace(kept.manners, turns_at=settings.day_turns_at))


def _save(session: Session, kept: Prompting) -> None:
    if len(kept.rules) > 50:
        raise Trouble("There are fifty rules already; take one away first.")
    session.services.prompts_file.save(kept)
    SingleInstance(session.services.paths.data).tell(LOOK)


COMMANDS = {"prompts": prompts}

"""What is next on a course, and when: nothing but the next step, and never a word about what was not done.

A course counts the person's own days (`core.days`), so neither a zone nor summer time can move anything on it. Whoever
comes back after a while goes on where they left off: what is left moves along by as many days, and stays in its order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum

from .course import Course, Session, Step

LEFT_OUT = "left out"
"""How a step was done that the person passed by of their own will."""
FINISHED, LEFT = "finished", "left"
"""How the time on a course ended."""


@dataclass(frozen=True, slots=True)
class Run:
    """One time that a person is, or was, on a course.

    Attributes:
        id: names it for good.
        course: the course's id.
        title: the course's title as it was.
        day: the person's day on which it was begun.
        shifted: by how many days what is left of it stands later than it would.
        paused: the day since which it rests; None where it does not.
        ended: the day it was finished or left; None where it is under way.
        how: `FINISHED` or `LEFT`, where it ended.
    """

    id: str
    course: str
    title: str
    day: date
    shifted: int = 0
    paused: date | None = None
    ended: date | None = None
    how: str = ""


class State(Enum):
    """Where somebody is with a course."""

    READY = "ready"
    LATER = "later"
    PAUSED = "paused"
    DONE = "done"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Agenda:
    """What is next.

    Attributes:
        state: READY where there is a step for today; LATER where the next one is meant for another day, and can be had
            at once; PAUSED; DONE where no step is left; ENDED where it was finished or left.
        session: the session of the next step; None where no step is left.
        step: the next step; None where none is left.
        opens: the day that its session is meant for; None where no step is left.
        resumes: whether a while has gone by, so that one goes on where one left off.
        number: which day of the course it is, from 1.
        lag: by how many days what is left would move if something were done now.
    """

    state: State
    session: Session | None
    step: Step | None
    opens: date | None
    resumes: bool
    number: int
    lag: int


def agenda(course: Course, run: Run, done: Mapping[str, str], today: date) -> Agenda:
    """What is next.

    Args:
        course: as it is now; steps that it has no more are passed over.
        run: the time on it.
        done: the steps that are done, each with how.
        today: the person's day.
    """
    now = number_of(run, today)
    found = _next(course, done, now)
    if found is None:
        return Agenda(State.ENDED if run.ended else State.DONE, None, None, None, False, now, 0)
    session, step = found
    begun = any(each.id in done for each in session.steps)
    first, last = _window(course, session)
    lag = max(0, now - (last if begun else first)) if now > last else 0
    shifted = resumed(run, today).shifted + lag  # a pause is over as soon as anything is done
    opens = run.day + timedelta(days=session.day - 1 + shifted)
    if run.ended:
        state = State.ENDED
    elif run.paused:
        state = State.PAUSED
    else:
        state = State.READY if now >= first else State.LATER
    return Agenda(state, session, step, max(opens, today) if lag else opens, lag > 0, now - lag, lag)


def number_of(run: Run, today: date) -> int:
    """Which day of the course it is, from 1; days of a pause do not count, nor does a clock that was set back."""
    until = min(today, run.paused or today, run.ended or today)
    return max(1, (until - run.day).days + 1 - run.shifted)


def day_of_session(course: Course, run: Run, done: Mapping[str, str], today: date, session: Session) -> date:
    """The day that a session is meant for, as things stand."""
    ahead = 0 if is_done(session, done) else agenda(course, run, done, today).lag
    return run.day + timedelta(days=session.day - 1 + resumed(run, today).shifted + ahead)


def done_now(course: Course, run: Run, done: Mapping[str, str], today: date) -> Run:
    """The run as it stands once something is done today: what is left has moved along, and a pause is over."""
    going = resumed(run, today)
    return replace(going, shifted=going.shifted + agenda(course, going, done, today).lag)


def paused(run: Run, today: date) -> Run:
    """The run at rest from today on."""
    return run if run.paused or run.ended else replace(run, paused=max(run.day, today))


def resumed(run: Run, today: date) -> Run:
    """The run under way again; what is left has moved by the days of the pause."""
    if run.paused is None:
        return run
    return replace(run, paused=None, shifted=run.shifted + max(0, (today - run.paused).days))


def ended(run: Run, today: date, how: str) -> Run:
    """The run at its end; every record of it stays."""
    return replace(run, paused=None, ended=max(run.day, today), how=how)


def is_whole(course: Course, done: Mapping[str, str]) -> bool:
    """Whether no step is left; what may be left out holds nothing up once the rest of its session is done."""
    return _next(course, done, course.days + 1) is None


def _next(course: Course, done: Mapping[str, str], now: int) -> tuple[Session, Step] | None:
    """The first step that is left on day `now`.

    What may be left out is offered in its turn, and is not come back to once something after it is done, or once its
    session's time is over and the rest of it is done. It stays on the path.
    """
    ids = [step.id for step in course.steps]
    gone_past = set(ids[: max((n for n, step_id in enumerate(ids) if step_id in done), default=0)])
    for session in course.sessions:
        if is_done(session, done) and now > _window(course, session)[1]:
            continue
        for step in session.steps:
            if step.id not in done and not (step.optional and step.id in gone_past):
                return session, step
    return None


def is_done(session: Session, done: Mapping[str, str]) -> bool:
    """Whether all is done that is not optional; where everything is, whether all of it is."""
    needed = [step for step in session.steps if not step.optional] or session.steps
    return all(step.id in done for step in needed)


def _window(course: Course, session: Session) -> tuple[int, int]:
    """The first and the last day that a session is meant for: it lasts until the one after it."""
    later = [each.day for each in course.sessions if each.day > session.day]
    return session.day, max(session.day, (min(later) - 1) if later else course.days)

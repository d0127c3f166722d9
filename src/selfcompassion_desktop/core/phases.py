"""Where in a course a check-in belongs."""

from __future__ import annotations

from .course import CheckIn, Course, Step, parts
from .measure import Phase

DAILY_FROM = 3
"""In how many sessions a measure is asked at least, where it is a daily one."""


def phase_of_step(course: Course, step: str, measure: str) -> Phase:
    """The phase of a step that asks a measure.

    What the course names among its measures before, weekly and after is taken by its word: the first time, the last,
    or any. Of the rest, what most sessions ask is a daily one.
    """
    sessions = [
        session
        for session in course.sessions
        if any(isinstance(part, CheckIn) and part.measure == measure for s in session.steps for part in parts(s))
    ]
    here = next((at for at, s in enumerate(sessions) if any(_leads_to(each, step) for each in s.steps)), None)
    if here == 0 and measure in course.measures.before:
        return Phase.BEFORE
    if here is not None and here == len(sessions) - 1 and measure in course.measures.after:
        return Phase.AFTER
    if measure in course.measures.weekly:
        return Phase.WEEKLY
    return Phase.DAILY if len(sessions) >= DAILY_FROM and 2 * len(sessions) >= len(course.sessions) else Phase.NONE


def _leads_to(step: Step, name: str) -> bool:
    return step.id == name or any(part.id == name for part in parts(step))

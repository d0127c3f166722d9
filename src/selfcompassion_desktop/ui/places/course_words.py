"""Words for courses: what a step is, how long, and when a session is meant for."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication, QLocale

from ...core.agenda import LEFT_OUT, State
from ...core.course import LEVELS, CheckIn, Choice, Course, Live, Practise, Read, Rest, Session, Step, Write
from ...core.ics import Meeting
from ...models.walk import Way
from .. import words
from .journal_rows import whole_day

READING_WORDS = 200
"""Words read in a minute, without hurry."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("courses", text)


def icon_of(step: Step) -> str:
    """The icon of a kind of step."""
    match step:
        case Read():
            return "text"
        case Practise():
            return "practise"
        case Write():
            return "edit"
        case CheckIn():
            return "progress"
        case Live():
            return "calendar"
        case Rest():
            return "today"
        case _:
            return "courses"


def kind_of(course: Course, step: Step) -> str:
    """What there is to do, and about how long: `To read, about 2 minutes`."""
    match step:
        case Read():
            reading = course.reading(step.reading)
            read_in = max(1, round(reading.word_count / READING_WORDS)) if reading else 1
            return _tr("To read, about {length}").format(length=words.minutes(read_in))
        case Practise():
            if not step.minutes:
                return _tr("A practice, as long as you like")
            return _tr("A practice, {length}").format(length=words.minutes(step.minutes))
        case Write():
            return _tr("To write")
        case CheckIn():
            return _tr("A few questions, each of which can be left open")
        case Live():
            live = course.live_session(step.live)
            length = words.minutes(live.minutes) if live else ""
            return _tr("Together with others or alone, about {length}").format(length=length)
        case Choice():
            return _tr("Any one of these")
        case _:
            return _tr("Rest")


def act_of(step: Step) -> str:
    """What the button says that begins it."""
    match step:
        case Read():
            return _tr("Read")
        case Write():
            return _tr("Write")
        case CheckIn():
            return _tr("Answer")
        case Live():
            return _tr("See what is in it")
        case Rest():
            return _tr("Done")
        case _:
            return _tr("Begin")


RANKS = {level: rank for rank, level in enumerate(LEVELS, start=1)}
"""A session's level as a practice's difficulty has it."""


def works_with(session: Session) -> str:
    """`About 12 minutes, with touch and the ground`; empty where neither is said."""
    level = words.difficulties().get(RANKS.get(session.level, 0), "")
    if session.minutes and level:
        return _tr("About {length}, with {what}").format(length=words.minutes(session.minutes), what=level)
    if session.minutes:
        return _tr("About {length}").format(length=words.minutes(session.minutes))
    return _tr("With {what}").format(what=level) if level else ""


def span(course: Course) -> str:
    """`14 days, 10 to 20 minutes a day`."""
    shortest, longest = course.minutes
    length = words.minutes(longest)
    if shortest != longest:
        length = _tr("{shortest} to {longest}").format(shortest=shortest, longest=length)
    days = _tr("1 day") if course.days == 1 else _tr("{n} days").format(n=course.days)
    return _tr("{days}, about {length} a day").format(days=days, length=length)


def standing(way: Way) -> str:
    """`Day 3 of 14`, or how else a course stands."""
    found = way.next
    match found.state:
        case State.PAUSED:
            return _tr("Resting since {day}").format(day=whole_day(way.run.paused or way.today))
        case State.DONE:
            return _tr("Every step is done")
        case State.ENDED:
            return ended(way)
        case _:
            return _tr("Day {n} of {days}").format(n=min(found.number, way.course.days), days=way.course.days)


def ended(way: Way) -> str:
    """When a course was finished or left."""
    day = whole_day(way.run.ended or way.today)
    return _tr("Left on {day}").format(day=day) if way.run.how == "left" else _tr("Finished on {day}").format(day=day)


def lead(way: Way) -> str:
    """What stands over the next step; empty on an ordinary day."""
    found = way.next
    if found.state is State.LATER and found.opens is not None:
        free = _tr("The rest of today is free. The next step is meant for {day}, and is here if you want it sooner.")
        return free.format(day=near_day(found.opens, way.today))
    return _tr("Where you left off") if found.resumes else ""


def near_day(day: date, today: date) -> str:
    """`today`, `tomorrow`, `Friday 27 November`."""
    match (day - today).days:
        case 0:
            return _tr("today")
        case 1:
            return _tr("tomorrow")
    names = QLocale()
    return f"{names.standaloneDayName(day.isoweekday())} {day.day} {names.standaloneMonthName(day.month)}"


def mark_of(how: str | None) -> str:
    """How a step stands, for those who hear it."""
    if how is None:
        return _tr("not done yet")
    return _tr("left out") if how == LEFT_OUT else _tr("done")


def meeting(each: Meeting) -> str:
    """`Tuesday 1 December 2026, 19:00 (Europe/Berlin), 90 minutes`."""
    day = f"{QLocale().standaloneDayName(each.starts.isoweekday())} {whole_day(each.starts.date())}"
    length = words.minutes(each.minutes)
    return f"{day}, {each.starts:%H:%M} ({each.zone}), {length}"

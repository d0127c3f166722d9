"""Courses: what there is, what is next, and what is done."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from ..core.agenda import LEFT_OUT, State
from ..core.course import CheckIn, Choice, Course, Live, Practise, Read, Rest, Simple, Step, Write, parts
from ..core.errors import NotThere, Trouble
from ..core.ics import Meeting
from ..core.reading import Reading
from ..core.timeline import in_minutes
from ..models.walk import Way
from ..store.times import zone as zone_of
from . import options
from .session import Session, pass_session


@click.group()
def course() -> None:
    """Walk a course, a step at a time, at your own pace."""


_id = click.argument("course_id", metavar="ID")


@course.command("list")
@options.json
@pass_session
def list_courses(session: Session) -> None:
    """List the courses there are."""
    library = session.services.library
    values = [_described(each) for each in library.courses]
    lines = [row for each in library.courses for row in _summed(each)]
    session.answer(values, [*lines, *(f"Left out: {fault}" for fault in library.course_faults)])


def _described(each: Course) -> dict[str, object]:
    return {
        "id": each.id,
        "title": each.title,
        "summary": each.summary,
        "for": each.audience,
        "days": each.days,
        "minutes": list(each.minutes),
        "sessions": len(each.sessions),
        "steps": len(each.steps),
        "teacher": each.teacher.name,
    }


def _summed(each: Course) -> Iterator[str]:
    yield each.id
    yield f"    {each.title}: {each.summary}"
    yield f"    {each.days} days, about {_minutes(each)} a day"


def _minutes(each: Course) -> str:
    shortest, longest = each.minutes
    return in_minutes(longest) if shortest == longest else f"{shortest} to {in_minutes(longest)}"


@course.command()
@_id
@options.json
@pass_session
def show(session: Session, course_id: str) -> None:
    """Show a course's path: what to mind, its sessions and steps, and what is done."""
    found = session.services.library.course(course_id)
    way = next((w for w in session.services.walk.under_way() if w.course.id == course_id), None)
    done = way.how if way else {}
    sessions = [
        {
            "id": each.id,
            "day": each.day,
            "date": way.day_of(each).isoformat() if way else None,
            "title": each.title,
            "minutes": each.minutes,
            "level": each.level,
            "steps": [{**_step(session, found, step), "done": step.id in done} for step in each.steps],
        }
        for each in found.sessions
    ]
    value = {
        **_described(found),
        "mind": list(found.mind),
        "clinician": list(found.clinician),
        "sources": list(found.sources),
        "sessions": sessions,
    }
    session.answer(value, _path(session, found, way))


def _path(session: Session, found: Course, way: Way | None) -> Iterator[str]:
    yield from (found.title, "", found.summary, f"For whom: {found.audience}")
    yield from (f"To mind: {paragraph}" for paragraph in found.mind)
    yield from (f"With your clinician: {paragraph}" for paragraph in found.clinician)
    done = way.how if way else {}
    for each in found.sessions:
        when = f"{way.day_of(each):%a} {way.day_of(each)}" if way else f"day {each.day}"
        yield ""
        yield f"{each.title} ({when})"
        for step in each.steps:
            mark = "-" if done.get(step.id) == LEFT_OUT else "✓" if step.id in done else " "
            yield f"  {mark} {_title(session, found, step)}  [{step.id}]"


@course.command()
@_id
@options.json
@pass_session
def start(session: Session, course_id: str) -> None:
    """Begin a course today."""
    way = session.services.walk.begin(course_id)
    told = [*(f"To mind: {p}" for p in way.course.mind), f"“{way.course.title}” is begun.", *_next(session, way)]
    session.answer({"run": way.run.id, **_today(session, way)}, told)


@course.command()
@options.json
@pass_session
def today(session: Session) -> None:
    """Tell the next step of each course that is under way, and nothing else."""
    ways = session.services.walk.under_way()
    lines = [row for way in ways for row in _next(session, way)]
    nothing = ["No course is under way. “selfcompassion course list” tells what there is."]
    session.answer([_today(session, way) for way in ways], lines or nothing)


def _today(session: Session, way: Way) -> dict[str, object]:
    found = way.next
    return {
        "course": way.course.id,
        "title": way.course.title,
        "state": found.state.value,
        "day": found.number,
        "days": way.course.days,
        "session": found.session.title if found.session else None,
        "for": found.opens.isoformat() if found.opens else None,
        "where_you_left_off": found.resumes,
        "step": _step(session, way.course, found.step) if found.step else None,
    }


def _next(session: Session, way: Way) -> Iterator[str]:
    found = way.next
    yield f"{way.course.title}, day {found.number} of {way.course.days}"
    if found.step is None or found.session is None:
        yield "    Every step is done."
        return
    if found.state is State.PAUSED:
        yield f"    At rest. “selfcompassion course resume {way.course.id}” goes on."
    elif found.state is State.LATER:
        yield f"    Done for today. The next is meant for {found.opens}, and can be had at any time:"
    elif found.resumes:
        yield "    Where you left off:"
    yield f"    {found.session.title}: {_title(session, way.course, found.step)}"
    if found.step.note:
        yield f"    {found.step.note}"
    for part in parts(found.step):
        yield f"    {_command(way.course, found.step, part)}"


def _step(session: Session, found: Course, step: Step) -> dict[str, object]:
    value: dict[str, object] = {
        "id": step.id,
        "kind": _kind(step),
        "title": _title(session, found, step),
        "note": step.note,
        "optional": step.optional,
        "commands": [_command(found, step, part) for part in parts(step)],
    }
    if isinstance(step, Choice):
        value["options"] = [_step(session, found, part) for part in step.options]
    else:
        value["name"] = _name(step)
    if isinstance(step, Practise) and step.minutes:
        value["minutes"] = step.minutes
    return value


_KINDS: dict[type[Step], str] = {
    Read: "read", Practise: "practise", Write: "write", CheckIn: "check_in", Live: "live", Rest: "rest",
    Choice: "choice",
}  # fmt: skip


def _kind(step: Step) -> str:
    return _KINDS[type(step)]


def _name(step: Simple) -> str:
    match step:
        case Read():
            return step.reading
        case Practise():
            return step.practice
        case Write():
            return step.exercise
        case CheckIn():
            return step.measure
        case Live():
            return step.live
        case Rest():
            return step.words


def _title(session: Session, found: Course, step: Step) -> str:
    """What a step is called here."""
    name = session.services.walk.name_of(found, step)
    match step:
        case Practise() if step.minutes and not step.title:
            return f"{name}, {in_minutes(step.minutes)}"
        case Read() if not step.title:
            return f"Read “{name}”"
        case Write() if not step.title:
            return f"Write: {name}"
        case Rest():
            return name or step.words
        case _:
            return name


def _command(found: Course, step: Step, part: Simple) -> str:
    """What does a step in this terminal."""
    name = f"{found.id}/{part.id}"
    match part:
        case Practise():
            length = f" --minutes {part.minutes:g}" if part.minutes else ""
            return f"selfcompassion practise {part.practice}{length} --step {name}"
        case Write():
            return f"selfcompassion write {part.exercise} --step {name}"
        case Read():
            return f"selfcompassion course read {found.id} {part.id}"
        case CheckIn():
            return f"selfcompassion checkin answer {part.measure} --step {name}"
        case _:
            return f"selfcompassion course done {found.id} {step.id}"


@course.command()
@_id
@click.argument("step_id", metavar="[STEP]", required=False)
@options.json
@pass_session
def read(session: Session, course_id: str, step_id: str | None) -> None:
    """Read a step's text here; with that it is done. Without a step, the next one."""
    way = session.services.walk.way(course_id)
    step = _part(way, step_id)
    if isinstance(step, Live):
        live = way.course.live_session(step.live)
        text = way.course.reading(live.outline) if live else None
    else:
        text = way.course.reading(step.reading) if isinstance(step, Read) else None
    if text is None:
        raise Trouble("This step is nothing to read; “selfcompassion course today” tells what it is.")
    if isinstance(step, Read):
        session.services.walk.do(way, step.id)
    blocks = [{"kind": block.kind, "text": block.plain} for block in text.blocks]
    session.answer({"title": text.title, "blocks": blocks, "sources": list(text.sources)}, _as_lines(text))


def _part(way: Way, step_id: str | None) -> Step:
    """The step of that id, or the option of a choice; the next one where none is named."""
    if step_id is None:
        if way.next.step is None:
            raise Trouble("Every step of this course is done.")
        return way.next.step
    whole = way.step(step_id)
    return next((part for part in parts(whole) if part.id == step_id), whole)


def _as_lines(text: Reading) -> Iterator[str]:
    import textwrap

    yield text.title
    for block in text.blocks:
        yield ""
        lead = f"{block.mark} " if block.kind == "item" else "> " if block.kind == "quote" else ""
        yield from textwrap.wrap(block.plain, 76, initial_indent=lead, subsequent_indent=" " * len(lead))
    for source in text.sources:
        yield ""
        yield f"Source: {source}"


@course.command()
@_id
@click.argument("step_id", metavar="[STEP]", required=False)
@click.option("--leave-out", is_flag=True, help="Pass it by; it can still be done later.")
@options.json
@pass_session
def done(session: Session, course_id: str, step_id: str | None, leave_out: bool) -> None:
    """Mark a step done, in whatever way you did it. Without a step, the next one."""
    walk = session.services.walk
    way = walk.way(course_id)
    step = _part(way, step_id)
    after = walk.do(way, step.id, LEFT_OUT if leave_out else "")
    session.answer({"done": way.step(step.id).id, **_today(session, after)}, _next(session, after))


@course.command()
@_id
@options.json
@pass_session
def pause(session: Session, course_id: str) -> None:
    """Let a course rest for as long as you like; its days stand still."""
    way = session.services.walk.pause(session.services.walk.way(course_id))
    session.answer(_today(session, way), [f"“{way.course.title}” rests until you go on."])


@course.command()
@_id
@options.json
@pass_session
def resume(session: Session, course_id: str) -> None:
    """Go on with a course that rests, where you left off."""
    way = session.services.walk.resume(session.services.walk.way(course_id))
    session.answer(_today(session, way), _next(session, way))


@course.command()
@_id
@options.json
@pass_session
def leave(session: Session, course_id: str) -> None:
    """Leave a course; everything you wrote and did stays."""
    way = session.services.walk.leave(session.services.walk.way(course_id))
    told = f"You have left “{way.course.title}”. Everything you wrote and did on it stays."
    session.answer({"course": way.course.id, "state": way.next.state.value}, [told])


# ---------------------------------------------------------------------- dates


@course.command()
@_id
@click.option("--at", "starts", type=click.DateTime(["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]), metavar="'DAY HH:MM'",
              help="When, by the clock on the wall there: '2026-12-01 19:00'.")  # fmt: skip
@click.option("--zone", metavar="ZONE", help="The zone of that clock, as Europe/Berlin; this machine's otherwise.")
@click.option("--live", metavar="SESSION", help="The live session of the course that it is.")
@click.option("--title", metavar="WORDS", help="What it is called, where it is a group.")
@click.option("--minutes", type=click.IntRange(1, 100_000), metavar="N", help="How long it is.")
@click.option("--join", "words", metavar="WORDS", help="How to join.")
@click.option("--cancel", metavar="DATE", help="The id of a date that does not take place.")
@options.json
@pass_session
def dates(
    session: Session,
    course_id: str,
    starts: datetime | None,
    zone: str | None,
    live: str | None,
    title: str | None,
    minutes: int | None,
    words: str | None,
    cancel: str | None,
) -> None:
    """List the dates of a course's live sessions and groups; with --at, keep one more."""
    way = session.services.walk.way(course_id)
    session.services.walk.take_dates(way)
    courses = session.services.courses
    if cancel is not None:
        found = next((m for m in courses.dates(way.run.id) if m.id == cancel), None)
        if found is None:
            raise NotThere(f"There is no date “{cancel[:80]}”; “selfcompassion course dates {course_id}” lists them.")
        courses.change_date(replace(found, cancelled=True))
    elif starts is not None:
        session.services.walk.add_date(way, _meeting(session, way, starts, zone, live, title, minutes, words))
    kept = courses.dates(way.run.id)
    session.answer([_dated(each) for each in kept], [_date_line(each) for each in kept] or ["No date is kept yet."])


def _meeting(
    session: Session,
    way: Way,
    starts: datetime,
    zone: str | None,
    live: str | None,
    title: str | None,
    minutes: int | None,
    words: str | None,
) -> Meeting:
    known = way.course.live_session(live or "")
    if live and known is None:
        there = ", ".join(each.id for each in way.course.live) or "it has none"
        raise NotThere(f"The course has no live session “{live[:80]}”; {there}.")
    if known is None and not title:
        raise click.UsageError("A date is of a session (--live) or has a name of its own (--title).")
    name = zone or zone_of(session.services.clock.now())
    length = minutes or (known.minutes if known else 60)
    called = title or (known.title if known else "")
    return Meeting("", live or "", called, starts, name, length, words or "")


def _dated(each: Meeting) -> dict[str, object]:
    return {
        "id": each.id,
        "live": each.live,
        "title": each.title,
        "starts": each.starts.isoformat(timespec="minutes"),
        "zone": each.zone,
        "minutes": each.minutes,
        "join": each.words,
        "cancelled": each.cancelled,
    }


def _date_line(each: Meeting) -> str:
    off = " (does not take place)" if each.cancelled else ""
    join = f" · {each.words}" if each.words else ""
    return f"{each.id}  {each.starts:%Y-%m-%d %H:%M} {each.zone}, {in_minutes(each.minutes)}: {each.title}{off}{join}"


@course.command()
@_id
@click.option("--output", "-o", metavar="FILE", help="Write it to this file; otherwise it is printed.")
@options.json
@pass_session
def ics(session: Session, course_id: str, output: str | None) -> None:
    """Give a course's dates to a calendar program. Nothing is sent: the file is yours."""
    walk = session.services.walk
    way = walk.way(course_id)
    walk.take_dates(way)
    if output is None:
        text = walk.calendar(way)
        if session.as_json:
            session.answer({"ics": text}, ())
        else:  # as it is: a calendar wants its line ends
            sys.stdout.flush()
            sys.stdout.buffer.write(text.encode())
        return
    file = Path(output).absolute()
    count = walk.write_calendar(way, file)
    session.answer({"file": str(file), "dates": count}, [f"{file}: {'1 date' if count == 1 else f'{count} dates'}"])


COMMANDS = {"course": course}

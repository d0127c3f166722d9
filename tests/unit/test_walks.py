"""Each built-in course is walked from its first to its last day, on a clock that a test moves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from fakes import FakeClock
from selfcompassion_desktop.content.library import Library
from selfcompassion_desktop.content.packs import packs_in
from selfcompassion_desktop.core.agenda import State
from selfcompassion_desktop.core.course import CheckIn, Course, Live, Practise, Read, Rest, Step, Write, parts
from selfcompassion_desktop.core.timeline import samples
from selfcompassion_desktop.desktop.paths import assets_folder
from selfcompassion_desktop.models.walk import Walk, Way, source_of
from whole_stores import Room

LIBRARY = Library(packs_in(assets_folder(), Path("none")))
BERLIN = ZoneInfo("Europe/Berlin")
SPRING = datetime(2026, 3, 20, 9, tzinfo=BERLIN)
"""Nine days before the clock leaps over an hour there."""
TURNS_AT = "04:00"


class Walker:
    """Somebody who walks a course, at a wall clock that a test sets."""

    def __init__(self, folder: Path, course: Course) -> None:
        self.clock = FakeClock(SPRING)
        self.room = Room(folder, self.clock)
        self.walk = Walk(LIBRARY, self.room.courses, lambda: TURNS_AT)
        self.course = course
        self.walk.begin(course.id)

    def to(self, day: date, hour: int = 9, zone: ZoneInfo = BERLIN) -> None:
        self.clock.set_wall(datetime(day.year, day.month, day.day, hour, tzinfo=zone))

    @property
    def day(self) -> date:
        return self.room.courses.today(TURNS_AT)

    @property
    def way(self) -> Way:
        return self.walk.way(self.course.id)

    def do_today(self) -> list[str]:
        """Everything that is for today, each step opened before it is done."""
        done: list[str] = []
        while (way := self._under_way()) is not None and way.next.state is State.READY:
            step = way.next.step
            assert step is not None
            for part in parts(step):
                opens(self.course, part)
            self.walk.do(way, step.id)
            done.append(step.id)
        return done

    def _under_way(self) -> Way | None:
        return next(iter(self.walk.under_way()), None)

    @property
    def finished(self) -> bool:
        (way,) = self.walk.ways()
        return way.run.how == "finished"


def opens(course: Course, step: Step) -> None:
    """Whatever a step leads to is there, whole."""
    match step:
        case Practise():
            practice = LIBRARY.practice(step.practice)
            minutes = step.minutes or practice.shortest
            voice = LIBRARY.voice_for(practice, "af_heart")
            assert LIBRARY.timeline(practice, samples(minutes), voice).lines
        case Write():
            assert LIBRARY.exercise(step.exercise).steps
        case Read():
            assert course.reading(step.reading)
        case CheckIn():
            assert LIBRARY.measure(step.measure).items
        case Live():
            live = course.live_session(step.live)
            assert live is not None
            assert not live.outline or course.reading(live.outline)
        case Rest():
            assert step.words
        case _:
            raise AssertionError(step)


def in_order(course: Course, done: list[str]) -> bool:
    """Whether all was done in its order, but what may be left out."""
    wanted = [step.id for step in course.steps if step.id in done or not step.optional]
    return done == wanted


@pytest.fixture(params=LIBRARY.courses, ids=lambda c: c.id)
def walker(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Walker]:
    made = Walker(tmp_path, request.param)
    yield made
    made.room.close()


def test_in_order_each_session_on_its_day(walker: Walker) -> None:
    begun, all_done = walker.day, list[str]()
    for number in range(walker.course.days):
        walker.to(begun + timedelta(days=number), hour=9 + number % 12)
        wanted = [step.id for s in walker.course.sessions if s.day == number + 1 for step in s.steps]
        assert walker.do_today() == wanted
        all_done += wanted
    assert all_done == [step.id for step in walker.course.steps]
    assert walker.finished
    assert walker.day == begun + timedelta(days=walker.course.days - 1)


def test_with_gaps_every_step_comes_in_its_order(walker: Walker) -> None:
    """Every third day, and three weeks off in between."""
    all_done: list[str] = []
    for number in range(400):
        walker.to(date(2026, 3, 20) + timedelta(days=3 * number + (21 if number > 4 else 0)))
        all_done += walker.do_today()
        if walker.finished:
            break
    assert in_order(walker.course, all_done)
    assert walker.finished


def test_one_step_a_sitting_whenever_it_is(walker: Walker) -> None:
    """At 00:40 too, which is still the day before."""
    all_done: list[str] = []
    at = SPRING
    while not walker.finished:
        walker.clock.set_wall(at)
        found = walker.way.next
        assert found.step is not None
        walker.walk.do(walker.way, found.step.id)
        all_done.append(found.step.id)
        at += timedelta(hours=15, minutes=40)
    assert in_order(walker.course, all_done)


def test_paused_and_gone_on_with_across_summer_time_and_another_zone(walker: Walker) -> None:
    """Paused for three weeks over the last Sunday of March; gone on with in Auckland."""
    begun = walker.day
    walker.do_today()
    before = walker.way.next
    assert before.opens is not None
    left = (before.opens - begun).days
    walker.to(begun + timedelta(days=1))
    number = walker.way.next.number
    walker.walk.pause(walker.way)
    back = begun + timedelta(days=22)
    walker.to(back, hour=20, zone=ZoneInfo("Pacific/Auckland"))
    assert walker.way.next.state is State.PAUSED
    assert walker.way.next.number == number
    walker.walk.resume(walker.way)
    again = walker.way.next
    assert (again.step, again.number, again.resumes) == (before.step, number, False)
    assert again.opens == back + timedelta(days=left - 1)
    walked = 0
    while not walker.finished:
        walker.do_today()
        walked += 1
        walker.to(back + timedelta(days=walked), zone=ZoneInfo("Pacific/Auckland"))
    assert in_order(walker.course, list(walker.walk.ways()[0].done))
    assert walked == walker.course.days - 1


def test_a_zone_that_changes_moves_nothing(walker: Walker) -> None:
    walker.do_today()
    found = walker.way.next
    for zone in ("Pacific/Honolulu", "UTC", "Asia/Tokyo"):
        walker.to(walker.way.run.day, hour=12, zone=ZoneInfo(zone))
        assert walker.way.next == found


def test_a_step_is_found_by_the_name_that_a_sitting_carries(walker: Walker) -> None:
    step = walker.course.steps[-1]
    name = source_of(walker.way, step)
    assert name == f"step:{walker.course.id}/{step.id}"
    done = walker.walk.do_named(name, "a sitting")
    assert done is not None
    assert done.done[step.id].subject == "a sitting"
    assert walker.walk.do_named(f"step:{walker.course.id}/none", "x") is None
    assert walker.walk.do_named("step:no-such-course/none", "x") is None
    walker.walk.leave(walker.way)
    assert walker.walk.do_named(name, "x") is None


def test_all_courses_at_once(tmp_path: Path) -> None:
    room = Room(tmp_path, FakeClock(datetime(2026, 11, 25, 18, tzinfo=UTC)))
    walk = Walk(LIBRARY, room.courses, lambda: TURNS_AT)
    for course in walk.offered:
        walk.begin(course.id)
    assert [way.next.state for way in walk.under_way()] == [State.READY] * len(LIBRARY.courses)
    first = walk.under_way()[0]
    walk.leave(first)
    assert len(walk.under_way()) == len(LIBRARY.courses) - 1
    assert walk.begin(first.course.id).next.number == 1
    room.close()

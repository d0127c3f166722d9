"""What is next on a course: whoever comes back goes on where they left off, and nothing is said about it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from selfcompassion_desktop.content.packs import read_course
from selfcompassion_desktop.core import agenda as rules
from selfcompassion_desktop.core.agenda import Run, State, agenda
from selfcompassion_desktop.core.course import Course

DAY = date(2026, 3, 27)
RUN = Run("r", "a-few-days", "A few days", DAY)


@pytest.fixture(scope="module")
def course() -> Course:
    return read_course(Path(__file__).parent.parent / "data" / "courses" / "a-few-days")


def on(days: int) -> date:
    return DAY + timedelta(days=days - 1)


def done(course: Course, *sessions: int) -> dict[str, str]:
    return {step.id: "" for n in sessions for step in course.sessions[n].steps}


def test_the_first_step_is_next_and_nothing_else(course: Course) -> None:
    found = agenda(course, RUN, {}, DAY)
    assert (found.state, found.number, found.resumes, found.opens) == (State.READY, 1, False, DAY)
    assert found.step == course.steps[0]


def test_what_is_for_another_day_can_wait(course: Course) -> None:
    found = agenda(course, RUN, done(course, 0), DAY)
    assert (found.state, found.opens) == (State.LATER, on(2))
    assert found.step is not None
    assert agenda(course, RUN, done(course, 0), on(2)).state is State.READY


def test_after_a_gap_one_goes_on_where_one_left_off_and_the_rest_moves_along(course: Course) -> None:
    found = agenda(course, RUN, done(course, 0), on(6))
    assert (found.state, found.resumes, found.lag, found.opens, found.number) == (State.READY, True, 4, on(6), 2)
    moved = rules.done_now(course, RUN, done(course, 0), on(6))
    assert moved.shifted == 4
    assert rules.day_of_session(course, moved, done(course, 0, 1), on(6), course.sessions[2]) == on(7)


def test_a_session_for_a_week_has_its_week(course: Course) -> None:
    """Day 3 is the last before day 8: until then there is time."""
    assert not agenda(course, RUN, done(course, 0, 1), on(7)).resumes
    assert agenda(course, RUN, done(course, 0, 1), on(8)).opens == on(8)


def test_what_was_begun_yesterday_moves_the_rest_by_no_more_than_it_must(course: Course) -> None:
    part = {course.steps[0].id: ""}
    assert agenda(course, RUN, part, on(3)).lag == 2
    moved = rules.done_now(course, RUN, part, on(3))
    assert agenda(course, moved, done(course, 0), on(3)).opens == on(4)


def with_optional(course: Course, session: int, *steps: int) -> Course:
    """The course with some steps of a session optional; none of the others is."""
    sessions = tuple(
        replace(s, steps=tuple(replace(step, optional=n == session and m in steps) for m, step in enumerate(s.steps)))
        for n, s in enumerate(course.sessions)
    )
    return replace(course, sessions=sessions)


def test_what_may_be_left_out_at_the_end_of_a_day_holds_nothing_up(course: Course) -> None:
    last = len(course.sessions[0].steps) - 1
    free = with_optional(course, 0, last)
    most = {step.id: "" for step in free.sessions[0].steps[:-1]}
    assert agenda(free, RUN, most, DAY).step == free.sessions[0].steps[last]  # offered on its day
    found = agenda(free, RUN, most, on(2))
    assert (found.session, found.lag, found.resumes) == (free.sessions[1], 0, False)
    assert agenda(with_optional(course, 0), RUN, most, on(2)).step == course.sessions[0].steps[last]


def test_what_may_be_left_out_is_offered_until_something_after_it_is_done(course: Course) -> None:
    free = with_optional(course, 0, 0)
    first, second = free.sessions[0].steps[:2]
    assert agenda(free, RUN, {}, DAY).step == first
    assert agenda(free, RUN, {second.id: ""}, DAY).step not in (first, second)


def test_a_session_that_may_all_be_left_out_is_offered_and_passed_over(course: Course) -> None:
    free = with_optional(course, 0, *range(len(course.sessions[0].steps)))
    assert agenda(free, RUN, {}, DAY).session == free.sessions[0]
    later = {step.id: "" for step in free.sessions[1].steps}
    assert agenda(free, RUN, later, on(2)).session == free.sessions[2]


def test_days_of_a_pause_do_not_count(course: Course) -> None:
    resting = rules.paused(RUN, on(2))
    found = agenda(course, resting, done(course, 0), on(9))
    assert (found.state, found.number, found.resumes) == (State.PAUSED, 2, False)
    going = rules.resumed(resting, on(9))
    again = agenda(course, going, done(course, 0), on(9))
    assert (again.state, again.number, again.opens) == (State.READY, 2, on(9))


def test_doing_something_ends_a_pause(course: Course) -> None:
    going = rules.done_now(course, rules.paused(RUN, on(2)), done(course, 0), on(5))
    assert (going.paused, going.shifted) == (None, 3)


def test_the_end_is_the_end_and_leaving_is_not_finishing(course: Course) -> None:
    everything = dict.fromkeys((step.id for step in course.steps), "")
    assert agenda(course, RUN, everything, on(9)).state is State.DONE
    assert rules.is_whole(course, everything)
    left = rules.ended(RUN, on(4), rules.LEFT)
    assert agenda(course, left, done(course, 0), on(20)).state is State.ENDED
    assert rules.paused(left, on(5)) == left


def test_a_clock_that_was_set_back_makes_no_day_before_the_first(course: Course) -> None:
    found = agenda(course, RUN, {}, on(-300))
    assert (found.number, found.state) == (1, State.READY)
    assert rules.resumed(rules.paused(RUN, on(5)), on(2)).shifted == 0


def test_a_step_that_the_course_has_no_more_is_passed_over(course: Course) -> None:
    shorter = replace(course, sessions=course.sessions[1:])
    assert agenda(shorter, RUN, {"day-1.gone": ""}, DAY).step == shorter.sessions[0].steps[0]


def test_measures_before_and_after_are_steps_unless_one_asks_for_them_already(course: Course) -> None:
    """The first day asks for the one before by itself."""
    assert [s.id for s in course.sessions] == ["day-1", "day-2", "day-3", "day-8", "check-in-after"]
    assert [s.id for s in course.sessions[-1].steps] == ["check-in-after.pain-week"]
    assert course.sessions[-1].day == course.days

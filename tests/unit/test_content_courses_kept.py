"""What the built-in courses say of themselves is so: how long a day takes, what is never asked for, what is free."""

from __future__ import annotations

from pathlib import Path

import pytest

from selfcompassion_desktop.content.library import Library
from selfcompassion_desktop.content.packs import packs_in
from selfcompassion_desktop.core.course import Choice, Course, Practise, Read, Session, Simple, Write, parts
from selfcompassion_desktop.desktop.paths import assets_folder

LIBRARY = Library(packs_in(assets_folder(), Path("none")))
FIRST_STEPS = LIBRARY.course("first-steps")
CARING = LIBRARY.course("caring-for-ageing-parents")
WORDS_A_MINUTE = 200
DAYS = [
    pytest.param(course, session, id=session.id)
    for course in (FIRST_STEPS, CARING)
    for session in course.sessions
    if session.minutes
]


def minutes(course: Course, step: Simple) -> float:
    if isinstance(step, Read) and (reading := course.reading(step.reading)):
        return reading.word_count / WORDS_A_MINUTE
    if isinstance(step, Write):
        return LIBRARY.exercise(step.exercise).minutes
    return step.minutes if isinstance(step, Practise) else 0.0


def practices(sessions: tuple[Session, ...]) -> set[str]:
    steps = [step for session in sessions for step in session.steps]
    return {part.practice for step in steps for part in parts(step) if isinstance(part, Practise)}


@pytest.mark.parametrize(("course", "session"), DAYS)
def test_a_day_takes_about_as_long_as_it_says(course: Course, session: Session) -> None:
    needed = [max(minutes(course, part) for part in parts(step)) for step in session.steps if not step.optional]
    assert abs(sum(needed) - session.minutes) <= 1
    assert course.minutes[0] <= session.minutes <= course.minutes[1]


def test_beside_someone_who_struggles_for_breath_the_breath_is_never_asked_for() -> None:
    third_week = tuple(session for session in CARING.sessions if 15 <= session.day <= 21)
    found = practices(third_week)
    assert "beside-someone" in found
    for practice in found:
        script = LIBRARY.practice(practice)
        assert "breath" not in script.anchors
        assert [line for line in script.lines if "breath" in line.text.lower()] == []


@pytest.mark.parametrize("course", [FIRST_STEPS, CARING], ids=lambda course: course.id)
def test_the_breath_is_never_the_only_thing_to_rest_on(course: Course) -> None:
    for practice in practices(course.sessions):
        anchors = LIBRARY.practice(practice).anchors
        assert "breath" not in anchors or len(anchors) > 1


def test_forgiveness_comes_last_and_something_else_can_be_chosen() -> None:
    places = [
        (session.day, step)
        for session in CARING.sessions
        for step in session.steps
        if any(isinstance(part, Practise) and part.practice == "forgiveness" for part in parts(step))
    ]
    assert places
    for day, step in places:
        assert day > 21
        assert isinstance(step, Choice)
        assert len(step.options) > 1

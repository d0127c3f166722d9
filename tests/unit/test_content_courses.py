"""The built-in courses as writing: every name in them exists, and each keeps to the tone of the guidance."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from selfcompassion_desktop.content.library import Library
from selfcompassion_desktop.content.packs import packs_in
from selfcompassion_desktop.core.course import Course
from selfcompassion_desktop.core.reading import Reading
from selfcompassion_desktop.desktop.paths import assets_folder

ASSETS = assets_folder()
LIBRARY = Library(packs_in(ASSETS, Path("none")))
READINGS = [pytest.param(r, id=f"{c.id}/{r.id}") for c in LIBRARY.courses for r in c.readings]
NOT_USED = ("journey", "heal", "heals", "healing", "proven", "guaranteed", "should", "worse off")
A_FACT = re.compile(r"\b(study|studies|trial|researchers?|per cent|percent)\b|[0-9]\s*%", re.IGNORECASE)


@pytest.fixture(params=LIBRARY.courses, ids=lambda c: c.id)
def course(request: pytest.FixtureRequest) -> Course:
    found: Course = request.param
    return found


def test_every_course_is_read_without_fault() -> None:
    """Every practice, exercise and reading that one names is there; see `core.course.unknown_names`."""
    assert LIBRARY.course_faults == ()
    folder = ASSETS / "courses"
    assert len(LIBRARY.courses) == (len(list(folder.iterdir())) if folder.is_dir() else 0)


def test_it_names_only_what_is_there(course: Course) -> None:
    assert course.warnings == ()


def test_it_says_whom_it_is_for_and_what_to_mind(course: Course) -> None:
    assert course.summary
    assert course.audience
    assert course.mind
    assert course.teacher.address == ""


def test_its_last_session_is_on_its_last_days(course: Course) -> None:
    assert course.sessions[0].day == 1
    assert course.days - course.sessions[-1].day < 7


@pytest.mark.parametrize("reading", READINGS)
def test_a_reading_takes_a_few_minutes(reading: Reading) -> None:
    assert 150 <= reading.word_count <= 500


@pytest.mark.parametrize("reading", READINGS)
def test_a_reading_that_states_a_finding_says_whose(reading: Reading) -> None:
    text = " ".join(block.plain for block in reading.blocks)
    assert reading.sources or not A_FACT.search(text)


@pytest.mark.parametrize("reading", READINGS)
def test_a_reading_keeps_to_the_tone(reading: Reading) -> None:
    for block in reading.blocks:
        found = [word for word in NOT_USED if re.search(rf"\b{word}\b", block.plain, re.IGNORECASE)]
        assert not found, block.plain
        assert "!" not in block.plain

"""The built-in exercises as writing: each keeps to the tone of the guidance, and each step ends in a place to write."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from selfcompassion_desktop.content.library import Library
from selfcompassion_desktop.content.packs import packs_in
from selfcompassion_desktop.core.exercise import Exercise
from selfcompassion_desktop.desktop.paths import assets_folder

ASSETS = assets_folder()
LIBRARY = Library(packs_in(ASSETS, Path("none")))
NOT_USED = (
    *("journey", "space", "energy", "energies", "heal", "heals", "healing", "let go", "letting go", "just"),
    *("should", "must", "have to", "try to", "have it worse", "worse off", "proven", "will feel better"),
)
MOST_GUIDANCE = 100
"""Words over one place to write: what is read, and then there is still room to write on a small screen."""


@pytest.fixture(params=LIBRARY.exercises, ids=lambda e: e.id)
def exercise(request: pytest.FixtureRequest) -> Exercise:
    found: Exercise = request.param
    return found


def test_there_are_at_least_eight_without_fault_or_warning() -> None:
    assert len(LIBRARY.exercises) >= 8
    assert LIBRARY.exercise_faults == ()
    assert [w for e in LIBRARY.exercises for w in e.warnings] == []


def test_the_easiest_comes_first() -> None:
    ranks = [e.difficulty for e in LIBRARY.exercises]
    assert ranks == sorted(ranks)


def test_its_file_bears_its_name(exercise: Exercise) -> None:
    assert (ASSETS / "exercises" / f"{exercise.id}.md").is_file()


def test_it_says_what_it_is_for_and_what_to_mind(exercise: Exercise) -> None:
    assert exercise.summary
    assert exercise.needs
    assert exercise.mind
    assert 5 <= exercise.minutes <= 30


def test_each_step_guides_and_gives_a_beginning(exercise: Exercise) -> None:
    assert 3 <= len(exercise.steps) <= 6
    for step in exercise.steps:
        assert step.guidance
        assert step.beginning
        assert sum(len(paragraph.split()) for paragraph in step.guidance) <= MOST_GUIDANCE, step.title


def test_its_words_invite_and_promise_nothing(exercise: Exercise) -> None:
    texts = [exercise.title, exercise.summary, exercise.mind]
    texts += [words for step in exercise.steps for words in (step.title, *step.guidance, step.beginning)]
    for text in texts:
        found = [word for word in NOT_USED if re.search(rf"\b{word}\b", text, re.IGNORECASE)]
        assert not found, text
        assert "!" not in text

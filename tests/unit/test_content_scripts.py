"""The built-in scripts as writing: each keeps to the tone of the guidance, and to what its own front matter says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from selfcompassion_desktop.content.library import BREAK, GROUNDING, Library
from selfcompassion_desktop.content.packs import packs_in
from selfcompassion_desktop.core.practice import Bell, Line, Pause, Practice
from selfcompassion_desktop.core.timeline import Range, samples
from selfcompassion_desktop.desktop.paths import assets_folder

ASSETS = assets_folder()
LIBRARY = Library(packs_in(ASSETS, Path("none")))
PRACTICES = LIBRARY.everything
NOT_USED = (
    *("journey", "space", "energy", "energies", "heal", "heals", "healing", "let go", "letting go", "just"),
    *("should", "must", "try to", "have it worse", "worse off"),
)
TEXT_ALONE = ""

ENDS_IN_SILENCE = {"falling-asleep-kindly"}
"""Nobody who has just gone to sleep is to be woken by a bell."""


@pytest.fixture(params=PRACTICES, ids=lambda p: p.id)
def practice(request: pytest.FixtureRequest) -> Practice:
    found: Practice = request.param
    return found


def test_every_script_is_read_without_fault_or_warning() -> None:
    assert LIBRARY.faults == ()
    assert [w for p in PRACTICES for w in p.warnings] == []


def test_the_first_five_the_break_and_the_grounding_are_there() -> None:
    shown = {p.id for p in LIBRARY.practices}
    first = {
        "self-compassion-break",
        "affectionate-breathing",
        "soften-soothe-allow",
        "kind-hand",
        "talking-with-guilt",
    }
    assert first <= shown
    assert {BREAK, GROUNDING} <= {p.id for p in PRACTICES} - shown


def test_its_file_bears_its_name(practice: Practice) -> None:
    assert (ASSETS / "scripts" / f"{practice.id}.md").is_file()


@pytest.mark.parametrize("voiced", [True, False], ids=["voiced", "in text"])
def test_every_length_it_declares_can_be_had(practice: Practice, voiced: bool) -> None:
    voice = LIBRARY.voice_for(practice, "af_heart") if voiced else TEXT_ALONE
    declared = Range(samples(practice.shortest), samples(practice.longest))
    assert LIBRARY.lengths(practice, voice) == (declared,)


def test_it_begins_and_ends_with_the_bell_where_it_is_a_sitting(practice: Practice) -> None:
    elements = [e for s in practice.sections for e in s.elements]
    if practice.id not in ENDS_IN_SILENCE:
        assert isinstance(elements[-1], Bell)
    if practice.id != GROUNDING:
        assert isinstance(elements[0], Bell)


def test_its_first_and_last_sections_belong_to_every_length(practice: Practice) -> None:
    assert practice.sections[0].from_minutes == practice.sections[-1].from_minutes == 0


def test_where_breath_is_an_anchor_there_is_another(practice: Practice) -> None:
    if "breath" in practice.anchors:
        assert len(practice.anchors) > 1
        others = " ".join(line.text.lower() for line in practice.lines)
        assert any(anchor.rstrip("s") in others for anchor in practice.anchors if anchor != "breath")


def test_breath_is_named_an_anchor_where_it_is_spoken_of(practice: Practice) -> None:
    resting = [line.text for line in practice.lines if re.search(r"\b(breath|breathe|breathing)\b", line.text, re.I)]
    assert len(resting) <= 2 or "breath" in practice.anchors


def test_it_does_not_use_the_words_that_it_is_not_to_use(practice: Practice) -> None:
    texts = [practice.title, practice.summary, practice.mind, *(s.title for s in practice.sections)]
    texts += [line.text for line in practice.lines]
    pattern = re.compile(rf"\b({'|'.join(NOT_USED)})\b", re.IGNORECASE)
    assert [(t, found[0]) for t in texts if (found := pattern.search(t.replace("’", "'")))] == []


def test_it_does_not_raise_its_voice(practice: Practice) -> None:
    assert [line.text for line in practice.lines if "!" in line.text] == []


def test_a_line_fits_one_breath_and_one_caption(practice: Practice) -> None:
    assert [line.text for line in practice.lines if len(line.text.split()) > 26] == []


def test_no_line_is_said_twice(practice: Practice) -> None:
    texts = [line.text for line in practice.lines]
    assert len(set(texts)) == len(texts)


def test_silence_follows_what_is_asked(practice: Practice) -> None:
    """A pause may be short when time is short, and has room to grow after a line."""
    pauses = [e for s in practice.sections for e in s.elements if isinstance(e, Pause)]
    assert all(p.longest >= 3 for p in pauses)
    assert sum(isinstance(e, Line) for s in practice.sections for e in s.elements) <= 2 * len(pauses)


def test_what_is_hard_says_what_to_mind(practice: Practice) -> None:
    assert practice.mind or practice.difficulty <= 2


def test_the_break_has_three_steps_that_no_length_leaves_out() -> None:
    steps = [s.title for s in LIBRARY.practice(BREAK).sections if s.from_minutes == 0]
    assert steps == ["This is hard", "Others feel this too", "May I be kind to myself"]


def test_the_grounding_is_about_a_minute_with_open_eyes_and_no_breath() -> None:
    grounding = LIBRARY.practice(GROUNDING)
    text = " ".join(line.text.lower() for line in grounding.lines)
    assert grounding.shortest <= 1 <= grounding.longest
    assert "eyes be open" in text
    assert "breath" not in text
    assert "?" not in text

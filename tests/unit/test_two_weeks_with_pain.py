"""What the two weeks with pain owe to a person in pain, on every day of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from selfcompassion_desktop.content.library import Library
from selfcompassion_desktop.content.packs import packs_in
from selfcompassion_desktop.core.course import CheckIn, Practise, Read, Rest, Session, Write, parts
from selfcompassion_desktop.desktop.paths import assets_folder

LIBRARY = Library(packs_in(assets_folder(), Path("none")))
COURSE = LIBRARY.course("two-weeks-with-pain")
DAYS = tuple(session for session in COURSE.sessions if session.id.startswith("day-"))
PRACTICES = {practice.id: practice for practice in LIBRARY.practices}
CRITIC = {"critic-and-kind-voice", "the-critics-words", "how-would-i-treat-a-friend"}
GENTLE = 2
"""Up to this difficulty a practice stays with the ground and with touch."""


@pytest.fixture(params=DAYS, ids=lambda s: s.id)
def session(request: pytest.FixtureRequest) -> Session:
    found: Session = request.param
    return found


def leads_to(session: Session) -> set[str]:
    """The names of all that a day's steps lead to, first choices and others."""
    found: set[str] = set()
    for part in (part for step in session.steps for part in parts(step)):
        match part:
            case Practise(practice=name) | Write(exercise=name) | CheckIn(measure=name) | Read(reading=name):
                found.add(name)
            case _:
                pass
    return found


def test_there_is_one_session_for_each_of_fourteen_days() -> None:
    assert [session.day for session in DAYS] == list(range(1, 15))


def test_a_day_takes_ten_to_twenty_minutes(session: Session) -> None:
    assert COURSE.minutes == (10, 20)
    assert 10 <= session.minutes <= 20


def test_every_day_ends_with_what_can_be_done_in_a_flare_and_may_be_left_out(session: Session) -> None:
    last = session.steps[-1]
    assert isinstance(last, Practise)
    assert last.practice == "when-pain-flares"
    assert last.optional


def test_every_day_asks_the_two_questions_of_the_diary(session: Session) -> None:
    diary = [step for step in session.steps if isinstance(step, CheckIn) and step.measure == "pain-diary"]
    assert [step.optional for step in diary] == [False]  # else Today would not offer it once the rest is done


def test_every_day_has_something_that_stays_on_the_ground(session: Session) -> None:
    # The practice for a flare is not counted: one who is not in a flare can take something easy as well.
    easy = {p.practice for step in session.steps[:-1] for p in parts(step) if isinstance(p, Practise)}
    assert any(PRACTICES[name].difficulty <= GENTLE for name in easy)


def test_the_breath_never_stands_alone() -> None:
    for step in COURSE.steps:
        names = [part.practice for part in parts(step) if isinstance(part, Practise)]
        if "affectionate-breathing" in names:
            assert any("breath" not in PRACTICES[name].anchors for name in names)


def test_after_the_critic_one_is_asked_how_reassured_and_how_critical() -> None:
    met = [session.day for session in DAYS if leads_to(session) & CRITIC]
    assert met == [9, 10]
    for session in DAYS:
        assert ("reassured-and-critical" in leads_to(session)) == (session.day in met)


def test_the_critic_comes_after_a_week_and_can_be_left_alone() -> None:
    for session in DAYS:
        for step in session.steps:
            names = {p.practice if isinstance(p, Practise) else "" for p in parts(step)}
            if any(isinstance(p, Write) and p.exercise in CRITIC for p in parts(step)):
                assert session.day > 7
                assert names - CRITIC - {""}


def test_the_seventh_day_offers_nothing_first() -> None:
    choice = next(step for step in DAYS[6].steps if len(parts(step)) > 1)
    assert isinstance(parts(choice)[0], Rest)


def test_the_same_is_asked_before_and_after() -> None:
    asked = ("pain-week", "pain-in-the-way", "kindness-to-myself", "self-criticism", "body-awareness")
    assert COURSE.measures.before == COURSE.measures.after == asked


def test_one_reads_before_beginning_how_little_is_known_and_what_to_mind() -> None:
    words = " ".join(COURSE.mind)
    for said in ("twenty people", "fourteen", "Nobody was compared", "not been tested", "Nothing is promised"):
        assert said in words
    for said in ("doctor first", "suicide", "mania", "recent death", "the breath", "driving", "speak with someone"):
        assert said in words
    assert COURSE.clinician

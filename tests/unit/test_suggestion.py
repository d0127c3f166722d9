"""What do I need right now? gives one practice and two others, from what the scripts say."""

from selfcompassion_desktop.core.practice import Bell, Line, Practice, Section
from selfcompassion_desktop.core.suggestion import Candidate, suggest
from selfcompassion_desktop.core.timeline import RATE, Range

MINUTE = 60 * RATE


def candidate(name: str, needs: tuple[str, ...], shortest: int, longest: int, difficulty: int = 1) -> Candidate:
    section = Section("All", 0, (Bell(), Line("Here.", "Here.", 1)))
    practice = Practice(name, name.title(), "", shortest, longest, (section,), needs, difficulty=difficulty)
    return Candidate(practice, (Range(shortest * MINUTE, longest * MINUTE),))


HAND = candidate("hand", ("hard on myself", "in pain"), 2, 12, 2)
SOFTEN = candidate("soften", ("in pain", "shut down"), 6, 20, 4)
REST = candidate("rest", ("resting",), 3, 30, 1)
ALL = (HAND, SOFTEN, REST)


def names(need: str, minutes: float, ago: dict[str, int] | None = None) -> list[str]:
    return [s.practice.id for s in suggest(ALL, need, round(minutes * MINUTE), ago or {})]


def test_only_what_its_script_says_it_is_for_is_suggested() -> None:
    assert names("shut down", 10) == ["soften"]
    assert set(names("in pain", 10)) == {"hand", "soften"}


def test_the_practice_that_names_the_need_first_comes_first() -> None:
    assert names("in pain", 10) == ["soften", "hand"]


def test_three_minutes_are_three_minutes() -> None:
    first = suggest(ALL, "in pain", 3 * MINUTE, {})[0]
    assert (first.practice.id, first.length) == ("hand", 3 * MINUTE)


def test_more_time_than_a_practice_has_is_given_as_its_longest() -> None:
    only = suggest(ALL, "shut down", 45 * MINUTE, {})[0]
    assert only.length == 20 * MINUTE


def test_what_was_practised_last_steps_back_among_equals() -> None:
    twins = (candidate("a", ("resting",), 1, 9), candidate("b", ("resting",), 1, 9))
    assert [s.practice.id for s in suggest(twins, "resting", 5 * MINUTE, {"a": 0})] == ["b", "a"]


def test_a_need_nobody_wrote_for_still_gets_something() -> None:
    assert names("caring for someone", 5)


def test_at_most_three() -> None:
    many = tuple(candidate(f"p{n}", ("resting",), 1, 9) for n in range(9))
    assert len(suggest(many, "resting", 5 * MINUTE, {})) == 3


def test_nothing_to_suggest_is_no_error() -> None:
    assert suggest((), "resting", 5 * MINUTE, {}) == ()

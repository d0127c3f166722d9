"""An exercise's text → an exercise, or every fault at once; answers ↔ the text of an entry."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcompassion_desktop.core.answers import answers_in, beginning, goes_on_at, is_empty, text_of
from selfcompassion_desktop.core.errors import Faulty
from selfcompassion_desktop.core.exercise import Exercise, Step, parse
from selfcompassion_desktop.core.journal import title_of

FRONT = {
    "id": "a-cup-of-tea",
    "title": "A cup of tea?",
    "summary": "For when nothing else will do.",
    "needs": "[resting, can’t settle]",
    "minutes": "10",
    "mind": "Hot water.",
    "difficulty": "2",
}
BODY = """
# The kettle

Fill it, and listen
to it.

It takes its time.

> The kettle says

# The cup

Choose one.

>
"""


def exercise(body: str = BODY, **changes: str | None) -> str:
    """A good exercise with some of its front matter changed, or left out where None."""
    rows = {**FRONT, **changes}
    return "\n".join(["---", *(f"{k}: {v}" for k, v in rows.items() if v is not None), "---", body])


def faults(text: str) -> list[tuple[int, str]]:
    """(line, message) of everything wrong with an exercise."""
    with pytest.raises(Faulty) as caught:
        parse(text, "x.md")
    assert all(f.file == "x.md" for f in caught.value.faults)
    return [(f.line, f.message) for f in caught.value.faults]


TEA = parse(exercise(), "x.md")


def test_an_exercise_is_read() -> None:
    assert (TEA.id, TEA.title, TEA.minutes, TEA.difficulty) == ("a-cup-of-tea", "A cup of tea?", 10, 2)
    assert (TEA.needs, TEA.mind, TEA.language) == (("resting", "can't settle"), "Hot water.", "en")
    assert TEA.steps == (
        Step("The kettle", ("Fill it, and listen to it.", "It takes its time."), "The kettle says", 11),
        Step("The cup", ("Choose one.",), "", 20),
    )
    assert TEA.warnings == ()


def test_any_line_ending_and_a_byte_order_mark_are_accepted() -> None:
    assert parse("\ufeff" + exercise().replace("\n", "\r\n"), "x.md") == TEA


def test_what_is_not_known_is_kept_and_warned_of() -> None:
    made = parse(exercise(BODY + "\n# The spoon\n\n> It\n", colour="green"), "x.md")
    assert made.extra == {"colour": "green"}
    assert [(w.line, w.message) for w in made.warnings] == [
        (9, "“colour” is not known to this version; it is kept"),
        (27, "nothing guides in the step “The spoon”"),
    ]


def test_a_beginning_may_go_over_two_rows() -> None:
    assert parse(exercise("# A\n\nb\n\n> One long\n> beginning\n"), "x.md").steps[0].beginning == "One long beginning"


def test_every_fault_is_found_at_once() -> None:
    body = "\nhello\n\n## The kettle\n\nFill it.\n\n> It says\n\nlisten\n\n> and\n\n#\n\nNothing to write.\n"
    found = faults(exercise(body, title=None, minutes="soon", needs="[tea]", difficulty="9"))
    assert [line for line, _ in found] == [1, 4, 5, 7, 10, 12, 18, 20, 22, 22]
    said = "\n".join(message for _, message in found)
    for part in (
        "“title” is missing",
        "“minutes” is a number of minutes",
        "“tea” is none of the needs",
        "“difficulty” is a whole number from 1 to 5",
        "stands before the first step",
        "steps have one level; write “# The kettle”",
        "move it up",
        "the beginning of a second",
        "a step needs a name",
        "no place to write",
    ):
        assert part in said


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("", 1, "an exercise begins with “---”"),
        ("---\nid: x\n", 1, "never closed"),
        (exercise(""), 10, "nothing to write under"),
        (exercise(BODY + BODY), 26, "the step in line 11 is called “The kettle” too"),
        (exercise("# A\n\nb\x07c\n\n> d\n"), 12, "U+0007"),
        (exercise("# A\n\nb\n\n> d\x1b[2J\n"), 14, "U+001B"),
        (exercise("# A\x07\n\nb\n\n> d\n"), 10, "U+0007"),
    ],
)
def test_a_fault_says_where_and_what_would_be_right(text: str, line: int, says: str) -> None:
    found = faults(text)
    assert any(number == line and says in message for number, message in found), found


# ------------------------------------------------------------------ answers


def test_an_entry_has_the_title_and_each_step_that_was_answered() -> None:
    assert text_of(TEA, ["The kettle says hush.\n\nAnd again.\n", ""]) == (
        "# A cup of tea?\n\n## The kettle\n\nThe kettle says hush.\n\nAnd again."
    )
    assert text_of(TEA, ["", "  blue"]) == "# A cup of tea?\n\n## The cup\n\n  blue"
    assert title_of(text_of(TEA, ["", "blue"])) == "A cup of tea?"


@pytest.mark.parametrize("untouched", ["", "The kettle says", "The kettle says ", "  \n "])
def test_a_beginning_alone_is_no_answer(untouched: str) -> None:
    assert is_empty(TEA.steps[0], untouched)
    assert text_of(TEA, [untouched, "\n"]) == ""


def test_a_field_begins_with_the_beginning() -> None:
    assert [beginning(step) for step in TEA.steps] == ["The kettle says ", ""]


@pytest.mark.parametrize(
    ("answers", "at"), [(("", ""), 0), (("a", ""), 1), (("", "b"), 2), (("a", "b"), 2), ((" ", "\n"), 0)]
)
def test_one_goes_on_after_the_last_answer(answers: tuple[str, ...], at: int) -> None:
    assert goes_on_at(answers) == at


@pytest.mark.parametrize(
    "changed",
    [
        "",
        "another title\n\n## The kettle\n\na",
        "# A cup of tea?",
        "# A cup of tea?\n\nadded above\n\n## The kettle\n\na",
        "# A cup of tea?\n\n## The cup\n\nb\n\n## The kettle\n\nThe kettle says",
        "# A cup of tea?\n\n## The kettle\n\na\n\n\n",
        "# A cup of tea?\n\n## The kettle\n\nThe kettle says",
    ],
)
def test_a_text_that_was_changed_by_hand_is_left_alone(changed: str) -> None:
    assert answers_in(TEA, changed) is None or text_of(TEA, answers_in(TEA, changed) or ()) == changed


ANSWER = st.text(st.sampled_from("ab #>*\n\t—é😀") | st.characters(codec="utf-8"), max_size=40) | st.sampled_from(
    ["## The cup", "# A cup of tea?", "The kettle says ", "x\n\n## The cup\n\ny", "## The kettle\n"]
)


@given(st.tuples(ANSWER, ANSWER))
def test_no_character_is_lost_on_the_way_there_and_back(answers: tuple[str, str]) -> None:
    text = text_of(TEA, answers)
    back = answers_in(TEA, text)
    if back is not None:
        assert text_of(TEA, back) == text
    if text and "## The cup" not in answers[0]:
        assert back is not None
        kept = [a.strip("\n").rstrip() for a in answers]
        assert list(back) == ["" if is_empty(s, a) else a for s, a in zip(TEA.steps, kept, strict=True)]


def test_an_exercise_of_one_step_comes_back() -> None:
    one = Exercise("x", "X", "S", 5, (Step("Only", (), ""),))
    assert answers_in(one, text_of(one, ["## Only\n\nmore"])) == ("## Only\n\nmore",)

"""What a check-in came to is said in words, and what was left open is said to be."""

from __future__ import annotations

import pytest

from selfcompassion_desktop.core.checkin_words import OPEN, answer_words, result_words
from selfcompassion_desktop.core.measure import Band, Choice, Item, Result


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (Result("a", "A", 5.0, 0, 10), "5 of 10"),
        (Result("a", "A", 0.0, 0, 10), "0 of 10"),
        (Result("a", "A", 3.583333, 1, 5), "3.6 (1 to 5)"),
        (Result("a", "A", None, 0, 10), "too much was left open to say"),
        (
            Result("a", "A", 7, 0, 21, band=Band(9, "mild", "S. 2006")),
            "7 of 21, a range that is called “mild” (S. 2006)",
        ),
        (Result("a", "A", 7, 0, 21, band=Band(9, "mild")), "7 of 21, a range that is called “mild”"),
    ],
)
def test_a_score_is_said_with_its_range(result: Result, words: str) -> None:
    assert result_words(result) == words


def test_an_answer_is_said_as_it_was_asked() -> None:
    scale = Item("a", "A?", 0, 10)
    shifted = Item("a", "A?", 1, 5)
    choice = Item("a", "A?", 0, 1, choices=(Choice(0, "Never"), Choice(1, "Often")))
    assert [answer_words(item, {"a": 1}) for item in (scale, shifted, choice)] == ["1 of 10", "1 (1 to 5)", "Often"]
    assert answer_words(scale, {}) == OPEN

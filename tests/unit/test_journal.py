"""What a text is made ready by: cleaned, given a title, compared."""

from __future__ import annotations

import pytest

from selfcompassion_desktop.core.journal import OPENING_MOST, TITLE_MOST, clean, opening_of, removed, title_of


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ("a\ud83d b", "a\ufffd b"),
        ("\ud83d\ude09 paired", "😉 paired"),
        ("ends in half \ud83d", "ends in half \ufffd"),
        ("\ude09 begins with half", "\ufffd begins with half"),
        ("\ufeffa mark of order is a character", "\ufeffa mark of order is a character"),
    ],
)
def test_surrogates_are_paired_or_replaced(given: str, stored: str) -> None:  # case JR20
    assert clean(given) == stored
    assert clean(given).encode().decode() == stored


def test_nul_goes_and_every_other_control_character_stays() -> None:  # case JR23
    assert clean("before\0after\x1b[31m\x07") == "beforeafter\x1b[31m\x07"


@pytest.mark.parametrize("text", ["  \n\n\n + 1.\n---\nkey: value\t\n#tag **\\ \r\n\x0b\u2028 ", "", "😉👩‍👩‍👧🏳️‍🌈"])
def test_everything_else_is_kept_to_the_character(text: str) -> None:  # case JR24
    assert clean(text) == text


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("one line", "one line"),
        ("\n\n   \n## A heading  \nmore", "A heading"),
        ("#tag is no heading", "#tag is no heading"),
        ("#\n\nafter an empty heading", "after an empty heading"),
        ("tabs\tand   spaces", "tabs and spaces"),
        ("", ""),
        ("  \n\t\n", ""),
        ("###", ""),
        ("old line end\r\nsecond", "old line end"),
    ],
)
def test_the_title_is_the_first_line_with_words(body: str, title: str) -> None:
    assert title_of(body) == title


def test_a_long_title_is_cut_between_whole_characters() -> None:
    assert title_of("x" * 500) == "x" * (TITLE_MOST - 1) + "…"
    family = "👩‍👩‍👧"
    cut = title_of("x" * (TITLE_MOST - 3) + family * 5)
    assert cut == "x" * (TITLE_MOST - 3) + "…"
    accent = title_of("x" * (TITLE_MOST - 2) + "e\u0301" * 50)
    assert accent == "x" * (TITLE_MOST - 2) + "…"


@pytest.mark.parametrize(
    ("body", "opening"),
    [
        ("title\n\nthen  this\nand that", "then this and that"),
        ("only a title", ""),
        ("\n# A\n\nA", "A"),
        ("", ""),
        ("t\n" + "y" * 1000, "y" * (OPENING_MOST - 1) + "…"),
    ],
)
def test_the_opening_is_what_follows_the_title(body: str, opening: str) -> None:
    assert opening_of(body) == opening


@pytest.mark.parametrize(
    ("before", "after", "gone"),
    [
        ("abc", "abc def", 0),
        ("abc", "xabc", 0),
        ("calm day", "calm quiet day", 0),
        ("abc", "", 3),
        ("abcdef", "abef", 2),
        ("aaa", "aa", 1),
        ("aaa", "aaaa", 0),
        ("same", "same", 0),
        ("abc", "xyz", 3),
    ],
)
def test_what_a_change_took_away(before: str, after: str, gone: int) -> None:
    assert removed(before, after) == gone

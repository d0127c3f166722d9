"""From what is typed to a query, and from a text to what is shown of it."""

from __future__ import annotations

import unicodedata

import pytest

from selfcompassion_desktop.core.search import (
    MARKS_MOST,
    SNIPPET_MOST,
    Excerpts,
    columns,
    search_terms,
)


def marked(body: str, query: str) -> list[str]:
    snippet, marks = Excerpts(query).of(body)
    return [snippet[start:end] for start, end in marks]


@pytest.mark.parametrize("text", ["", " ", "\n\t", "*", '"', "()", "-", "_", "/", "%", "^", ":", "\0", "…", "'"])
def test_nothing_to_look_for_is_no_query(text: str) -> None:  # case JR28
    assert search_terms(text) is None


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("calm", '"calm"*'),
        ("calm ", '"calm"'),
        ("calm day", '"calm" "day"*'),
        ("don't", '"don\'t"*'),
        ('say "hello"', '"say" " hello "'),
        ("NEAR(a b)", '"NEAR(a" "b)"'),
        ("title:x", '"title:x"*'),
        ("100%", '"100%"'),
        ("日", '"日"*'),
        ("日記帳", '"日記 記帳"*'),
        ("mein日記", '"mein" "日記"*'),
    ],
)
def test_a_query_quotes_everything(text: str, query: str) -> None:  # case JR28
    assert search_terms(text) == query


def test_both_forms_of_a_letter_are_one_query() -> None:  # case JR29
    for word in ("bệnh", "forêt", "감", "が"):
        forms = {search_terms(unicodedata.normalize(form, word)) for form in ("NFC", "NFD")}
        assert len(forms) == 1


def test_a_text_without_spaces_is_indexed_by_pairs_and_its_last_character() -> None:
    assert columns("今日 rain 雨") == ("  rain  ", "今日 日 雨")
    assert columns("plain") == ("plain", "")


def test_an_endless_query_stays_bounded() -> None:
    assert len(search_terms("a" * 5000) or "") < 1100
    assert (search_terms("word " * 5000) or "").count('"') <= 64


@pytest.mark.parametrize(
    ("body", "query", "words"),
    [
        ("👩‍👩‍👧 calm calm", "calm", ["calm", "calm"]),  # case JR21
        ("𐎀𐎐𐎚 calm 𐎀𐎐𐎚", "calm", ["calm"]),  # case JR33
        ("A Calm day, becalmed", "calm", ["Calm"]),
        ("calmer and calm", "calm", ["calmer"[:4], "calm"]),
        ("calmer and calm", "calm ", ["calm"]),
        ("don’t and don't", "don't", ["don’t", "don't"]),
        ("self-kindness", "self kindness", ["self", "kindness"]),
        ("self-kindness", "self-kindness", ["self-kindness"]),
        ("la forêt", "foret", ["forêt"]),
        (unicodedata.normalize("NFD", "la forêt"), "forêt", [unicodedata.normalize("NFD", "forêt")]),
        (unicodedata.normalize("NFD", "감 감"), "감", [unicodedata.normalize("NFD", "감")] * 2),
        ("今日は日記を書く", "日記", ["日記"]),
        ("a 🫶 b", "🫶", ["🫶"]),
        ("nothing here", "calm", []),
        ("100% of it", "100%", ["100"]),
    ],
)
def test_marks_are_the_words_found(body: str, query: str, words: list[str]) -> None:
    assert marked(body, query) == words


def test_the_snippet_surrounds_the_first_word_found() -> None:
    body = "word " * 400 + "the needle lies here\nand there " + "word " * 400
    snippet, marks = Excerpts("needle").of(body)

    assert [snippet[a:b] for a, b in marks] == ["needle"]
    assert snippet.startswith("…word ")
    assert snippet.endswith("…")
    assert "\n" not in snippet
    assert len(snippet) <= SNIPPET_MOST + 2


def test_a_word_far_into_a_long_text_is_found_too() -> None:
    assert marked("x " * 50_000 + "needle", "needle") == ["needle"]


def test_there_are_never_too_many_marks() -> None:
    assert len(marked("a " * 200, "a")) == MARKS_MOST

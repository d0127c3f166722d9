"""Which words have a spelling, in which language, and the system's dictionaries."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import FakeClock
from selfcompassion_desktop.core.spelling import is_written_in, language_for, words_of
from selfcompassion_desktop.desktop.spelling import SystemDictionaries
from selfcompassion_desktop.store.database import Database
from selfcompassion_desktop.store.known_words import KnownWords

DICTIONARIES = Path(__file__).resolve().parents[1] / "data" / "spelling"
HERE = SystemDictionaries((DICTIONARIES,))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Don't be **hard** on yourself.", ["Don't", "be", "hard", "on", "yourself"]),
        ("- the neighbour’s well-being", ["the", "neighbour’s", "well-being"]),
        ("see https://example.org/wrod or me@wrod.org or www.wrod.org", ["see", "or", "or"]),
        ("#tagg and `codde` and [text](adres) and 3rd v2x a_b NASA I", ["and", "and", "text", "and"]),
        ("_soft_ and *kind*", ["soft", "and", "kind"]),
        ("forêt fore\u0302t größer", ["forêt", "fore\u0302t", "größer"]),
        ("日記を書いた and 오늘", ["and"]),
        ("😉👩‍👩‍👧 calm 𐎀𐎐", ["calm", "𐎀𐎐"]),
        ("```wrod", []),
    ],
)
def test_words_that_have_a_spelling(line: str, words: list[str]) -> None:
    found = words_of(line)
    assert [word.text for word in found] == words
    assert [line[word.start : word.end] for word in found] == words


def test_code_has_no_spelling() -> None:
    assert words_of("wrod", code=True) == []


# case JR20
@given(st.text(alphabet="ab'’-#@_1. /:\u0301\u05d0日😀\ud83d", max_size=60))
def test_any_line_has_words_or_none(line: str) -> None:
    assert all(line[word.start : word.end] == word.text for word in words_of(line))


@pytest.mark.parametrize(
    ("chosen", "system", "language"),
    [
        ("system", "en_GB", "en_GB"),
        ("system", "de_CH", "de_DE"),
        ("system", "fr_FR", ""),
        ("system", "C", ""),
        ("en_US", "de_DE", "en_US"),
        ("en_ZA", "en_GB", ""),
        ("off", "en_GB", ""),
    ],
)
def test_the_language(chosen: str, system: str, language: str) -> None:
    assert language_for(chosen, system, ["de_DE", "en_GB", "en_US"]) == language


@pytest.mark.parametrize(
    ("word", "language", "written"),
    [
        ("kidn", "en_GB", True),
        ("forêt", "fr", True),
        ("היום", "en_GB", False),
        ("היום", "he_IL", True),
        ("мир", "ru_RU", True),
        ("mir", "ru_RU", False),
        ("mir", "sr_Latn_RS", True),
        ("𐎀𐎐", "en_GB", False),
    ],
)
def test_the_letters_of_a_language(word: str, language: str, written: bool) -> None:
    assert is_written_in(word, language) is written


# ---------------------------------------------------------------------- the system's dictionaries


@pytest.mark.skipif(not HERE.languages(), reason="this machine has no Hunspell")
def test_a_dictionary_is_read_with_its_rules() -> None:
    assert HERE.languages() == ["en_XX", "xx_L1"]
    words = HERE.open("en_XX")
    assert words is not None
    known = {word: words.knows(word) for word in ("kind", "kindness", "Kindly", "unkind", "kindd", "dont", "don't")}
    assert [word for word, is_known in known.items() if not is_known] == ["kindd", "dont"]
    assert "kind" in words.suggest("kindd")
    assert words.suggest("фонарь") == []
    assert not words.knows("фонарь")


@pytest.mark.skipif(not HERE.languages(), reason="this machine has no Hunspell")
def test_a_dictionary_in_an_older_encoding_is_read() -> None:
    words = HERE.open("xx_L1")
    assert words is not None
    assert words.knows("forêt")
    assert not words.knows("foret")
    assert "forêt" in words.suggest("foret")
    assert words.knows("日記"), "what cannot be written in it is not called wrong"


# case JR20
@pytest.mark.skipif(not HERE.languages(), reason="this machine has no Hunspell")
def test_half_a_pair_and_nul_are_no_trouble() -> None:
    words = HERE.open("en_XX")
    assert words is not None
    assert words.knows("a\ud83d")
    assert words.suggest("a\0b") == []


def test_without_hunspell_or_a_dictionary_there_is_no_spelling(tmp_path: Path) -> None:
    assert SystemDictionaries((DICTIONARIES,), ("libnothing-of-this-name.so.9",)).languages() == []
    assert SystemDictionaries((tmp_path, tmp_path / "none")).languages() == []
    assert SystemDictionaries((DICTIONARIES,), ("libnothing-of-this-name.so.9",)).open("en_XX") is None


def test_a_library_of_another_kind_is_left_alone() -> None:
    assert SystemDictionaries((DICTIONARIES,), ("libc.so.6", "libSystem.dylib", "msvcrt")).languages() == []


# ---------------------------------------------------------------------- words the person told


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(tmp_path / "data" / "store.db", FakeClock(), key=bytes(range(32)))
    yield made
    made.close()


# case JR14, SE03
def test_told_words_are_in_the_store_and_in_no_file(database: Database, tmp_path: Path) -> None:
    known = KnownWords(database)
    known.add("zebraseven")
    known.add("zebraseven")
    assert known.all() == {"zebraseven"}
    assert not [file for file in tmp_path.rglob("*") if file.is_file() and b"zebraseven" in file.read_bytes()]
    known.remove("zebraseven")
    assert known.all() == set()

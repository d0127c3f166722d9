"""Names of files, made from titles."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcompassion_desktop.core.file_names import BYTES_MOST, Names, file_stem

RESERVED = {"con", "prn", "aux", "nul", *(f"com{n}" for n in "123456789¹²³"), *(f"lpt{n}" for n in "123456789¹²³")}


def holds_everywhere(name: str) -> bool:
    """Whether Windows, macOS and Linux take a file's name."""
    return (
        0 < len(name.encode()) <= 143
        and not set(name) & set('<>:"/\\|?*')
        and all(unicodedata.category(char) not in ("Cc", "Cs") for char in name)
        and name[-1] not in ". "
        and name[0] not in ". "
        and name.split(".", maxsplit=1)[0].strip().lower() not in RESERVED
    )


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("Первая", "Первая"),
        ("日記", "日記"),
        ("CON", "_CON"),
        ("con.txt", "_con.txt"),
        ("Lpt¹", "_Lpt¹"),
        ("Contact", "Contact"),
        ("a/b:c*?", "a b c"),
        ("", "fallback"),
        ("..", "fallback"),
        (" .", "fallback"),
        ("../../etc/passwd", "etc passwd"),
        ("C:\\Windows\\x", "C Windows x"),
        ("ends with a dot.", "ends with a dot"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("a\tb\nc\x07", "a b c"),
        ("\u200d", "fallback"),
        ("e\u0301te\u0301", "été"),
    ],
)
def test_a_title_becomes_a_name(title: str, stem: str) -> None:
    # case JR26
    assert file_stem(title, "fallback") == stem


def test_a_long_title_is_cut_between_whole_characters() -> None:
    # case JR26
    assert file_stem("x" * 300, "") == "x" * BYTES_MOST
    family = "👩‍👩‍👧"
    cut = file_stem(family * 30, "")
    assert cut == family * (len(cut) // len(family))
    assert file_stem("я" * 300, "") == "я" * (BYTES_MOST // 2)


@given(st.text(max_size=200) | st.text(alphabet="./\\: conCON\u0301👩\u200d", max_size=200))
def test_any_title_becomes_a_name_that_holds_everywhere(title: str) -> None:
    # case JR26
    assert holds_everywhere(file_stem(title, "2026-11-25") + ".md")


def test_twins_get_numbers_also_where_only_capitals_or_the_form_differ() -> None:
    # case JR26
    names = Names()
    given_names = [names.give(stem, ".md") for stem in ("Calm", "calm", "CALM", "calm (2)", "e\u0301", "é", "Calm")]
    assert given_names == [
        "Calm.md",
        "calm (2).md",
        "CALM (3).md",
        "calm (2) (2).md",
        "e\u0301.md",
        "é (2).md",
        "Calm (4).md",
    ]


@given(st.lists(st.sampled_from(["a", "A", "a (2)", "a (3)", "b", "ß", "SS"]), max_size=60))
def test_no_name_is_given_twice(stems: list[str]) -> None:
    names = Names()
    found = [unicodedata.normalize("NFKC", names.give(stem, ".md")).casefold() for stem in stems]
    assert len(set(found)) == len(stems)


def test_many_twins_are_quick() -> None:
    names = Names()
    assert len({names.give("a", ".md") for _ in range(20_000)}) == 20_000

"""Markdown as it is typed, and the places in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcompassion_desktop.core.markdown import (
    LONGEST,
    Edit,
    Kind,
    Line,
    Style,
    fenced,
    is_set,
    item_of,
    next_item,
    read_line,
    setting,
    word_at,
)
from selfcompassion_desktop.core.utf16 import Units

TYPED = st.text(alphabet="*_`[]()!\\ a.#->+1😀\u05d0\u0301", max_size=40)


def shown(text: str) -> list[tuple[str, str]]:
    """Each part of a line and how it is shown, without the marks."""
    spans = [span for span in read_line(text).spans if span.style not in (Style.MARK, Style.ADDRESS)]
    return [(text[span.start : span.end], span.style.value) for span in spans]


def marks(text: str) -> list[str]:
    return [text[span.start : span.end] for span in read_line(text).spans if span.style is Style.MARK]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a **kind** word", [("kind", "strong")]),
        ("*soft* and _soft_", [("soft", "emphasis"), ("soft", "emphasis")]),
        ("***both***", [("**both**", "emphasis"), ("both", "strong")]),
        ("**a *b* c**", [("a *b* c", "strong"), ("b", "emphasis")]),
        ("snake_case_name and 2 * 3 * 4", []),
        ("**open", []),
        ("`code *not soft*` *soft*", [("code *not soft*", "code"), ("soft", "emphasis")]),
        ("``a ` b``", [("a ` b", "code")]),
        (r"\*not soft\*", []),
        ("[words](https://a.org) and ![rose](picture:1)", [("words", "link"), ("rose", "link")]),
        ("[words] (apart)", []),
        ("日記**とても**大事", [("とても", "strong")]),
        ("👩‍👩‍👧 **calm** 😉", [("calm", "strong")]),
        ("**היום** היה", [("היום", "strong")]),
        ("don't #tag @me", []),
    ],
)
def test_parts_of_a_line(text: str, parts: list[tuple[str, str]]) -> None:
    assert shown(text) == parts


def test_marks_are_told_from_what_they_mark() -> None:
    assert marks("**kind**") == ["**", "**"]
    assert marks("## Morning") == ["## "]
    assert marks("[words](a)") == ["[", "]"]
    assert marks(r"\*") == ["\\"]


# case JR24
@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# Title", Line(Kind.HEADING, 1)),
        ("###### deep", Line(Kind.HEADING, 6)),
        ("#tag", Line()),
        ("- item", Line(Kind.ITEM, hang=2)),
        ("  12. item", Line(Kind.ITEM, indent=2, hang=6)),
        ("+ 1.", Line(Kind.ITEM, hang=2)),
        ("- [ ] later", Line(Kind.ITEM, hang=6)),
        ("-item", Line()),
        ("2026. A year", Line()),
        ("> said", Line(Kind.QUOTE, hang=2)),
        ("> > said", Line(Kind.QUOTE, hang=4)),
        ("---", Line(Kind.RULE)),
        ("* * *", Line(Kind.RULE)),
        ("```python", Line(Kind.FENCE)),
        ("key: value", Line()),
        ("", Line()),
    ],
)
def test_what_a_line_is(text: str, line: Line) -> None:
    read = read_line(text)
    assert (read.kind, read.level, read.indent, read.hang) == (line.kind, line.level, line.indent, line.hang)


def test_in_code_nothing_is_marked() -> None:
    assert read_line("# **x**", code=True) == Line(Kind.CODE)
    assert fenced(["a", "```", "# x", "```", "b", "~~~", "y"]) == [(2, 2), (6, 6)]
    assert fenced(["a", "b"]) == []


def test_a_very_long_line_is_told_by_its_beginning_alone() -> None:
    assert [span.style for span in read_line("- " + "**a** " * LONGEST).spans] == [Style.MARK]


@given(TYPED)
def test_any_line_is_read_and_every_part_lies_within_it(text: str) -> None:
    line = read_line(text)
    assert 0 <= line.indent <= line.hang <= len(text)
    assert all(0 <= span.start < span.end <= len(text) for span in line.spans if span.style is Style.MARK)
    assert all(0 <= span.start <= span.end <= len(text) for span in line.spans)


@pytest.mark.parametrize("piece", ["*", "_", "`", "[", "](", "**a ", "*_", "`a", "[a](b", "\\", "> ", "- "])
def test_reading_takes_no_longer_than_the_line_is_long(piece: str) -> None:
    """Each character is looked at a few times at most; a line that grew the time faster would not end here."""
    read_line(piece * (LONGEST // len(piece)))


def test_a_list_goes_on_with_the_same_mark_or_the_next_number() -> None:
    kept = {text: item_of(text) for text in ("- a", "  9) b", "* [x] done", "a", "---", "- ")}
    assert {text: next_item(item) for text, item in kept.items() if item} == {
        "- a": "- ",
        "  9) b": "  10) ",
        "* [x] done": "* [ ] ",
        "- ": "- ",
    }


def applied(text: str, edits: list[Edit]) -> str:
    for edit in edits:
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


@pytest.mark.parametrize(
    ("text", "chosen", "mark", "after"),
    [
        ("be kind now", "kind", "**", "be **kind** now"),
        ("be **kind** now", "kind", "**", "be kind now"),
        ("be **kind** now", "**kind**", "**", "be kind now"),
        ("be **kind** now", "kind", "*", "be ***kind*** now"),
        ("be ***kind*** now", "kind", "**", "be *kind* now"),
        ("be _kind_ now", "kind", "*", "be kind now"),
        ("be kind now", " kind ", "*", "be *kind* now"),
        ("- be kind", "- be kind", "**", "- **be kind**"),
        ("# be kind", "# be kind", "*", "# *be kind*"),
        ("😀 be kind", "kind", "**", "😀 be **kind**"),
    ],
)
def test_a_mark_is_set_and_taken_away(text: str, chosen: str, mark: str, after: str) -> None:
    start = text.index(chosen)
    end = start + len(chosen)
    on = not is_set(text, start, end, mark)
    assert applied(text, setting(text, start, end, mark, on=on)) == after


@given(TYPED, st.integers(0, 40), st.integers(0, 40), st.sampled_from(["**", "*"]))
def test_setting_a_mark_adds_or_takes_away_nothing_but_marks(text: str, a: int, b: int, mark: str) -> None:
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    on = not is_set(text, start, end, mark)
    after = applied(text, setting(text, start, end, mark, on=on))
    assert after.replace("*", "").replace("_", "") == text.replace("*", "").replace("_", "")
    assert abs(len(after) - len(text)) == 2 * len(mark)


def test_the_word_at_a_place() -> None:
    text = "don't worry, forêt"
    assert [text[slice(*word_at(text, place))] for place in (0, 3, 5, 8, 12, 18)] == [
        "don't",
        "don't",
        "don't",
        "worry",
        "",
        "forêt",
    ]


# case JR21, JR33
@given(st.text(alphabet="a\u05d0日😀𐎀\u200d\ud83d"))
def test_places_are_counted_as_qt_counts_them(text: str) -> None:
    units = Units(text)
    ends = [len(text[:place].encode("utf-16-le", "surrogatepass")) // 2 for place in range(len(text) + 1)]
    assert [units.units(place) for place in range(len(text) + 1)] == ends
    assert [units.points(unit) for unit in ends] == list(range(len(text) + 1))

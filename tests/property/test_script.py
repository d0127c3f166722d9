"""For any text whatever: a practice, or `Faulty`, and nothing else."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from selfcompassion_desktop.core.errors import Fault, Faulty
from selfcompassion_desktop.core.practice import Line, Practice, clip_name
from selfcompassion_desktop.core.script import parse

from .strategies import lines, scripts

ODD = st.sampled_from(
    (
        *(
            "(pause",
            "(pause 3-",
            "(bell)",
            "# ",
            "##",
            "---",
            "...",
            "- ",
            ": ",
            "[",
            "](/",
            "/)",
            "(from ",
            "&a",
            "*a",
        ),
        *("{", "\t", "!!int", "!!bool", "!!set", "<<: ", "? ", "1e999", ".nan", "9" * 500, "0x" + "f" * 500),
        *("\x00", "\ud800", "\u2028", "\x85", "\r", "\ufeff"),
    )
)
NAMES = st.sampled_from(("id", "title", "shortest", "longest", "needs", "hidden", "difficulty"))


def readable_or_faulty(text: str) -> None:
    rows = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    result = read(text)
    if isinstance(result, Practice):
        assert result.lines
        assert all(1 <= line.number <= rows and clip_name(line, "a") for line in result.lines)
    else:
        assert result
        assert len(set(result)) == len(result)
        assert all(0 <= fault.line <= rows and fault.message for fault in result)


def read(text: str) -> Practice | tuple[Fault, ...]:
    try:
        return parse(text, "x.md")
    except Faulty as faulty:
        return faulty.faults


@given(st.text())
def test_any_text(text: str) -> None:
    readable_or_faulty(text)


@given(st.text(), st.text())
def test_any_front_matter_and_any_body(front: str, body: str) -> None:
    readable_or_faulty(f"---\n{front}\n---\n{body}")


@given(st.dictionaries(NAMES, st.text() | ODD))
def test_any_value_in_the_front_matter(values: dict[str, str]) -> None:
    front = "\n".join(f"{name}: {value}" for name, value in values.items())
    readable_or_faulty(f"---\n{front}\n---\nHello.\n")


@given(scripts(), st.data())
def test_a_good_script_with_something_put_in_taken_out_or_moved(text: str, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 4))):
        at, end = sorted((data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text)))))
        end = min(end, at + 40)
        put = data.draw(ODD | st.text(max_size=10) | st.just(text[at:end]))
        text = text[:at] + put + text[end if data.draw(st.booleans()) else at :]
    readable_or_faulty(text)


@given(scripts())
def test_a_good_script_is_read(text: str) -> None:
    assert parse(text, "x.md").lines


@given(scripts(), st.sampled_from(("\r\n", "\r")), st.booleans())
def test_its_line_endings_do_not_matter(text: str, ending: str, mark: bool) -> None:
    assert parse("\ufeff" * mark + text.replace("\n", ending), "x.md") == parse(text, "x.md")


def line(source: str) -> Line:
    return Line(source, source, 1)


def folded(source: str) -> str:
    return unicodedata.normalize("NFC", " ".join(source.split()))


@given(lines(), lines(), st.text("ab", min_size=1), st.text("ab", min_size=1))
def test_another_clip_exactly_for_other_words_or_another_voice(one: str, two: str, voice: str, other: str) -> None:
    same = (folded(one), voice) == (folded(two), other)
    assert (clip_name(line(one), voice) == clip_name(line(two), other)) == same


@given(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from((" ", "  ", "\n", "\t ", "\u00a0")))
def test_spaces_and_ways_of_writing_a_letter_do_not_make_another_clip(source: str, space: str) -> None:
    spaced = space + space.join(unicodedata.normalize("NFD", source).split())
    assert clip_name(line(spaced), "a") == clip_name(line(source), "a")

"""A script's text → a practice, or every fault at once with its line."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from selfcompassion_desktop.core.errors import Faulty
from selfcompassion_desktop.core.practice import Bell, Line, Pause, Practice, clip_name, word_count
from selfcompassion_desktop.core.script import parse

FRONT = {
    "id": "kind-hand",
    "title": "A kind hand",
    "summary": "Touch as a way of being on your own side.",
    "needs": "[hard on myself, can't settle]",
    "posture": "[sitting, lying]",
    "shortest": "3",
    "longest": "15",
}
BODY = """
# Arriving

(bell)

Let your body be held
by whatever is under it.

(pause 4-12)

# Staying (from 8 minutes)

Nothing to do for a while.
(pause 20)
You are [content](/kəntˈɛnt/).
(bell)
"""


def script(body: str = BODY, **changes: str | None) -> str:
    """A good script with some of its front matter changed, or left out where None."""
    rows = {**FRONT, **changes}
    return "\n".join(["---", *(f"{k}: {v}" for k, v in rows.items() if v is not None), "---", body])


def faults(text: str) -> list[tuple[int, str]]:
    """(line, message) of everything wrong with a script."""
    with pytest.raises(Faulty) as caught:
        parse(text, "x.md")
    assert all(f.file == "x.md" for f in caught.value.faults)
    return [(f.line, f.message) for f in caught.value.faults]


def read(text: str) -> Practice:
    return parse(text, "x.md")


def test_a_script_becomes_a_practice() -> None:
    practice = read(script())
    assert (practice.id, practice.title, practice.shortest, practice.longest) == ("kind-hand", "A kind hand", 3, 15)
    assert practice.needs == ("hard on myself", "can't settle")
    arriving, staying = practice.sections
    assert (arriving.title, arriving.from_minutes, staying.title, staying.from_minutes) == ("Arriving", 0, "Staying", 8)
    assert [type(e) for e in arriving.elements] == [Bell, Line, Pause]
    assert [type(e) for e in staying.elements] == [Line, Pause, Line, Bell]
    assert (arriving.elements[2], staying.elements[1]) == (Pause(4, 12, 18), Pause(20, 20, 23))
    assert practice.warnings == ()


def test_a_paragraph_is_one_line_and_marks_are_not_shown() -> None:
    held, nothing, content = read(script()).lines
    assert (held.text, held.number) == ("Let your body be held by whatever is under it.", 15)
    assert nothing.text == "Nothing to do for a while."
    assert (content.text, content.source) == ("You are content.", "You are [content](/kəntˈɛnt/).")


def test_every_element_knows_its_row() -> None:
    rows = script().split("\n")
    practice = read(script())
    for section in practice.sections:
        assert rows[section.number - 1].startswith(f"# {section.title}")
    for line in practice.lines:
        assert rows[line.number - 1].split()[0] == line.source.split()[0]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_endings_and_a_byte_order_mark_change_nothing(ending: str) -> None:
    assert read("\ufeff" + script().replace("\n", ending)) == read(script())


def test_words_before_the_first_section_stand_under_the_title() -> None:
    practice = read(script("\nHello.\n\n# Then\n\nGo on.\n"))
    assert [s.title for s in practice.sections] == ["A kind hand", "Then"]


def test_a_curly_apostrophe_is_the_same_need() -> None:
    assert read(script(needs="[can’t settle]")).needs == ("can't settle",)


@pytest.mark.parametrize("written", ["12:30", "0x1f", "No", "2024-01-01", "1_000"])
def test_a_title_is_what_was_written_and_not_what_yaml_makes_of_it(written: str) -> None:
    assert read(script(title=written)).title == written


def test_the_language_of_norway() -> None:
    assert read(script(language="no")).language == "no"


def test_what_is_not_known_is_kept_and_warned_of() -> None:
    practice = read(script(teacher="Ana", tags="[a, b]"))
    assert practice.extra == {"teacher": "Ana", "tags": ["a", "b"]}
    assert [(w.line, "not known" in w.message) for w in practice.warnings] == [(9, True), (10, True)]


def test_a_long_line_is_only_warned_of() -> None:
    practice = read(script("\n" + "word " * 41 + "\n"))
    assert [w.line for w in practice.warnings] == [11]


def test_a_section_never_heard_is_warned_of() -> None:
    practice = read(script("\nHello.\n\n# Late (from 20 minutes)\n\nBye.\n"))
    assert [w.line for w in practice.warnings] == [13]


class Wrong(NamedTuple):
    """A script, the line its one fault is on, and a word of what is said of it."""

    name: str
    text: str
    line: int
    says: str


LONG = "9" * 400
TABLE = (
    Wrong("no title", script(title=None), 1, "“title” is missing"),
    Wrong("a title with no words", script(title='""'), 3, "few words"),
    Wrong("a list for a title", script(title="[a, b]"), 3, "few words"),
    Wrong("an id with spaces", script(id="Kind hand"), 2, "small letters"),
    Wrong("an id like a path", script(id="../evil"), 2, "small letters"),
    Wrong("a length that is no number", script(shortest="soon"), 7, "number of minutes"),
    Wrong("a length of nothing", script(shortest="0"), 7, "out of range"),
    Wrong("a length that is true", script(shortest="yes"), 7, "number of minutes"),
    Wrong("not a number", script(shortest=".nan"), 7, "out of range"),
    Wrong("for ever", script(longest=".inf"), 8, "out of range"),
    Wrong("more digits than a number has", script(longest=LONG), 8, "out of range"),
    Wrong("hexadecimal without end", script(longest="0x" + "f" * 5000), 8, "out of range"),
    Wrong("exchanged lengths", script(shortest="20"), 7, "exchange"),
    Wrong("an unknown need", script(needs="[in pain, happy]"), 5, "“happy”"),
    Wrong("needs that are numbers", script(needs="[1, 2]"), 5, "list of words"),
    Wrong("an unknown posture", script(posture="[floating]"), 6, "“floating”"),
    Wrong("an unknown rating", script(rates="joy"), 9, "none of"),
    Wrong("a difficulty beyond five", script(difficulty="6"), 9, "whole number"),
    Wrong("hidden that is a word", script(hidden="perhaps"), 9, "true or false"),
    Wrong("the same name twice", script().replace("posture:", "title: Again\nposture:"), 6, "twice"),
    Wrong("broken yaml", script(summary="a: b: c"), 4, "cannot be read here"),
    Wrong("a tag that does not fit", script(title="!!int"), 3, "!!"),
    Wrong("a time that is none", script(summary="!!timestamp noon"), 4, "!!"),
    Wrong("an object for a value", script(title="!!python/object/apply:os.getcwd []"), 3, "cannot be read here"),
    Wrong("a list for a name", script().replace("posture:", "[a, b]: c\nposture:"), 6, "one name"),
    Wrong("a pause backwards", script("\nHello.\n(pause 9-2)\n"), 12, "(pause 2-9)"),
    Wrong("a pause without seconds", script("\nHello.\n(pause)\n"), 12, "no seconds"),
    Wrong("a pause of words", script("\nHello.\n(pause x)\n"), 12, "no seconds"),
    Wrong("a pause without end", script(f"\nHello.\n(pause {LONG})\n"), 12, "longer than an hour"),
    Wrong("a negative pause", script("\nHello.\n(pause -3)\n"), 12, "no seconds"),
    Wrong("an unknown direction", script("\nHello.\n(pauze 3)\n"), 12, "neither"),
    Wrong("a bell with a number", script("\nHello.\n(bell 3)\n"), 12, "neither"),
    Wrong("a pause inside a line", script("\nHello. (pause 3) And on.\n"), 11, "row of its own"),
    Wrong("two bells in a row", script("\nHello.\n\n(bell) (bell)\n"), 13, "row of its own"),
    Wrong("a section without a name", script("\n# (from 3 minutes)\n\nHello.\n"), 11, "needs a name"),
    Wrong("a section below a section", script("\n## Deep\n\nHello.\n"), 11, "one level"),
    Wrong("a section from no length", script("\nHello.\n\n# A (from soon)\n\nBye.\n"), 13, "says no length"),
    Wrong("a section from for ever", script(f"\nHello.\n\n# A (from {LONG} minutes)\n\nBye.\n"), 13, "out of range"),
    Wrong("a link", script("\nSee [this](http://example.org).\n"), 11, "cannot be spoken"),
    Wrong("a line without a word", script("\nHello.\n\n…\n"), 13, "no word"),
    Wrong("an invisible character", script("\nHel\x07lo.\n"), 11, "U+0007"),
    Wrong("an invisible character in a title", script(title='"A \\e[2J hand"'), 3, "U+001B"),
    Wrong("an invisible character in a section's name", script("\n# A\x1b[2J\n\nHello.\n"), 11, "U+001B"),
    Wrong("half a character", script("\nHel\ud83dlo.\n"), 11, "U+D83D"),
    Wrong("nothing said", script("\n(bell)\n"), 10, "nothing is said"),
    Wrong("nothing at all under the front matter", script("").rstrip("\n"), 9, "nothing is said"),
    Wrong("nothing at its shortest", script("\n# Late (from 5 minutes)\n\nHello.\n"), 0, "no section is left"),
)


@pytest.mark.parametrize("wrong", TABLE, ids=lambda w: w.name)
def test_one_fault_is_told_once_on_its_line(wrong: Wrong) -> None:
    found = faults(wrong.text)
    assert [line for line, _ in found] == [wrong.line]
    assert wrong.says in found[0][1]


def test_all_faults_are_told_at_once_in_the_order_of_their_lines() -> None:
    text = script("\n## Deep\n\n(pause 9-2)\n\n(pauze 3)\n\n# Late (from x)\n\nHello.\n", id="A B", needs="[joy]")
    assert [line for line, _ in faults(text)] == [2, 5, 11, 13, 15, 17]


def test_a_fault_names_file_line_and_remedy() -> None:
    with pytest.raises(Faulty) as caught:
        parse(script("\nHello.\n(pause 9-2)\n"), "kind-hand.md")
    assert caught.value.sentence == "kind-hand.md:12: “(pause 9-2)” runs backwards; “(pause 2-9)” would be right"


def test_no_front_matter_at_all() -> None:
    assert [(line, "begins with" in says) for line, says in faults("Hello.")] == [(1, True)]


def test_front_matter_that_never_closes_still_gives_all_its_names() -> None:
    found = faults(script().split("\n---")[0])
    assert [m.split(";")[0] for _, m in found] == ["the front matter is never closed", "nothing is said in this script"]


@pytest.mark.parametrize("text", ["", "---", "---\n---", "---\n- a\n---\nHello."])
def test_what_is_hardly_a_script_is_refused_with_reasons(text: str) -> None:
    assert all(0 <= line <= text.count("\n") + 1 for line, _ in faults(text))


def test_the_clip_belongs_to_the_words_and_the_voice() -> None:
    line = Line("Let  your\tbody be held.", "Let your body be held.", 1)
    same = Line("Let your body be held.", "Let your body be held.", 9)
    edited = Line("Let your body be held!", "Let your body be held!", 1)
    assert clip_name(line, "a") == clip_name(same, "a")
    assert len({clip_name(line, "a"), clip_name(line, "b"), clip_name(edited, "a")}) == 3
    assert len(clip_name(line, "a")) == 20


def test_two_ways_to_write_one_letter_are_one_clip() -> None:
    composed, apart = "caf\u00e9", "cafe\u0301"
    assert clip_name(Line(composed, composed, 1), "a") == clip_name(Line(apart, apart, 1), "a")


@pytest.mark.parametrize(
    ("text", "words"), [("Hello there.", 2), ("It’s here", 2), ("", 0), ("… –", 0), ("慈悲", 1), ("a 慈悲 b", 3)]
)
def test_words_are_counted_as_they_are_spoken(text: str, words: float) -> None:
    assert word_count(text) == words

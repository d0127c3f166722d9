"""A course is read whole, and everything wrong in it is told at once with its line."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from selfcompassion_desktop.content.packs import read_course
from selfcompassion_desktop.core import reading
from selfcompassion_desktop.core.course import Choice, Course, Live, Practise, Read, Rest, Write, measures_of, parse
from selfcompassion_desktop.core.errors import Fault, Faulty

FOLDER = Path(__file__).parent.parent / "data" / "courses" / "a-few-days"
TEXT = (FOLDER / "course.yaml").read_text(encoding="utf-8")


def faults(text: str) -> list[str]:
    with pytest.raises(Faulty) as caught:
        parse(text, "course.yaml")
    return [f"{fault.line}: {fault.message}" for fault in caught.value.faults]


@pytest.fixture
def course() -> Course:
    return read_course(FOLDER)


def test_a_course_is_read_with_its_steps_in_order(course: Course) -> None:
    assert (course.title, course.minutes, course.days, course.audience[:7]) == ("A few days", (5, 10), 9, "Whoever")
    assert [s.day for s in course.sessions] == [1, 2, 3, 8, 9]
    assert [step.id for step in course.steps] == [
        "day-1.read-arriving",
        "day-1.check-in-pain-week",
        "day-1.practise-soles-of-the-feet",
        "day-2.choice",
        "day-2.needs",
        "day-3.rest",
        "day-8.live-first-meeting",
        "day-8.practise-soles-of-the-feet",
        "check-in-after.pain-week",
    ]
    assert [type(s) for s in course.steps][:1] == [Read]
    practise, choice, write, rest, live = (course.steps[n] for n in (2, 3, 4, 5, 6))
    assert isinstance(practise, Practise)
    assert (practise.minutes, practise.note) == (5, "With shoes or without.")
    assert isinstance(choice, Choice)
    assert [o.id for o in choice.options] == [
        "day-2.choice.practise-kind-hand",
        "day-2.choice.write-what-do-i-need",
    ]
    assert isinstance(write, Write)
    assert isinstance(live, Live)
    assert isinstance(rest, Rest)
    assert rest.words == "A day without anything to do."
    assert measures_of(course) == ("pain-week",)


def test_its_cautions_are_paragraphs_and_its_teacher_can_be_reached(course: Course) -> None:
    assert len(course.mind) == 2
    assert course.teacher.address == "ana@example.org"
    live = course.live_session("first-meeting")
    assert live is not None
    assert live.outline == "meeting"


def test_a_teacher_sets_dates_in_the_file() -> None:
    when = "minutes: 90\n    starts: 2026-12-01 19:00\n    zone: Europe/Berlin\n    join: Room 3\n    outline"
    live = parse(TEXT.replace("minutes: 90\n    outline", when), "course.yaml").live[0]
    assert (live.starts, live.zone, live.join) == (datetime(2026, 12, 1, 19), "Europe/Berlin", "Room 3")
    told = faults(TEXT.replace("minutes: 90\n    outline", when.replace("2026-12-01", "soon")))
    assert len(told) == 1
    assert "“starts” is a day and a time" in told[0]
    assert "“zone” is missing" in faults(TEXT.replace("minutes: 90\n    outline", when.replace("zone:", "#")))[0]


def test_every_fault_is_told_at_once_with_its_line() -> None:
    text = TEXT.replace("days: 9", "days: 2").replace("- rest: A day", "- read: x\n        rest: A day")
    text = text.replace("level: daily life", "level: hard").replace("ana@example.org", "ana")
    text = text.replace("live: first-meeting", "live: other").replace("minutes: 5-10", "minutes: ten")
    told = faults(text)
    assert len(told) == 7
    assert told[0].startswith("5: “minutes” is how long a day takes")
    assert any(t.startswith("20: “level: hard” is none of: daily life") for t in told)
    assert any("read and rest are two steps" in t for t in told)
    assert any("the course has 2 days; “days: 8” would make room" in t for t in told)
    assert any("no live session is called “other”" in t for t in told)
    assert any("“address” is an e-mail address alone" in t for t in told)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "1: a course is a list of “name: value” rows"),
        ("- one\n- two\n", "1: a course is a list of “name: value” rows"),
        ("id: a\ntitle: [", "2: this cannot be read here"),
        ("id: a\nid: b\n", "2: “id” is said twice; keep one of them"),
        ("title: !!python/object/apply:os.system [x]\n", "1: “title” is to be words"),
        ("sessions:\n  - 5\n", "2: each item of “sessions” is rows of “name: value”"),
        ("sessions: none\n", "1: under “sessions” belongs a list"),
        ("sessions:\n  - id: a\n    steps:\n      - {choice: [{rest: x}]}\n", "4: a choice is among two to 12 steps"),
        ("title: a\x07b\n", "1:"),
    ],
)
def test_what_is_no_course_says_what_would_be(text: str, told: str) -> None:
    assert any(t.startswith(told) for t in faults(text)), faults(text)


def test_an_alias_that_grows_without_end_is_refused() -> None:
    """Ten lists of ten of the list before are ten thousand million items."""
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    assert faults("\n".join(rows))


def test_what_this_version_does_not_know_is_kept_and_warned_of() -> None:
    course = parse(TEXT + "colour: {of: [a, b]}\n", "course.yaml")
    assert course.extra == {"colour": {"of": ["a", "b"]}}
    assert [w.message for w in course.warnings] == ["“colour” is not known to this version; it is kept"]


def test_two_steps_of_a_session_with_one_name_are_told_apart() -> None:
    text = TEXT.replace("      - rest: A day", "      - rest: Before.\n      - rest: A day")
    course = parse(text, "course.yaml")
    assert [s.id for s in course.sessions[2].steps] == ["day-3.rest", "day-3.rest-2"]


def test_a_reading_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    folder = tmp_path / "a-few-days"
    folder.mkdir()
    (folder / "course.yaml").write_text(TEXT, encoding="utf-8")
    (folder / "arriving.md").write_text("no front matter", encoding="utf-8")
    with pytest.raises(Faulty) as caught:
        read_course(folder)
    files = {fault.file for fault in caught.value.faults}
    assert files == {"a-few-days/arriving.md", "a-few-days/course.yaml"}
    assert "“meeting.md” belongs beside this file" in caught.value.sentence


def test_a_reading_is_headings_paragraphs_lists_and_quotes(course: Course) -> None:
    text = course.reading("arriving")
    assert text is not None
    assert [(b.kind, b.mark, b.plain) for b in text.blocks] == [
        ("heading", "", "A beginning"),
        ("text", "", "There is nothing to get right here. You may read this slowly."),
        ("item", "•", "One thing."),
        ("item", "•", "Another thing, over two rows."),
        ("item", "1.", "First."),
        ("quote", "", "Something that was said. And went on."),
    ]
    assert text.word_count == 29


def test_links_and_html_in_a_reading_are_warned_of() -> None:
    text = "---\nid: a\ntitle: A\n---\n\n[here](https://example.org) and <b>there</b>\n"
    assert [(w.line, w.message.split()[0]) for w in reading.parse(text, "a.md").warnings] == [(6, "HTML"), (6, "a")]
    assert reading.parse(text, "a.md").blocks[0].kind == "text"


def test_an_empty_reading_is_a_fault() -> None:
    with pytest.raises(Faulty) as caught:
        reading.parse("---\nid: a\ntitle: A\n---\n\n", "a.md")
    assert caught.value.faults == (
        Fault("a.md", 5, "there is nothing to read; write at least one paragraph under the front matter"),
    )

"""What calendars are given is what RFC 5545 asks for, and what was meant."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from selfcompassion_desktop.core.ics import Meeting, calendar
from selfcompassion_desktop.store.times import moment_in

MADE = datetime(2026, 11, 25, 18, 12, tzinfo=UTC)
MEETING = Meeting("0199-a", "first", "The first meeting", datetime(2026, 12, 1, 19), "Europe/Berlin", 90, "Come.")


def begins(meeting: Meeting) -> datetime:
    return moment_in(meeting.starts, meeting.zone)


def written(*meetings: Meeting, name: str = "A few days") -> str:
    return calendar(name, meetings, begins, MADE)


def test_a_calendar_reads_what_was_meant() -> None:
    (event,) = Calendar.from_ical(written(MEETING)).walk("VEVENT")
    assert event.decoded("dtstart") == datetime(2026, 12, 1, 18, tzinfo=UTC)
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(minutes=90)
    assert (str(event["summary"]), str(event["description"])) == ("The first meeting", "Come.")
    assert event["status"] == "CONFIRMED"
    assert event.errors == []


def test_across_summer_time_the_wall_clock_keeps_its_hour() -> None:
    """Weekly at 19:00 in Berlin over the last Sunday of March: 18:00, and then 17:00 in UTC."""
    weekly = [replace(MEETING, id=str(n), starts=datetime(2026, 3, 24 + 7 * n, 19)) for n in range(2)]
    events = Calendar.from_ical(written(*weekly)).walk("VEVENT")
    assert [event.decoded("dtstart").hour for event in events] == [18, 17]


def test_a_second_file_updates_the_first() -> None:
    """By the same id, and a sequence that has grown."""
    changed = replace(MEETING, sequence=1, cancelled=True)
    first, second = (Calendar.from_ical(written(each)).walk("VEVENT")[0] for each in (MEETING, changed))
    assert first["uid"] == second["uid"]
    assert (first["sequence"], second["sequence"], second["status"]) == (0, 1, "CANCELLED")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300), st.integers(0, 3))
def test_any_words_come_through_on_lines_that_are_short_enough(words: str, lines: int) -> None:
    told = "\n".join([words] * (lines + 1))
    text = written(replace(MEETING, title=words, words=told), name=words)
    assert all(len(row) <= 75 for row in text.encode().split(b"\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert str(event["summary"]) == words
    assert str(event.get("description", "")) == told


def test_control_characters_are_left_out() -> None:
    """They would begin rows of their own, or break the file."""
    text = written(replace(MEETING, title="a\x00b\x1bc\x7fd\re"))
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert str(event["summary"]) == "abcd\ne"

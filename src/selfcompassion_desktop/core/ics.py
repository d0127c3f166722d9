"""Dates as a calendar program reads them (RFC 5545).

Each has an id that stays, and a number that grows when it changes, so that a calendar that takes the file in a second
time brings its own up to date. Times are in UTC: whatever becomes of a zone's rules, it is the moment that was meant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

PRODUCT = "-//Self-Compassion Desktop//Courses//EN"
_LONGEST = 75
"""Octets on one line, without its end."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A date of a course.

    Attributes:
        id: names it for good; empty before it is kept.
        live: the live session's id; empty for a group that meets.
        title: what it is called.
        starts: wall time in its zone, without an offset.
        zone: the zone's IANA name.
        minutes: how long it is.
        words: how to join.
        sequence: how often it was changed.
        cancelled: whether it does not take place.
    """

    id: str
    live: str
    title: str
    starts: datetime
    zone: str
    minutes: int
    words: str = ""
    sequence: int = 0
    cancelled: bool = False


def calendar(name: str, meetings: Iterable[Meeting], begins: Callable[[Meeting], datetime], made: datetime) -> str:
    """A file that calendars read, with all these dates.

    Args:
        name: what the calendar is called.
        meetings: its dates.
        begins: the instant at which one begins, as an aware time.
        made: now, as an aware time.
    """
    rows = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "METHOD:PUBLISH", f"X-WR-CALNAME:{_text(name)}"]
    for meeting in meetings:
        rows += _event(meeting, begins(meeting), made)
    rows.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for row in rows for part in _folded(row))


def _event(meeting: Meeting, begins: datetime, made: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{meeting.id}@selfcompassion.invalid"
    yield f"DTSTAMP:{_stamp(made)}"
    yield f"SEQUENCE:{meeting.sequence}"
    yield f"DTSTART:{_stamp(begins)}"
    yield f"DTEND:{_stamp(begins + timedelta(minutes=meeting.minutes))}"
    yield f"SUMMARY:{_text(meeting.title)}"
    if meeting.words:
        yield f"DESCRIPTION:{_text(meeting.words)}"
    yield f"STATUS:{'CANCELLED' if meeting.cancelled else 'CONFIRMED'}"
    yield "END:VEVENT"


def _stamp(moment: datetime) -> str:
    moment = moment.astimezone(UTC)
    return f"{moment.year:04}{moment:%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    kept = "".join(c for c in words.replace("\r\n", "\n").replace("\r", "\n") if c in "\n\t" or c >= " ")
    for char, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        kept = kept.replace(char, written)
    return kept.replace("\x7f", "")


def _folded(row: str) -> Iterator[str]:
    """A row on lines of at most 75 octets, no character parted; each but the first begins with a space."""
    line, size = "", 0
    for char in row:
        width = len(char.encode("utf-8", "replace"))
        if size + width > _LONGEST:
            yield line
            line, size = " ", 1
        line, size = line + char, size + width
    yield line

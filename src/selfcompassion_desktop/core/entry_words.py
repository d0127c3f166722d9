"""What stands beside an entry's text, in words for whoever reads it outside of the program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from html import escape

from .journal import STRONGEST, Marks
from .markup import blocks
from .ports.press import Printed
from .takeout import KeptEntry

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_SOURCES = {
    "sitting": "written after a practice",
    "break": "written at a break",
    "exercise": "from an exercise",
    "step": "from a course",
    "import": "taken in from another program",
}


def month_of(day: date) -> str:
    """`November 2026`."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def day_in_words(day: date) -> str:
    """`25 November 2026`."""
    return f"{day.day} {month_of(day)}"


def moment_in_words(local: str) -> str:
    """`Wednesday 25 November 2026, 18:12`, by the wall clock of then."""
    moment = datetime.fromisoformat(local)
    return f"{_DAYS[moment.weekday()]} {day_in_words(moment.date())}, {moment:%H:%M}"


def beside(marks: Marks, source: str, opens: date | None, sealed: bool = False) -> Iterator[str]:
    """Each thing that stands beside an entry's text, in a few words."""
    if marks.pinned:
        yield "pinned"
    if opens is not None:
        yield f"a letter to oneself, {'opens' if sealed else 'to open'} on {day_in_words(opens)}"
    if marks.feelings:
        yield ", ".join(marks.feelings)
    if marks.strength is not None:
        yield f"{marks.strength} of {STRONGEST}"
    if marks.tags:
        yield " ".join(f"#{tag}" for tag in marks.tags)
    if words := _SOURCES.get(source.partition(":")[0]):
        yield words


def beside_kept(entry: KeptEntry) -> Iterator[str]:
    """The same of an entry that is taken out."""
    marks = Marks(entry.tags, entry.feelings, entry.strength, entry.pinned)
    return beside(marks, entry.source, entry.opens, entry.sealed)


def on_paper(local: str, beside_it: Iterable[str], body: str, pictures: Mapping[str, bytes]) -> Printed:
    """An entry as it is to be printed.

    Args:
        local: the wall time it was written.
        beside_it: what stands beside its text.
        body: its text.
        pictures: those it may show, by their ids.
    """

    def picture(picture_id: str, words: str) -> str:
        return f'<img src="{escape(picture_id)}" alt="{escape(words)}">' if picture_id in pictures else ""

    return Printed(moment_in_words(local), " · ".join(beside_it), blocks(body, picture, top=2), pictures)

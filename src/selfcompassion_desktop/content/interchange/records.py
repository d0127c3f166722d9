"""What every reader needs: days and instants as they were, keys that stay the same, and words for what is refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

from ...core.interchange import Refused
from ...core.journal import clean
from . import jsons
from .texts import DAMAGED, LEGACY, encoding
from .trees import Tree, Unreadable

NOON = time(12)
"""The hour given to what has a day and no hour: no zone and no late turn of the day moves it to another."""
NO_DATE = "It has no date that can be read."
NO_WORDS = "It has neither text nor picture."
NO_RECORD = "It is not written as an entry of this program is, or is too long or too deeply nested to be one."
BROKEN_OFF = "The file is damaged or broken off here, and what follows could not be read."


MOST_NOTES = 100
MOST_TAGS = 200
"""Tags taken out of one text; nobody uses more, and they stay in the text."""
_PICTURES = {".png", ".jpg", ".jpeg", ".gif", ".webp"}


def is_picture(name: str) -> bool:
    """Whether a file's name is that of a picture which the journal can hold."""
    return PurePosixPath(name).suffix.lower() in _PICTURES


class Keys:
    """Keys that are each given once: the second of the same name is told from the first by its number."""

    def __init__(self) -> None:
        self._given = dict[str, int]()

    def one(self, base: str) -> str:
        """The key, or the key with a number that no other has."""
        self._given[base] = count = self._given.get(base, 0) + 1
        return base if count == 1 else self.one(f"{base} #{count}")


@dataclass(frozen=True, slots=True)
class Way:
    """What a reader is given.

    Attributes:
        tree: what was chosen.
        zone: the person's zone, for instants whose own zone the file does not tell.
        notes: where a reader says, in one plain sentence each, what a person wants to know of the whole.
    """

    tree: Tree
    zone: tzinfo
    notes: list[str]

    def note(self, sentence: str) -> None:
        """Say it, once."""
        if sentence not in self.notes and len(self.notes) < MOST_NOTES:
            self.notes.append(sentence if len(self.notes) < MOST_NOTES - 1 else "There is more of this kind.")

    def gone(self, kind: str, called: str, where: str, there: bool = False) -> str:
        """What stands in a text for a picture, or another thing, that does not come along; tells the person, too.

        Args:
            kind: "picture", "video" and so on.
            called: its name.
            where: the record's.
            there: whether it is among what was chosen, and only cannot be kept.
        """
        called = " ".join(clean(called).split())[:120]
        why = "cannot be kept here" if there else "is not among what was chosen"
        self.note(f"{where}: the {kind} “{called}” {why}; its place in the text says so.")
        return f"*(A {kind} was here: {called})*"

    def told_encoding(self, name: str) -> dict[str, object]:
        """For the unknown fields of a record from this file; tells the person where it was no UTF-8."""
        written = encoding(self.tree, name)
        if written == DAMAGED:
            self.note(f"{name} has bytes in it that are no text; in their place stands “\ufffd”.")
        if written != LEGACY:
            return {}
        self.note(f"{name} is not written as UTF-8. It was read as Windows-1252; look whether its accents are right.")
        return {"encoding": LEGACY}


def elements(way: Way, name: str, key: str, prefix: str = "") -> Iterator[tuple[str, Mapping[str, object]] | Refused]:
    """The objects in a list of a JSON file, each with where it is; what is none is refused, as is a broken end."""
    where = f"{prefix}the beginning"
    try:
        for item in jsons.of_file(way.tree, name):
            if item.key != key or not item.number:
                continue
            where = f"{prefix}entry {item.number}"
            found = jsons.record(item.text)
            yield Refused(where, NO_RECORD) if found is None else (where, found)
    except jsons.Broken:
        yield Refused(f"after {where}", BROKEN_OFF)
    except Unreadable as error:
        yield Refused(f"after {where}", error.why)


def instant(text: object) -> datetime | None:
    """An ISO 8601 time; naive where it has no offset, None where it is none."""
    if not isinstance(text, str):
        return None
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        return None


def since_epoch(milliseconds: object) -> datetime | None:
    """Milliseconds since 1970, as an instant in UTC."""
    if isinstance(milliseconds, str) and milliseconds.strip().lstrip("-").isdigit() and len(milliseconds) < 20:
        milliseconds = int(milliseconds)
    if isinstance(milliseconds, bool) or not isinstance(milliseconds, int | float):
        return None
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)
    except (OverflowError, ValueError):
        return None


def zone_called(name: object) -> tzinfo | None:
    """The zone of an IANA name; None where there is none of that name."""
    if not isinstance(name, str) or not name:
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # ZoneInfoNotFoundError; a name that is a path; a name that is a folder's
        return None


def first_words(body: str) -> str:
    """The beginning of the first line: tells apart what two journals have of one minute, or in files of one name."""
    return " ".join(body[:200].partition("\n")[0].split()[:5])


def on_the_wall(moment: datetime, zone: tzinfo | None, otherwise: tzinfo) -> datetime:
    """An instant as the clock on the wall showed it then.

    A moment that tells its own offset from Greenwich keeps it where no zone is known. One in UTC tells none: programs
    write every instant so, and it is shown in the person's own zone.
    """
    if moment.tzinfo is None:
        return moment
    if zone is None and moment.utcoffset() != timedelta():
        return moment
    try:
        return moment.astimezone(zone or otherwise)
    except (OverflowError, ValueError):  # the first and the last day of the calendar
        return moment


def wall(day: str, hour: str) -> datetime | None:
    """A wall time from an ISO day and `HH:MM` or `HH:MM:SS`; noon where no hour is told, None where the day is none."""
    try:
        on = date.fromisoformat(day.strip())
    except ValueError:
        return None
    at = clock_time(hour)
    return datetime.combine(on, NOON if at is None else at)


def clock_time(text: str) -> time | None:
    """`7:05`, `19:05`, `19:05:33`, `7:05 pm`, `7:05:33 PM`, `7.05 p. m.`; None where it is no such thing."""
    bare = " ".join(text.replace("\u202f", " ").replace("\u00a0", " ").lower().split())
    half = ""
    for ending, meant in _HALVES:
        if bare.endswith(ending):
            bare, half = bare[: -len(ending)].strip(), meant
            break
    numbers = bare.replace(".", ":").split(":")
    if not 2 <= len(numbers) <= 3 or not all(n.isascii() and n.isdigit() and len(n) <= 2 for n in numbers):
        return None
    hour, minute, second = (*map(int, numbers), 0)[:3]
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        return time(hour, minute, second)
    except ValueError:
        return None


_HALVES = tuple((f"{half[0]}{dot}{gap}m{dot}", half) for half in ("am", "pm") for dot in (".", "") for gap in (" ", ""))

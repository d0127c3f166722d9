"""Everything a person wrote or did, in the pieces that it is taken out and put back in.

One piece is one thing: an entry as it stands, one earlier version of it, one picture, one sitting. No piece holds
another, so whoever carries them holds one at a time, and a journal of any size goes through little memory.

A field that equals its default is left out of a file, and means its default where a file leaves it out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NewType, Protocol, TypeVar

from .errors import Cancelled
from .interchange import Refused
from .journal import NAME_MOST, STRONGEST

FORMAT = "selfcompassion-journal"
"""What such a file says it is."""
VERSION = 1
"""Of the format; a file with a higher one was made by a newer program."""
ENDED = "Ended before it was done. Nothing of it is left."
WHOLE_MOST = 1 << 60
"""The largest whole number; a store holds larger ones, and there is room to count on from this."""
LONGEST = 1e9
"""The longest that anything takes, in seconds: thirty years."""

Instant = NewType("Instant", int)
"""Microseconds since 1970 in UTC."""
Wall = NewType("Wall", str)
"""A wall time with its offset as it was, ISO 8601 to the second."""


def _from(least: int, most: int = WHOLE_MOST) -> Mapping[str, float]:
    return {"minimum": least, "maximum": most}


_ID = {"minLength": 1, "maxLength": 200}
_NAMES = {"maxLength": NAME_MOST}
_RATING = _from(0, STRONGEST)
_LENGTH = {"minimum": 0, "maximum": LONGEST}


@dataclass(frozen=True, slots=True)
class KeptEntry:
    """One piece of the journal, as its newest version has it.

    Attributes:
        id: names it for good.
        place: where it stands in time among all entries, in milliseconds since 1970; where several were written within
            one, the next free one. No two entries share one.
        created: the instant it was written.
        local: the wall time it was written.
        zone: the zone's name as it was.
        body: the whole text, Markdown, to the character.
        revision: the number of this version; earlier ones have lower numbers.
        edited: the instant of the last change.
        saved: the instant this version was saved, where it is not that of the last change.
        source: where it came from: empty, or "sitting:<id>", "break", "exercise:<id>" and so on.
        tags: as they were written, in their order.
        feelings: the same for feelings.
        strength: how strong it was, 0 to 10.
        pinned: whether it stands above the others.
        binned: the instant it was put into the bin.
        opens: the day on which it opens, or opened, where it is a letter to oneself.
        sealed: whether that day has not come yet.
        extra: what another program knew of it and this one does not.
        batch: the import it came with.
    """

    id: str = field(metadata=_ID)
    place: int = field(metadata=_from(-WHOLE_MOST))
    created: Instant
    local: Wall
    zone: str
    body: str = field(repr=False)
    revision: int = field(metadata=_from(1))
    edited: Instant
    saved: Instant | None = None
    source: str = ""
    tags: tuple[str, ...] = field(default=(), repr=False, metadata=_NAMES)
    feelings: tuple[str, ...] = field(default=(), repr=False, metadata=_NAMES)
    strength: int | None = field(default=None, repr=False, metadata=_RATING)
    pinned: bool = False
    binned: Instant | None = None
    opens: date | None = None
    sealed: bool = False
    extra: Mapping[str, object] = field(default_factory=dict, repr=False)
    batch: str | None = None


@dataclass(frozen=True, slots=True)
class Earlier:
    """A version of an entry's text before its newest.

    Attributes:
        entry: the entry's id.
        revision: the version's number.
        saved: the instant it was saved.
        body: the whole text as it was then.
    """

    entry: str = field(metadata=_ID)
    revision: int = field(metadata=_from(1))
    saved: Instant
    body: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeptPicture:
    """A picture that belongs to an entry, whose text names it as `picture:<id>`.

    Attributes:
        id: names it for good.
        entry: the entry's id.
        name: the file's name, as it was.
        type: what it is, as "image/png".
        content: the file's bytes.
    """

    id: str = field(metadata=_ID)
    entry: str = field(metadata=_ID)
    name: str = field(repr=False)
    type: str = field(metadata={"maxLength": 100})
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeptSitting:
    """One time that a person practised.

    Attributes:
        id: names it for good.
        practice: the practice's id.
        title: the practice's title as it was.
        voice: the voice it was guided in; empty where in text only.
        began: the instant it began.
        local: the wall time it began.
        zone: the zone's name as it was.
        day: the person's day it belongs to.
        planned: seconds it was planned for.
        seconds: seconds practised.
        position: where it stood on its timeline at the end, in seconds.
        finished: whether its end was reached.
        rated: what the ratings are of.
        before: the rating before, 0 to 10.
        after: the rating after, 0 to 10.
        extra: what another program knew of it and this one does not.
        batch: the import it came with.
    """

    id: str = field(metadata=_ID)
    practice: str
    title: str
    voice: str
    began: Instant
    local: Wall
    zone: str
    day: date
    planned: float = field(metadata=_LENGTH)
    seconds: float = field(metadata=_LENGTH)
    position: float = field(default=0.0, metadata=_LENGTH)
    finished: bool = False
    rated: str = ""
    before: int | None = field(default=None, metadata=_RATING)
    after: int | None = field(default=None, metadata=_RATING)
    extra: Mapping[str, object] = field(default_factory=dict, repr=False)
    batch: str | None = None


@dataclass(frozen=True, slots=True)
class KeptBreak:
    """One self-compassion break.

    Attributes:
        id: names it for good.
        began: the instant it began.
        local: the wall time it began.
        zone: the zone's name as it was.
        day: the person's day it belongs to.
        seconds: how long it was.
        need: what was needed; empty where nothing was chosen.
        entry: the id of the line kept in the journal; empty where none was.
        before: the rating before, 0 to 10.
        after: the rating after, 0 to 10.
        rated: what the ratings are of.
    """

    id: str = field(metadata=_ID)
    began: Instant
    local: Wall
    zone: str
    day: date
    seconds: float = field(metadata=_LENGTH)
    need: str = ""
    entry: str = ""
    before: int | None = field(default=None, metadata=_RATING)
    after: int | None = field(default=None, metadata=_RATING)
    rated: str = ""


@dataclass(frozen=True, slots=True)
class KeptRun:
    """One time that a person was on a course.

    Attributes:
        id: names it for good.
        course: the course's id.
        title: the course's title as it was.
        began: the instant it was begun.
        local: the wall time it was begun.
        zone: the zone's name as it was.
        day: the person's day it was begun.
        shifted: by how many days what is left of it stands later than it would.
        paused: the day since which it rests.
        ended: the day it was finished or left.
        how: "finished" or "left", where it was.
    """

    id: str = field(metadata=_ID)
    course: str
    title: str
    began: Instant
    local: Wall
    zone: str
    day: date
    shifted: int = field(default=0, metadata=_from(0, 1_000_000))
    paused: date | None = None
    ended: date | None = None
    how: str = ""


@dataclass(frozen=True, slots=True)
class KeptStep:
    """One step of a course that was done.

    Attributes:
        id: names it for good.
        run: the id of the time that one was on the course.
        step: the step's id within the course.
        done: the instant it was done.
        local: the wall time it was done.
        zone: the zone's name as it was.
        day: the person's day it was done.
        how: empty, or "left out" where the person passed it by.
        subject: the id of the sitting, the entry or the check-in that it came to.
    """

    id: str = field(metadata=_ID)
    run: str = field(metadata=_ID)
    step: str = field(metadata=_ID)
    done: Instant
    local: Wall
    zone: str
    day: date
    how: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class KeptDate:
    """A date of a course: a live session, or a group that meets.

    Attributes:
        id: names it for good, in calendars too.
        run: the id of the time that one is on the course.
        live: the live session's id within the course; empty where it is none of these.
        title: what it is called.
        starts: the wall time it begins in its zone, as "2026-12-01T19:00".
        zone: the zone's name.
        minutes: how long it is.
        words: how to join.
        sequence: how often it was changed.
        cancelled: whether it does not take place.
    """

    id: str = field(metadata=_ID)
    run: str = field(metadata=_ID)
    live: str
    title: str = field(repr=False)
    starts: str
    zone: str
    minutes: int = field(metadata=_from(1, 100_000))
    words: str = field(default="", repr=False)
    sequence: int = field(default=0, metadata=_from(0, 1_000_000))
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class KeptCheckIn:
    """One time that a person answered a measure.

    Attributes:
        id: names it for good.
        measure: the measure's id.
        title: the measure's title as it was.
        at: the instant it was finished, or last written.
        local: the wall time of it.
        zone: the zone's name as it was.
        day: the person's day it belongs to.
        phase: "before", "weekly", "after" or "daily" in a course; else "none".
        run: the id of the time on a course that it belongs to.
        step: the step's id within the course.
        answers: numbers by the ids of the items; what was left open is not in it.
        draft: whether it is not finished yet.
        digest: names the definition: its SHA-256 in hexadecimal digits.
        definition: the measure as it was asked, as its file would say it.
    """

    id: str = field(metadata=_ID)
    measure: str
    title: str
    at: Instant
    local: Wall
    zone: str
    day: date
    phase: str = "none"
    run: str = ""
    step: str = ""
    answers: Mapping[str, object] = field(default_factory=dict, repr=False)
    draft: bool = False
    digest: str = ""
    definition: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class KeptConsent:
    """What a person agreed to for a study, once.

    Attributes:
        id: names it for good.
        course: the course's id.
        study: the study's id.
        title: the study's title as it was.
        version: of its words, as the study counted it.
        at: the instant it was given.
        day: the person's day it was given.
        since: the day that days are counted from in what leaves.
        code: stands for the person in what leaves; made by chance.
        digest: names the words: their SHA-256 in hexadecimal digits.
        words: those that were shown.
        language: they were in.
        purposes: true or false by the purposes' ids.
        withdrawn: the day it was withdrawn.
    """

    id: str = field(metadata=_ID)
    course: str
    study: str
    title: str
    version: str
    at: Instant
    day: date
    since: date
    code: str = field(repr=False)
    digest: str = ""
    words: str = field(default="", repr=False)
    language: str = "en"
    purposes: Mapping[str, object] = field(default_factory=dict, repr=False)
    withdrawn: date | None = None


@dataclass(frozen=True, slots=True)
class KeptImport:
    """One time that something was taken in from another program.

    Attributes:
        id: names it for good.
        taken: the instant.
        format: the other program's.
        name: the file's name.
        added: how many pieces were new.
        changed: how many were changed.
    """

    id: str = field(metadata=_ID)
    taken: Instant
    format: str
    name: str = field(repr=False)
    added: int = field(metadata=_from(0))
    changed: int = field(metadata=_from(0))


@dataclass(frozen=True, slots=True)
class KeptOrigin:
    """Which piece of another program's became which entry or sitting, so that it is known again.

    Attributes:
        format: the other program's.
        key: names the piece among all that this program can write.
        subject: the entry's or the sitting's id.
        digest: of the piece as it was taken in last.
        batch: the import it came with.
    """

    format: str
    key: str = field(repr=False)
    subject: str = field(metadata=_ID)
    digest: str
    batch: str = field(metadata=_ID)


Part = (
    KeptEntry
    | Earlier
    | KeptPicture
    | KeptSitting
    | KeptBreak
    | KeptRun
    | KeptStep
    | KeptDate
    | KeptCheckIn
    | KeptConsent
    | KeptImport
    | KeptOrigin
)
T = TypeVar(
    "T",
    KeptEntry,
    Earlier,
    KeptPicture,
    KeptSitting,
    KeptBreak,
    KeptRun,
    KeptStep,
    KeptDate,
    KeptCheckIn,
    KeptConsent,
    KeptImport,
    KeptOrigin,
)

SECTIONS: Mapping[str, type[Part]] = {
    "entries": KeptEntry,
    "earlier": Earlier,
    "pictures": KeptPicture,
    "sittings": KeptSitting,
    "breaks": KeptBreak,
    "courses": KeptRun,
    "steps": KeptStep,
    "dates": KeptDate,
    "checkins": KeptCheckIn,
    "consents": KeptConsent,
    "imports": KeptImport,
    "origins": KeptOrigin,
}
"""The parts of a file by name, in the order they are written and put back."""
CALLED: Mapping[type[Any], str] = dict(
    zip(
        SECTIONS.values(),
        (
            *("entry", "earlier version", "picture", "sitting", "break"),
            *("course", "step", "date", "check-in", "consent", "import", "origin"),
        ),
        strict=True,
    )
)
"""What a piece of each kind is called where one of them is named."""


@dataclass(frozen=True, slots=True)
class Head:
    """What there is one of.

    Attributes:
        feelings: the feelings that are offered, where the person has changed the list.
        words: those the spelling was told to know.
        settings: what the person has set, as `core.settings.write` gives it; empty where it is not taken along.
    """

    feelings: tuple[str, ...] = field(default=(), repr=False, metadata=_NAMES)
    words: tuple[str, ...] = field(default=(), repr=False)
    settings: Mapping[str, object] = field(default_factory=dict, repr=False)


class Everything(Protocol):
    """All the pieces, one at a time: of a store as it was at one instant, or of a file."""

    @property
    def head(self) -> Head:
        """What there is one of."""

    def count(self, kind: type[Any]) -> int:
        """How many pieces of a kind there are."""

    def pieces(self, kind: type[T]) -> Iterator[T | Refused]:
        """The pieces of one kind, in their order; what cannot be read of them stands in its place, refused.

        Raises:
            Trouble: when they cannot be read.
        """


Opened = Callable[[], AbstractContextManager[Everything]]
"""Opens everything for as long as somebody looks."""
Progress = Callable[[float], bool]
"""Told how far something is, 0 to 1; answers whether it is to go on."""

EVERY = 50
"""How many pieces go by between two words on how far something is."""


def go_through(source: Everything, progress: Progress) -> Iterator[tuple[type[Part], int, Part | Refused]]:
    """Every piece with its kind and its number within it, from 1.

    Raises:
        Cancelled: when `progress` says so.
    """
    total = sum(source.count(kind) for kind in SECTIONS.values()) or 1
    done = 0
    for kind in SECTIONS.values():
        for number, piece in enumerate(source.pieces(kind), start=1):  # type: ignore[type-var]
            if done % EVERY == 0 and not progress(min(done / total, 1.0)):
                raise Cancelled(ENDED)
            yield kind, number, piece
            done += 1
    if not progress(1.0):
        raise Cancelled(ENDED)

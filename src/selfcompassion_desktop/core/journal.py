"""The journal's words: an entry, a row of a list, a revision, and what a text is made ready by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

TITLE_MOST = 120
"""The longest title, in code points."""
OPENING_MOST = 200
"""The longest opening shown in a list, in code points."""
NAME_MOST = 60
"""The longest name of a tag or a feeling, in code points."""
STRONGEST = 10
"""The strongest that a feeling can be; 0 is the least."""
FEELINGS = (
    *("calm", "grateful", "hopeful", "content", "tender", "touched", "tired", "tense", "worried", "sad", "lonely"),
    *("ashamed", "guilty", "angry", "overwhelmed", "numb"),
)
"""The feelings that are offered before a person changes the list."""

_HEADING = re.compile(r"^ {0,3}#{1,6}(?:[ \t]+|$)")
_PICTURE = re.compile(r"!\[([^\[\]\n]{0,200})\]\(picture:[0-9a-f-]{36}\)")
_JOINERS = "\u200d\ufe0e\ufe0f"


@dataclass(frozen=True, slots=True)
class Marks:
    """What a person has set beside an entry's text.

    Attributes:
        tags: names as they were written, each once, in their order; see `names`.
        feelings: the same for feelings.
        strength: how strong it was, 0 to 10; None where nothing was said.
        pinned: whether it stands above the others.
    """

    tags: tuple[str, ...] = field(default=(), repr=False)
    feelings: tuple[str, ...] = field(default=(), repr=False)
    strength: int | None = field(default=None, repr=False)
    pinned: bool = False


NO_MARKS = Marks()


@dataclass(frozen=True, slots=True)
class Only:
    """What a list or a search is narrowed to; what is empty narrows nothing.

    Attributes:
        tag: entries with this tag, however it is written; see `folded`.
        feeling: entries with this feeling.
        source: entries that came from here: "sitting", "break", "exercise", "import" and so on, or the whole source.
        first: entries written on this day of the calendar or later, by the wall clock of then.
        last: entries written on this day or earlier.
        pinned: pinned entries alone.
    """

    tag: str = field(default="", repr=False)
    feeling: str = field(default="", repr=False)
    source: str = ""
    first: date | None = None
    last: date | None = None
    pinned: bool = False

    @classmethod
    def year(cls, year: int) -> Only:
        """The entries of one year."""
        return cls(first=date(year, 1, 1), last=date(year, 12, 31))


EVERYTHING = Only()


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to oneself that has not come yet: when, and nothing of what it says.

    Attributes:
        id: the entry's.
        local: the wall time it was written, ISO 8601 with the offset as it was.
        opens: the day on which it can be read.
    """

    id: str
    local: str
    opens: date


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of the journal, as its newest revision has it.

    Attributes:
        id: UUIDv7.
        created: the instant it was written, in UTC.
        local: the wall time it was written, ISO 8601 with the offset as it was.
        zone: the zone's name as it was; the offset's own name where no other is known.
        title: its first line; see `title_of`.
        body: the whole text, to the character.
        revision: the newest revision's number, from 1.
        edited: the instant of the newest revision, in UTC.
        source: where it came from: empty, "sitting:<id>", "break", "exercise:<id>", "step:<course>/<step>",
            "import:<format>", or "copy:<id>" for a text that was written into an entry while somebody else changed it.
        marks: tags, feelings and what else stands beside the text.
        opens: the day on which it opens, or opened, where it is a letter to oneself.
    """

    id: str
    created: datetime
    local: str
    zone: str
    title: str = field(repr=False)
    body: str = field(repr=False)
    revision: int
    edited: datetime
    source: str = ""
    marks: Marks = NO_MARKS
    opens: date | None = None


@dataclass(frozen=True, slots=True)
class Glimpse:
    """A row of a list.

    Attributes:
        id: the entry's.
        created: the instant it was written, in UTC.
        local: the wall time it was written, ISO 8601 with the offset as it was.
        title: its first line.
        snippet: what follows the title, or what surrounds the words that were found; one line.
        marks: (start, end) of each word found, in code points within `snippet`; empty outside a search.
        edited: the instant of the newest revision, in UTC.
        place: where it stands in time among all entries; a list goes on after it.
        pinned: whether it stands above the others.
        opens: the day on which it opens, or opened, where it is a letter to oneself.
    """

    id: str
    created: datetime
    local: str
    title: str = field(repr=False)
    snippet: str = field(repr=False)
    marks: tuple[tuple[int, int], ...]
    edited: datetime
    place: int
    pinned: bool = False
    opens: date | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """One version of an entry's text.

    Attributes:
        number: from 1, growing; a number that was only a moment within one stretch of writing may be missing.
        saved: the instant, in UTC.
        body: the whole text.
    """

    number: int
    saved: datetime
    body: str = field(repr=False)


def clean(text: str) -> str:
    """The same text as a store and a file can hold it.

    Surrogates are paired, or replaced by U+FFFD where they stand alone; NUL is removed. Every other character
    is kept, line ends, trailing spaces and control characters too.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text.replace("\0", "")


def names(given: Iterable[str]) -> tuple[str, ...]:
    """Tags or feelings as they are kept: on one line, without a leading “#” or “@”, not too long, each once."""
    kept: dict[str, str] = {}
    for name in given:
        bare = " ".join(clean(name).split()).lstrip("#@ ")
        if bare := _shortened(bare, NAME_MOST):
            kept.setdefault(folded(bare), bare)
    return tuple(kept.values())


def folded(name: str) -> str:
    """What two names have in common that mean the same: capitals and forms of one letter make no difference."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def title_of(body: str) -> str:
    """The first line that has words, without the marks of a heading or a picture; at most 120 code points."""
    line = _first_line(body)[: 10 * TITLE_MOST]
    return _shortened(" ".join(_bare(line).split()), TITLE_MOST)


def opening_of(body: str) -> str:
    """What follows the title, on one line; at most 200 code points."""
    first = _first_line(body)
    start = body.index(first) + len(first)
    rest = body[start : start + 4 * OPENING_MOST]
    return _shortened(" ".join(_PICTURE.sub(r"\1", rest).split()), OPENING_MOST)


def removed(before: str, after: str) -> int:
    """How many code points of `before` are gone from `after`, seen as one change in one place."""
    most = min(len(before), len(after))
    head = _common(before, after, most)
    tail = _common(before[head:][::-1], after[head:][::-1], most - head)
    return len(before) - head - tail


def _common(a: str, b: str, most: int) -> int:
    """The length of the common beginning, up to `most`; by halving, because comparing slices is quick."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if a[low:middle] == b[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _first_line(body: str) -> str:
    for match in re.finditer(r"[^\n\r\u2028\u2029]+", body):
        line = match.group()
        if _bare(line).strip():
            return line
    return ""


def _bare(line: str) -> str:
    """A line as it is read aloud: a picture is the words that stand for it."""
    return _HEADING.sub("", _PICTURE.sub(r"\1", line))


def _shortened(text: str, most: int) -> str:
    """Cut before a whole character: never between the parts of an emoji or before an accent."""
    if len(text) <= most:
        return text
    end = most - 1
    while end > most - 20 and (text[end] in _JOINERS or text[end - 1] in _JOINERS or _leans(text[end])):
        end -= 1
    return text[:end].rstrip() + "…"


def _leans(char: str) -> bool:
    """Whether a character belongs to the one before it: an accent, or a skin tone."""
    return unicodedata.combining(char) > 0 or "\U0001f3fb" <= char <= "\U0001f3ff"

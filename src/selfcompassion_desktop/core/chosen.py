"""What of the journal is taken out, and as what."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import TypeVar

from .interchange import Refused
from .journal import folded
from .takeout import Everything, KeptBreak, KeptCheckIn, KeptEntry, KeptSitting, T


class Form(Enum):
    """As what something is taken out."""

    MARKDOWN = "markdown"
    """A folder with a text file for each entry, and the pictures."""
    HTML = "html"
    """A page for a browser."""
    CSV = "csv"
    """A folder with a table each of entries, sittings and breaks."""
    PDF = "pdf"
    """A file to print."""
    JSON = "json"
    """One file that this program reads back, with all there is."""
    EVERYTHING = "everything"
    """A folder, or one zip file, with all of these."""

    @property
    def leaves_nothing_out(self) -> bool:
        """Whether it holds all there is, whatever is asked for."""
        return self in (Form.JSON, Form.EVERYTHING)


@dataclass(frozen=True, slots=True)
class What:
    """What is taken out; what is empty leaves nothing out. The bin stays where it is.

    Attributes:
        year: what was written or done in this year, by the wall clock of then.
        tag: entries with this tag, however it is written.
        entry: this entry alone, by its id.
        letters: whether letters to oneself that have not opened yet come along, to be read.
    """

    year: int | None = None
    tag: str = field(default="", repr=False)
    entry: str = ""
    letters: bool = False

    def takes(self, entry: KeptEntry) -> bool:
        """Whether an entry is to be read in what is made."""
        if entry.binned is not None or (entry.sealed and not self.letters):
            return False
        if self.entry and entry.id != self.entry:
            return False
        if self.tag and folded(self.tag) not in map(folded, entry.tags):
            return False
        return self.year in (None, year_of(entry))

    @property
    def takes_practice(self) -> bool:
        """Whether sittings, breaks and check-ins come along: not where entries alone are asked for."""
        return not self.tag and not self.entry


ALL = What()


@dataclass(frozen=True, slots=True)
class Survey:
    """What there is to take out, looked at once before anything is written.

    Attributes:
        entries: how many entries are taken.
        years: how many of them belong to each year; see `paged`.
        ids: theirs.
        letters: the days on which letters open that are left closed; none where only a part is asked for.
    """

    entries: int
    years: Mapping[int, int]
    ids: frozenset[str] = field(repr=False)
    letters: tuple[date, ...] = ()


def survey(everything: Everything, what: What, tick: Callable[[], None] = lambda: None) -> Survey:
    """Look through all entries once, with a `tick` for each; about a hundred bytes are held for each that is taken."""
    years: dict[int, int] = {}
    ids: set[str] = set()
    letters: list[date] = []
    whole, year = what.takes_practice and what.year is None, 0
    for entry in sound(everything, KeptEntry):
        tick()
        if what.takes(entry):
            year = max(year, year_of(entry))
            years[year] = years.get(year, 0) + 1
            ids.add(entry.id)
        elif whole and entry.sealed and entry.binned is None and entry.opens is not None:
            letters.append(entry.opens)
    return Survey(len(ids), years, frozenset(ids), tuple(sorted(letters)))


def chosen(everything: Everything, what: What) -> Iterator[KeptEntry]:
    """The entries that are taken, the oldest first."""
    return (entry for entry in sound(everything, KeptEntry) if what.takes(entry))


def paged(everything: Everything, what: What) -> Iterator[tuple[KeptEntry, int]]:
    """The same, each with the year whose page it stands on.

    That is the year on the wall then. Where one travelled over New Year's Eve, it never goes back, so that each
    year is written in one go.
    """
    year = 0
    for entry in chosen(everything, what):
        year = max(year, year_of(entry))
        yield entry, year


def practised(everything: Everything, what: What, kind: type[P]) -> Iterator[P]:
    """The sittings, the breaks or the check-ins that are taken, the oldest first."""
    if what.takes_practice:
        for each in sound(everything, kind):
            if what.year in (None, year_of(each)):
                yield each


def sound(everything: Everything, kind: type[T]) -> Iterator[T]:
    """The pieces of one kind that can be read."""
    for piece in everything.pieces(kind):
        if not isinstance(piece, Refused):
            yield piece


def year_of(piece: KeptEntry | KeptSitting | KeptBreak | KeptCheckIn) -> int:
    """The year on the wall when it was written or done."""
    return datetime.fromisoformat(piece.local).year


P = TypeVar("P", KeptSitting, KeptBreak, KeptCheckIn)

"""One time that a person answered a measure, with what was asked: it can be read for good."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from .checkin_words import answer_words, result_words
from .errors import Faulty
from .measure import Answers, Item, Measure, Phase, Result, parse, results
from .tables import Cell
from .takeout import KeptCheckIn

_KEPT = "the measure kept with a check-in"


@dataclass(frozen=True, slots=True)
class CheckInRecord:
    """One time that a person answered a measure.

    Attributes:
        id: UUIDv7.
        measure: the measure's id.
        title: its title as it was.
        at: the wall time it was finished, or last written; ISO 8601 with the offset as it was.
        day: the person's day it belongs to.
        phase: where in a course it belongs.
        run: the id of the time on a course that it belongs to; empty where it is to none.
        step: the step's id within the course; may be empty.
        answers: by the ids of the items; what was left open is not in it.
        draft: whether it is not finished yet.
        digest: names the definition.
        definition: the measure as it was asked; `asked` reads it.
    """

    id: str
    measure: str
    title: str
    at: str
    day: date
    phase: Phase
    run: str
    step: str
    answers: Answers
    draft: bool
    digest: str
    definition: str

    @property
    def asked(self) -> Measure:
        """The measure as it was asked; where what came from elsewhere is no definition, the answers by their names."""
        return _asked(self.definition) or _bare(self)

    @property
    def results(self) -> tuple[Result, ...]:
        """What its answers come to; an answer that could not have been given is none."""
        asked = self.asked
        given = {item.id: self.answers[item.id] for item in asked.items if self.answers.get(item.id) in item.values}
        return results(asked, given)


@lru_cache(maxsize=64)
def _asked(text: str) -> Measure | None:
    try:
        return parse(text, _KEPT)
    except Faulty:
        return None


def _bare(record: CheckInRecord) -> Measure:
    items = (Item(name, name, min(0, value), max(10, value)) for name, value in sorted(record.answers.items()))
    return Measure(record.measure, record.title, "", tuple(items))


COLUMNS = (
    *("checkin", "at", "day", "phase", "course", "step", "measure", "title"),
    *("kind", "name", "text", "value", "words"),
)
"""Of a table, a row for each answer and each score; `course` is the time on a course that a check-in belongs to."""


def rows(record: CheckInRecord) -> Iterator[tuple[Cell, ...]]:
    """The rows of one check-in; what was left open has one without a value."""
    first = (
        *(record.id, record.at, record.day.isoformat(), record.phase.value, record.run, record.step),
        *(record.measure, record.title),
    )
    asked = record.asked
    for item in asked.items:
        words = answer_words(item, record.answers) if item.id in record.answers else ""
        yield (*first, "item", item.id, item.text, record.answers.get(item.id), words)
    for result in record.results if asked.scores else ():
        words = "" if result.value is None else result_words(result)
        yield (*first, "score", result.id, result.title, result.value, words)


def record_of(kept: KeptCheckIn) -> CheckInRecord:
    """A check-in as it is taken out, to be read."""
    return CheckInRecord(
        kept.id, kept.measure, kept.title, kept.local, kept.day, phase_of(kept.phase), kept.run, kept.step,
        answers_of(kept.answers), kept.draft, kept.digest, kept.definition,
    )  # fmt: skip


def phase_of(word: str) -> Phase:
    """A phase by its word; one that a newer program may know and this one does not is none."""
    return Phase(word) if word in set(Phase) else Phase.NONE


def answers_of(values: Mapping[str, object]) -> dict[str, int]:
    """Answers as they are kept; what is no whole number is none."""
    return {name: value for name, value in values.items() if type(value) is int}

"""One time that a person answered a measure, with what was asked: it can be read for good."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from .measure import Answers, Measure, Phase, Result, parse, results

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
        """The measure as it was asked.

        Raises:
            Faulty: when what came from elsewhere is no definition.
        """
        return _asked(self.definition)

    @property
    def results(self) -> tuple[Result, ...]:
        """What its answers come to.

        Raises:
            Faulty: as `asked`.
        """
        asked = self.asked
        given = {item.id: self.answers[item.id] for item in asked.items if self.answers.get(item.id) in item.values}
        return results(asked, given)


@lru_cache(maxsize=64)
def _asked(text: str) -> Measure:
    return parse(text, _KEPT)

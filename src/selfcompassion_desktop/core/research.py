"""Taking part in research: what a person agreed to, and what of their answers may leave for it.

What leaves is numbers and the study's own words. Of the person there is an id by chance and days counted from the
consent: nothing that they wrote, no date, no hour, and nothing of their machine. The program sends none of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from hashlib import sha256

from .checkin import CheckInRecord
from .course import Course, Study
from .errors import Trouble
from .measure import Item, Measure, Phase, Score, digest, value_of

SENT = "This program sends nothing. What you take out is a file, and it is you who gives it to the study, or does not."
WITHDRAW = (
    "You can withdraw at any time, without a reason; then nothing more is taken out. What you gave to the study "
    "before, this program cannot call back; the study can be asked to delete it."
)
LEAVES = (
    "Only your answers to these questions leave, and only those from the day you agree: with a random id, the number "
    "of the day, where in the course it was, and what you agreed to. No name, no date, nothing you wrote, nothing of "
    "this computer."
)
_OTHER = re.compile(r"[^a-z0-9]+")
_LONGEST = 100
PARTICIPATION = "participation"
"""The form that holds what was agreed to."""
FRAME = ("record_id", "study_version")
"""Names that no column of answers may have."""
BESIDE = ("day", "phase", "round", "complete")
"""What stands beside the answers of each measure, after its name."""
_CODE = re.compile(r"[0-9a-f]{12}")


class Form(Enum):
    """What a study can be given."""

    CSV = "csv"
    REDCAP = "redcap"
    FHIR = "fhir"
    BIDS = "bids"


@dataclass(frozen=True, slots=True)
class Consent:
    """What a person agreed to, once.

    Attributes:
        id: UUIDv7; it never leaves.
        course: the course's id.
        study: the study's id.
        title: the study's title as it was.
        version: as the study counted it.
        digest: names the words that were shown.
        words: those words, so that they can be read for good.
        language: they were in.
        purposes: each by its id, and whether it was agreed to.
        code: the id by chance under which answers leave.
        day: the person's day it was given.
        since: the day that days are counted from, as 0: that of the first consent that was not withdrawn since.
        withdrawn: the day it was withdrawn; None where it was not.
    """

    id: str
    course: str
    study: str
    title: str
    version: str
    digest: str
    words: str = field(repr=False)
    language: str
    purposes: Mapping[str, bool]
    code: str = field(repr=False)
    day: date
    since: date
    withdrawn: date | None = None


def words_of(course: Course, study: Study) -> str:
    """All that a consent is to, as it is shown: the text, whom to ask, and each purpose."""
    text = course.reading(study.text)
    rows = [study.title, f"Version {study.version}", *(block.plain for block in (text.blocks if text else ()))]
    rows += [f"Contact: {study.contact}", f"Questions: {', '.join(study.measures)}"]
    rows += [f"[{each.id}{', needed' if each.needed else ''}] {each.text}" for each in study.purposes]
    return "\n\n".join(rows)


def digest_of(words: str) -> str:
    """Names the words of a consent, in 64 hexadecimal digits."""
    return sha256(words.encode()).hexdigest()


def agreed(study: Study, purposes: Sequence[str]) -> dict[str, bool]:
    """Each purpose, and whether it is among those agreed to.

    Raises:
        Trouble: where one is none of the study's, or one is not there that taking part needs.
    """
    for name in purposes:
        if name not in {each.id for each in study.purposes}:
            known = ", ".join(each.id for each in study.purposes)
            raise Trouble(f"The study has no purpose “{name[:80]}”; it has: {known}.")
    for each in study.purposes:
        if each.needed and each.id not in purposes:
            raise Trouble(f"There is no taking part in “{study.title}” without this: {each.text}")
    return {each.id: each.id in purposes for each in study.purposes}


def check(course: Course, study: Study, consent: Consent | None) -> Consent:
    """The consent, where answers may be taken out under it.

    Raises:
        Trouble: where none was given, it was withdrawn, it was to other words, or its code is none that was made here.
    """
    if consent is None:
        raise Trouble(f"You have not agreed to take part in “{study.title}”; nothing is taken out without that.")
    if consent.withdrawn is not None:
        raise Trouble(f"You have withdrawn from “{study.title}”; nothing is taken out any more.")
    if consent.digest != digest_of(words_of(course, study)):
        raise Trouble(
            f"“{study.title}” has changed its words since you agreed; read them, and agree anew if you wish to."
        )
    if _CODE.fullmatch(consent.code) is None:  # a file that was put back can hold anything
        raise Trouble("The record of your consent cannot be used; withdraw, and agree anew if you wish to.")
    return consent


@dataclass(frozen=True, slots=True)
class Variable:
    """One column of numbers.

    Attributes:
        name: small letters, digits and underscores, which begins with a letter.
        of: the question, or the score.
    """

    name: str
    measure: Measure
    of: Item | Score

    @property
    def label(self) -> str:
        """What it is, in the study's words."""
        return self.of.text if isinstance(self.of, Item) else self.of.title

    @property
    def formula(self) -> str:
        """How a score is made; empty for a question."""
        if isinstance(self.of, Item):
            return ""
        missing = f"; at most {self.of.missing:.0%} missing" if self.of.missing else "; none missing"
        return f"{self.of.how} of {', '.join(self.of.items)}{missing}"

    def value(self, answers: Mapping[str, int]) -> int | float | None:
        """Its value; None where it is missing."""
        if isinstance(self.of, Item):
            return answers.get(self.of.id)
        return value_of(self.measure, self.of, answers)


@dataclass(frozen=True, slots=True)
class Occasion:
    """One time that a measure was answered.

    Attributes:
        number: which it was of all of them, from 1.
        nth: which of those of its measure, from 1.
        day: counted from the consent, which is day 0.
        round: which time on the course it was, from 1.
    """

    number: int
    nth: int
    measure: Measure
    day: int
    phase: Phase
    round: int
    answers: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Dataset:
    """What leaves.

    Attributes:
        code: who it is from, by chance.
        agreed: each purpose, and whether it was agreed to.
        forms: what each measure is called where names are narrow, by its id.
        left_out: how many times were answered in other words than the study's, which do not leave.
    """

    study: Study
    code: str
    agreed: Mapping[str, bool]
    measures: tuple[Measure, ...]
    forms: Mapping[str, str]
    variables: tuple[Variable, ...]
    occasions: tuple[Occasion, ...]
    left_out: int = 0

    def of(self, measure: Measure) -> tuple[Variable, ...]:
        """The columns of a measure."""
        return tuple(each for each in self.variables if each.measure.id == measure.id)

    def times(self, measure: Measure) -> tuple[Occasion, ...]:
        """When it was answered, in order."""
        return tuple(each for each in self.occasions if each.measure.id == measure.id)


def dataset(
    study: Study, consent: Consent, measures: Sequence[Measure], runs: Sequence[Sequence[CheckInRecord]]
) -> Dataset:
    """What may leave under a consent.

    Args:
        study: what is taken part in.
        consent: which `check` gave.
        measures: as the packs have them.
        runs: for each time on the course, in order, what was answered and finished.
    """
    known = {measure.id: (measure, digest(measure)) for measure in measures if measure.id in study.measures}
    occasions: list[Occasion] = []
    left_out = 0
    for at, records in enumerate(runs, start=1):
        for record in records:
            if record.draft or record.measure not in known or record.day < consent.since:
                continue
            measure, named = known[record.measure]
            if record.digest != named:
                left_out += 1
                continue
            answers = {item.id: v for item in measure.items for v in item.values if record.answers.get(item.id) == v}
            nth = 1 + sum(each.measure.id == measure.id for each in occasions)
            day = (record.day - consent.since).days
            occasions.append(Occasion(len(occasions) + 1, nth, measure, day, record.phase, at, answers))
    used = tuple(measure for measure, _ in known.values())
    said = {each.id: consent.purposes.get(each.id, False) for each in study.purposes}
    forms = _forms(used)
    variables = tuple(_variables(study, used, forms))
    return Dataset(study, consent.code, said, used, forms, variables, tuple(occasions), left_out)


def _forms(measures: Sequence[Measure]) -> dict[str, str]:
    taken = {PARTICIPATION, "agreed"}
    return {measure.id: _unlike(name_of(measure.id), taken) for measure in measures}


def _variables(study: Study, measures: Sequence[Measure], forms: Mapping[str, str]) -> Iterator[Variable]:
    beside = {f"{form}_{name}" for form in forms.values() for name in BESIDE}
    taken = {*FRAME, *map(agreed_name, (each.id for each in study.purposes)), *beside}
    for measure in measures:
        of: tuple[Item | Score, ...] = (*measure.items, *measure.scores)
        for each in of:
            yield Variable(_unlike(f"{forms[measure.id]}_{_OTHER.sub('_', each.id)}", taken), measure, each)


def agreed_name(purpose: str) -> str:
    """The column that says whether a purpose was agreed to."""
    return name_of(f"agreed-{purpose}")


def name_of(text: str) -> str:
    """A name as REDCap takes it, made of an id."""
    name = _OTHER.sub("_", text.lower()).strip("_")
    return (name if name[:1].isalpha() else f"m_{name}")[:_LONGEST]


def _unlike(name: str, taken: set[str]) -> str:
    """The name, or one like it that is not taken yet."""
    found, twin = name[:_LONGEST], 2
    while found in taken:
        found, twin = f"{name[: _LONGEST - 4]}_{twin}", twin + 1
    taken.add(found)
    return found

"""A measure's text → a `Measure`: what is asked, on which scale, and how answers become a score.

A reversed item, a sub-scale and a band are rows in its file. Every fault is found at once, with its line number and
what would be right. What is missing is missing, and never zero.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256

from .errors import Fault, Faulty, Trouble
from .front import Reading
from .names import Names, open_names

BETTER = ("low", "high")
HOW = ("mean", "sum")
MOST_ITEMS = 60
MOST_CHOICES = 11
LARGEST = 1000
"""The largest number that an answer can have; the smallest is its negative."""

_MEASURE = frozenset(("id", "title", "about", "stem", "recall", "licence", "credit", "items", "scores", "language"))
_ITEM = frozenset(("id", "text", "from", "to", "low", "high", "better", "reverse", "choices"))
_CHOICE = frozenset(("value", "text"))
_SCORE = frozenset(("id", "title", "items", "how", "missing", "better", "reliability", "bands"))
_RELIABILITY = frozenset(("sd", "r", "source"))
_BAND = frozenset(("to", "name", "source"))


class Phase(StrEnum):
    """Where in a course a check-in belongs."""

    BEFORE = "before"
    WEEKLY = "weekly"
    AFTER = "after"
    DAILY = "daily"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer among a few."""

    value: int
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """One question.

    Attributes:
        least: the lowest number it can be answered with.
        most: the highest.
        low: what the lowest number means; empty where choices say it.
        high: what the highest means.
        better: "low" or "high", where one end is to be wished for; empty where neither is.
        reverse: whether a score takes it the other way round.
        choices: the answers in their order; empty where it is a scale of numbers.
        number: line number in the file, from 1.
    """

    id: str
    text: str
    least: int
    most: int
    low: str = ""
    high: str = ""
    better: str = ""
    reverse: bool = False
    choices: tuple[Choice, ...] = ()
    number: int = 0

    @property
    def values(self) -> tuple[int, ...]:
        """Every number that it can be answered with, in order."""
        return tuple(c.value for c in self.choices) or tuple(range(self.least, self.most + 1))

    def scored(self, value: int) -> int:
        """An answer as a score takes it."""
        return self.least + self.most - value if self.reverse else value

    def said(self, value: int) -> str:
        """An answer in words; empty where it is a number alone."""
        return next((choice.text for choice in self.choices if choice.value == value), "")


@dataclass(frozen=True, slots=True)
class Band:
    """A part of a score's range, named as its source names it.

    Attributes:
        to: the highest value that belongs to it.
    """

    to: float
    name: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Reliability:
    """How well a score comes out the same twice, for the reliable change index.

    Attributes:
        sd: standard deviation among people, in points of the score.
        r: reliability, 0 to 1.
        source: where both are from.
    """

    sd: float
    r: float
    source: str


@dataclass(frozen=True, slots=True)
class Score:
    """How answers become one number.

    Attributes:
        items: the ids of the items it is made of.
        how: "mean" or "sum".
        missing: the greatest part of its items that may be missing, 0 to 1; the others then stand for them.
        better: "low" or "high", or empty.
        bands: from the lowest up.
    """

    id: str
    title: str
    items: tuple[str, ...]
    how: str
    missing: float = 0.0
    better: str = ""
    reliability: Reliability | None = None
    bands: tuple[Band, ...] = ()
    number: int = 0

    def band(self, value: float) -> Band | None:
        """The band a value belongs to; None where there are none."""
        return next((band for band in self.bands if value <= band.to), None)


@dataclass(frozen=True, slots=True)
class Measure:
    """What is asked, together.

    Attributes:
        about: what it asks, in a sentence.
        stem: what stands over each of its questions; may be empty.
        recall: the time that it asks about; may be empty.
        licence: under which licence its words are.
        credit: whom to name; empty for this project's own.
        scores: empty where each item stands for itself.
        extra: what this version does not know, kept as text.
        warnings: what a writer may want to look at.
    """

    id: str
    title: str
    about: str
    items: tuple[Item, ...]
    scores: tuple[Score, ...] = ()
    stem: str = ""
    recall: str = ""
    licence: str = ""
    credit: str = ""
    language: str = "en"
    extra: Mapping[str, object] = field(default_factory=dict)
    warnings: tuple[Fault, ...] = ()

    def item(self, item_id: str) -> Item | None:
        """The item of that id; None where there is none."""
        return next((item for item in self.items if item.id == item_id), None)


Answers = Mapping[str, int]
"""Answers by the ids of their items; what was left open is not in it."""


@dataclass(frozen=True, slots=True)
class Result:
    """One number that a check-in gives.

    Attributes:
        id: of the score, or of the item that stands for itself.
        value: None where too much was left open.
        least: the lowest value there can be.
        most: the highest.
        better: "low" or "high", or empty.
        band: the band it belongs to, where its source has any.
        reliability: where it is known.
    """

    id: str
    title: str
    value: float | None
    least: float
    most: float
    better: str = ""
    band: Band | None = None
    reliability: Reliability | None = None


def value_of(measure: Measure, score: Score, answers: Answers) -> float | None:
    """A score's value; None where more was left open than it allows.

    Items that were left open, within what it allows, count as the mean of the others.
    """
    items = [item for name in score.items if (item := measure.item(name))]
    given = [item.scored(answers[item.id]) for item in items if item.id in answers]
    if not given or len(items) - len(given) > score.missing * len(items) + 1e-9:
        return None
    mean = sum(given) / len(given)
    if score.how == "mean":
        return mean
    return float(sum(given)) if len(given) == len(items) else mean * len(items)


def results(measure: Measure, answers: Answers) -> tuple[Result, ...]:
    """What answers come to: each score, or each item where there is none."""
    if not measure.scores:
        return tuple(
            Result(i.id, i.text, None if i.id not in answers else float(answers[i.id]), i.least, i.most, i.better)
            for i in measure.items
        )
    return tuple(_result(measure, score, answers) for score in measure.scores)


def _result(measure: Measure, score: Score, answers: Answers) -> Result:
    items = [item for name in score.items if (item := measure.item(name))]
    least, most = float(sum(item.least for item in items)), float(sum(item.most for item in items))
    if score.how == "mean":
        least, most = least / len(items), most / len(items)
    value = value_of(measure, score, answers)
    band = None if value is None else score.band(value)
    return Result(score.id, score.title, value, least, most, score.better, band, score.reliability)


def checked(measure: Measure, answers: Mapping[str, int | None]) -> dict[str, int]:
    """The same answers without what was left open.

    Raises:
        Trouble: where one is to no question of the measure, or is none that can be given.
    """
    found: dict[str, int] = {}
    for name, value in answers.items():
        item = measure.item(name)
        if item is None:
            known = ", ".join(each.id for each in measure.items)
            raise Trouble(f"“{measure.title}” asks nothing called “{name[:80]}”; it asks: {known}.")
        if value is None:
            continue
        if value not in item.values:
            raise Trouble(f"“{name}” is answered with {span(item)}; {value} is none of them.")
        found[name] = value
    return found


def span(item: Item) -> str:
    """The numbers an item can be answered with, in words."""
    if item.choices:
        return ", ".join(str(choice.value) for choice in item.choices)
    return f"a whole number from {item.least} to {item.most}"


def definition(measure: Measure) -> str:
    """All that an answer means, as text that `parse` reads; kept with each check-in, it can be read for good."""
    items = [_set(id=i.id, text=i.text, low=i.low, high=i.high, better=i.better) | _scale(i) for i in measure.items]
    whole = _set(
        id=measure.id,
        title=measure.title,
        about=measure.about,
        stem=measure.stem,
        recall=measure.recall,
        licence=measure.licence,
        credit=measure.credit,
        language=measure.language,
        items=items,
        scores=[_score(score) for score in measure.scores],
    )
    return json.dumps(whole, ensure_ascii=False, separators=(", ", ": "))


def digest(measure: Measure) -> str:
    """Names a definition by what it says, in 64 hexadecimal digits."""
    return sha256(definition(measure).encode()).hexdigest()


def _set(**values: object) -> dict[str, object]:
    """Those of the values that say something."""
    return {name: value for name, value in values.items() if value}


def _scale(item: Item) -> dict[str, object]:
    turned: dict[str, object] = {"reverse": True} if item.reverse else {}
    if item.choices:
        return turned | {"choices": [{"value": c.value, "text": c.text} for c in item.choices]}
    return turned | {"from": item.least, "to": item.most}


def _score(score: Score) -> dict[str, object]:
    values = _set(id=score.id, title=score.title, items=list(score.items), how=score.how, better=score.better)
    if score.missing:
        values["missing"] = score.missing
    if r := score.reliability:
        values["reliability"] = {"sd": r.sd, "r": r.r, "source": r.source}
    if score.bands:
        values["bands"] = [{"to": b.to, "name": b.name, "source": b.source} for b in score.bands]
    return values


def parse(text: str, file: str) -> Measure:
    """Read a measure.

    Args:
        text: the whole file; a byte order mark and any kind of line ending are accepted.
        file: its name, used in faults.

    Raises:
        Faulty: with every fault, each with its line number.
    """
    return _Pass(text, file).measure()


class _Pass(Reading):
    """One pass over one measure."""

    kind = "a measure"

    def measure(self) -> Measure:
        names = open_names(self, _MEASURE)
        if names is None:
            raise Faulty(tuple(self.faults))
        items = tuple(self._items(names))
        measure = Measure(
            id=names.identity(),
            title=names.text("title"),
            about=names.text("about"),
            items=items,
            scores=tuple(self._scores(names, items)),
            stem=names.text("stem", required=False),
            recall=names.text("recall", required=False),
            licence=names.text("licence", required=False),
            credit=names.text("credit", required=False),
            language=names.text("language", required=False) or "en",
            extra=names.extra,
        )
        if not measure.licence:
            self.warn(names.row, "nothing says under which licence its words are; “licence: CC-BY-4.0” would")
        if self.faults:
            raise Faulty(tuple(self.faults))
        return replace(measure, warnings=tuple(sorted(self.warnings)))

    def _items(self, names: Names) -> Iterator[Item]:
        taken: dict[str, int] = {}
        found = list(names.each("items", _ITEM))
        if not found:
            names.fault("items", "a measure asks at least one thing; “items:” with “- id: pain” would begin one")
        if len(found) > MOST_ITEMS:
            names.fault("items", f"a measure has at most {MOST_ITEMS} items")
        for inner in found[:MOST_ITEMS]:
            item = self._item(inner)
            if item.id and item.id in taken:
                inner.fault("id", f"the item in line {taken[item.id]} is called “{item.id}” too")
            taken[item.id] = inner.row
            yield item

    def _item(self, names: Names) -> Item:
        choices = tuple(self._choices(names))
        if choices:
            least, most = min(c.value for c in choices), max(c.value for c in choices)
            for name in ("from", "to"):
                if name in names:
                    names.fault(name, f"“choices” says what can be answered; take “{name}” away, or the choices")
        else:
            least, most = (names.whole(name, -LARGEST, LARGEST) for name in ("from", "to"))
            if "from" in names and "to" in names and not least < most <= least + 100:
                names.fault("to", "a scale goes from the lower number to the higher, as in “from: 0” and “to: 10”")
        return Item(
            id=names.identity(),
            text=names.text("text"),
            least=least,
            most=most,
            low=names.text("low", required=not choices),
            high=names.text("high", required=not choices),
            better=names.choice("better", BETTER),
            reverse=names.flag("reverse"),
            choices=choices,
            number=names.row,
        )

    def _choices(self, names: Names) -> Iterator[Choice]:
        found = list(names.each("choices", _CHOICE))
        if "choices" in names and not 2 <= len(found) <= MOST_CHOICES:
            names.fault("choices", f"there are two to {MOST_CHOICES} choices, each after a dash")
        taken: set[int] = set()
        for inner in found[:MOST_CHOICES]:
            choice = Choice(inner.whole("value", -LARGEST, LARGEST), inner.text("text"))
            if choice.value in taken:
                inner.fault("value", f"another choice has the value {choice.value} too; give each its own")
            taken.add(choice.value)
            yield choice

    def _scores(self, names: Names, items: tuple[Item, ...]) -> Iterator[Score]:
        taken: dict[str, int] = {}
        for inner in names.each("scores", _SCORE):
            score = self._made(inner, {item.id for item in items})
            if score.id and score.id in taken:
                inner.fault("id", f"the score in line {taken[score.id]} is called “{score.id}” too")
            taken[score.id] = inner.row
            yield score

    def _made(self, names: Names, known: set[str]) -> Score:
        parts = names.words("items")
        if not parts:
            names.fault("items", "a score is made of items; “items: [one, another]” names them")
        for name in parts:
            if name not in known:
                names.fault("items", f"no item is called “{name[:80]}”")
        return Score(
            id=names.identity(),
            title=names.text("title"),
            items=parts,
            how=names.choice("how", HOW, required=True),
            missing=names.decimal("missing", 0, 1, default=0.0),
            better=names.choice("better", BETTER),
            reliability=self._reliability(names),
            bands=tuple(self._bands(names)),
            number=names.row,
        )

    def _reliability(self, names: Names) -> Reliability | None:
        inner = names.names("reliability", _RELIABILITY)
        if inner is None:
            return None
        sd, r = inner.decimal("sd", 0, LARGEST), inner.decimal("r", 0, 1)
        if "sd" in inner and sd == 0:
            inner.fault("sd", "a standard deviation is more than zero")
        return Reliability(sd, r, inner.text("source"))

    def _bands(self, names: Names) -> Iterator[Band]:
        before: float | None = None
        for inner in names.each("bands", _BAND):
            band = Band(inner.decimal("to", -1e6, 1e6), inner.text("name"), inner.text("source", required=False))
            if before is not None and band.to <= before:
                inner.fault("to", f"bands go from the lowest up; this one ends before {before:g} does")
            before = band.to
            yield band

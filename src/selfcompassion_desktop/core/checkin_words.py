"""What a check-in came to, in words: never a judgement, and nothing where too much was left open."""

from __future__ import annotations

from collections.abc import Iterator

from .measure import Answers, Item, Measure, Result

THANKS = "Thank you. It is kept."
NO_DIAGNOSIS = (
    "What a range is called is its source’s word, and no diagnosis. Whatever the number says, you can speak with "
    "somebody about it; the help page has numbers to ring."
)
OPEN = "left open"


def number(value: float) -> str:
    """A value as it is read: whole, or with one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def answer_words(item: Item, answers: Answers) -> str:
    """An answer as it is read: "4 of 10", "Several days", or that it was left open."""
    if item.id not in answers:
        return OPEN
    value = answers[item.id]
    return item.said(value) or (
        f"{value} of {item.most}" if item.least == 0 else f"{value} ({item.least} to {item.most})"
    )


def result_words(result: Result) -> str:
    """A score as it is read, with its band where its source has one."""
    if result.value is None:
        return "too much was left open to say"
    where = f"of {number(result.most)}" if result.least == 0 else f"({number(result.least)} to {number(result.most)})"
    band = result.band
    if band is None:
        return f"{number(result.value)} {where}"
    source = f" ({band.source})" if band.source else ""
    return f"{number(result.value)} {where}, a range that is called “{band.name}”{source}"


def told(measure: Measure, answers: Answers, results: tuple[Result, ...]) -> Iterator[tuple[str, str]]:
    """What was asked and what came of it, as pairs of words: each item, then each score."""
    for item in measure.items:
        yield item.text, answer_words(item, answers)
    if measure.scores:
        for result in results:
            yield result.title, result_words(result)

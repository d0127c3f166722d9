"""Finding: from what a person types to a query of the full-text index, and back to what was found in a text.

The index has two columns. `words` holds the text in NFC without what the second column holds. `pairs` holds
what is written without spaces between words (Chinese, Japanese, Korean) as overlapping pairs of characters,
each run closed by its last character alone, so that one character is found too as the beginning of a pair;
and each sign that no tokenizer takes for a word (emoji) as a token of its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import islice
from operator import add

from .journal import clean

QUERY_MOST = 1000
"""How much of a query is looked at, in code points."""
TERMS_MOST = 32
SNIPPET_MOST = 200
"""The longest snippet, in code points."""
MARKS_MOST = 20
_LEAD = 20
_NEAR = 20_000
_FAR = 200_000
"""How far into a text a snippet is looked for, in code points: folding all of a very long one would take too long."""

_CJK = (
    "\u1100-\u11ff\u3005\u3007\u3021-\u3029\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u3131-\u318e"
    "\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uff9f"
    "\U00020000-\U0003ffff"
)
_SIGNS = "\u2190-\u2bff\U0001f000-\U0001faff"
_APART = re.compile(f"(?P<run>[{_CJK}]+)|(?P<sign>[{_SIGNS}])")
_SPACE = re.compile(r"\s")
_MARK = "\u0301"
"""Stands for any accent once a text is folded."""


class Kind(Enum):
    """How a term is indexed."""

    WORD = "word"
    RUN = "run"
    SIGN = "sign"


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that must be in the text.

    Attributes:
        text: in NFC; a word may hold punctuation (don't), which stands for any in the same place.
        kind: how it is indexed.
        open: whether more letters may follow: the word is still being typed.
    """

    text: str
    kind: Kind
    open: bool


def columns(body: str) -> tuple[str, str]:
    """The texts for the index's columns `words` and `pairs`."""
    if body.isascii():
        return body, ""
    text = unicodedata.normalize("NFC", body)
    found: list[str] = []
    for match in _APART.finditer(text):
        found.append(_indexed(match.group(), Kind.RUN if match.lastgroup == "run" else Kind.SIGN))
    return _APART.sub(" ", text), " ".join(found)


def terms(text: str) -> tuple[Term, ...]:
    """What a person's query asks for; empty where it names nothing that could be found."""
    text = unicodedata.normalize("NFC", clean(text[:QUERY_MOST]))
    pieces = text.split()
    found: list[Term] = []
    for number, piece in enumerate(pieces):
        last = number == len(pieces) - 1 and not text[-1].isspace()
        found += _terms_of(piece, last)
    return tuple(found[:TERMS_MOST])


def search_terms(text: str) -> str | None:
    """The FTS5 query for whatever was typed; None where it names nothing that could be found.

    Everything is quoted, so no input is an operator or an error. Words are joined by an implicit AND, which
    passes over a phrase that the tokenizer finds empty.
    """
    parts = [_phrase(term) for term in terms(text)]
    return " ".join(parts) or None


class Excerpts:
    """Shows what a query found in one text after another.

    Args:
        query: what the person typed.
    """

    def __init__(self, query: str) -> None:
        self._pattern = _pattern(terms(query))

    def of(self, body: str) -> tuple[str, tuple[tuple[int, int], ...]]:
        """One line of `body` around the first words found, and where they stand in it, in code points."""
        start, hits = _hits(body, self._pattern) if self._pattern else (0, [])
        end = min(len(body), start + SNIPPET_MOST)
        lead = "…" if start else ""
        shift = len(lead) - start
        marks = tuple((a + shift, b + shift) for a, b in hits if b <= end)
        line = _SPACE.sub(" ", body[start:end])
        return lead + line + ("…" if end < len(body) else ""), marks[:MARKS_MOST]

    def all_in(self, body: str, most: int) -> list[tuple[int, int]]:
        """Where the words stand in the first 200,000 code points of `body`, in code points; at most `most` places."""
        if self._pattern is None:
            return []
        folded = _folded(body[:_FAR])
        return list(islice(_spans(self._pattern, folded, 0, len(folded)), most))


def _terms_of(piece: str, last: bool) -> list[Term]:
    found: list[Term] = []
    at = 0
    for match in _APART.finditer(piece):
        found += _word(piece[at : match.start()], False)
        kind = Kind.RUN if match.lastgroup == "run" else Kind.SIGN
        found.append(Term(match.group(), kind, kind is Kind.RUN))
        at = match.end()
    return found + _word(piece[at:], last)


def _word(text: str, last: bool) -> list[Term]:
    if not any(char.isalnum() or unicodedata.category(char) == "Co" for char in text):
        return []
    return [Term(text, Kind.WORD, last and (text[-1].isalnum() or unicodedata.combining(text[-1]) > 0))]


def _phrase(term: Term) -> str:
    text = term.text if term.kind is Kind.WORD else _asked(term)
    quoted = text.replace('"', " ")
    return f'"{quoted}"{"*" if term.open else ""}'


def _indexed(text: str, kind: Kind) -> str:
    if kind is Kind.SIGN:
        return _sign(text)
    return " ".join([*map(add, text, text[1:]), text[-1]])


def _asked(term: Term) -> str:
    """A run as the phrase of its pairs, without the closing single character that only its own end has."""
    if term.kind is Kind.SIGN:
        return _sign(term.text)
    return " ".join(map(add, term.text, term.text[1:])) or term.text


def _sign(char: str) -> str:
    """A token that no word can be: a private-use character is a letter to the tokenizer, and to nobody else."""
    return f"\ue000{ord(char):x}"


class _Folds(dict[int, str]):
    """Code point → one character without accent and case; accents → `_MARK`. Filled as characters are met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = _MARK if unicodedata.category(char) == "Mn" else _base(char).lower()
        self[code] = folded if len(folded) == 1 else char
        return self[code]


def _base(char: str) -> str:
    return char if _APART.match(char) else unicodedata.normalize("NFD", char)[0]


_FOLDS = _Folds()


def _pattern(wanted: tuple[Term, ...]) -> re.Pattern[str] | None:
    """What finds the terms in folded text. A word's beginning is looked at afterwards, see `_spans`: a pattern
    that starts with a letter is found several times quicker than one that starts with a condition."""
    words = "|".join(part for term in wanted if term.kind is Kind.WORD and (part := _word_part(term)))
    others = ["".join(_either(char) for char in term.text) for term in wanted if term.kind is not Kind.WORD]
    parts = ([f"(?P<word>{words})"] if words else []) + others
    return re.compile("|".join(parts)) if parts else None


def _word_part(term: Term) -> str:
    runs = re.findall(r"[^\W_]+", re.sub(_MARK, "", term.text.translate(_FOLDS)))
    if not runs:
        return ""
    words = r"[\W_]+".join(f"{_MARK}*".join(map(re.escape, run)) for run in runs)
    return rf"{words}{_MARK}*" + ("" if term.open else r"(?![^\W_])")


def _either(char: str) -> str:
    """A character in its composed or its decomposed form, as a pattern on folded text."""
    apart = unicodedata.normalize("NFD", char).translate(_FOLDS)
    return f"(?:{re.escape(char)}|{re.escape(apart)})"


def _hits(body: str, pattern: re.Pattern[str]) -> tuple[int, list[tuple[int, int]]]:
    """Where a snippet begins, and the words found in it. The start of a long body is looked at first."""
    folded = _folded(body[:_NEAR])
    first = next(_spans(pattern, folded, 0, len(folded)), None)
    if first is None and len(body) > _NEAR:
        folded = _folded(body[:_FAR])
        first = next(_spans(pattern, folded, 0, len(folded)), None)
    if first is None:
        return 0, []
    start = _beginning(body, first[0])
    return start, list(_spans(pattern, folded, start, min(len(folded), start + SNIPPET_MOST + 1)))


def _spans(pattern: re.Pattern[str], folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the terms stand, words only where a word begins."""
    while match := pattern.search(folded, start, end):
        at, start = match.span()
        if match.lastgroup == "word" and at > 0 and folded[at - 1].isalnum():
            start = at + 1
        else:
            yield at, start


def _folded(text: str) -> str:
    return text.lower() if text.isascii() else text.translate(_FOLDS)


def _beginning(body: str, hit: int) -> int:
    """Where to cut so that a hit stands near the snippet's start: at a space, or else right at the hit."""
    if hit <= _LEAD:
        return 0
    space = re.search(r"\s(?=\S)", body[hit - _LEAD : hit])
    return hit - _LEAD + space.end() if space else hit

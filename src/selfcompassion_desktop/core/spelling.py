"""Which words of a text have a spelling, and which language is meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from .markdown import Kind, Style, read_line

LONGEST_WORD = 60
"""A longer word, in code points, is no word that a dictionary knows."""

_WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f\u0591-\u05c7\u064b-\u065f]+[^\W\d_]*|['’\u00ad\u2011-][^\W\d_]+)*")
_PASSED = re.compile(r"^#\w|[@\d]|[^\W_]_[^\W_]|://|^\W*www\.")
_WITHOUT = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7ff\U00020000-\U0003ffff]"
)


_LETTERS = {
    language: letters
    for letters, languages in {
        "ARABIC": "ar ckb fa ps ug ur",
        "ARMENIAN": "hy",
        "BENGALI": "as bn",
        "CYRILLIC": "be bg kk ky mk mn ru sr tg tt uk",
        "DEVANAGARI": "hi mr ne sa",
        "ETHIOPIC": "am ti",
        "GEORGIAN": "ka",
        "GREEK": "el grc",
        "GUJARATI": "gu",
        "GURMUKHI": "pa",
        "HANGUL": "ko",
        "HEBREW": "he yi",
        "KANNADA": "kn",
        "MALAYALAM": "ml",
        "ORIYA": "or",
        "SINHALA": "si",
        "TAMIL": "ta",
        "TELUGU": "te",
    }.items()
    for language in languages.split()
}
"""What Unicode calls the letters of languages that are not written in Latin ones."""


class Word(NamedTuple):
    """A word of a line: where it begins and ends, in code points, and the word."""

    start: int
    end: int
    text: str


def words_of(line: str, *, code: bool = False) -> list[Word]:
    """The words of a line that have a spelling.

    Not: code, addresses, tags, words with digits, words in capitals alone, single letters, and writing that puts
    no space between its words.
    """
    read = read_line(line, code=code)
    if read.kind in (Kind.CODE, Kind.FENCE):
        return []
    passed = [span for span in read.spans if span.style in (Style.CODE, Style.ADDRESS)]
    words: list[Word] = []
    for piece in re.finditer(r"\S+", line):
        if not _PASSED.search(piece[0]):
            words += _within(piece[0], piece.start())
    return [word for word in words if not any(span.start < word.end and word.start < span.end for span in passed)]


def _within(piece: str, start: int) -> list[Word]:
    found = (Word(start + word.start(), start + word.end(), word[0]) for word in _WORD.finditer(piece))
    return [word for word in found if _is_spelt(word.text)]


def _is_spelt(word: str) -> bool:
    return 1 < len(word) <= LONGEST_WORD and not word.isupper() and not _WITHOUT.search(word)


def is_written_in(word: str, language: str) -> bool:
    """Whether a word is in the letters that a language is written in; another one's words are not its mistakes."""
    code, _, rest = language.partition("_")
    letters = "LATIN" if "latn" in rest.lower() else _LETTERS.get(code, "LATIN")
    return unicodedata.name(word[0], "").startswith(letters)


def plain(word: str) -> str:
    """A word as dictionaries write it: straight apostrophes, no soft hyphens."""
    return word.replace("’", "'").replace("\u00ad", "").replace("\u2011", "-")


def language_for(chosen: str, system: str, languages: Iterable[str]) -> str:
    """The language to spell by; empty for none.

    Args:
        chosen: "off", "system", or a language.
        system: the language the system is set to, such as "en_GB".
        languages: those there are.
    """
    there = list(languages)
    if chosen == "off":
        return ""
    wanted = system if chosen == "system" else chosen
    if wanted in there:
        return wanted
    if chosen != "system":
        return ""
    return next((each for each in there if each.split("_")[0] == wanted.split("_")[0]), "")

"""What was said against what was heard: words, word errors, and the words that are easily read wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_MARKED = re.compile(r"\[([^\[\]]+)\]\(/[^/()]+/\)")
_WORD = re.compile(r"[a-zà-ÿ]+(?:'[a-z]+)*|\d+")
_SHORT = {
    "can't": "cannot",
    "won't": "will not",
    "let's": "let us",
    "shan't": "shall not",
}
_ENDINGS = (("n't", " not"), ("'re", " are"), ("'ll", " will"), ("'ve", " have"), ("'m", " am"), ("'d", " would"))
_NUMBERS = {
    "1": "one",
    "2": "two",
    "3": "three",
    "4": "four",
    "5": "five",
    "6": "six",
    "7": "seven",
    "8": "eight",
    "9": "nine",
    "10": "ten",
}
# “it's” is “it is” in a script; the “'s” of a noun stays as it is.
_IS = frozenset({"it", "that", "there", "here", "what", "who", "he", "she"})

# Spelt alike, spoken in two ways: the model chooses by the part of speech and is often wrong.
TWO_WAYS = frozenset(
    {"content", "bow", "bows", "close", "closer", "tear", "tears", "wound", "wounds", "present", "read"}
    | {"live", "lives", "lead", "leads", "wind", "winds"}
)
# Spoken in one way, which the model is known to miss at times.
ONE_WAY = {"breath": "bɹˈɛθ", "breaths": "bɹˈɛθs", "breathe": "bɹˈið", "breathing": "bɹˈiðɪŋ", "maitri": "mˈItɹi"}


def words(text: str, opened: bool = True) -> list[str]:
    """The words of a text: small, numbers written out, and “you're” as “you are” where `opened`."""
    plain = _MARKED.sub(r"\1", text).lower().replace("’", "'")
    found = [_NUMBERS.get(word, word) for word in _WORD.findall(plain)]
    return [part for word in found for part in _opened(word)] if opened else found


def _opened(word: str) -> list[str]:
    if word in _SHORT:
        return _SHORT[word].split()
    if word.endswith("'s") and word[:-2] in _IS:
        return [word[:-2], "is"]
    for ending, full in _ENDINGS:
        if word.endswith(ending):
            return (word.removesuffix(ending) + full).split()
    return [word]


@dataclass(frozen=True, slots=True)
class Difference:
    """A word said and what was heard in its place; either is empty where a word was left out or added."""

    said: str
    heard: str

    def __str__(self) -> str:
        return f"{self.said or '—'} → {self.heard or '—'}"


def differences(said: Sequence[str], heard: Sequence[str], same: Callable[[str, str], bool]) -> list[Difference]:
    """The fewest words to change, leave out or add that make `said` into `heard`: one for each word error."""
    costs = _costs(said, heard, same)
    found, i, j = list[Difference](), len(said), len(heard)
    while i or j:
        alike = bool(i and j) and same(said[i - 1], heard[j - 1])
        if i and j and costs[i][j] == costs[i - 1][j - 1] + (not alike):
            i, j = i - 1, j - 1
            if not alike:
                found.append(Difference(said[i], heard[j]))
        elif i and costs[i][j] == costs[i - 1][j] + 1:
            i -= 1
            found.append(Difference(said[i], ""))
        else:
            j -= 1
            found.append(Difference("", heard[j]))
    return found[::-1]


def _costs(said: Sequence[str], heard: Sequence[str], same: Callable[[str, str], bool]) -> list[list[int]]:
    costs = [list(range(len(heard) + 1))]
    for i, word in enumerate(said, start=1):
        row = [i]
        for j, other in enumerate(heard, start=1):
            swap = costs[i - 1][j - 1] + (not same(word, other))
            row.append(min(swap, costs[i - 1][j] + 1, row[j - 1] + 1))
        costs.append(row)
    return costs


def unmarked(source: str) -> list[str]:
    """The words of a line that are spoken in two ways and carry no mark."""
    bare = _MARKED.sub(" ", source).lower().replace("’", "'")
    return [w for w in _WORD.findall(bare) if w in TWO_WAYS]


def shortened(sentence: str, phonemes: Callable[[str], str]) -> str:
    """The last word, where it is read as an abbreviation because of its full stop: “no.” as “number”; else empty."""

    def sounds(text: str) -> str:
        return re.sub("[ˈˌ.]", "", phonemes(text))

    if not sentence.endswith(".") or sounds(sentence) == sounds(sentence[:-1]):
        return ""
    return _WORD.findall(sentence.lower())[-1]


def misread(source: str, phonemes: Callable[[str], str]) -> list[str]:
    """The words of a line that are spoken in one way and that the model would speak otherwise."""
    bare = _MARKED.sub(" ", source).lower()
    spoken = phonemes(source)
    return [w for w in _WORD.findall(bare) if w in ONE_WAY and ONE_WAY[w] not in spoken]

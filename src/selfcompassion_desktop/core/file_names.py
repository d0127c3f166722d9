"""Names for files that Windows, macOS and Linux all take, made from what a person wrote."""

from __future__ import annotations

import re
import unicodedata

BYTES_MOST = 120
"""The longest name without its ending, in bytes of UTF-8; encrypted home folders take 143 in all, others 255."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$)(\..*)?$", re.IGNORECASE)
_JOINERS = "\u200c\u200d"
"""Without them, some scripts and some emoji fall apart."""


def file_stem(words: str, fallback: str) -> str:
    """The words as a file's name without its ending; `fallback` where nothing of them can stand in one.

    Never a reserved name, never one that begins or ends with a dot or a space, no longer than `BYTES_MOST` bytes, and
    cut between whole characters.
    """
    kept = "".join(_kept(char) for char in unicodedata.normalize("NFC", words))
    stem = _cut(" ".join(kept.split()).strip(". "), BYTES_MOST).rstrip(",;. ").strip(". ")
    if not stem.strip(_JOINERS):
        return fallback
    return f"_{stem}" if _RESERVED.match(stem) else stem


class Names:
    """Names within one folder, each given once, also where a system makes no difference between `a`, `A` and `ä`
    written in two ways.
    """

    def __init__(self) -> None:
        self._given: set[str] = set()
        self._next: dict[str, int] = {}

    def give(self, stem: str, ending: str) -> str:
        """A name that nobody has yet: `stem.md`, and ` (2)`, ` (3)` for its twins."""
        key = same_name(stem)
        number = self._next.get(key, 1)
        name = stem if number == 1 else f"{stem} ({number})"
        while same_name(name) in self._given:
            number += 1
            name = f"{stem} ({number})"
        self._next[key] = number + 1
        self._given.add(same_name(name))
        return name + ending


def is_reserved(name: str) -> bool:
    """Whether Windows takes the name for a device and not for a file."""
    return bool(_RESERVED.match(name))


def same_name(name: str) -> str:
    """The same for two names that some system takes for one."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def _kept(char: str) -> str:
    if _FORBIDDEN.match(char) or char.isspace():
        return " "
    category = unicodedata.category(char)
    if category in ("Cc", "Cs", "Co", "Cn") or (category == "Cf" and char not in _JOINERS):
        return ""
    return char


def _cut(text: str, most: int) -> str:
    """At most so many bytes; never between a letter and its accent, or within an emoji."""
    if len(text.encode()) <= most:
        return text
    cut = text.encode()[:most].decode(errors="ignore")
    while cut and _leans(text[len(cut)], cut[-1]):
        cut = cut[:-1]
    return cut


def _leans(char: str, before: str) -> bool:
    return (
        unicodedata.combining(char) > 0
        or char in _JOINERS
        or before in _JOINERS
        or "\ufe00" <= char <= "\ufe0f"
        or "\U0001f3fb" <= char <= "\U0001f3ff"
    )

"""Active content in a text: what a program could be made to run, open or fetch. Packs carry none of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

_FOUND = (
    (re.compile(r"<\s*[/!?]?[a-z][a-z0-9:-]*(?=[\s/>]|$)", re.IGNORECASE), "HTML"),
    (re.compile(r"(?<![a-z0-9])(?:javascript|vbscript)\s*:", re.IGNORECASE), "a script"),
    (re.compile(r"(?<![a-z0-9])data\s*:\s*[a-z]+/", re.IGNORECASE), "embedded data"),
    (re.compile(r"(?<![a-z0-9])file\s*:\s*[/\\]", re.IGNORECASE), "an address of a file"),
    (re.compile(r"\\\\[\w.-]+[\\/]"), "the address of another machine"),
    (re.compile(r"!\[[^\[\]]*\]\("), "a picture from elsewhere"),
)


def active_in(text: str) -> Iterator[tuple[int, str]]:
    """Line number, from 1, and half a sentence for each piece of active content."""
    for number, row in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        for pattern, what in _FOUND:
            if found := pattern.search(row):
                said = found[0].strip()[:40]
                yield number, f"“{said}” begins {what}; a pack holds words and sound alone, so take it out"

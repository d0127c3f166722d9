"""A text to read in a course: front matter and Markdown prose."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from . import front
from .errors import Fault, Faulty

_KNOWN = frozenset(("id", "title", "sources", "summary"))
_LINK = re.compile(r"\[[^\[\]]*\]\([^)]*\)|https?://", re.IGNORECASE)
_HTML = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_ITEM = re.compile(r"(?:[-*+]|\d{1,3}[.)])\s+")
_EMPHASIS = re.compile(r"(?<![\w*_])([*_]{1,2})(?=\S)(.+?)(?<=\S)\1(?![\w*_])")


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a reading.

    Attributes:
        kind: "heading", "text", "item" or "quote".
        text: its words, Markdown's emphasis kept.
        mark: of an item, what stands before it: "•", or its number.
    """

    kind: str
    text: str
    mark: str = ""

    @property
    def plain(self) -> str:
        """Its words without the marks of emphasis."""
        return _EMPHASIS.sub(r"\2", _EMPHASIS.sub(r"\2", self.text))


@dataclass(frozen=True, slots=True)
class Reading:
    """A text to read.

    Attributes:
        sources: where its facts are from, as one would cite them.
        blocks: its paragraphs in order.
        extra: front matter that this version does not know, kept as it was.
        warnings: what a writer may want to look at.
    """

    id: str
    title: str
    blocks: tuple[Block, ...]
    sources: tuple[str, ...] = ()
    extra: Mapping[str, object] = field(default_factory=dict)
    warnings: tuple[Fault, ...] = ()

    @property
    def word_count(self) -> int:
        """How many words it has, its headings among them."""
        return sum(len(block.plain.split()) for block in self.blocks)


def parse(text: str, file: str) -> Reading:
    """Read such a text.

    Args:
        text: the whole file; a byte order mark and any kind of line ending are accepted.
        file: its name, used in faults.

    Raises:
        Faulty: with every fault, each with its line number.
    """
    return _Pass(text, file).reading()


class _Pass(front.Reading):
    """One pass over one reading."""

    kind = "a reading"

    def reading(self) -> Reading:
        start = self.front_matter_end()
        names = front.Front(self, start, _KNOWN)
        blocks = self._blocks(start)
        made = (names.identity(), names.text("title"), tuple(blocks), names.words("sources"), names.rest())
        if not blocks:
            self.fault(start + 1, "there is nothing to read; write at least one paragraph under the front matter")
        if self.faults:
            raise Faulty(tuple(self.faults))
        return Reading(*made, tuple(sorted(self.warnings)))

    def _blocks(self, start: int) -> list[Block]:
        blocks: list[Block] = []
        rows: list[str] = []
        kind = mark = ""

        def close() -> None:
            nonlocal rows
            if rows and any(rows):
                blocks.append(Block(kind, " ".join(" ".join(rows).split()), mark))
            rows = []

        for number, raw in enumerate(self.rows[start:], start=start + 1):
            row = raw.strip()
            self.check_visible(number, row)
            if _LINK.search(row):
                self.warn(number, "a link is shown as it is written; a reading leads nowhere else")
            if _HTML.search(row):
                self.warn(number, "HTML is shown as it is written; headings, lists and quotes are made by Markdown")
            if not row:
                close()
            elif row.startswith("#"):
                close()
                rows, kind, mark = [row.lstrip("#").strip()], "heading", ""
                close()
            elif row.startswith(">"):
                if kind != "quote":
                    close()
                kind, mark = "quote", ""
                rows.append(row[1:].strip())
            elif found := _ITEM.match(row):
                close()
                kind, mark = "item", found[0].strip() if found[0][0].isdigit() else "•"
                rows = [row[found.end() :]]
            else:
                if not rows:
                    kind, mark = "text", ""
                rows.append(row)
        close()
        return blocks

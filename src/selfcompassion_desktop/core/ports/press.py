"""Paper, as taking the journal out needs it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol


class Paper(Enum):
    """A size of paper."""

    A4 = "a4"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Printed:
    """One entry as it is to stand on paper.

    Attributes:
        heading: when it was written, in words.
        beside: what stands beside it, in words; may be empty.
        blocks: its text, as `core.markup.blocks` gives it; read once.
        pictures: by the name that a block's `img` has, the file's bytes.
    """

    heading: str
    beside: str = field(repr=False)
    blocks: Iterable[str] = field(repr=False)
    pictures: Mapping[str, bytes] = field(repr=False)


class Press(Protocol):
    """Promises a file whose pages are whole, or an error; it holds one entry at a time."""

    def write(self, file: str, title: str, entries: Iterable[Printed], paper: Paper) -> int:
        """Write entries one after another to a PDF at `file`; returns how many pages.

        Args:
            file: where to; an empty file that is there.
            title: what the file says it is.
            entries: asked for one at a time; what they raise ends it and goes on to the caller.
            paper: its size.

        Raises:
            OSError: when it cannot be written.
        """

"""Places in a text: Python counts code points, Qt counts UTF-16 units."""

from __future__ import annotations

import re
from bisect import bisect_left

_BEYOND = re.compile("[\U00010000-\U0010ffff]")


class Units:
    """Turns places in one text from one count into the other.

    Args:
        text: the text; a lone surrogate counts as one in both.
    """

    def __init__(self, text: str) -> None:
        # Most texts hold nothing beyond the basic plane, and are then counted in the same way.
        self._pairs = () if text.isascii() else tuple(found.start() for found in _BEYOND.finditer(text))
        self._ends = tuple(at + number for number, at in enumerate(self._pairs, 1))

    def units(self, place: int) -> int:
        """A place in code points, in units."""
        return place + bisect_left(self._pairs, place) if self._pairs else place

    def points(self, place: int) -> int:
        """A place in units, in code points; the middle of a pair is before it."""
        return place - bisect_left(self._ends, place) if self._pairs else place

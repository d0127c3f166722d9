"""Entries together with their own pictures, without holding more than one entry's at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...core.chosen import What, sound, year_of
from ...core.takeout import Everything, KeptEntry, KeptPicture


def illustrated(everything: Everything, what: What) -> Iterator[tuple[KeptEntry, int, Mapping[str, KeptPicture]]]:
    """As `chosen.paged`, each entry with the pictures that belong to it, by their ids.

    Pictures come in the order of their entries, so both are walked side by side.
    """
    pictures = sound(everything, KeptPicture)
    ahead = next(pictures, None)
    year = 0
    for entry in sound(everything, KeptEntry):
        own: dict[str, KeptPicture] = {}
        taken = what.takes(entry)
        while ahead is not None and ahead.entry == entry.id:
            if taken:
                own[ahead.id] = ahead
            ahead = next(pictures, None)
        if taken:
            year = max(year, year_of(entry))
            yield entry, year, own

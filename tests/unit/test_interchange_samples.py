"""The samples of other programs: each is known for what it is, and nothing in it is refused."""

from __future__ import annotations

from datetime import tzinfo

import pytest

from foreign_files import SAMPLES, ZONES
from selfcompassion_desktop.content.interchange import TITLES, read
from selfcompassion_desktop.core.interchange import Refused

KNOWN = [
    ("day-one/Journal.json", "day-one", 3), ("day-one/export.zip", "day-one", 3),
    ("daylio/eight.csv", "daylio", 3),
    ("daylio/seven.csv", "daylio", 2),
    ("insight-timer/log.csv", "insight-timer", 2), ("joplin/export.jex", "joplin", 2),
    ("joplin/front-matter", "joplin", 1), ("journey/export.zip", "journey", 2), ("jrnl/export.json", "jrnl", 4),
    ("jrnl/am-pm.txt", "jrnl", 4), ("jrnl/folder", "jrnl", 4), ("rednotebook", "rednotebook", 5),
    ("rednotebook/2019-02.txt", "rednotebook", 2), ("text", "text", 2), ("text/front.md", "text", 1),
]  # fmt: skip


@pytest.mark.parametrize("zone", ZONES, ids=str)
@pytest.mark.parametrize(("name", "known_as", "count"), KNOWN)
def test_each_is_known_for_what_it_is(name: str, known_as: str, count: int, zone: tzinfo) -> None:
    with read(SAMPLES / name, zone) as reading:
        found = list(reading.pieces)
        assert (reading.format, len(found), reading.progress()) == (known_as, count, 1)
        assert not [piece for piece in found if isinstance(piece, Refused)]
    assert TITLES[known_as] == reading.title

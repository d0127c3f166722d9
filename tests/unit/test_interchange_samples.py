"""The samples of other programs: each is known for what it is, and nothing in it is refused."""

from __future__ import annotations

import os
import subprocess
import sys
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


# case IM13
def test_no_file_is_read_in_the_machines_own_encoding() -> None:
    """Where the system's encoding is none of Unicode, the same words come out, and Python warns of nothing."""
    look = (
        "import sys, pathlib, zoneinfo; from selfcompassion_desktop.content.interchange import read\n"
        "for name in sys.argv[1:]:\n"
        "    with read(pathlib.Path(name), zoneinfo.ZoneInfo('UTC')) as reading:\n"
        "        print(*[ascii(getattr(piece, 'body', '')) for piece in reading.pieces])\n"
    )
    chosen = [str(SAMPLES / name) for name, _, _ in KNOWN]
    strange = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    seen = set[str]()
    for variables in (strange, {"PYTHONUTF8": "1"}):
        command = [sys.executable, "-X", "warn_default_encoding", "-W", "error::EncodingWarning", "-c", look, *chosen]
        ran = subprocess.run(command, env={**os.environ, **variables}, capture_output=True, check=False)
        assert not ran.stderr.decode("ascii", "replace")
        seen.add(ran.stdout.decode("ascii"))
    assert len(seen) == 1
    assert "\\u65e5\\u672c\\u8a9e" in seen.pop()

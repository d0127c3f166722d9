"""Files of other programs that a test makes, and what is read out of them."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from datetime import tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from selfcompassion_desktop.content.interchange import read
from selfcompassion_desktop.core.interchange import Piece, Record, Refused

SAMPLES = Path(__file__).parent / "data" / "interchange"
NEW_YORK, KIRITIMATI, UTC = (ZoneInfo(name) for name in ("America/New_York", "Pacific/Kiritimati", "UTC"))
ZONES = (NEW_YORK, KIRITIMATI, UTC)
"""As far behind Greenwich as ahead of it; a reader is handed the person's zone, and never asks the machine's."""


def pieces(path: Path, zone: tzinfo = UTC) -> list[Piece]:
    with read(path, zone) as reading:
        return list(reading.pieces)


def records(path: Path, zone: tzinfo = UTC) -> list[Record]:
    """The records of a file in which nothing is refused."""
    found = pieces(path, zone)
    assert not [piece for piece in found if isinstance(piece, Refused)]
    return [piece for piece in found if isinstance(piece, Record)]


def refused(path: Path) -> list[Refused]:
    return [piece for piece in pieces(path) if isinstance(piece, Refused)]


def as_json(file: Path, content: object) -> Path:
    file.write_text(json.dumps(content), encoding="utf-8")
    return file


def zipped(file: Path, members: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file

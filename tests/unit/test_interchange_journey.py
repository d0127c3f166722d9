"""Journey's zip."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from foreign_files import KIRITIMATI, NEW_YORK, ZONES, as_json, pieces, records, zipped
from selfcompassion_desktop.content.interchange import read
from selfcompassion_desktop.core.interchange import Record, Refused

NEW_YEARS_EVE = 1609475400000  # 2021-01-01T04:30Z


def entry(**fields: object) -> dict[str, object]:
    plain = {
        "id": "1609475400000-3fbe", "text": "T", "type": "", "date_journal": NEW_YEARS_EVE,
        "date_modified": NEW_YEARS_EVE,
        "timezone": "America/New_York", "preview_text": "T", "tags": [], "photos": [], "favourite": False,
        "lat": 1.7976931348623157e308, "lon": 1.7976931348623157e308, "mood": 0, "weather": {"id": -1},
    }  # fmt: skip
    return {**plain, **fields}


@pytest.mark.parametrize("zone", ZONES, ids=str)
def test_an_instant_is_shown_as_the_clock_was_there(tmp_path: Path, zone: object) -> None:
    [record] = records(zipped(tmp_path / "j.zip", {"a.json": json.dumps(entry())}), NEW_YORK)
    assert record.written.isoformat() == "2020-12-31T23:30:00-05:00"
    assert record.edited == datetime(2021, 1, 1, 4, 30, tzinfo=UTC)
    assert "lat" not in record.extra
    assert record.extra["weather"] == {"id": -1}


def test_without_a_zone_it_is_the_persons_own(tmp_path: Path) -> None:
    [record] = records(as_json(tmp_path / "a.json", entry(timezone="", lat=50.8, lon=-0.1)), KIRITIMATI)
    assert record.written.isoformat() == "2021-01-01T18:30:00+14:00"
    assert (record.extra["lat"], record.extra["lon"]) == (50.8, -0.1)


def test_html_becomes_markdown_and_pictures_come_along(tmp_path: Path) -> None:
    text = '<p dir="auto">One <b>bold</b> day &amp; night</p><p><img src="x-1.jpeg">two</p><script>alert(1)</script>'
    photos = ["x-1.jpeg", "x-2.jpeg", "x-3.jpeg", "x-4.mp4"]
    members = {"x.json": json.dumps(entry(type="html", text=text, photos=photos, tags=["sea"], favourite=True))}
    file = zipped(tmp_path / "j.zip", {**members, "x-1.jpeg": b"1", "x-2.jpeg": b"2", "x-4.mp4": b"4"})
    with read(file, NEW_YORK) as reading:
        [record] = reading.pieces
        assert isinstance(record, Record)
        assert record.body == (
            "One **bold** day & night\n\n![](attached:x-1.jpeg)two\n\n![](attached:x-2.jpeg)"
            "\n\n*(A picture was here: x-3.jpeg)*\n\n*(A file was here: x-4.mp4)*"
        )
        assert [picture.read() for picture in record.attached] == [b"1", b"2"]
        assert record.marks.tags == ("sea", "starred")
        assert len(reading.notes) == 2


def test_one_bad_entry_stops_no_other(tmp_path: Path) -> None:
    bad = {
        "b.json": "{",
        "c.json": json.dumps(entry(date_journal="soon")),
        "d.json": "[" * 9000,
        "e.json": json.dumps(entry(text="")),
    }
    file = zipped(tmp_path / "j.zip", {"a.json": json.dumps(entry()), **bad, "f.json": json.dumps(entry())})
    found = pieces(file)
    assert [type(piece) for piece in found] == [Record, Refused, Refused, Refused, Refused, Record]
    assert len({piece.key for piece in found if isinstance(piece, Record)}) == 2

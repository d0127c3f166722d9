"""Day One's zip and its JSON."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from foreign_files import KIRITIMATI, NEW_YORK, ZONES, as_json, pieces, records, zipped
from selfcompassion_desktop.content.interchange import read
from selfcompassion_desktop.core.errors import Trouble
from selfcompassion_desktop.core.interchange import Record, Refused

PICTURE = b"\x89PNG of a shell"


def entry(**fields: object) -> dict[str, object]:
    plain = {"uuid": "A" * 32, "creationDate": "2021-01-01T04:30:00Z", "timeZone": "America/New_York", "text": "T"}
    return {**plain, **fields}


def journal(*entries: object) -> str:
    return json.dumps({"metadata": {"version": "1.0"}, "entries": entries})


def photo(identifier: str, md5: str, order: int = 0) -> dict[str, object]:
    return {"identifier": identifier, "md5": md5, "type": "png", "orderInEntry": order}


@pytest.mark.parametrize("zone", ZONES, ids=str)
def test_an_instant_is_shown_as_the_clock_was_where_it_was_written(tmp_path: Path, zone: object) -> None:
    [record] = records(zipped(tmp_path / "d.zip", {"Journal.json": journal(entry())}), NEW_YORK)
    assert record.written == datetime(2021, 1, 1, 4, 30, tzinfo=UTC)
    assert record.written.isoformat() == "2020-12-31T23:30:00-05:00"
    assert str(record.written.tzinfo) == "America/New_York"


def test_without_a_zone_it_is_the_persons_own_unless_an_offset_is_told(tmp_path: Path) -> None:
    told = entry(creationDate="2021-01-01T04:30:00+0530", timeZone="")
    file = as_json(tmp_path / "d.json", {"entries": [entry(timeZone="Nowhere/At all"), told]})
    first, second = records(file, KIRITIMATI)
    assert first.written.isoformat() == "2021-01-01T18:30:00+14:00"
    assert first.extra == {"timeZone": "Nowhere/At all"}
    assert second.written.isoformat() == "2021-01-01T04:30:00+05:30"


# case IM07
def test_tags_star_place_and_pictures_are_kept_and_what_is_missing_is_named(tmp_path: Path) -> None:
    text = "Wow\\! At the sea\\.\n\n![](dayone-moment://ONE)\n\n"
    text += "Then ![](dayone-moment://TWO) and ![](dayone-moment:/video/FILM)"
    rich = json.dumps({"contents": [{"text": "Wow"}]})
    whole = entry(
        text=text, tags=["sea", "#calm"], starred=True, isPinned=True, richText=rich, location={"placeName": "Hove"},
        modifiedDate="2021-02-01T00:00:00Z",
        photos=[photo("ONE", "aa11"), photo("TWO", "bb22", 1), photo("THREE", "cc33", 2)],
    )  # fmt: skip
    pictures = {"photos/aa11.png": PICTURE, "photos/cc33.png": b"3"}
    file = zipped(tmp_path / "d.zip", {"Journal.json": journal(whole), **pictures})
    with read(file, NEW_YORK) as reading:
        [record] = reading.pieces
        assert isinstance(record, Record)
        assert record.marks.tags == ("sea", "calm", "starred")
        assert record.marks.pinned
        assert record.edited == datetime(2021, 2, 1, tzinfo=UTC)
        assert record.extra["richText"] == rich
        assert record.extra["location"] == {"placeName": "Hove"}
        assert "dayone-moment" not in record.body
        assert record.body == (
            "Wow! At the sea.\n\n![](attached:ONE)\n\nThen *(A picture was here: bb22.png)* and"
            " *(A video was here: FILM)*\n\n![](attached:THREE)"
        )
        assert [(picture.key, picture.name, picture.read()) for picture in record.attached] == [
            ("ONE", "aa11.png", PICTURE), ("THREE", "cc33.png", b"3"),
        ]  # fmt: skip
        assert [("bb22.png" in note or "video" in note) for note in reading.notes] == [True, True]


def test_backslashes_stay_where_a_line_would_become_a_list(tmp_path: Path) -> None:
    escaped = "1999\\. A year\n\\- no list\nin 1999\\. \\\\"
    [record] = records(as_json(tmp_path / "d.json", {"entries": [entry(text=escaped)]}))
    assert record.body == "1999\\. A year\n\\- no list\nin 1999. \\\\"


def test_a_picture_with_an_odd_name_of_its_own_is_named_otherwise(tmp_path: Path) -> None:
    photos = [photo("\0", "aa11"), photo("a) b\n", "bb22", 1)]
    members: dict[str, str | bytes] = {"photos/aa11.png": PICTURE, "photos/bb22.png": b"2"}
    members["J.json"] = journal(entry(text="T", photos=photos))
    with read(zipped(tmp_path / "d.zip", members), NEW_YORK) as reading:
        [record] = reading.pieces
        assert isinstance(record, Record)
        assert record.body.count("![](attached:") == len(record.attached) > 0
        assert all(f"(attached:{picture.key})" in record.body for picture in record.attached)
        assert "\0" not in record.body


def test_an_entry_of_rich_text_alone_has_its_words(tmp_path: Path) -> None:
    rich = json.dumps({"contents": [{"text": "Two\n", "attributes": {"line": {"header": 1}}}, {"text": "lines"}]})
    entries = [entry(text="", richText=rich), entry(text="", richText="[" * 9000), entry(text="", richText="{}")]
    found = pieces(as_json(tmp_path / "d.json", {"entries": entries}))
    assert [getattr(piece, "body", None) for piece in found] == ["Two\nlines", None, None]


def test_a_bad_beginning_does_not_hide_a_journal(tmp_path: Path) -> None:
    file = as_json(tmp_path / "d.json", {"entries": [7, {"uuid": "B"}, entry()]})
    assert [type(piece) for piece in pieces(file)] == [Refused, Refused, Record]


def test_another_list_before_the_entries_does_not_hide_them(tmp_path: Path) -> None:
    others = [{"name": f"template {number}"} for number in range(40)]
    file = as_json(tmp_path / "d.json", {"metadata": {}, "templates": others, "entries": [entry()]})
    assert len(records(file)) == 1


def test_several_journals_in_one_zip(tmp_path: Path) -> None:
    twin = entry(text="U", timeZone="UTC")
    other = journal(twin, entry(creationDate="not a date"))
    file = zipped(tmp_path / "d.zip", {"A.json": journal(entry()), "B.json": other})
    first, second, bad = pieces(file)
    assert isinstance(first, Record)
    assert isinstance(second, Record)
    assert first.key != second.key
    assert second.extra["journal"] == "B"
    assert bad == Refused("B.json, entry 2", "It has no date that can be read.")


def test_a_picture_larger_than_the_journal_takes_is_trouble(tmp_path: Path) -> None:
    large: dict[str, str | bytes] = {
        "Journal.json": journal(entry(photos=[photo("ONE", "aa11")])),
        "photos/aa11.png": bytes(65 << 20),
    }
    with read(zipped(tmp_path / "d.zip", large), NEW_YORK) as reading:
        [record] = reading.pieces
        assert isinstance(record, Record)
        with pytest.raises(Trouble, match=r"aa11\.png"):
            record.attached[0].read()

"""jrnl's export."""

from __future__ import annotations

from datetime import datetime, tzinfo
from pathlib import Path

import pytest

from foreign_files import SAMPLES, ZONES, as_json, pieces, records, refused
from selfcompassion_desktop.content.interchange import read
from selfcompassion_desktop.core.interchange import Record

EXPORT = SAMPLES / "jrnl" / "export.json"


def entry(**fields: object) -> dict[str, object]:
    plain = {"title": "T", "body": "B", "date": "2020-03-29", "time": "09:00", "tags": [], "starred": False}
    return {**plain, **fields}


def export(folder: Path, *entries: object) -> Path:
    return as_json(folder / "j.json", {"tags": {}, "entries": entries})


def test_an_export_of_jrnl_itself_is_read_whole() -> None:
    with read(EXPORT, ZONES[0]) as reading:
        found = [piece for piece in reading.pieces if isinstance(piece, Record)]
        assert (reading.format, reading.progress()) == ("jrnl", 1)
    assert [record.written for record in found] == [
        datetime(2020, 3, 29, 2, 30), datetime(2020, 6, 28, 18, 22), datetime(2021, 11, 7, 1, 30),
        datetime(2022, 1, 5, 7, 0),
    ]  # fmt: skip
    assert found[0].body == "In the gap.\nWith @calm and 🫶 in it."
    assert [record.marks.tags for record in found] == [("calm",), ("starred",), ("tea/green",), ()]
    # case JR25
    assert found[3].body == 'A body with tricks\nline two\n# not a title\n---\n{"entries": []}\n  indented\n\nlast'


# case IM01
@pytest.mark.parametrize("zone", ZONES, ids=str)
def test_a_wall_time_stays_on_its_day_in_every_zone(tmp_path: Path, zone: tzinfo) -> None:
    in_the_gap = entry(time="02:30", title="In no hour of Berlin's")
    found = records(export(tmp_path, entry(), in_the_gap, entry(time="")), zone)
    assert [record.written for record in found] == [
        datetime(2020, 3, 29, 9), datetime(2020, 3, 29, 2, 30), datetime(2020, 3, 29, 12),
    ]  # fmt: skip


def test_one_bad_entry_stops_no_other(tmp_path: Path) -> None:
    bad: tuple[object, ...] = (entry(date="29.3."), entry(title="", body=" \n"), [], "x", None, entry(date=None))
    found = pieces(export(tmp_path, entry(), *bad, entry(title="last")))
    assert len(found) == 8
    assert [piece.where for piece in found] == [f"entry {number}" for number in range(1, 9)]
    assert [isinstance(piece, Record) for piece in found] == [True, *[False] * 6, True]
    assert "date" in refused(export(tmp_path, entry(), bad[0]))[0].why


def test_a_bad_beginning_does_not_hide_a_journal(tmp_path: Path) -> None:
    found = pieces(export(tmp_path, None, {"date": 7}, entry()))
    assert [isinstance(piece, Record) for piece in found] == [False, False, True]


def test_a_key_is_the_same_each_time_and_twins_have_their_own(tmp_path: Path) -> None:
    twins = export(tmp_path, entry(), entry(), entry(time="10:00"), entry())
    keys = [record.key for record in records(twins)]
    assert len(set(keys)) == 4
    assert keys == [record.key for record in records(twins)]


def test_what_is_not_known_is_kept(tmp_path: Path) -> None:
    [record] = records(export(tmp_path, entry(uuid="AB", creator={"host_name": "sea"}, weight=1.5, none=None)))
    assert record.extra == {"uuid": "AB", "creator": {"host_name": "sea"}, "weight": 1.5}


def test_entries_of_one_minute_in_two_journals_are_two(tmp_path: Path) -> None:
    [home] = records(export(tmp_path, entry(title="At home", body="1")))
    [work] = records(export(tmp_path, entry(title="At work", body="1")))
    assert home.key != work.key


def test_an_entry_that_was_added_to_is_still_the_same(tmp_path: Path) -> None:
    [before] = records(export(tmp_path, entry(title="A day.", body="1")))
    [after] = records(export(tmp_path, entry(title="A day.", body="1 and more")))
    assert before.key == after.key

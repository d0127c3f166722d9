"""Daylio's CSV, newer and older."""

from __future__ import annotations

import csv
import io
from datetime import datetime, tzinfo
from pathlib import Path

import pytest

from foreign_files import ZONES, pieces, records
from selfcompassion_desktop.core.interchange import Record, Refused

NEW = "full_date,date,weekday,time,mood,activities,note_title,note"
OLD = "year,date,weekday,time,mood,activities,note"
LATE = ("2022-10-30", "October 30", "Sunday", "11:54 pm", "rad", "walk | tea", "A title", "late, but\nglad")


def table(*rows: tuple[str, ...], columns: str = NEW, mark: str = ",") -> str:
    written = io.StringIO()
    csv.writer(written, delimiter=mark).writerows([columns.split(","), *rows])
    return written.getvalue()


def test_moods_are_feelings_and_activities_tags(tmp_path: Path) -> None:
    file = tmp_path / "d.csv"
    file.write_text("\ufeff" + table(LATE), encoding="utf-8", newline="")
    [record] = records(file)
    assert record.written == datetime(2022, 10, 30, 23, 54)
    assert (record.marks.feelings, record.marks.tags) == (("rad",), ("walk", "tea"))
    assert record.body == "# A title\n\nlate, but\nglad"


@pytest.mark.parametrize("zone", ZONES, ids=str)
@pytest.mark.parametrize(
    ("told", "hour"),
    [
        ("11:54 PM", (23, 54)),
        ("23:54", (23, 54)),
        ("12:05 am", (0, 5)),
        ("12:05 p.m.", (12, 5)),
        ("7:00\u202fa. m.", (7, 0)),
        ("", (12, 0)),
    ],
)
def test_the_hour_as_any_phone_writes_it(tmp_path: Path, zone: tzinfo, told: str, hour: tuple[int, int]) -> None:
    file = tmp_path / "d.csv"
    file.write_text(table((*LATE[:3], told, *LATE[4:])), encoding="utf-8", newline="")
    assert records(file, zone)[0].written == datetime(2022, 10, 30, *hour)


def test_the_older_form_with_the_year_apart(tmp_path: Path) -> None:
    file = tmp_path / "d.csv"
    note = "a <b>bold</b> note<br>&amp; more"
    rows = [("2018", day, "Sunday", "07:30", "meh", "", note) for day in ("October 7", "7 Oct.", "31 February")]
    file.write_text(table(*rows, columns=OLD), encoding="utf-8", newline="")
    first, second, third = pieces(file)
    assert isinstance(first, Record)
    assert isinstance(second, Record)
    assert first.written == second.written == datetime(2018, 10, 7, 7, 30)
    assert first.key != second.key
    assert first.body == "a **bold** note\n& more"
    assert third == Refused("row 3", "It has no date that can be read.")


def test_a_full_date_in_another_form_is_made_out_of_the_parts(tmp_path: Path) -> None:
    file = tmp_path / "d.csv"
    file.write_text(table(("30/10/2022", *LATE[1:]), ("30/10/22", *LATE[1:])), encoding="utf-8", newline="")
    first, second = pieces(file)
    assert isinstance(first, Record)
    assert first.written == datetime(2022, 10, 30, 23, 54)
    assert isinstance(second, Refused)


def test_a_day_that_was_only_marked_has_its_mood_for_a_line(tmp_path: Path) -> None:
    file = tmp_path / "d.csv"
    rows = ((*LATE[:4], "rad", "walk", "", ""), (*LATE[:4], "", "", "", ""))
    odd = (*LATE[:4], " ", "|", "", "\u2028")
    file.write_text(table(*rows, odd), encoding="utf-8", newline="")
    marked, *empty = pieces(file)
    assert isinstance(marked, Record)
    assert marked.body == "rad"
    assert [type(piece) for piece in empty] == [Refused, Refused]


def _variants(text: str) -> dict[str, bytes]:
    lines = text.replace("\r\n", "\n")
    return {
        "UTF-8": lines.encode(),
        "with a mark": lines.encode("utf-8-sig"),
        "UTF-16": lines.encode("utf-16"),
        "UTF-16 big-endian": b"\xfe\xff" + lines.encode("utf-16-be"),
        "CRLF": lines.replace("\n", "\r\n").encode(),
        "UTF-16 CRLF": lines.replace("\n", "\r\n").encode("utf-16"),
    }


# case IM12
@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("says", [False, True])
def test_byte_order_marks_line_ends_and_separators_change_nothing(tmp_path: Path, mark: str, says: bool) -> None:
    umlaut = (*LATE[:7], "Łódź 🫶\nsecond line")
    text = (f"sep={mark}\n" if says else "") + table(umlaut, LATE, mark=mark)
    found = []
    for name, content in _variants(text).items():
        file = tmp_path / f"{name}.csv"
        file.write_bytes(content)
        found.append([(record.key, record.body, record.written, record.marks) for record in records(file)])
    assert found[0][0][1] == "# A title\n\nŁódź 🫶\nsecond line"
    assert all(variant == found[0] for variant in found)

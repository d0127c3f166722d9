"""Markdown and plain texts, and practice logs."""

from __future__ import annotations

import os
from datetime import UTC, datetime, tzinfo
from pathlib import Path

import pytest

from foreign_files import KIRITIMATI, NEW_YORK, ZONES, pieces, records, refused, zipped
from selfcompassion_desktop.content.interchange import read
from selfcompassion_desktop.core.errors import Trouble
from selfcompassion_desktop.core.interchange import Practised, Refused


def text(folder: Path, name: str, content: str) -> Path:
    (folder / name).write_text(content, encoding="utf-8")
    return folder / name


@pytest.mark.parametrize("zone", ZONES, ids=str)
@pytest.mark.parametrize(
    ("told", "written"),
    [
        ("date: 2020-03-29", datetime(2020, 3, 29, 12)),
        ("date: 2020-03-29 02:30:00", datetime(2020, 3, 29, 2, 30)),
        ("Date: 2020-03-29T02:30", datetime(2020, 3, 29, 2, 30)),
        ("created: '2020-03-29 02:30'", datetime(2020, 3, 29, 2, 30)),
    ],
)
def test_a_day_in_front_matter_stays_that_day(tmp_path: Path, zone: tzinfo, told: str, written: datetime) -> None:
    file = text(tmp_path, "a.md", f"---\n{told}\ntags: sea, calm\nmood: 7\n---\nBody\n")
    [record] = records(file, zone)
    assert (record.written, record.body, record.marks.tags) == (written, "Body", ("sea", "calm"))
    assert record.extra == {"mood": 7, "date from": "front matter"}


@pytest.mark.parametrize("zone", ZONES, ids=str)
@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("2020-03-29.md", datetime(2020, 3, 29, 12)),
        ("20200329 Rain.txt", datetime(2020, 3, 29, 12)),
        ("Rain 2020-03-29 0230.md", datetime(2020, 3, 29, 2, 30)),
        ("2020-03-29T02-30-15.markdown", datetime(2020, 3, 29, 2, 30, 15)),
    ],
)
def test_else_the_files_name_tells_it(tmp_path: Path, zone: tzinfo, name: str, written: datetime) -> None:
    [record] = records(text(tmp_path, name, "Body"), zone)
    assert record.written == written
    assert record.extra["date from"] == "file name"


def test_else_the_last_change_and_it_is_told(tmp_path: Path) -> None:
    for name in ("a.md", "b.md", "2021-02-31.md"):
        os.utime(text(tmp_path, name, "Body"), (1609475400, 1609475400))
    with read(tmp_path, KIRITIMATI) as reading:
        found = list(reading.pieces)
        assert {getattr(piece, "written", None) for piece in found} == {datetime(2021, 1, 1, 4, 30, tzinfo=UTC)}
        assert "3 files tell no date" in reading.notes[0]


# case JR25
def test_lines_that_look_like_something_else_stay_in_the_text(tmp_path: Path) -> None:
    body = '---\nnot: [front matter\n---\n\nA day\n[2020-01-01 09:00] hello\n# Title\n---\n{"entries": []}'
    assert records(text(tmp_path, "2021-05-01.md", body))[0].body == body


def test_pictures_beside_a_text_come_along_and_none_from_outside(tmp_path: Path) -> None:
    body = "![a](img/my%20shell.png) ![b](../../secret.png) ![c](/etc/x.png) ![d](https://example.org/x.png)"
    file = zipped(
        tmp_path / "t.zip", {"notes/2021-05-01.md": body, "notes/img/my shell.png": b"PNG", "notes/data.bin": b"\0"}
    )
    with read(file, NEW_YORK) as reading:
        [record] = reading.pieces
        assert getattr(record, "body", "") == (
            "![a](attached:notes/img/my shell.png) *(A picture was here: secret.png)* *(A picture was here: x.png)*"
            " ![d](https://example.org/x.png)"
        )
        assert reading.notes[-1] == "1 other file was left alone."


def test_one_bad_file_stops_no_other(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x01\x02")
    text(tmp_path, "b.md", " \n")
    text(tmp_path, "2021-05-01.txt", "Body")
    assert [type(piece) is Refused for piece in pieces(tmp_path)] == [False, True, True]


# case IM13
def test_utf_8_comes_first_and_an_older_encoding_is_told(tmp_path: Path) -> None:
    text(tmp_path, "2021-05-01.txt", "Łódź 🫶")
    (tmp_path / "2021-05-02.txt").write_bytes("Übermut – “forêt”".encode("cp1252"))
    with read(tmp_path, NEW_YORK) as reading:
        first, second = reading.pieces
        assert getattr(first, "body", "") == "Łódź 🫶"
        assert "encoding" not in getattr(first, "extra", {})
        assert getattr(second, "body", "") == "Übermut – “forêt”"
        assert getattr(second, "extra", {})["encoding"] == "cp1252"
        assert [note for note in reading.notes if "2021-05-02.txt" in note and "Windows-1252" in note]


# case IM13
def test_a_few_spoilt_bytes_do_not_spoil_the_rest(tmp_path: Path) -> None:
    (tmp_path / "2021-05-01.txt").write_bytes("Łódź".encode() + b"\xff" + " forêt 🫶".encode())
    with read(tmp_path / "2021-05-01.txt", NEW_YORK) as reading:
        [record] = reading.pieces
        assert getattr(record, "body", "") == "Łódź\ufffd forêt 🫶"
        assert "no text" in reading.notes[0]


def test_notes_without_end_come_to_one(tmp_path: Path) -> None:
    text(tmp_path, "2021-05-01.md", " ".join(f"![](gone-{number}.png)" for number in range(200)))
    with read(tmp_path, NEW_YORK) as reading:
        assert len(list(reading.pieces)) == 1
        assert len(reading.notes) == 100
        assert reading.notes[-1] == "There is more of this kind."


# case JR23
def test_what_no_store_can_hold_is_taken_out_and_the_rest_stays(tmp_path: Path) -> None:
    (tmp_path / "2021-05-01.txt").write_bytes(b"before\0after\x1b[31m\x07\r\nnext\rlast")
    assert records(tmp_path / "2021-05-01.txt")[0].body == "beforeafter\x1b[31m\x07\nnext\nlast"
    (tmp_path / "2021-05-01.txt").write_bytes(b"\xff\xfea\0" + b"\x00\xd8" + "b\n".encode("utf-16-le"))
    assert "�" in records(tmp_path / "2021-05-01.txt")[0].body


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", b"{}", b"a,b\n1,2\n", b"%PDF-1.4\n\xff\xff\xff"])
def test_what_nobody_knows_says_what_can_be_read(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.bin").write_bytes(content)
    with pytest.raises(Trouble, match=r"Day One.*jrnl.*RedNotebook.*Daylio.*Journey.*Joplin.*Insight Timer"):
        read(tmp_path / "x.bin", NEW_YORK)


def test_what_is_not_there_is_trouble(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match=r"gone\.zip"):
        read(tmp_path / "gone.zip", NEW_YORK)


@pytest.mark.parametrize("zone", ZONES, ids=str)
def test_sittings_of_insight_timer(tmp_path: Path, zone: tzinfo) -> None:
    rows = "03/29/2020 02:30:00,0:45:0,,Meditation\n03/30/2020 7:05:00 PM,0:5:30,Morning,Walking\n\n"
    rows += "soon,0:1:0,,\n03/31/2020 07:00:00,99:0:0,,\n"
    found = pieces(text(tmp_path, "log.csv", f"Started At,Duration,Preset,Activity\n{rows}"), zone)
    first, second, *bad = found
    assert isinstance(first, Practised)
    assert isinstance(second, Practised)
    assert (first.began, first.seconds, first.title) == (datetime(2020, 3, 29, 2, 30), 2700, "Meditation")
    assert (second.began, second.seconds, second.title) == (datetime(2020, 3, 30, 19, 5), 330, "Morning")
    assert [type(piece) for piece in bad] == [Refused, Refused]


def test_a_log_with_the_day_first_is_read_so(tmp_path: Path) -> None:
    rows = "01/02/2020 07:00:00,0:45:0\n13/02/2020 07:00:00,0:45:0\n"
    first, _ = pieces(text(tmp_path, "log.csv", f"Started At,Duration\n{rows}"))
    assert getattr(first, "began", None) == datetime(2020, 2, 1, 7)
    assert not refused(tmp_path / "log.csv")

"""jrnl's own text files."""

from __future__ import annotations

from datetime import datetime, tzinfo
from pathlib import Path

import pytest

from foreign_files import SAMPLES, UTC, ZONES, pieces, records, refused
from selfcompassion_desktop.content.interchange import read
from selfcompassion_desktop.core.errors import Trouble

JRNL = SAMPLES / "jrnl"


def text(folder: Path, content: str) -> Path:
    (folder / "journal.txt").write_text(content, encoding="utf-8")
    return folder / "journal.txt"


@pytest.mark.parametrize("kept", ["am-pm.txt", "seconds.txt", "minutes.txt", "folder"])
def test_what_jrnl_keeps_and_what_it_exports_are_the_same_entries(kept: str) -> None:
    def known(path: Path) -> list[object]:
        return [(record.key, record.body, record.written, record.marks) for record in records(path)]

    assert known(JRNL / kept) == known(JRNL / "export.json")


# case IM05
@pytest.mark.parametrize("zone", ZONES, ids=str)
@pytest.mark.parametrize("gap", ["", "\n"])
@pytest.mark.parametrize(
    "hour", ["2019-09-0{} 09:00", "[2019-09-0{} 09:00]", "[2019-09-0{} 09:00:00 AM]", "[2019.09.0{} 9:00 a.m.]"]
)
def test_a_text_of_several_entries_is_several_entries(tmp_path: Path, zone: tzinfo, hour: str, gap: str) -> None:
    content = gap.join(f"{hour.format(day)} Kids\nplayed {day}\n" for day in (2, 3, 4))
    found = records(text(tmp_path, content), zone)
    assert [record.written for record in found] == [datetime(2019, 9, day, 9) for day in (2, 3, 4)]
    assert [record.body for record in found] == ["Kids\nplayed 2", "Kids\nplayed 3", "Kids\nplayed 4"]


# case JR25
@pytest.mark.parametrize(
    "line",
    [
        "[2020-01-01 09:00] hello", "\n[2020-01-01 09:00] hello", "\n[2021-06-01 09:00:10] another form", "# Title",
        "---", '{"entries": []}', "\n[2021-02-31 09:00] no such day", "[2021-06-01 09:00] no empty line",
        "[link] and [x] ",
    ],
)  # fmt: skip
def test_a_line_that_only_looks_like_a_beginning_stays_where_it_is(tmp_path: Path, line: str) -> None:
    content = (
        f"[2021-05-01 07:00] First\none\n\n[2021-05-03 07:00] Second\ntwo\n{line}\nthree\n\n[2021-05-03 07:00] Last\n"
    )
    found = records(text(tmp_path, content))
    assert [record.body for record in found] == ["First\none", f"Second\ntwo\n{line}\nthree", "Last"]
    assert len({record.key for record in found}) == 3


def test_a_file_kept_newest_first_is_read_so(tmp_path: Path) -> None:
    days = [f"[2021-05-0{day} 07:00] Day {day}\n" for day in (4, 3, 2, 1)]
    assert [record.written.day for record in records(text(tmp_path, "\n".join(days)))] == [4, 3, 2, 1]


def test_what_stands_out_of_order_is_told(tmp_path: Path) -> None:
    with read(text(tmp_path, "[2021-05-01 07:00] A\n\n[2020-05-01 07:00] B\n\n[2021-06-01 07:00] C\n"), UTC) as reading:
        assert len(list(reading.pieces)) == 2
        assert "journal.txt" in reading.notes[0]


def test_an_entry_without_words_stops_no_other(tmp_path: Path) -> None:
    file = text(tmp_path, "[2021-05-01 07:00] \n\n[2021-05-02 07:00] B\n")
    assert [piece.where for piece in refused(file)] == ["entry 1"]
    assert len(pieces(file)) == 2


def test_in_a_folder_the_day_is_the_files(tmp_path: Path) -> None:
    day = tmp_path / "2020" / "06" / "28.txt"
    day.parent.mkdir(parents=True)
    day.write_text("[18:22] Evening\n\n[19:00:00] other form\n\n[20:10] Night\n", encoding="utf-8")
    (tmp_path / "2020" / "06" / "31.txt").write_text("[18:22] No such day\n", encoding="utf-8")
    evening, night, bad = pieces(tmp_path)
    assert [getattr(piece, "written", None) for piece in (evening, night)] == [
        datetime(2020, 6, 28, 18, 22),
        datetime(2020, 6, 28, 20, 10),
    ]
    assert "calendar" in getattr(bad, "why", "")


@pytest.mark.parametrize("start", [b"JRNLv3\x00\x10", b"gAAAAABk"])
def test_an_encrypted_journal_says_what_to_do(tmp_path: Path, start: bytes) -> None:
    (tmp_path / "journal.txt").write_bytes(start + bytes(range(100)))
    with pytest.raises(Trouble, match="--decrypt"):
        read(tmp_path / "journal.txt", UTC)

"""RedNotebook's months."""

from __future__ import annotations

import shutil
from datetime import datetime, tzinfo
from pathlib import Path

import pytest

from foreign_files import SAMPLES, ZONES, pieces, records, refused, zipped
from selfcompassion_desktop.content.interchange import read
from selfcompassion_desktop.core.interchange import Record, Refused

MONTHS = SAMPLES / "rednotebook"


def month(folder: Path, text: str, name: str = "2019-02.txt") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


@pytest.mark.parametrize("zone", ZONES, ids=str)
def test_months_that_rednotebook_wrote(zone: tzinfo) -> None:
    found = records(MONTHS, zone)
    assert [record.written for record in found] == [
        datetime(2019, 2, 7, 12), datetime(2019, 2, 28, 12), datetime(2020, 2, 1, 12),
        datetime(2020, 2, 2, 12), datetime(2020, 2, 29, 12),
    ]  # fmt: skip
    assert found[0].marks.tags == ("Grateful", "Ideas", "sea", "family")
    assert found[2].marks.tags == ("old one", "work")
    assert found[1].body.endswith("\n\n# hash\n\n\nthree empty lines 🫶 日本語")


def test_its_markup_becomes_markdown() -> None:
    body = records(MONTHS / "2019-02.txt")[0].body
    assert body == (
        "### A day by the sea\n"
        "It was *very* **still**, *really*, and ~~loud~~ quiet. See [the page](https://example.org/a//b) and"
        " https://example.org/x--y--z.\n"
        "- tea with `code` in it\n- a second thing\n1. first\n2. second\n\n#sea #2019 #ff00ff and #family/home\n\n"
        "*(A picture was here: shell.jpg)*\n***\nThe end.\ntrailing spaces stay  \n\n"
        "**Grateful**\n\n- the sea\n\n**Ideas**\n\n- rest more\n- walk *slowly*"
    )


def test_file_folder_and_zip_give_the_same(tmp_path: Path) -> None:
    members = {f"data/{file.name}": file.read_bytes() for file in MONTHS.iterdir()}
    assert records(zipped(tmp_path / "backup.zip", members)) == records(MONTHS)
    assert records(MONTHS / "2019-02.txt") == records(MONTHS)[:2]


def test_left_overs_of_saving_are_left_alone(tmp_path: Path) -> None:
    shutil.copy(MONTHS / "2019-02.txt", tmp_path)
    for name in ("2019-02.new.txt", "2019-02.old.txt", "2019-02.CONFLICT_BACKUP1.txt"):
        month(tmp_path, "1: {text: twice}", name)
    assert len(records(tmp_path)) == 2


def test_one_bad_day_stops_no_other(tmp_path: Path) -> None:
    days = "1: {text: one}\n2:\n  text: 'no end\n3: [a list]\n30: {text: no such day}\n4: {text: four}\n"
    found = pieces(month(tmp_path, days))
    assert [piece.body for piece in found if isinstance(piece, Record)] == ["one", "four"]
    assert [piece.where[-5:] for piece in found if isinstance(piece, Refused)] == ["day 2", "day 3", "ay 30"]


def test_a_day_of_tags_alone_has_them_for_a_line(tmp_path: Path) -> None:
    found = pieces(
        month(tmp_path, "1: {text: ' ', Sport: null, Tags: {old: null}}\n2: {text: '', '#': null}\n3: {text: ''}\n")
    )
    assert [getattr(piece, "body", None) for piece in found] == ["Sport, old", None, None]


def test_what_refers_to_another_place_is_not_followed(tmp_path: Path) -> None:
    """A few lines of such references can stand for more than a machine holds."""
    laughs = "1:\n  text: &a [x, x]\n" + "".join(
        f"{day}:\n  text: &{new} [*{old}, *{old}, *{old}]\n"
        for day, (old, new) in enumerate(zip("abcdefghij", "bcdefghijk", strict=True), 2)
    )
    assert len(refused(month(tmp_path, laughs))) >= 10
    unsafe = "1: {text: !!python/object/apply:os.getcwd []}\n2: {text: well}\n"
    assert [type(piece) for piece in pieces(month(tmp_path, unsafe))] == [Refused, Record]


def test_a_picture_beside_the_month_is_taken_along_and_none_from_elsewhere(tmp_path: Path) -> None:
    text = '1:\n  text: \'[""shell"".png] [""../../etc/passwd"".png] [""file:///etc/hosts"".png]\'\n'
    file = zipped(tmp_path / "r.zip", {"data/2019-02.txt": text, "data/shell.png": b"PNG"})
    with read(file, ZONES[0]) as reading:
        [record] = reading.pieces
        assert isinstance(record, Record)
        gone = "*(A picture was here: passwd.png)* *(A picture was here: hosts.png)*"
        assert record.body == f"![](attached:data/shell.png) {gone}"
        assert [picture.read() for picture in record.attached] == [b"PNG"]
        assert len(reading.notes) == 2

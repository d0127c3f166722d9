"""Joplin's JEX and its Markdown."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from foreign_files import NEW_YORK, pieces, records
from selfcompassion_desktop.content.interchange import read
from selfcompassion_desktop.core.interchange import Record, Refused

NOTE, FOLDER, TAG, SHELL, PAPER, LINK = (f"{number:032x}" for number in range(1, 7))
BANGKOK = ZoneInfo("Asia/Bangkok")


def item(kind: int, title: str = "", body: str = "", **properties: str) -> str:
    above = "\n\n".join(part for part in (title, body) if part)
    below = "\n".join(f"{key}: {value}" for key, value in {**properties, "type_": kind}.items())
    return f"{above}\n\n{below}" if above else below


def note(body: str, title: str = "A note", **properties: str) -> str:
    plain = {
        "id": NOTE, "parent_id": FOLDER, "created_time": "2020-01-01T00:00:00.000Z",
        "updated_time": "2020-01-01T00:00:00.000Z",
        "latitude": "50.82000000", "longitude": "0.00000000", "author": "", "source_url": "", "encryption_applied": "0",
        "user_created_time": "2019-12-31T22:30:15.250Z", "user_updated_time": "2020-02-01T00:00:00.000Z",
        "markup_language": "1", "deleted_time": "0",
    }  # fmt: skip
    return item(1, title, body, **{**plain, **properties})


def jex(file: Path, members: Mapping[str, str | bytes]) -> Path:
    with tarfile.open(file, "w", format=tarfile.USTAR_FORMAT) as tar:
        for name, content in members.items():
            given = content.encode() if isinstance(content, str) else content
            entry = tarfile.TarInfo(name)
            entry.size = len(given)
            tar.addfile(entry, io.BytesIO(given))
    return file


def members(body: str) -> dict[str, str | bytes]:
    return {
        f"{NOTE}.md": note(body),
        f"{FOLDER}.md": item(2, "Evenings", id=FOLDER),
        f"{TAG}.md": item(5, "kindness", id=TAG),
        f"{LINK}.md": item(6, id=LINK, note_id=NOTE, tag_id=TAG),
        f"{SHELL}.md": item(4, "shell.png", id=SHELL, mime="image/png", file_extension="png"),
        f"{PAPER}.md": item(4, "paper.pdf", id=PAPER, mime="application/pdf", file_extension="pdf"),
        f"resources/{SHELL}.png": b"PNG",
        f"resources/{PAPER}.pdf": b"PDF",
    }


def test_a_jex_gives_its_notes_with_tags_notebook_and_pictures(tmp_path: Path) -> None:
    body = f"See ![a shell](:/{SHELL}) and [paper](:/{PAPER}) and [another note](:/{FOLDER}#part).\n\nkey: value\nlast"
    with read(jex(tmp_path / "j.jex", members(body)), NEW_YORK) as reading:
        [record] = reading.pieces
        assert isinstance(record, Record)
        assert (reading.format, reading.progress()) == ("joplin", 1)
        assert record.body == (
            f"# A note\n\nSee ![a shell](attached:{SHELL}) and *(A file was here: paper.pdf)* and another note."
            "\n\nkey: value\nlast"
        )
        assert [(picture.name, picture.read()) for picture in record.attached] == [("shell.png", b"PNG")]
        assert record.marks.tags == ("kindness",)
        assert record.extra == {"latitude": "50.82000000", "folder": "Evenings"}
        assert record.written.isoformat() == "2019-12-31T17:30:15.250000-05:00"
        assert record.edited == datetime(2020, 2, 1, tzinfo=UTC)
        assert "paper.pdf" in reading.notes[0]


def test_the_same_as_a_folder(tmp_path: Path) -> None:
    for name, content in members("b").items():
        (tmp_path / "raw" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "raw" / name).write_bytes(content.encode() if isinstance(content, str) else content)
    assert records(tmp_path / "raw") == records(jex(tmp_path / "j.jex", members("b")))


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ({"encryption_applied": "1"}, "encrypted"),
        ({"deleted_time": "1577836800000"}, "bin"),
        ({"user_created_time": "soon"}, "date"),
    ],
)
def test_what_cannot_be_taken_in_stops_no_other(tmp_path: Path, bad: dict[str, str], why: str) -> None:
    file = jex(
        tmp_path / "j.jex", {f"{SHELL}.md": note("b", **bad), f"{NOTE}.md": note("b"), f"{TAG}.md": b"\xff\x00" * 99}
    )
    found = pieces(file)
    assert [type(piece) for piece in found] == [Record, Refused]
    assert why in getattr(found[1], "why", "")


# case IM03
@pytest.mark.parametrize("zone", [BANGKOK, NEW_YORK], ids=str)
@pytest.mark.parametrize(
    "told", ["2021-05-01 22:30:15Z", "2021-05-01T22:30:15Z", "2021-05-02 05:30:15+07:00", "2021-05-01 22:30:15 UTC"]
)
def test_its_markdown_keeps_each_instant_to_the_second(tmp_path: Path, zone: ZoneInfo, told: str) -> None:
    front = f"title: Evening\nupdated: 2021-06-01 00:00:00Z\ncreated: {told}\nlatitude: 50.82\n"
    front += "tags:\n  - sea\n  - calm down\n"
    (tmp_path / "_resources").mkdir()
    (tmp_path / "_resources" / "shell.png").write_bytes(b"PNG")
    (tmp_path / "Notebook").mkdir()
    (tmp_path / "Notebook" / "Evening.md").write_text(
        f"---\n{front}---\n\n![shell.png](../_resources/shell.png)\n", encoding="utf-8"
    )
    with read(tmp_path, zone) as reading:
        [record] = reading.pieces
        assert isinstance(record, Record)
        assert reading.format == "joplin"
        assert record.written == datetime(2021, 5, 1, 22, 30, 15, tzinfo=UTC)
        assert record.edited == datetime(2021, 6, 1, tzinfo=UTC)
        assert record.marks.tags == ("sea", "calm down")
        assert record.body == "# Evening\n\n![shell.png](attached:_resources/shell.png)"
        assert [picture.read() for picture in record.attached] == [b"PNG"]
        assert record.extra["latitude"] == 50.82

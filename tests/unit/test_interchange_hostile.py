"""Files made to hurt: each ends in its pieces, in a refusal or in one plain sentence, soon, and in little memory."""

from __future__ import annotations

import io
import json
import os
import sys
import tarfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from foreign_files import UTC, pieces, records, refused, zipped
from selfcompassion_desktop.content.interchange import jsons, read
from selfcompassion_desktop.content.interchange.html_text import to_markdown
from selfcompassion_desktop.core.errors import Trouble
from selfcompassion_desktop.core.interchange import Record, Refused

ENTRY = {"title": "T", "body": "B", "date": "2020-03-29", "time": "09:00", "tags": [], "starred": False}
MANY = 100_000


# case IM14
@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "html",
    [
        "<div>" * MANY + "x", "<b>x" * MANY, "<ul><li>x" * MANY, "<blockquote>x" * MANY, "<a href='u'>x" * MANY,
        "<pre>\n" * MANY, "<" * MANY, "<!--" * MANY, '<a "' * MANY, "<a b='c' " * MANY,
        "<b> " * MANY + "</b> " * MANY, "&lol;" * MANY,
    ],
    ids=range(12),
)  # fmt: skip
def test_malformed_html_of_any_kind_ends_soon(html: str) -> None:
    began = time.process_time()
    to_markdown(html)
    assert time.process_time() - began < 10


# case IM14
def test_no_entity_is_expanded_and_no_address_followed() -> None:
    laughs = '<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY e SYSTEM "file:///etc/passwd">]><p>&lol;&e;</p>'
    laughs += '<img src="file:///etc/passwd"><iframe src="https://example.org">inside</iframe><p>after</p>'
    assert "&lol;&e;" in to_markdown(laughs)
    assert "root" not in to_markdown(laughs)
    assert "inside" not in to_markdown(laughs)
    assert to_markdown(laughs).endswith("after")


# case IM16
def test_a_file_of_any_size_is_read_a_value_at_a_time() -> None:
    given = 0

    def endless() -> Iterator[str]:
        nonlocal given
        yield '{"entries":['
        while True:
            given += 1
            yield json.dumps(ENTRY) + ","

    found = jsons.items(endless())
    for number in range(1, 20_001):
        assert next(found).number == number
        assert given <= number + 1


# case IM16
@pytest.mark.parametrize(
    "deep", ["[" * MANY + "]" * MANY, '{"a":' * MANY + "1" + "}" * MANY, "[" * 99 + '{"a":[]}' + "]" * 99], ids=range(3)
)
def test_what_is_nested_too_deep_stops_no_other(tmp_path: Path, deep: str) -> None:
    last = json.dumps({**ENTRY, "time": "10:00"})
    (tmp_path / "j.json").write_text(f'{{"entries":[{json.dumps(ENTRY)},{deep},{last}]}}', encoding="utf-8")
    assert [type(piece) for piece in pieces(tmp_path / "j.json")] == [Record, Refused, Record]


# case IM16
def test_an_entry_of_fifty_megabytes_stops_no_other(tmp_path: Path) -> None:
    file = tmp_path / "j.json"
    one = json.dumps(ENTRY)
    long = json.dumps({**ENTRY, "body": "x\n" * (25 << 20)})
    file.write_text(f'{{"entries":[{one},{long},{one}]}}', encoding="utf-8")
    assert [type(piece) for piece in pieces(file)] == [Record, Refused, Record]


def test_a_file_that_breaks_off_gives_what_came_before(tmp_path: Path) -> None:
    whole = json.dumps({"entries": [ENTRY, {**ENTRY, "body": "x" * 100}]})
    for length in range(whole.index("x"), len(whole) - 2, 7):
        (tmp_path / "j.json").write_text(whole[:length], encoding="utf-8")
        first, second = pieces(tmp_path / "j.json")
        assert isinstance(first, Record)
        assert isinstance(second, Refused)


def test_a_zip_that_unpacks_to_far_more_than_its_size_is_not_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "b.zip", "w", 8) as archive, archive.open("J.json", "w") as member:
        member.write(b'{"entries":[{"creationDate":"2021-01-01T00:00:00Z","text":"x"}')
        for _ in range(150):
            member.write(b" " * (1 << 20))
        member.write(b"]}")
    with pytest.raises(Trouble, match="far more than its own size"):
        read(tmp_path / "b.zip", UTC)


def test_names_that_lead_out_of_an_archive_are_left_alone(tmp_path: Path) -> None:
    good = {"2021-05-01.md": "Body"}
    outward = ("../up.md", "/etc/x.md", "a/../../b.md", "..\\up.md", "C:\\x.md", "C:x.md", "\\\\host\\x.md")
    file = zipped(tmp_path / "t.zip", {**good, **dict.fromkeys(outward, "x")})
    assert len(refused(file)) == len(outward)
    assert [piece.where for piece in pieces(file) if isinstance(piece, Record)] == ["2021-05-01.md"]
    with tarfile.open(tmp_path / "t.tar", "w") as tar:
        for name in (*good, "../up.md"):
            tar.addfile(tarfile.TarInfo(name))
        link = tarfile.TarInfo("2021-05-02.md")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    assert {piece.where for piece in pieces(tmp_path / "t.tar")} == {"2021-05-01.md", "../up.md"}


def test_a_member_without_a_name_is_left_alone(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "t.zip", "w") as archive:
        archive.writestr(zipfile.ZipInfo(""), "nameless")
        archive.writestr("2021-05-01.md", "Body")
    assert [type(piece) for piece in pieces(tmp_path / "t.zip")] == [Refused, Record]


def test_links_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("secret", encoding="utf-8")
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "2021-05-01.md").write_text("![a](b.png)", encoding="utf-8")
    (tmp_path / "notes" / "2021-05-02.md").symlink_to(tmp_path / "secret.md")
    (tmp_path / "notes" / "b.png").symlink_to(tmp_path / "secret.md")
    (tmp_path / "notes" / "round").symlink_to(tmp_path / "notes")
    [record] = records(tmp_path / "notes")
    assert record.body == "*(A picture was here: b.png)*"
    assert not record.attached


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every name is a text")
def test_a_name_that_is_no_text_can_be_told(tmp_path: Path) -> None:
    for name in (b"\xff 2021-05-01.md", b"\xfe.md"):
        Path(os.fsdecode(bytes(tmp_path) + b"/" + name)).write_bytes(b"Body" if b"2021" in name else b"\x89PNG")
    first, second = sorted(pieces(tmp_path), key=lambda piece: isinstance(piece, Refused))
    assert isinstance(first, Record)
    assert first.body == "Body"
    assert isinstance(second, Refused)
    second.where.encode()
    first.key.encode()


@pytest.mark.skipif(sys.platform == "win32", reason="pipes there have no names among files")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.md")
    with pytest.raises(Trouble, match=r"x\.md"):
        read(tmp_path / "x.md", UTC)
    with pytest.raises(Trouble, match="holds nothing"):
        read(tmp_path, UTC)


@pytest.mark.parametrize("large", [False, True])
def test_a_zip_of_nothing_but_a_list_of_files_is_not_read(tmp_path: Path, large: bool) -> None:
    content = bytearray(zipped(tmp_path / "t.zip", {"2021-05-01.md": "Body"}).read_bytes())
    end = content.rindex(b"PK\5\6")
    content[end + 12 : end + 16] = b"\xff" * 4 if large else (101 << 20).to_bytes(4, "little")
    if large:  # the size stands in a record of its own where four bytes hold it no more
        content[end:end] = b"PK\6\6" + bytes(36) + (1 << 33).to_bytes(8, "little") + bytes(8)
    (tmp_path / "t.zip").write_bytes(content)
    with pytest.raises(Trouble, match="more than can be read"):
        read(tmp_path / "t.zip", UTC)


def harmed(folder: Path, harm: str) -> Path:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("2021-05-01.md", "word " * 1000)
    content = bytearray(made.getvalue())
    if harm == "cut":
        del content[-30:]
    elif harm == "flipped":
        content[60] ^= 0xFF
    else:
        for flags in (6, content.index(b"PK\1\2") + 8):
            content[flags] |= 1
    (folder / "t.zip").write_bytes(content)
    return folder / "t.zip"


@pytest.mark.parametrize("harm", ["flipped", "password"])
def test_a_harmed_or_locked_member_is_refused(tmp_path: Path, harm: str) -> None:
    assert [type(piece) for piece in pieces(harmed(tmp_path, harm))] == [Refused]


def test_a_zip_that_was_not_copied_whole_says_so(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match=r"t\.zip.*export it once more"):
        pieces(harmed(tmp_path, "cut"))

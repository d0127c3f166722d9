"""Everything in one file of our own: written whole or not at all, and read however it is spoilt."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from selfcompassion_desktop.content.interchange import own
from selfcompassion_desktop.content.new_file import new_file
from selfcompassion_desktop.core.errors import Cancelled, Trouble
from selfcompassion_desktop.core.interchange import Refused
from selfcompassion_desktop.core.takeout import Head, Instant, KeptEntry
from whole_stores import Room


@pytest.fixture
def room(tmp_path: Path) -> Room:
    room = Room(tmp_path / "here")
    for text in ("one 🫶", "two\n\n", "three"):
        room.clock.pass_time(60)
        room.entries.add(text)
    room.database.close()
    return room


def digest(room: Room) -> str:
    """Of every byte in the data folder."""
    room.database.close()
    found = hashlib.sha256()
    for file in sorted((room.folder / "data").rglob("*")):
        found.update(file.name.encode() + (file.read_bytes() if file.is_file() else b""))
    return found.hexdigest()


# case JR05
@pytest.mark.parametrize(
    "name", ["", "store.db", "store.db-wal", "settings.json", "backups/x.json", "backups/..", "taken.json", "x"]
)
def test_the_data_folder_takes_no_export(room: Room, name: str) -> None:
    (room.folder / "data" / "backups").mkdir()
    (room.folder / "data" / "taken.json").write_text("there already")
    before = digest(room)

    with pytest.raises(Trouble, match="where the journal itself is kept"):
        room.write(f"data/{name}")

    assert digest(room) == before


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_no_link_leads_an_export_into_the_data_folder(room: Room) -> None:  # case JR05
    (room.folder / "link.json").symlink_to(room.folder / "data" / "store.db")
    before = digest(room)

    with pytest.raises(Trouble, match="where the journal itself is kept"):
        room.write("link.json")

    assert digest(room) == before


def test_an_export_ended_half_way_leaves_nothing_and_what_stood_there_before(room: Room) -> None:  # case JR05
    target = room.folder / "x.json"
    target.write_text("before")
    before = digest(room)

    with room.whole.opened() as everything, pytest.raises(Cancelled):
        own.write(everything, target, room.folder / "data", Instant(0), lambda part: False)

    assert target.read_text() == "before"
    assert sorted(file.name for file in room.folder.iterdir()) == ["data", "x.json"]
    assert digest(room) == before
    room.write()
    assert own.is_ours(target)
    target.unlink()
    assert digest(room) == before
    assert room.entries.count() == 3


@pytest.mark.parametrize(("code", "said"), [(errno.ENOSPC, "There is no room"), (errno.EACCES, "cannot be written")])
def test_a_full_disk_is_said_and_leaves_nothing(room: Room, code: int, said: str) -> None:  # case JR05
    target = room.folder / "x.json"
    target.write_text("before")

    def fail_half_way() -> None:
        with new_file(target, room.folder / "data") as made:
            made.write_text("half of it")
            raise OSError(code, os.strerror(code))

    with pytest.raises(Trouble, match=said):
        fail_half_way()

    assert target.read_text() == "before"
    assert sorted(file.name for file in room.folder.iterdir()) == ["data", "x.json"]


@pytest.mark.skipif(sys.platform == "win32", reason="rights are told otherwise there")
@pytest.mark.parametrize(("mask", "rights"), [(0o022, 0o644), (0o077, 0o600)])
def test_an_export_has_the_rights_that_any_new_file_gets(room: Room, mask: int, rights: int) -> None:  # case SE04
    before = os.umask(mask)
    try:
        file = room.write()
    finally:
        os.umask(before)

    assert stat.S_IMODE(file.stat().st_mode) == rights


@pytest.mark.parametrize("place", ["missing/x.json", "."])
def test_a_place_that_cannot_be_is_said(room: Room, place: str) -> None:
    with pytest.raises(Trouble, match=r"no folder|is a folder"):
        room.write(place)


def test_what_is_saved_meanwhile_is_not_in_it(room: Room) -> None:
    with room.whole.opened() as everything:
        count = everything.count(KeptEntry)
        room.entries.add("meanwhile")

        assert len(list(everything.pieces(KeptEntry))) == count == 3
    assert room.entries.count() == 4


def rewritten(room: Room, change: Callable[[dict[str, object]], object]) -> Path:
    """An export, changed and written by another program."""
    file = room.write()
    document = json.loads(file.read_text(encoding="utf-8"))
    change(document)
    file.write_text(json.dumps(document, indent=4, sort_keys=True), encoding="utf-8-sig")
    return file


def test_it_may_be_written_otherwise_by_another_program(room: Room, tmp_path: Path) -> None:
    file = rewritten(room, lambda document: document.update(entries=list(reversed(document["entries"]))))  # type: ignore[call-overload]
    there = Room(tmp_path / "there")

    assert own.is_ours(file)
    assert there.take(file).new == 3
    assert there.rows() == room.rows()


def test_a_newer_version_is_refused_and_left(room: Room, tmp_path: Path) -> None:
    file = rewritten(room, lambda document: document.update(version=2))

    with pytest.raises(Trouble, match="newer version of this program"):
        own.Document(file)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "nothing at all",
        '{"format": "selfcompassion-journal"}',
        '{"format": "selfcompassion-journal", "version": "1"}',
        '{"format": "selfcompassion-journal", "version": true}',
        '{"format": "selfcompassion-journal", "version": 1} and more',
        '{"format": "selfcompassion-journal", "version": 1, "entries": [}',
        '{"format": "selfcompassion-journal", "version": 1, "entries": {}}',
        '{"format": "selfcompassion-journal", "version": 1, "entries": [1,]}',
        '{"format": "selfcompassion-journal", "version": 1, "entries": [], "entries": []}',
        '{"format": "selfcompassion-journal", "version": 1, "entries": [NaN]}',
        '{"format": "selfcompassion-journal", "version": 1, "entries": [' + "9" * 5000 + "]}",
        '{"format": "selfcompassion-journal", "version": 1, "entries": [' + "[" * 100_000,
        '{"format": "selfcompassion-journal", "version": 1, "feelings": "calm"}',
        '{"format": "selfcompassion-journal", "version": 1, "words": ["\ud83d"]}',
        '{"format": "selfcompassion-journal", "version": 1, "words": ["cut',
    ],
)
def test_what_is_damaged_is_refused_whole(tmp_path: Path, text: str) -> None:  # case IM16
    file = tmp_path / "x.json"
    file.write_bytes(text.encode("utf-8", "surrogatepass"))

    with pytest.raises(Trouble, match="damaged or was cut short"):
        own.Document(file)


def test_an_export_cut_anywhere_is_refused(room: Room) -> None:
    content = room.write().read_bytes()
    file = room.folder / "cut.json"

    for length in range(0, len(content) - 2, 7):
        file.write_bytes(content[:length])
        with pytest.raises(Trouble, match=r"damaged or was cut short|holds no journal"):
            own.Document(file)


def test_another_programs_file_is_not_ours(tmp_path: Path) -> None:
    file = tmp_path / "other.json"
    for text in (
        '{"entries": [{"body": "\\"format\\": \\"selfcompassion-journal\\""}]}',
        '{"tags": {}, "entries": []}',
        '"format"',
        '{"entries": [',
    ):
        file.write_text(text)
        assert not own.is_ours(file)
    file.write_text('{"metadata": 1}')
    with pytest.raises(Trouble, match="holds no journal of this program"):
        own.Document(file)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such pipes there")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    assert own.own_in(tmp_path / "pipe") is None
    assert own.own_in(tmp_path / "gone.json") is None


def test_a_file_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="cannot be read"):
        own.Document(tmp_path / "gone.json")


def test_one_bad_piece_is_named_and_does_not_stop_the_rest(room: Room) -> None:
    def spoil(document: dict[str, object]) -> None:
        entries = document["entries"]
        assert isinstance(entries, list)
        entries[1]["created"] = "some day"
        entries.append(7)

    document = own.Document(rewritten(room, spoil))

    found = list(document.pieces(KeptEntry))
    assert [piece.body for piece in found if isinstance(piece, KeptEntry)] == ["one 🫶", "three"]
    assert [piece for piece in found if isinstance(piece, Refused)] == [
        Refused("entry 2", "Its “created” cannot be read."),
        Refused("entry 4", "It is no record with fields."),
    ]
    assert document.count(KeptEntry) == 4


@pytest.mark.parametrize("chunk", [1, 2, 3, 7, 64])
def test_it_is_read_the_same_in_any_pieces(room: Room, monkeypatch: pytest.MonkeyPatch, chunk: int) -> None:
    file = rewritten(room, lambda document: document.update(words=["日本", "é"], settings={"a": [1.5, -2, True, None]}))
    whole = own.Document(file)
    monkeypatch.setattr(own, "_CHUNK", chunk)

    document = own.Document(file)

    assert document.head == whole.head == Head((), ("日本", "é"), {"a": [1.5, -2, True, None]})
    assert list(document.pieces(KeptEntry)) == list(whole.pieces(KeptEntry))
    assert document.count(KeptEntry) == 3


def test_a_piece_of_many_megabytes_is_read_and_one_beyond_all_bounds_is_refused(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # case IM16
    room.entries.add("word " * 1_000_000)
    file = room.write()

    assert Room(tmp_path / "there").take(file).new == 4
    monkeypatch.setattr(own, "LARGEST", 1_000_000)
    with pytest.raises(Trouble, match="too large to be taken in"):
        own.Document(file)

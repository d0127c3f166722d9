"""A pack is there whole or not at all, and what a person did with it stays."""

from __future__ import annotations

import errno
import os
import time
from pathlib import Path

import pytest

from packed import MANIFEST, laid_out, lessons, script, zipped
from selfcompassion_desktop.content.library import Library
from selfcompassion_desktop.content.pack_build import Progress, build
from selfcompassion_desktop.content.pack_check import Known, check
from selfcompassion_desktop.content.pack_install import Change, Packs
from selfcompassion_desktop.content.packs import BUILT_IN, packs_in
from selfcompassion_desktop.content.staging import alone, tidy_up
from selfcompassion_desktop.core.errors import Cancelled, Faulty, NotThere, Trouble
from selfcompassion_desktop.desktop.paths import assets_folder

SECOND = MANIFEST.replace("1.0.0", "1.1.0")


class Shelf:
    """A data folder of its own, and a place where a teacher works."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "data" / "packs"
        self.packs = Packs(self.folder, assets_folder(), Known)

    def install(self, file: Path, older: bool = False, progress: Progress | None = None) -> tuple[Change, list[str]]:
        with self.packs.offered(file) as offer:
            return offer.change, list(self.packs.install(offer, older, progress=progress))

    @property
    def library(self) -> Library:
        return Library(packs_in(assets_folder(), self.folder))

    @property
    def here(self) -> list[str]:
        """Everything in the folder of packs."""
        return sorted(str(f.relative_to(self.folder)) for f in self.folder.rglob("*") if f.name != ".lock")


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


@pytest.fixture
def first(tmp_path: Path) -> Path:
    return zipped(tmp_path / "first.scpack", {"scripts/breath.md": script(), "scripts/stay.md": script("stay")})


@pytest.fixture
def second(tmp_path: Path) -> Path:
    return zipped(tmp_path / "second.scpack", {"scripts/breath.md": script(words="Other words.")}, SECOND)


def test_the_same_folder_gives_the_same_bytes(tmp_path: Path) -> None:
    folder = laid_out(tmp_path / "mine", {"scripts/breath.md": script(), "audio/x.ogg": b"OggS" + bytes(99)})
    one, other = tmp_path / "one.scpack", tmp_path / "other.scpack"
    build(folder, one, Known(), tmp_path / "data")
    later = time.time() + 90_000
    os.utime(folder / "scripts" / "breath.md", (later, later))
    (folder / "scripts" / ".breath.md.swp").write_bytes(b"\0")
    build(folder, other, Known(), tmp_path / "data")
    assert one.read_bytes() == other.read_bytes()
    checked = check(one)
    assert checked.faults == ()
    assert checked.manifest is not None
    assert set(checked.manifest.contents) == {"scripts/breath.md", "audio/x.ogg"}


def test_a_pack_with_a_fault_is_not_built(tmp_path: Path) -> None:
    folder = laid_out(tmp_path / "mine", {"scripts/breath.md": "nothing", "scripts/b.md": "nothing"})
    with pytest.raises(Faulty) as told:
        build(folder, tmp_path / "one.scpack", Known(), tmp_path / "data")
    assert {fault.file for fault in told.value.faults} == {"scripts/breath.md", "scripts/b.md"}
    assert not (tmp_path / "one.scpack").exists()


def test_a_pack_that_was_built_and_unpacked_and_edited_is_built_again(tmp_path: Path) -> None:
    folder = laid_out(
        tmp_path / "mine", {"scripts/breath.md": script()}, f"{MANIFEST}contents:\n  gone.md: {'0' * 64}\n"
    )
    build(folder, tmp_path / "one.scpack", Known(), tmp_path / "data")
    assert check(tmp_path / "one.scpack").faults == ()


def test_what_is_installed_is_in_the_library_and_only_its_owner_may_read_it(shelf: Shelf, first: Path) -> None:
    assert shelf.install(first) == (Change.NEW, [])
    assert {"breath", "stay"} <= {practice.id for practice in shelf.library.practices}
    assert shelf.library.source("breath") == "mine"
    for path in [shelf.folder.parent, shelf.folder, *shelf.folder.rglob("*")]:
        assert path.stat().st_mode & 0o077 == 0, path
    assert shelf.install(first) == (Change.AGAIN, [])


def test_what_an_update_drops_is_retired_and_comes_back_with_a_later_one(
    shelf: Shelf, first: Path, second: Path, tmp_path: Path
) -> None:
    shelf.install(first)
    assert shelf.install(second) == (Change.UPDATE, ["stay"])
    library = shelf.library
    assert "stay" not in {practice.id for practice in library.practices}
    assert library.practice("stay").hidden
    assert library.practice("breath").lines[0].text == "Other words."
    assert shelf.packs.show("mine").retired == {"scripts": ("stay",)}
    third = zipped(tmp_path / "3.scpack", {"scripts/x.md": script("new")}, MANIFEST.replace("1.0.0", "2.0"))
    assert shelf.install(third) == (Change.UPDATE, ["breath"])
    assert shelf.packs.show("mine").retired == {"scripts": ("breath", "stay")}
    assert shelf.install(first, older=True) == (Change.OLDER, ["new"])
    assert {"breath", "stay"} <= {practice.id for practice in shelf.library.practices}


def test_a_retired_practice_keeps_its_recordings(shelf: Shelf, second: Path, tmp_path: Path) -> None:
    from selfcompassion_desktop.core.practice import clip_name
    from selfcompassion_desktop.core.script import parse

    practice = parse(script("stay"), "stay.md")
    name = clip_name(practice.lines[0], "ana")
    voice = "audio/voice/ana"
    members: dict[str, str | bytes] = {
        "scripts/stay.md": script("stay"),
        f"{voice}/stay/{name}.ogg": b"OggS",
        f"{voice}/clips.json": f'{{"rate": 24000, "clips": {{"{name}": 48000}}}}',
    }
    shelf.install(zipped(tmp_path / "1.scpack", members))
    length = shelf.library.clips.length("stay", practice.lines[0], "ana")
    shelf.install(second)
    clips = shelf.library.clips
    assert clips.length("stay", practice.lines[0], "ana") == length == 96_000
    assert clips.read("stay", practice.lines[0], "ana") == b"OggS"


# case PK12
def test_an_older_version_asks_and_changed_bytes_are_told(
    shelf: Shelf, first: Path, second: Path, tmp_path: Path
) -> None:
    shelf.install(second)
    with pytest.raises(Trouble, match="--older"):
        shelf.install(first)
    assert shelf.library.practice("breath").lines[0].text == "Other words."
    changed = zipped(tmp_path / "c.scpack", {"scripts/breath.md": script(words="Third.")}, SECOND + "summary: New.\n")
    assert shelf.install(changed)[0] is Change.CHANGED
    renamed = SECOND.replace("title: Mine", "title: Another title")
    assert shelf.install(zipped(tmp_path / "r.scpack", lessons("a"), renamed))[0] is Change.CHANGED
    assert [pack.id for pack in shelf.packs.list()] == [BUILT_IN, "mine"]


# case PK13
@pytest.mark.parametrize(
    ("error", "raised"), [(Cancelled("Stopped."), Cancelled), (OSError(errno.ENOSPC, "full"), Trouble)]
)
def test_an_install_that_ends_half_way_leaves_what_was_there(
    shelf: Shelf, first: Path, tmp_path: Path, error: Exception, raised: type[Exception]
) -> None:
    def half_way(done: int, total: int) -> None:
        if done * 2 >= total:
            raise error

    large = zipped(tmp_path / "2.scpack", {"scripts/x.md": script("x"), "audio/x.ogg": b"OggS" + bytes(999)}, SECOND)
    with pytest.raises(raised):
        shelf.install(large, progress=half_way)
    assert shelf.here == []
    shelf.install(first)
    before = shelf.here
    with pytest.raises(raised):
        shelf.install(large, progress=half_way)
    assert shelf.here == before
    assert shelf.install(large)[0] is Change.UPDATE


# case PK13
def test_what_a_kill_leaves_behind_is_put_right_at_the_next_start(shelf: Shelf, first: Path) -> None:
    shelf.install(first)
    before = shelf.here
    laid_out(shelf.folder / ".mine.new", {"scripts/half.md": "ha"})  # killed while it was filled
    tidy_up(shelf.folder)
    assert shelf.here == before
    (shelf.folder / "mine").rename(shelf.folder / ".mine.old")  # killed between the two renames
    laid_out(shelf.folder / ".mine.new", {"scripts/half.md": "ha"})
    tidy_up(shelf.folder)
    assert shelf.here == before
    laid_out(shelf.folder / ".mine.old", {"scripts/old.md": "o"})  # killed before the old one was gone
    assert "old" not in {practice.id for practice in shelf.library.everything}
    tidy_up(shelf.folder)
    assert shelf.here == before


def test_a_staging_folder_in_use_is_left_alone(shelf: Shelf) -> None:
    laid_out(shelf.folder / ".mine.new", {"scripts/half.md": "ha"})
    with alone(shelf.folder):
        tidy_up(shelf.folder)
        assert (shelf.folder / ".mine.new").exists()
        with pytest.raises(Trouble, match="just now"), alone(shelf.folder):
            pass


def test_a_file_that_changes_after_it_was_looked_through_is_not_installed(shelf: Shelf, tmp_path: Path) -> None:
    folder = laid_out(tmp_path / "mine", {"scripts/breath.md": script()})
    with shelf.packs.offered(folder) as offer:
        (folder / "scripts" / "breath.md").write_bytes(script(words="Breathe as I like_.").encode())
        with pytest.raises(Trouble, match="changed while"):
            shelf.packs.install(offer)
    assert shelf.here == []


def test_the_programs_own_pack_is_neither_replaced_nor_removed(shelf: Shelf, tmp_path: Path) -> None:
    mine = MANIFEST.replace("id: mine", f"id: {BUILT_IN}")
    with pytest.raises(Trouble, match="own pack"):
        shelf.install(zipped(tmp_path / "b.scpack", {"scripts/breath.md": script()}, mine))
    with pytest.raises(Trouble, match="own pack"):
        shelf.packs.remove(BUILT_IN)


def test_a_pack_is_removed_whole(shelf: Shelf, first: Path) -> None:
    shelf.install(first)
    shelf.packs.remove("mine")
    assert shelf.here == []
    with pytest.raises(NotThere):
        shelf.packs.remove("mine")
    with pytest.raises(NotThere):
        shelf.packs.remove("../data")

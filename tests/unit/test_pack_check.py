"""What is wrong with a pack is found at once, all of it, and nothing is written."""

from __future__ import annotations

import struct
import unicodedata
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from packed import MANIFEST, laid_out, script, zipped
from selfcompassion_desktop.content.library import Library
from selfcompassion_desktop.content.pack_check import Checked, check
from selfcompassion_desktop.content.pack_new import id_from, new_pack
from selfcompassion_desktop.content.packs import packs_in
from selfcompassion_desktop.core.errors import Trouble
from selfcompassion_desktop.desktop.paths import assets_folder


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "mine.scpack"


def whys(checked: Checked, path: str) -> str:
    return "; ".join(fault.message for fault in checked.faults if fault.file == path)


def test_a_good_pack_has_nothing_wrong(file: Path) -> None:
    checked = check(zipped(file, {"scripts/breath.md": script()}))
    assert checked.faults == ()
    assert checked.manifest is not None
    assert (checked.manifest.id, checked.manifest.version) == ("mine", "1.0.0")
    assert checked.ids["script"] == ("breath",)


def test_the_content_that_comes_with_the_program_goes_through_the_same_door() -> None:
    checked = check(assets_folder(), apart=("fonts", "icons"))
    assert checked.faults == ()
    assert min(len(ids) for ids in checked.ids.values()) >= 4


# case PK01
# case PK02: names are judged by our own rule, which asks nothing of the system it runs on
@pytest.mark.parametrize(
    "name",
    [
        "../evil.txt", "/abs.txt", "..\\..\\y.txt", "C:\\x.txt", "C:x.txt", "\\\\srv\\s\\z", "a/../../b", "./ok.mp3",
        "scripts/CON.md", "scripts/aux", "scripts/com1.ogg", "scripts/a.md\0.exe", "scripts/a.md.", "scripts/b .md ",
        "scripts//a.md", "scripts/..", "audio/\x1b[2J.ogg", "scripts/" + "ä" * 150 + ".md", "../", "scripts/a:b.md",
    ],
)  # fmt: skip
def test_a_name_that_leads_out_or_that_some_system_refuses_is_named(file: Path, name: str) -> None:
    checked = check(zipped(file, {"scripts/breath.md": script(), name: script("evil")}))
    assert [fault for fault in checked.faults if "name" in fault.message or "link" in fault.message], checked.faults
    assert "evil" not in checked.ids["script"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("scripts/breath.md", "scripts/Breath.md"),
        ("audio/é.ogg", f"audio/{unicodedata.normalize('NFD', 'é')}.ogg"),
        ("audio/voice/a/x.ogg", "audio/Voice/a/y.ogg"),
        ("audio/x.ogg", "audio/x.ogg/y.ogg"),
    ],
)
def test_twins_that_some_system_takes_for_one_are_refused(file: Path, one: str, other: str) -> None:
    content = "OggS" if one.endswith(".ogg") else script()
    checked = check(zipped(file, {"scripts/other.md": script("other"), one: content, other: content}))
    assert "give one of them another" in "".join(fault.message for fault in checked.faults)


def test_a_link_is_refused_in_a_zip_and_in_a_folder(file: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("pack.yaml", MANIFEST)
        about = zipfile.ZipInfo("scripts/x.md")
        about.external_attr = 0o120777 << 16
        made.writestr(about, "/etc/passwd")
    assert "link" in whys(check(file), "scripts/x.md")
    folder = laid_out(tmp_path / "mine", {"scripts/a.md": script("a")})
    (folder / "scripts" / "x.md").symlink_to("/etc/passwd")
    assert "link" in whys(check(folder), "scripts/x.md")


def test_a_file_that_unpacks_to_far_more_than_its_size_is_not_opened(file: Path) -> None:
    checked = check(zipped(file, {"scripts/breath.md": script(), "audio/x.ogg": b"OggS" + bytes(20_000_000)}))
    assert "far more than its own size" in whys(checked, "audio/x.ogg")
    assert "audio/x.ogg" not in checked.hashes


# case PK04
@pytest.mark.parametrize("claimed", [10, 400_000])
def test_a_size_that_is_a_lie_is_found_while_reading(file: Path, claimed: int) -> None:
    zipped(file, {"audio/x.ogg": b"OggS" + b"1234567890" * 30_000})
    raw = bytearray(file.read_bytes())
    at = raw.rindex(b"PK\x01\x02")
    raw[at + 24 : at + 28] = struct.pack("<I", claimed)
    file.write_bytes(raw)
    checked = check(file)
    assert "damaged" in whys(checked, "audio/x.ogg")
    assert "audio/x.ogg" not in checked.hashes


# case PK09
def test_what_a_mac_leaves_in_a_zip_does_no_harm_and_one_folder_may_be_around_it(file: Path) -> None:
    members: dict[str, str | bytes] = {
        "mine/": "",
        "mine/pack.yaml": MANIFEST,
        "mine/.DS_Store": b"\0\1",
        "mine/scripts/breath.md": script(),
        "__MACOSX/._mine": b"\0",
        "__MACOSX/mine/scripts/._breath.md": b"\0\5\x16\7",
    }
    checked = check(zipped(file, members, manifest=None))
    assert checked.faults == ()
    assert set(checked.hashes) == {"pack.yaml", "scripts/breath.md"}


# case PK10
def test_awkward_names_are_taken_as_they_are_or_refused_by_name(file: Path) -> None:
    good = ["audio/100%.ogg", "audio/%E5%85.ogg", "audio/#1 🔊.ogg"]
    bad = ['audio/a"b*.ogg', "audio/#1?.ogg", f"audio/{'n' * 240}🦊.ogg"]
    checked = check(zipped(file, {"scripts/breath.md": script(), **dict.fromkeys(good + bad, "OggS")}))
    assert set(good) <= set(checked.hashes)
    assert {fault.file for fault in checked.faults if fault.file in bad} == set(bad[:2])
    assert len(checked.faults) == 3


# case PK11
def test_an_accent_in_two_pieces_in_the_list_is_the_same_file_as_in_one(file: Path) -> None:
    name, content = "scripts/respiración.md", script("respiracion")
    listed = unicodedata.normalize("NFD", name)
    digest = sha256(content.encode()).hexdigest()
    manifest = f'{MANIFEST}contents:\n  "{listed}": {digest}\n'
    assert check(zipped(file, {unicodedata.normalize("NFC", name): content}, manifest)).faults == ()
    assert check(zipped(file, {listed: content}, manifest)).faults == ()


# case PK14
@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>", "<img src=http://127.0.0.1:9/x>", "<img src=file:///etc/passwd>",
        '<a href="javascript:1">', '<a href="file:///C:/Windows/System32/calc.exe">', "look at \\\\host\\share\\x.png",
        "<iframe src=x>", "![me](http://127.0.0.1:9/x)", "< IFRAME", "java<b>script", "JaVaScRiPt : x",
        "data:text/html,x",
    ],
)  # fmt: skip
def test_active_content_in_any_text_is_refused_with_its_line(file: Path, words: str) -> None:
    reading = f"---\nid: why\ntitle: Why\n---\n\n{words}\n"
    members = {"scripts/breath.md": script(words=words), "courses/c/why.md": reading, "README.md": f"\n\n{words}"}
    found = {(fault.file, fault.line) for fault in check(zipped(file, members)).faults if "takes" not in fault.message}
    assert {("scripts/breath.md", 11), ("courses/c/why.md", 6), ("README.md", 3)} <= found


@pytest.mark.parametrize("words", ["I <3 you", "3 < 4 and 5 > 4", "the data: all of it", "a file: mine", "<ana@x.org>"])
def test_plain_words_are_no_active_content(file: Path, words: str) -> None:
    assert check(zipped(file, {"scripts/breath.md": script(), "README.md": words})).faults == ()


# case PK15
def test_a_manifest_with_everything_wrong_says_everything(file: Path) -> None:
    manifest = (
        "\ufeff# a comment\nschema: two\nid: Mine Own\ntitle: [5]\nversion: one\nauthors: {}\nlicence:\n"
        "languages: [english please]\ncontents:\n  ../x: 12\n  scripts/breath.md: 12\n  gone.md: 12\nid: again\n"
    )
    checked = check(zipped(file, {"scripts/breath.md": script()}, manifest))
    assert checked.manifest is None
    rows = {fault.line for fault in checked.faults if fault.file == "pack.yaml"}
    assert {2, 4, 5, 6, 7, 8, 10, 11, 12, 13} <= rows


# case PK15
def test_a_huge_manifest_or_a_huge_title_is_refused(file: Path) -> None:
    huge = MANIFEST.replace("title: Mine", f"title: {'M' * 1000}")
    assert "1000 letters" in whys(check(zipped(file, {"scripts/breath.md": script()}, huge)), "pack.yaml")
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("pack.yaml", MANIFEST + "x: " + "M" * 10_000_000)
    assert "at most" in whys(check(file), "pack.yaml")


# case PK15
def test_ids_said_twice_and_files_that_are_not_there_are_named(file: Path) -> None:
    manifest = f"{MANIFEST}contents:\n  scripts/a.md: {'0' * 64}\n  scripts/gone.md: {'0' * 64}\n"
    checked = check(zipped(file, {"scripts/a.md": script(), "scripts/b.md": script()}, manifest))
    assert "not as it was" in whys(checked, "scripts/a.md")
    assert "not in the list" in whys(checked, "scripts/b.md")
    assert "is that of scripts/a.md" in whys(checked, "scripts/b.md")
    assert "is not here" in whys(checked, "scripts/gone.md")


def test_a_type_is_known_by_what_is_in_the_file(file: Path) -> None:
    members: dict[str, str | bytes] = {
        "scripts/breath.md": script(),
        "audio/x.ogg": b"MZ\x90\0 a program",
        "audio/voice/me/clips.json": "[1]",
        "scripts/c.md": b"\xff\xfe\0",
        "run.exe": b"MZ",
        "scripts/d.yml": "x",
    }
    checked = check(zipped(file, members))
    assert {fault.file for fault in checked.faults} == set(members) - {"scripts/breath.md"}


def test_a_course_may_lead_to_what_the_program_brings_and_to_nothing_unknown(file: Path) -> None:
    library = Library(packs_in(assets_folder(), Path("none")))
    course = """\
id: path
title: A path
summary: Two days.
for: Anyone.
minutes: 10
days: 2
sessions:
  - id: one
    day: 1
    title: One
    steps:
      - practise: {practice}
      - write: {exercise}
      - check_in: {measure}
"""
    good = course.format(practice="kind-hand", exercise="silver-lining", measure="pain-now")
    assert check(zipped(file, {"courses/path/course.yaml": good}), library.known).faults == ()
    bad = course.format(practice="x1", exercise="x2", measure="x3")
    checked = check(zipped(file, {"courses/path/course.yaml": bad}), library.known)
    assert {"x1", "x2", "x3"} == {fault.message.split("“")[1].split("”")[0] for fault in checked.faults}


def test_an_id_of_the_programs_own_content_is_not_taken_again(file: Path) -> None:
    library = Library(packs_in(assets_folder(), Path("none")))
    checked = check(zipped(file, {"scripts/mine.md": script("kind-hand")}), library.known)
    assert "the program's own content" in whys(checked, "scripts/mine.md")


@pytest.mark.parametrize("junk", [b"", b"PK\x03\x04", b"\x1f\x8b" + bytes(50), bytes(5000)])
def test_what_is_no_pack_at_all_is_said_in_a_sentence(file: Path, junk: bytes) -> None:
    file.write_bytes(junk)
    with pytest.raises(Trouble, match="is no pack"):
        check(file)


def test_yaml_nested_without_end_is_refused(file: Path) -> None:
    deep = "x: " + "[" * 50_000
    members = {"pages/help.yaml": deep, "measures/m.yaml": deep, "scripts/s.md": f"---\n{deep}\n---\n"}
    found = {fault.file for fault in check(zipped(file, members, MANIFEST + deep)).faults}
    assert {*members, "pack.yaml"} <= found


def test_a_new_pack_is_a_good_pack(tmp_path: Path) -> None:
    made = new_pack(tmp_path / "mine", "Mein Kürs", ("A teacher",), "CC-BY-4.0", "de")
    library = Library(packs_in(assets_folder(), Path("none")))
    checked = check(tmp_path / "mine", library.known)
    assert checked.faults == ()
    assert made.id == "mein-kurs"
    with pytest.raises(Trouble, match="something in it already"):
        new_pack(tmp_path / "mine", "Mine", ("A teacher",), "CC-BY-4.0", "en")


def test_a_title_without_latin_letters_gives_an_id_of_its_own() -> None:
    assert id_from("慈悲") != id_from("正念")
    assert id_from("慈悲").startswith("pack-")

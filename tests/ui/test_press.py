"""Entries on paper, looked at as a reader of the file would."""

from __future__ import annotations

import errno
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage

from full_disk import no_more_than
from selfcompassion_desktop.core.markup import blocks
from selfcompassion_desktop.core.ports.press import Paper, Printed
from selfcompassion_desktop.ui.press import PdfPress

needs_reader = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not here")


def printed(text: str, heading: str = "Wednesday 25 November 2026, 18:12", beside: str = "") -> Printed:
    return Printed(heading, beside, blocks(text, lambda name, words: f'<img src="{name}" alt="{words}">', 2), {})


def sheet(width: int, height: int) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#3366cc"))
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # Qt takes a device too
    return bytes(held.data())


def words_of(file: Path) -> str:
    done = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True, text=True)
    return done.stdout


def pages_of(file: Path) -> int:
    return len(re.findall(rb"/Type /Page\b", file.read_bytes()))


@needs_reader
def test_every_word_can_be_read_and_searched(faces: None, tmp_path: Path) -> None:
    text = (
        "# The office of the first\n\nThe **kind** hand, *fi fl ffi*.\n\n- tea\n- rest\n\n> quoted\n\n`code`\n\n"
        "日記 Первая Ελληνικά"
    )
    PdfPress().write(str(tmp_path / "a.pdf"), "Journal", [printed(text, beside="calm · 3 of 10")], Paper.A4)
    found = " ".join(words_of(tmp_path / "a.pdf").split())
    for words in (
        "Wednesday 25 November 2026, 18:12 calm · 3 of 10 The office of the first The kind hand, fi fl ffi.",
        "• tea", "• rest", "quoted", "code", "日記", "Первая Ελληνικά",
    ):  # fmt: skip
        assert words in found


@needs_reader
def test_no_line_is_lost_or_halved_where_a_page_ends(faces: None, tmp_path: Path) -> None:
    count = 400
    entries = [printed("\n\n".join(f"Line {n} begins and ends {n}." for n in range(count))), printed("The last one.")]
    pages = PdfPress().write(str(tmp_path / "a.pdf"), "Journal", entries, Paper.A4)
    text = words_of(tmp_path / "a.pdf")
    assert re.findall(r"Line (\d+) begins and ends \1\.", text) == [str(n) for n in range(count)]
    assert "The last one." in text
    assert pages == text.count("\f") == pages_of(tmp_path / "a.pdf") > 5
    assert [page.split()[-1] for page in text.split("\f")[:-1]] == [str(n + 1) for n in range(pages)]


@pytest.mark.parametrize(("paper", "box"), [(Paper.A4, b"595"), (Paper.LETTER, b"612")])
def test_paper_has_the_size_that_was_asked_for(faces: None, tmp_path: Path, paper: Paper, box: bytes) -> None:
    PdfPress().write(str(tmp_path / "a.pdf"), "Journal", [printed("A line.")], paper)
    assert re.search(rb"/MediaBox \[0 0 " + box, (tmp_path / "a.pdf").read_bytes())


@needs_reader
def test_short_entries_share_a_page_and_one_never_begins_at_its_very_end(faces: None, tmp_path: Path) -> None:
    entries = [printed(f"Entry {n}\n\nand its second line.", f"Day {n}") for n in range(60)]
    pages = PdfPress().write(str(tmp_path / "a.pdf"), "Journal", entries, Paper.A4)
    assert 4 < pages < 15
    for page in words_of(tmp_path / "a.pdf").split("\f")[:-1]:
        lines = [line.strip() for line in page.splitlines() if line.strip()]
        assert lines[0].startswith("Day ")
        assert lines[-2] == "and its second line."


def test_pictures_are_printed_within_the_page_and_no_other_file_is_read(faces: None, tmp_path: Path) -> None:
    outside = tmp_path / "outside.png"
    outside.write_bytes(sheet(40, 40))
    text = f"![one](picture:one)\n\n![two](picture:two)\n\n![three](picture:{outside})\n\n![four](picture:broken)"
    pictures = {"one": sheet(4000, 3000), "two": sheet(100, 4000), "broken": b"\x89PNG\r\n\x1a\nno"}
    entry = Printed("Day", "", blocks(text, lambda name, words: f'<img src="{name}">', 2), pictures)
    pages = PdfPress().write(str(tmp_path / "a.pdf"), "Journal", [entry], Paper.A4)
    content = (tmp_path / "a.pdf").read_bytes()
    assert pages <= 3
    assert content.count(b"/Subtype /Image") == 2
    assert b"/Width 1600" in content


def test_what_stops_it_goes_on_to_whoever_asked(faces: None, tmp_path: Path) -> None:
    class Enough(Exception):
        pass

    def entries() -> Iterator[Printed]:
        yield printed("One")
        raise Enough

    with pytest.raises(Enough):
        PdfPress().write(str(tmp_path / "a.pdf"), "Journal", entries(), Paper.A4)


@pytest.mark.skipif(sys.platform == "win32", reason="limits of this kind are Unix's")
@pytest.mark.parametrize("after", [0, 3_000, 20_000])
def test_a_disk_without_room_is_noticed(faces: None, tmp_path: Path, after: int) -> None:
    # case JR05
    entries = [printed(f"{n} {'words without end ' * 200}") for n in range(30)]
    with no_more_than(after), pytest.raises(OSError, match=os.strerror(errno.EIO)):
        PdfPress().write(str(tmp_path / "a.pdf"), "Journal", entries, Paper.A4)


def test_a_place_that_is_not_there_is_refused(faces: None, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        PdfPress().write(str(tmp_path / "nowhere" / "a.pdf"), "Journal", [printed("One")], Paper.A4)


def test_it_works_aside(faces: None, tmp_path: Path) -> None:
    pages: list[int] = []
    aside = threading.Thread(
        target=lambda: pages.append(
            PdfPress().write(str(tmp_path / "a.pdf"), "Journal", [printed("**One** word")] * 3, Paper.A4)
        )
    )
    aside.start()
    aside.join()
    assert pages == [1]

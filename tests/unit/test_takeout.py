"""The journal taken out: what stands on the disk afterwards, and what never does."""

from __future__ import annotations

import csv
import errno
import json
import os
import stat
import sys
import unicodedata
import zipfile
from collections.abc import Iterable
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from boxes import PNG, Box, entry, instant, picture, sitting, taken_break
from full_disk import no_more_than
from selfcompassion_desktop.content.interchange import own
from selfcompassion_desktop.content.takeout import aside
from selfcompassion_desktop.content.takeout.markdown import as_text
from selfcompassion_desktop.content.takeout.take_out import Taken, TakeOut
from selfcompassion_desktop.core.chosen import ALL, Form, What
from selfcompassion_desktop.core.errors import Cancelled, NotThere, Trouble
from selfcompassion_desktop.core.measure import definition, digest, parse
from selfcompassion_desktop.core.ports.press import Paper, Printed
from selfcompassion_desktop.core.tables import plain
from selfcompassion_desktop.core.takeout import Head, KeptCheckIn, Progress, Wall

NOW = datetime(2026, 11, 25, 18, 12, tzinfo=UTC)
FOLDERS = [Form.MARKDOWN, Form.HTML, Form.CSV, Form.EVERYTHING]


class PlainPress:
    """Prints words instead of a PDF."""

    def write(self, file: str, title: str, entries: Iterable[Printed], paper: Paper) -> int:
        with Path(file).open("w", encoding="utf-8") as out:
            for each in entries:
                out.write("\n".join([each.heading, each.beside, *each.blocks, ""]))
        return 1


def go_on(part: float) -> bool:
    return True


@pytest.fixture
def private(tmp_path: Path) -> Path:
    """The program's own folder, with a store in it."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "selfcompassion.db").write_bytes(b"all that was ever written")
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def take(box: Box, private: Path, form: Form, target: Path, what: What = ALL, progress: Progress = go_on) -> Taken:
    return TakeOut(box.opened, private, PlainPress())(form, target, NOW, progress, what)


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def body_of(text: str) -> str:
    """What `docs/export-format.md` says of reading a text back."""
    _, front, body = text.split("---\n", 2)
    assert isinstance(yaml.safe_load(front), dict)
    return body.removeprefix("\n")


def some() -> Box:
    first = entry(1, "# Calm\n\n**Quiet** today.", "2025-12-31T23:10:00+01:00", tags=("sea", "été"), pinned=True)
    second = entry(
        2, "Rain.\n\n![the sea](picture:0195b000-0000-7000-8000-000000000001)", feelings=("sad",), strength=4
    )
    letter = entry(3, "Dear me, all of it", opens=date(2027, 1, 1), sealed=True)
    binned = entry(4, "Thrown away", binned=1)
    return Box(
        first, second, letter, binned, picture(1, second), picture(2, letter), sitting(1, before=3, after=-1),
        sitting(2, "2025-01-01T07:00:00+00:00"), taken_break(1, need="in pain"),
        head=Head(settings={"theme": "dark"}),
    )  # fmt: skip


# ---------------------------------------------------------------------- Markdown


TITLES = [
    "Первая",
    "日記",
    "CON",
    "a/b:c*?",
    "x" * 300,
    "",
    "..",
    " .",
    "Twice",
    "Twice",
    "twice",
    "../../up",
    "nul.txt",
]


def test_as_many_files_as_entries_whatever_the_titles_are(out: Path, private: Path) -> None:
    # case JR26
    box = Box(*(entry(n, title) for n, title in enumerate(TITLES)))
    take(box, private, Form.MARKDOWN, out / "journal")
    names = files(out / "journal")
    assert len(names) == len(TITLES)
    assert len({unicodedata.normalize("NFKC", name).casefold() for name in names}) == len(TITLES)
    assert [path.name for path in out.iterdir()] == ["journal"]
    assert all(name.startswith("2026-11-25") and name.endswith(".md") and "/" not in name for name in names)
    assert not any(set(name) & set('<>:"/\\|?*') or len(name.encode()) > 143 for name in names)
    texts = [body_of((out / "journal" / name).read_text(encoding="utf-8")) for name in names]
    assert sorted(texts) == sorted(TITLES)


BODIES = [
    "[2020-01-01 09:00] hello",
    "# Title",
    "---",
    "---\nid: x\n---\n\nwhat",
    '{"entries": []}',
    "\n\nbegins and ends empty\n\n",
    "ends in spaces  \n+ 1.\ttabs\t\n\\back\r\nslash\rand more",
    "before\x1b[31m\x07after\u2028\x85\ufeff",
    "",
    "😉👩‍👩‍👧🏳️‍🌈 e\u0301",
]


def test_a_body_is_exact_whatever_it_looks_like(out: Path, private: Path) -> None:
    # case JR25
    take(Box(*(entry(n, body) for n, body in enumerate(BODIES))), private, Form.MARKDOWN, out / "journal")
    found = [(out / "journal" / name).read_bytes().decode() for name in files(out / "journal")]
    assert sorted(map(body_of, found)) == sorted(BODIES)


NAMES = st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=20))


@given(body=st.text(st.characters(exclude_categories=["Cs"])), tags=NAMES.map(tuple), source=st.text(max_size=9))
def test_front_matter_is_yaml_and_every_text_comes_back(body: str, tags: tuple[str, ...], source: str) -> None:
    # case JR25
    source = source.encode("utf-8", "ignore").decode()
    text = as_text(entry(1, body, tags=tags, source=source), {})
    assert body_of(text) == body
    front = yaml.safe_load(text.split("---\n", 2)[1])
    assert tuple(front.get("tags", ())) == tags
    assert front.get("source", "") == source
    assert front["created"] == "2026-11-25T18:12:00+00:00"


def test_pictures_lie_beside_and_are_named_by_their_files(out: Path, private: Path) -> None:
    take(some(), private, Form.MARKDOWN, out / "journal")
    name = "pictures/0195b000-0000-7000-8000-000000000001.png"
    assert files(out / "journal") == ["2025-12-31 Calm.md", "2026-11-25 Rain.md", name]
    assert (out / "journal" / name).read_bytes() == PNG
    assert f"![the sea]({name})" in (out / "journal" / "2026-11-25 Rain.md").read_text(encoding="utf-8")


# ---------------------------------------------------------------------- pages and tables


def test_a_page_alone_holds_its_pictures_and_allows_nothing_else(out: Path, private: Path) -> None:
    take(some(), private, Form.HTML, out / "journal.html")
    page = (out / "journal.html").read_text(encoding="utf-8")
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:;" in page
    assert '<img src="data:image/png;base64,' in page
    assert "Wednesday 31 December 2025, 23:10" in page
    assert "<strong>Quiet</strong>" in page
    assert "pinned · #sea #été" in page
    assert "<script" not in page
    assert "Dear me" not in page
    assert "Thrown away" not in page
    assert "A letter that opens on 1 January 2027 is not among these." in page


def test_pages_are_one_a_year_and_one_that_leads_to_them(out: Path, private: Path) -> None:
    take(some(), private, Form.HTML, out / "pages")
    picture_name = "pictures/0195b000-0000-7000-8000-000000000001.png"
    assert files(out / "pages") == ["2025.html", "2026.html", "index.html", picture_name]
    assert f'<img src="{picture_name}"' in (out / "pages" / "2026.html").read_text(encoding="utf-8")
    index = (out / "pages" / "index.html").read_text(encoding="utf-8")
    assert '<a href="2025.html">2025</a> <span>1 entry</span>' in index


def test_what_was_written_is_never_taken_for_html(out: Path, private: Path) -> None:
    nasty = "<script>alert(1)</script> <img src=x onerror=1> \"'&"
    box = Box(entry(1, f"# {nasty}\n\n![{nasty}](picture:x)\n\n{nasty}", tags=(nasty,), source="<b>"))
    take(box, private, Form.HTML, out / "journal.html")
    page = (out / "journal.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "<img" not in page


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{name: plain(cell) for name, cell in row.items()} for row in csv.DictReader(file)]


ACTING = ["=1+1", "+1", "-1", "@a", "\t=x", "\r=x", "=cmd|' /C calc'!A0", "'=1", 'plain, "quoted"\nlines']


def test_tables_open_without_running_anything_and_read_back_the_same(out: Path, private: Path) -> None:
    # case SE01
    box = Box(*(entry(n, text, tags=("-x", "=y")) for n, text in enumerate(ACTING)), sitting(1, before=3, after=-1))
    take(box, private, Form.CSV, out / "tables")
    content = (out / "tables" / "entries.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfid,created,")
    assert content.count(b"'=1+1") == 2  # text and title
    assert [row["text"] for row in rows(out / "tables" / "entries.csv")] == ACTING
    assert b",3,-1\r\n" in (out / "tables" / "sittings.csv").read_bytes()
    take(box, private, Form.EVERYTHING, out / "all")
    found = json.loads((out / "all" / own.NAME).read_text(encoding="utf-8"))
    assert [each["body"] for each in found["entries"]] == ACTING


def test_check_ins_have_a_table_where_there_are_any(out: Path, private: Path) -> None:
    measure = parse(
        'id: m\ntitle: "=M"\nabout: A.\nitems: [{id: a, text: "+?", from: 0, to: 10, low: l, high: h}]', "m"
    )
    kept = [
        KeptCheckIn(
            str(n), "m", "=M", instant(datetime(year, 1, 1, 7, tzinfo=UTC)), Wall(f"{year}-01-01T07:00:00+00:00"),
            "UTC", date(year, 1, 1), answers={"a": n}, draft=n == 3, digest=digest(measure),
            definition=definition(measure),
        )
        for n, year in ((1, 2025), (2, 2026), (3, 2026))
    ]  # fmt: skip
    take(Box(*kept), private, Form.CSV, out / "tables")
    found = rows(out / "tables" / "checkins.csv")
    assert [(row["title"], row["text"], row["value"]) for row in found] == [("=M", "+?", "1"), ("=M", "+?", "2")]
    take(Box(*kept), private, Form.CSV, out / "year", What(year=2025))
    assert [row["day"] for row in rows(out / "year" / "checkins.csv")] == ["2025-01-01"]


def test_a_year_and_a_tag_leave_the_rest_out(out: Path, private: Path) -> None:
    take(some(), private, Form.CSV, out / "year", What(year=2025))
    assert [row["title"] for row in rows(out / "year" / "entries.csv")] == ["Calm"]
    assert [row["began"] for row in rows(out / "year" / "sittings.csv")] == ["2025-01-01T07:00:00+00:00"]
    assert rows(out / "year" / "breaks.csv") == []
    take(some(), private, Form.HTML, out / "part.html", What(year=2025))
    assert "A letter that opens" not in (out / "part.html").read_text(encoding="utf-8")
    take(some(), private, Form.CSV, out / "tag", What(tag="ÉTÉ"))
    assert files(out / "tag") == ["entries.csv"]
    with pytest.raises(Trouble, match="No entry is among these"):
        take(some(), private, Form.PDF, out / "none.pdf", What(tag="nobody"))
    with pytest.raises(NotThere):
        take(some(), private, Form.MARKDOWN, out / "letter", What(entry=entry(3, "").id))
    assert sorted(path.name for path in out.iterdir()) == ["part.html", "tag", "year"]


def test_paper_gets_each_entry_in_turn(out: Path, private: Path) -> None:
    assert take(some(), private, Form.PDF, out / "journal.pdf").entries == 2
    text = (out / "journal.pdf").read_text(encoding="utf-8")
    assert text.index("Wednesday 31 December 2025") < text.index("Wednesday 25 November 2026")
    assert '<img src="0195b000-0000-7000-8000-000000000001" alt="the sea">' in text


# ---------------------------------------------------------------------- everything


EVERYTHING = [
    "README.txt",
    "everything.json",
    "markdown/2025-12-31 Calm.md",
    "markdown/2026-11-25 Rain.md",
    "markdown/pictures/0195b000-0000-7000-8000-000000000001.png",
    "pages/2025.html",
    "pages/2026.html",
    "pages/index.html",
    "settings.json",
    "tables/breaks.csv",
    "tables/entries.csv",
    "tables/sittings.csv",
]


def test_everything_is_a_folder_or_a_zip_of_the_same(out: Path, private: Path) -> None:
    take(some(), private, Form.EVERYTHING, out / "all")
    assert files(out / "all") == EVERYTHING
    take(some(), private, Form.EVERYTHING, out / "all.zip")
    with zipfile.ZipFile(out / "all.zip") as held:
        assert held.testzip() is None
        assert sorted(held.namelist()) == EVERYTHING
        for name in EVERYTHING:
            assert held.read(name) == (out / "all" / name).read_bytes()


def test_a_letter_that_has_not_opened_is_a_date_alone_and_lost_nowhere(out: Path, private: Path) -> None:
    take(some(), private, Form.EVERYTHING, out / "closed")
    holding = [name for name in EVERYTHING if b"Dear me" in (out / "closed" / name).read_bytes()]
    assert holding == [own.NAME]
    readme = (out / "closed" / "README.txt").read_text(encoding="utf-8")
    assert "1 January 2027" in readme
    assert "whoever reads that file can read them before their day" in readme
    take(some(), private, Form.EVERYTHING, out / "open", What(letters=True))
    assert "markdown/2026-11-25 Dear me, all of it.md" in files(out / "open")
    assert "pages/2026.html" in [n for n in files(out / "open") if b"Dear me" in (out / "open" / n).read_bytes()]


# ---------------------------------------------------------------------- nothing lost, nothing half


def targets(form: Form) -> str:
    return {Form.PDF: "journal.pdf"}.get(form, "journal")


@pytest.mark.parametrize("form", [form for form in Form if form is not Form.JSON])  # that one is `own`'s
@pytest.mark.parametrize("where", ["", "inside", "backups/deeper"])
def test_the_folder_of_the_journal_itself_is_refused(form: Form, where: str, tmp_path: Path, private: Path) -> None:
    # case JR05
    place = private / where
    place.mkdir(parents=True, exist_ok=True)
    roundabout = tmp_path / "roundabout"
    roundabout.symlink_to(place, target_is_directory=True)
    before = sorted(tmp_path.rglob("*"))
    straight = [place] if form is not Form.PDF else []
    for target in (*straight, place / targets(form), roundabout / targets(form), place / ".." / place.name / "x.pdf"):
        with pytest.raises(Trouble, match="journal"):
            take(some(), private, form, target)
    assert sorted(tmp_path.rglob("*")) == before
    assert (private / "selfcompassion.db").read_bytes() == b"all that was ever written"


@pytest.mark.parametrize("form", FOLDERS)
def test_a_folder_with_something_in_it_is_never_emptied(form: Form, out: Path, private: Path) -> None:
    # case JR05
    (out / "journal").mkdir()
    (out / "journal" / "mine.txt").write_text("mine")
    with pytest.raises(Trouble, match="not empty"):
        take(some(), private, form, out / "journal")
    (out / "a file").write_text("mine")
    with pytest.raises(Trouble, match="not empty"):
        take(some(), private, form, out / "a file")
    assert files(out) == ["a file", "journal/mine.txt"]


def test_an_empty_folder_is_filled_and_keeps_its_rights(out: Path, private: Path) -> None:
    (out / "journal").mkdir(mode=0o700)
    take(some(), private, Form.CSV, out / "journal")
    assert files(out / "journal") == ["breaks.csv", "entries.csv", "sittings.csv"]
    if sys.platform != "win32":
        assert stat.S_IMODE((out / "journal").stat().st_mode) == 0o700


def test_a_file_that_is_there_stands_until_the_new_one_is_whole(out: Path, private: Path) -> None:
    # case JR05
    (out / "journal.html").write_text("older")
    with pytest.raises(Cancelled):
        take(some(), private, Form.HTML, out / "journal.html", progress=lambda part: part < 0.5)
    assert (out / "journal.html").read_text() == "older"
    take(some(), private, Form.HTML, out / "journal.html")
    assert (out / "journal.html").read_text().startswith("<!DOCTYPE html>")


WAYS = [
    (Form.MARKDOWN, "journal"),
    (Form.HTML, "journal"),
    (Form.HTML, "journal.html"),
    (Form.CSV, "journal.zip"),
    (Form.PDF, "journal.pdf"),
    (Form.JSON, "journal.json"),
    (Form.EVERYTHING, "journal"),
    (Form.EVERYTHING, "journal.zip"),
]


@pytest.mark.parametrize(("form", "name"), WAYS)
def test_cancelled_at_any_moment_nothing_is_left(form: Form, name: str, out: Path, private: Path) -> None:
    # case JR05
    told: list[float] = []

    def listen(part: float) -> bool:
        told.append(part)
        return True

    take(some(), private, form, out / name, progress=listen)
    assert told == sorted(told)
    assert told[-1] <= 1
    for moment in range(1, len(told)):
        passed = count()
        with pytest.raises(Cancelled):
            take(some(), private, form, out / f"other {name}", progress=lambda part: next(passed) < moment)  # noqa: B023
        assert [path.name for path in out.iterdir()] == [name]


@pytest.mark.skipif(sys.platform == "win32", reason="limits of this kind are Unix's")
@pytest.mark.parametrize(("form", "name"), WAYS)
def test_where_there_is_no_room_nothing_is_left(form: Form, name: str, out: Path, private: Path) -> None:
    # case JR05
    box = Box(*(entry(n, "x" * 50_000 + os.urandom(20_000).hex()) for n in range(3)))
    with no_more_than(30_000), pytest.raises(Trouble, match="cannot be written"):
        take(box, private, form, out / name)
    assert list(out.iterdir()) == []


def test_a_full_disk_is_called_so(out: Path, private: Path) -> None:
    # case JR05
    full = pytest.raises(Trouble, match=r"is full; make room there, .* Nothing was left behind")
    with full, aside.folder(out / "journal", private) as shelf, shelf.file("a"):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert list(out.iterdir()) == []


def test_no_folder_for_it_is_one_sentence(out: Path, private: Path) -> None:
    for form, name in WAYS:
        with pytest.raises(Trouble, match="There is no folder"):
            take(some(), private, form, out / "nowhere" / name)


@pytest.mark.skipif(sys.platform == "win32", reason="rights of this kind are Unix's")
@pytest.mark.parametrize("mask", [0o022, 0o077])
@pytest.mark.parametrize(("form", "name"), WAYS)
def test_what_is_taken_out_gets_the_rights_of_any_other_file(
    form: Form, name: str, mask: int, out: Path, private: Path
) -> None:
    # case SE04
    before = os.umask(mask)
    try:
        take(some(), private, form, out / name)
    finally:
        os.umask(before)
    for path in out.rglob("*"):
        wanted = (0o777 if path.is_dir() else 0o666) & ~mask
        assert stat.S_IMODE(path.stat().st_mode) == wanted, path


def test_one_who_only_practises_has_tables_too(out: Path, private: Path) -> None:
    take(Box(sitting(1)), private, Form.CSV, out / "tables")
    assert [row["practice"] for row in rows(out / "tables" / "sittings.csv")] == ["kind-hand"]
    assert rows(out / "tables" / "entries.csv") == []


def test_an_empty_journal_is_one_sentence(out: Path, private: Path) -> None:
    for form, name in WAYS:
        if not form.leaves_nothing_out:
            with pytest.raises(Trouble, match="journal is empty"):
                take(Box(), private, form, out / name)
    take(Box(), private, Form.EVERYTHING, out / "all")
    assert files(out / "all")[:2] == ["README.txt", "everything.json"]

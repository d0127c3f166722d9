"""Pictures, kept within the store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fakes import FakeClock
from pictures import GIF, FakeShrinker, png
from selfcompassion_desktop.core.errors import NotThere
from selfcompassion_desktop.core.pictures import LARGEST, PictureRefused, name_of, named_in, naming, type_of
from selfcompassion_desktop.store.database import Database
from selfcompassion_desktop.store.entries import Entries
from selfcompassion_desktop.store.ids import Ids
from selfcompassion_desktop.store.pictures import Pictures

CANARY = b"zebra-7391"


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(datetime(2026, 11, 25, 18, 12, 3, tzinfo=UTC))


@pytest.fixture
def database(tmp_path: Path, clock: FakeClock) -> Iterator[Database]:
    made = Database(tmp_path / "data" / "store.db", clock, key=bytes(range(32)))
    yield made
    made.close()


@pytest.fixture
def entries(database: Database, clock: FakeClock) -> Entries:
    return Entries(database, clock, Ids(clock))


@pytest.fixture
def shrinker() -> FakeShrinker:
    return FakeShrinker()


@pytest.fixture
def pictures(database: Database, clock: FakeClock, shrinker: FakeShrinker) -> Pictures:
    return Pictures(database, Ids(clock), shrinker)


def test_a_picture_is_given_back_to_the_byte(entries: Entries, pictures: Pictures) -> None:
    entry = entries.add("The garden")
    picture = pictures.add(entry.id, "/home/me/Gärten/rose.png", png())

    assert pictures.whole(picture) == ("rose.png", "image/png", png())
    assert pictures.small(picture) == b"small:" + png()[:8]
    assert pictures.of(entry.id) == [(picture, "rose.png", "image/png", len(png()))]
    assert "rose" not in repr(pictures.whole(picture))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (png(), "image/png"),
        (b"\xff\xd8\xff\xe0" + bytes(20), "image/jpeg"),
        (GIF, "image/gif"),
        (b"RIFF\x10\0\0\0WEBPVP8 " + bytes(8), "image/webp"),
    ],
)
def test_a_picture_is_told_by_its_content(content: bytes, kind: str) -> None:
    assert type_of(content) == kind


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"<svg onload=alert(1)>", b"RIFF\x10\0\0\0WAVE", b"BM\0\0"])
def test_what_is_no_picture_is_refused(entries: Entries, pictures: Pictures, content: bytes) -> None:
    entry = entries.add("The garden")
    with pytest.raises(PictureRefused, match="PNG, JPEG, GIF and WebP"):
        pictures.add(entry.id, "rose.png", content)
    assert pictures.of(entry.id) == []


def test_a_picture_that_is_too_large_or_broken_is_refused(entries: Entries, pictures: Pictures) -> None:
    entry = entries.add("The garden")
    with pytest.raises(PictureRefused, match="20 MB"):
        pictures.add(entry.id, "rose.png", png() + bytes(LARGEST))
    with pytest.raises(PictureRefused, match="cannot be read"):
        pictures.add(entry.id, "rose.png", png() + b"broken")
    assert pictures.of(entry.id) == []


def test_the_same_picture_is_kept_once_an_entry(entries: Entries, pictures: Pictures) -> None:
    first, second = entries.add("one"), entries.add("two")
    picture = pictures.add(first.id, "rose.png", png())

    assert pictures.add(first.id, "again.png", png()) == picture
    assert pictures.add(second.id, "rose.png", png()) != picture
    assert len(pictures.of(first.id)) == 1


def test_a_picture_stays_with_the_bin_and_goes_with_the_entry(
    entries: Entries, pictures: Pictures, clock: FakeClock
) -> None:
    entry = entries.add("one")
    picture = pictures.add(entry.id, "rose.png", png())
    entries.save(entry.id, "The picture was taken out of the text.")
    entries.discard(entry.id)
    assert pictures.whole(picture).content == png()

    clock.pass_time(timedelta(days=31).total_seconds())
    assert entries.purge() == 1
    with pytest.raises(NotThere):
        pictures.whole(picture)
    with pytest.raises(NotThere):
        pictures.small(picture)


def test_a_text_that_became_an_entry_of_its_own_keeps_the_pictures(
    entries: Entries, pictures: Pictures, clock: FakeClock
) -> None:
    entry = entries.add("one")
    picture = pictures.add(entry.id, "rose.png", png())
    other = pictures.add(entries.add("another").id, "rose.png", png())
    entries.save(entry.id, f"one, elsewhere {naming(picture, 'rose')}", 1)
    copy = entries.save(entry.id, f"one, here {naming(picture, 'rose')}", 1)
    assert copy.source == f"copy:{entry.id}"

    entries.discard(entry.id)
    clock.pass_time(timedelta(days=31).total_seconds())
    entries.purge()
    assert [held.id for held in pictures.of(copy.id)] == [picture]
    assert pictures.whole(other).content == png()


def test_a_picture_stays_while_a_page_that_its_words_were_copied_to_does(
    entries: Entries, pictures: Pictures, clock: FakeClock
) -> None:
    first, gone = entries.add("one"), entries.add("two")
    kept, lost = pictures.add(first.id, "rose.png", png()), pictures.add(first.id, "reed.png", png(5, 5))
    page = entries.add(f"copied here\n{naming(kept, 'rose')}")
    entries.save(gone.id, f"in the bin as well {naming(lost, 'reed')}")
    for entry in (first, gone):
        entries.discard(entry.id)
    clock.pass_time(timedelta(days=31).total_seconds())
    assert entries.purge() == 2
    assert [held.id for held in pictures.of(page.id)] == [kept]
    with pytest.raises(NotThere):
        pictures.whole(lost)


def test_there_is_no_picture_without_an_entry(pictures: Pictures) -> None:
    with pytest.raises(NotThere):
        pictures.add("nobody", "rose.png", png())


def test_what_the_terminal_took_in_is_made_small_when_it_is_first_shown(
    entries: Entries, database: Database, clock: FakeClock, pictures: Pictures, shrinker: FakeShrinker
) -> None:
    entry = entries.add("one")
    terminal = Pictures(database, Ids(clock))
    picture = terminal.add(entry.id, "rose.png", png())
    assert terminal.small(picture) == png()

    assert pictures.small(picture) == pictures.small(picture) == b"small:" + png()[:8]
    assert shrinker.asked == 1


# case JR14, SE03
def test_an_encrypted_picture_is_in_no_file(
    entries: Entries, pictures: Pictures, database: Database, tmp_path: Path
) -> None:
    entry = entries.add("one")
    picture = pictures.add(entry.id, f"{CANARY.decode()}.png", png() + CANARY)
    assert pictures.whole(picture).content.endswith(CANARY)
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert files
    assert not [file for file in files if CANARY in file.read_bytes()]


def test_a_text_names_its_pictures() -> None:
    one, two = "01234567-89ab-7def-8123-456789abcdef", "01234567-89ab-7def-8123-456789abcdee"
    text = f"Before 👩‍👩‍👧 {naming(one, 'ro[s]e.JPG')} and\n{naming(two, '')}\n![a](picture:none)"
    first, second = named_in(text)

    assert (first.alt, first.id, text[first.start : first.end]) == ("ro s e", one, f"![ro s e](picture:{one})")
    assert (second.alt, second.id) == ("", two)


@pytest.mark.parametrize(
    ("given", "kept"),
    [("C:\\Users\\me\\rose.png", "rose.png"), ("a\nb\0\x1b.png", "a b .png"), ("../../etc/passwd", "passwd"), ("", "")],
)
def test_a_name_is_without_folders_and_on_one_line(given: str, kept: str) -> None:
    assert name_of(given) == kept

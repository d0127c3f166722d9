"""Everything put back into a store that has something already, and taken out of it again."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pictures import png
from selfcompassion_desktop.content.interchange import own
from selfcompassion_desktop.core.errors import Cancelled, NotThere, Sealed, StoreFull
from selfcompassion_desktop.core.interchange import Refused
from selfcompassion_desktop.core.journal import Marks
from selfcompassion_desktop.core.takeout import KeptEntry
from whole_stores import Room


@pytest.fixture
def here(tmp_path: Path) -> Room:
    return Room(tmp_path / "here")


@pytest.fixture
def there(tmp_path: Path) -> Room:
    return Room(tmp_path / "there")


def numbers(done: Any) -> tuple[int, int, int]:
    return done.new, done.changed, done.same


def texts(room: Room, entry: str) -> list[str]:
    """The newest first."""
    return [revision.body for revision in room.entries.revisions(entry)]


def spoilt(file: Path, change: Callable[[Any], object]) -> Path:
    document = json.loads(file.read_text(encoding="utf-8"))
    change(document)
    file.write_text(json.dumps(document), encoding="utf-8")
    return file


def test_what_is_not_here_comes_beside_what_is(here: Room, there: Room) -> None:
    here.entries.add("mine")
    there.entries.add("theirs, in the same millisecond")

    done = here.take(there.write())

    assert numbers(done) == (1, 0, 0)
    assert [row.title for row in here.entries.newest(9)] == ["theirs, in the same millisecond", "mine"]
    assert here.entries.search("theirs")[0].title.startswith("theirs")


def test_a_text_written_on_there_becomes_the_newest_version_here(here: Room, there: Room) -> None:
    entry = here.entries.add("one").id
    there.take(here.write())
    there.clock.pass_time(600)
    there.entries.save(entry, "one and two")

    assert numbers(here.weigh(there.write())) == (0, 1, 0)
    assert texts(here, entry) == ["one"]
    done = here.take(there.write())

    assert numbers(done) == (0, 1, 0)
    assert texts(here, entry) == ["one and two", "one"]
    assert here.entries.get(entry).title == "one and two"
    assert here.entries.search("two")
    assert numbers(here.take(there.write())) == (0, 0, 1)


def test_a_text_written_on_here_stays_the_newest(here: Room, there: Room) -> None:
    entry = here.entries.add("one").id
    there.take(here.write())
    there.clock.pass_time(600)
    there.entries.save(entry, "one, there")
    here.clock.pass_time(1200)
    here.entries.save(entry, "one, here")

    done = here.take(there.write())

    assert numbers(done) == (0, 1, 0)
    assert texts(here, entry) == ["one, here", "one, there", "one"]
    assert here.entries.get(entry).revision == 3
    assert not here.entries.search("there")


def test_an_older_export_of_what_was_written_on_adds_nothing(here: Room) -> None:
    entry = here.entries.add("one").id
    file = here.write()
    here.clock.pass_time(600)
    here.entries.save(entry, "one and two")

    assert numbers(here.take(file)) == (0, 0, 1)
    assert texts(here, entry) == ["one and two", "one"]


def test_marks_of_both_sides_are_kept(here: Room, there: Room) -> None:
    entry = here.entries.add("one", marks=Marks(("a",), ("calm",), 3)).id
    there.take(here.write())
    here.entries.mark(entry, Marks(("a", "b"), (), 3))
    there.entries.mark(entry, Marks(("C", "A"), ("sad",), 9, True))

    done = here.take(there.write())

    assert numbers(done) == (0, 1, 0)
    assert here.entries.get(entry).marks == Marks(("a", "b", "C"), ("sad",), 3, True)
    assert here.entries.get(entry).revision == 1
    assert numbers(here.take(there.write())) == (0, 0, 1)


def test_earlier_versions_and_pictures_come_to_an_entry_that_is_here(here: Room, there: Room) -> None:
    entry = here.entries.add("one").id
    there.take(here.write())
    there.clock.pass_time(600)
    there.entries.save(entry, "other")
    there.clock.pass_time(600)
    there.entries.save(entry, "one")  # back to what it was, by way of something else
    picture = there.pictures.add(entry, "a.png", png())

    done = here.take(there.write())

    assert numbers(done) == (0, 1, 0)
    assert sorted(texts(here, entry)) == ["one", "other"]
    assert texts(here, entry)[0] == "one"
    assert here.pictures.whole(picture).content == png()


def test_a_sealed_letter_stays_closed(here: Room, there: Room) -> None:
    letter = here.entries.add("dear me", opens=date(2030, 1, 1)).id

    there.take(here.write())

    assert "dear me" in here.write().read_text(encoding="utf-8")
    assert not there.entries.newest(9)
    assert not there.entries.search("dear")
    assert there.entries.letters()[0].opens == date(2030, 1, 1)
    with pytest.raises(Sealed):
        there.entries.get(letter)


def test_what_is_in_the_bin_here_comes_out_with_a_newer_text(here: Room, there: Room) -> None:
    entry = here.entries.add("one").id
    there.take(here.write())
    here.entries.discard(entry)
    assert numbers(here.take(there.write())) == (0, 0, 1)
    assert not here.entries.newest(9)
    there.clock.pass_time(600)
    there.entries.save(entry, "one and two")

    here.take(there.write())

    assert [row.title for row in here.entries.newest(9)] == ["one and two"]


def test_what_more_is_known_of_a_sitting_is_kept(here: Room, there: Room) -> None:
    sitting = here.sittings.begin("kind-hand", "A kind hand", 600, "")
    here.sittings.heard(sitting, 100, 100)
    there.take(here.write())
    there.sittings.end(sitting, 600, 600, True)
    there.sittings.rate(sitting, 6, 3, "pain")

    assert numbers(here.take(there.write())) == (0, 1, 0)
    found = here.sittings.newest(1)[0]
    assert (found.seconds, found.position, found.finished, found.before, found.after) == (600, 600, True, 6, 3)
    assert found.rated == "pain"
    assert numbers(here.take(there.write())) == (0, 0, 1)


def test_the_own_list_of_feelings_stays_and_words_are_added(here: Room, there: Room) -> None:
    here.entries.set_feelings(["mine"])
    there.entries.set_feelings(["theirs"])
    with there.database.write() as connection:
        connection.execute("INSERT INTO known_word VALUES ('Mindfulness')")

    here.take(there.write())

    assert here.entries.feelings() == ["mine"]
    assert here.rows()["known_word"] == [("Mindfulness",)]


def test_what_cannot_be_taken_in_is_named_and_the_rest_comes(here: Room, there: Room) -> None:
    first = there.entries.add("first").id
    there.entries.add("second")
    there.clock.pass_time(600)
    there.entries.save(first, "other")
    there.pictures.add(first, "a.png", png())

    def change(document: Any) -> None:
        document["entries"][1]["id"] = first
        document["earlier"].append({**document["earlier"][0], "entry": "gone"})
        document["earlier"].append({**document["earlier"][0], "body": "two of one number"})
        document["pictures"].append({**document["pictures"][0], "id": "p2", "content": "AAAA"})
        document["pictures"].append({**document["pictures"][0], "id": "p3", "entry": "gone"})

    done = here.take(spoilt(there.write(), change))

    assert numbers(done) == (1, 0, 0)
    assert list(done.refused) == [
        Refused("entry 2", "Another entry before it has the same id."),
        Refused("earlier version 2", "The entry it belongs to is not there."),
        Refused("earlier version 3", "Its number is that of another version."),
        Refused("picture 2", "This file is no picture that can be kept here; PNG, JPEG, GIF and WebP can."),
        Refused("picture 3", "The entry it belongs to is not there."),
    ]
    assert texts(here, first) == ["other", "first"]


# ------------------------------------------------------------------ undone


def test_an_import_is_undone(here: Room, there: Room) -> None:
    mine = here.entries.add("mine").id
    there.take(here.write())
    before = here.rows()
    for text in ("new", "newer"):
        there.entries.add(text)
    there.sittings.begin("kind-hand", "A kind hand", 600, "")
    there.breaks.add(60, "rest")
    batch = here.take(there.write()).batch

    undone = here.whole.undo(batch)

    assert (undone.gone, undone.back, undone.kept) == (4, 0, 0)
    assert here.rows() == before
    assert texts(here, mine) == ["mine"]
    assert not here.entries.search("new")
    with pytest.raises(NotThere):
        here.whole.undo(batch)
    assert here.take(there.write()).new == 4


def test_a_changed_entry_has_its_text_of_before_again(here: Room, there: Room) -> None:
    entry = here.entries.add("one").id
    there.take(here.write())
    there.clock.pass_time(600)
    there.entries.save(entry, "one and two")
    batch = here.take(there.write()).batch

    undone = here.whole.undo(batch)

    assert (undone.gone, undone.back, undone.kept) == (0, 1, 0)
    assert texts(here, entry) == ["one", "one and two", "one"]
    assert here.entries.get(entry).title == "one"
    assert not here.entries.search("two")


def test_what_was_written_on_since_stays(here: Room, there: Room) -> None:
    old, new = here.entries.add("one").id, there.entries.add("new").id
    there.take(here.write())
    there.clock.pass_time(600)
    there.entries.save(old, "one and two")
    batch = here.take(there.write()).batch
    for entry in (old, new):
        here.entries.save(entry, "and mine")

    undone = here.whole.undo(batch)

    assert (undone.gone, undone.back, undone.kept) == (0, 0, 2)
    assert {row.title for row in here.entries.newest(9)} == {"and mine"}


def test_what_had_come_from_elsewhere_goes_with_it(here: Room, there: Room) -> None:
    entry = there.entries.add("from a diary").id
    with there.database.write() as connection:
        connection.execute("INSERT INTO batch VALUES ('b', 7, 'dayone', 'Journal.zip', 1, 0)")
        connection.execute("INSERT INTO foreign_id VALUES ('dayone', 'A', ?, 'digest', 'b')", (entry,))
    batch = here.take(there.write()).batch
    assert here.rows() == there.rows()

    here.whole.undo(batch)

    assert not any(here.rows().values())


# ------------------------------------------------------------------ ended, and failed


# case IM17
@pytest.mark.parametrize("where", [0.0, 0.5, 1.0])
def test_an_import_ended_leaves_all_as_it_was(here: Room, there: Room, where: float) -> None:
    for number in range(400):
        there.entries.add(f"entry {number}")
    here.entries.add("mine")
    before, file = here.rows(), there.write()
    told: list[float] = []

    def until(part: float) -> bool:
        told.append(part)
        return part < where

    with pytest.raises(Cancelled):
        here.whole.take(own.Document(file), file.name, until)

    assert told == sorted(told)
    assert here.rows() == before
    assert here.entries.count() == 1
    assert here.take(file).new == 400
    assert here.take(file).new == 0


def test_an_import_on_a_full_disk_leaves_all_as_it_was(here: Room, there: Room) -> None:  # case IM17
    for number in range(300):
        there.entries.add(f"entry {number} " + "many words " * 100)
    here.entries.add("mine")
    before, file = here.rows(), there.write()
    with here.database.read() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 100}")

    with pytest.raises(StoreFull):
        here.take(file)

    assert here.rows() == before
    with here.database.read() as connection:
        connection.execute("PRAGMA max_page_count = 1000000")
    assert here.take(file).new == 300


def test_weighing_says_what_taking_does(here: Room, there: Room) -> None:
    for number in range(5):
        there.entries.add(f"entry {number}")
    file = there.write()

    weighed = here.weigh(file)

    assert here.entries.count() == 0
    assert numbers(weighed) == numbers(here.take(file))


def test_a_journal_of_any_size_goes_through_little_memory(here: Room, there: Room) -> None:  # case IM16
    text = "some words that stand for a page " * 100
    with there.database.write() as connection:
        for number in range(3000):
            there.entries.insert(connection, f"{number} {text}", "", there.clock.now())
    tracemalloc.start()
    try:
        file = there.write()
        written = tracemalloc.get_traced_memory()[1]
        tracemalloc.reset_peak()
        document = own.Document(file)
        assert sum(1 for _ in document.pieces(KeptEntry)) == 3000
        read = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert file.stat().st_size > 9_000_000
    assert written < 1_000_000
    assert read < 4_000_000

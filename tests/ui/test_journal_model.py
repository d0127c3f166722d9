"""The journal's model against the real store: every word is kept, or stays on the desk until it can be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex
from pytestqt.qtbot import QtBot

from fakes import FakeClock
from selfcompassion_desktop.core.errors import StoreFull
from selfcompassion_desktop.core.journal import Entry, Glimpse, Revision
from selfcompassion_desktop.models.journal import PAGE, JournalModel, Keeping, Role
from selfcompassion_desktop.models.tasks import Tasks
from selfcompassion_desktop.store.database import Database
from selfcompassion_desktop.store.entries import Entries
from selfcompassion_desktop.store.ids import Ids

FULL = "The disk is full."


class Faltering(Entries):
    """The real entries, on a disk that is full when a test says so."""

    full = False
    writes = 0
    searches: list[str]

    def add(self, *given: Any, **named: Any) -> Entry:
        self._weigh()
        return super().add(*given, **named)

    def save(self, id: str, body: str, base_revision: int | None = None) -> Entry:
        self._weigh()
        return super().save(id, body, base_revision)

    def newest(self, limit: int, *rest: Any, **named: Any) -> list[Glimpse]:
        if self.full:
            raise StoreFull(FULL)
        return super().newest(limit, *rest, **named)

    def search(self, text: str, *rest: Any, **named: Any) -> list[Glimpse]:
        self.searches.append(text)
        return super().search(text, *rest, **named)

    def _weigh(self) -> None:
        self.writes += 1
        if self.full:
            raise StoreFull(FULL)


class Desk:
    """A journal on a store in a fresh folder, and what a test does with it."""

    def __init__(self, folder: Path, qtbot: QtBot) -> None:
        self.clock = FakeClock()
        self.database = Database(folder / "store.db", self.clock)
        self.database.open()
        self.entries = Faltering(self.database, self.clock, Ids(self.clock))
        self.entries.searches = []
        self.tasks = Tasks()
        self.journal = JournalModel(self.entries, self.tasks, retry=300)
        self.told: list[str] = []
        self.journal.trouble.connect(lambda trouble: self.told.append(trouble.sentence))
        self._qtbot = qtbot

    def write(self, text: str) -> None:
        """Type a text and let it be saved."""
        self.journal.edit(text)
        self.journal.save()
        self.settle()

    def settle(self) -> None:
        """Until everything begun is done, and told."""
        for _ in (1, 2):  # what was done may have begun something more: the list is read anew after a save
            done: list[None] = []
            self.tasks.run(lambda: None, done.append)
            self._qtbot.waitUntil(partial(bool, done))

    def wait_for(self, keeping: Keeping) -> None:
        self._qtbot.waitUntil(lambda: self.journal.keeping is keeping)

    def stored(self) -> list[str]:
        return [self.entries.get(glimpse.id).body for glimpse in Entries.newest(self.entries, 100_000)]

    def rows(self) -> list[Glimpse]:
        rows = self.journal.list
        return [rows.data(rows.index(n), Role.GLIMPSE) for n in range(rows.rowCount())]


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(tmp_path, qtbot)
    yield made
    made.tasks.finish()
    made.database.close()


# ------------------------------------------------------------------ keeping


def test_a_word_is_kept_without_being_asked_for(desk: Desk) -> None:
    desk.journal.edit("one word")
    assert desk.journal.keeping is Keeping.UNSAVED
    assert not desk.journal.all_kept
    desk.wait_for(Keeping.KEPT)

    assert desk.stored() == ["one word"]
    assert desk.journal.all_kept


# case JR06
def test_kept_is_said_only_when_the_store_has_it(desk: Desk) -> None:
    seen: list[tuple[Keeping, list[str]]] = []
    desk.journal.keeping_changed.connect(lambda keeping: seen.append((keeping, desk.stored())))
    desk.write("a line")

    assert [keeping for keeping, _ in seen] == [Keeping.UNSAVED, Keeping.SAVING, Keeping.KEPT]
    assert seen[0] == (Keeping.UNSAVED, [])
    assert seen[-1] == (Keeping.KEPT, ["a line"])


def test_one_page_becomes_one_entry_however_quickly_it_is_saved(desk: Desk) -> None:
    for text in ("a", "ab", "abc"):
        desk.journal.edit(text)
        desk.journal.save()
    desk.settle()

    assert desk.stored() == ["abc"]


def test_a_word_taken_back_while_its_save_is_under_way_is_taken_back_in_the_store(desk: Desk) -> None:
    desk.write("a")
    desk.journal.edit("ab")
    desk.journal.save()
    desk.journal.edit("a")
    desk.journal.save()
    desk.settle()

    assert desk.stored() == ["a"]
    assert desk.journal.keeping is Keeping.KEPT


def test_nothing_written_is_nothing_kept(desk: Desk) -> None:
    desk.write("  \n ")

    assert desk.stored() == []
    assert desk.journal.keeping is Keeping.EMPTY
    assert desk.journal.all_kept


def test_the_text_is_read_when_it_is_saved_and_not_with_each_key(desk: Desk) -> None:
    read = 0

    def paper() -> str:
        nonlocal read
        read += 1
        return "as it stands now"

    for _ in range(500):
        desk.journal.touch(paper)
    assert read == 0
    desk.wait_for(Keeping.KEPT)

    assert read == 1
    assert desk.stored() == ["as it stands now"]


def test_a_touch_that_changes_nothing_writes_nothing(desk: Desk) -> None:
    desk.write("a line")
    before = desk.entries.writes
    desk.journal.touch(lambda: "a line")
    desk.journal.save()
    desk.settle()

    assert desk.entries.writes == before
    assert desk.journal.keeping is Keeping.KEPT


def test_the_page_before_is_kept_when_another_is_opened(desk: Desk) -> None:
    desk.write("first")
    first = desk.journal.entry
    assert first is not None
    desk.journal.fresh()
    desk.journal.touch(lambda: "second, not yet saved")
    desk.journal.open(first.id)
    desk.settle()

    assert desk.journal.text == "first"
    assert sorted(desk.stored()) == ["first", "second, not yet saved"]


def test_closing_keeps_what_was_just_typed_on_a_line_too(desk: Desk) -> None:
    line = desk.journal.line("today")
    line.edit("a kind")
    line.edit("a kind word")
    desk.journal.save()  # what the window does as it closes
    desk.settle()
    assert desk.stored() == ["a kind word"]


# ------------------------------------------------------------------ a full disk


# case ST04, JR06
def test_a_full_disk_leaves_the_text_says_so_once_and_keeps_it_later(desk: Desk) -> None:
    desk.write("kept")
    desk.entries.full = True
    desk.write("kept and more")
    desk.write("kept and more and more")

    assert desk.journal.keeping is Keeping.NOT_KEPT
    assert desk.journal.text == "kept and more and more"
    assert desk.journal.why == FULL
    assert not desk.journal.all_kept
    assert desk.told == [FULL]
    assert desk.stored() == ["kept"]

    desk.entries.full = False
    desk.journal.save()
    desk.wait_for(Keeping.KEPT)
    assert desk.stored() == ["kept and more and more"]
    assert desk.database.integrity() == "ok"


# case ST04
def test_what_could_not_be_kept_is_tried_again_by_itself(desk: Desk) -> None:
    desk.entries.full = True
    desk.write("a line")
    assert desk.journal.keeping is Keeping.NOT_KEPT
    desk.entries.full = False
    desk.wait_for(Keeping.KEPT)

    assert desk.stored() == ["a line"]


def test_typing_on_a_full_disk_does_not_hide_that_it_is_not_kept(desk: Desk) -> None:
    desk.entries.full = True
    desk.write("a")
    seen: list[Keeping] = []
    desk.journal.keeping_changed.connect(seen.append)
    desk.write("ab")

    assert seen == []
    assert desk.journal.keeping is Keeping.NOT_KEPT


def test_a_page_that_was_not_kept_is_found_as_it_was_left(desk: Desk) -> None:
    desk.write("old")
    page = desk.journal.entry
    assert page is not None
    desk.entries.full = True
    desk.write("new")
    desk.journal.fresh()
    desk.journal.open(page.id)
    desk.settle()

    assert desk.journal.text == "new"
    assert desk.journal.keeping is Keeping.NOT_KEPT
    desk.entries.full = False
    desk.journal.save()
    desk.settle()
    assert desk.stored() == ["new"]


def test_a_list_that_cannot_be_read_is_told(desk: Desk) -> None:
    desk.entries.full = True
    desk.journal.list.reload()
    desk.settle()

    assert desk.told == [FULL]
    assert not desk.journal.list.canFetchMore(QModelIndex())


# ------------------------------------------------------------------ the list


def test_the_list_is_held_a_page_at_a_time(desk: Desk) -> None:
    for number in range(PAGE + 20):
        desk.entries.add(f"entry {number}", written=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=number))
    desk.journal.list.reload()
    desk.settle()
    assert len(desk.rows()) == PAGE
    assert desk.rows()[0].title == f"entry {PAGE + 19}"

    desk.journal.list.fetchMore(QModelIndex())
    desk.settle()
    assert len(desk.rows()) == PAGE + 20
    assert not desk.journal.list.canFetchMore(QModelIndex())


def test_a_save_changes_its_row_and_leaves_the_list_where_it_is(desk: Desk, qtbot: QtBot) -> None:
    for number in range(PAGE + 20):
        desk.entries.add(f"entry {number}", written=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=number))
    desk.journal.list.reload()
    desk.settle()
    desk.journal.list.fetchMore(QModelIndex())
    desk.settle()
    deep = desk.rows()[PAGE + 10]
    desk.journal.open(deep.id)
    desk.settle()
    with qtbot.assertNotEmitted(desk.journal.list.modelReset):
        desk.write("another title\nand a body")
        desk.journal.fresh()
        desk.write("something new")
        desk.journal.put_away()
        desk.settle()

    assert len(desk.rows()) == PAGE + 20
    assert desk.rows()[PAGE + 10].title == "another title"
    assert desk.rows()[PAGE + 10].snippet == "and a body"


def test_a_new_page_comes_to_the_top(desk: Desk) -> None:
    desk.write("first")
    desk.clock.pass_time(60)
    desk.journal.fresh()
    desk.write("second")
    desk.settle()

    assert [row.title for row in desk.rows()] == ["second", "first"]


def test_search_shows_where_the_words_are_and_no_old_answer(desk: Desk) -> None:
    for text in ("Rain\nand calm after it", "nothing", "Calm"):
        desk.journal.fresh()
        desk.write(text)
    for typed in ("c", "ca", "cal", "calm"):
        desk.journal.list.show(typed)
    desk.settle()

    found = desk.rows()
    assert {row.title for row in found} == {"Rain", "Calm"}
    assert {row.snippet[start:end] for row in found for start, end in row.marks} == {"calm", "Calm"}
    assert desk.entries.searches[-1] == "calm"
    assert len(desk.entries.searches) < 4, "a search that nobody waits for is not made"
    desk.journal.list.show("")
    desk.settle()
    assert len(desk.rows()) == 3


# ------------------------------------------------------------------ bin and revisions


def test_to_the_bin_and_back(desk: Desk, qtbot: QtBot) -> None:
    desk.journal.touch(lambda: "to be put away, not yet saved")
    with qtbot.waitSignal(desk.journal.binned) as told:
        desk.journal.put_away()
    entry = told.args[0]
    assert desk.journal.text == ""
    assert desk.rows() == []
    binned: list[list[Glimpse]] = []
    desk.journal.read_bin(binned.append)
    desk.settle()
    assert [glimpse.title for glimpse in binned[0]] == ["to be put away, not yet saved"]

    desk.journal.restore(entry.id)
    desk.journal.open(entry.id)
    desk.settle()
    assert desk.journal.text == "to be put away, not yet saved"
    assert [row.id for row in desk.rows()] == [entry.id]


def test_an_unwritten_page_leaves_nothing_in_the_bin(desk: Desk) -> None:
    desk.journal.put_away()
    desk.settle()
    binned: list[list[Glimpse]] = []
    desk.journal.read_bin(binned.append)
    desk.settle()

    assert binned == [[]]


def test_a_page_put_away_on_a_full_disk_is_kept_and_then_put_away(desk: Desk) -> None:
    desk.entries.full = True
    desk.journal.edit("last words")
    desk.journal.put_away()
    desk.settle()
    assert not desk.journal.all_kept
    desk.entries.full = False
    binned: list[object] = []
    desk.journal.binned.connect(binned.append)
    desk._qtbot.waitUntil(lambda: bool(binned))

    assert desk.stored() == []
    assert [glimpse.title for glimpse in desk.entries.binned()] == ["last words"]


def test_an_earlier_version_is_taken_up_and_the_later_one_stays(desk: Desk) -> None:
    desk.write("the first version, which is long enough to be worth keeping when it goes")
    desk.clock.pass_time(3600)
    desk.write("the second")
    entry = desk.journal.entry
    assert entry is not None
    read: list[list[Revision]] = []
    desk.journal.read_revisions(entry.id, read.append)
    desk.settle()
    first = read[0][-1]
    desk.journal.take_up(first)
    desk.settle()

    assert desk.journal.text == first.body
    assert desk.stored() == [first.body]
    assert {revision.body for revision in desk.entries.revisions(entry.id)} == {first.body, "the second"}


# ------------------------------------------------------------------ lines elsewhere


def test_a_line_is_one_entry_and_leaves_the_desk_alone(desk: Desk, qtbot: QtBot) -> None:
    desk.write("on the desk")
    line = desk.journal.line("today")
    with qtbot.waitSignal(line.kept):
        line.edit("a kind word")
    line.edit("a kind word from Jo")
    line.finish()
    desk.settle()

    assert sorted(desk.stored()) == ["a kind word from Jo", "on the desk"]
    assert desk.journal.text == "on the desk"
    assert {entry.source for entry in map(desk.entries.get, [row.id for row in desk.rows()])} == {"", "today"}


def test_a_line_that_is_emptied_lies_in_the_bin(desk: Desk) -> None:
    line = desk.journal.line("today")
    line.edit("no")
    line.save()
    line.edit("")
    line.finish()
    desk.settle()
    desk.settle()

    assert desk.stored() == []
    assert len(desk.entries.binned()) == 1


def test_a_line_ended_at_once_still_tells_that_it_is_kept(desk: Desk, qtbot: QtBot) -> None:
    line = desk.journal.line("today")
    line.edit("quick")
    with qtbot.waitSignal(line.kept):
        line.finish()

    assert desk.stored() == ["quick"]


# case JR20
def test_half_a_surrogate_pair_stops_nothing(desk: Desk) -> None:
    desk.write("a\ud83d b")
    assert desk.stored() == ["a\ufffd b"]
    desk.write("a\ud83d b and on")

    assert desk.stored() == ["a\ufffd b and on"]
    assert desk.journal.keeping is Keeping.KEPT
    desk.journal.list.show("a\ud83d")
    desk.settle()
    assert len(desk.rows()) == 1

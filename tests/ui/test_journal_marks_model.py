"""What stands beside a text is kept with it; the list is narrowed by it, and pinned entries stand first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex
from pytestqt.qtbot import QtBot

from furnished import Furnished
from selfcompassion_desktop.core.journal import FEELINGS, NO_MARKS, Marks, Only
from selfcompassion_desktop.models.journal import PAGE, Keeping, Role

TENDER = Marks(tags=("Jo",), feelings=("tender",), strength=6, pinned=True)


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot) -> Iterator[Furnished]:
    made = Furnished(tmp_path, qtbot)
    yield made
    made.close()


def shown(room: Furnished) -> list[str]:
    rows = room.models.journal.list
    return [rows.data(rows.index(n, 0), Role.GLIMPSE).title for n in range(rows.rowCount())]


def fill(room: Furnished, count: int, pinned: tuple[int, ...] = ()) -> None:
    began = datetime(2026, 1, 1, tzinfo=UTC)
    for n in range(count):
        room.entries.add(f"{n}", written=began + timedelta(hours=n), marks=Marks(pinned=n in pinned))


def written(room: Furnished, text: str) -> None:
    room.models.journal.fresh(text)
    room.models.journal.save()
    room.settle()


def test_marks_are_kept_at_once_and_found_again(room: Furnished) -> None:
    journal = room.models.journal
    written(room, "The dishes can wait")
    assert journal.entry is not None
    journal.mark(TENDER)
    assert journal.marks == TENDER
    assert not journal.all_kept
    room.settle()
    assert journal.keeping is Keeping.KEPT
    assert room.entries.get(journal.entry.id).marks == TENDER
    assert room.entries.get(journal.entry.id).revision == 1, "the text was not touched"


def test_marks_survive_the_next_save_and_another_page(room: Furnished) -> None:
    journal = room.models.journal
    written(room, "one")
    entry = journal.entry
    assert entry is not None
    journal.mark(TENDER)
    journal.edit("one, and more")
    journal.fresh()
    assert journal.marks == NO_MARKS
    journal.open(entry.id)
    room.settle()
    assert (journal.text, journal.marks) == ("one, and more", TENDER)


def test_marks_that_could_not_be_kept_are_kept_later(room: Furnished, qtbot: QtBot) -> None:
    journal = room.models.journal
    written(room, "one")
    room.entries.full = True
    journal.mark(TENDER)
    qtbot.waitUntil(lambda: journal.keeping is Keeping.NOT_KEPT)
    assert journal.marks == TENDER
    room.entries.full = False
    qtbot.waitUntil(lambda: journal.keeping is Keeping.KEPT)
    assert journal.entry is not None
    assert room.entries.get(journal.entry.id).marks == TENDER


def test_marking_does_not_hide_a_change_made_elsewhere(room: Furnished) -> None:
    journal = room.models.journal
    written(room, "mine")
    entry = journal.entry
    assert entry is not None
    room.entries.save(entry.id, "theirs")
    journal.mark(TENDER)
    room.settle()
    journal.edit("mine, and more")
    journal.save()
    room.settle()
    assert {room.entries.get(g.id).body for g in room.entries.newest(9)} == {"theirs", "mine, and more"}


def test_nothing_is_marked_before_there_is_an_entry(room: Furnished) -> None:
    room.models.journal.fresh()
    room.models.journal.mark(TENDER)
    room.settle()
    assert room.entries.count() == 0


def test_pinned_entries_stand_first_and_only_once(room: Furnished, qtbot: QtBot) -> None:
    fill(room, PAGE + 50, pinned=(3, 140))
    rows = room.models.journal.list
    rows.show("")
    room.settle()
    assert rows.pinned == 2
    assert shown(room)[:4] == ["140", "3", "149", "148"]
    while rows.canFetchMore(QModelIndex()):
        rows.fetchMore(QModelIndex())
        room.settle()
    assert sorted(map(int, shown(room))) == list(range(PAGE + 50))


def test_a_page_that_is_pinned_goes_to_the_top(room: Furnished) -> None:
    fill(room, 3)
    rows, journal = room.models.journal.list, room.models.journal
    rows.show("")
    room.settle()
    journal.open(rows.data(rows.index(2, 0), Role.GLIMPSE).id)
    room.settle()
    journal.mark(Marks(pinned=True))
    room.settle()
    assert shown(room) == ["0", "2", "1"]
    journal.mark(NO_MARKS)
    room.settle()
    assert shown(room) == ["2", "1", "0"]


def test_pinned_ones_do_not_stand_first_in_what_a_list_is_narrowed_to(room: Furnished) -> None:
    fill(room, 3, pinned=(0,))
    rows = room.models.journal.list
    rows.show("", Only.year(2026))
    room.settle()
    assert (rows.pinned, shown(room)) == (0, ["2", "1", "0"])
    rows.show("", Only(pinned=True))
    room.settle()
    assert shown(room) == ["0"]


def test_a_search_goes_on_page_by_page(room: Furnished) -> None:
    for n in range(PAGE + 20):
        room.entries.add(f"calm {n}")
    rows = room.models.journal.list
    rows.show("calm")
    room.settle()
    assert rows.rowCount() == PAGE
    rows.fetchMore(QModelIndex())
    room.settle()
    assert len(set(shown(room))) == PAGE + 20
    assert not rows.canFetchMore(QModelIndex())


# case JR18
def test_a_journal_of_many_years_is_read_a_page_at_a_time(room: Furnished) -> None:
    began = datetime(2011, 1, 1, 9, tzinfo=UTC)
    with room.services.database.write() as connection:
        for n in range(2000):
            room.entries.insert(connection, f"rain {n}", "", began + timedelta(days=2.7 * n), Marks(tags=("often",)))
    rows = room.models.journal.list
    for query, only in (("", Only()), ("rain", Only()), ("", Only(tag="often")), ("rain", Only.year(2014))):
        rows.show(query, only)
        room.settle()
        assert rows.rowCount() == PAGE
        rows.fetchMore(QModelIndex())
        room.settle()
        assert PAGE < rows.rowCount() <= 2 * PAGE
    assert shown(room)[-1].startswith("rain")
    assert len(room.entries.by_day(datetime(2014, 5, 1).date(), datetime(2014, 5, 31).date())) <= 31


def test_only_sources_that_there_are_can_be_chosen(room: Furnished) -> None:
    for source in ("sitting:0190", "sitting:0191", "break", "", "import:jrnl"):
        room.entries.add("x", source)
    room.models.marks.read()
    room.settle()
    assert room.models.marks.sources == ("break", "import", "sitting")


def test_the_list_of_feelings_is_the_persons_own(room: Furnished) -> None:
    marks = room.models.marks
    marks.read()
    room.settle()
    assert marks.feelings == FEELINGS
    marks.set_feelings(["at sea", "held"])
    room.settle()
    assert marks.feelings == ("at sea", "held")
    marks.set_feelings([])
    room.settle()
    assert marks.feelings == FEELINGS


# case JR34
def test_days_far_away_are_counted_in_their_month(room: Furnished, qtbot: QtBot) -> None:
    from selfcompassion_desktop.core.months import Month

    days = [datetime(*day, tzinfo=UTC) for day in ((1, 1, 2), (1900, 1, 1), (2024, 2, 29), (2100, 12, 31))]
    for day in days:
        room.entries.add("far", written=day)
    for day in days:
        with qtbot.waitSignal(room.models.days.month_read) as told:
            room.models.days.read_month(Month.of(day.date()))
        assert told.args == [Month.of(day.date()), {day.date(): 1}]
    with qtbot.waitSignal(room.models.days.years_read) as told:
        room.models.days.read_years()
    assert told.args == [{2100: 1, 2024: 1, 1900: 1, 1: 1}]

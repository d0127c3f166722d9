"""What stands beside a text: tags, feelings, pins; and letters that stay closed until their day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from fakes import FakeClock
from selfcompassion_desktop.core.errors import NotThere, Sealed
from selfcompassion_desktop.core.journal import (
    FEELINGS,
    NAME_MOST,
    NO_MARKS,
    Entry,
    Glimpse,
    Letter,
    Marks,
    Only,
    names,
)
from selfcompassion_desktop.store.backups import Backups
from selfcompassion_desktop.store.database import Database
from selfcompassion_desktop.store.entries import Entries
from selfcompassion_desktop.store.ids import Ids
from selfcompassion_desktop.store.marks import FEW
from selfcompassion_desktop.store.mending import Mending

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 25, 18, 12, tzinfo=ZONE)
SPRING = date(2027, 5, 3)
SECRET = "The heron stood there all morning"


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(NOW)


@pytest.fixture
def database(tmp_path: Path, clock: FakeClock) -> Iterator[Database]:
    made = Database(tmp_path / "store.db", clock)
    yield made
    made.close()


@pytest.fixture
def entries(database: Database, clock: FakeClock) -> Entries:
    return Entries(database, clock, Ids(clock))


def titles(rows: list[Glimpse]) -> list[str]:
    return [row.title for row in rows]


def sealed(entries: Entries, opens: date = SPRING) -> Entry:
    return entries.add(SECRET, opens=opens)


def on(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 9, 0, tzinfo=ZONE)


def test_marks_come_back_and_the_text_stays_as_it_was(entries: Entries) -> None:
    entry = entries.add("A long day")
    marks = Marks(("work", "Mother"), ("tired",), 7, pinned=True)

    changed = entries.mark(entry.id, marks)

    assert changed.marks == entries.get(entry.id).marks == marks
    assert (changed.body, changed.revision, changed.edited) == (entry.body, 1, entry.edited)
    assert [row.pinned for row in entries.newest(5)] == [True]
    assert entries.mark(entry.id, NO_MARKS).marks == NO_MARKS


def test_marks_given_with_a_new_entry_are_cleaned_like_any(entries: Entries) -> None:
    entry = entries.add("x", marks=Marks(("#work", "WORK", " "), ("@ calm ",), 11))

    assert entry.marks.tags == entries.get(entry.id).marks.tags == ("work",)
    assert entries.get(entry.id).marks == Marks(("work",), ("calm",), None)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (("  two   words ", "Two words"), ("two words",)),
        (("Straße", "STRASSE"), ("Straße",)),
        (("caf\u00e9", "cafe\u0301"), ("caf\u00e9",)),
        (("a\0b", "#", "", "\n"), ("ab",)),
        (("日記", "🫶🏽"), ("日記", "🫶🏽")),
        (("x" * 500,), ("x" * (NAME_MOST - 1) + "…",)),
    ],
)
def test_a_name_is_kept_once_and_short(given: tuple[str, ...], kept: tuple[str, ...]) -> None:
    assert names(given) == kept


def test_lists_and_searches_are_narrowed(entries: Entries) -> None:
    old = entries.add("sea and salt", "sitting:1", on(2024, 2, 29), Marks(("Sea",), ("calm",)))
    new = entries.add("sea in winter", "break", on(2026, 1, 2), Marks(("sea", "cold"), pinned=True))
    entries.add("no water", "breakfast", on(2026, 1, 3))

    def found(only: Only) -> list[list[str]]:
        return [titles(entries.newest(9, only=only)), titles(entries.search("sea", only=only))]

    both, first, second = [[new.title, old.title]] * 2, [[old.title]] * 2, [[new.title]] * 2
    assert found(Only(tag="SEA")) == found(Only(tag="#sea")) == both
    assert found(Only(tag="cold")) == found(Only(source="break")) == found(Only(pinned=True)) == second
    assert found(Only(feeling="Calm")) == found(Only(source="sitting")) == found(Only(source="sitting:1")) == first
    assert found(Only.year(2024)) == found(Only(last=date(2024, 2, 29))) == first
    assert found(Only(first=date(2026, 1, 2), tag="sea")) == second
    assert found(Only(tag="' OR 1=1 --")) == [[], []]


def test_a_narrowed_search_goes_on_where_it_stopped(entries: Entries, clock: FakeClock) -> None:
    for number in range(10):
        entries.add(f"sea {number}", marks=Marks(("even",)) if number % 2 == 0 else NO_MARKS)
        clock.pass_time(60)

    first = entries.search("sea", 3, only=Only(tag="even"))
    rest = entries.search("sea", 3, first[-1], Only(tag="even"))

    assert titles(first + rest) == ["sea 8", "sea 6", "sea 4", "sea 2", "sea 0"]


def test_used_names_are_counted_as_they_were_written_last(entries: Entries, clock: FakeClock) -> None:
    entries.add("a", marks=Marks(("back", "sleep"), ("tired",)))
    clock.pass_time(1)
    entries.add("b", marks=Marks(("Back",)))
    clock.pass_time(1)
    gone = entries.add("c", marks=Marks(("gone",)))
    entries.discard(gone.id)

    assert entries.used_tags() == [("Back", 2), ("sleep", 1)]
    assert entries.used_feelings() == [("tired", 1)]


def test_the_list_of_feelings_is_the_persons_own(entries: Entries) -> None:
    assert entries.feelings() == list(FEELINGS)
    assert entries.set_feelings(["prickly", "Prickly", "soft"]) == ["prickly", "soft"]
    assert entries.set_feelings([]) == list(FEELINGS)


def test_years_and_days_tell_when_one_wrote(entries: Entries) -> None:
    for when in (on(2020, 11, 25), on(2024, 2, 29), on(2025, 11, 25), on(2025, 11, 24), NOW):
        entries.add(str(when.date()), written=when)

    assert entries.years() == {2026: 1, 2025: 2, 2024: 1, 2020: 1}
    assert titles(entries.on_this_day(NOW.date())) == ["2025-11-25", "2020-11-25"]
    assert titles(entries.on_this_day(date(2026, 2, 28))) == ["2024-02-29"]
    assert titles(entries.on_this_day(date(2028, 2, 28))) == []
    assert titles(entries.on_this_day(date(2028, 2, 29))) == ["2024-02-29"]


def test_nothing_shows_a_letter_before_its_day(database: Database, entries: Entries) -> None:
    letter = sealed(entries)
    entries.mark(letter.id, Marks(("heron",), pinned=True))

    assert entries.letters() == [Letter(letter.id, letter.local, SPRING)]
    assert entries.newest(9) == entries.search("heron") == entries.newest(9, only=Only(tag="heron")) == []
    assert entries.count() == 0
    assert entries.revisions(letter.id) == []
    assert entries.by_day(NOW.date(), NOW.date()) == entries.years() == {}
    assert entries.used_tags() == []
    assert entries.on_this_day(NOW.date().replace(year=2027)) == []
    with pytest.raises(Sealed, match="2027-05-03") as told:
        entries.get(letter.id)
    assert "heron" not in told.value.sentence
    assert entries.unfound() == []
    assert database.integrity() == "ok"


def test_a_letter_opens_on_its_day_and_is_an_entry_like_others(entries: Entries) -> None:
    letter = sealed(entries)

    assert entries.open_letters(SPRING - timedelta(days=1)) == []
    (opened,) = entries.open_letters(SPRING)

    assert (opened.id, opened.title, opened.opens) == (letter.id, SECRET, SPRING)
    assert entries.open_letters(SPRING) == entries.letters() == []
    assert titles(entries.search("heron")) == [SECRET]
    assert entries.get(letter.id).opens == SPRING


def test_a_letter_can_be_opened_early(entries: Entries) -> None:
    letter = sealed(entries)

    assert entries.open_early(letter.id).body == SECRET
    assert titles(entries.newest(1)) == [SECRET]
    with pytest.raises(NotThere):
        entries.open_early("nothing")


def test_a_letter_in_the_bin_shows_nothing_and_does_not_come(entries: Entries) -> None:
    letter = sealed(entries)
    entries.discard(letter.id)

    assert [(row.title, row.snippet, row.opens) for row in entries.binned()] == [("", "", SPRING)]
    assert entries.letters() == entries.open_letters(SPRING) == []

    entries.restore(letter.id)
    assert entries.search("heron") == []
    assert len(entries.letters()) == 1


def test_what_was_still_being_typed_when_a_letter_closed_goes_into_it(entries: Entries) -> None:
    draft = entries.add("The heron")
    entries.seal(draft.id, SPRING)

    entries.save(draft.id, SECRET, draft.revision)

    assert entries.search("heron") == entries.newest(5) == []
    entries.open_letters(SPRING)
    assert entries.get(draft.id).body == SECRET


def test_a_backup_shows_no_letter_and_brings_marks_back(
    tmp_path: Path, database: Database, entries: Entries, clock: FakeClock
) -> None:
    letter = sealed(entries)
    marks = Marks(("sea",), ("calm",), 3)
    kept = entries.add("kept", marks=marks)
    backups = Backups(database, tmp_path / "backups", clock)
    backup = backups.make("asked")
    mending = Mending(database, backups, clock)
    with database.write() as connection:
        connection.execute("DELETE FROM entry")

    assert [old.title for old in mending.entries_in(backup)] == ["kept"]
    with pytest.raises(Sealed):
        mending.entry_in(backup, letter.id)
    again = mending.bring_back(mending.entry_in(backup, kept.id), entries)
    assert entries.get(again).marks == marks

    mending.restore(backup)
    assert [found.id for found in entries.letters()] == [letter.id]


def test_a_damaged_store_is_recovered_with_its_marks(
    tmp_path: Path, database: Database, entries: Entries, clock: FakeClock
) -> None:
    sealed(entries)
    entry = entries.add("kept", marks=Marks(("sea",), ("calm",), 3))

    Mending(database, Backups(database, tmp_path / "backups", clock), clock).recover()

    assert entries.get(entry.id).marks == Marks(("sea",), ("calm",), 3)
    assert entries.search("heron") == []
    assert len(entries.letters()) == 1


def test_what_lists_do_not_show_is_not_counted_and_lends_no_name(entries: Entries, clock: FakeClock) -> None:
    entries.add("shown", marks=Marks(tags=("home",), feelings=("sad",)))
    clock.pass_time(60)
    gone = entries.add("in the bin", marks=Marks(tags=("HOME", "gone"), feelings=("Sad",)))
    entries.discard(gone.id)
    closed = entries.add("a letter", marks=Marks(tags=("Home", "closed")), opens=SPRING)
    entries.discard(entries.add("a letter in the bin", marks=Marks(tags=("home",)), opens=SPRING).id)
    assert entries.used_tags() == [("home", 1)]
    assert entries.used_feelings() == [("sad", 1)]
    assert entries.years() == {2026: 1}
    entries.restore(gone.id)
    entries.open_early(closed.id)
    assert dict(entries.used_tags()) == {"Home": 3, "gone": 1, "closed": 1}
    assert entries.years() == {2026: 3}


def test_a_search_narrowed_to_few_or_to_many_finds_the_same(entries: Entries, clock: FakeClock) -> None:
    for n in range(2 * FEW):
        clock.pass_time(3600)
        marks = Marks(tags=("often", *(["seldom"] if n % 100 == 7 else [])), pinned=n == 11)
        entries.add(f"rain {n}", "break" if n % 2 else "", marks=marks)
    assert titles(entries.search("rain", 9, only=Only(tag="seldom"))) == [
        "rain 507", "rain 407", "rain 307", "rain 207", "rain 107", "rain 7",
    ]  # fmt: skip
    first = entries.search("rain", 2, only=Only(tag="seldom"))
    assert titles(entries.search("rain", 2, first[-1], Only(tag="seldom"))) == ["rain 307", "rain 207"]
    assert len(entries.search("rain", 999, only=Only(tag="often"))) == 2 * FEW
    assert len(entries.search("rain", 999, only=Only(source="break"))) == FEW
    assert titles(entries.search("rain", 9, only=Only(tag="often", pinned=True))) == ["rain 11"]
    assert entries.search("rain", 9, only=Only(tag="seldom", feeling="none")) == []
    assert entries.search("snow", 9, only=Only(tag="seldom")) == []

"""The journal's entries: to the character, found again, never lost."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

import pytest

from fakes import FakeClock
from selfcompassion_desktop.core.errors import NotThere
from selfcompassion_desktop.core.journal import Glimpse
from selfcompassion_desktop.store.database import Database
from selfcompassion_desktop.store.entries import Entries
from selfcompassion_desktop.store.ids import Ids

Form = Literal["NFC", "NFD"]
NOW = datetime(2026, 11, 25, 18, 12, 3, 250_000, tzinfo=ZoneInfo("Europe/Berlin"))


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


def another(database: Database, clock: FakeClock) -> Entries:
    """A second window, or a second program, on the same store."""
    return Entries(database, clock, Ids(clock))


def titles(rows: list[Glimpse]) -> list[str]:
    return [row.title for row in rows]


def marked(row: Glimpse) -> list[str]:
    return [row.snippet[start:end] for start, end in row.marks]


def numbers(entries: Entries, entry_id: str) -> list[int]:
    return [revision.number for revision in entries.revisions(entry_id)]


def test_an_entry_keeps_its_instant_its_wall_time_and_its_zone(entries: Entries) -> None:
    entry = entries.get(entries.add("# A day\n\nwritten", "break").id)

    assert entry.created == NOW
    assert entry.created.tzinfo is UTC
    assert entry.local == "2026-11-25T18:12:03+01:00"
    assert entry.zone == "Europe/Berlin"
    assert (entry.title, entry.body, entry.source, entry.revision) == ("A day", "# A day\n\nwritten", "break", 1)


def test_what_was_written_is_not_in_a_repr(entries: Entries) -> None:  # case SE03
    entry = entries.add("zebra-7391")
    shown = repr((entry, entries.newest(1), entries.search("zebra"), entries.revisions(entry.id)))

    assert "zebra" not in shown


@pytest.mark.parametrize(
    "body",
    [
        "😉👩‍👩‍👧🏳️‍🌈",  # case JR19
        "trailing  \n+ 1.\n---\nkey: value\n\tTab #tag ** \\ \\n\n\n\n\nend  ",  # case JR24
        '[2020-01-01 09:00] hello\n# Title\n---\n{"entries": []}',
        "𐎀𐎐𐎚 Latin 𐎀",  # case JR33
        "\x1b[31mred\x07 \x7f \u2028 \ufeff \r\n old line ends \r",
        "שלום وعليكم 日本語 감사 ไทย",
        unicodedata.normalize("NFD", "forêt bệnh 감"),
        "",
        "x" * 200_000,
        "long \n" * 170_000,
    ],
)
def test_a_text_comes_back_to_the_character(database: Database, entries: Entries, body: str) -> None:
    added = entries.add(body)
    saved = entries.save(entries.add("before").id, body)
    database.close()

    assert entries.get(added.id).body == body
    assert entries.get(saved.id).body == body
    assert entries.revisions(added.id)[0].body == body


def test_half_a_character_is_stored_as_its_replacement(entries: Entries) -> None:  # case JR20
    entry = entries.add("a\ud83d b")
    saved = entries.save(entry.id, "a\ud83d b \ud83d\ude09", entry.revision)

    assert entries.get(entry.id).body == saved.body == "a\ufffd b 😉"
    assert entries.search("b\udc00")
    assert entries.save(entry.id, saved.body + " again", saved.revision).body.endswith("again")


def test_nul_is_taken_out_and_what_follows_is_found(entries: Entries) -> None:  # case JR23
    entry = entries.add("before\0after \0word\x1b[31m\x07")

    assert entries.get(entry.id).body == "beforeafter word\x1b[31m\x07"
    assert entries.search("word")[0].id == entry.id


def test_marks_stand_on_the_words_after_emoji(entries: Entries) -> None:  # case JR21
    entries.add("👩‍👩‍👧 calm calm")

    assert marked(entries.search("calm")[0]) == ["calm", "calm"]


ANYTHING = [
    *["don't", "self-kindness", "a.b", "AND", "NEAR(", "*", '"', "title:x", "100%", "_", "/", "", " "],
    *["-x", "^", "'; drop table entry", "a" * 5000, "OR OR", '"unclosed', "(", "{a b}", "a AND", "\0", "\ud83d"],
]  # fmt: skip


@pytest.mark.parametrize("query", ANYTHING)
def test_any_input_is_a_fair_question(entries: Entries, query: str) -> None:  # case JR28
    entries.add("an entry of plain words")

    assert all(isinstance(row, Glimpse) for row in entries.search(query))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("don't", ["I don't know"]),
        ("don’t", ["I don't know"]),
        ("self-kindness", ["self-kindness"]),
        ("a.b", ["a.b"]),
        ("AND", ["this AND that"]),
        ("100%", ["100% sure"]),
        ("%", []),
        ("_", []),
        ("", []),
        ("x:y", ["x:y"]),
        ("kno", ["I don't know"]),
        ("kno ", []),
        ("KNOW", ["I don't know"]),
        ("ind", []),
        ("sure 100", ["100% sure"]),
    ],
)
def test_punctuation_is_only_punctuation(entries: Entries, query: str, found: list[str]) -> None:  # case JR28
    for body in ("I don't know", "self-kindness", "a.b", "this AND that", "100% sure", "x:y"):
        entries.add(body)

    assert titles(entries.search(query)) == found


@pytest.mark.parametrize("word", ["bệnh", "forêt", "감", "Ångström", "が"])
@pytest.mark.parametrize("written", ["NFC", "NFD"])
@pytest.mark.parametrize("asked", ["NFC", "NFD"])
def test_a_word_is_found_in_either_form(entries: Entries, word: str, written: Form, asked: Form) -> None:  # case JR29
    body = unicodedata.normalize(written, f"here {word} there")
    entries.add(body)

    found = entries.search(unicodedata.normalize(asked, word))

    assert [unicodedata.normalize("NFC", text) for row in found for text in marked(row)] == [word]


@pytest.mark.parametrize("query", ["foret", "FORÊT", "benh", "strasse x", "ang"])
def test_accents_and_case_do_not_matter(entries: Entries, query: str) -> None:
    entries.add("forêt bệnh Strasse Ångström x")

    assert len(entries.search(query)) == 1


@pytest.mark.parametrize(
    "query", ["日", "日記", "記帳", "帳", "日記帳", "書く", "く", "감사", "사합", "감", "🫶", "rain 日記"]
)
def test_words_without_spaces_between_are_found(entries: Entries, query: str) -> None:
    entries.add("今日の日記帳を書く rain 감사합니다 🫶🏽")
    entries.add("日本 記録 帳簿 は 合")

    found = entries.search(query)

    assert "今日の日記帳を書く rain 감사합니다 🫶🏽" in titles(found)
    assert len(found) == (2 if query in ("日", "帳") else 1)


def test_a_search_gives_the_newest_first_and_goes_on_where_it_stopped(entries: Entries, clock: FakeClock) -> None:
    for number in range(25):
        entries.add(f"calm {number}")
        clock.pass_time(60)

    first = entries.search("calm", 10)
    rest = entries.search("calm", 100, first[-1])

    assert titles(first + rest) == [f"calm {number}" for number in reversed(range(25))]


def test_a_search_follows_every_change(entries: Entries) -> None:
    entry = entries.add("about the garden")
    saved = entries.save(entry.id, "about the sea", entry.revision)
    assert (titles(entries.search("garden")), titles(entries.search("sea"))) == ([], ["about the sea"])

    entries.discard(saved.id)
    assert entries.search("sea") == []

    entries.restore(saved.id)
    assert titles(entries.search("sea")) == ["about the sea"]


def test_the_list_is_held_page_by_page(entries: Entries, clock: FakeClock) -> None:
    for number in range(23):
        entries.add(f"entry {number}\n\nmore of {number}")
        clock.pass_time(1 if number % 3 else 0)  # some share their instant
    rows: list[Glimpse] = []
    while page := entries.newest(5, rows[-1] if rows else None):
        rows += page

    assert titles(rows) == [f"entry {number}" for number in reversed(range(23))]
    assert rows[0].snippet == "more of 22"
    assert entries.count() == 23


def test_entries_of_one_instant_stand_in_the_order_they_came(entries: Entries) -> None:  # case JR34
    for number in range(40):
        entries.add(str(number), written=NOW)

    assert titles(entries.newest(100)) == [str(number) for number in reversed(range(40))]


FAR = (
    datetime(1, 1, 1, tzinfo=UTC),
    datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))),
    datetime(1900, 1, 1, tzinfo=ZoneInfo("Europe/Berlin")),
    datetime(1969, 12, 31, 23, 59, 59, 1, tzinfo=UTC),
    datetime(2024, 2, 29, 12, tzinfo=ZoneInfo("America/New_York")),
    datetime(2100, 12, 31, 23, 59, tzinfo=UTC),
    datetime(9999, 12, 31, 23, 59, 59, tzinfo=timezone(timedelta(hours=-12))),
)


def test_dates_far_away_are_listed_once_on_their_own_day(entries: Entries) -> None:  # case JR34
    for moment in FAR:
        entries.add(moment.date().isoformat(), written=moment)
        entries.add(moment.date().isoformat(), written=moment)

    rows = entries.newest(100)

    assert len(rows) == 2 * len(FAR)
    assert [row.local[:10] for row in rows] == [row.title for row in rows]
    assert [row.created for row in rows] == sorted((row.created for row in rows), reverse=True)
    days = {moment.date() for moment in FAR}
    assert entries.by_day(date.min, date.max) == {day: sum(2 for m in FAR if m.date() == day) for day in sorted(days)}
    assert entries.get(entries.add("exact", written=FAR[4]).id).created == FAR[4]


def test_days_are_counted_by_the_wall_clock_of_then(entries: Entries) -> None:
    entries.add("late", written=datetime(2026, 11, 24, 23, 30, tzinfo=ZoneInfo("America/New_York")))
    entries.add("early", written=datetime(2026, 11, 25, 0, 30, tzinfo=ZoneInfo("Asia/Tokyo")))
    gone = entries.add("binned", written=datetime(2026, 11, 25, 12, tzinfo=UTC))
    entries.discard(gone.id)

    assert entries.by_day(date(2026, 11, 24), date(2026, 11, 25)) == {date(2026, 11, 24): 1, date(2026, 11, 25): 1}


def test_a_stretch_of_writing_is_one_revision(entries: Entries, clock: FakeClock) -> None:
    entry = entries.add("I")
    for length in range(2, 60):
        clock.pass_time(1)
        entry = entries.save(
            entry.id, "I am writing on and on, and every word is kept as I go along"[:length], entry.revision
        )

    assert numbers(entries, entry.id) == [59]
    assert entry.revision == 59


def test_a_stretch_ends_after_five_minutes(entries: Entries, clock: FakeClock) -> None:
    entry = entries.add("zero")
    for minute in range(12):
        clock.pass_time(60)
        entry = entries.save(entry.id, f"{entry.body} {minute}", entry.revision)

    assert len(numbers(entries, entry.id)) == 3


def test_the_text_before_a_stretch_stays(database: Database, entries: Entries, clock: FakeClock) -> None:
    entry = entries.add("as it was yesterday")
    today = another(database, clock)
    for more in (" and", " and today", " and today as well"):
        saved = today.save(entry.id, "as it was yesterday" + more, today.get(entry.id).revision)

    assert [revision.body for revision in today.revisions(saved.id)] == [saved.body, "as it was yesterday"]


def test_a_text_out_of_which_much_was_cut_stays(entries: Entries) -> None:
    long = "a paragraph that took a while to write down, and more of it besides"
    entry = entries.add(long)
    cut = entries.save(entry.id, "", entry.revision)
    entries.save(entry.id, "again", cut.revision)

    assert long in [revision.body for revision in entries.revisions(entry.id)]


def test_a_text_taken_away_letter_by_letter_stays_in_parts(entries: Entries) -> None:
    text = "0123456789" * 20
    entry = entries.add(text)
    for length in reversed(range(200)):
        entry = entries.save(entry.id, text[:length], entry.revision)
    kept = [len(revision.body) for revision in entries.revisions(entry.id)]

    assert kept[-1] >= 180
    assert max(longer - shorter for shorter, longer in pairwise(kept)) <= 21


def test_saving_what_is_there_changes_nothing(entries: Entries, clock: FakeClock) -> None:
    entry = entries.add("the same")
    clock.pass_time(10)

    assert entries.save(entry.id, "the same", entry.revision) == entry
    assert entries.save(entry.id, "the same", 99) == entry
    assert entries.count() == 1


def test_two_windows_on_one_entry_keep_both_texts(
    database: Database, entries: Entries, clock: FakeClock
) -> None:  # case SY02
    entry = entries.add("common ground")
    here, there = entries, another(database, clock)
    clock.set_wall(NOW - timedelta(days=2))  # a clock set back decides nothing
    ours = here.save(entry.id, "common ground, and mine", entry.revision)

    theirs = there.save(entry.id, "common ground, and yours", entry.revision)

    assert here.get(entry.id).body == ours.body == "common ground, and mine"
    assert theirs.id != entry.id
    assert theirs.source == f"copy:{entry.id}"
    assert there.get(theirs.id).body == "common ground, and yours"
    on = there.save(theirs.id, "common ground, and yours, and on", theirs.revision)
    assert (on.id, there.count()) == (theirs.id, 2)


def test_a_conflict_is_seen_though_revisions_pass(database: Database, entries: Entries, clock: FakeClock) -> None:
    entry = entries.add("word")
    base = entry.revision
    for more in ("word by", "word by word"):
        entry = entries.save(entry.id, more, entry.revision)

    copy = another(database, clock).save(entry.id, "word for word", base)

    assert entries.get(entry.id).body == "word by word"
    assert copy.source == f"copy:{entry.id}"


def test_a_window_without_a_change_undoes_nothing(database: Database, entries: Entries, clock: FakeClock) -> None:
    entry = another(database, clock).add("as both read it")
    changed = entries.save(entry.id, "as one has changed it a good deal since then", entry.revision)

    assert another(database, clock).save(entry.id, "as both read it", entry.revision) == changed
    assert entries.count() == 1


def test_a_text_written_into_an_entry_that_is_gone_is_kept(entries: Entries) -> None:
    gone = Ids(FakeClock()).new()

    kept = entries.save(gone, "still on the desk", 4)

    assert (entries.get(kept.id).body, kept.source) == ("still on the desk", f"copy:{gone}")
    with pytest.raises(NotThere):
        entries.save(gone, "nobody ever knew it")


def test_the_bin_keeps_for_thirty_days(entries: Entries, clock: FakeClock) -> None:
    early, late = entries.add("early"), entries.add("late")
    entries.discard(early.id)
    clock.pass_time(86400)
    entries.discard(late.id)
    assert titles(entries.binned()) == ["late", "early"]
    assert (entries.newest(10), entries.count(), entries.get(early.id).body) == ([], 0, "early")

    clock.pass_time(29 * 86400 + 1)
    entries.discard(early.id)  # a second time: the first one counts

    assert entries.purge() == 1
    assert titles(entries.binned()) == ["late"]
    assert entries.revisions(early.id) == []
    with pytest.raises(NotThere):
        entries.restore(early.id)


def test_writing_on_takes_an_entry_out_of_the_bin(entries: Entries) -> None:
    entry = entries.add("thrown away")
    entries.discard(entry.id)

    entries.save(entry.id, "thrown away too soon", entry.revision)

    assert entries.binned() == []
    assert titles(entries.search("soon")) == ["thrown away too soon"]


@pytest.mark.parametrize("missing", ["", "nothing", "'", "\ud800", "\0"])
def test_what_is_not_there_is_said_by_name(entries: Entries, missing: str) -> None:
    for ask in (entries.get, entries.discard, entries.restore):
        with pytest.raises(NotThere, match="no entry"):
            ask(missing)
    assert entries.revisions(missing) == []


def test_ids_grow_also_within_an_instant_and_when_the_clock_is_set_back(clock: FakeClock) -> None:
    ids = Ids(clock)
    made = [ids.new() for _ in range(5000)]
    clock.set_wall(NOW - timedelta(days=1))
    made.append(ids.new())

    assert made == sorted(set(made))
    assert {(made_id[14], made_id[19] in "89ab") for made_id in made} == {("7", True)}
    clock.set_wall(datetime(1960, 1, 1, tzinfo=UTC))
    assert Ids(clock).new().startswith("00000000-0000-7")

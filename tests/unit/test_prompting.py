"""Rules for prompts: read from a file and from what people say, and told in words."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prompt_room import BERLIN, MORNING, Room, every
from selfcompassion_desktop.core import prompting
from selfcompassion_desktop.core.breaks import WEEK, Answer, Hours, Kind, Manners, Prompted, Rule, decide
from selfcompassion_desktop.core.errors import Trouble
from selfcompassion_desktop.core.prompting import KEPT, Prompting, read, write
from selfcompassion_desktop.store.prompts_file import PromptsFile

AT = Rule("a", Kind.AT, "When I sit down after lunch, I …", at=time(15, 0))

walls = st.builds(time, st.integers(0, 23), st.integers(0, 59))
hours = st.builds(Hours, walls, walls)
days = st.frozensets(st.integers(0, 6), min_size=1)
moments = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=st.just(BERLIN))
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=300)
rules = st.builds(
    Rule, words, st.sampled_from(Kind), words, days, walls,
    st.integers(*prompting.MINUTES), st.none() | hours, st.integers(1, 6), st.integers(1, 300), st.booleans(),
)  # fmt: skip
manners = st.builds(
    Manners, st.none() | hours, st.frozensets(st.integers(0, 6)), st.integers(1, 6), st.none() | moments,
    st.none() | moments, st.booleans(), st.just("04:00"),
)  # fmt: skip
kept = st.builds(
    Prompting,
    st.lists(rules, max_size=4).map(tuple),
    manners,
    st.lists(st.builds(Prompted, st.text(), st.text(), moments, st.sampled_from(Answer)), max_size=5).map(tuple),
)


@given(kept)
def test_what_is_written_is_read_again(given: Prompting) -> None:
    clean = json.loads(json.dumps(write(given)))

    again, notices = read(clean)

    assert notices == ()
    assert write(again) == clean
    ends = [found.manners.paused_until for found in (again, given)]
    # Two zones' times within a change of the clocks are never equal to Python; their instants are.
    assert len({end and end.astimezone(UTC) for end in ends}) == 1


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=9),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["rules", "manners", "history", "id", "kind", "days", "x"]), inner, max_size=4
            )
        ),
        max_leaves=12,
    )
)
def test_whatever_a_file_holds_gives_rules_that_work(values: object) -> None:  # case ST11, ST12
    found, _ = read(values)

    decide(Room(found.rules, found.manners).scene())


def test_a_part_that_cannot_be_read_is_left_out_alone_and_named() -> None:  # case ST12
    values = write(Prompting((AT, replace(AT, id="b"))))
    values["rules"][0]["at"] = "25:99"  # type: ignore[index]
    values["manners"] = {"quiet": "whenever"}
    values["later"] = 1

    found, notices = read(values)

    assert [rule.id for rule in found.rules] == ["b"]
    assert found.manners == Manners()
    assert found.others == {"later": 1}
    assert [notice.split(" could")[0] for notice in notices] == ["Rule 1 for prompts", "Quiet hours and days off"]
    assert write(found)["later"] == 1


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("mon-fri", {0, 1, 2, 3, 4}),
        ("Sat, Sun", {5, 6}),
        ("fri-mon", {4, 5, 6, 0}),
        ("monday", {0}),
        ("daily", set(range(7))),
        ("mon-sun", set(range(7))),
        ("sun-sat", set(range(7))),
    ],
)
def test_days_as_people_say_them(said: str, days: set[int]) -> None:
    assert prompting.days(said) == days


@pytest.mark.parametrize(("said", "minutes"), [("90m", 90), ("90", 90), ("1h30m", 90), ("2h", 120), ("45 min", 45)])
def test_lengths_as_people_say_them(said: str, minutes: int) -> None:
    assert prompting.minutes(said) == minutes


@pytest.mark.parametrize(
    ("reader", "said"),
    [
        (prompting.days, "m"),
        (prompting.days, ""),
        (prompting.days, "someday"),
        (prompting.hours, "9"),
        (prompting.hours, "9-25"),
        (prompting.clock, "24:00"),
        (prompting.clock, "15:60"),
        (prompting.clock, "١٥:٠٠x"),
        (prompting.minutes, ""),
        (prompting.minutes, "-5"),
    ],
)
def test_what_makes_no_sense_is_said_with_what_would(reader: object, said: str) -> None:
    with pytest.raises(ValueError, match="would be right"):
        reader(said)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (AT, "at 15:00"),
        (replace(AT, days=frozenset(range(5))), "at 15:00, Monday to Friday"),
        (replace(AT, days=frozenset({5, 6})), "at 15:00, Saturday and Sunday"),
        (every(90, between=Hours(time(9), time(17))), "after every 90 minutes of use between 09:00 and 17:00"),
        (every(60), "after every an hour of use"),
        (Rule("r", Kind.RANDOM, times=2), "twice a day, at moments nobody knows"),
        (Rule("l", Kind.LONG, minutes=120), "after 2 hours without a rest"),
        (Rule("b", Kind.BEFORE, minutes=15), "15 minutes before a session of a course"),
    ],
)
def test_a_rule_in_words(rule: Rule, words: str) -> None:
    assert prompting.rule_in_words(rule) == words.replace("every an hour", "every hour")


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (timedelta(hours=5), "14:00"),
        (timedelta(days=1), "tomorrow 09:00"),
        (timedelta(days=2), "Friday 09:00"),
        (timedelta(days=10), "5 December 09:00"),
    ],
)
def test_a_moment_in_words(ahead: timedelta, words: str) -> None:
    assert prompting.moment_in_words(MORNING + ahead, MORNING) == words


def test_every_silence_has_its_sentence() -> None:
    room = Room([AT], Manners(quiet=Hours(time(8), time(14))))
    assert prompting.reason_in_words(room.look(), room.now) == "Quiet until 14:00."
    room.manners = Manners(paused_at=room.now)
    assert prompting.reason_in_words(room.look(), room.now) == "Paused until you take them up again."
    room.manners = Manners(days_off=frozenset({2}))
    assert prompting.reason_in_words(room.look(), room.now) == "Today is a day off."
    room = Room([replace(AT, at=time(8, 59))], Manners(quiet=None, most=2))
    room.live(hours=2)
    assert prompting.reason_in_words(room.look(), room.now) == "The next one comes tomorrow 08:59."
    room.pass_time(22 * 3600)
    assert prompting.reason_in_words(decide(room.scene()), room.now) == "It is time for one now."


def test_a_rule_that_became_rare_says_so() -> None:
    history = [Prompted("a", str(n), MORNING + timedelta(days=n)) for n in range(3)]

    assert prompting.rarer_in_words(AT, history) == "comes one time in 2 for now, because it went unanswered"
    assert prompting.rarer_in_words(AT, history[1:]) == ""


def test_no_more_is_remembered_than_is_needed() -> None:
    found = Prompting()
    for number in range(KEPT + 9):
        found = found.noting(Prompted("a", str(number), MORNING))
    found = found.noting(Prompted("a", str(KEPT), MORNING, Answer.BEGUN))

    assert len(found.history) == KEPT
    assert found.history[-1].answer is Answer.BEGUN
    assert len({prompted.occasion for prompted in found.history}) == KEPT


def test_a_file_that_cannot_be_used_is_kept_beside(tmp_path: Path) -> None:  # case ST11
    file = PromptsFile(tmp_path / "data" / "prompts.json")
    assert file.load() == (Prompting(), ())
    file.save(Prompting((AT,)))
    assert file.load()[0].rules == (AT,)
    assert file.path.stat().st_mode & 0o777 == 0o600
    stamp = file.changed_since((0, 0))
    assert stamp is not None
    assert file.changed_since(stamp) is None
    for bad in (b"", b"\0" * 4096, b'{"rules": [', b"[" * 100_000):
        file.path.write_bytes(bad)
        found, notices = file.load()
        assert found == Prompting()
        assert len(notices) == 1
        assert file.path.with_name("prompts.json.bad").read_bytes() == bad


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")

    with pytest.raises(Trouble, match="The file holds them as they were"):
        PromptsFile(tmp_path / "data" / "prompts.json").save(Prompting((AT,)))


def test_the_week_has_every_day() -> None:
    assert prompting.days_in_words(WEEK) == "Monday to Sunday"

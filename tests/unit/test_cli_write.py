"""Written exercises in a terminal: kept a line at a time, left out where one likes, and gone on with."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from fakes import FakeClock
from selfcompassion_desktop.cli import main
from selfcompassion_desktop.cli.lines import Stopped, begun
from selfcompassion_desktop.cli.screen import Screen
from selfcompassion_desktop.cli.write import Scribe, Writing
from selfcompassion_desktop.core.errors import StoreFull
from selfcompassion_desktop.core.exercise import Exercise, Step
from selfcompassion_desktop.core.journal import Entry
from selfcompassion_desktop.store.database import Database
from selfcompassion_desktop.store.entries import Entries
from selfcompassion_desktop.store.ids import Ids

TEA = Exercise(
    "tea",
    "Tea",
    "A cup.",
    5,
    (Step("Kettle", ("Listen.",), "It says"), Step("Cup", ("Look.",), ""), Step("Last", ("Drink.",), "I")),
    mind="Hot.",
)
Piping = Callable[..., str]


class Person:
    """Types what a test has planned: a line, None for the end of an answer, or an exception."""

    def __init__(self, *plan: str | Stopped | None) -> None:
        self._plan = list(plan)
        self.given: list[str] = []

    def read(self, given: str) -> str | None:
        self.given.append(given)
        row = self._plan.pop(0)
        if isinstance(row, Stopped):
            raise row
        return begun(given, row) if row is not None else None


class Faltering(Entries):
    """The real entries, on a disk that is full when a test says so."""

    full = False

    def add(self, body: str, *rest: object, **named: object) -> Entry:
        if self.full:
            raise StoreFull("The disk is full.")
        return super().add(body, *rest, **named)  # type: ignore[arg-type]  # handed on as it came


@pytest.fixture
def entries(tmp_path: Path) -> Iterator[Faltering]:
    clock = FakeClock()
    database = Database(tmp_path / "store.db", clock)
    yield Faltering(database, clock, Ids(clock))
    database.close()


def write(entries: Faltering, person: Person, entry: Entry | None = None) -> tuple[bool, Scribe, str]:
    """(whether the end was reached, what was kept, what was shown)."""
    shown = io.StringIO()
    screen = Screen(shown)
    scribe = Scribe(TEA, entries, screen, entry)
    return Writing(TEA, scribe, screen, person).run(), scribe, shown.getvalue()


def bodies(entries: Entries) -> list[str]:
    return [entries.get(g.id).body for g in entries.newest(10)]


def test_each_answer_ends_with_an_empty_line_or_the_end(entries: Faltering) -> None:
    person = Person("hush", "and again", "", "blue", None, "drink it", "")
    finished, scribe, shown = write(entries, person)
    assert finished
    assert person.given == ["It says ", "", "", "", "", "I ", ""]
    assert bodies(entries) == [
        "# Tea\n\n## Kettle\n\nIt says hush\nand again\n\n## Cup\n\nblue\n\n## Last\n\nI drink it"
    ]
    assert scribe.entry is not None
    assert scribe.entry.source == "exercise:tea"
    for words in ("Tea", "A cup.", "To mind: Hot.", "Ctrl+D", "1/3  Kettle", "Listen.", "3/3  Last", "Drink."):
        assert words in shown


def test_steps_left_out_leave_nothing(entries: Faltering) -> None:
    finished, scribe, _ = write(entries, Person("", "", None))
    assert not bodies(entries)
    assert (finished, scribe.entry) == (True, None)


def test_stopping_keeps_what_there_is_to_the_letter(entries: Faltering) -> None:
    finished, _, _ = write(entries, Person("hush", Stopped("and aga")))
    assert not finished
    assert bodies(entries) == ["# Tea\n\n## Kettle\n\nIt says hush\nand aga"]


def test_stopping_at_a_bare_beginning_keeps_nothing(entries: Faltering) -> None:
    _, scribe, _ = write(entries, Person(Stopped("It says ")))
    assert (scribe.entry, bodies(entries)) == (None, [])


def test_what_was_left_half_way_is_gone_on_with(entries: Faltering) -> None:
    _, scribe, _ = write(entries, Person("hush", "", Stopped()))
    person = Person("blue", "", "drink", "")
    finished, _, shown = write(entries, person, scribe.entry)
    assert finished
    assert "This goes on with what you began on 2026-11-25" in shown
    assert "Kettle" not in shown
    assert bodies(entries) == ["# Tea\n\n## Kettle\n\nIt says hush\n\n## Cup\n\nblue\n\n## Last\n\nI drink"]


def test_a_disk_that_is_full_for_a_while_costs_nothing(entries: Faltering) -> None:
    entries.full = True
    shown = io.StringIO()
    screen = Screen(shown)
    scribe = Scribe(TEA, entries, screen, None)
    scribe.write(0, "one")
    scribe.write(0, "one\ntwo")
    assert shown.getvalue().count("Not kept yet: The disk is full.") == 1
    entries.full = False
    scribe.close()
    assert bodies(entries) == ["# Tea\n\n## Kettle\n\none\ntwo"]


def test_a_disk_that_stays_full_shows_the_words_so_that_they_can_be_copied(entries: Faltering) -> None:
    entries.full = True
    shown = io.StringIO()
    scribe = Scribe(TEA, entries, Screen(shown), None)
    scribe.write(0, "one")
    with pytest.raises(StoreFull):
        scribe.close()
    assert shown.getvalue().endswith("# Tea\n\n## Kettle\n\none\n")


# ------------------------------------------------------------------ the commands


@pytest.fixture
def piped(data_dir: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Piping:
    """Runs a command that is to succeed, with this on its standard input; gives what it prints."""

    def call(*words: str, stdin: str = "") -> str:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), "utf-8"))
        status = main(list(words))
        out, err = capsys.readouterr()
        assert status == 0, err
        return out

    monkeypatch.setattr("sys.excepthook", lambda *given: None)
    return call


def test_the_list_tells_everything_about_each(piped: Piping) -> None:
    found = json.loads(piped("--json", "exercises"))
    assert len(found) >= 8
    keys = {"id", "title", "summary", "needs", "minutes", "difficulty", "mind", "steps"}
    assert all(set(each) == keys and each["mind"] and len(each["steps"]) >= 3 for each in found)
    text = piped("exercises")
    assert all(each["id"] in text and each["summary"] in text for each in found)


def test_answers_may_come_from_a_file(piped: Piping) -> None:
    given = "long\n\n\nSomebody, or something, waved\n"
    answer = json.loads(piped("--json", "write", "three-good-things", stdin=given))
    assert (answer["answered"], answer["finished"]) == (2, True)
    body = json.loads(piped("--json", "journal", "show", answer["id"]))["body"]
    assert body == (
        "# Three things that were good\n\n## The day as it was\n\nToday was long\n\n"
        "## The second\n\nSomebody, or something, waved"
    )


def test_the_next_run_goes_on_unless_it_is_to_begin_again(piped: Piping) -> None:
    first = json.loads(piped("--json", "write", "three-good-things", stdin="long\n"))
    second = json.loads(piped("--json", "write", "three-good-things", stdin="the bus waited\n"))
    assert (second["id"], second["answered"]) == (first["id"], 2)
    third = json.loads(piped("--json", "write", "three-good-things", "--again", stdin="short\n"))
    assert third["id"] != first["id"]


def test_nothing_written_says_so(piped: Piping) -> None:
    assert "nothing was kept" in piped("write", "what-do-i-need")
    assert json.loads(piped("--json", "write", "what-do-i-need"))["id"] is None
    assert json.loads(piped("--json", "journal", "list")) == []


def test_an_exercise_nearly_named_right_is_helped(
    data_dir: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.excepthook", lambda *given: None)
    assert main(["write", "three-god-things"]) == 1
    assert "Perhaps: three-good-things?" in capsys.readouterr().err

"""Finding again in a large journal: lists and searches narrowed, the calendar, and a journal of many years opened.

Every answer is the first that a person sees, 100 rows of a list or one month. The second store is that of case JR18:
50,000 entries of 2 kB over fifteen years, about 100 MB of text.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median

from selfcompassion_desktop.core.journal import EVERYTHING, Glimpse, Marks, Only
from selfcompassion_desktop.desktop.clock import SystemClock
from selfcompassion_desktop.store.database import Database
from selfcompassion_desktop.store.entries import Entries
from selfcompassion_desktop.store.ids import Ids

from .findings import Finding
from .journal import WORDS, opened, timed

MANY, OLD = 100_000, 50_000
TURNS = 7
PAGE = 100
TAGS = ("work", "mother", "garden", "sleep", "pain", *(f"tag {n}" for n in range(300)))
FEELINGS = ("calm", "tired", "sad", "tender", "ashamed", "numb")
SOURCES = ("", "", "", "break", "sitting:0190", "import:jrnl")
Acts = dict[str, Callable[[], object]]
FIRST_RESULTS, CALENDAR = 50.0, 50.0
"""Milliseconds that are promised."""


def run() -> Iterator[Finding]:
    """On fresh stores with 100,000 and 50,000 entries."""
    with tempfile.TemporaryDirectory(prefix="selfcompassion-bench-") as folder:
        yield from _narrowed(_filled(Path(folder, "many"), MANY, 20, words=180))
        yield from _years_old(_filled(Path(folder, "old"), OLD, 15, words=370))


def _filled(folder: Path, count: int, years: int, words: int) -> Path:
    """A store with `count` entries with marks over `years` years, every thousandth with a rare word; its path."""
    clock, chance = SystemClock(), random.Random(count)
    path = folder / "selfcompassion.db"
    database = Database(path, clock)
    entries = Entries(database, clock, Ids(clock))
    first, step = datetime(2026 - years, 1, 1, 12, tzinfo=UTC), timedelta(days=365.2 * years) / count
    vocabulary = WORDS.split()
    with database.write() as connection:
        for number in range(count):
            body = f"{' '.join(chance.choices(vocabulary, k=6))}\n\n{' '.join(chance.choices(vocabulary, k=words))}"
            rare = " rare" if number % 1000 == 0 else ""
            # The first few tags are on many entries, the others on few; a handful of entries is pinned.
            tags = tuple(TAGS[int(len(TAGS) * chance.random() ** 4)] for _ in range(chance.randrange(3)))
            marks = Marks(tags, tuple(chance.sample(FEELINGS, chance.randrange(3))), None, number % 9999 == 0)
            entries.insert(connection, body + rare, chance.choice(SOURCES), first + step * number, marks)
    database.close()
    return path


def _narrowed(path: Path) -> Iterator[Finding]:
    database, entries = opened(path)
    year = Only.year(2014)
    one_day = Only(first=date(2014, 5, 3), last=date(2014, 5, 3))
    lists = {
        "a tag of many": Only(tag="work"), "a tag of few": Only(tag="tag 299"), "a tag of none": Only(tag="nowhere"),
        "a feeling": Only(feeling="calm"), "breaks": Only(source="break"), "imports": Only(source="import"),
        "exercises, of which there are none": Only(source="exercise"), "pinned": Only(pinned=True), "a year": year,
        "a day": one_day, "a tag of few and a feeling": Only(tag="tag 299", feeling="numb"),
        "a tag of many in a year": Only(tag="work", first=year.first, last=year.last),
        "four things": Only("mother", "calm", "break", date(2007, 1, 1), date(2007, 12, 31)),
    }  # fmt: skip
    narrowed: Acts = {what: partial(entries.newest, PAGE, None, only) for what, only in lists.items()}
    searches = {"everything": EVERYTHING, **lists}
    words = ("calm", "c", "rare", "calm rain", "zebra")
    found: Acts = {
        f"“{text}” in {what}": partial(entries.search, text, PAGE, None, only)
        for text in words
        for what, only in searches.items()
    }
    today = date(2025, 5, 3)
    month = (date(2014, 5, 1), date(2014, 5, 31))
    others: Acts = {
        "a month": partial(entries.by_day, *month),
        "the years": entries.years,
        "the tags": entries.used_tags,
        "the feelings": entries.used_feelings,
        "on this day": partial(entries.on_this_day, today),
        "letters": lambda: (entries.open_letters(today), entries.opened_on(today), entries.letters()),
    }
    yield _slowest(f"lists of 100,000 entries narrowed, {len(lists)} ways: the slowest", narrowed, FIRST_RESULTS)
    yield _slowest(f"searches in them, {len(found)} of words and narrowing: the slowest", found, FIRST_RESULTS)
    yield _slowest("a month, the years, tags, feelings, this day, letters: the slowest", others, CALENDAR)
    database.close()


def _years_old(path: Path) -> Iterator[Finding]:
    """Case JR18."""
    start = [_whole_start(path) for _ in range(TURNS)]
    yield Finding("50,000 entries, 100 MB: a process from its start to its first rows", start, [3000.0] * TURNS, 1.0)
    database, entries = opened(path)
    add = [timed(lambda: entries.add("One entry more.")) for _ in range(TURNS)]
    yield Finding("the same: a new entry", add, [500.0] * TURNS, 1.0)
    pages = [timed(lambda: _scroll(entries, 2014)) for _ in range(2)]
    steps = sum(1 for _ in _pages(entries, 2014))
    yield Finding(f"the same: one page of scrolling to 2014, of {steps}", [t / steps for t in pages], [200.0] * 2, 1.0)
    rare = [timed(lambda: entries.search("rare", PAGE)) for _ in range(TURNS)]
    yield Finding("the same: search for a rare word", rare, [1000.0] * TURNS, 1.0)
    month = [timed(lambda: entries.by_day(date(2014, 5, 1), date(2014, 5, 31))) for _ in range(TURNS)]
    yield Finding("the same: a month of the calendar", month, [200.0] * TURNS, 1.0)
    database.close()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield Finding("memory of this whole bench", [memory] * 2, [500.0] * 2, 1.0, unit="MB")


def _whole_start(path: Path) -> float:
    command = [sys.executable, "-m", "selfcompassion_desktop", "--data-dir", str(path.parent), "journal", "list"]

    def once() -> None:
        done = subprocess.run(command, capture_output=True, check=False)
        if done.returncode:
            sys.exit(f"“journal list” ended with {done.returncode}: {done.stderr.decode()[-300:]}")

    return timed(once)


def _pages(entries: Entries, year: int) -> Iterator[list[Glimpse]]:
    last: Glimpse | None = None
    while rows := entries.newest(PAGE, last):
        yield rows
        last = rows[-1]
        if last.created.year <= year:
            return


def _scroll(entries: Entries, year: int) -> None:
    for _ in _pages(entries, year):
        pass


def _slowest(what: str, acts: Acts, most: float) -> Finding:
    """The slowest of some acts, by the median of the thread's own time.

    These acts are shorter than the slices in which a busy machine gives its time away, so that the clock on the wall
    would tell how busy it is; the store lies in memory by then, and nothing waits for a disk.
    """
    measured = {name: [_own(act) for _ in range(TURNS)] for name, act in acts.items()}
    slowest = max(measured, key=lambda name: median(measured[name]))
    return Finding(f"{what} ({slowest})", measured[slowest], [most] * TURNS, 1.0)


def _own(act: Callable[[], object]) -> float:
    """The thread's own time for an act, in milliseconds."""
    began = time.thread_time()
    act()
    return (time.thread_time() - began) * 1000

"""The journal with few entries and with many, against the bare query, and against another journal in a terminal."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import quantiles

import yaml

from selfcompassion_desktop.core.search import search_terms
from selfcompassion_desktop.desktop.clock import SystemClock
from selfcompassion_desktop.store.database import Database
from selfcompassion_desktop.store.entries import Entries
from selfcompassion_desktop.store.ids import Ids
from tools.door.places import VENV, binary

from .findings import Finding, by_turns

FEW, SOME, MANY = 100, 10_000, 100_000
TURNS = 15
QUERIES = ("c", "ca", "calm", "calm rain", "zebra", "heron w", "and", "pain breath slow", "don't", "日記")
JRNL = "JRNL"
"""The environment's name for where `jrnl` is, if it is not on the path."""
WORDS = "calm rain slow hand back guilt kind mother work sleep pain breath window tea garden and of to heron weir"
_BARE = """
SELECT e.id, r.body FROM (SELECT rowid AS place FROM found WHERE found MATCH ? ORDER BY rowid DESC LIMIT 50) f
JOIN entry e ON e.place = f.place JOIN revision r ON r.entry = e.place AND r.number = e.revision"""


def run() -> Iterator[Finding]:
    """On fresh stores with 100, 10,000 and 100,000 entries of about 1 kB."""
    with tempfile.TemporaryDirectory(prefix="selfcompassion-bench-") as folder:
        few, many = (filled(Path(folder, str(count)), count) for count in (FEW, MANY))
        ours, bare = by_turns(lambda: timed(lambda: _open(many)), lambda: timed(lambda: _open(few)), TURNS)
        yield Finding("opening the journal with 100,000 entries, against 100", ours, bare, target=1.2)
        yield from _searches(many)
        some = filled(Path(folder, str(SOME)), SOME)
        yield from _against_jrnl(some, Path(folder, "jrnl"))


def filled(folder: Path, count: int) -> Path:
    """A store with `count` entries, the last of them now-ish; its path."""
    clock, chance = SystemClock(), random.Random(count)
    path = folder / "selfcompassion.db"
    database = Database(path, clock)
    entries = Entries(database, clock, Ids(clock))
    first = datetime(2006, 1, 1, tzinfo=UTC)
    step = timedelta(days=365 * 20) / count
    with database.write() as connection:
        for number in range(count):
            entries.insert(connection, _text(chance), "", first + step * number)
    database.close()
    return path


def _text(chance: random.Random) -> str:
    words = WORDS.split()
    return f"{' '.join(chance.choices(words, k=6))}\n\n{' '.join(chance.choices(words, k=180))}"


def opened(path: Path) -> tuple[Database, Entries]:
    """A store, and the entries in it."""
    clock = SystemClock()
    database = Database(path, clock)
    return database, Entries(database, clock, Ids(clock))


def _open(path: Path) -> None:
    """Open, and read what the window shows first."""
    database, entries = opened(path)
    entries.newest(50)
    database.close()


def _searches(path: Path) -> Iterator[Finding]:
    database, entries = opened(path)
    ours, bare = list[float](), list[float]()
    for query in QUERIES:
        terms = search_terms(query)
        with database.read() as connection:
            pairs = by_turns(
                lambda query=query: timed(lambda: entries.search(query)),  # type: ignore[misc]
                lambda terms=terms, c=connection: timed(lambda: c.execute(_BARE, (terms,)).fetchall()),  # type: ignore[misc]
                TURNS * 2,
            )
        ours += pairs[0]
        bare += pairs[1]
    database.close()
    what = "p95 of a search in 100,000 entries, ten queries, against the bare query"
    yield Finding(what, [_p95(ours)] * 2, [_p95(bare)] * 2, target=1.5)
    yield Finding("slowest of them all, against 50 ms", [max(ours)] * 2, [50.0] * 2, target=1.0)


def _p95(measured: list[float]) -> float:
    return quantiles(measured, n=20)[-1]


def _against_jrnl(store: Path, folder: Path) -> Iterator[Finding]:
    """`journal search`, `list` and `add` as whole processes beside `jrnl` on the same entries."""
    jrnl = os.environ.get(JRNL) or shutil.which("jrnl")
    if not jrnl:
        print(f"`jrnl` is not here, so nothing is measured beside it; install it anywhere and set {JRNL}.")
        return
    config = _jrnl_folder(folder, store, jrnl)
    program = [str(binary(VENV, "selfcompassion")), "--data-dir", str(store.parent), "journal"]
    other = [jrnl, "--config-file", str(config)]
    for what, ours, theirs in (
        ("search", ["search", "heron"], ["-contains", "heron", "--short"]),
        ("list", ["list"], ["-n", "50", "--short"]),
        ("add", ["add", "A line for the bench."], ["A line for the bench."]),
    ):
        measured = by_turns(_process([*program, *ours]), _process([*other, *theirs]), 5)
        yield Finding(f"`journal {what}` over 10,000 entries, whole process, against `jrnl`", *measured, target=1 / 6)


def _jrnl_folder(folder: Path, store: Path, jrnl: str) -> Path:
    folder.mkdir()
    said = subprocess.run([jrnl, "--version"], capture_output=True, text=True, check=True).stdout
    version = said.split()[1].removeprefix("v")
    database, _ = opened(store)
    with database.read() as connection:
        rows = connection.execute("SELECT e.local, r.body FROM entry e JOIN revision r ON r.entry = e.place").fetchall()
    database.close()
    journal = folder / "journal.txt"
    journal.write_text("".join(f"[{local[:10]} {local[11:16]}] {body}\n\n" for local, body in rows), encoding="utf-8")
    config = folder / "jrnl.yaml"
    settings = {
        "journals": {"default": {"journal": str(journal)}},
        "editor": "", "encrypt": False, "template": False, "default_hour": 9, "default_minute": 0,
        "timeformat": "%Y-%m-%d %H:%M", "tagsymbols": "@", "highlight": False, "linewrap": 79,
        "indent_character": "|", "colors": {"body": "none", "date": "none", "tags": "none", "title": "none"},
        "version": version,
    }  # fmt: skip
    config.write_text(yaml.safe_dump(settings), encoding="utf-8")
    return config


def _process(command: list[str]) -> Callable[[], float]:
    def once() -> None:
        done = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, check=False)
        if done.returncode != 0:
            sys.exit(f"{Path(command[0]).name} ended with {done.returncode}: {done.stderr.decode()[-300:]}")

    return lambda: timed(once)


def timed(act: Callable[[], object]) -> float:
    """How long an act takes, in milliseconds."""
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1000

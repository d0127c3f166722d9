"""Taking the journal out and in, 100,000 entries of about 1 kB, beside what the bare work costs.

In processor time, of whole processes: a busy machine changes it little. Bare is what cannot be left out: the texts
read and written as JSON or into a zip; the JSON read, and each text put into a table and into a search index.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from selfcompassion_desktop.core.search import columns

from .journal import filled

MANY = 100_000
_BODIES = "SELECT e.created, r.body FROM entry e JOIN revision r ON r.entry = e.place AND r.number = e.revision"
_TABLES = """
CREATE TABLE entry (place INTEGER PRIMARY KEY, body TEXT NOT NULL);
CREATE VIRTUAL TABLE found USING fts5 (
  words, pairs, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2'
);
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one act costs.

    Attributes:
        what: the act.
        ours: seconds of processor time.
        bare: those of the bare work.
        memory: the most that the process held, MB.
    """

    what: str
    ours: float
    bare: float
    memory: float

    def __str__(self) -> str:
        ratio = self.ours / self.bare
        return f"{self.what}: {self.ours:.1f} s against {self.bare:.1f} s bare, {ratio:.3g}×; {self.memory:.0f} MB"


def run() -> Iterator[Cost]:
    """One turn each: an act of a minute needs no median."""
    with tempfile.TemporaryDirectory(prefix="selfcompassion-bench-") as made:
        folder = Path(made)
        store = filled(folder / "many", MANY)
        everything, notes = folder / "everything.json", folder / "notes.zip"
        new, take_in = folder / "new", ("journal", "import", str(everything))
        acts: list[tuple[str, Path, tuple[str, ...], Callable[[], object]]] = [
            (
                "export of 100,000 entries as JSON", store.parent,
                ("journal", "export", "--format", "json", "-o", str(everything)),
                lambda: _write_json(store, folder / "bare.json"),
            ),
            (
                "export of 100,000 entries as Markdown in a zip", store.parent,
                ("journal", "export", "--format", "markdown", "-o", str(notes)),
                lambda: _write_zip(store, folder / "bare.zip"),
            ),
            (
                "import of 100,000 entries from our JSON into an empty store", new, take_in,
                lambda: _take_in(everything, folder / "bare.db"),
            ),
            ("the same file a second time, nothing new", new, take_in, lambda: _read_json(everything)),
        ]  # fmt: skip
        # All of ours first: a child's memory is counted from what its parent held when it began.
        ours = [_command(data, *words) for _, data, words, _ in acts]
        for (what, _, _, bare), (seconds, memory) in zip(acts, ours, strict=True):
            yield Cost(what, seconds, _bare(bare), memory)


def _command(folder: Path, *words: str) -> tuple[float, float]:
    """Seconds of processor time and MB at most that one command takes."""
    call = [sys.executable, "-m", "selfcompassion_desktop", "--data-dir", str(folder), *words]
    process = subprocess.Popen(call, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(words)} ended with {process.returncode}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def _bare(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _texts(store: Path) -> Iterator[tuple[int, str]]:
    import sqlcipher3.dbapi2 as sqlite

    connection = sqlite.connect(str(store))
    try:
        yield from connection.execute(_BODIES)
    finally:
        connection.close()


def _write_json(store: Path, file: Path) -> None:
    with file.open("w", encoding="utf-8") as out:
        for created, body in _texts(store):
            out.write(json.dumps({"created": created, "body": body}, ensure_ascii=False) + ",\n")


def _write_zip(store: Path, file: Path) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        for number, (created, body) in enumerate(_texts(store)):
            out.writestr(f"{created}-{number}.md", body)


def _read_json(file: Path) -> list[str]:
    with file.open(encoding="utf-8") as read:
        return [entry["body"] for entry in json.load(read)["entries"]]


def _take_in(file: Path, store: Path) -> None:
    import sqlcipher3.dbapi2 as sqlite

    connection = sqlite.connect(str(store), isolation_level=None)
    connection.executescript(_TABLES)
    connection.execute("BEGIN")
    for place, body in enumerate(_read_json(file)):
        connection.execute("INSERT INTO entry VALUES (?, ?)", (place, body))
        connection.execute("INSERT INTO found (rowid, words, pairs) VALUES (?, ?, ?)", (place, *columns(body)))
    connection.execute("COMMIT")
    connection.close()

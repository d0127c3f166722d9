"""Kill the program while somebody writes, again and again, and see that nothing is lost.

`python tools/kills.py N` starts N times a process that types into the journal as the window does: through
`JournalModel` and its autosave, at a few hundred characters a second, now and then on a fresh page. Each is killed
(`kill -9`) at a random moment. Then the journal is read: every word typed more than one second before the kill must
be there, to the character, every save that was acknowledged too, and SQLite must find the file sound.

The store lives on from kill to kill. Prints what it found; ends with status 1 where anything was lost.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

WORDS = ("I", "am", "here", "with", "what", "is", "hard", "今日は", "🫶🏽", "may", "I", "be", "kind", "—", "forêt\n")
PAGE_MOST = 1500
KEY_EVERY = 4
"""Milliseconds between two keys."""


@dataclass(frozen=True)
class Round:
    """What one kill showed.

    Attributes:
        lost: seconds between the kill and the first word that is not there; 0 where all of it is.
        typed: characters typed.
        acknowledged_lost: saves that were called kept and are not there.
    """

    lost: float
    typed: int
    acknowledged_lost: int


def page_text(name: str, length: int) -> str:
    """The first `length` characters of the page called `name`; the same in the writer and the reader."""
    rng = random.Random(name)
    text = name + "\n"
    while len(text) < length:
        text += rng.choice(WORDS) + " "
    return text[:length]


def write(folder: Path, seed: int) -> None:
    """Type until killed. Each key and each save kept is told on standard output as it happens."""
    from PySide6.QtCore import QCoreApplication, QTimer

    from selfcompassion_desktop.app import Services
    from selfcompassion_desktop.desktop.paths import find
    from selfcompassion_desktop.models.journal import JournalModel, Keeping
    from selfcompassion_desktop.models.tasks import Tasks

    app = QCoreApplication(sys.argv[:1])
    services = Services(find(str(folder)))
    journal = JournalModel(services.entries, Tasks())
    rng = random.Random(seed)
    state = {"page": 0, "length": 0, "until": 0}

    def tell(kind: str, length: int) -> None:
        os.write(1, f"{kind} {time.monotonic():.4f} {name()} {length}\n".encode())

    def name() -> str:
        return f"page-{seed}-{state['page']}"

    def press() -> None:
        if state["length"] >= state["until"]:
            state.update(page=state["page"] + 1, length=len(name()) + 2, until=rng.randint(50, PAGE_MOST))
            journal.fresh()
        state["length"] += 1
        tell("typed", state["length"])
        journal.edit(page_text(name(), state["length"]))

    def note(keeping: Keeping) -> None:
        if keeping is Keeping.KEPT and journal.entry is not None:
            tell("kept", len(journal.text))

    journal.keeping_changed.connect(note)
    timer = QTimer()
    timer.timeout.connect(press)
    timer.start(KEY_EVERY)
    app.exec()


def kill_one(folder: Path, seed: int, rng: random.Random) -> Round:
    """Let one writer write, kill it, and read what is there."""
    call = [sys.executable, __file__, "--write", str(folder), "--seed", str(seed)]
    with subprocess.Popen(call, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        first = writer.stdout.readline()
        time.sleep(rng.uniform(0, 3))
        killed = time.monotonic()
        writer.kill()
        told = (first + writer.stdout.read()).decode().splitlines()
    return judge(folder, killed, [line.split() for line in told])


def judge(folder: Path, killed: float, told: list[list[str]]) -> Round:
    """Hold what was typed and acknowledged against what the journal has."""
    bodies = read(folder)
    typed = [(float(at), page, int(length)) for kind, at, page, length in told if kind == "typed"]
    kept = [(page, int(length)) for kind, _, page, length in told if kind == "kept"]
    missing = [at for at, page, length in typed if not is_there(bodies, page, length)]
    unkept = [page for page, length in kept if not is_there(bodies, page, length)]
    return Round(max((killed - at for at in missing), default=0.0), len(typed), len(unkept))


def is_there(bodies: dict[str, str], page: str, length: int) -> bool:
    """Whether the page's text is in the journal at least up to `length`."""
    return bodies.get(page, "").startswith(page_text(page, length))


def read(folder: Path) -> dict[str, str]:
    """Every page in the journal, by its name. The store must be sound."""
    from selfcompassion_desktop.app import Services
    from selfcompassion_desktop.desktop.paths import find

    services = Services(find(str(folder)))
    services.database.open()
    try:
        found = services.database.integrity()
        if found != "ok":
            raise SystemExit(f"The store is not sound: {found}")
        entries = services.entries
        bodies = {row.title: entries.get(row.id).body for row in entries.newest(1_000_000)}
        searched = {row.id for row in entries.search("page", 1_000_000)}
        if len(searched) != entries.count():
            raise SystemExit(f"The search finds {len(searched)} of {entries.count()} entries")
        return bodies
    finally:
        services.database.close()


def main() -> int:
    """Kill as often as asked and tell what it showed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kills", type=int, nargs="?", default=100)
    parser.add_argument("--within", type=float, default=1.0, help="seconds that may be lost")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.write:
        write(given.write, given.seed)
        return 0
    rng = random.Random(given.seed)
    with tempfile.TemporaryDirectory(prefix="kills-") as folder:
        rounds = [kill_one(Path(folder), given.seed * 100_000 + n, rng) for n in range(given.kills)]
        pages = len(read(Path(folder)))
    worst = max(each.lost for each in rounds)
    broken = sum(each.acknowledged_lost for each in rounds)
    late = sum(each.lost > given.within for each in rounds)
    print(
        f"{len(rounds)} kills, {sum(each.typed for each in rounds)} characters typed, {pages} pages: "
        f"{broken} acknowledged saves lost; {late} times more than {given.within:g} s of writing lost "
        f"(the most {worst:.2f} s); integrity ok after each."
    )
    return 1 if broken or late else 0


if __name__ == "__main__":
    sys.exit(main())

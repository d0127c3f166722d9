"""Killed while a store of the first version is brought up to date, by whatever command opens it first."""

from __future__ import annotations

import shutil
from pathlib import Path

from selfcompassion_desktop.core.errors import Trouble
from selfcompassion_desktop.core.search import columns

from . import stores
from .act import BEGINS, Found, Tell

REAL = Path(__file__).parents[2] / "tests" / "data" / "stores" / "version-1.db"
"""A real file of version 1, made by that version, with two entries."""
MORE = 3000
WORD = "okapi"
OWN = "A day with pain"


class Migrating:
    """A real store of version 1, with 3,000 entries more, laid out anew for each kill."""

    name = "migrating"
    rounds = 1.25

    def prepare(self, folder: Path) -> None:
        """Make the store that each kill begins with, beside the folder."""
        import sqlcipher3.dbapi2 as sqlite

        shutil.copy(REAL, _first(folder))
        raw = sqlite.connect(str(_first(folder)))
        (last,) = raw.execute("SELECT max(place) FROM entry").fetchone()
        given = raw.execute("SELECT created, local, zone, day FROM entry WHERE place = ?", (last,)).fetchone()
        for number in range(MORE):
            place, body = last + 1 + number, _body(number)
            row = (place, f"more-{number}", *given, WORD, body[:80], 1, given[0], "", None)
            raw.execute(f"INSERT INTO entry VALUES ({', '.join('?' * 12)})", row)
            raw.execute("INSERT INTO revision VALUES (?, 1, ?, ?)", (place, given[0], body))
            raw.execute("INSERT INTO found (rowid, words, pairs) VALUES (?, ?, ?)", (place, *columns(body)))
        raw.commit()
        raw.close()

    def work(self, folder: Path, seed: int, tell: Tell) -> None:
        """Open an old store, and write in it."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        shutil.copy(_first(folder), folder / "selfcompassion.db")
        tell(BEGINS)
        stores.command(folder, "journal", "list", "--limit", "1")
        tell("opened")
        body = f"{WORD} after {seed}"
        stores.command(folder, "journal", "add", body)
        tell(f"kept {body}")
        tell("done")

    def look(self, folder: Path, killed: float, told: list[str]) -> Found:
        """Whatever the kill left opens, up to date, with every entry that was in the old store."""
        if broke := [line for line in told if line.startswith("broke")]:
            return Found(lost=tuple(broke))
        kept = {_body(number) for number in range(MORE)}
        kept |= {line.removeprefix("kept ") for line in told if line.startswith("kept ")}
        try:
            with stores.opened(folder) as services:
                found = services.database.integrity()
                shut = ("" if found == "ok" else found) or stores.broken_backups(services)
                bodies = stores.words_of(services)
                titles = {row.title for row in services.entries.newest(stores.MOST)}
                searched = len(services.entries.search(WORD, stores.MOST))
        except Trouble as trouble:
            return Found(shut=trouble.sentence)
        here = sum(WORD in body for body in bodies)
        if not shut and searched != here:
            shut = f"the search finds {searched} of {here} entries"
        lost = [each[:40] for each in kept - bodies] + [each for each in (OWN, "日記 🫶🏽") if each not in titles]
        return Found(tuple(lost), shut)


def _first(folder: Path) -> Path:
    return folder.with_name("version-1.db")


def _body(number: int) -> str:
    return f"{WORD} {number}\n\n" + "and so the day went on, " * 20 + f"until {number}."

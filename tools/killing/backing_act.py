"""Killed while entries are written and backups made, by `journal add` and `backup`."""

from __future__ import annotations

from pathlib import Path

from selfcompassion_desktop.core.errors import Trouble

from . import stores
from .act import BEGINS, Found, Tell

WORD = "numbat"
ENTRIES = 2000


class BackingUp:
    """Over a store with 2,000 entries, which lives on from kill to kill."""

    name = "backing up"
    rounds = 1.25

    def prepare(self, folder: Path) -> None:
        """A store that takes a while to copy."""
        with stores.opened(folder) as services, services.database.write() as connection:
            for number in range(ENTRIES):
                body = f"{WORD} {number} " + "and so the day went on " * 40
                services.entries.insert(connection, body, "", services.clock.now())

    def work(self, folder: Path, seed: int, tell: Tell) -> None:
        """Write an entry and make a backup, until killed; each of the two is told once it is there."""
        number = 0
        tell(BEGINS)
        while True:
            body = f"{WORD} {seed}-{number}"
            stores.command(folder, "journal", "add", body)
            tell(f"kept {body}")
            with stores.opened(folder) as services:
                path = services.backups.make("asked")
                tell(f"made {path.name}")
                tell(f"holds {body}")
                services.backups.prune()
            tell("done")
            number += 1

    def look(self, folder: Path, killed: float, told: list[str]) -> Found:
        """Every entry is there, every backup listed opens whole, and the last one made holds what was kept by then."""
        if broke := [line for line in told if line.startswith("broke")]:
            return Found(lost=tuple(broke))
        kept = {line.removeprefix("kept ") for line in told if line.startswith("kept ")}
        made = [line.removeprefix("made ") for line in told if line.startswith("made ")]
        held = [line.removeprefix("holds ") for line in told if line.startswith("holds ")]
        try:
            with stores.opened(folder) as services:
                shut = stores.unsound(services, WORD) or stores.broken_backups(services)
                lost = sorted(kept - stores.words_of(services))
                backups = {backup.path.name: backup.path for backup in services.backups.list()}
                if made and made[-1] not in backups:
                    lost.append(f"the backup {made[-1]}")
                elif made and held:
                    with services.database.opened_copy(backups[made[-1]]) as copy:
                        if not copy.execute("SELECT 1 FROM revision WHERE body = ?", (held[-1],)).fetchone():
                            lost.append(f"{held[-1]} in the backup {made[-1]}")
        except Trouble as trouble:
            return Found(shut=trouble.sentence)
        return Found(tuple(lost), shut)

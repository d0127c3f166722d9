"""Killed while another program's journal is taken in by `journal import`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from selfcompassion_desktop.core.errors import Trouble

from . import stores
from .act import BEGINS, Found, Tell

PIECES = 1000
WORD = "quagga"
ANEW = 10
"""After so many kills the store begins anew."""


class Importing:
    """One file of jrnl's after another, each of 1,000 entries, on top of what the last kills left."""

    name = "importing"
    rounds = 2.5

    def prepare(self, folder: Path) -> None:
        """The store makes itself."""

    def work(self, folder: Path, seed: int, tell: Tell) -> None:
        """Take files in until killed; each that was taken in is told."""
        if seed % ANEW == 0:  # a look at the whole store costs more with each file
            shutil.rmtree(folder, ignore_errors=True)
        number = 0
        tell(BEGINS)
        while True:
            name = f"{seed}-{number}"
            file = folder.with_name(f"import-{name}.json")
            entries = [
                {"title": f"{WORD} {name}", "body": body_of(name, at), "date": _day(at), "time": "21:30", "tags": []}
                for at in range(PIECES)
            ]
            file.write_text(json.dumps({"tags": {}, "entries": entries}), encoding="utf-8")
            tell(f"began {name}")
            stores.command(folder, "journal", "import", str(file))
            tell(f"taken {name}")
            tell("done")
            file.unlink()
            number += 1

    def look(self, folder: Path, killed: float, told: list[str]) -> Found:
        """Each file is there whole or not at all, and whole where that was said."""
        if broke := [line for line in told if line.startswith("broke")]:
            return Found(lost=tuple(broke))
        began = [line.split()[1] for line in told if line.startswith("began")]
        done = [line.split()[1] for line in told if line.startswith("taken")]
        try:
            with stores.opened(folder) as services:
                shut = stores.unsound(services, WORD) or stores.broken_backups(services)
                bodies = {body[body.find("piece ") :] for body in stores.words_of(services)}
        except Trouble as trouble:
            return Found(shut=trouble.sentence)
        for file in folder.parent.glob("import-*.json"):
            file.unlink()
        lost = []
        for name in began:
            there = sum(body_of(name, at) in bodies for at in range(PIECES))
            if there not in ({PIECES} if name in done else {0, PIECES}):
                lost.append(f"{there} of {PIECES} pieces of {name}, {'taken in' if name in done else 'under way'}")
        return Found(tuple(lost), shut)


def body_of(name: str, at: int) -> str:
    """The text of one piece of a file, with an end of its own."""
    return f"piece {at} of {name}; " + "and so the day went on, " * 30 + f"until {at}."


def _day(at: int) -> str:
    return f"{2000 + at // 300}-{1 + at % 12:02}-{1 + at % 28:02}"

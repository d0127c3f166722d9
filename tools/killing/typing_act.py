"""Killed while somebody types, through `JournalModel` and its autosave, at a few hundred characters a second."""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

from selfcompassion_desktop.core.errors import Trouble

from . import stores
from .act import BEGINS, Found, Tell

WORDS = ("I", "am", "here", "with", "what", "is", "hard", "今日は", "🫶🏽", "may", "I", "be", "kind", "—", "forêt\n")
PAGE_MOST = 1500
KEY_EVERY = 4
"""Milliseconds between two keys."""
WHOLE = 5.0
"""Seconds: a kill comes anywhere in so many, and the journal is kept once a second."""


class Typing:
    """Now and then on a fresh page. The store lives on from kill to kill."""

    name = "typing"
    rounds = 1.0

    def prepare(self, folder: Path) -> None:
        """The store makes itself."""

    def work(self, folder: Path, seed: int, tell: Tell) -> None:
        """Type until killed; each key, and each save that is called kept, is told as it happens."""
        from PySide6.QtCore import QCoreApplication, QTimer

        from selfcompassion_desktop.app import Services
        from selfcompassion_desktop.desktop.paths import find
        from selfcompassion_desktop.models.journal import JournalModel, Keeping
        from selfcompassion_desktop.models.tasks import Tasks

        app = QCoreApplication(sys.argv[:1])
        journal = JournalModel(Services(find(str(folder))).entries, Tasks())
        rng = random.Random(seed)
        state = {"page": 0, "length": 0, "until": 0}

        def name() -> str:
            return f"page-{seed}-{state['page']}"

        def say(kind: str, length: int) -> None:
            tell(f"{kind} {time.monotonic():.4f} {name()} {length}")

        def press() -> None:
            if state["length"] >= state["until"]:
                state.update(page=state["page"] + 1, length=len(name()) + 2, until=rng.randint(50, PAGE_MOST))
                journal.fresh()
            state["length"] += 1
            say("typed", state["length"])
            journal.edit(page_text(name(), state["length"]))

        def note(keeping: Keeping) -> None:
            if keeping is Keeping.KEPT and journal.entry is not None:
                say("kept", len(journal.text))

        journal.keeping_changed.connect(note)
        timer = QTimer()
        timer.timeout.connect(press)
        timer.start(KEY_EVERY)
        tell(BEGINS)
        app.exec()

    def look(self, folder: Path, killed: float, told: list[str]) -> Found:
        """Hold what was typed and acknowledged against what the journal has."""
        try:
            with stores.opened(folder) as services:
                shut = stores.unsound(services, "page")
                entries = services.entries
                bodies = {row.title: entries.get(row.id).body for row in entries.newest(stores.MOST)}
        except Trouble as trouble:
            return Found(shut=trouble.sentence)
        lines = [line.split() for line in told]
        typed = [(float(at), page, int(length)) for kind, at, page, length in lines if kind == "typed"]
        kept = [(page, int(length)) for kind, _, page, length in lines if kind == "kept"]
        missing = [at for at, page, length in typed if not is_there(bodies, page, length)]
        lost = tuple(page for page, length in kept if not is_there(bodies, page, length))
        return Found(lost, shut, max((killed - at for at in missing), default=0.0))


def page_text(name: str, length: int) -> str:
    """The first `length` characters of the page called `name`; the same in the writer and the reader."""
    rng = random.Random(name)
    text = name + "\n"
    while len(text) < length:
        text += rng.choice(WORDS) + " "
    return text[:length]


def is_there(bodies: dict[str, str], page: str, length: int) -> bool:
    """Whether the page's text is in the journal at least up to `length`."""
    return bodies.get(page, "").startswith(page_text(page, length))

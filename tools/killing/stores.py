"""Stores for the acts, opened as the program opens them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from selfcompassion_desktop.app import Services
from selfcompassion_desktop.cli import main
from selfcompassion_desktop.core.errors import Trouble
from selfcompassion_desktop.desktop.paths import find

MOST = 1_000_000


@contextmanager
def opened(folder: Path) -> Iterator[Services]:
    """The store in a folder, open; closed at the end.

    Raises:
        StoreTrouble: when it does not open.
    """
    services = Services(find(str(folder)))
    services.database.open()
    try:
        yield services
    finally:
        services.database.close()


def words_of(services: Services) -> set[str]:
    """Every entry's text, to the character."""
    return {services.entries.get(row.id).body for row in services.entries.newest(MOST)}


def unsound(services: Services, word: str) -> str:
    """What is wrong with an open store whose entries all hold `word`; empty where nothing is."""
    found = services.database.integrity()
    if found != "ok":
        return found
    entries = services.entries
    searched, count = len({row.id for row in entries.search(word, MOST)}), entries.count()
    return "" if searched == count else f"the search finds {searched} of {count} entries"


def broken_backups(services: Services) -> str:
    """Which of the backups listed do not open whole; empty where all do."""
    broken = []
    for backup in services.backups.list():
        try:
            with services.database.opened_copy(backup.path):
                pass
        except Trouble as trouble:
            broken.append(f"{backup.path.name}: {trouble.sentence}")
    return "; ".join(broken)


def command(folder: Path, *words: str) -> None:
    """One command of the program's own, carried out in this process.

    Raises:
        RuntimeError: when it is refused.
    """
    if status := main(["--data-dir", str(folder), *words]):
        raise RuntimeError(f"{' '.join(words)[:60]} ended with {status}")

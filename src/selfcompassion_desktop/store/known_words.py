"""Words the person has told the spelling to know; they lie in the store, and are encrypted with it."""

from __future__ import annotations

from ..core.journal import clean
from .database import Database


class KnownWords:
    """Keeps words. Safe from any thread.

    Every method raises `StoreTrouble` when the store cannot be read or written.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> set[str]:
        """Every word."""
        with self._database.read() as connection:
            return {word for (word,) in connection.execute("SELECT word FROM known_word").fetchall()}

    def add(self, word: str) -> None:
        """Know a word from now on."""
        with self._database.write() as connection:
            connection.execute("INSERT INTO known_word (word) VALUES (?) ON CONFLICT DO NOTHING", (clean(word),))

    def remove(self, word: str) -> None:
        """Know a word no longer."""
        with self._database.write() as connection:
            connection.execute("DELETE FROM known_word WHERE word = ?", (clean(word),))

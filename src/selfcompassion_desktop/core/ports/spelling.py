"""The port to the system's dictionaries."""

from __future__ import annotations

from typing import Protocol


class Dictionary(Protocol):
    """One language's words. Used by one thread at a time."""

    def knows(self, word: str) -> bool:
        """Whether a word is spelt as the dictionary has it; a word in letters it does not have counts as known."""

    def suggest(self, word: str) -> list[str]:
        """How a word may have been meant, the likeliest first; often empty."""


class Dictionaries(Protocol):
    """What the system has."""

    def languages(self) -> list[str]:
        """The languages there are, such as "en_GB", in alphabetical order; none where nothing can read them."""

    def open(self, language: str) -> Dictionary | None:
        """The dictionary of a language; None where it cannot be read."""

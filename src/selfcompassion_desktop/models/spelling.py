"""Spelling: words asked after aside, against the system's dictionary and the words that the person told it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QLocale, QObject, Signal, Slot

from ..core.ports.spelling import Dictionaries, Dictionary
from ..core.settings import Settings
from ..core.spelling import is_written_in, language_for, plain
from ..store.known_words import KnownWords
from .settings import SettingsModel
from .tasks import Tasks

REMEMBERED = 20_000
"""Words whose spelling is remembered until the language changes."""
OFFERED = 6


class SpellingModel(QObject):
    """Tells which words are not spelt as the dictionary has them.

    Signals:
        changed: nothing; another language, or a word more or less is known: ask again.
        trouble: `Trouble`; a word could not be kept.
    """

    changed = Signal()
    trouble = Signal(object)

    def __init__(
        self,
        dictionaries: Dictionaries,
        known: KnownWords,
        settings: SettingsModel,
        tasks: Tasks,
        parent: QObject | None = None,
        *,
        system: str = "",
    ) -> None:
        super().__init__(parent)
        self._dictionaries = dictionaries
        self._store = known
        self._settings = settings
        self._tasks = tasks
        self._system = system or QLocale.system().name()
        self._chosen = settings.current.spelling
        # What follows is touched on the task thread alone.
        self._dictionary: Dictionary | None = None
        self._language = ""
        self._opened: str | None = None
        self._known: set[str] | None = None
        self._spelt: dict[str, bool] = {}
        settings.changed.connect(self._on_settings)

    @property
    def is_on(self) -> bool:
        """Whether the person wants spelling at all; whether there is a dictionary is found out aside."""
        return self._chosen != "off"

    def read_languages(self, done: Callable[[list[str], str], None]) -> None:
        """Give `done` the languages there are, and the one that "like the system" stands for; empty for none."""

        def find() -> tuple[list[str], str]:
            languages = self._dictionaries.languages()
            return languages, language_for("system", self._system, languages)

        self._tasks.run(find, lambda found: done(*found))

    def check(self, words: Iterable[str], done: Callable[[set[str]], None]) -> None:
        """Give `done` those of the words that are not known; none where there is no dictionary."""
        asked, chosen = tuple(words), self._chosen
        if self.is_on:
            self._tasks.run(lambda: self._unknown(asked, chosen), done, lambda _: None)

    def suggest(self, word: str, done: Callable[[list[str], bool], None]) -> None:
        """Give `done` how a word may have been meant, and whether the person has told to know it."""
        chosen = self._chosen

        def find() -> tuple[list[str], bool]:
            told = word in self._words()
            known = told or not self._unknown((word,), chosen)
            return ([] if known or self._dictionary is None else self._dictionary.suggest(plain(word))[:OFFERED]), told

        self._tasks.run(find, lambda found: done(*found), lambda _: None)

    def know(self, word: str) -> None:
        """Know a word from now on, as it is written here."""

        def add() -> None:
            self._store.add(word)
            self._words().add(word)

        self._tasks.run(add, lambda _: self.changed.emit(), self.trouble.emit)

    def forget(self, word: str) -> None:
        """Know a word no longer that the person had told it."""

        def remove() -> None:
            self._store.remove(word)
            self._words().discard(word)

        self._tasks.run(remove, lambda _: self.changed.emit(), self.trouble.emit)

    @Slot()
    def shut(self) -> None:
        """Let go of what was read from the store, and of the words that were asked after."""

        def empty() -> None:
            self._known = None
            self._spelt.clear()

        self._tasks.run(empty)

    @Slot(object)
    def _on_settings(self, settings: Settings) -> None:
        if settings.spelling != self._chosen:
            self._chosen = settings.spelling
            self.changed.emit()

    # ------------------------------------------------------------------ on the task thread

    def _unknown(self, words: tuple[str, ...], chosen: str) -> set[str]:
        self._open(chosen)
        if self._dictionary is None:
            return set()
        told = self._words()
        return {
            word for word in words if word not in told and not self._knows(word) and is_written_in(word, self._language)
        }

    def _open(self, chosen: str) -> None:
        if chosen != self._opened:
            language = language_for(chosen, self._system, self._dictionaries.languages())
            self._language = language
            self._dictionary = self._dictionaries.open(language) if language else None
            self._opened = chosen
            self._spelt.clear()

    def _words(self) -> set[str]:
        if self._known is None:
            self._known = self._store.all()
        return self._known

    def _knows(self, word: str) -> bool:
        known = self._spelt.get(word)
        if known is None:
            assert self._dictionary is not None
            known = self._dictionary.knows(plain(word))
            if len(self._spelt) >= REMEMBERED:
                self._spelt.clear()
            self._spelt[word] = known
        return known

"""Where an entry came from: the sitting, the break, the exercise, the program or the entry before it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QObject

from ..content.library import Library
from ..core.errors import Trouble
from ..store.entries import Entries
from ..store.sittings import Sittings
from .tasks import Tasks


class Kind(Enum):
    """What an entry can have come from."""

    SITTING = "sitting"
    BREAK = "break"
    EXERCISE = "exercise"
    IMPORT = "import"
    COPY = "copy"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an entry came from.

    Attributes:
        kind: what it was.
        title: the practice's or the exercise's title, the program's name, or the first line of the entry that this
            one is a copy of; empty where it is not known any more.
        local: the wall time of the sitting, ISO 8601 with the offset as it was; empty otherwise.
        target: the id of the practice, the exercise or the entry that can be opened; empty where there is none.
    """

    kind: Kind
    title: str = ""
    local: str = ""
    target: str = ""


class OriginsModel(QObject):
    """Finds where entries came from."""

    def __init__(
        self, sittings: Sittings, entries: Entries, library: Library, tasks: Tasks, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._sittings = sittings
        self._entries = entries
        self._library = library
        self._tasks = tasks

    def find(self, source: str, done: Callable[[Origin | None], None]) -> None:
        """Give `done` where a source points; None where it tells nothing, or what it tells of is gone."""
        if not source:
            done(None)
            return
        self._tasks.run(lambda: self._origin(source), done, lambda trouble: done(None))

    def _origin(self, source: str) -> Origin | None:
        """Runs on the task thread."""
        name, _, rest = source.partition(":")
        match name:
            case "sitting" if rest:
                return self._sitting(rest)
            case "break":
                return Origin(Kind.BREAK)
            case "exercise" if rest:
                found = next((e for e in self._library.exercises if e.id == rest), None)
                return Origin(Kind.EXERCISE, found.title, target=found.id) if found else Origin(Kind.EXERCISE)
            case "import":
                return Origin(Kind.IMPORT, _program(rest))
            case "copy" if rest:
                return self._copy(rest)
        return None

    def _sitting(self, sitting: str) -> Origin:
        record = self._sittings.get(sitting)
        known = any(practice.id == record.practice for practice in self._library.everything)
        return Origin(Kind.SITTING, record.title, record.started, record.practice if known else "")

    def _copy(self, entry_id: str) -> Origin:
        try:
            return Origin(Kind.COPY, self._entries.get(entry_id).title, target=entry_id)
        except Trouble:  # it was removed for good, or waits for its day
            return Origin(Kind.COPY)


def _program(format: str) -> str:
    from ..content.interchange import TITLES  # with every foreign format's reader, for one name

    return TITLES.get(format, "")

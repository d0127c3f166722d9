"""Tags and feelings that are offered: the person's own list of feelings, and what was used before."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from ..store.entries import Entries
from .tasks import Tasks


@dataclass(frozen=True, slots=True)
class _Offered:
    """What was read; see `MarksModel`."""

    feelings: list[str]
    tags: list[tuple[str, int]]
    felt: list[tuple[str, int]]
    sources: list[str]


class MarksModel(QObject):
    """What can be set beside a text, and what a list can be narrowed by. `JournalModel.mark` sets it.

    Signals:
        offered: nothing; `feelings`, `tags` and `felt` were read anew.
        trouble: `Trouble`; the store could not be read or written.

    Attributes:
        feelings: the person's own list, in its order.
        tags: each tag that was used and how often, the most used first.
        felt: the same for feelings, also those that the list holds no more.
        sources: where entries came from, as kinds: "break", "sitting" and so on.
    """

    offered = Signal()
    trouble = Signal(object)

    def __init__(self, entries: Entries, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries = entries
        self._tasks = tasks
        self.feelings: tuple[str, ...] = ()
        self.tags: tuple[tuple[str, int], ...] = ()
        self.felt: tuple[tuple[str, int], ...] = ()
        self.sources: tuple[str, ...] = ()

    @Slot()
    def read(self) -> None:
        """Read what is offered."""
        self._tasks.run(
            self._read,
            self._take,
            self.trouble.emit,
        )

    def set_feelings(self, feelings: list[str]) -> None:
        """Change the list of feelings; entries keep theirs. An empty list brings back the one to begin with."""
        self._tasks.run(lambda: self._entries.set_feelings(feelings), self._on_set, self.trouble.emit)

    @Slot()
    def forget(self) -> None:
        """The store is locked: hold nothing of it."""
        self.feelings = self.tags = self.felt = self.sources = ()

    def _on_set(self, feelings: list[str]) -> None:
        self.feelings = tuple(feelings)
        self.offered.emit()

    def _read(self) -> _Offered:
        entries = self._entries
        return _Offered(entries.feelings(), entries.used_tags(), entries.used_feelings(), entries.used_sources())

    def _take(self, found: _Offered) -> None:
        self.feelings, self.tags, self.felt = tuple(found.feelings), tuple(found.tags), tuple(found.felt)
        self.sources = tuple(found.sources)
        self.offered.emit()

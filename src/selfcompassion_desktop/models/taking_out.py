"""Taking the journal out: as files, or one page on paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal, Slot

from ..content.takeout.take_out import Taken
from ..core.chosen import Form, What
from ..core.entry_words import beside, on_paper
from ..core.errors import Cancelled, NotThere, Trouble
from ..core.journal import Entry
from ..core.pictures import Picture, named_in
from ..core.ports.clock import Clock
from ..core.ports.press import Paper, Printed
from ..core.takeout import Progress
from ..store.entries import Entries
from .tasks import Tasks

__all__ = ["Choices", "Taken", "TakingOutModel", "free_name"]

TAGS_MOST = 30
"""How many tags are offered to choose by: those used most."""


class TakeOut(Protocol):
    """`content.takeout.take_out.TakeOut`, or what stands for it in a test."""

    def __call__(self, form: Form, target: Path, now: datetime, progress: Progress, what: What, paper: Paper) -> Taken:
        """Write it; whole, or not at all."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen among.

    Attributes:
        years: those in which something was written, the newest first.
        tags: those used most, most used first.
        letters: how many letters have not opened yet.
    """

    years: tuple[int, ...]
    tags: tuple[str, ...] = field(repr=False)
    letters: int


class TakingOutModel(QObject):
    """Takes one thing out at a time; a long one keeps nothing else waiting.

    Signals:
        progressed: int; percent done.
        finished: `Taken`; what stands there now.
        stopped: nothing; it was ended, and nothing is left of it.
        trouble: `Trouble`; it could not be written, and nothing is left of it.
    """

    progressed = Signal(int)
    finished = Signal(object)
    stopped = Signal()
    trouble = Signal(object)

    def __init__(
        self,
        take_out: TakeOut,
        entries: Entries,
        picture: Callable[[str], Picture],
        clock: Clock,
        tasks: Tasks,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._take_out = take_out
        self._entries = entries
        self._picture = picture
        self._clock = clock
        self._tasks = tasks
        self._aside = Tasks(self)  # its own: a save must not wait for twenty years of journal
        self._ended = False
        self.writing = False

    def look(self, done: Callable[[Choices], None]) -> None:
        """Give `done` what there is to choose among."""
        self._tasks.run(self._choices, done, self.trouble.emit)

    def begin(self, form: Form, target: str, what: What, paper: Paper = Paper.A4) -> None:
        """Take it out, once every save that was asked for before is done."""
        if self.writing:
            return
        self.writing, self._ended = True, False
        self._tasks.run(lambda: None, lambda _: self._begin(form, Path(target), what, paper))

    def to_print(self, entry: Entry, text: str, done: Callable[[Printed], None]) -> None:
        """Give `done` a page, with `text` as it stands on the desk, ready for paper."""
        self._tasks.run(lambda: self._printed(entry, text), done)

    @Slot()
    def stop(self) -> None:
        """End what is being written; nothing is left of it."""
        self._ended = True

    def close(self) -> None:
        """End what is being written, and wait until nothing of it is left."""
        self._ended = True
        self._aside.finish()

    def _choices(self) -> Choices:
        tags = tuple(name for name, _ in self._entries.used_tags()[:TAGS_MOST])
        return Choices(tuple(sorted(self._entries.years(), reverse=True)), tags, len(self._entries.letters()))

    def _begin(self, form: Form, target: Path, what: What, paper: Paper) -> None:
        percent = -1

        def progress(part: float) -> bool:
            nonlocal percent
            if int(part * 100) > percent:
                percent = int(part * 100)
                self._aside.tell(partial(self.progressed.emit, percent))
            return not self._ended

        now = self._clock.now()
        self._aside.run(
            lambda: self._take_out(form, target, now, progress, what, paper),
            self._on_done,
            self._on_trouble,
            broken=self._on_broken,
        )

    def _printed(self, entry: Entry, text: str) -> Printed:
        pictures: dict[str, bytes] = {}
        for named in named_in(text):
            try:
                pictures[named.id] = self._picture(named.id).content
            except NotThere:
                continue  # its words are printed in its place
        return on_paper(entry.local, beside(entry.marks, entry.source, entry.opens), text, pictures)

    def _on_done(self, taken: Taken) -> None:
        self.writing = False
        self.finished.emit(taken)

    def _on_broken(self) -> None:
        self.writing = False
        self.stopped.emit()

    def _on_trouble(self, trouble: Trouble) -> None:
        self.writing = False
        if isinstance(trouble, Cancelled):
            self.stopped.emit()
        else:
            self.trouble.emit(trouble)


def free_name(folder: Path, stem: str, ending: str = "") -> Path:
    """A name in a folder that nothing has yet: `Journal 2026-11-25`, then `Journal 2026-11-25 (2)`."""
    number, path = 1, folder / f"{stem}{ending}"
    while path.exists():
        number += 1
        path = folder / f"{stem} ({number}){ending}"
    return path

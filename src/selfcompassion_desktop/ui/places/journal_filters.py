"""What the journal's list is narrowed to: a menu to choose from, and what is chosen as pills one can take away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from ...core.journal import EVERYTHING, Only
from ...models.bundle import Models
from ..widgets.buttons import IconButton
from ..widgets.names import NameRow
from .journal_rows import whole_day

MOST = 60
"""So many tags or feelings are offered, the most used ones."""


class Filters(QObject):
    """A button with a menu, and a row of pills; whoever holds the list puts both in their places.

    Signals:
        changed: `Only`; the person chose something, or took something away.
    """

    changed = Signal(object)

    def __init__(self, models: Models, parent: QWidget) -> None:
        super().__init__(parent)
        self._models = models
        self.only = EVERYTHING
        self.button = IconButton("narrow", self.tr("Show only some pages"), side=32)
        self.button.clicked.connect(self._on_clicked)
        self.menu = QMenu(parent)
        self.menu.setAccessibleName(self.tr("Show only some pages"))
        self.row = NameRow(self.tr("What the list is narrowed to"), self.tr("No longer only: {name}"))
        self.row.after = self.button
        self.row.taken_away.connect(self.take_away)
        self.row.hide()

    def narrow(self, only: Only) -> None:
        """Narrow the list to something else."""
        if only != self.only:
            self.only = only
            self.row.set_names(list(self._shown().items()))
            self.changed.emit(only)

    def take_last_away(self) -> bool:
        """Take the last pill away; whether there was one."""
        keys = list(self._shown())
        if keys:
            self.take_away(keys[-1])
        return bool(keys)

    @Slot(str)
    def take_away(self, key: str) -> None:
        """Take one away, by its key."""
        without: dict[str, Callable[[Only], Only]] = {
            "tag": lambda only: replace(only, tag=""),
            "feeling": lambda only: replace(only, feeling=""),
            "source": lambda only: replace(only, source=""),
            "days": lambda only: replace(only, first=None, last=None),
            "pinned": lambda only: replace(only, pinned=False),
        }
        self.narrow(without[key](self.only))

    def _shown(self) -> dict[str, str]:
        """What is chosen, by its key, in words."""
        only = self.only
        said = {
            "tag": f"#{only.tag}" if only.tag else "",
            "feeling": only.feeling,
            "source": dict(self._sources()).get(only.source, only.source),
            "days": _days(only.first, only.last),
            "pinned": self.tr("pinned") if only.pinned else "",
        }
        return {key: words for key, words in said.items() if words}

    def _sources(self) -> Sequence[tuple[str, str]]:
        return (
            ("sitting", self.tr("after a practice")),
            ("break", self.tr("after a break")),
            ("exercise", self.tr("from an exercise")),
            ("step", self.tr("from a course")),
            ("today", self.tr("one line for today")),
            ("letter", self.tr("letters to myself")),
            ("import", self.tr("taken in from elsewhere")),
        )

    @Slot()
    def _on_clicked(self) -> None:
        """Read what can be chosen; the menu opens once that is known."""
        self._models.marks.read()
        self._models.days.read_years()
        self._models.tasks.run(lambda: None, lambda _: self._open())

    def _open(self) -> None:
        self.fill()
        self.menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    def fill(self) -> None:
        """Put what can be chosen into the menu."""
        self.menu.clear()
        marks, days = self._models.marks, self._models.days
        self._offer(self.tr("Tag"), [(f"#{n}", {"tag": n}) for n, _ in marks.tags[:MOST]])
        self._offer(self.tr("Feeling"), [(name, {"feeling": name}) for name, _ in marks.felt[:MOST]])
        self._offer(self.tr("Year"), [(str(y), _year(y)) for y in days.years])
        sources = [(words, {"source": key}) for key, words in self._sources() if key in marks.sources]
        self._offer(self.tr("Where it came from"), sources)
        self._add(self.menu, self.tr("Pinned pages"), {"pinned": True})
        if self.only != EVERYTHING:
            self.menu.addSeparator()
            everything = self.menu.addAction(self.tr("Everything"))
            everything.triggered.connect(lambda: self.narrow(EVERYTHING))

    def _offer(self, name: str, choices: Sequence[tuple[str, Mapping[str, object]]]) -> None:
        menu = self.menu.addMenu(name)
        menu.setEnabled(bool(choices))
        for words, change in choices:
            self._add(menu, words, change)

    def _add(self, menu: QMenu, words: str, change: Mapping[str, object]) -> QAction:
        action = menu.addAction(words.replace("&", "&&"))
        action.triggered.connect(lambda: self.narrow(replace(self.only, **change)))  # type: ignore[arg-type]
        return action


def _year(year: int) -> dict[str, object]:
    only = Only.year(year)
    return {"first": only.first, "last": only.last}


def _days(first: date | None, last: date | None) -> str:
    """`2024` for a whole year, `3 May 2026` for one day."""
    if first is None or last is None:
        return ""
    if first == last:
        return whole_day(first)
    return str(first.year)

"""What somebody will want soon, made ready in small pieces: entering the journal then holds nothing up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module

from PySide6.QtCore import QObject, QTimer, Slot

from ..models.bundle import Models

PAUSE = 20
"""Milliseconds between two pieces: keys and paint have their turn."""
MODELS = ("pages", "pictures", "spelling", "marks", "days", "letters", "origins")
MODULES = (
    "widgets.names", "widgets.rating", "widgets.quiet_row", "places.journal_paper", "places.journal_pictures",
    "places.journal_spelling", "places.journal_letters", "places.journal_marks", "places.journal_side",
    "places.journal_editor", "places.journal",
)  # fmt: skip
"""In the order in which each needs only what came before: no import is a long one."""


class Ahead(QObject):
    """Takes one piece after another until there are no more, or it is stopped.

    Args:
        pieces: each is done by asking for the next; none takes long.
        parent: its parent.
        pause: milliseconds between two.
    """

    def __init__(self, pieces: Iterator[object], parent: QObject, pause: int = PAUSE) -> None:
        super().__init__(parent)
        self._pieces = pieces
        self._timer = QTimer(self, interval=pause)
        self._timer.timeout.connect(self._go_on)
        self._timer.start()

    @property
    def done(self) -> bool:
        """Whether nothing is left to do."""
        return not self._timer.isActive()

    def stop(self) -> None:
        """Leave the rest."""
        self._timer.stop()

    @Slot()
    def _go_on(self) -> None:
        if next(self._pieces, self) is self:
            self._timer.stop()


def journal_pieces(models: Models, build: Callable[[], bool]) -> Iterator[object]:
    """The journal's modules, its models, and its place.

    Args:
        models: each is made when it is first asked for.
        build: makes one part of the place; False where nothing is left.
    """
    for name in MODELS:
        yield getattr(models, name)
    for name in MODULES:
        yield import_module(f".{name}", __package__)
    while build():
        yield name

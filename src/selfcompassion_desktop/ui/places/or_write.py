"""“Or write”: a few written exercises at the foot of the library."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...models.exercise import ExerciseModel
from ..widgets.buttons import TextButton
from ..widgets.flow import FlowLayout
from ..widgets.label import TitleLabel

MOST = 3


class OrWrite(QWidget):
    """A quiet row.

    Signals:
        exercise_wanted: str; an exercise's id.
        all_wanted: nothing; the whole list of them.
    """

    exercise_wanted = Signal(str)
    all_wanted = Signal()

    def __init__(self, model: ExerciseModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._shown: tuple[str, ...] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(TitleLabel(self.tr("Or write"), self))
        self._row = FlowLayout(gap=28, rows=0, even=False)
        column.addLayout(self._row)

    def show_for(self, need: str) -> None:
        """Offer what suits a need; what is easiest where there is none."""
        suited = self._model.suited(need, MOST)
        ids = tuple(exercise.id for exercise in suited)
        if ids == self._shown:
            return
        self._shown = ids
        while (item := self._row.takeAt(0)) is not None:
            if widget := item.widget():
                widget.deleteLater()
        for exercise in suited:
            self._add(exercise.title).clicked.connect(partial(self.exercise_wanted.emit, exercise.id))
        self._add(self.tr("All exercises")).clicked.connect(self.all_wanted)

    def _add(self, text: str) -> TextButton:
        button = TextButton(text.replace("&", "&&"), self)
        button.setAccessibleName(text)
        self._row.addWidget(button)
        button.show()
        return button

"""The written exercises, a card each."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ...core.exercise import Exercise
from ...models.bundle import Models
from .. import words
from ..widgets.buttons import TextButton
from ..widgets.card import ChoiceCard
from ..widgets.caution import CautionText
from ..widgets.label import QuietLabel, TitleLabel, Words
from ..widgets.page import Page


class ExerciseList(QWidget):
    """Every exercise, easiest first.

    Signals:
        chosen: str; an exercise's id.
        done: nothing; back to the journal.
    """

    chosen = Signal(str)
    done = Signal()

    def __init__(self, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self._cards: list[ChoiceCard] = []
        self._columns = 0
        page = self._page = Page(self.tr("Exercises"), self)
        self._back = TextButton(self.tr("Journal"), icon_name="previous")
        self._back.clicked.connect(self.done)
        page.add(self._back, after=4)
        page.column.setAlignment(self._back, Qt.AlignmentFlag.AlignLeft)
        page.heading(
            self.tr("Exercises"),
            under=self.tr("Something to write along, a step at a time. No clock runs, and any step may stay empty."),
        )
        self._host = QWidget()
        self._grid = QGridLayout(self._host)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(20)
        page.add(self._host)
        self._faults = QuietLabel("")
        page.add(self._faults)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page)
        self.setFocusProxy(self._back)
        QShortcut(QKeySequence("Esc"), self, self.done.emit, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def shown(self) -> None:
        """The list is entered."""
        if not self._cards:
            self._cards = [self._card(exercise) for exercise in self._models.exercise.exercises]
            self._lay_out()
        faults = self._models.exercise.faults
        said = self.tr("Something among the exercises cannot be read, so it is left out. {fault}")
        self._faults.setText(said.format(fault=faults[0]) if faults else "")
        self._faults.setVisible(bool(faults))
        (self._cards[0] if self._cards else self._back).setFocus(Qt.FocusReason.OtherFocusReason)

    def _card(self, exercise: Exercise) -> ChoiceCard:
        length = self.tr("about {minutes}").format(minutes=words.minutes(exercise.minutes))
        card = ChoiceCard(f"{exercise.title}. {exercise.summary} {length}.", self._host)
        card.setAccessibleDescription(exercise.mind)
        card.body.addWidget(TitleLabel(exercise.title, card))
        card.body.addWidget(Words(exercise.summary, card, tone="quiet"))
        card.body.addWidget(QuietLabel(length[:1].upper() + length[1:], card))
        card.body.addSpacing(6)
        card.body.addWidget(CautionText(exercise.mind, card, small=True))
        card.body.addStretch(1)
        card.clicked.connect(lambda: self.chosen.emit(exercise.id))
        return card

    def _lay_out(self) -> None:
        self._columns = self._room()
        for index, card in enumerate(self._cards):
            self._grid.addWidget(card, index // self._columns, index % self._columns)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < self._columns else 0)

    def _room(self) -> int:
        return 2 if self.width() >= 700 else 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns where there is room for two."""
        super().resizeEvent(event)
        if self._columns != self._room():
            self._lay_out()

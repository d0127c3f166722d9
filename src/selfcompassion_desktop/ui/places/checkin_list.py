"""What can be asked, a card each, and the way in for a definition file of one's own."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QWidget

from ...core.errors import Trouble
from ...core.measure import Measure
from ...models.bundle import Models
from ..widgets.buttons import QuietButton
from ..widgets.card import ChoiceCard
from ..widgets.label import QuietLabel, TitleLabel, Words
from ..widgets.page import Page

TWO_FROM = 760
"""From this width on there are two columns, px."""


class CheckInList(Page):
    """Every measure, by title.

    Signals:
        chosen: str; a measure's id.
    """

    chosen = Signal(str)

    def __init__(self, models: Models, parent: QWidget | None = None) -> None:
        super().__init__("", parent, alone=True)
        self.setAccessibleName(self.tr("A few questions"))
        self._model = models.checkins
        self._cards: list[ChoiceCard] = []
        self._columns = 0
        self.heading(
            self.tr("A few questions"),
            under=self.tr("How it is, in numbers. Any question can stay open, and there is no right answer."),
        )
        self._host = QWidget()
        self._grid = QGridLayout(self._host)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(16)
        self.add(self._host)
        self.bring = QuietButton(self.tr("Bring in a definition file…"))
        self.bring.clicked.connect(self._on_bring)
        self.add(self.bring, after=8)
        self.column.setAlignment(self.bring, Qt.AlignmentFlag.AlignLeft)
        self.add(
            QuietLabel(
                self.tr(
                    "A questionnaire that may not be shipped with the program can be written down in a small text "
                    "file, in YAML, and answered here. It stays on this computer."
                ),
                self,
            )
        )
        self.said = Words("", self)
        self.said.hide()
        self.add(self.said)
        self._model.offered.connect(self._on_offered)
        self._model.brought_in.connect(self._on_brought_in)
        self._model.trouble.connect(self._on_trouble)
        self.setFocusProxy(self.bring)

    def enter(self) -> None:
        """The list is asked for."""
        self._say("")
        self._model.load()

    def bring_in(self, file: str) -> None:
        """Take in a definition file that was chosen."""
        self._say("")
        self._model.bring_in(file)

    @Slot()
    def _on_bring(self) -> None:
        kinds = self.tr("Definition files (*.yaml *.yml)")
        file, _ = QFileDialog.getOpenFileName(self.window(), self.tr("Choose a definition file"), "", kinds)
        if file:
            self.bring_in(file)

    @Slot()
    def _on_offered(self) -> None:
        for card in self._cards:
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = [self._card(measure) for measure in self._model.measures]
        self._lay_out()
        faults = self._model.faults
        if faults and self.said.isHidden():
            left_out = self.tr("Something among the questions cannot be read, so it is left out. {fault}")
            self._say(left_out.format(fault=faults[0]))
        first = self._cards[0] if self._cards else self.bring
        self.setFocusProxy(first)
        if self.isVisible():
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _card(self, measure: Measure) -> ChoiceCard:
        count = len(measure.items)
        number = self.tr("1 question") if count == 1 else self.tr("{n} questions").format(n=count)
        facts = f"{number} · {measure.recall}" if measure.recall else number
        card = ChoiceCard(f"{measure.title}. {measure.about} {facts}.", self._host)
        card.body.addWidget(TitleLabel(measure.title, card))
        card.body.addWidget(Words(measure.about, card, tone="quiet"))
        card.body.addWidget(QuietLabel(facts, card))
        card.body.addStretch(1)
        card.clicked.connect(lambda: self.chosen.emit(measure.id))
        return card

    @Slot(object)
    def _on_brought_in(self, measure: Measure) -> None:
        self._say(self.tr("“{title}” is among the questions now.").format(title=measure.title))

    @Slot(object)
    def _on_trouble(self, trouble: Trouble) -> None:
        if self.isVisible():
            self._say(trouble.sentence)

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))
        if sentence:
            self.ensureWidgetVisible(self.said)

    def _lay_out(self) -> None:
        self._columns = self._room()
        for index, card in enumerate(self._cards):
            self._grid.addWidget(card, index // self._columns, index % self._columns)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < self._columns else 0)

    def _room(self) -> int:
        return 2 if self.width() >= TWO_FROM else 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns where there is room for two."""
        super().resizeEvent(event)
        if hasattr(self, "_grid") and self._columns != self._room():
            self._lay_out()

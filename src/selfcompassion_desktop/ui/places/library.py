"""The library: every practice, by need and by words."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from ...models.bundle import Models
from ...models.library import Offer
from .. import words
from ..widgets.buttons import QuietButton
from ..widgets.card import ChoiceCard
from ..widgets.chips import ChipRow
from ..widgets.empty import EmptyState
from ..widgets.label import QuietLabel, TitleLabel, Words
from ..widgets.page import Page
from .or_write import OrWrite

HAVING = (3.0, 5.0, 10.0, 20.0, 30.0)
"""Minutes one may have."""


class LibraryPage(QWidget):
    """Every practice, by need and by words.

    Signals:
        practice_wanted: str; a practice's id.
        silence_wanted: nothing; a sitting without a guide.

    Attributes:
        write: the row of written exercises.
    """

    practice_wanted = Signal(str)
    silence_wanted = Signal()

    def __init__(self, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self._cards: list[tuple[Offer, ChoiceCard]] = []
        self._columns = 0
        page = Page(self.tr("Practise"), self)
        page.heading(self.tr("Practise"))
        page.add(self._build_filters())
        self._grid_host = QWidget()
        self._grid = QGridLayout(self._grid_host)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(20)
        page.add(self._grid_host)
        self._nothing = EmptyState(self.tr("Nothing here goes by these words."), self.tr("Show everything"))
        self._nothing.acted.connect(self._on_show_all)
        page.add(self._nothing)
        self.write = OrWrite(models.exercise)
        page.add(self.write)
        alone = QuietButton(self.tr("Sit in silence, with bells only"))
        alone.clicked.connect(self.silence_wanted)
        page.add(alone)
        page.column.setAlignment(alone, Qt.AlignmentFlag.AlignLeft)
        self._faults = QuietLabel("")
        page.add(self._faults)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page)
        self.setFocusProxy(self._search)
        models.library.loaded.connect(self.refresh)

    def _build_filters(self) -> QWidget:
        filters = QWidget()
        column = QVBoxLayout(filters)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("Search"))
        self._search.setAccessibleName(self.tr("Search the practices"))
        self._search.setClearButtonEnabled(True)
        self._search.setMaximumWidth(420)
        self._search.textChanged.connect(self._lay_out)
        self._needs = ChipRow(self.tr("What it is for"), optional=True)
        self._needs.set_choices(words.need_tags())
        self._needs.chosen.connect(self._lay_out)
        self._time = ChipRow(self.tr("The time one has"), optional=True)
        self._time.set_choices([(f"{minutes:g}", words.minutes_short(minutes)) for minutes in HAVING])
        self._time.chosen.connect(self._lay_out)
        column.addWidget(self._search)
        column.addWidget(self._needs)
        column.addWidget(self._time)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Ctrl+F"), self, self._search.setFocus, context=within)
        return filters

    @Slot()
    def refresh(self) -> None:
        """Show what the library holds now."""
        if len(self._cards) != len(self._models.library.offers):
            for _, card in self._cards:
                card.deleteLater()
            self._cards = [(offer, self._card(offer)) for offer in self._models.library.offers]
        self._lay_out()
        self._show_faults()

    def _card(self, offer: Offer) -> ChoiceCard:
        practice = offer.practice
        card = ChoiceCard(f"{practice.title}. {practice.summary}", self._grid_host)
        card.body.addWidget(TitleLabel(practice.title, card))
        card.body.addWidget(Words(practice.summary, card, tone="quiet"))
        card.body.addStretch(1)
        card.body.addWidget(QuietLabel(facts(self, offer), card))
        card.clicked.connect(lambda: self.practice_wanted.emit(practice.id))
        return card

    @Slot()
    def _lay_out(self) -> None:
        columns = 2 if self.width() >= 640 else 1
        self.write.show_for(self._needs.value or "")
        shown = [card for offer, card in self._cards if self._matches(offer)]
        for _, card in self._cards:
            self._grid.removeWidget(card)
            card.setVisible(card in shown)
        for index, card in enumerate(shown):
            self._grid.addWidget(card, index // columns, index % columns)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._columns = columns
        self._nothing.setVisible(not shown and bool(self._cards))

    def _matches(self, offer: Offer) -> bool:
        practice = offer.practice
        need = self._needs.value
        kind = words.difficulties().get(practice.difficulty, "")
        text = f"{practice.title} {practice.summary} {' '.join(practice.needs)} {kind}".casefold()
        return (
            (not need or need in practice.needs)
            and (not self._time.value or offer.shortest <= float(self._time.value) <= offer.longest)
            and all(word in text for word in self._search.text().casefold().split())
        )

    def _show_faults(self) -> None:
        faults = self._models.library.faults
        files = {fault.file for fault in faults}
        if len(files) == 1:
            sentence = self.tr("One script cannot be read, so it is left out. {fault}")
            self._faults.setText(sentence.format(fault=faults[0]))
        elif files:
            self._faults.setText(
                self.tr("{n} scripts cannot be read, so they are left out. The first: {fault}").format(
                    n=len(files), fault=faults[0]
                )
            )
        self._faults.setVisible(bool(files))

    @Slot()
    def _on_show_all(self) -> None:
        self._needs.set_value("")
        self._time.set_value("")
        self._search.clear()
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns where there is room for two."""
        super().resizeEvent(event)
        if self._columns != (2 if self.width() >= 640 else 1):
            self._lay_out()


def facts(widget: QWidget, offer: Offer) -> str:
    """How long it may be, and what it is for."""
    shortest, longest = f"{offer.shortest:g}", f"{offer.longest:g}"
    needs = dict(words.need_tags())
    tags = " · ".join(needs[n] for n in offer.practice.needs if n in needs)
    return widget.tr("{shortest}–{longest} minutes").format(shortest=shortest, longest=longest) + f"   {tags}"

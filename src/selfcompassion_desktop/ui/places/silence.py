"""Sit in silence: how long, and whether bells ring in between."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...core.silence import ID, SHORTEST
from ...models.bundle import Models
from .. import words
from ..widgets.buttons import PrimaryButton, TextButton
from ..widgets.card import Card
from ..widgets.chips import ChipRow
from ..widgets.label import HeadingLabel, ProseLabel, Words
from ..widgets.menu_card import CardRow
from ..widgets.page import Page
from ..widgets.slider import LengthSlider
from .choices import BellCard, SoundscapeCard

LONGEST_SHOWN = 60.0
USUAL = 10.0
BETWEEN = (0.0, 1.0, 2.0, 5.0, 10.0)


class SilencePage(QWidget):
    """The page of a sitting without a guide.

    Signals:
        back: nothing; to the library.
    """

    back = Signal()

    def __init__(self, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        page = Page(self.tr("Sit in silence"), self)
        back = TextButton(self.tr("Practise"), icon_name="previous")
        back.clicked.connect(self.back)
        page.add(back, after=4)
        page.column.setAlignment(back, Qt.AlignmentFlag.AlignLeft)
        page.add(HeadingLabel(self.tr("Sit in silence"), self), after=4)
        page.add(ProseLabel(self.tr("A bell, the quiet, and a bell. Nobody speaks."), self, tone="quiet"))
        page.add(self._build_card())
        self.soundscape, self.bell = SoundscapeCard(models, self), BellCard(models, self)
        page.add(CardRow(self.soundscape, self.bell, parent=self))
        self._begin = PrimaryButton(self.tr("Begin"), self)
        self._begin.clicked.connect(self._on_begin)
        page.add(self._begin)
        page.column.setAlignment(self._begin, Qt.AlignmentFlag.AlignLeft)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page)
        self.setFocusProxy(self._begin)
        QShortcut(QKeySequence("Esc"), self, self.back.emit, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _build_card(self) -> QWidget:
        card = Card(self)
        self._length = LengthSlider(self.tr("How long"), card)
        self._length.set_range(SHORTEST, LONGEST_SHOWN)
        self._every = ChipRow(self.tr("Bells in between"), card)
        names = {0.0: self.tr("none")}
        self._every.set_choices([(f"{m:g}", names.get(m, words.minutes_short(m))) for m in BETWEEN])
        self._every.set_value("0")
        card.body.addWidget(self._length)
        card.body.addSpacing(8)
        card.body.addWidget(Words(self.tr("A bell in between, every"), card))
        card.body.addWidget(self._every)
        return card

    def enter(self) -> None:
        """The page is opened, at the length chosen last."""
        self.soundscape.enter()
        self.bell.enter()
        self._length.set_minutes(self._models.settings.current.last_minutes.get(ID, USUAL))

    @Slot()
    def _on_begin(self) -> None:
        models = self._models
        if models.player.running:
            return  # a second press of the same button
        settings = models.settings
        settings.change(last_minutes={**settings.current.last_minutes, ID: self._length.minutes})
        title = self.tr("Sitting in silence")
        models.player.begin(models.library.silence(title, self._length.minutes, float(self._every.value)))

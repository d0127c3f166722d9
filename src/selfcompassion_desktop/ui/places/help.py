"""Reaching someone: one's own person first, then numbers by region."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ...core.errors import Trouble
from ...core.pages import HelpPage, Region
from ...models.bundle import Models
from ..look import serif
from ..tokens import BIG
from ..widgets.buttons import TextButton
from ..widgets.card import Card
from ..widgets.chips import ChipRow
from ..widgets.label import ProseLabel, QuietLabel, TitleLabel, Words
from ..widgets.page import Page
from .contact import ContactField

_TERRITORIES = {
    QLocale.Country.UnitedKingdom: "uk",
    QLocale.Country.Ireland: "ie",
    QLocale.Country.UnitedStates: "us",
    QLocale.Country.Canada: "ca",
    QLocale.Country.Australia: "au",
    QLocale.Country.NewZealand: "nz",
}


class HelpPlace(QWidget):
    """Whom one can reach.

    Signals:
        back: nothing; the person wants to go on.
    """

    back = Signal()

    def __init__(self, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self._page: HelpPage | None = None
        page = Page(self.tr("Reaching someone"), self, widest=760)
        leave = TextButton(self.tr("Back"), icon_name="previous")
        leave.clicked.connect(self.back)
        page.add(leave, after=8)
        page.column.setAlignment(leave, Qt.AlignmentFlag.AlignLeft)
        page.heading(
            self.tr("Reaching someone"),
            under=self.tr("Another voice can be part of being kind to yourself, at any hour."),
        )
        page.add(self._build_contact())
        page.add(self._build_numbers())
        page.add(self._build_too_much())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page)
        self.setFocusProxy(self.regions)

    def shown(self) -> None:
        """The place is entered."""
        if self._page is None:
            self._read()

    def _build_contact(self) -> QWidget:
        card = Card()
        card.body.addWidget(TitleLabel(self.tr("Someone of your own")))
        card.body.addWidget(
            QuietLabel(self.tr("A friend, a neighbour, a doctor. Kept on this computer only, and yours to change."))
        )
        card.body.addSpacing(4)
        card.body.addWidget(ContactField(self._models.settings))
        return card

    def _build_numbers(self) -> QWidget:
        card = Card()
        card.body.addWidget(TitleLabel(self.tr("People who answer")))
        self._known = QuietLabel("")
        card.body.addWidget(self._known)
        card.body.addSpacing(8)
        self.regions = ChipRow(self.tr("Where you are"))
        self.regions.chosen.connect(self._on_region)
        card.body.addWidget(self.regions)
        card.body.addSpacing(8)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(20)
        card.body.addLayout(self._lines)
        return card

    def _build_too_much(self) -> QWidget:
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(
            ProseLabel(
                self.tr(
                    "“Too much?” is in reach everywhere in this program. It fades the sound and offers a minute of "
                    "looking around you with open eyes. It asks nothing, and it tells nobody."
                )
            )
        )
        box.addWidget(
            QuietLabel(self.tr("The program cannot call anyone, and keeps no note of your having been on this page."))
        )
        return holder

    def _read(self) -> None:
        try:
            self._page = self._models.pages.help
        except Trouble as trouble:
            self._known.setText(trouble.sentence)
            return
        self._known.setText(
            self.tr("As known in {month}. Numbers change; if one does not answer, the next may.").format(
                month=self._page.known
            )
        )
        self.regions.set_choices([(region.id, region.name) for region in self._page.regions])
        region = self._page.region(self._models.settings.current.region or _likely_region())
        self.regions.set_value(region.id)
        self._show_region(region)

    @Slot(str)
    def _on_region(self, region_id: str) -> None:
        if self._page is not None and region_id:
            self._models.settings.change(region=region_id)
            self._show_region(self._page.region(region_id))

    def _show_region(self, region: Region) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for line in region.lines:
            self._lines.addWidget(_Reach(line.who, line.reach, line.note))
        self._lines.addWidget(
            _Reach(self.tr("In an emergency"), region.emergency, self.tr("When someone is in danger right now."))
        )


class _Reach(QWidget):
    """One number, large enough to be read at arm's length, to be selected and copied."""

    def __init__(self, who: str, reach: str, note: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(Words(who))
        box.addWidget(SelectableNumber(reach, self))
        if note:
            box.addWidget(QuietLabel(note))


class SelectableNumber(QLabel):
    """Text that can be selected with mouse and keyboard, in the serif, large."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setAccessibleName(text)
        self.setFont(serif(BIG))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.font() != serif(BIG):
            self.setFont(serif(BIG))


def _likely_region() -> str:
    """The region that the computer's own settings speak of; "" for one with no page."""
    return _TERRITORIES.get(QLocale.system().territory(), "")

"""The person's own someone: a name and a number, written where they are looked for."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from ...core.settings import Settings
from ...models.settings import SettingsModel
from ..look import look, serif
from ..tokens import TITLE

MOST = 2_000
LINES = 2


class ContactField(QPlainTextEdit):
    """A few lines of plain text, kept with each key.

    Args:
        settings: where the text is kept.
        parent: its parent.
    """

    def __init__(self, settings: SettingsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.setAccessibleName(self.tr("Someone of your own: a name and how to reach them"))
        self.setPlaceholderText(self.tr("A name and a number"))
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFont(serif(TITLE))
        self._show(settings.current)
        self.textChanged.connect(self._keep)
        settings.changed.connect(self._show)

    def sizeHint(self) -> QSize:
        """Room for two lines."""
        return QSize(look().px(420), LINES * QFontMetrics(serif(TITLE)).lineSpacing() + 28)

    def minimumSizeHint(self) -> QSize:
        """As high as its hint, and narrower where it has to be."""
        return QSize(160, self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.font() != serif(TITLE):
            self.setFont(serif(TITLE))
            self.updateGeometry()

    @Slot()
    def _keep(self) -> None:
        self._settings.change(contact=self.toPlainText()[:MOST])

    @Slot(object)
    def _show(self, settings: Settings) -> None:
        if settings.contact != self.toPlainText()[:MOST]:
            self.setPlainText(settings.contact)

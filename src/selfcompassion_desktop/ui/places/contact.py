"""Plain text of the person's own in the settings, written where it is looked for: someone to reach, kind words."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from ...core.settings import Settings, phrases
from ...models.settings import SettingsModel
from ..look import look, serif
from ..tokens import TITLE

MOST = 2_000


class KeptText(QPlainTextEdit):
    """A few lines of plain text, kept with each key.

    Args:
        settings: where the text is kept.
        name: what it is, for screen readers.
        hint: what it may hold, shown while it is empty.
        lines: how many it has room for.
        parent: its parent.
    """

    def __init__(
        self, settings: SettingsModel, name: str, hint: str, lines: int = 2, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._lines = lines
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFont(serif(TITLE))
        self.show_settings(settings.current)
        self.textChanged.connect(self._on_changed)
        settings.changed.connect(self.show_settings)

    def sizeHint(self) -> QSize:
        """Room for its lines."""
        return QSize(look().px(420), self._lines * QFontMetrics(serif(TITLE)).lineSpacing() + 28)

    def minimumSizeHint(self) -> QSize:
        """As high as its hint, and narrower where it has to be."""
        return QSize(160, self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.font() != serif(TITLE):
            self.setFont(serif(TITLE))
            self.updateGeometry()

    def keep(self, text: str) -> None:
        """Keep what is written now."""
        raise NotImplementedError

    def show_settings(self, settings: Settings) -> None:
        """Show what is kept, where it is not what stands here already."""
        raise NotImplementedError

    @Slot()
    def _on_changed(self) -> None:
        self.keep(self.toPlainText())


class ContactField(KeptText):
    """The person's own someone: a name and a number.

    Args:
        settings: where it is kept.
        parent: its parent.
    """

    def __init__(self, settings: SettingsModel, parent: QWidget | None = None) -> None:
        name = self.tr("Someone of your own: a name and how to reach them")
        super().__init__(settings, name, self.tr("A name and a number"), parent=parent)

    def keep(self, text: str) -> None:
        self._settings.change(contact=text[:MOST])

    @Slot(object)
    def show_settings(self, settings: Settings) -> None:
        if settings.contact != self.toPlainText()[:MOST]:
            self.setPlainText(settings.contact)


class PhrasesField(KeptText):
    """Kind words of the person's own, a phrase a line.

    Args:
        settings: where they are kept.
        parent: its parent.
    """

    def __init__(self, settings: SettingsModel, parent: QWidget | None = None) -> None:
        hint = self.tr("May I be patient with this.")
        super().__init__(settings, self.tr("Your own kind words, a phrase a line"), hint, 4, parent)

    def keep(self, text: str) -> None:
        self._settings.change(break_phrases=phrases(text.splitlines()))

    @Slot(object)
    def show_settings(self, settings: Settings) -> None:
        if settings.break_phrases != phrases(self.toPlainText().splitlines()):
            self.setPlainText("\n".join(settings.break_phrases))

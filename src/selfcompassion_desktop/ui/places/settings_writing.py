"""The section of the settings about writing: which language words are spelt in."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from ...core.settings import Settings
from ...models.settings import SettingsModel
from ...models.spelling import SpellingModel
from ..widgets.label import ProseLabel
from .settings_row import Section


class WritingSection(Section):
    """Spelling; what can be chosen is what the system has."""

    def __init__(self, settings: SettingsModel, spelling: SpellingModel, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Writing"), parent)
        self._settings = settings
        self.language = self.choice(
            self.tr("Spelling"),
            [("system", self.tr("Like the system")), ("off", self.tr("Off"))],
            self.tr("Dots under a word the dictionary does not know. The menu on it has suggestions."),
        )
        self.language.chosen.connect(lambda key: settings.change(spelling=key))
        self._note = ProseLabel("")
        self._note.hide()
        self.body.addWidget(self._note)
        self.take(settings.current)
        settings.changed.connect(self.take)
        spelling.read_languages(self._on_languages)

    def take(self, settings: Settings) -> None:
        """Show these settings."""
        self.language.set_value(settings.spelling)

    def _on_languages(self, languages: list[str], system: str) -> None:
        choices = [("system", self.tr("Like the system")), ("off", self.tr("Off"))]
        self.language.set_choices(choices + [(each, name_of(each)) for each in languages])
        self.take(self._settings.current)
        if not languages:
            self._note.setText(
                self.tr(
                    "This system has no dictionary that can be read here, so nothing is marked. On Linux, a package "
                    "such as hunspell-en-gb brings one, and libhunspell reads it."
                )
            )
        elif not system:
            self._note.setText(self.tr("There is no dictionary for the system’s own language; another can be chosen."))
        self._note.setVisible(not languages or not system)


def name_of(language: str) -> str:
    """A language's own name for itself, with its country where it has one."""
    locale = QLocale(language)
    if locale.language() == QLocale.Language.C:
        return language
    name = locale.nativeLanguageName()
    told = name[:1].upper() + name[1:]
    alone = "_" not in language or name != QLocale(language.split("_", maxsplit=1)[0]).nativeLanguageName()
    return told if alone else f"{told} ({locale.nativeTerritoryName()})"

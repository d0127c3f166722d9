"""Settings: one section at a time, and every change acts at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...models.bundle import Models
from ..widgets.chips import ChipRow
from ..widgets.page import Page
from .settings_about import AboutSection, KeysSection
from .settings_choices import AppearanceSection, BreakSection, PracticeSection, ReachSection, SoundSection
from .settings_data import DataSection
from .settings_privacy import PrivacySection
from .settings_prompts import PromptsSection
from .settings_writing import WritingSection


class SettingsPlace(QWidget):
    """The settings that exist.

    Signals:
        help_wanted: nothing; the page of people to reach is asked for.
        backup_wanted: `Backup`; it is to be looked into.
        import_wanted: nothing; pages from elsewhere are to be taken in.
        export_wanted: nothing; the journal is to be taken out.
        unlock_wanted: nothing; the journal is locked, and is to be opened.
    """

    help_wanted = Signal()
    backup_wanted = Signal(object)
    import_wanted = Signal()
    export_wanted = Signal()
    unlock_wanted = Signal()

    def __init__(self, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self._made: dict[str, QWidget] = {}
        page = Page(self.tr("Settings"), self, widest=760)
        page.heading(self.tr("Settings"))
        self.sections = ChipRow(self.tr("Section"))
        self.sections.set_choices(self._names())
        self.sections.chosen.connect(self.open)
        page.add(self.sections, after=28)
        page.add(self._build_holder())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page)
        self.setFocusProxy(self.sections)

    def shown(self) -> None:
        """The place is entered."""
        self.open(self.sections.value or "appearance")

    @Slot(str)
    def open(self, section: str) -> None:
        """Show one section by its key."""
        if section not in self._made:
            self._made[section] = self._makers()[section]()
            self._holder.addWidget(self._made[section])
        self.sections.set_value(section)
        for name, part in self._made.items():
            part.setVisible(name == section)
        if isinstance(part := self._made[section], DataSection):
            part.refresh()
        elif isinstance(part, PromptsSection):
            part.shown()

    def _build_holder(self) -> QWidget:
        holder = QWidget()
        self._holder = QVBoxLayout(holder)
        self._holder.setContentsMargins(0, 0, 0, 0)
        return holder

    def _names(self) -> list[tuple[str, str]]:
        return [
            ("appearance", self.tr("Appearance")),
            ("sound", self.tr("Sound")),
            ("break", self.tr("The break")),
            ("prompts", self.tr("Prompts")),
            ("practice", self.tr("Practice")),
            ("writing", self.tr("Writing")),
            ("privacy", self.tr("Privacy")),
            ("data", self.tr("Your data")),
            ("reach", self.tr("Reaching someone")),
            ("keys", self.tr("Keys")),
            ("about", self.tr("About")),
        ]

    def _makers(self) -> dict[str, Callable[[], QWidget]]:
        models = self._models
        return {
            "appearance": lambda: AppearanceSection(models.settings),
            "sound": lambda: SoundSection(models.settings),
            "break": lambda: BreakSection(models.settings),
            "prompts": lambda: PromptsSection(models),
            "practice": lambda: PracticeSection(models.settings),
            "privacy": self._make_privacy,
            "writing": lambda: WritingSection(models.settings, models.spelling),
            "data": self._make_data,
            "reach": self._make_reach,
            "keys": KeysSection,
            "about": AboutSection,
        }

    def _make_data(self) -> QWidget:
        section = DataSection(self._models.store)
        section.backup_wanted.connect(self.backup_wanted)
        section.import_wanted.connect(self.import_wanted)
        section.export_wanted.connect(self.export_wanted)
        return section

    def _make_privacy(self) -> QWidget:
        section = PrivacySection(self._models.lock, self._models.settings)
        section.unlock_wanted.connect(self.unlock_wanted)
        return section

    def _make_reach(self) -> QWidget:
        section = ReachSection(self._models.settings)
        section.help_wanted.connect(self.help_wanted)
        return section

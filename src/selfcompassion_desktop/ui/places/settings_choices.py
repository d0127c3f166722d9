"""Sections of the settings that are choices: appearance, sound, the break, practice, reaching someone."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ...core.settings import Settings
from ...models.settings import SettingsModel
from ..widgets.buttons import TextButton
from ..widgets.label import ProseLabel, QuietLabel
from ..widgets.slider import VolumeSlider
from .contact import ContactField, PhrasesField
from .settings_row import Section

SCALES = (100, 110, 125, 150, 175, 200)
TURNS = ("00:00", "02:00", "04:00", "06:00")


class _Choices(Section):
    """A section whose controls follow the settings, wherever they are changed."""

    def __init__(self, title: str, settings: SettingsModel, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.settings = settings
        self._build()
        self.take(settings.current)
        settings.changed.connect(self.take)

    def _build(self) -> None:
        """Make the rows."""
        raise NotImplementedError

    def take(self, settings: Settings) -> None:
        """Show these settings."""
        raise NotImplementedError


class AppearanceSection(_Choices):
    """Colours, text size, motion, the time on the player."""

    def __init__(self, settings: SettingsModel, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Appearance"), settings, parent)

    def _build(self) -> None:
        change = self.settings.change
        self.theme = self.choice(
            self.tr("Colours"),
            [("system", self.tr("Like the system")), ("light", self.tr("Paper")), ("dark", self.tr("Night"))],
        )
        self.theme.chosen.connect(lambda key: change(theme=key))
        self.scale = self.choice(self.tr("Text size"), [(str(n), self.tr("{n} %").format(n=n)) for n in SCALES])
        self.scale.chosen.connect(lambda key: change(text_scale=int(key) / 100))
        self.motion = self.choice(
            self.tr("Motion"),
            [("system", self.tr("Like the system")), ("off", self.tr("Slow")), ("on", self.tr("Still"))],
            self.tr("Still stops the breathing form and every fading."),
        )
        self.motion.chosen.connect(lambda key: change(reduce_motion=key))
        self.time = self.choice(
            self.tr("Time left, while practising"), [("yes", self.tr("Shown")), ("no", self.tr("Hidden"))]
        )
        self.time.chosen.connect(lambda key: change(show_time=key == "yes"))

    def take(self, settings: Settings) -> None:
        """Show these settings."""
        self.theme.set_value(settings.theme)
        self.scale.set_value(str(round(settings.text_scale * 100)))
        self.motion.set_value(settings.reduce_motion)
        self.time.set_value("yes" if settings.show_time else "no")


class SoundSection(_Choices):
    """How loud, and whose voice."""

    def __init__(self, settings: SettingsModel, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Sound"), settings, parent)

    def _build(self) -> None:
        self.voice = self._volume(self.tr("Voice"), "volume_voice")
        self.bell = self._volume(self.tr("Bell"), "volume_bell")
        self.body.addWidget(
            ProseLabel(
                self.tr(
                    "The voice is synthetic: a computer reads lines that people wrote. Nobody was recorded, "
                    "and nobody hears you. Each line was made beforehand; nothing is sent anywhere to be spoken."
                )
            )
        )
        self.body.addWidget(
            QuietLabel(self.tr("Its name is af_heart, of Kokoro-82M; it speaks at four fifths of its usual pace."))
        )

    def _volume(self, name: str, key: str) -> VolumeSlider:
        slider = VolumeSlider(name, icon_name="volume")
        slider.changed.connect(lambda volume: self.settings.change(**{key: volume / 100}))
        self.row(name, slider)
        return slider

    def take(self, settings: Settings) -> None:
        """Show these settings."""
        self.voice.set_volume(round(settings.volume_voice * 100))
        self.bell.set_volume(round(settings.volume_bell * 100))


class BreakSection(_Choices):
    """The self-compassion break."""

    def __init__(self, settings: SettingsModel, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("The break"), settings, parent)

    def _build(self) -> None:
        change = self.settings.change
        self.minutes = self.choice(
            self.tr("How long"),
            [("1", self.tr("1 minute")), ("2", self.tr("2 minutes")), ("3", self.tr("3 minutes"))],
            self.tr("F2 takes a break from anywhere in the program."),
        )
        self.minutes.chosen.connect(lambda key: change(break_minutes=int(key)))
        self.voiced = self.choice(self.tr("Guided by"), [("yes", self.tr("The voice")), ("no", self.tr("Text alone"))])
        self.voiced.chosen.connect(lambda key: change(break_voiced=key == "yes"))
        self.phrases = PhrasesField(self.settings)
        self.row(
            self.tr("Your own kind words"),
            self.phrases,
            self.tr(
                "A phrase a line; in each break one of them, in turn. They lie in the settings, not in the journal, so "
                "that they are there while it is locked."
            ),
        )
        self.hand = self.choice(
            self.tr("A place for a hand"),
            [
                ("", self.tr("Say nothing of it")),
                ("heart", self.tr("On the heart")),
                ("cheek", self.tr("On the cheek")),
                ("belly", self.tr("On the belly")),
                ("arms", self.tr("Arms around oneself")),
                ("hands", self.tr("Hand in hand")),
            ],
        )
        self.hand.chosen.connect(lambda key: change(break_hand=key))

    def take(self, settings: Settings) -> None:
        """Show these settings."""
        self.minutes.set_value(f"{settings.break_minutes:g}")
        self.voiced.set_value("yes" if settings.break_voiced else "no")
        self.hand.set_value(settings.break_hand)


class PracticeSection(_Choices):
    """When a day ends, and whether to ask before and after."""

    def __init__(self, settings: SettingsModel, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Practice"), settings, parent)

    def _build(self) -> None:
        change = self.settings.change
        self.ratings = self.choice(
            self.tr("Before and after"),
            [("yes", self.tr("Ask me")), ("no", self.tr("Do not ask"))],
            self.tr("One question, 0 to 10, that may always be left open."),
        )
        self.ratings.chosen.connect(lambda key: change(ratings_on=key == "yes"))
        self.turns = self.choice(
            self.tr("My day ends at"),
            [(time, time) for time in TURNS],
            self.tr("What you do before that hour still belongs to the evening."),
        )
        self.turns.chosen.connect(lambda key: change(day_turns_at=key))

    def take(self, settings: Settings) -> None:
        """Show these settings."""
        self.ratings.set_value("yes" if settings.ratings_on else "no")
        self.turns.set_value(settings.day_turns_at)


class ReachSection(_Choices):
    """One's own someone.

    Signals:
        help_wanted: nothing.
    """

    help_wanted = Signal()

    def __init__(self, settings: SettingsModel, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Reaching someone"), settings, parent)

    def _build(self) -> None:
        self.contact = ContactField(self.settings)
        self.row(
            self.tr("Someone of your own"),
            self.contact,
            self.tr("Stands first where help is looked for. It is kept in the settings on this computer."),
        )
        self.numbers = TextButton(self.tr("Numbers of people who answer"), icon_name="next")
        self.numbers.clicked.connect(self.help_wanted)
        self.body.addWidget(self.numbers, 0, Qt.AlignmentFlag.AlignLeft)

    def take(self, settings: Settings) -> None:
        """The field follows by itself."""

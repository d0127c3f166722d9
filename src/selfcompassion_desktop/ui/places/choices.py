"""What is chosen once and then remembered: what sounds behind, which bell, whose voice."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ...models.bundle import Models
from ...models.library import Offer
from .. import words
from ..widgets.menu_card import MenuCard


def _tr(text: str) -> str:
    return QCoreApplication.translate("choices", text)


class SoundscapeCard(MenuCard):
    """What sounds behind a sitting."""

    def __init__(self, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(_tr("Behind it"), parent)
        self._models = models
        self.set_choices(words.soundscapes())
        self.chosen.connect(lambda name: models.settings.change(soundscape=name))

    def enter(self) -> None:
        """The page is opened."""
        self.set_value(self._models.settings.current.soundscape)


class BellCard(MenuCard):
    """Which bell rings."""

    def __init__(self, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(_tr("Bell"), parent)
        self._models = models
        self.set_choices(words.bells())
        self.chosen.connect(lambda name: models.settings.change(bell=name))

    def enter(self) -> None:
        """The page is opened."""
        self.set_value(self._models.settings.current.bell)


class VoiceCard(MenuCard):
    """Whose voice guides a practice; hidden where there is no choice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_tr("Voice"), parent)

    def enter(self, offer: Offer) -> None:
        """A practice's page is opened."""
        self.set_choices([(voice.id, voice.title) for voice in offer.voices])
        self.set_value(offer.voice)
        self.setVisible(len(offer.voices) > 1)


class RatingCard(MenuCard):
    """Whether this sitting is rated; hidden where there is nothing to rate."""

    ON, OFF = "on", "off"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_tr("Before and after"), parent)
        self.set_choices([(self.ON, _tr("A rating, 0 to 10")), (self.OFF, _tr("No rating"))])

    def enter(self, offered: bool) -> None:
        """A practice's page is opened."""
        self.set_value(self.ON)
        self.setVisible(offered)

    @property
    def on(self) -> bool:
        """Whether it is rated."""
        return self.value == self.ON and not self.isHidden()


def spoken_by(offer: Offer) -> str:
    """Who speaks a practice, and that the voice is synthetic where it is."""
    if not offer.voice:
        return _tr("There is no recording of this one yet; its words are shown.")
    voice = next(voice for voice in offer.voices if voice.id == offer.voice)
    sentence = _tr("Spoken by {name}, a synthetic voice.") if voice.synthetic else _tr("Spoken by {name}.")
    told = sentence.format(name=voice.title)
    missing = len(offer.practice.lines) - offer.recorded
    if missing:
        told += " " + _tr("{n} of its lines are shown, not spoken.").format(n=missing)
    return told

"""The library, as the views show it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal, Slot

from ..content.library import BREAK, GROUNDING, Library
from ..core.errors import Fault
from ..core.practice import Practice, Section
from ..core.settings import Settings
from ..core.silence import silence
from ..core.sounds import Voice
from ..core.suggestion import Candidate, Suggestion, suggest
from ..core.timeline import RATE, Range, Timeline
from .settings import SettingsModel
from .tasks import Tasks


@dataclass(frozen=True, slots=True)
class Offer:
    """A practice, as its page shows it.

    Attributes:
        voice: who guides it; empty where it is text alone.
        voices: who could.
        recorded: how many of its lines that voice speaks.
        ranges: the lengths it can be had in, in samples at 48 kHz.
        source: the id of the pack it comes from.
    """

    practice: Practice
    voice: str
    recorded: int
    ranges: tuple[Range, ...]
    source: str
    voices: tuple[Voice, ...] = ()

    @property
    def shortest(self) -> float:
        """The shortest length in minutes, up to the next half minute."""
        return -(-self.ranges[0].shortest // (RATE * 30)) / 2 if self.ranges else self.practice.shortest

    @property
    def longest(self) -> float:
        """The longest length in minutes, down to the half minute."""
        return self.ranges[-1].longest // (RATE * 30) / 2 if self.ranges else self.practice.longest

    def sections_at(self, minutes: float) -> tuple[Section, ...]:
        """The sections that fit at `minutes`."""
        return self.practice.sections_at(minutes)


class LibraryModel(QObject):
    """What can be practised.

    Signals:
        loaded: nothing; once, when the packs were read.
    """

    loaded = Signal()

    def __init__(self, library: Library, settings: SettingsModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._settings = settings
        self._offers: dict[str, Offer] = {}
        self._wished = self._wishes(settings.current)
        settings.changed.connect(self._on_settings)

    def load(self) -> None:
        """Read the packs, and wait for it."""
        self._on_read(self._read())

    def load_aside(self, tasks: Tasks) -> None:
        """Read the packs while the window answers; what is asked for before `loaded` is read then and there."""
        tasks.run(self._read, self._on_read)

    def _read(self) -> tuple[Offer, ...]:
        return tuple(self._offer(practice) for practice in self._library.practices)

    def _on_read(self, offers: tuple[Offer, ...]) -> None:
        # Another voice may have been wished for meanwhile.
        self._offers = {each.practice.id: self._as_wished(each) for each in offers}
        self.loaded.emit()

    def _as_wished(self, offer: Offer) -> Offer:
        """The same, in the voice that is wished for now."""
        voice = self._library.voice_for(offer.practice, self._settings.current.voice_of(offer.practice.id))
        return offer if voice == offer.voice else self._offer(offer.practice)

    @property
    def offers(self) -> tuple[Offer, ...]:
        """Every practice, easiest first; empty before `loaded`."""
        return tuple(self._offers.values())

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Why some script is not among them."""
        return self._library.faults

    def offer(self, practice_id: str) -> Offer:
        """A practice of the library, or a hidden one.

        Raises:
            NotThere: when no pack has it.
        """
        found = self._offers.get(practice_id)
        return found or self._offer(self._library.practice(practice_id))

    @property
    def the_break(self) -> Offer:
        """The self-compassion break."""
        return self.offer(BREAK)

    @property
    def grounding(self) -> Offer:
        """What follows “Too much?”."""
        return self.offer(GROUNDING)

    def timeline(self, offer: Offer, length: int) -> Timeline:
        """The practice fitted to `length` samples at 48 kHz.

        Raises:
            LengthRefused: where it cannot be.
        """
        return self._library.timeline(offer.practice, length, offer.voice, self._settings.current.bell)

    def silence(self, title: str, minutes: float, every: float) -> Timeline:
        """A sitting without a guide, with a bell each `every` minutes, or none between where that is 0."""
        bell = self._settings.current.bell
        return replace(silence(title, minutes, every, self._library.clips.bell_length(bell)), bell=bell)

    def choose_voice(self, practice_id: str, voice: str) -> Offer:
        """From now on this voice guides a practice; the practice as it is offered with it."""
        self._settings.change(voices={**self._settings.current.voices, practice_id: voice})
        return self.offer(practice_id)

    def nearest(self, offer: Offer, length: int) -> int:
        """The length nearest to `length` that can be had, in samples."""
        return Candidate(offer.practice, offer.ranges).length_near(length) if offer.ranges else length

    def suggest(self, need: str, length: int, recent: tuple[str, ...]) -> tuple[Suggestion, ...]:
        """One suggestion and two others for a need and a length in samples.

        Args:
            need: one of `core.script.NEEDS`, or empty.
            length: the time there is.
            recent: practice ids of the newest sittings, newest first.
        """
        ago = {practice: index for index, practice in reversed(list(enumerate(recent)))}
        candidates = [Candidate(o.practice, o.ranges) for o in self.offers]
        return suggest(candidates, need, length, ago)

    def _offer(self, practice: Practice) -> Offer:
        clips = self._library.clips
        voice = self._library.voice_for(practice, self._settings.current.voice_of(practice.id))
        return Offer(
            practice,
            voice,
            clips.recorded(practice, voice),
            self._library.lengths(practice, voice),
            self._library.source(practice.id),
            tuple(clips.voice(practice, name) for name in clips.voices(practice)),
        )

    @staticmethod
    def _wishes(settings: Settings) -> tuple[str, dict[str, str]]:
        return settings.voice, settings.voices

    @Slot(object)
    def _on_settings(self, settings: Settings) -> None:
        """Offer each practice in the voice that is wished for now."""
        if self._wishes(settings) == self._wished:
            return
        self._wished = self._wishes(settings)
        self._offers = {name: self._as_wished(offer) for name, offer in self._offers.items()}

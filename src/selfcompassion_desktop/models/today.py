"""What Today shows: the hour, one suggestion, and how the last weeks looked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QObject, Signal, Slot

from ..core.days import day_of
from ..core.ports.clock import Clock
from ..core.suggestion import Suggestion
from ..core.timeline import samples
from ..store.sittings import Sittings
from .library import LibraryModel
from .player import Ended, PlayerModel
from .settings import SettingsModel
from .tasks import Tasks

WEEKS = 14
RECENT = 12


@dataclass(frozen=True, slots=True)
class Weeks:
    """The last fourteen days, oldest first; true where something was practised, be it for a minute."""

    days: tuple[bool, ...]

    @property
    def practised(self) -> int:
        """On how many of them."""
        return sum(self.days)


class TodayModel(QObject):
    """Today.

    Signals:
        weeks_changed: `Weeks`.
        suggested: tuple of `Suggestion`, the best first.
    """

    weeks_changed = Signal(object)
    suggested = Signal(object)

    def __init__(
        self,
        library: LibraryModel,
        player: PlayerModel,
        sittings: Sittings,
        settings: SettingsModel,
        clock: Clock,
        tasks: Tasks,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._sittings = sittings
        self._settings = settings
        self._clock = clock
        self._tasks = tasks
        self._recent: tuple[str, ...] = ()
        self.need = ""
        self.minutes = 5.0
        self.suggestions: tuple[Suggestion, ...] = ()
        library.loaded.connect(self._suggest)
        player.ended.connect(self._on_ended)

    @Slot()
    def refresh(self) -> None:
        """Read the last weeks anew."""
        last = day_of(self._clock.now(), self._settings.current.day_turns_at)
        first = last - timedelta(days=WEEKS - 1)
        self._tasks.run(lambda: self._read(first, last), lambda found: self._on_read(first, *found))

    @property
    def last_practice(self) -> str:
        """The id of what was practised last and is still offered; empty where there is none."""
        return next((practice for practice in self._recent if practice in self._titles), "")

    @property
    def last_title(self) -> str:
        """Its title."""
        return self._titles.get(self.last_practice, "")

    @property
    def _titles(self) -> dict[str, str]:
        return {offer.practice.id: offer.practice.title for offer in self._library.offers}

    @Slot()
    def forget(self) -> None:
        """The store is locked: hold nothing of it."""
        self._recent = ()
        self.weeks_changed.emit(Weeks((False,) * WEEKS))

    def choose(self, need: str, minutes: float) -> None:
        """What is needed (one of `core.script.NEEDS`, or empty), and how many minutes there are."""
        self.need, self.minutes = need, minutes
        self._suggest()

    def _read(self, first: date, last: date) -> tuple[set[date], tuple[str, ...]]:
        return set(self._sittings.days(first, last)), tuple(s.practice for s in self._sittings.newest(RECENT))

    def _on_read(self, first: date, days: set[date], recent: tuple[str, ...]) -> None:
        self._recent = recent
        self.weeks_changed.emit(Weeks(tuple(first + timedelta(days=n) in days for n in range(WEEKS))))
        self._suggest()

    @Slot()
    def _suggest(self) -> None:
        self.suggestions = self._library.suggest(self.need, samples(self.minutes), self._recent)
        self.suggested.emit(self.suggestions)

    @Slot(object)
    def _on_ended(self, ended: Ended) -> None:
        if ended.sitting:
            self.refresh()

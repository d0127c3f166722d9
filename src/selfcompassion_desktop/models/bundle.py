"""All models of the window, handed to it as one."""

from __future__ import annotations

from dataclasses import dataclass

from .breaks import BreakModel
from .journal import JournalModel
from .library import LibraryModel
from .pages import PagesModel
from .player import PlayerModel
from .settings import SettingsModel
from .store import StoreModel
from .tasks import Tasks
from .today import TodayModel


@dataclass(frozen=True, slots=True)
class Models:
    """What the window shows, and whom it asks."""

    tasks: Tasks
    settings: SettingsModel
    store: StoreModel
    library: LibraryModel
    player: PlayerModel
    journal: JournalModel
    breaks: BreakModel
    today: TodayModel
    pages: PagesModel

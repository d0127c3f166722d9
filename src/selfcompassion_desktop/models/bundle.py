"""All models of the window, handed to it as one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from ..core.ports.clock import Clock
    from .breaks import BreakModel
    from .checkins import CheckInsModel
    from .courses import CoursesModel
    from .exercise import ExerciseModel
    from .journal import JournalModel
    from .journal_days import DaysModel
    from .journal_marks import MarksModel
    from .letters import LettersModel
    from .library import LibraryModel
    from .lock import LockModel
    from .login import LoginModel
    from .mending import MendingModel
    from .notifications import NotificationsModel
    from .origins import OriginsModel
    from .pages import PagesModel
    from .pictures import PicturesModel
    from .player import PlayerModel
    from .progress import ProgressModel
    from .prompts import PromptsModel
    from .settings import SettingsModel
    from .spelling import SpellingModel
    from .store import StoreModel
    from .studies import StudiesModel
    from .take_along import TakeAlongModel
    from .taking_in import TakingInModel
    from .taking_out import TakingOutModel
    from .tasks import Tasks
    from .today import TodayModel


class Models(Protocol):
    """What the window shows, and whom it asks.

    A model may be made when it is first asked for: the window paints its first picture with `settings` and
    `clock` alone.
    """

    @property
    def clock(self) -> Clock:
        """The wall clock."""

    @property
    def tasks(self) -> Tasks:
        """Work done aside."""

    @property
    def settings(self) -> SettingsModel:
        """The settings."""

    @property
    def store(self) -> StoreModel:
        """The store and its backups."""

    @property
    def mending(self) -> MendingModel:
        """Backups looked into, and a damaged store mended."""

    @property
    def lock(self) -> LockModel:
        """Whether the journal is locked, and its passphrase."""

    @property
    def library(self) -> LibraryModel:
        """What can be practised."""

    @property
    def player(self) -> PlayerModel:
        """What is guided now."""

    @property
    def journal(self) -> JournalModel:
        """The journal."""

    @property
    def marks(self) -> MarksModel:
        """Tags and feelings that are offered."""

    @property
    def days(self) -> DaysModel:
        """Days with entries."""

    @property
    def letters(self) -> LettersModel:
        """Letters to oneself."""

    @property
    def pictures(self) -> PicturesModel:
        """The journal's pictures."""

    @property
    def spelling(self) -> SpellingModel:
        """How words are spelt."""

    @property
    def breaks(self) -> BreakModel:
        """The self-compassion break."""

    @property
    def exercise(self) -> ExerciseModel:
        """The written exercises."""

    @property
    def courses(self) -> CoursesModel:
        """The courses."""

    @property
    def checkins(self) -> CheckInsModel:
        """A check-in under way."""

    @property
    def progress(self) -> ProgressModel:
        """How it has been."""

    @property
    def studies(self) -> StudiesModel:
        """Taking part in a study."""

    @property
    def origins(self) -> OriginsModel:
        """Where entries came from."""

    @property
    def prompts(self) -> PromptsModel:
        """When a break is offered."""

    @property
    def notifications(self) -> NotificationsModel:
        """The desktop's notifications."""

    @property
    def login(self) -> LoginModel:
        """Whether the program begins with the system."""

    @property
    def today(self) -> TodayModel:
        """What Today shows."""

    @property
    def take_along(self) -> TakeAlongModel:
        """A practice written to a file."""

    @property
    def taking_in(self) -> TakingInModel:
        """Pages taken in from files."""

    @property
    def taking_out(self) -> TakingOutModel:
        """The journal taken out into files, or printed."""

    @property
    def pages(self) -> PagesModel:
        """Pages to read."""

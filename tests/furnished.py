"""A place's surroundings for a test: real models and store in a fresh folder, a clock that the test moves, no sound."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fakes import FakeAutostart, FakeClock, FakeDictionaries, FakeNotifier, FakePresence, FakeSpeaker
from selfcompassion_desktop.app import Services, SoundFiles
from selfcompassion_desktop.content.pages import Pages
from selfcompassion_desktop.core.errors import StoreFull
from selfcompassion_desktop.core.journal import Entry, Marks
from selfcompassion_desktop.core.ports.sound import SoundState
from selfcompassion_desktop.core.settings import write
from selfcompassion_desktop.desktop.paths import Paths, assets_folder
from selfcompassion_desktop.models.breaks import BreakModel
from selfcompassion_desktop.models.checkins import CheckInsModel
from selfcompassion_desktop.models.courses import CoursesModel
from selfcompassion_desktop.models.exercise import ExerciseModel
from selfcompassion_desktop.models.journal import JournalModel
from selfcompassion_desktop.models.journal_days import DaysModel
from selfcompassion_desktop.models.journal_marks import MarksModel
from selfcompassion_desktop.models.letters import LettersModel
from selfcompassion_desktop.models.library import LibraryModel
from selfcompassion_desktop.models.lock import LockModel
from selfcompassion_desktop.models.login import LoginModel
from selfcompassion_desktop.models.mending import MendingModel
from selfcompassion_desktop.models.notifications import NotificationsModel
from selfcompassion_desktop.models.origins import OriginsModel
from selfcompassion_desktop.models.pages import PagesModel
from selfcompassion_desktop.models.pictures import PicturesModel
from selfcompassion_desktop.models.player import PlayerModel, SoundNews
from selfcompassion_desktop.models.progress import ProgressModel
from selfcompassion_desktop.models.prompts import PromptsModel
from selfcompassion_desktop.models.settings import SettingsModel
from selfcompassion_desktop.models.spelling import SpellingModel
from selfcompassion_desktop.models.store import StoreModel
from selfcompassion_desktop.models.studies import StudiesModel
from selfcompassion_desktop.models.take_along import TakeAlongModel
from selfcompassion_desktop.models.taking_in import TakingInModel
from selfcompassion_desktop.models.taking_out import TakingOutModel
from selfcompassion_desktop.models.tasks import Tasks
from selfcompassion_desktop.models.today import TodayModel
from selfcompassion_desktop.models.walk import Walk
from selfcompassion_desktop.store.backups import Backups
from selfcompassion_desktop.store.encryption import Encryption
from selfcompassion_desktop.store.entries import Entries
from selfcompassion_desktop.store.ids import Ids
from selfcompassion_desktop.store.keyfile import Cost
from selfcompassion_desktop.store.known_words import KnownWords
from selfcompassion_desktop.store.mending import Mending
from selfcompassion_desktop.store.pictures import Pictures
from selfcompassion_desktop.ui.press import PdfPress
from selfcompassion_desktop.ui.shrinker import QtShrinker

FULL = "The disk is full."


class Faltering(Entries):
    """The real entries, on a disk that is full when a test says so."""

    full = False

    def add(self, *given: Any, **named: Any) -> Entry:
        self._weigh()
        return super().add(*given, **named)

    def save(self, id: str, body: str, base_revision: int | None = None) -> Entry:
        self._weigh()
        return super().save(id, body, base_revision)

    def mark(self, id: str, marks: Marks) -> Entry:
        self._weigh()
        return super().mark(id, marks)

    def _weigh(self) -> None:
        if self.full:
            raise StoreFull(FULL)


class Silent(Services):
    """The services of a machine without sound."""

    def speaker(self, on_state: Callable[[SoundState], None]) -> FakeSpeaker:
        return FakeSpeaker()


@dataclass(frozen=True)
class Together:
    """Every model, made; `models.bundle.Models`."""

    clock: FakeClock
    tasks: Tasks
    settings: SettingsModel
    store: StoreModel
    library: LibraryModel
    player: PlayerModel
    journal: JournalModel
    breaks: BreakModel
    today: TodayModel
    pages: PagesModel
    lock: LockModel
    mending: MendingModel
    take_along: TakeAlongModel
    taking_out: TakingOutModel
    marks: MarksModel
    days: DaysModel
    letters: LettersModel
    prompts: PromptsModel
    notifications: NotificationsModel
    login: LoginModel
    exercise: ExerciseModel
    origins: OriginsModel
    taking_in: TakingInModel
    pictures: PicturesModel
    spelling: SpellingModel
    courses: CoursesModel
    checkins: CheckInsModel
    progress: ProgressModel
    studies: StudiesModel


class Furnished:
    """Everything a place needs.

    Args:
        folder: a fresh folder for the data.
        qtbot: waits for what is done aside.
    """

    def __init__(self, folder: Path, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self._shown: list[QWidget] = []
        self.clock = FakeClock()
        self.services = services = Silent(Paths(folder / "data", assets_folder()), self.clock)
        self.entries = Faltering(services.database, self.clock, Ids(self.clock))
        tasks = Tasks()
        loaded, _ = services.settings_file.load()
        settings = SettingsModel(services.settings_file, loaded, tasks)
        backups = Backups(services.database, services.paths.backups, self.clock)
        library = LibraryModel(services.library, settings)
        news = SoundNews()
        player = PlayerModel(services.speaker(news.changed.emit), news, self.clock, services.sittings, settings, tasks)
        journal = JournalModel(self.entries, tasks, retry=300)
        self.dictionaries = FakeDictionaries()
        self.pictures = Pictures(services.database, Ids(self.clock), QtShrinker())
        store = StoreModel(services.database, backups, tasks)
        exercise = ExerciseModel(services.library, journal, self.entries, tasks)
        self.walk = Walk(services.library, services.courses, lambda: settings.current.day_turns_at)
        encryption = Encryption(services.database, cost=Cost(64, 1, 1))
        courses = CoursesModel(self.walk, library, player, exercise, journal, settings, tasks)
        self.models = Together(
            self.clock,
            tasks,
            settings,
            store,
            library,
            player,
            journal,
            BreakModel(library, player, services.breaks, settings, tasks),
            TodayModel(library, player, services.sittings, settings, self.clock, tasks),
            PagesModel(Pages(services.paths.assets / "pages"), settings, lambda count: 0),
            LockModel(encryption, store, journal, settings, self.clock, tasks, lambda: player.playing),
            MendingModel(Mending(services.database, backups, self.clock), self.entries, tasks),
            TakeAlongModel(SoundFiles(services), settings),
            TakingOutModel(
                services.take_out(lambda: write(settings.current), PdfPress()),
                self.entries,
                self.pictures.whole,
                self.clock,
                tasks,
            ),
            MarksModel(self.entries, tasks),
            DaysModel(self.entries, self.clock, tasks),
            LettersModel(self.entries, journal, self.clock, tasks),
            PromptsModel(services.prompts_file, FakePresence(), self.clock, settings, player, tasks),
            NotificationsModel(FakeNotifier()),
            LoginModel(FakeAutostart(), tasks),
            exercise,
            OriginsModel(services.sittings, self.entries, services.library, tasks),
            TakingInModel(services.intake, settings),
            PicturesModel(self.pictures, journal, tasks),
            SpellingModel(self.dictionaries, KnownWords(services.database), settings, tasks, system="en_GB"),
            courses,
            CheckInsModel(services.library, services.checkins, self.walk, courses, settings, tasks),
            ProgressModel(services.practised, tasks),
            StudiesModel(services.research, tasks),
        )
        self.models.store.open()
        self.settle()

    def settle(self) -> None:
        """Until everything begun is done, and shown."""
        for _ in (1, 2):  # what was done may have begun something more
            reached: list[bool] = []
            self.models.tasks.run(partial(bool, 1), reached.append)
            self._qtbot.waitUntil(partial(any, reached))

    def show(self, place: QWidget, width: int = 1000, height: int = 700) -> None:
        """Put a place on the screen."""
        # What was typed last is kept before the paper goes: no timer goes on into the next test.
        self._shown.append(place)
        self._qtbot.addWidget(place, before_close_func=lambda _: self._keep())
        place.resize(width, height)
        place.show()
        self._qtbot.waitExposed(place)

    def _keep(self) -> None:
        self.models.journal.save()
        self.settle()

    def close(self) -> None:
        """Let go of the store."""
        self.models.taking_in.close()
        self.models.store.close()

"""The composition root: `Services` makes what both the window and the terminal use, `build` makes the window's
objects and starts nothing, `main` opens the window.

Nothing is imported before it is needed: the terminal never pays for Qt, and the window opens before the store,
the library and the sound are touched.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from .desktop.clock import SystemClock
from .desktop.paths import Paths

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType

    from PySide6.QtCore import QSocketNotifier
    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QApplication

    from .content.library import Library
    from .content.pack_install import Packs
    from .content.takeout.take_out import TakeOut
    from .core.ports.clock import Clock
    from .core.ports.press import Press
    from .core.ports.sound import SoundState, Speaker
    from .core.settings import Settings
    from .core.timeline import Timeline
    from .desktop.awake import KeepAwake
    from .desktop.single_instance import SingleInstance
    from .models.breaks import BreakModel
    from .models.checkins import CheckInsModel
    from .models.courses import CoursesModel
    from .models.exercise import ExerciseModel
    from .models.intake import Intake
    from .models.journal import JournalModel
    from .models.journal_days import DaysModel
    from .models.journal_marks import MarksModel
    from .models.letters import LettersModel
    from .models.library import LibraryModel
    from .models.lock import LockModel
    from .models.login import LoginModel
    from .models.media import MediaModel
    from .models.mending import MendingModel
    from .models.notifications import NotificationsModel
    from .models.origins import OriginsModel
    from .models.pages import PagesModel
    from .models.pictures import PicturesModel
    from .models.player import PlayerModel
    from .models.practised import Practised
    from .models.progress import ProgressModel
    from .models.prompts import PromptsModel
    from .models.research import Research
    from .models.settings import SettingsModel
    from .models.spelling import SpellingModel
    from .models.store import StoreModel
    from .models.studies import StudiesModel
    from .models.take_along import TakeAlongModel
    from .models.taking_in import TakingInModel
    from .models.taking_out import TakingOutModel
    from .models.tasks import Tasks
    from .models.today import TodayModel
    from .models.walk import Walk
    from .store.backups import Backups
    from .store.breaks import Breaks
    from .store.checkins import CheckIns
    from .store.consents import Consents
    from .store.courses import Courses
    from .store.database import AskForKey, Database
    from .store.encryption import Encryption
    from .store.entries import Entries
    from .store.prompts_file import PromptsFile
    from .store.settings_file import SettingsFile
    from .store.sittings import Sittings
    from .store.whole import Whole
    from .ui.main_window import MainWindow
    from .ui.offering import Offering
    from .ui.theme import Theme

AHEAD_AFTER = 700
"""Milliseconds after everything else that the window begins to make ready what may be wanted next."""
PROMPTS_AFTER = 1500
"""Milliseconds after everything else that prompts are first looked at."""
BENCH = "SELFCOMPASSION_BENCH_START"
"""Set in the environment, the program ends as soon as its window is painted and usable, and says so."""


class Services:
    """What the program is made of below the interface, each made when first asked for."""

    def __init__(self, paths: Paths, clock: Clock | None = None, ask: AskForKey | None = None) -> None:
        self.paths = paths
        self._ask = ask
        self.clock: Clock = clock or SystemClock()
        self.settings: Callable[[], Settings] = lambda: self._settings_found
        """The settings: as they were when first asked for, until a window follows them."""

    @cached_property
    def _settings_found(self) -> Settings:
        return self.settings_file.load()[0]

    def turns_at(self) -> str:
        """When the person's day turns, "HH:MM"."""
        return self.settings().day_turns_at

    @cached_property
    def settings_file(self) -> SettingsFile:
        """The settings' file."""
        from .store.settings_file import SettingsFile

        return SettingsFile(self.paths.settings)

    @cached_property
    def prompts_file(self) -> PromptsFile:
        """The file of prompts."""
        from .store.prompts_file import PromptsFile

        return PromptsFile(self.paths.prompts)

    @cached_property
    def database(self) -> Database:
        """The store, not yet opened."""
        from .store.database import Database

        return Database(self.paths.store, self.clock, ask=self._ask)

    @cached_property
    def encryption(self) -> Encryption:
        """What sees to the store's passphrase."""
        from .store.encryption import Encryption

        return Encryption(self.database)

    @cached_property
    def entries(self) -> Entries:
        """The journal's entries."""
        from .store.entries import Entries
        from .store.ids import Ids

        return Entries(self.database, self.clock, Ids(self.clock))

    @cached_property
    def sittings(self) -> Sittings:
        """What was practised."""
        from .store.ids import Ids
        from .store.sittings import Sittings

        return Sittings(self.database, self.clock, Ids(self.clock))

    @cached_property
    def breaks(self) -> Breaks:
        """The breaks taken."""
        from .store.breaks import Breaks
        from .store.ids import Ids

        return Breaks(self.database, self.clock, Ids(self.clock))

    @cached_property
    def courses(self) -> Courses:
        """What is done of courses."""
        from .store.courses import Courses
        from .store.ids import Ids

        return Courses(self.database, self.clock, Ids(self.clock))

    @cached_property
    def walk(self) -> Walk:
        """Courses walked."""
        from .models.walk import Walk

        return Walk(self.library, self.courses, self.turns_at)

    @cached_property
    def practised(self) -> Practised:
        """What was practised and answered."""
        from .models.practised import Practised

        return Practised(
            self.sittings, self.breaks, self.checkins, self.courses, self.library, self.clock, self.turns_at
        )

    @cached_property
    def checkins(self) -> CheckIns:
        """What was answered of measures."""
        from .store.checkins import CheckIns
        from .store.ids import Ids

        return CheckIns(self.database, self.clock, Ids(self.clock))

    @cached_property
    def consents(self) -> Consents:
        """What was agreed to for studies."""
        from .store.consents import Consents
        from .store.ids import Ids

        return Consents(self.database, self.clock, Ids(self.clock))

    @cached_property
    def research(self) -> Research:
        """Taking part in studies."""
        from .models.research import Research

        return Research(self.library, self.consents, self.courses, self.checkins, self.paths.data, self.turns_at)

    @cached_property
    def backups(self) -> Backups:
        """The program's own backups."""
        from .store.backups import Backups

        return Backups(self.database, self.paths.backups, self.clock)

    @cached_property
    def whole(self) -> Whole:
        """Everything out of the store, and back in."""
        from .store.ids import Ids
        from .store.whole import Whole

        return Whole(self.database, self.clock, Ids(self.clock))

    def take_out(self, settings: Callable[[], Mapping[str, object]], press: Press) -> TakeOut:
        """Takes the journal out; `settings` gives those that come along."""
        from .content.takeout.take_out import TakeOut

        return TakeOut(lambda: self.whole.opened(settings()), self.paths.data, press)

    @cached_property
    def intake(self) -> Intake:
        """What comes from files, whatever program made them."""
        from .models.intake import Intake
        from .store.ids import Ids
        from .store.importing import Importing
        from .store.pictures import Pictures

        ids = Ids(self.clock)
        importing = Importing(self.database, self.entries, Pictures(self.database, ids), self.clock, ids)
        return Intake(self.database, importing, self.whole, self.backups, self.settings_file, self.clock)

    @cached_property
    def library(self) -> Library:
        """What the packs offer."""
        from .content.library import Library
        from .content.packs import packs_in
        from .content.staging import tidy_up

        tidy_up(self.paths.packs)
        return Library(packs_in(self.paths.assets, self.paths.packs), self.paths.measures)

    @cached_property
    def packs(self) -> Packs:
        """The packs that are installed, and those that could be."""
        from .content.pack_install import Packs

        return Packs(self.paths.packs, self.paths.assets, lambda: self.library.known)

    def speaker(self, on_state: Callable[[SoundState], None]) -> Speaker:
        """A speaker for this machine's sound."""
        from .audio.speaker import PygameSpeaker

        return PygameSpeaker(self.library.clips, self.clock, on_state)


class SoundFiles:
    """`core.ports.sound_file.SoundFiles`; what sound needs is loaded when the first file is written."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def write(
        self, timeline: Timeline, file: str, soundscape: str, volume: float, progress: Callable[[float], bool]
    ) -> None:
        from pathlib import Path

        from .audio.export import write
        from .core.ports.sound import Channel

        write(timeline, self._services.library.clips, Path(file), progress, soundscape, {Channel.SOUNDSCAPE: volume})


@dataclass(frozen=True, slots=True)
class Program:
    """The window's program, made and not started.

    Attributes:
        window: the one window.
        models: what it shows.
        services: what is below.
    """

    services: Services
    models: Workshop
    window: MainWindow


class Workshop:
    """The window's models, each made when it is first asked for; `models.bundle.Models`.

    Args:
        services: what they stand on.
    """

    def __init__(self, services: Services) -> None:
        self._services = services
        services.settings = lambda: self.settings.current
        self.clock = services.clock
        self.notices: tuple[str, ...] = ()

    @cached_property
    def tasks(self) -> Tasks:
        """Work done aside."""
        from .models.tasks import Tasks

        return Tasks()

    @cached_property
    def settings(self) -> SettingsModel:
        """The settings, read now."""
        from .models.settings import SettingsModel

        loaded, self.notices = self._services.settings_file.load()
        return SettingsModel(self._services.settings_file, loaded, self.tasks)

    @cached_property
    def store(self) -> StoreModel:
        """The store, not yet opened."""
        from .models.store import StoreModel

        return StoreModel(self._services.database, self._services.backups, self.tasks)

    @cached_property
    def lock(self) -> LockModel:
        """The journal's lock."""
        from .models.lock import LockModel

        services = self._services
        return LockModel(
            services.encryption,
            self.store,
            self.journal,
            self.settings,
            services.clock,
            self.tasks,
            self._at_work,
        )

    def _at_work(self) -> bool:
        """Whether something is guided, taken in or taken out: nobody needs to be at the keys for that."""
        made = vars(self)
        return (
            self.player.playing
            or ("taking_in" in made and self.taking_in.busy)
            or ("taking_out" in made and self.taking_out.writing)
        )

    @cached_property
    def mending(self) -> MendingModel:
        """Backups looked into, and a damaged store mended."""
        from .models.mending import MendingModel
        from .store.mending import Mending

        services = self._services
        mending = Mending(services.database, services.backups, services.clock)
        return MendingModel(mending, services.entries, self.tasks)

    @cached_property
    def library(self) -> LibraryModel:
        """What can be practised, not yet read."""
        from .models.library import LibraryModel

        return LibraryModel(self._services.library, self.settings)

    @cached_property
    def player(self) -> PlayerModel:
        """The player; its sound waits for the first practice."""
        from .models.player import PlayerModel, SoundNews

        services, news = self._services, SoundNews()
        speaker = services.speaker(news.changed.emit)
        return PlayerModel(speaker, news, services.clock, services.sittings, self.settings, self.tasks)

    @cached_property
    def media(self) -> MediaModel:
        """The player, and the system's media keys and panels."""
        from .desktop.mpris import media
        from .models.media import MediaModel, MediaNews

        news = MediaNews()
        return MediaModel(self.player, self.settings, media(news.wished.emit, self.clock), news, self.clock)

    @cached_property
    def journal(self) -> JournalModel:
        """The journal."""
        from .models.journal import JournalModel

        return JournalModel(self._services.entries, self.tasks)

    @cached_property
    def pictures(self) -> PicturesModel:
        """The journal's pictures."""
        from .models.pictures import PicturesModel
        from .store.ids import Ids
        from .store.pictures import Pictures
        from .ui.shrinker import QtShrinker

        services = self._services
        pictures = Pictures(services.database, Ids(services.clock), QtShrinker())
        return PicturesModel(pictures, self.journal, self.tasks)

    @cached_property
    def spelling(self) -> SpellingModel:
        """Spelling, by what the system has."""
        from .desktop.spelling import SystemDictionaries
        from .models.spelling import SpellingModel
        from .store.known_words import KnownWords

        return SpellingModel(SystemDictionaries(), KnownWords(self._services.database), self.settings, self.tasks)

    @cached_property
    def marks(self) -> MarksModel:
        """Tags and feelings that are offered."""
        from .models.journal_marks import MarksModel

        return MarksModel(self._services.entries, self.tasks)

    @cached_property
    def days(self) -> DaysModel:
        """Days with entries."""
        from .models.journal_days import DaysModel

        return DaysModel(self._services.entries, self.clock, self.tasks)

    @cached_property
    def letters(self) -> LettersModel:
        """Letters to oneself."""
        from .models.letters import LettersModel

        return LettersModel(self._services.entries, self.journal, self.clock, self.tasks)

    @cached_property
    def breaks(self) -> BreakModel:
        """The break."""
        from .models.breaks import BreakModel

        return BreakModel(self.library, self.player, self._services.breaks, self.settings, self.tasks)

    @cached_property
    def exercise(self) -> ExerciseModel:
        """The written exercises."""
        from .models.exercise import ExerciseModel

        return ExerciseModel(self._services.library, self.journal, self._services.entries, self.tasks)

    @cached_property
    def courses(self) -> CoursesModel:
        """The courses."""
        from .models.courses import CoursesModel

        walk = self._services.walk
        return CoursesModel(walk, self.library, self.player, self.exercise, self.journal, self.settings, self.tasks)

    @cached_property
    def checkins(self) -> CheckInsModel:
        """A check-in under way."""
        from .models.checkins import CheckInsModel

        services, courses = self._services, self.courses
        return CheckInsModel(services.library, services.checkins, services.walk, courses, self.settings, self.tasks)

    @cached_property
    def progress(self) -> ProgressModel:
        """How it has been."""
        from .models.progress import ProgressModel

        return ProgressModel(self._services.practised, self.tasks)

    @cached_property
    def studies(self) -> StudiesModel:
        """Taking part in a study."""
        from .models.studies import StudiesModel

        return StudiesModel(self._services.research, self.tasks)

    @cached_property
    def origins(self) -> OriginsModel:
        """Where entries came from."""
        from .models.origins import OriginsModel

        services = self._services
        return OriginsModel(services.sittings, services.entries, services.library, self.tasks)

    @cached_property
    def prompts(self) -> PromptsModel:
        """When a break is offered, and why it is silent."""
        from .desktop.presence import source
        from .models.prompts import PromptsModel

        services, run = self._services, os.urandom(4).hex()
        file, clock = services.prompts_file, services.clock
        return PromptsModel(file, source(), clock, self.settings, self.player, self.tasks, run)

    @cached_property
    def notifications(self) -> NotificationsModel:
        """The desktop's notifications."""
        from .desktop.notifications import notifier
        from .models.notifications import NotificationsModel

        return NotificationsModel(notifier())

    @cached_property
    def login(self) -> LoginModel:
        """Whether the program begins with the system."""
        from .desktop.autostart import Autostart
        from .models.login import LoginModel

        return LoginModel(Autostart(), self.tasks)

    @cached_property
    def today(self) -> TodayModel:
        """Today."""
        from .models.today import TodayModel

        services = self._services
        return TodayModel(self.library, self.player, services.sittings, self.settings, services.clock, self.tasks)

    @cached_property
    def take_along(self) -> TakeAlongModel:
        """A practice written to a file."""
        from .models.take_along import TakeAlongModel

        return TakeAlongModel(SoundFiles(self._services), self.settings)

    @cached_property
    def taking_in(self) -> TakingInModel:
        """Pages taken in from files."""
        from .models.taking_in import TakingInModel

        return TakingInModel(self._services.intake, self.settings)

    @cached_property
    def taking_out(self) -> TakingOutModel:
        """The journal taken out into files, or printed."""
        from .core.settings import write
        from .models.taking_out import TakingOutModel
        from .store.ids import Ids
        from .store.pictures import Pictures
        from .ui.press import PdfPress

        services = self._services
        pictures = Pictures(services.database, Ids(services.clock))
        take_out = services.take_out(lambda: write(self.settings.current), PdfPress())
        return TakingOutModel(take_out, services.entries, pictures.whole, services.clock, self.tasks)

    @cached_property
    def pages(self) -> PagesModel:
        """Pages to read, read when they are looked at."""
        from .content.pages import Pages
        from .models.pages import PagesModel

        return PagesModel(Pages(self._services.paths.assets / "pages"), self.settings, _below)


def build(services: Services, app: QApplication, models: Workshop | None = None, theme: Theme | None = None) -> Program:
    """Make the window with its first picture and start nothing.

    The settings are read, because the picture depends on them; all else waits until the window stands.
    """
    from .ui.main_window import MainWindow

    models = models or Workshop(services)
    window = MainWindow(models, theme or dress(services, app, models))
    window.tell_notices(models.notices)
    return Program(services, models, window)


def dress(services: Services, app: QApplication, models: Workshop) -> Theme:
    """Give everything that is shown the program's colours and faces."""
    from .desktop.motion import wants_stillness
    from .ui.theme import MOTION, THEME, Theme, load_fonts

    settings = models.settings.current
    theme = Theme(app, wants_stillness)
    load_fonts(services.paths.assets / "fonts")
    theme.use(THEME[settings.theme], round(settings.text_scale * 100), MOTION[settings.reduce_motion])
    return theme


def main(paths: Paths, hidden: bool = False) -> int:
    """Open the window and stay until it is closed; returns the exit status.

    Args:
        paths: where everything is.
        hidden: begin in the tray, as at login; where there is no tray, as a window that is minimised.
    """
    import gc

    # Nothing made during the start is garbage; looking for it costs a tenth of the start.
    gc.disable()
    from .desktop.single_instance import LOOK, RAISE, SingleInstance

    instance = SingleInstance(paths.data)
    if BENCH not in os.environ and instance.raise_other(word=LOOK if hidden else RAISE):
        if not hidden:
            print("The program is already open; its window has been brought to the front.")
        return 0
    from PySide6.QtWidgets import QApplication

    app = QApplication(sys.argv[:1])
    app.setApplicationName("selfcompassion-desktop")
    app.setApplicationDisplayName("Self-Compassion")
    app.setDesktopFileName("selfcompassion-desktop")
    run = _Run(Services(paths), app, instance)
    run.begin(hidden)
    status = app.exec()
    run.end()
    return status


class _Run:
    """One run of the program: it begins with its window, or in the tray and makes the window when it is asked for."""

    def __init__(self, services: Services, app: QApplication, instance: SingleInstance) -> None:
        self._services = services
        self._app = app
        self._instance = instance
        self._models = Workshop(services)
        self._program: Program | None = None
        self._offering: Offering | None = None
        self._awake: KeepAwake | None = None
        self._notifier: QSocketNotifier | None = None

    @cached_property
    def _theme(self) -> Theme:
        return dress(self._services, self._app, self._models)

    def begin(self, hidden: bool) -> None:
        """Show the window; begun hidden, only where nothing else would lead back to it."""
        import gc

        if hidden:
            from .ui.tray import Tray

            if Tray.is_there():
                self._app.setQuitOnLastWindowClosed(False)
                self._listen()
                self._offer()
                gc.freeze()
                gc.enable()
                return
        window = self.window()
        if hidden:
            window.showMinimized()
            window.begin_hidden()
        else:
            window.show()

    def window(self) -> MainWindow:
        """The window, made when it is first asked for and not shown."""
        if self._program is None:
            self._program = build(self._services, self._app, self._models, self._theme)
            window = self._program.window
            sys.excepthook = Mishaps(self._services.paths, window.tell_mishap).take
            window.restore_geometry()
            self._connect(window)
        return self._program.window

    def end(self) -> None:
        """Let everything go, when the last window is closed."""
        models = self._models
        if self._awake is not None:
            self._awake.close()
        for name in ("media", "player", "prompts", "notifications", "take_along", "taking_in", "taking_out", "store"):
            if name in vars(models):
                getattr(models, name).close()
        models.tasks.finish()
        self._instance.release()

    def _connect(self, window: MainWindow) -> None:
        import gc

        bench = BENCH in os.environ
        if bench:
            window.painted.connect(lambda: print("painted", flush=True))
        window.ready.connect(lambda: self._furnish(window))
        window.ready.connect(gc.freeze)
        window.ready.connect(gc.enable)
        if bench:
            window.ready.connect(lambda: _end_bench(self._app))
        window.ready.connect(self._listen)

    def _furnish(self, window: MainWindow) -> None:
        """What waited for the window to stand: its icon, the library, the store, and a little later the prompts."""
        from PySide6.QtCore import QTimer

        from .desktop.awake import KeepAwake

        window.setWindowIcon(self._icon())
        self._models.library.load_aside(self._models.tasks)
        self._models.store.open()
        self._awake = KeepAwake()
        self._models.player.playing_changed.connect(self._awake.keep)
        self._models.player.begun.connect(self._hear_media_keys)
        QTimer.singleShot(AHEAD_AFTER, window, window.make_ahead)
        if self._offering is not None:
            self._offering.attach(window)
        else:
            QTimer.singleShot(PROMPTS_AFTER, window, self._offer)

    def _offer(self) -> None:
        """Prompts: nobody is prompted in the first ten minutes."""
        from .ui.offering import Offering

        self._offering = Offering(self._models, self._icon, self.window, lambda: self._theme)
        if self._program is not None:
            self._offering.attach(self._program.window)
        self._models.prompts.begin()
        self._models.login.mend()

    def _icon(self) -> QIcon:
        from .ui.icons import program_icon

        return program_icon(self._services.paths.assets / "icons" / "app")

    def _hear_media_keys(self) -> None:
        """From the first practice on, the system's media keys and panels show and steer what is guided."""
        if "media" not in vars(self._models):
            self._models.media.raise_wanted.connect(self.window().raise_up)

    def _listen(self) -> None:
        """Do what a later start asks, such as to come to the front; one that comes before this waits for it."""
        from PySide6.QtCore import QSocketNotifier

        if self._notifier is None and (descriptor := self._instance.claim()) is not None:
            self._notifier = QSocketNotifier(descriptor, QSocketNotifier.Type.Read)
            self._notifier.activated.connect(lambda: self._answer(self._instance.answer()))

    def _answer(self, word: bytes) -> None:
        from .desktop.single_instance import BREAK, LOOK, RAISE

        if word in (RAISE, BREAK):
            self.window().raise_up()
        if word == BREAK:
            self.window().when_ready(self._models.breaks.begin)
        if word == LOOK:
            self._models.prompts.look()


def _below(number: int) -> int:
    """A whole number from 0 to below `number`, by chance; `random` would cost the start two milliseconds."""
    return int.from_bytes(os.urandom(4), "big") % number


def _end_bench(app: QApplication) -> None:
    print("ready", flush=True)
    app.quit()


class Mishaps:
    """The one hook for what is our own mistake: it is noted in the log, said in a sentence, and nothing closes.

    The log gets the places in the program, never values: an exception's text could hold words of the journal.
    """

    def __init__(self, paths: Paths, tell: Callable[[str], None]) -> None:
        self._log = paths.log
        self._tell = tell

    def take(self, kind: type[BaseException], mishap: BaseException, trace: TracebackType | None) -> None:
        """Note a mishap and go on."""
        import traceback

        from .core.errors import Trouble

        if isinstance(mishap, Trouble):
            self._tell(mishap.sentence)
            return
        if issubclass(kind, KeyboardInterrupt):
            sys.exit(130)
        places = "".join(traceback.format_tb(trace))
        self._write(f"{kind.__name__}\n{places}")
        self._tell("Something in the program went wrong. What you wrote is kept; the log says where it happened.")

    def _write(self, text: str) -> None:
        with suppress(OSError):
            self._log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with self._log.open("a", encoding="utf-8") as log:
                log.write(text)

"""The one window: a rail of places at the left, and two things always in reach.

What one enters whole — the player, the break, the grounding — lies over the rail and the places, so that
nothing else asks for attention there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
    QPaintEvent,
    QShortcut,
)
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from .locking import OPEN_WHILE_LOCKED, Watch
from .places.today import TodayPlace
from .widgets.notice import QuietNotice
from .widgets.rail import Rail

if TYPE_CHECKING:
    from datetime import datetime

    from ..core.errors import Trouble
    from ..core.settings import Settings
    from ..models.bundle import Models
    from ..models.journal import Keeping
    from ..models.mending import Backup
    from ..models.player import Ended, Session
    from .theme import Theme

RAIL = ("today", "practise", "journal", "courses", "progress", "settings")
LEAST = (900, 600)
FIRST = (1200, 800)


class MainWindow(QMainWindow):
    """The window.

    Signals:
        painted: nothing; once, when it first stands on the screen.
        ready: nothing; once, right after that, when everything in it answers.
        closing: nothing; it is asked to close. Whoever wants it to be hidden instead sets `hide_instead` now.
    """

    painted = Signal()
    ready = Signal()
    closing = Signal()

    def __init__(self, models: Models, theme: Theme) -> None:
        super().__init__()
        self._models = models
        self._theme = theme
        self._first_paint = True
        self.hide_instead = self._quitting = self._settled = False
        self._unkept = ""
        self._writing = ""
        self._alone = self._follows_courses = False
        self._wanted = ""
        self._meetings: tuple[datetime, ...] = ()
        self._places: dict[str, QWidget] = {}
        self._wholes: dict[str, QWidget] = {}
        self.setWindowTitle(self.tr("Self-Compassion"))
        self.setMinimumSize(640, 480)
        self.setAcceptDrops(True)
        self._build()
        self._today = self._places["today"] = TodayPlace(models, self)
        self._stack.addWidget(self._today)

    # ------------------------------------------------------------------ building

    def _build(self) -> None:
        self._whole = QStackedWidget()
        home = QWidget()
        row = QHBoxLayout(home)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.rail = Rail(
            places=[
                ("today", self.tr("Today")),
                ("practise", self.tr("Practise")),
                ("journal", self.tr("Journal")),
                ("courses", self.tr("Courses")),
                ("progress", self.tr("Progress")),
                ("settings", self.tr("Settings")),
            ]
        )
        self.notice = QuietNotice()
        self._stack = QStackedWidget()
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.notice.setContentsMargins(20, 12, 20, 0)
        column.addWidget(self.notice)
        column.addWidget(self._stack, 1)
        row.addWidget(self.rail)
        row.addLayout(column, 1)
        self._home = home
        self._whole.addWidget(home)
        self.setCentralWidget(self._whole)

    @Slot()
    def _settle(self) -> None:
        """The first picture stands: now everything in it is made to answer."""
        self.painted.emit()
        self._connect()
        self._add_keys()
        self._today.settle()
        self._today.practice_wanted.connect(self.open_practice)
        self._today.help_wanted.connect(lambda: self.go("help"))
        self._today.entry_wanted.connect(self.open_entry)
        self._settled = True
        self.ready.emit()

    def _connect(self) -> None:
        models = self._models
        self.rail.chosen.connect(self.go)
        self.notice.acted.connect(models.store.open)
        self.rail.break_wanted.connect(models.breaks.begin)
        self.rail.too_much.connect(self.too_much)
        models.player.begun.connect(self._on_begun)
        models.player.ended.connect(self._on_ended)
        models.player.calming.connect(lambda: self._show_whole("grounding"))
        models.player.not_recorded.connect(self.tell)
        models.breaks.asked.connect(lambda: self._show_whole("break"))
        models.breaks.trouble.connect(self.tell)
        models.journal.trouble.connect(self._tell_of_journal)
        models.journal.keeping_changed.connect(self._on_keeping)
        models.letters.trouble.connect(self.tell)
        models.settings.not_kept.connect(self.tell)
        models.settings.changed.connect(self._apply_settings)
        models.store.opened.connect(self._on_store_opened)
        models.store.refused.connect(self._on_store_refused)
        models.store.trouble.connect(self.tell)
        models.lock.locked.connect(self._on_locked)
        models.lock.shut.connect(self._on_shut)
        models.lock.unlocked.connect(self._on_unlocked)
        self._watch = Watch(models.lock, self)
        if models.lock.is_locked:
            self._on_locked()

    def _add_keys(self) -> None:
        keys: list[tuple[str, Callable[[], object]]] = [
            ("F2", self._models.breaks.begin),
            ("F3", self.too_much),
            ("F11", self.toggle_full_screen),
            ("Ctrl+1", lambda: self.go("today")),
            ("Ctrl+2", lambda: self.go("practise")),
            ("Ctrl+3", lambda: self.go("journal")),
            ("Ctrl+4", lambda: self.go("courses")),
            ("Ctrl+5", lambda: self.go("progress")),
            ("Ctrl+,", lambda: self.go("settings")),
            ("Ctrl+L", self._models.lock.lock),
            ("Ctrl+Q", self.quit),
        ]
        for key, act in keys:
            QShortcut(QKeySequence(key), self, act)

    def _make_place(self, name: str, *, by_parts: bool = False) -> QWidget:
        """A place, imported and made when it is first entered: the window opens with one place only."""
        models = self._models
        match name:
            case "practise":
                from .places.practise import PractisePlace

                practise = PractisePlace(models, self)
                practise.exercise_wanted.connect(self.open_exercise)
                practise.exercises_wanted.connect(self.open_exercises)
                return practise
            case "journal":
                from .places.journal import JournalPlace

                journal = JournalPlace(models, self, by_parts=by_parts)
                journal.exercise_wanted.connect(self.open_exercise)
                journal.practice_wanted.connect(self.open_practice)
                models.marks.trouble.connect(self.tell)
                models.days.trouble.connect(self.tell)
                journal.import_wanted.connect(self.open_import)
                journal.export_wanted.connect(self.open_export)
                journal.alone_wanted.connect(self._set_alone)
                return journal
            case "courses":
                from .places.courses import CoursesPlace

                courses = CoursesPlace(models, self)
                courses.list.questions_wanted.connect(self.open_checkins)
                return courses
            case "progress":
                from .places.progress import ProgressPlace

                return ProgressPlace(models, self)
            case "help":
                from .places.help import HelpPlace

                place = HelpPlace(models, self)
                place.back.connect(lambda: self.go("today"))
                return place
            case _:
                from .places.settings import SettingsPlace

                settings = SettingsPlace(models, self)
                settings.help_wanted.connect(lambda: self.go("help"))
                settings.backup_wanted.connect(self._on_backup_wanted)
                settings.import_wanted.connect(self.open_import)
                settings.export_wanted.connect(self.open_export)
                settings.unlock_wanted.connect(self._is_shut)
                return settings

    def _make_whole(self, name: str) -> QWidget:
        models = self._models
        match name:
            case "break":
                from .places.take_a_break import BreakPlace

                place = BreakPlace(models, self)
                place.done.connect(self._after_break)
                place.too_much.connect(self.too_much)
                place.practice_wanted.connect(self.open_practice)
                place.exercise_wanted.connect(self.open_exercise)
                return place
            case "grounding":
                from .places.grounding import GroundingPlace

                grounding = GroundingPlace(models, self)
                grounding.done.connect(self.leave_whole)
                grounding.too_much.connect(self.too_much)
                grounding.help_wanted.connect(lambda: (self.leave_whole(), self.go("help")))
                return grounding
            case "exercise":
                from .places.exercise import ExercisePlace

                exercise = ExercisePlace(models, self)
                exercise.done.connect(self.leave_whole)
                exercise.too_much.connect(self.too_much)
                exercise.trouble.connect(self.tell)
                exercise.written.connect(lambda: (self.leave_whole(), self.go("journal")))
                return exercise
            case "checkin":
                from .places.checkin import CheckInPlace

                checkin = CheckInPlace(models, self)
                checkin.done.connect(self.leave_whole)
                checkin.too_much.connect(self.too_much)
                checkin.trouble.connect(self.tell)
                checkin.help_wanted.connect(lambda: (self.leave_whole(), self.go("help")))
                return checkin
            case "lock":
                return self._make_lock()
            case "mending":
                from .places.mending import MendingPlace

                mending = MendingPlace(models, self)
                mending.done.connect(self.leave_whole)
                models.mending.mended.connect(self._on_store_opened)
                return mending
            case "import" | "export" | "backup":
                return self._make_of_data(name)
            case _:
                from .places.player import PlayerPlace

                player = PlayerPlace(models, self)
                player.done.connect(self.leave_whole)
                player.too_much.connect(self.too_much)
                player.full_screen_wanted.connect(self.toggle_full_screen)
                player.help_wanted.connect(lambda: (self.leave_whole(), self.go("help")))
                return player

    def _make_of_data(self, name: str) -> QWidget:
        """What moves the journal in, out and back."""
        models = self._models
        if name == "import":
            from .places.journal_import import JournalImport

            taking = JournalImport(models, self)
            taking.done.connect(self.leave_whole)
            taking.journal_wanted.connect(lambda: (self.leave_whole(), self.go("journal")))
            taking.backup_wanted.connect(self._on_backup_wanted)
            models.taking_in.changed.connect(models.journal.fresh)  # the page on the desk may be another now
            models.taking_in.changed.connect(self._on_store_opened)
            return taking
        if name == "export":
            from .places.journal_export import JournalExport

            taking_out = JournalExport(models, self)
            taking_out.done.connect(self.leave_whole)
            return taking_out
        from .places.backup import BackupPlace

        backup = BackupPlace(models, self)
        backup.done.connect(self.leave_whole)
        models.mending.mended.connect(self._on_store_opened)
        models.mending.brought_back.connect(models.journal.list.reload)
        return backup

    # ------------------------------------------------------------------ going about

    @Slot()
    def make_ahead(self) -> None:
        """Make the journal ready bit by bit, before somebody enters it."""
        from .ahead import Ahead, journal_pieces

        if "journal" not in self._places:
            self._ahead = Ahead(journal_pieces(self._models, self._build_journal), self)

    def _build_journal(self) -> bool:
        """One part more of the journal; whether any may be left. Locked, none of it is made."""
        from .places.journal import JournalPlace

        place = self._places.get("journal")
        if self._models.lock.is_locked:
            return False
        if place is None:
            place = self._places["journal"] = self._make_place("journal", by_parts=True)
            self._stack.addWidget(place)
        return isinstance(place, JournalPlace) and place.build_on()

    @Slot(str)
    def go(self, name: str) -> None:
        """Enter a place."""
        if self._models.lock.is_locked and name not in OPEN_WHILE_LOCKED:
            self._show_lock(name)
            return
        if name not in self._places:
            self._places[name] = self._make_place(name)
            self._stack.addWidget(self._places[name])
        place = self._places[name]
        self._alone = self._alone and name == "journal"
        self._show_alone()
        self._stack.setCurrentWidget(place)
        self._whole.setCurrentWidget(self._home)
        if name in RAIL:
            self.rail.set_place(name)
        place.shown()  # type: ignore[attr-defined]  # every place has it

    @Slot(str)
    def open_practice(self, practice_id: str, minutes: float = 0.0) -> None:
        """Show a practice's page; with minutes, at that length."""
        self.leave_whole()
        self.go("practise")
        self._places["practise"].open(practice_id, minutes)  # type: ignore[attr-defined]

    @Slot(str)
    def open_exercise(self, exercise_id: str) -> None:
        """Show a written exercise."""
        if self._is_shut("journal"):
            return
        self._show_whole("exercise")
        self._wholes["exercise"].enter(exercise_id)  # type: ignore[attr-defined]

    @Slot(str, str)
    def open_checkin(self, measure_id: str, source: str = "") -> None:
        """Ask a measure; for a step of a course, by what names it."""
        if self._is_shut():
            return
        self._show_whole("checkin")
        self._wholes["checkin"].enter(measure_id, source)  # type: ignore[attr-defined]

    @Slot()
    def open_checkins(self) -> None:
        """Show what can be asked."""
        if self._is_shut():
            return
        self._show_whole("checkin")
        self._wholes["checkin"].enter_list()  # type: ignore[attr-defined]

    @Slot(str, str)
    def open_reading(self, course_id: str, step_id: str) -> None:
        """Show a text of a course."""
        if self._is_shut("courses"):
            return
        self.go("courses")
        self._places["courses"].read(course_id, step_id)  # type: ignore[attr-defined]

    @Slot(str)
    def open_course(self, course_id: str) -> None:
        """Show a course."""
        if self._is_shut("courses"):
            return
        self.go("courses")
        self._places["courses"].open(course_id)  # type: ignore[attr-defined]

    @Slot()
    def open_exercises(self) -> None:
        """Show all that can be written along."""
        if self._is_shut("journal"):
            return
        self.go("journal")
        self._places["journal"].show_other("exercises")  # type: ignore[attr-defined]

    @Slot(str)
    def open_entry(self, entry_id: str) -> None:
        """Show a page of the journal."""
        if self._is_shut("journal"):
            return
        self.go("journal")
        self._models.journal.open(entry_id)

    @Slot()
    def open_import(self, path: Path | None = None) -> None:
        """Take in pages from elsewhere; from `path`, if it was chosen already."""
        if self._is_shut():
            return
        self._models.journal.save()
        self._show_whole("import")
        self._wholes["import"].enter(path)  # type: ignore[attr-defined]

    @Slot()
    def open_export(self) -> None:
        """Take the journal out into files."""
        if self._is_shut():
            return
        entry = self._models.journal.entry
        self._show_whole("export")
        self._wholes["export"].enter(entry.id if entry is not None else "")  # type: ignore[attr-defined]

    @Slot()
    def too_much(self) -> None:
        """Fade what sounds, and ground."""
        from ..core.errors import Trouble

        try:
            offer = self._models.library.grounding
            timeline = self._models.library.timeline(offer, offer.ranges[0].shortest if offer.ranges else 0)
        except Trouble as trouble:
            self._models.player.stop()
            self.tell(trouble)
            return
        self._models.player.too_much(timeline)

    @Slot()
    def toggle_full_screen(self) -> None:
        """Full screen, or back. In the journal the page is then alone."""
        journal = self._places.get("journal")
        self._alone = not self.isFullScreen() and journal is not None and journal.isVisible()
        self._show_alone()
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    @Slot(bool)
    def _set_alone(self, alone: bool) -> None:
        """The page of the journal alone on the screen, or everything as it was."""
        if alone != self.isFullScreen():
            self.toggle_full_screen()

    def _show_alone(self) -> None:
        self.rail.setHidden(self._alone)
        if "journal" in self._places:
            self._places["journal"].set_alone(self._alone)  # type: ignore[attr-defined]  # the journal has it

    @Slot(object)
    def tell(self, trouble: Trouble) -> None:
        """Say one plain sentence, without getting in the way."""
        from ..core.errors import StoreShut

        if isinstance(trouble, StoreShut):  # the lock says so itself
            return
        self.notice.say(trouble.sentence)

    @Slot(object)
    def _tell_of_journal(self, trouble: Trouble) -> None:
        """What is not kept is told by the page itself while one looks at it, and here otherwise."""
        from ..core.errors import StoreShut
        from ..models.journal import Keeping

        if isinstance(trouble, StoreShut):
            self._tell_of_waiting()
            return
        journal = self._places.get("journal")
        if self._models.journal.keeping is Keeping.NOT_KEPT and journal is not None and journal.isVisible():
            return
        self._unkept = trouble.sentence
        self.tell(trouble)

    def _tell_of_waiting(self) -> None:
        if self._models.lock.is_locked and not self._models.journal.all_kept:
            self.notice.say(self.tr("What you write now is kept in memory until the journal is unlocked."))

    @Slot(object)
    def _on_keeping(self, keeping: Keeping) -> None:
        from ..models.journal import Keeping

        if keeping is Keeping.KEPT and self._unkept and self.notice.sentence == self._unkept:
            self.notice.clear()

    @Slot(str)
    def tell_mishap(self, sentence: str) -> None:
        """Say that something in the program itself went wrong."""
        self.notice.say(sentence)

    def tell_notices(self, notices: tuple[str, ...]) -> None:
        """Say what was found wrong in the settings at the start."""
        if notices:
            self.notice.say(" ".join(notices))

    def raise_up(self) -> None:
        """Come to the front: the program was started a second time."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def _show_whole(self, name: str) -> None:
        if name not in self._wholes:
            self._wholes[name] = self._make_whole(name)
            self._whole.addWidget(self._wholes[name])
        self._whole.setCurrentWidget(self._wholes[name])
        self._wholes[name].setFocus()

    @Slot()
    def leave_whole(self) -> None:
        """Back to the rail and the places."""
        if self._whole.currentWidget() is not self._home:
            self._whole.setCurrentWidget(self._home)
            self.setFocus()
            if self.isFullScreen() and not self._alone:
                self.toggle_full_screen()
            if self._models.lock.is_locked and self.rail.place not in OPEN_WHILE_LOCKED:
                self._show_lock(self.rail.place)

    # ------------------------------------------------------------------ the lock

    def _make_lock(self) -> QWidget:
        from .places.lock import LockPlace

        lock = LockPlace(self._models, self)
        lock.too_much.connect(self.too_much)
        lock.practise_wanted.connect(lambda: self.go("practise"))
        return lock

    def _show_lock(self, wanted: str = "") -> None:
        """Show the lock; what was wanted is entered once it is open."""
        self._wanted = wanted
        self._show_whole("lock")
        self._wholes["lock"].enter()  # type: ignore[attr-defined]

    def _is_shut(self, wanted: str = "") -> bool:
        """Whether the journal is locked; the lock is then shown, and leads to what was wanted, or else back here."""
        if self._models.lock.is_locked:
            self._show_lock(wanted or self.rail.place)
        return self._models.lock.is_locked

    @Slot()
    def _on_locked(self) -> None:
        """What is guided goes on; all else is out of sight at once."""
        from PySide6.QtWidgets import QDialog

        from .places.journal_picture import PictureView
        from .places.today import LineField

        for line in self.findChildren(LineField):
            line.finish()
        for view in self.findChildren(PictureView):
            view.leave()
            self._let_go(view)
        if self._alone and self.isFullScreen():
            self.toggle_full_screen()
        self._alone = False
        self._show_alone()
        for dialog in self.findChildren(QDialog):
            dialog.reject()
        if not self._models.player.running:
            self._show_lock(self.rail.place)
        for name in [name for name in self._wholes if name not in OPEN_WHILE_LOCKED]:
            if name == "exercise":
                self._models.exercise.leave()
            if name == "checkin":
                self._models.checkins.leave()
            if name == "import":
                self._models.taking_in.stop()
            if name == "export":
                self._models.taking_out.stop()
            self._let_go(self._wholes.pop(name))

    @Slot()
    def _on_shut(self) -> None:
        """Nothing that was read of the store stays behind."""
        models = self._models
        models.journal.hide_away()
        models.spelling.shut()
        for model in (models.days, models.marks, models.letters, models.today, models.courses, models.checkins):
            model.forget()
        models.progress.forget()
        models.studies.forget()
        for name in [name for name in self._places if name not in (*OPEN_WHILE_LOCKED, "today")]:
            self._let_go(self._places.pop(name))

    @staticmethod
    def _let_go(widget: QWidget) -> None:
        widget.setParent(None)
        widget.deleteLater()

    @Slot()
    def _on_unlocked(self) -> None:
        lock = self._wholes.get("lock")
        if lock is not None and self._whole.currentWidget() is lock:
            wanted, self._wanted = self._wanted, ""
            self.go(wanted or "today")

    # ------------------------------------------------------------------ what is guided

    @Slot(object)
    def _on_begun(self, session: Session) -> None:
        from ..models.player import Purpose

        names = {Purpose.PRACTICE: "player", Purpose.BREAK: "break", Purpose.GROUNDING: "grounding"}
        self._writing = self._written_at() if session.purpose is Purpose.BREAK else ""
        self._show_whole(names[session.purpose])
        self._wholes[names[session.purpose]].enter(session)  # type: ignore[attr-defined]  # each of the three has it

    @Slot(object)
    def _on_ended(self, ended: Ended) -> None:
        from ..models.player import Purpose

        if ended.session.purpose is Purpose.BREAK and not ended.finished:
            self._after_break()

    def _written_at(self) -> str:
        """The id of the exercise that is on the screen; empty where there is none."""
        if self._whole.currentWidget() is not self._wholes.get("exercise"):
            return ""
        exercise = self._models.exercise.exercise
        return exercise.id if exercise is not None else ""

    @Slot()
    def _after_break(self) -> None:
        """Back to where one came from; an exercise that was being written offers to be gone on with."""
        writing, self._writing = self._writing, ""
        if writing:
            self.open_exercise(writing)
        else:
            self.leave_whole()

    # ------------------------------------------------------------------ start and end

    @Slot()
    def _on_store_opened(self) -> None:
        self.notice.clear()
        self._models.today.refresh()
        self._models.journal.list.reload()
        self._models.journal.tidy()
        self._models.letters.look()
        self._follow_courses()

    def _follow_courses(self) -> None:
        """Courses wait for the store; whoever never began one does not wait for them."""
        courses = self._models.courses
        if not self._follows_courses:
            self._follows_courses = True
            courses.exercise_wanted.connect(self.open_exercise)
            courses.reading_wanted.connect(self.open_reading)
            courses.check_in_wanted.connect(self.open_checkin)
            courses.trouble.connect(self.tell)
            courses.changed.connect(self._on_courses)
            self._today.follow(courses)
            self._today.course_wanted.connect(self.open_course)
        courses.refresh()

    @Slot()
    def _on_courses(self) -> None:
        """Prompts learn of dated sessions; where there are none, nothing is made for their sake."""
        meetings = self._models.courses.meetings
        if meetings != self._meetings:
            self._meetings = meetings
            self._models.prompts.set_sessions(meetings)

    @Slot(object)
    def _on_store_refused(self, trouble: Trouble) -> None:
        from ..core.errors import StoreDamaged, StoreShut

        if isinstance(trouble, StoreShut):
            return
        self.notice.say(trouble.sentence, self.tr("Try again"))
        if isinstance(trouble, StoreDamaged):
            self._show_whole("mending")
            self._wholes["mending"].enter(trouble)  # type: ignore[attr-defined]

    @Slot(object)
    def _on_backup_wanted(self, backup: Backup) -> None:
        if self._is_shut():
            return
        self._show_whole("backup")
        self._wholes["backup"].enter(backup)  # type: ignore[attr-defined]

    @Slot(object)
    def _apply_settings(self, settings: Settings) -> None:
        from .theme import MOTION, THEME

        self._theme.use(THEME[settings.theme], round(settings.text_scale * 100), MOTION[settings.reduce_motion])

    def paintEvent(self, event: QPaintEvent) -> None:
        """After the first paint, go on: until then nothing but the picture is made."""
        super().paintEvent(event)
        if self._first_paint:
            self._first_paint = False
            QTimer.singleShot(0, self._settle)

    def when_ready(self, act: Callable[[], object]) -> None:
        """Do something now, or as soon as everything answers."""
        if self._settled:
            act()
        else:
            self.ready.connect(act, Qt.ConnectionType.SingleShotConnection)

    def begin_hidden(self) -> None:
        """Be ready without being shown: the program was started with the system."""
        self._first_paint = False
        QTimer.singleShot(0, self._settle)

    @Slot()
    def quit(self) -> None:
        """End the program, also where closing would leave it in the tray."""
        self._quitting = True
        self.close()
        QGuiApplication.quit()

    def restore_geometry(self) -> None:
        """Stand where the window stood last, if that is still on a screen."""
        given = self._models.settings.current.window
        rect = fitting(given, [s.availableGeometry() for s in QGuiApplication.screens()])
        self.setGeometry(rect)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file may be dropped wherever nothing else wants it, unless something is under way."""
        free = self._whole.currentWidget() in (self._home, self._wholes.get("import"))
        if free and dropped(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A file that was dropped is looked at, to be taken in."""
        if (path := dropped(event.mimeData())) is not None:
            event.acceptProposedAction()
            QTimer.singleShot(0, lambda: self.open_import(path))  # the other program waits until this is answered

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what was written, then go; in the tray, what is under way goes on."""
        models = self._models
        self.hide_instead = False
        if not self._quitting:
            self.closing.emit()
        if not self.hide_instead and "import" in self._wholes:
            models.taking_in.close()
        models.journal.save()
        if not self.hide_instead:
            models.tasks.finish()
        if not self.isFullScreen() and not self.isMaximized():
            g = self.geometry()
            models.settings.change(window={"x": g.x(), "y": g.y(), "width": g.width(), "height": g.height()})
        if self.hide_instead:
            models.player.stop()
            self.hide()
            event.ignore()
        else:
            super().closeEvent(event)


def dropped(data: QMimeData) -> Path | None:
    """The one file or folder on this computer that is being dragged; None where it is anything else."""
    urls = data.urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None


def fitting(wished: Mapping[str, int], screens: list[QRect]) -> QRect:
    """A window rectangle that can be seen and held: at least 200 × 150 px of it, and its top edge, on a screen."""
    width, height = wished.get("width", FIRST[0]), wished.get("height", FIRST[1])
    home = screens[0]
    if "x" in wished and "y" in wished:
        rect = QRect(wished["x"], wished["y"], width, height)
        for screen in screens:
            seen = rect.intersected(screen)
            if seen.width() >= 200 and seen.height() >= 150 and screen.top() <= rect.top():
                return _within(rect, screen)
    rect = QRect(0, 0, max(width, LEAST[0]), max(height, LEAST[1]))
    rect.moveCenter(home.center())
    return _within(rect, home)


def _within(rect: QRect, screen: QRect) -> QRect:
    rect = QRect(rect.topLeft(), rect.size().expandedTo(QRect(0, 0, *LEAST).size()).boundedTo(screen.size()))
    rect.moveLeft(max(screen.left(), min(rect.left(), screen.right() + 1 - rect.width())))
    rect.moveTop(max(screen.top(), min(rect.top(), screen.bottom() + 1 - rect.height())))
    return rect

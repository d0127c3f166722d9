"""A check-in under way: one question after another, kept at each answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from ..content.library import Library
from ..core.checkin import CheckInRecord
from ..core.errors import Fault
from ..core.measure import Item, Measure, Phase
from ..core.phases import phase_of_step
from ..store.checkins import CheckIns
from .courses import CoursesModel
from .settings import SettingsModel
from .tasks import Tasks
from .walk import SOURCE, Walk


class CheckInsModel(QObject):
    """What is asked, and what was answered so far.

    Signals:
        offered: nothing; `measures` were read.
        stepped: nothing; a question stands to be answered.
        answered: nothing; the answer to the question that stands is another.
        kept: nothing; what was answered last is kept.
        not_kept: `Trouble`; it is not, and is tried again with the next answer.
        finished: `CheckInRecord`; the check-in is kept whole, and the step of a course that asked for it is done.
        left: nothing; the check-in is over for now, and its draft is kept.
        brought_in: `Measure`; a person's own definition file is among the measures.
        trouble: `Trouble`; there is no such measure, or what was answered before cannot be read.

    Attributes:
        measures: every measure; empty before `load`.
        faults: why some measure is not among them.
        at: index of the question that stands.
    """

    offered = Signal()
    stepped = Signal()
    answered = Signal()
    kept = Signal()
    not_kept = Signal(object)
    finished = Signal(object)
    left = Signal()
    brought_in = Signal(object)
    trouble = Signal(object)

    def __init__(
        self,
        library: Library,
        checkins: CheckIns,
        walk: Walk,
        courses: CoursesModel,
        settings: SettingsModel,
        tasks: Tasks,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._checkins = checkins
        self._walk = walk
        self._courses = courses
        self._settings = settings
        self._tasks = tasks
        self._record: CheckInRecord | None = None
        self._measure: Measure | None = None
        self._source = ""
        self._answers: dict[str, int] = {}
        self._turn = 0
        self.measures: tuple[Measure, ...] = ()
        self.faults: tuple[Fault, ...] = ()
        self.at = 0

    # ------------------------------------------------------------------ what is there

    @property
    def running(self) -> bool:
        """Whether a check-in is under way."""
        return self._measure is not None

    @property
    def measure(self) -> Measure | None:
        """What is asked."""
        return self._measure

    @property
    def item(self) -> Item | None:
        """The question that stands."""
        return self._measure.items[self.at] if self._measure else None

    @property
    def answer(self) -> int | None:
        """What it was answered with; None where it is open."""
        return self._answers.get(self.item.id) if self.item else None

    @property
    def is_last(self) -> bool:
        """Whether no question comes after it."""
        return self._measure is not None and self.at == len(self._measure.items) - 1

    @Slot()
    def load(self) -> None:
        """Read every measure there is; `offered` follows."""
        self._tasks.run(
            lambda: (self._library.measures, self._library.measure_faults), self._on_read, self.trouble.emit
        )

    def _on_read(self, found: tuple[tuple[Measure, ...], tuple[Fault, ...]]) -> None:
        self.measures, self.faults = found
        self.offered.emit()

    def bring_in(self, file: str) -> None:
        """Take a definition file in among the measures; `brought_in` follows, or `trouble` with every fault."""

        def done(measure: Measure) -> None:
            self.load()
            self.brought_in.emit(measure)

        self._tasks.run(lambda: self._library.bring_in(Path(file)), done, self.trouble.emit)

    # ------------------------------------------------------------------ a check-in

    def begin(self, measure_id: str, phase: Phase = Phase.NONE, run: str = "", step: str = "") -> None:
        """Begin, or go on with the draft of such a check-in; `stepped` follows."""

        def work() -> tuple[Measure, CheckInRecord]:
            measure = self._library.measure(measure_id)
            return measure, self._checkins.begin(measure, phase, run, step, self._turns_at)

        self._begin(work, "")

    def begin_step(self, measure_id: str, source: str) -> None:
        """The same for a step of a course that is under way, by what names it; see `walk.source_of`."""

        def work() -> tuple[Measure, CheckInRecord]:
            measure = self._library.measure(measure_id)
            course, _, step = source.removeprefix(SOURCE).partition("/")
            way = self._walk.way(course)
            phase = phase_of_step(way.course, step, measure.id)
            return measure, self._checkins.begin(measure, phase, way.run.id, step, self._turns_at)

        self._begin(work, source)

    def set_answer(self, value: int | None) -> None:
        """Answer the question that stands, or leave it open; what there is is kept at once."""
        item = self.item
        if item is None or value == self.answer or (value is not None and value not in item.values):
            return
        if value is None:
            del self._answers[item.id]
        else:
            self._answers[item.id] = value
        self.answered.emit()
        self._keep()

    @Slot()
    def go_on(self) -> None:
        """To the next question; after the last one the check-in is finished."""
        if self._measure is None:
            return
        if self.is_last:
            self._finish()
        else:
            self.at += 1
            self.stepped.emit()

    @Slot()
    def go_back(self) -> None:
        """To the question before."""
        if self._measure is not None and self.at > 0:
            self.at -= 1
            self.stepped.emit()

    @Slot()
    def leave(self) -> None:
        """Enough for now; the draft is there again another time."""
        self._turn += 1
        if self._measure is not None:
            self._let_go()
            self.left.emit()

    @Slot()
    def forget(self) -> None:
        """The store is locked: hold nothing of it."""
        self._turn += 1
        self._let_go()

    # ------------------------------------------------------------------ aside

    @property
    def _turns_at(self) -> str:
        return self._settings.current.day_turns_at

    def _begin(self, work: Callable[[], tuple[Measure, CheckInRecord]], source: str) -> None:
        self._let_go()
        self._turn += 1
        turn = self._turn

        def begun(found: tuple[Measure, CheckInRecord]) -> None:
            if turn != self._turn:
                return  # something else was begun meanwhile, or this was left
            self._measure, self._record = found
            self._source = source
            self._answers = dict(self._record.answers)
            open_ones = [n for n, item in enumerate(self._measure.items) if item.id not in self._answers]
            self.at = open_ones[0] if open_ones else len(self._measure.items) - 1
            self.stepped.emit()

        self._tasks.run(work, begun, self.trouble.emit)

    def _keep(self) -> None:
        record, answers, turns_at = self._record, dict(self._answers), self._turns_at
        if record is not None:
            self._tasks.run(
                lambda: self._checkins.keep(record, answers, turns_at),
                lambda _: self.kept.emit(),
                self.not_kept.emit,
                shelve=True,
            )

    def _finish(self) -> None:
        record, answers, turns_at, source = self._record, dict(self._answers), self._turns_at, self._source
        turn = self._turn
        if record is None:
            return

        def done(kept: CheckInRecord) -> None:
            if source:
                course, _, step = source.removeprefix(SOURCE).partition("/")
                self._courses.do(course, step, kept.id)
            if turn == self._turn:
                self._let_go()
                self.finished.emit(kept)

        self._tasks.run(lambda: self._checkins.finish(record, answers, turns_at), done, self.not_kept.emit, shelve=True)

    def _let_go(self) -> None:
        self._measure = self._record = None
        self._answers, self._source, self.at = {}, "", 0

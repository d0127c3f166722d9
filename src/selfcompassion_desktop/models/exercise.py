"""The written exercises: a step at a time, kept from the first word, and in the end an entry like any other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from ..content.library import Library
from ..core.answers import SOURCE, answers_in, beginning, goes_on_at, is_empty, left_half_way, text_of
from ..core.errors import Fault
from ..core.exercise import Exercise, Step
from ..core.journal import Entry, Only
from ..store.entries import Entries
from .journal import JournalModel, Keeping, OneLine
from .tasks import Tasks


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was written in an exercise before, and can be gone on with.

    Attributes:
        entry: the entry's id.
        local: the wall time it was begun, ISO 8601 with the offset as it was.
        step: index of the step that follows the last answer.
    """

    entry: str
    local: str
    step: int


class ExerciseModel(QObject):
    """The exercise being written.

    Signals:
        looked_up: `Earlier`, or None; what was left half-way in the exercise that was chosen.
        stepped: nothing; a step stands to be written.
        keeping_changed: `Keeping`.
        written: nothing; what was written lies on the journal's desk.
        left: nothing; the exercise is over, and what was written is kept.
        trouble: `Trouble`; what was written before cannot be read.

    Attributes:
        exercise: the one chosen last; None before.
        step: index of the step that stands.
    """

    looked_up = Signal(object)
    stepped = Signal()
    keeping_changed = Signal(object)
    written = Signal()
    left = Signal()
    trouble = Signal(object)

    def __init__(
        self, library: Library, journal: JournalModel, entries: Entries, tasks: Tasks, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._journal = journal
        self._entries = entries
        self._tasks = tasks
        self._line: OneLine | None = None
        self._earlier: Earlier | None = None
        self._read: Callable[[], str] | None = None
        self._answers: list[str] = []
        self.exercise: Exercise | None = None
        self.step = 0
        journal.trouble.connect(self._on_trouble)

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """Every exercise, easiest first."""
        return self._library.exercises

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Why some exercise is not among them."""
        return self._library.exercise_faults

    def suited(self, need: str, most: int) -> tuple[Exercise, ...]:
        """At most `most` exercises for a need, those first that name it first; the easiest where there is no need."""
        fit = [e for e in self.exercises if not need or need in e.needs]
        return tuple(sorted(fit, key=lambda e: e.needs.index(need) if need else 0)[:most])

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps of the exercise chosen."""
        return self.exercise.steps if self.exercise is not None else ()

    @property
    def answers(self) -> tuple[str, ...]:
        """One a step, with the beginning that was given."""
        self._take_in()
        return tuple(self._answers)

    @property
    def running(self) -> bool:
        """Whether an exercise is being written."""
        return self._line is not None

    @property
    def answered(self) -> bool:
        """Whether something was written in the step that stands."""
        return self.running and not is_empty(self.steps[self.step], self.answers[self.step])

    @property
    def keeping(self) -> Keeping:
        """How what is written stands towards the store."""
        return self._line.keeping if self._line is not None else Keeping.EMPTY

    @property
    def why(self) -> str:
        """The sentence that says why a text was last not kept."""
        return self._journal.why

    def choose(self, exercise_id: str) -> Exercise:
        """Show what an exercise is; `looked_up` follows.

        Raises:
            NotThere: when there is no such exercise.
        """
        self._close()
        exercise = self._library.exercise(exercise_id)
        self.exercise, self._earlier = exercise, None
        self._journal.save()  # what lies on the desk may be the very entry
        self._tasks.run(
            lambda: self._look_up(exercise), lambda found: self._on_looked_up(exercise, found), self.trouble.emit
        )
        return exercise

    def begin(self) -> None:
        """Begin with the first step; an entry is made with the first word."""
        self._open(None, tuple(beginning(step) for step in self.steps), 0)

    def go_on(self) -> None:
        """Go on with what was left half-way."""
        earlier, exercise = self._earlier, self.exercise
        if earlier is None or exercise is None:
            return
        self._journal.set_aside(earlier.entry)
        self._tasks.run(
            lambda: self._entries.get(earlier.entry), lambda entry: self._resume(exercise, entry), self.trouble.emit
        )

    def edit(self, answer: str) -> None:
        """The answer of the step that stands is now this."""
        self.touch(lambda: answer)

    def touch(self, read: Callable[[], str]) -> None:
        """The answer has changed; `read` gives it, and is called when it is wanted, not with each key."""
        if self._line is None:
            return
        self._read = read
        self._line.touch(self._text)
        self.keeping_changed.emit(self.keeping)

    def go_to(self, step: int) -> None:
        """Go to another step."""
        if self._line is not None:
            self._take_in()
            self.step = min(max(step, 0), len(self.steps) - 1)
            self._line.save()
            self.stepped.emit()

    def finish(self) -> None:
        """Done: the entry is laid on the journal's desk, where something was written."""
        line = self._line
        if line is None or not self._text():
            self.leave()
            return
        self._line = None
        line.save()
        # In its turn, so that the page has become its entry by then.
        self._tasks.run(lambda: None, lambda _: self._on_finished(line))

    @Slot()
    def leave(self) -> None:
        """Enough for now: what was written is kept, and can be gone on with."""
        if self._line is not None:
            self._close()
            self.left.emit()

    def _close(self) -> None:
        if self._line is not None:
            line, self._line = self._line, None
            line.finish()  # which takes in what was not read yet

    def _take_in(self) -> None:
        if self._read is not None:
            read, self._read = self._read, None
            self._answers[self.step] = read()

    def _text(self) -> str:
        """The entry's text as it stands."""
        return text_of(self.exercise, self.answers) if self.exercise is not None else ""

    def _look_up(self, exercise: Exercise) -> Earlier | None:
        """What was written last in this exercise, if it stops half-way; runs on the task thread."""
        newest = self._entries.newest(1, only=Only(source=SOURCE + exercise.id))
        if not newest:
            return None
        entry = self._entries.get(newest[0].id)
        answers = left_half_way(exercise, entry.body)
        return Earlier(entry.id, entry.local, goes_on_at(answers)) if answers is not None else None

    def _on_looked_up(self, exercise: Exercise, found: Earlier | None) -> None:
        if exercise is self.exercise and not self.running:  # else another was chosen meanwhile
            self._earlier = found
            self.looked_up.emit(found)

    def _resume(self, exercise: Exercise, entry: Entry) -> None:
        answers = answers_in(exercise, entry.body)
        if answers is None:  # it was changed by hand a moment ago
            self._journal.open(entry.id)
            self.written.emit()
            return
        begun = tuple(answer or beginning(step) for step, answer in zip(exercise.steps, answers, strict=True))
        self._open(entry, begun, min(goes_on_at(answers), len(begun) - 1))

    def _open(self, entry: Entry | None, answers: tuple[str, ...], step: int) -> None:
        if self.exercise is None or self._line is not None:
            return
        self._answers, self.step, self._read = list(answers), step, None
        self._line = self._journal.line(SOURCE + self.exercise.id, entry)
        self._line.kept.connect(self._on_kept)
        self._line.rested.connect(self._on_kept)
        self.keeping_changed.emit(self.keeping)
        self.stepped.emit()

    def _on_finished(self, line: OneLine) -> None:
        line.move_to_desk()
        self.written.emit()

    @Slot()
    def _on_kept(self) -> None:
        self.keeping_changed.emit(self.keeping)

    @Slot()
    def _on_trouble(self) -> None:
        if self.keeping is Keeping.NOT_KEPT:
            self.keeping_changed.emit(Keeping.NOT_KEPT)

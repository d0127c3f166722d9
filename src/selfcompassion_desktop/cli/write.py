"""Written exercises in this terminal: the list, and one of them a step at a time."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from ..core.answers import SOURCE, beginning, goes_on_at, is_empty, left_half_way, text_of
from ..core.errors import Trouble
from ..core.exercise import Exercise, Step
from ..core.journal import Entry, Only
from ..core.timeline import in_minutes
from ..store.entries import Entries
from . import options
from .lines import Lines, Stopped, lines_here
from .screen import Screen
from .session import Session, pass_session

_HOW = (
    "An empty line or Ctrl+D ends an answer, and leaves a step out. Ctrl+C stops, and keeps what there is."
    " If it gets too much: “selfcompassion practise too-much”."
)


@click.command()
@pass_session
def exercises(session: Session) -> None:
    """List what can be written along."""
    library = session.services.library
    values = [
        {
            "id": exercise.id,
            "title": exercise.title,
            "summary": exercise.summary,
            "needs": list(exercise.needs),
            "minutes": exercise.minutes,
            "difficulty": exercise.difficulty,
            "mind": exercise.mind,
            "steps": [step.title for step in exercise.steps],
        }
        for exercise in library.exercises
    ]
    session.answer(values, _listed(session))


def _listed(session: Session) -> Iterator[str]:
    library = session.services.library
    for exercise in library.exercises:
        yield exercise.id
        yield f"    {exercise.title}: {exercise.summary}"
        yield f"    about {in_minutes(exercise.minutes)}"
    yield from (f"Left out: {fault}" for fault in library.exercise_faults)


@click.command()
@click.argument("exercise_id", metavar="ID")
@click.option("--again", is_flag=True, help="Begin anew, also where something was left half-way.")
@options.step
@pass_session
def write(session: Session, exercise_id: str, again: bool, step: str | None) -> None:
    """Write an exercise here, a step at a time; it is kept as an entry of the journal.

    What was left half-way is gone on with. An empty line or Ctrl+D ends an answer.
    """
    exercise = session.services.library.exercise(exercise_id)
    entries = session.services.entries
    screen = Screen(sys.stdout, session.as_json)
    scribe = Scribe(exercise, entries, screen, None if again else _half_way(entries, exercise))
    finished = Writing(exercise, scribe, screen, lines_here(session.as_json)).run()
    scribe.close()
    entry = scribe.entry
    screen.say(_ending(exercise, entry, finished))
    if step and finished and entry is not None and session.services.walk.do_named(step, entry.id) is None:
        screen.say("No course that is under way has this step, so none was marked done.")
    answered = sum(not is_empty(*pair) for pair in zip(exercise.steps, scribe.answers, strict=True))
    session.answer({"id": entry.id if entry else None, "answered": answered, "finished": finished}, ())


def _half_way(entries: Entries, exercise: Exercise) -> Entry | None:
    """What was written last in an exercise, if it stops half-way."""
    newest = entries.newest(1, only=Only(source=SOURCE + exercise.id))
    entry = entries.get(newest[0].id) if newest else None
    return entry if entry is not None and left_half_way(exercise, entry.body) is not None else None


def _ending(exercise: Exercise, entry: Entry | None, finished: bool) -> str:
    if entry is None:
        return "Nothing was written, and nothing was kept."
    kept = f"Kept as {entry.id}."
    half_way = left_half_way(exercise, entry.body) is not None
    return f"{kept} “selfcompassion write {exercise.id}” goes on with it." if half_way and not finished else kept


class Scribe:
    """Keeps what is written, a line at a time. Where it cannot be kept, this is said once, and tried with each line.

    Args:
        exercise: what is written.
        entries: where it is kept.
        screen: says what cannot be kept.
        entry: what is gone on with; None for a new one.
    """

    def __init__(self, exercise: Exercise, entries: Entries, screen: Screen, entry: Entry | None) -> None:
        self._exercise = exercise
        self._entries = entries
        self._screen = screen
        self.entry = entry
        found = left_half_way(exercise, entry.body) if entry is not None else None
        self.answers = list(found or [""] * len(exercise.steps))
        self._trouble: Trouble | None = None

    @property
    def step(self) -> int:
        """Index of the step to begin with."""
        return goes_on_at(self.answers)

    def write(self, step: int, answer: str) -> None:
        """The answer of a step is now this."""
        self.answers[step] = answer
        text = text_of(self._exercise, self.answers)
        if not text or (self.entry is not None and self.entry.body == text):
            return
        told, self._trouble = self._trouble, None
        try:
            if self.entry is None:
                self.entry = self._entries.add(text, SOURCE + self._exercise.id)
            else:
                self.entry = self._entries.save(self.entry.id, text, self.entry.revision)
        except Trouble as trouble:
            self._trouble = trouble
            if told is None:
                self._screen.say(f"Not kept yet: {trouble.sentence}")

    def close(self) -> None:
        """Nothing more is written.

        Raises:
            Trouble: when something is not kept; it was shown, so that it can be copied.
        """
        self.write(0, self.answers[0])
        if self._trouble is not None:
            self._screen.text(text_of(self._exercise, self.answers))
            raise self._trouble


class Writing:
    """Guides through an exercise once.

    Args:
        exercise: through which.
        scribe: keeps the answers.
        screen: shows what guides.
        lines: gives what is written.
    """

    def __init__(self, exercise: Exercise, scribe: Scribe, screen: Screen, lines: Lines) -> None:
        self._exercise = exercise
        self._scribe = scribe
        self._screen = screen
        self._lines = lines

    def run(self) -> bool:
        """Guide through every step that is left; True where the end was reached, False where one stopped."""
        self._introduce()
        steps = self._exercise.steps
        for at in range(self._scribe.step, len(steps)):
            self._show(at, steps[at])
            if not self._answer(at, steps[at]):
                return False
        return True

    def _introduce(self) -> None:
        exercise, screen = self._exercise, self._screen
        screen.heading(exercise.title)
        screen.caption(exercise.summary)
        if exercise.mind:
            screen.caption(f"To mind: {exercise.mind}")
        screen.caption(_HOW)
        entry = self._scribe.entry
        if entry is not None:
            screen.caption(f"This goes on with what you began on {entry.local[:10]}; --again begins anew.")

    def _show(self, at: int, step: Step) -> None:
        self._screen.heading(f"{at + 1}/{len(self._exercise.steps)}  {step.title}")
        for paragraph in step.guidance:
            self._screen.caption(paragraph)

    def _answer(self, at: int, step: Step) -> bool:
        """Take one answer; False where the person stops."""
        rows: list[str] = []
        while True:
            try:
                row = self._lines.read("" if rows else beginning(step))
            except Stopped as stopped:
                self._take(at, [*rows, stopped.typed])
                self._screen.text("")
                return False
            if row is None or not row.strip() or (not rows and is_empty(step, row)):
                self._screen.text("")
                return True
            rows.append(row)
            self._take(at, rows)

    def _take(self, at: int, rows: list[str]) -> None:
        self._scribe.write(at, "\n".join(row.rstrip() for row in rows))


COMMANDS = {"exercises": exercises, "write": write}

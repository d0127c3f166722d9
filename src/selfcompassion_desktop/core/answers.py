"""What was written in an exercise ↔ the text of its entry.

The entry is Markdown: `# The exercise`, then for each step that has an answer `## The step` and the answer. Steps that
were left empty are left out, so that nothing in the journal asks to be filled in.
"""

from __future__ import annotations

from collections.abc import Sequence

from .exercise import Exercise, Step

SOURCE = "exercise:"
"""What the source of an entry begins with that was written in an exercise; the exercise's id follows."""


def beginning(step: Step) -> str:
    """What stands in a step's field before anything is written."""
    return f"{step.beginning} " if step.beginning else ""


def is_empty(step: Step, answer: str) -> bool:
    """Whether nothing was added to the beginning that was given."""
    return answer.strip() in ("", step.beginning)


def text_of(exercise: Exercise, answers: Sequence[str]) -> str:
    """The text of the entry; empty where nothing was written in any step.

    Args:
        exercise: the exercise.
        answers: one a step, in order. Line ends around them are let go.
    """
    parts = [
        f"## {step.title}\n\n{_trimmed(answer)}"
        for step, answer in zip(exercise.steps, answers, strict=True)
        if not is_empty(step, answer)
    ]
    return "\n\n".join([f"# {exercise.title}", *parts]) if parts else ""


def answers_in(exercise: Exercise, text: str) -> tuple[str, ...] | None:
    """The answers that an entry's text holds, one a step, empty where a step was left out.

    None where going on with the text would lose a character of it: it was changed by hand since, or the exercise is
    another by now.
    """
    first, *rows = text.split("\n")
    if first != f"# {exercise.title}":
        return None
    headings = {f"## {step.title}": index for index, step in enumerate(exercise.steps)}
    found: list[list[str]] = [[] for _ in exercise.steps]
    here = -1
    for row in rows:
        if headings.get(row, -1) > here:
            here = headings[row]
        elif here >= 0:
            found[here].append(row)
        elif row:
            return None
    answers = tuple(_trimmed("\n".join(part)) for part in found)
    return answers if text_of(exercise, answers) == text else None


def left_half_way(exercise: Exercise, text: str) -> tuple[str, ...] | None:
    """The answers in a text that stops before the last step; None where there is nothing to go on with."""
    answers = answers_in(exercise, text)
    return answers if answers is not None and 0 < goes_on_at(answers) < len(exercise.steps) else None


def goes_on_at(answers: Sequence[str]) -> int:
    """Index of the step after the last one that was answered; as many as there are steps where that was the last."""
    return max((index + 1 for index, answer in enumerate(answers) if answer.strip()), default=0)


def _trimmed(answer: str) -> str:
    return answer.strip("\n").rstrip()

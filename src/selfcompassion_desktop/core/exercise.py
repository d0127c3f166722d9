"""An exercise's text → an `Exercise`: a guided piece of writing, a step a screen.

Front matter as a script has it; then for each step `# Its name`, paragraphs that guide, and `> The beginning` of an
answer. Every fault is found at once, with its line number and what would be right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from .errors import Fault, Faulty
from .front import Front, Reading
from .practice import NEEDS

_HEADING = re.compile(r"(#+)\s*(.*?)\s*$")
_KNOWN = frozenset(("id", "title", "summary", "needs", "minutes", "mind", "difficulty", "language"))


@dataclass(frozen=True, slots=True)
class Step:
    """One screen of an exercise.

    Attributes:
        title: its name, which also stands over the answer.
        guidance: paragraphs to read before one writes.
        beginning: the first words of an answer; empty where one begins as one likes.
        number: line number in the file, from 1.
    """

    title: str
    guidance: tuple[str, ...]
    beginning: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Exercise:
    """A guided piece of writing that ends as an entry.

    Attributes:
        minutes: about how long it takes; nobody measures it.
        mind: when it is better left for another time; empty where nothing needs minding.
        difficulty: as `core.practice.Practice` has it.
        extra: front matter that this version does not know, kept as it was.
        warnings: what a writer may want to look at.
    """

    id: str
    title: str
    summary: str
    minutes: float
    steps: tuple[Step, ...]
    needs: tuple[str, ...] = ()
    mind: str = ""
    difficulty: int = 1
    language: str = "en"
    extra: Mapping[str, object] = field(default_factory=dict)
    warnings: tuple[Fault, ...] = ()


def parse(text: str, file: str) -> Exercise:
    """Read an exercise.

    Args:
        text: the whole file; a byte order mark and any kind of line ending are accepted.
        file: its name, used in faults.

    Raises:
        Faulty: with every fault, each with its line number.
    """
    return _Reading(text, file).exercise()


class _Reading(Reading):
    """One pass over one exercise."""

    kind = "an exercise"

    def exercise(self) -> Exercise:
        body_from = self.front_matter_end()
        front = Front(self, body_from, _KNOWN)
        exercise = Exercise(
            id=front.identity(),
            title=front.text("title"),
            summary=front.text("summary"),
            minutes=front.minutes("minutes"),
            needs=front.choices("needs", NEEDS),
            mind=front.text("mind", required=False),
            difficulty=front.whole("difficulty", 1, 5),
            language=front.text("language", required=False) or "en",
            extra=front.rest(),
            steps=tuple(self._steps(body_from)),
        )
        if self.faults:
            raise Faulty(tuple(self.faults))
        return replace(exercise, warnings=tuple(sorted(self.warnings)))

    def _steps(self, start: int) -> Iterator[Step]:
        groups = self._groups(start)
        if not groups:
            self.fault(start + 1, "there is nothing to write under; “# A friend in trouble” would begin a step")
        named: dict[str, int] = {}
        for number, title, blocks in groups:
            if title and title in named:
                self.fault(number, f"the step in line {named[title]} is called “{title}” too; give one another name")
            named[title] = number
            yield self._step(number, title, blocks)

    def _groups(self, start: int) -> list[tuple[int, str, list[tuple[int, str]]]]:
        """Each step's line number, name and paragraphs."""
        groups: list[tuple[int, str, list[tuple[int, str]]]] = []
        for number, words in self._blocks(start):
            if words.startswith("#"):
                groups.append((number, self._title(number, words), []))
            elif groups:
                groups[-1][2].append((number, words))
            else:
                self.fault(number, "this stands before the first step; “# A friend in trouble” would begin one")
        return groups

    def _blocks(self, start: int) -> Iterator[tuple[int, str]]:
        """Headings, paragraphs and beginnings as (line number, words); a beginning keeps its mark."""
        rows: list[str] = []
        first, before = 0, ""
        for number, raw in enumerate([*self.rows[start:], ""], start=start + 1):
            row = raw.strip()
            kind = row[:1] if row[:1] in ("#", ">") else "a" if row else ""
            if rows and (kind != before or kind == "#"):
                yield first, " ".join(" ".join(rows).split())
                rows = []
            if row:
                first = first if rows else number
                rows.append(row[1:] if kind == ">" and rows else row)
            before = kind

    def _title(self, number: int, row: str) -> str:
        match = _HEADING.match(row)
        assert match  # a row that begins with # always matches
        marks, title = match.groups()
        if len(marks) > 1:
            self.fault(number, f"“{row}”: steps have one level; write “# {title}”")
        if not title:
            self.fault(number, "a step needs a name; “# A friend in trouble” would be right")
        self.check_visible(number, title)
        return title

    def _step(self, number: int, title: str, blocks: list[tuple[int, str]]) -> Step:
        guidance: list[str] = []
        beginnings: list[str] = []
        for line, words in blocks:
            self.check_visible(line, words)
            if words.startswith(">"):
                if beginnings:
                    self.fault(line, "a step has one answer; this is the beginning of a second")
                beginnings.append(words[1:].strip())
            elif beginnings:
                self.fault(line, "what guides stands above the beginning of the answer; move it up")
            else:
                guidance.append(words)
        if not beginnings:
            self.fault(number, "this step ends with no place to write; “> What I need is” would be one, or “>” alone")
        if not guidance:
            self.warn(number, f"nothing guides in the step “{title}”")
        return Step(title, tuple(guidance), beginnings[0] if beginnings else "", number)

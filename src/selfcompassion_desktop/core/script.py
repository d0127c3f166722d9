"""A script's text → a `Practice`.

A script is Markdown that a teacher can read aloud as it stands: front matter, `# Sections`, one paragraph a
line, `(pause A-B)`, `(bell)`. Every fault in it is found at once, with its line number and what would be right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from .errors import Faulty
from .front import Front, Reading
from .practice import (
    LONGEST_MINUTES,
    LONGEST_PAUSE,
    MOST_WORDS,
    NEEDS,
    POSTURES,
    RATINGS,
    Bell,
    Element,
    Line,
    Pause,
    Practice,
    Section,
    word_count,
)

_HEADING = re.compile(r"(#+)\s*(.*?)\s*$")
_FROM = re.compile(r"^(.*?)\s*\(\s*from\b\s*(.*?)\s*\)$", re.IGNORECASE)
_MINUTES = re.compile(r"^(\d+(?:\.\d+)?)\s*min(?:ute)?s?$", re.IGNORECASE)
_DIRECTIVE = re.compile(r"^\(\s*([^()\s]+)\s*([^()]*?)\s*\)$")
_RANGE = re.compile(r"^(\d+(?:\.\d+)?)(?:\s*[-–]\s*(\d+(?:\.\d+)?))?\s*s?$")
_SAID = re.compile(r"\[([^\[\]]+)\]\(/([^/()]+)/\)")
_INLINE = re.compile(r"\((?:pause|bell)\b[^()]*\)", re.IGNORECASE)
_LINK = re.compile(r"\[[^\[\]]*\]\([^)]*\)")
_KNOWN = frozenset(
    (
        *("id", "title", "summary", "needs", "posture", "shortest", "longest", "mind"),
        *("difficulty", "anchors", "rates", "language", "hidden"),
    )
)


def parse(text: str, file: str) -> Practice:
    """Read a script.

    Args:
        text: the whole script; a byte order mark and any kind of line ending are accepted.
        file: the script's file name, used in faults.

    Raises:
        Faulty: with every fault of the script, each with its line number.
    """
    return _Reading(text, file).practice()


class _Reading(Reading):
    """One pass over one script."""

    kind = "a script"

    def practice(self) -> Practice:
        body_from = self.front_matter_end()
        front = Front(self, body_from, _KNOWN)
        sections = self._sections(body_from, front.text("title", required=False))
        practice = Practice(
            id=front.identity(),
            title=front.text("title"),
            summary=front.text("summary"),
            shortest=front.minutes("shortest"),
            longest=front.minutes("longest"),
            needs=front.choices("needs", NEEDS),
            posture=front.choices("posture", POSTURES),
            mind=front.text("mind", required=False),
            difficulty=front.whole("difficulty", 1, 5),
            anchors=front.words("anchors"),
            rates=front.choice("rates", RATINGS),
            language=front.text("language", required=False) or "en",
            hidden=front.flag("hidden"),
            extra=front.rest(),
            sections=sections,
        )
        self._check_lengths(practice, front)
        if self.faults:
            raise Faulty(tuple(self.faults))
        return replace(practice, warnings=tuple(sorted(self.warnings)))

    def _sections(self, start: int, title: str) -> tuple[Section, ...]:
        sections: list[Section] = []
        name, since, row, elements = title, 0.0, start + 1, list[Element]()
        for number, kind, words in self._blocks(start):
            if kind == "heading":
                if elements or row > start + 1:
                    sections.append(Section(name, since, tuple(elements), row))
                name, since = self._heading(number, words)
                row, elements = number, []
            elif element := self._element(number, kind, words):
                elements.append(element)
        sections.append(Section(name, since, tuple(elements), row))
        if not any(isinstance(e, Line) for s in sections for e in s.elements):
            self.fault(start + 1, "nothing is said in this script; write at least one line under the front matter")
        for section in sections:
            if not section.elements and section.title:
                self.warn(section.number, f"the section “{section.title}” is empty")
        return tuple(s for s in sections if s.elements)

    def _blocks(self, start: int) -> Iterator[tuple[int, str, str]]:
        """Headings, directives and paragraphs as (line number, kind, words)."""
        paragraph: list[str] = []
        first = 0
        for number, raw in enumerate([*self.rows[start:], ""], start=start + 1):
            row = raw.strip()
            special = "heading" if row.startswith("#") else "directive" if _DIRECTIVE.match(row) else ""
            if (not row or special) and paragraph:
                yield first, "line", " ".join(" ".join(paragraph).split())
                paragraph = []
            if special:
                yield number, special, row
            elif row:
                first = first if paragraph else number
                paragraph.append(row)

    def _heading(self, number: int, row: str) -> tuple[str, float]:
        match = _HEADING.match(row)
        assert match  # a row that begins with # always matches
        marks, title = match.groups()
        if len(marks) > 1:
            self.fault(number, f"“{row}”: sections have one level; write “# {title}”")
        since = 0.0
        if limited := _FROM.match(title):
            title, length = limited.groups()
            minutes = _MINUTES.match(length)
            if minutes and float(minutes[1]) <= LONGEST_MINUTES:
                since = float(minutes[1])
            elif minutes:
                self.fault(number, f"“(from {length})” is out of range; at most {LONGEST_MINUTES:g} minutes")
            else:
                self.fault(number, f"“(from {length})” says no length; “(from 8 minutes)” would be right")
        if not title:
            self.fault(number, "a section needs a name; “# Arriving” would be right")
        self.check_visible(number, title)
        return title, since

    def _element(self, number: int, kind: str, words: str) -> Element | None:
        return self._directive(number, words) if kind == "directive" else self._line(number, words)

    def _directive(self, number: int, row: str) -> Element | None:
        match = _DIRECTIVE.match(row)
        assert match  # _blocks calls a row a directive only when it matches
        word, rest = match[1].lower(), match[2]
        if word == "bell" and not rest:
            return Bell(number)
        if word == "pause":
            return self._pause(number, row, rest)
        self.fault(number, f"“{row}” is neither (pause 3-8) nor (bell); what is spoken stands without brackets")
        return None

    def _pause(self, number: int, row: str, rest: str) -> Pause | None:
        match = _RANGE.match(rest)
        if not match:
            self.fault(number, f"“{row}” has no seconds; “(pause 3-8)” would be right")
            return None
        shortest = float(match[1])
        longest = float(match[2]) if match[2] else shortest
        if longest < shortest:
            self.fault(number, f"“{row}” runs backwards; “(pause {match[2]}-{match[1]})” would be right")
            return None
        if longest > LONGEST_PAUSE:
            self.fault(number, f"“{row}” is longer than an hour; 3600 seconds is the most a pause can be")
            return None
        return Pause(shortest, longest, number)

    def _line(self, number: int, words: str) -> Line | None:
        text = _SAID.sub(r"\1", words)
        if link := _LINK.search(text):
            self.fault(number, f"“{link[0]}” cannot be spoken; write its words, or [word](/sounds/) for how one sounds")
        if inline := _INLINE.search(text):
            self.fault(number, f"“{inline[0]}” would be spoken here; put it on a row of its own")
        self.check_visible(number, words)
        if not any(c.isalnum() for c in text):
            self.fault(number, f"“{words[:40]}” has no word to speak")
            return None
        if word_count(text) > MOST_WORDS:
            self.warn(number, f"{word_count(text):.0f} words in one line; about 20 fit one breath and one caption")
        return Line(words, text, number)

    def _check_lengths(self, practice: Practice, front: Front) -> None:
        if practice.shortest > practice.longest > 0:
            self.fault(
                front.number("shortest"),
                f"shortest ({practice.shortest:g}) is more than longest ({practice.longest:g}); exchange them",
            )
        for section in practice.sections:
            if section.from_minutes > practice.longest > 0:
                self.warn(
                    section.number,
                    f"“{section.title}” begins at {section.from_minutes:g} minutes, beyond the longest"
                    f" ({practice.longest:g}), and is never heard",
                )
        if practice.sections and practice.shortest and not practice.sections_at(practice.shortest):
            shortest = f"at its shortest ({practice.shortest:g} minutes)"
            self.fault(0, f"{shortest} no section is left; take away one “(from …)”")

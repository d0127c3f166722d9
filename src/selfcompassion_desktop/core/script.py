"""A script's text → a `Practice`.

A script is Markdown that a teacher can read aloud as it stands: front matter, `# Sections`, one paragraph a
line, `(pause A-B)`, `(bell)`. Every fault in it is found at once, with its line number and what would be right.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import yaml

from .errors import Fault, Faulty
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

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# What PyYAML's own constructors raise for a value that is not what its tag says.
_UNMADE = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
_HEADING = re.compile(r"(#+)\s*(.*?)\s*$")
_FROM = re.compile(r"^(.*?)\s*\(\s*from\b\s*(.*?)\s*\)$", re.IGNORECASE)
_MINUTES = re.compile(r"^(\d+(?:\.\d+)?)\s*min(?:ute)?s?$", re.IGNORECASE)
_DIRECTIVE = re.compile(r"^\(\s*([^()\s]+)\s*([^()]*?)\s*\)$")
_RANGE = re.compile(r"^(\d+(?:\.\d+)?)(?:\s*[-–]\s*(\d+(?:\.\d+)?))?\s*s?$")
_SAID = re.compile(r"\[([^\[\]]+)\]\(/([^/()]+)/\)")
_INLINE = re.compile(r"\((?:pause|bell)\b[^()]*\)", re.IGNORECASE)
_LINK = re.compile(r"\[[^\[\]]*\]\([^)]*\)")
_UNSPEAKABLE = ("Cc", "Cs")  # control characters, and halves of characters, which no file can hold
_ID = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")


def parse(text: str, file: str) -> Practice:
    """Read a script.

    Args:
        text: the whole script; a byte order mark and any kind of line ending are accepted.
        file: the script's file name, used in faults.

    Raises:
        Faulty: with every fault of the script, each with its line number.
    """
    return _Reading(text, file).practice()


class _Reading:
    """One pass over one script, collecting faults instead of stopping at the first."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.rows = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self.faults: list[Fault] = []
        self.warnings: list[Fault] = []

    def fault(self, number: int, message: str) -> None:
        fault = Fault(self.file, min(number, len(self.rows)), message)
        if fault not in self.faults:
            self.faults.append(fault)

    def warn(self, number: int, message: str) -> None:
        self.warnings.append(Fault(self.file, number, message))

    def practice(self) -> Practice:
        body_from = self._front_matter_end()
        front = _Front(self, body_from)
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

    def _front_matter_end(self) -> int:
        """Index of the first row after the front matter; 0 where there is none."""
        if not self.rows or self.rows[0].strip() != "---":
            self.fault(1, "a script begins with “---”, its title and the like, and “---” again")
            return 0
        for index, row in enumerate(self.rows[1:], start=1):
            if row.strip() == "---":
                return index + 1
        self.fault(1, "the front matter is never closed; put “---” on a row of its own under it")
        return len(self.rows) + 1

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

    def check_visible(self, number: int, words: str) -> None:
        """Fault a control character: nobody sees it, a voice stumbles over it and a terminal obeys it."""
        control = next((c for c in words if unicodedata.category(c) in _UNSPEAKABLE), None)
        if control is not None:
            self.fault(number, f"an invisible character (U+{ord(control):04X}) stands in this line; take it out")

    def _check_lengths(self, practice: Practice, front: _Front) -> None:
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


class _Front:
    """The front matter of one script, read key by key into typed values."""

    KNOWN = frozenset(
        (
            *("id", "title", "summary", "needs", "posture", "shortest", "longest", "mind"),
            *("difficulty", "anchors", "rates", "language", "hidden"),
        )
    )

    def __init__(self, reading: _Reading, end: int) -> None:
        self.reading = reading
        self.values: dict[str, object] = {}
        self.written: dict[str, str] = {}
        self.rows: dict[str, int] = {}
        self.readable = bool(end) and self._load("\n".join(reading.rows[1 : end - 1]))

    def _load(self, text: str) -> bool:
        """Take every name; False where what cannot be read may hold more of them."""
        try:
            loader = _Loader(text)
            node = loader.get_single_node()
        except yaml.MarkedYAMLError as error:
            self._unreadable(error, 1)
            return False
        except (yaml.YAMLError, ValueError, RecursionError):
            self.reading.fault(1, "the front matter cannot be read; it is a list of “name: value” rows")
            return False
        if node is not None and not isinstance(node, yaml.MappingNode):
            self.reading.fault(2, "the front matter is a list of “name: value” rows")
            return False
        for key, value in node.value if node else ():
            self._take(loader, key, value)
        return True

    def _take(self, loader: Any, key: yaml.Node, node: yaml.Node) -> None:
        row = key.start_mark.line + 2
        if not isinstance(key, yaml.ScalarNode):
            self.reading.fault(row, "“name: value” begins with one name; this row begins with a list")
            return
        name = key.value
        if name in self.rows:
            self.reading.fault(row, f"“{name}” is said twice; keep one of them")
        self.rows[name] = row
        if isinstance(node, yaml.ScalarNode):
            self.written[name] = node.value
        try:
            self.values[name] = loader.construct_document(node)
        except yaml.MarkedYAMLError as error:
            self._unreadable(error, row)
        except _UNMADE:
            self.reading.fault(row, f"“{name}” has a value that cannot be read; write it without “!!”")

    def _unreadable(self, error: yaml.MarkedYAMLError, row: int) -> None:
        row = error.problem_mark.line + 2 if error.problem_mark else row
        why = f"the front matter cannot be read here ({error.problem})"
        self.reading.fault(row, f"{why}; “name: value” would be right")

    def number(self, name: str) -> int:
        """The line number where `name` stands; 1 where it is missing."""
        return self.rows.get(name, 1)

    def _fault(self, name: str, message: str) -> None:
        self.reading.fault(self.number(name), message)

    def text(self, name: str, required: bool = True) -> str:
        value = self.values.get(name)
        if value is None:
            if required:
                self._missing(name)
            return ""
        # As written: to YAML, 12:30 is the number 750, and “no” is false and not the language of Norway.
        if words := " ".join(self.written.get(name, "").split()):
            self.reading.check_visible(self.number(name), words)
            return words
        self._fault(name, f"“{name}” is to be a few words")
        return ""

    def _missing(self, name: str) -> None:
        unread = name in self.rows and name not in self.values
        if self.readable and not unread:
            self._fault(name, f"“{name}” is missing from the front matter")

    def identity(self) -> str:
        value = self.text("id")
        if value and not (_ID.match(value) and len(value) <= 80):
            self._fault("id", f"id “{value[:80]}”: small letters, digits and hyphens only, as in “kind-hand”")
        return value

    def minutes(self, name: str) -> float:
        value = self.values.get(name)
        if value is None:
            self._missing(name)
            return 0.0
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            self._fault(name, f"“{name}” is a number of minutes, as in “{name}: 8”")
            return 0.0
        if not 0 < value <= LONGEST_MINUTES:
            given = self.written[name][:20]
            self._fault(name, f"“{name}: {given}” is out of range; more than 0 and at most {LONGEST_MINUTES:g} minutes")
            return 0.0
        return float(value)

    def whole(self, name: str, least: int, most: int) -> int:
        value = self.values.get(name, least)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self._fault(name, f"“{name}” is a whole number from {least} to {most}")
            return least
        return value

    def words(self, name: str) -> tuple[str, ...]:
        value = self.values.get(name, [])
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, list) or not all(isinstance(i, str) for i in items):
            self._fault(name, f"“{name}” is a list of words, as in “{name}: [one, another]”")
            return ()
        return tuple(dict.fromkeys(" ".join(i.replace("’", "'").split()) for i in items))

    def choices(self, name: str, known: tuple[str, ...]) -> tuple[str, ...]:
        given = self.words(name)
        for item in given:
            if item not in known:
                self._fault(name, f"“{item}” is none of the {name} known here: {', '.join(known)}")
        return given

    def choice(self, name: str, known: tuple[str, ...]) -> str:
        value = self.text(name, required=False)
        if value and value not in known:
            self._fault(name, f"“{name}: {value}” is none of: {', '.join(known)}")
        return value

    def flag(self, name: str) -> bool:
        value = self.values.get(name, False)
        if not isinstance(value, bool):
            self._fault(name, f"“{name}” is true or false")
            return False
        return value

    def rest(self) -> dict[str, object]:
        unknown = {k: v for k, v in self.values.items() if k not in self.KNOWN}
        for name in unknown:
            self.reading.warn(self.number(name), f"“{name}” is not known to this version; it is kept")
        return unknown

"""The front matter that scripts and exercises begin with, and the collecting of everything wrong in such a file."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import yaml

from .errors import Fault
from .practice import LONGEST_MINUTES

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# What PyYAML's own constructors raise for a value that is not what its tag says.
_UNMADE = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
_UNSPEAKABLE = ("Cc", "Cs")  # control characters, and halves of characters, which no file can hold
_ID = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")


class Reading:
    """One pass over one file, collecting faults instead of stopping at the first.

    Args:
        text: the whole file; a byte order mark and any kind of line ending are accepted.
        file: its name, used in faults.
    """

    kind = ""
    """What such a file is called, with its article: "a script"."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.rows = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self.faults: list[Fault] = []
        self.warnings: list[Fault] = []

    def fault(self, number: int, message: str) -> None:
        """Note what is wrong in line `number`, from 1; each is noted once."""
        fault = Fault(self.file, min(number, len(self.rows)), message)
        if fault not in self.faults:
            self.faults.append(fault)

    def warn(self, number: int, message: str) -> None:
        """Note what a writer may want to look at."""
        self.warnings.append(Fault(self.file, number, message))

    def check_visible(self, number: int, words: str) -> None:
        """Fault a control character: nobody sees it, a voice stumbles over it and a terminal obeys it."""
        control = next((c for c in words if unicodedata.category(c) in _UNSPEAKABLE), None)
        if control is not None:
            self.fault(number, f"an invisible character (U+{ord(control):04X}) stands in this line; take it out")

    def front_matter_end(self) -> int:
        """Index of the first row after the front matter; 0 where there is none."""
        if not self.rows or self.rows[0].strip() != "---":
            self.fault(1, f"{self.kind} begins with “---”, its title and the like, and “---” again")
            return 0
        for index, row in enumerate(self.rows[1:], start=1):
            if row.strip() == "---":
                return index + 1
        self.fault(1, "the front matter is never closed; put “---” on a row of its own under it")
        return len(self.rows) + 1


class Front:
    """The front matter of one file, read key by key into typed values.

    Args:
        reading: takes the faults.
        end: index of the first row after it; see `Reading.front_matter_end`.
        known: the names that this version knows.
    """

    def __init__(self, reading: Reading, end: int, known: frozenset[str]) -> None:
        self.reading = reading
        self.known = known
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
        """The words under a name, as they are written; empty where there are none."""
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
        """The id: small letters, digits and hyphens."""
        value = self.text("id")
        if value and not (_ID.match(value) and len(value) <= 80):
            self._fault("id", f"id “{value[:80]}”: small letters, digits and hyphens only, as in “kind-hand”")
        return value

    def minutes(self, name: str) -> float:
        """A number of minutes; 0 where it is at fault."""
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
        """A whole number from `least` to `most`; `least` where nothing is said."""
        value = self.values.get(name, least)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self._fault(name, f"“{name}” is a whole number from {least} to {most}")
            return least
        return value

    def words(self, name: str) -> tuple[str, ...]:
        """A list of words, each once."""
        value = self.values.get(name, [])
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, list) or not all(isinstance(i, str) for i in items):
            self._fault(name, f"“{name}” is a list of words, as in “{name}: [one, another]”")
            return ()
        return tuple(dict.fromkeys(" ".join(i.replace("’", "'").split()) for i in items))

    def choices(self, name: str, known: tuple[str, ...]) -> tuple[str, ...]:
        """A list of words out of the known ones."""
        given = self.words(name)
        for item in given:
            if item not in known:
                self._fault(name, f"“{item}” is none of the {name} known here: {', '.join(known)}")
        return given

    def choice(self, name: str, known: tuple[str, ...]) -> str:
        """One of the known words, or none."""
        value = self.text(name, required=False)
        if value and value not in known:
            self._fault(name, f"“{name}: {value}” is none of: {', '.join(known)}")
        return value

    def flag(self, name: str) -> bool:
        """True or false; false where nothing is said."""
        value = self.values.get(name, False)
        if not isinstance(value, bool):
            self._fault(name, f"“{name}” is true or false")
            return False
        return value

    def rest(self) -> dict[str, object]:
        """What this version does not know, kept as it was and warned of."""
        unknown = {k: v for k, v in self.values.items() if k not in self.known}
        for name in unknown:
            self.reading.warn(self.number(name), f"“{name}” is not known to this version; it is kept")
        return unknown

"""A YAML file of “name: value” rows, read name by name into typed values; every fault has its line.

Values are taken as they are written: to YAML, 12:30 is the number 750, and “no” is false and not the language of
Norway. Nothing is ever constructed from them, so no tag can make anything but text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

import yaml

from .front import Reading

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL = "tag:yaml.org,2002:null"
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_WHOLE = re.compile(r"-?[0-9]{1,9}")
_NUMBER = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{1,9})?")
_FLAGS = {"true": True, "yes": True, "false": False, "no": False}

MOST_ITEMS = 400
"""Items of one list; an alias in YAML could make a small file endless."""


def open_names(reading: Reading, known: Collection[str]) -> Names | None:
    """The names of a whole file; None, and a fault, where it is no list of them."""
    try:
        node = _Loader("\n".join(reading.rows)).get_single_node()
    except yaml.MarkedYAMLError as error:
        row = error.problem_mark.line + 1 if error.problem_mark else 1
        reading.fault(row, f"this cannot be read here ({error.problem}); “name: value” would be right")
        return None
    except (yaml.YAMLError, ValueError, RecursionError):
        reading.fault(1, "this cannot be read; it is a list of “name: value” rows")
        return None
    if not isinstance(node, yaml.MappingNode):
        reading.fault(1, f"{reading.kind} is a list of “name: value” rows")
        return None
    return Names(reading, node, known)


class Names:
    """One list of “name: value” rows.

    Args:
        reading: takes the faults.
        node: where they stand.
        known: the names that this version knows; the others are kept and warned of.
    """

    def __init__(self, reading: Reading, node: yaml.MappingNode, known: Collection[str]) -> None:
        self.reading = reading
        self.row = node.start_mark.line + 1
        self._nodes: dict[str, yaml.Node] = {}
        self._rows: dict[str, int] = {}
        for key, value in node.value[:MOST_ITEMS]:
            self._take(key, value)
        self.extra = {n: plain(v) for n, v in self._nodes.items() if n not in known}
        for name in self.extra:
            reading.warn(self.number(name), f"“{name}” is not known to this version; it is kept")

    def _take(self, key: yaml.Node, value: yaml.Node) -> None:
        row = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            self.reading.fault(row, "“name: value” begins with one name; this row begins with a list")
            return
        name = str(key.value)
        if name in self._rows:
            self.reading.fault(row, f"“{name}” is said twice; keep one of them")
        self._rows[name] = row
        if value.tag != _NULL:
            self._nodes[name] = value

    def __contains__(self, name: str) -> bool:
        """Whether anything is said under a name."""
        return name in self._nodes

    def number(self, name: str) -> int:
        """The line where `name` stands; that of the whole list where it is missing."""
        return self._rows.get(name, self.row)

    def fault(self, name: str, message: str) -> None:
        """Note what is wrong under a name."""
        self.reading.fault(self.number(name), message)

    def missing(self, name: str) -> None:
        """Note that a name is not there, or has nothing under it."""
        self.fault(name, f"“{name}” is missing; “{name}: …” belongs here")

    def raw(self, name: str) -> str:
        """The words under a name as they are written, lines and all; empty where there are none."""
        node = self._nodes.get(name)
        if node is None:
            return ""
        if not isinstance(node, yaml.ScalarNode):
            self.fault(name, f"“{name}” is to be words; put them in quotes")
            return ""
        words = str(node.value)
        self.reading.check_visible(self.number(name), words.replace("\n", " ").replace("\t", " "))
        return words

    def text(self, name: str, required: bool = True) -> str:
        """The words under a name on one line; empty where there are none."""
        words = " ".join(self.raw(name).split())
        if required and not words and not isinstance(self._nodes.get(name), yaml.CollectionNode):
            self.missing(name)
        return words

    def paragraphs(self, name: str) -> tuple[str, ...]:
        """The paragraphs under a name, which an empty line parts."""
        return tuple(" ".join(p.split()) for p in re.split(r"\n\s*\n", self.raw(name)) if p.strip())

    def identity(self, name: str = "id", required: bool = True) -> str:
        """An id: small letters, digits and hyphens."""
        value = self.text(name, required)
        if value and not (_ID.fullmatch(value) and len(value) <= 80):
            self.fault(name, f"{name} “{value[:80]}”: small letters, digits and hyphens only, as in “kind-hand”")
            return ""
        return value

    def whole(self, name: str, least: int, most: int, default: int | None = None) -> int:
        """A whole number from `least` to `most`; `default`, or a fault, where nothing is said."""
        if name not in self and default is not None:
            return default
        value = self.text(name)
        if value and _WHOLE.fullmatch(value) and least <= int(value) <= most:
            return int(value)
        if value:
            self.fault(name, f"“{name}” is a whole number from {least} to {most}")
        return least

    def decimal(self, name: str, least: float, most: float, default: float | None = None) -> float:
        """A number from `least` to `most`; `default`, or a fault, where nothing is said."""
        if name not in self and default is not None:
            return default
        value = self.text(name)
        if value and _NUMBER.fullmatch(value) and least <= float(value) <= most:
            return float(value)
        if value:
            self.fault(name, f"“{name}” is a number from {least:g} to {most:g}")
        return least

    def flag(self, name: str) -> bool:
        """True or false; false where nothing is said."""
        value = self.text(name, required=False).lower()
        if value and value not in _FLAGS:
            self.fault(name, f"“{name}” is true or false")
        return _FLAGS.get(value, False)

    def choice(self, name: str, known: Collection[str], required: bool = False) -> str:
        """One of the known words, or none."""
        value = self.text(name, required)
        if value and value not in known:
            self.fault(name, f"“{name}: {value[:80]}” is none of: {', '.join(known)}")
            return ""
        return value

    def words(self, name: str) -> tuple[str, ...]:
        """A list of words, each once; one word may stand alone."""
        node = self._nodes.get(name)
        if isinstance(node, yaml.ScalarNode):
            return (self.text(name),)
        items = list(self._items(name))
        if not all(isinstance(item, yaml.ScalarNode) for item in items):
            self.fault(name, f"“{name}” is a list of words, as in “{name}: [one, another]”")
            return ()
        words = [" ".join(str(item.value).split()) for item in items]
        for item, written in zip(items, words, strict=True):
            self.reading.check_visible(item.start_mark.line + 1, written)
        return tuple(dict.fromkeys(word for word in words if word))

    def names(self, name: str, known: Collection[str]) -> Names | None:
        """The names under a name; None where there are none."""
        node = self._nodes.get(name)
        if node is None:
            return None
        if isinstance(node, yaml.MappingNode):
            return Names(self.reading, node, known)
        self.fault(name, f"under “{name}” belong rows of “name: value”")
        return None

    def pairs(self, name: str, most: int) -> Iterator[tuple[int, str, str]]:
        """The rows under a name that are all of one kind: line, name and value of each; at most `most` of them."""
        node = self._nodes.get(name)
        if node is None:
            return
        if not isinstance(node, yaml.MappingNode):
            self.fault(name, f"under “{name}” belong rows of “name: value”")
            return
        if len(node.value) > most:
            self.fault(name, f"“{name}” has {len(node.value)} rows; at most {most} can be read")
        for key, value in node.value[:most]:
            row = key.start_mark.line + 1
            if isinstance(key, yaml.ScalarNode) and isinstance(value, yaml.ScalarNode):
                yield row, str(key.value), str(value.value)
            else:
                self.reading.fault(row, f"each row under “{name}” is one name, a colon and one value")

    def each(self, name: str, known: Collection[str]) -> Iterator[Names]:
        """The items of a list, each of them rows of “name: value”."""
        for item in self._items(name):
            if isinstance(item, yaml.MappingNode):
                yield Names(self.reading, item, known)
            else:
                row = item.start_mark.line + 1
                self.reading.fault(row, f"each item of “{name}” is rows of “name: value”, the first after a dash")

    def _items(self, name: str) -> list[yaml.Node]:
        node = self._nodes.get(name)
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            self.fault(name, f"under “{name}” belongs a list, each item after a dash")
            return []
        if len(node.value) > MOST_ITEMS:
            self.fault(name, f"“{name}” has {len(node.value)} items; at most {MOST_ITEMS} can be read")
        return list(node.value[:MOST_ITEMS])


def plain(node: yaml.Node, deepest: int = 4) -> object:
    """What an unknown name holds, as text, lists and mappings; below `deepest` levels nothing is kept."""
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    if deepest == 0:
        return ""
    if isinstance(node, yaml.SequenceNode):
        return [plain(item, deepest - 1) for item in node.value[:40]]
    if isinstance(node, yaml.MappingNode):
        pairs = node.value[:40]
        return {str(k.value): plain(v, deepest - 1) for k, v in pairs if isinstance(k, yaml.ScalarNode)}
    return ""

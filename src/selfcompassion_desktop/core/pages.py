"""Pages of a pack that are read and not practised: whom one can reach, and places to start writing from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .errors import Fault, Faulty


@dataclass(frozen=True, slots=True)
class HelpLine:
    """Somebody who answers.

    Attributes:
        who: their name.
        reach: a number, or what to send where, as one would read it out.
        note: when they answer and what to expect; may be empty.
    """

    who: str
    reach: str
    note: str


@dataclass(frozen=True, slots=True)
class Region:
    """Whom one can reach in one part of the world.

    Attributes:
        id: as it stands in the settings.
        emergency: the number for an emergency there.
    """

    id: str
    name: str
    emergency: str
    lines: tuple[HelpLine, ...]


@dataclass(frozen=True, slots=True)
class HelpPage:
    """Whom one can reach.

    Attributes:
        known: when these numbers were last known to be right, as words: `November 2026`.
    """

    known: str
    regions: tuple[Region, ...]

    def region(self, region_id: str) -> Region:
        """The region of that id, or the last one, which is for everywhere else."""
        return next((r for r in self.regions if r.id == region_id), self.regions[-1])


def parse_help(text: str, file: str) -> HelpPage:
    """Read whom one can reach.

    Raises:
        Faulty: with the first fault.
    """
    root = _mapping(text, file)
    regions = tuple(_region(item, file) for item in _items(root, "regions", file))
    return HelpPage(_words(root, "known", file), regions)


def parse_prompts(text: str, file: str) -> tuple[str, ...]:
    """Read the places to start writing from.

    Raises:
        Faulty: with the first fault.
    """
    prompts = _items(_mapping(text, file), "prompts", file)
    if not all(isinstance(prompt, str) and prompt.strip() for prompt in prompts):
        raise _faulty(file, "each of the prompts is one line of text; put it in quotes where it has a colon")
    return tuple(prompt.strip() for prompt in prompts)


def _region(item: Any, file: str) -> Region:
    lines = tuple(
        HelpLine(_words(line, "who", file), _words(line, "reach", file), str(line.get("note", "")))
        for line in _items(item, "lines", file)
    )
    return Region(_words(item, "id", file), _words(item, "name", file), _words(item, "emergency", file), lines)


def _mapping(text: str, file: str) -> Any:
    import yaml  # pages are read long after the start, which does not wait for it

    try:
        return yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        row = error.problem_mark.line + 1 if error.problem_mark else 0
        raise Faulty((Fault(file, row, f"this is not YAML ({error.problem}); see to the line"),)) from None
    except yaml.YAMLError as error:
        raise _faulty(file, f"this is not YAML ({error})") from None


def _items(holder: Any, key: str, file: str) -> list[Any]:
    found = holder.get(key) if isinstance(holder, dict) else None
    if not isinstance(found, list) or not found:
        raise _faulty(file, f"`{key}:` is missing; a list stands under it, each item after a dash")
    return found


def _words(holder: Any, key: str, file: str) -> str:
    found = holder.get(key) if isinstance(holder, dict) else None
    if not isinstance(found, str) or not found.strip():
        raise _faulty(file, f"`{key}:` is missing, or is not text; put numbers in quotes")
    return found.strip()


def _faulty(file: str, message: str) -> Faulty:
    return Faulty((Fault(file, 0, message),))

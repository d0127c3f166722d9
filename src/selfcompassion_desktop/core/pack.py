"""`pack.yaml` → a `Manifest`: what a pack is, who made it, and what lies in it.

Every fault is found at once, with its line number and what would be right; what this version does not know is kept
and warned of.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import yaml

from .errors import Fault, Faulty
from .file_names import is_reserved
from .front import Reading
from .names import Names, open_names
from .pack_paths import MANIFEST, SIGNATURE, path_fault, shown, tidy

SCHEMA = 1
BUILT_IN = "built-in"
"""The id of the pack that comes with the program."""
MOST_FILES = 10_000
LONGEST_WORDS = 300
"""Letters of a title, a licence or an author's name."""

_KNOWN = frozenset(("schema", "id", "title", "version", "authors", "licence", "languages", "summary", "contents"))
_VERSION = re.compile(r"\d{1,6}(?:\.\d{1,6}){0,3}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_HASH = re.compile(r"[0-9a-f]{64}")
_DIGITS = re.compile(r"\d{1,6}")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a pack says of itself.

    Attributes:
        id: by which it is known for good; its title may change.
        version: numbers parted by dots, as in 1.0.2.
        contents: each file's SHA-256 in hexadecimal digits, by its path; empty where it was not built.
        extra: what this version does not know, kept as text.
        warnings: what a writer may want to look at.
    """

    id: str
    title: str
    version: str
    authors: tuple[str, ...]
    licence: str
    languages: tuple[str, ...]
    summary: str = ""
    contents: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, object] = field(default_factory=dict)
    warnings: tuple[Fault, ...] = ()


def order(version: str) -> tuple[int, ...]:
    """A version as what can be compared: 1.10 comes after 1.9, and 1.0 is 1."""
    numbers = [int(number) for number in version.split(".")]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def parse(text: str, file: str = MANIFEST) -> Manifest:
    """Read a manifest.

    Args:
        text: the whole file; a byte order mark and any kind of line ending are accepted.
        file: its name, used in faults.

    Raises:
        Faulty: with every fault, each with its line number.
    """
    return _Pass(text, file).manifest()


def write(manifest: Manifest) -> str:
    """The text that `parse` reads; the same manifest gives the same text."""
    rows: dict[str, object] = {
        "schema": SCHEMA,
        "id": manifest.id,
        "title": manifest.title,
        "version": manifest.version,
        "authors": list(manifest.authors),
        "licence": manifest.licence,
        "languages": list(manifest.languages),
    }
    if manifest.summary:
        rows["summary"] = manifest.summary
    rows |= dict(manifest.extra)
    if manifest.contents:
        rows["contents"] = dict(sorted(manifest.contents.items()))
    return str(yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=10_000))


class _Pass(Reading):
    """One pass over one manifest."""

    kind = "a pack's file"

    def manifest(self) -> Manifest:
        names = open_names(self, _KNOWN)
        if names is None:
            raise Faulty(tuple(self.faults))
        self._check_schema(names)
        manifest = Manifest(
            id=self._id(names),
            title=self._words(names, "title"),
            version=self._matching(names, "version", _VERSION, "numbers parted by dots, as in 1.0.0"),
            authors=self._authors(names),
            licence=self._words(names, "licence"),
            languages=self._languages(names),
            summary=names.text("summary", required=False),
            contents=self._contents(names),
            extra=names.extra,
        )
        if self.faults:
            raise Faulty(tuple(self.faults))
        return replace(manifest, warnings=tuple(sorted(self.warnings)))

    def _check_schema(self, names: Names) -> None:
        said = names.text("schema")
        if said and not _DIGITS.fullmatch(said):
            names.fault("schema", f"“schema” is the number of this format; “schema: {SCHEMA}” is right")
        elif said and int(said) > SCHEMA:
            names.fault("schema", "this pack was made for a newer version of the program; that one can read it")
        elif said and int(said) < 1:
            names.fault("schema", f"there is no format {said}; “schema: {SCHEMA}” is right")

    def _id(self, names: Names) -> str:
        found = names.identity()
        if is_reserved(found):
            names.fault("id", f"“{found}” is the name of a device on Windows; give the pack another")
        return found

    def _words(self, names: Names, name: str) -> str:
        words = names.text(name)
        if len(words) > LONGEST_WORDS:
            names.fault(name, f"“{name}” has {len(words)} letters; at most {LONGEST_WORDS} can be shown")
            return ""
        return words

    def _matching(self, names: Names, name: str, pattern: re.Pattern[str], right: str) -> str:
        words = names.text(name)
        if words and not pattern.fullmatch(words):
            names.fault(name, f"“{name}: {words[:40]}”: {right}")
            return ""
        return words

    def _authors(self, names: Names) -> tuple[str, ...]:
        found = names.words("authors")
        if not found and "authors" not in names:
            names.missing("authors")
        elif not found:
            names.fault("authors", "“authors” names whoever made the pack, as in “authors: [Ana Example]”")
        if any(len(author) > LONGEST_WORDS for author in found):
            names.fault("authors", f"an author's name has at most {LONGEST_WORDS} letters")
        return found

    def _languages(self, names: Names) -> tuple[str, ...]:
        found = names.words("languages")
        if not found:
            names.missing("languages")
        for language in found:
            if not _LANGUAGE.fullmatch(language):
                names.fault("languages", f"“{language[:40]}” is no language's code; “languages: [en]” would be right")
        return found

    def _contents(self, names: Names) -> dict[str, str]:
        found: dict[str, str] = {}
        for row, written, digest in names.pairs("contents", MOST_FILES):
            path = tidy(written)
            if why := path_fault(path):
                self.fault(row, f"“{shown(path)}”: {why}")
            elif path in found:
                self.fault(row, f"“{shown(path)}” is said twice; keep one of them")
            elif path in (MANIFEST, SIGNATURE):
                self.fault(row, f"“{path}” cannot stand in its own list; take it out")
            elif not _HASH.fullmatch(digest):
                self.fault(row, f"beside “{shown(path)}” belongs its SHA-256, 64 hexadecimal digits")
            else:
                found[path] = digest
        return found

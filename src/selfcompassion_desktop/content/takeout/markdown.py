"""A text file for each entry: front matter, and the text to the character. `docs/export-format.md` says it exactly."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import PurePosixPath

from ...core.chosen import What, chosen, sound
from ...core.file_names import Names, file_stem
from ...core.journal import title_of
from ...core.pictures import SCHEME, ending_of, named_in
from ...core.portable import stamp
from ...core.takeout import Everything, KeptEntry, KeptPicture
from .aside import Shelf

PICTURES = "pictures"
"""The folder of the pictures, beside the texts."""

_UNPRINTED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def write_pictures(
    everything: Everything, ids: Collection[str], shelf: Shelf, folder: str, tick: Callable[[], None]
) -> dict[str, str]:
    """The pictures of these entries, each in a file.

    Returns:
        for each picture's id the name of its file, from `folder` on.
    """
    names: dict[str, str] = {}
    for picture in sound(everything, KeptPicture):
        tick()
        if picture.entry in ids:
            name = f"{PICTURES}/{picture.id}{ending_of(picture.type)}"
            with shelf.file(str(PurePosixPath(folder, name))) as made:
                made.write(picture.content)
            names[picture.id] = name
    return names


def write_entries(
    everything: Everything, what: What, shelf: Shelf, folder: str, pictures: Mapping[str, str], tick: Callable[[], None]
) -> None:
    """Each entry in a file of its own, named by its day and its title."""
    names = Names()
    for entry in chosen(everything, what):
        tick()
        name = names.give(_stem(entry), ".md")
        with shelf.file(str(PurePosixPath(folder, name))) as made:
            made.write(as_text(entry, pictures).encode())


def as_text(entry: KeptEntry, pictures: Mapping[str, str]) -> str:
    """An entry as its file has it. After the line that ends the front matter and one empty line, the text follows to
    the character; only the pictures that it names are named by their files."""
    return "---\n" + "".join(f"{line}\n" for line in _front(entry)) + "---\n\n" + _pointed(entry.body, pictures)


def _stem(entry: KeptEntry) -> str:
    day = entry.local[:10]
    title = file_stem(title_of(entry.body), "")
    return f"{day} {title}" if title else day


def _front(entry: KeptEntry) -> Iterator[str]:
    yield f"id: {_quoted(entry.id)}"
    yield f"created: {_quoted(entry.local)}"
    yield f"zone: {_quoted(entry.zone)}"
    yield f"updated: {_quoted(stamp(entry.edited))}"
    if entry.tags:
        yield f"tags: [{', '.join(map(_quoted, entry.tags))}]"
    if entry.feelings:
        yield f"feelings: [{', '.join(map(_quoted, entry.feelings))}]"
    if entry.strength is not None:
        yield f"strength: {entry.strength}"
    if entry.pinned:
        yield "pinned: true"
    if entry.opens is not None:
        yield f"opens: {_quoted(entry.opens.isoformat())}"
    if entry.source:
        yield f"source: {_quoted(entry.source)}"


def _quoted(text: str) -> str:
    """A text as YAML reads it back to the character."""
    return _UNPRINTED.sub(lambda char: f"\\u{ord(char[0]):04x}", json.dumps(text, ensure_ascii=False))


def _pointed(body: str, pictures: Mapping[str, str]) -> str:
    parts, at = list[str](), 0
    for named in named_in(body):
        if name := pictures.get(named.id):
            start = named.end - len(f"{SCHEME}{named.id})")
            parts += [body[at:start], name, ")"]
            at = named.end
    return "".join([*parts, body[at:]])

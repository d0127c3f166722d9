"""Everything as one JSON document, written and read a piece at a time.

The document is `docs/export-format.md`; its schema, `docs/journal-export.schema.json`, is made from the same types as
it is. It is written with one piece on a line, and read however it stands on its lines.
"""

from __future__ import annotations

import codecs
import json
import re
import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Any, TypeAlias

from ...core.errors import Cancelled, Trouble
from ...core.interchange import Refused
from ...core.journal import clean
from ...core.portable import Unfit, decode, decode_head, encode, stamp
from ...core.takeout import CALLED, ENDED, FORMAT, SECTIONS, VERSION, Everything, Head, Instant, Progress, T, go_through
from ..new_file import new_file
from .trees import BROKEN

Place: TypeAlias = Path | zipfile.Path
"""A file, or a file within a zip."""

NAME = "everything.json"
"""What such a document is called among other files that are taken out with it."""
AMONG = 20
"""So many files of a zip or a folder are looked at, to find such a document among others."""
LARGEST = 100_000_000
"""The largest single piece that is read, in characters; a piece has to be held whole."""

_CHUNK = 1 << 18
_SAYS_SO = re.compile(rb'(?<!\\)"format"\s*:\s*"' + FORMAT.encode() + b'"')
_FIRST_KEY = re.compile(rb'\s*\{\s*"(\w+)"\s*:')
_SPACE = re.compile(r"[ \t\n\r]*")


def write(everything: Everything, path: Path, own: Path, made: Instant, progress: Progress) -> int:
    """Write everything to a file that is there whole, or not at all; returns how many pieces.

    Args:
        everything: what is written.
        path: where to; a file there is replaced.
        own: the program's data folder; see `checked`.
        made: now.
        progress: told how far it is.

    Raises:
        Cancelled: when `progress` says so; nothing of it is left.
        Trouble: when it cannot be written.
    """
    with new_file(path, own) as new, new.open("wb") as file:
        head = {"format": FORMAT, "version": VERSION, "made": stamp(made), **encode(everything.head)}
        file.write(b"{\n" + b",\n".join(_json(name) + b": " + _json(value) for name, value in head.items()))
        names = {kind: name for name, kind in SECTIONS.items()}
        section, count = None, 0
        for kind, _, piece in go_through(everything, progress):
            if isinstance(piece, Refused):
                continue  # of a file that is only passed on
            if kind is not section:
                file.write((b"" if section is None else b"\n]") + b",\n" + _json(names[kind]) + b": [")
            file.write((b"\n" if kind is not section else b",\n") + _json(encode(piece)))
            section, count = kind, count + 1
        file.write((b"" if section is None else b"\n]") + b"\n}\n")
    return count


def own_in(path: Path) -> Place | None:
    """Where such a document lies in what a person chose: a file, a folder or a zip; None where there is none."""
    try:
        if path.is_dir():
            found: list[Place] = [file for file in islice(path.glob("*.json"), AMONG) if file.is_file()]
        elif not path.is_file():
            return None  # a pipe would be waited for
        elif zipfile.is_zipfile(path):
            archive = zipfile.ZipFile(path)
            names = (name for name in archive.namelist() if name.lower().endswith(".json"))
            found = [zipfile.Path(archive, name) for name in islice(names, AMONG)]
        else:
            found = [path]
        return next((place for place in found if is_ours(place)), None)
    except (OSError, *BROKEN):
        return None  # whoever reads it as another program's says what is wrong with it


def is_ours(place: Place) -> bool:
    """Whether a file says that it is such a document.

    Raises:
        OSError: when it cannot be read.
    """
    with place.open("rb") as file:
        start = file.read(1 << 16).removeprefix(codecs.BOM_UTF8)
    if _SAYS_SO.search(start):
        return True
    first = _FIRST_KEY.match(start)
    if first is None or first[1].decode() not in SECTIONS:
        return False
    try:
        Document(place)
    except Trouble:
        return False
    return True


class Document:
    """Such a document, as it stands in a file; `core.takeout.Everything`.

    The whole file is looked through at once: whether it is sound, and how many pieces it holds.

    Args:
        path: the file.
        progress: told how far the look is.

    Raises:
        Cancelled: when `progress` says so.
        Trouble: when it is no such document, a newer program's, damaged, or cannot be read.
    """

    def __init__(self, path: Place, progress: Progress = lambda part: True) -> None:
        self._path = path
        self._starts: dict[str, int] = {}
        self._counts: dict[str, int] = {}
        with _opened(path) as file:
            values = self._look(_Text(file, path, 0, progress))
        if values.get("format") != FORMAT:
            raise Trouble(f"“{path.name}” holds no journal of this program.")
        version = values.get("version")
        if type(version) is not int or version < 1:
            raise _damaged(path)
        if version > VERSION:
            raise Trouble(
                f"“{path.name}” was written by a newer version of this program. It was left untouched; "
                "take it in with the newer version."
            )
        try:
            self._head = decode_head(values)
        except Unfit:
            raise _damaged(path) from None

    @property
    def head(self) -> Head:
        """What there is one of."""
        return self._head

    def count(self, kind: type[Any]) -> int:
        """How many pieces of a kind there are."""
        return self._counts.get(_name(kind), 0)

    def pieces(self, kind: type[T]) -> Iterator[T | Refused]:
        """The pieces of one kind, in their order.

        Raises:
            Trouble: when the file cannot be read any more.
        """
        name = _name(kind)
        if name not in self._starts:
            return
        with _opened(self._path) as file:
            for number, value in enumerate(_Text(file, self._path, self._starts[name]).items(), start=1):
                try:
                    yield decode(kind, value)
                except Unfit as unfit:
                    yield Refused(f"{CALLED[kind]} {number}", str(unfit))

    def _look(self, text: _Text) -> dict[str, object]:
        """The values that stand beside the sections; where each section is, and how long, is noted."""
        values: dict[str, object] = {}
        for key in text.named():
            if key in values or key in self._starts:
                raise _damaged(self._path)
            if key in SECTIONS:
                self._starts[key] = text.offset
                self._counts[key] = sum(1 for _ in text.items())
            else:
                values[key] = text.value()
        return values


class _Text:
    """JSON in a file, read in pieces.

    Args:
        file: the file.
        path: its name, to be told.
        at: where to begin, in bytes.
        progress: told how far it is.
    """

    def __init__(self, file: IO[bytes], path: Place, at: int, progress: Progress = lambda part: True) -> None:
        self._file = file
        self._path = path
        self._progress = progress
        self._size = max(1, _size(path))
        self._file.seek(at)
        self._decoder = codecs.getincrementaldecoder("utf-8-sig" if at == 0 else "utf-8")()
        self._json = json.JSONDecoder(parse_constant=self._no_number)
        self._text = ""
        self._at = 0
        self._ended = False

    @property
    def offset(self) -> int:
        """Where the next character stands in the file, in bytes."""
        undecoded = len(self._decoder.getstate()[0])
        return self._file.tell() - undecoded - len(self._text[self._at :].encode())

    def named(self) -> Iterator[str]:
        """The keys of the object that the file is; the value of each is read before the next is asked for."""
        for _ in self._listed("{", "}"):
            key = self.value()
            if not isinstance(key, str) or self._next() != ":":
                raise _damaged(self._path)
            self._at += 1
            yield key
        if self._next():
            raise _damaged(self._path)

    def items(self) -> Iterator[object]:
        """The values of the array that comes next."""
        for _ in self._listed("[", "]"):
            yield self.value()

    def value(self) -> object:
        """The value that comes next."""
        self._next()
        while True:
            try:
                value, end = self._json.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                near_the_end = error.pos > len(self._text) - 20 or error.msg.startswith("Unterminated string")
                if not near_the_end or not self._read():
                    raise _damaged(self._path) from None
            except (ValueError, RecursionError):  # a number of thousands of digits; brackets within brackets
                raise _damaged(self._path) from None
            else:
                if end < len(self._text) or not self._read():
                    self._at = end
                    return value

    def _listed(self, opening: str, closing: str) -> Iterator[None]:
        """Stops at each item between two brackets; the item is read before the next is asked for."""
        if self._next() != opening:
            raise _damaged(self._path)
        self._at += 1
        if self._next() == closing:
            self._at += 1
            return
        while True:
            yield
            found = self._next()
            self._at += 1
            if found == closing:
                return
            if found != ",":
                raise _damaged(self._path)

    def _next(self) -> str:
        """The next character that is no space; empty at the end."""
        while True:
            self._at = _SPACE.match(self._text, self._at).end()  # type: ignore[union-attr]
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._read():
                return ""

    def _read(self) -> bool:
        """Have as much again at hand; whether there was more."""
        if self._ended:
            return False
        left = self._text[self._at :]
        if len(left) > LARGEST:
            raise Trouble(f"“{self._path.name}” holds a piece that is too large to be taken in.")
        if not self._progress(min(1.0, self._file.tell() / self._size)):
            raise Cancelled(ENDED)
        try:
            content = self._file.read(max(_CHUNK, len(left)))
            self._ended = not content
            self._text, self._at = left + self._decoder.decode(content, self._ended), 0
        except UnicodeDecodeError:
            raise _damaged(self._path) from None
        except OSError as error:
            raise unreadable(self._path, error) from error
        except BROKEN:
            raise _damaged(self._path) from None
        return not self._ended

    def _no_number(self, _: str) -> None:
        """`NaN` and its like are no JSON."""
        raise _damaged(self._path)


def unreadable(path: Place, error: OSError) -> Trouble:
    """A file that the system does not give."""
    why = (error.strerror or "no reason given").lower()
    return Trouble(f"“{path.name}” cannot be read ({why}).")


def _damaged(path: Place) -> Trouble:
    return Trouble(f"“{path.name}” is damaged or was cut short, so nothing of it was taken in.")


def _opened(path: Place) -> IO[bytes]:
    try:
        return path.open("rb")
    except OSError as error:
        raise unreadable(path, error) from error


def _size(path: Place) -> int:
    """Bytes, as far as the file claims."""
    return path.stat().st_size if isinstance(path, Path) else path.root.getinfo(path.at).file_size


def _name(kind: type[Any]) -> str:
    return next(name for name, each in SECTIONS.items() if each is kind)


def _json(value: object) -> bytes:
    return clean(json.dumps(value, ensure_ascii=False)).encode()

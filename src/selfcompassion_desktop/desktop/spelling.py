"""The system's dictionaries, read by the system's own Hunspell (docs/decisions/0016).

Only what is there already is used: where the system has no Hunspell, or no dictionary, there is no spelling.
"""

from __future__ import annotations

import ctypes
import os
import re
import sys
from pathlib import Path

LIBRARIES = (
    ("libhunspell-1.7.so.0", "libhunspell-1.6.so.0", "libhunspell-1.8.so.0")
    if sys.platform != "darwin"
    else ("/opt/homebrew/lib/libhunspell-1.7.0.dylib", "/usr/local/lib/libhunspell-1.7.0.dylib")
)
FOLDERS = (
    ("/usr/share/hunspell", "/usr/share/myspell", "/usr/share/myspell/dicts", "/usr/local/share/hunspell")
    if sys.platform != "darwin"
    else ("~/Library/Spelling", "/Library/Spelling", "/opt/homebrew/share/hunspell")
)
_LANGUAGE = re.compile(r"[a-z]{2,3}([_-][A-Za-z0-9]+)*")
_LARGEST = 64 * 1024 * 1024
_CODECS = {"microsoft-cp1251": "cp1251", "TIS620-2533": "tis-620"}


class SystemDictionaries:
    """`core.ports.spelling.Dictionaries`.

    Args:
        folders: where dictionaries lie; None for the system's places.
        libraries: the names of Hunspell's library, tried in their order.
    """

    def __init__(self, folders: tuple[Path, ...] | None = None, libraries: tuple[str, ...] = LIBRARIES) -> None:
        self._folders = folders
        self._names = libraries
        self._library: ctypes.CDLL | None = None

    def languages(self) -> list[str]:
        return sorted(self._found()) if self._load() is not None else []

    def open(self, language: str) -> Hunspell | None:
        library, file = self._load(), self._found().get(language)
        if library is None or file is None:
            return None
        try:
            if file.stat().st_size > _LARGEST:
                return None
        except OSError:
            return None
        return Hunspell(library, file.with_suffix(".aff"), file)

    def _load(self) -> ctypes.CDLL | None:
        for name in self._names if self._library is None else ():
            try:
                self._library = _declared(ctypes.CDLL(name))
                break
            except (OSError, AttributeError):
                continue  # not on this machine, or not what its name says
        return self._library

    def _found(self) -> dict[str, Path]:
        """Each language's file of words, the first folder's before the others'."""
        found: dict[str, Path] = {}
        for folder in self._folders if self._folders is not None else _system_folders():
            try:
                files = sorted(folder.glob("*.dic"))
            except OSError:
                continue
            for file in files:
                if _LANGUAGE.fullmatch(file.stem) and file.with_suffix(".aff").is_file():
                    found.setdefault(file.stem.replace("-", "_"), file)
        return found


class Hunspell:
    """`core.ports.spelling.Dictionary`: one dictionary in memory, given back with this object."""

    def __init__(self, library: ctypes.CDLL, rules: Path, words: Path) -> None:
        self._library = library
        self._handle = library.Hunspell_create(os.fsencode(rules), os.fsencode(words))
        named = (library.Hunspell_get_dic_encoding(self._handle) or b"").decode("ascii", "replace")
        self._codec = _codec(_CODECS.get(named, named))

    def knows(self, word: str) -> bool:
        held = self._encoded(word)
        return held is None or bool(self._library.Hunspell_spell(self._handle, held))

    def suggest(self, word: str) -> list[str]:
        held = self._encoded(word)
        if held is None:
            return []
        given = ctypes.POINTER(ctypes.c_char_p)()
        count = self._library.Hunspell_suggest(self._handle, ctypes.byref(given), held)
        try:
            return [(given[number] or b"").decode(self._codec, "replace") for number in range(count)]
        finally:
            self._library.Hunspell_free_list(self._handle, ctypes.byref(given), count)

    def __del__(self) -> None:
        if getattr(self, "_handle", None):
            self._library.Hunspell_destroy(self._handle)

    def _encoded(self, word: str) -> bytes | None:
        try:
            held = word.encode(self._codec)
        except UnicodeEncodeError:
            return None
        return None if b"\0" in held else held


def _declared(library: ctypes.CDLL) -> ctypes.CDLL:
    """The library with what its functions take and give, as hunspell.h has it."""
    handle, text, many = ctypes.c_void_p, ctypes.c_char_p, ctypes.POINTER(ctypes.POINTER(ctypes.c_char_p))
    for name, gives, takes in (
        ("Hunspell_create", handle, (text, text)),
        ("Hunspell_destroy", None, (handle,)),
        ("Hunspell_get_dic_encoding", text, (handle,)),
        ("Hunspell_spell", ctypes.c_int, (handle, text)),
        ("Hunspell_suggest", ctypes.c_int, (handle, many, text)),
        ("Hunspell_free_list", None, (handle, many, ctypes.c_int)),
    ):
        function = getattr(library, name)
        function.restype, function.argtypes = gives, takes
    return library


def _codec(name: str) -> str:
    """A name that Python knows; Latin-1 is Hunspell's own answer where a dictionary says nothing."""
    try:
        "".encode(name or "latin-1")
    except LookupError:
        return "latin-1"
    return name or "latin-1"


def _system_folders() -> tuple[Path, ...]:
    named = os.environ.get("DICPATH", "").split(os.pathsep)
    return tuple(Path(os.path.expanduser(folder)) for folder in (*named, *FOLDERS) if folder)  # noqa: PTH111

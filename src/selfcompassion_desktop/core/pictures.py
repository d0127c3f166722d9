"""Pictures within a journal's text: what one is, and how a text names it."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from .errors import Trouble
from .journal import clean

LARGEST = 20 * 1024 * 1024
"""The largest picture that is kept, in bytes."""
SMALL = 640
"""The longer side of the small version that is shown within a text, in pixels."""
NAME_MOST = 120
"""The longest name of a picture, in code points."""
SCHEME = "picture:"

_NAMED = re.compile(r"!\[([^\[\]\n]*)\]\(picture:([0-9a-f-]{36})\)")
_ENDINGS = {"image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "image/webp": ".webp"}


class PictureRefused(Trouble):
    """A file that cannot be kept as a picture: it is none, it is broken, or it is too large."""


class Picture(NamedTuple):
    """A picture as it came.

    Attributes:
        name: the file's name, as it was.
        type: "image/png", "image/jpeg", "image/gif" or "image/webp".
        content: the file, to the byte.
    """

    name: str
    type: str
    content: bytes

    def __repr__(self) -> str:
        return f"Picture({self.type}, {len(self.content)} bytes)"


class Named(NamedTuple):
    """Where a text names a picture.

    Attributes:
        start: where the naming begins, in code points.
        end: where it ends.
        alt: the words that stand for the picture.
        id: the picture's.
    """

    start: int
    end: int
    alt: str
    id: str


def type_of(content: bytes) -> str:
    """What a file is by its first bytes, whatever its name says.

    Raises:
        PictureRefused: where it is no picture of a kind that is kept, or too large.
    """
    if len(content) > LARGEST:
        raise PictureRefused("This picture is larger than 20 MB; a smaller copy of it can be kept.")
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "image/webp"
    raise PictureRefused("This file is no picture that can be kept here; PNG, JPEG, GIF and WebP can.")


def ending_of(kind: str) -> str:
    """How the name of a file of this type ends, with its dot."""
    return _ENDINGS[kind]


def name_of(given: str) -> str:
    """A file's name as it is kept: without folders and control characters, on one line, not too long."""
    last = re.split(r"[/\\]", clean(given))[-1]
    kept = "".join(" " if unicodedata.category(char) in ("Cc", "Zl", "Zp") else char for char in last)
    return " ".join(kept.split())[:NAME_MOST]


def naming(picture: str, name: str) -> str:
    """The words that stand in a text for a picture.

    The name's ending is left out, and so is what Markdown would take for an end of the name.
    """
    words = re.sub(r"\.(png|jpe?g|gif|webp)$", "", name, flags=re.IGNORECASE)
    return f"![{re.sub(r'[][]+', ' ', words).strip()}]({SCHEME}{picture})"


def named_in(text: str) -> list[Named]:
    """Every picture that a text names, in its order."""
    return [Named(found.start(), found.end(), found[1], found[2]) for found in _NAMED.finditer(text)]

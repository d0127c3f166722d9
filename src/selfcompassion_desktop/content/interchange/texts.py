"""Bytes to text: UTF-8 first, UTF-16 where a file begins so, and Windows-1252, which is told, where neither fits."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator

from ...core.journal import clean
from .trees import Tree, Unreadable

TEXT_MOST = 24 << 20
"""The longest text of one entry, in characters, and of a file that has to be read whole."""
LEGACY = "cp1252"
DAMAGED = "utf-8 with damage"
"""What `encoding` calls a file that is UTF-8 but for some bytes; those become U+FFFD."""


def encoding(tree: Tree, name: str) -> str:
    """How a file's text is written; the whole file is looked at where it does not begin with a mark.

    Raises:
        Unreadable: when it cannot be read.
    """
    if name not in tree.encodings:
        tree.encodings[name] = _encoding(tree, name)
    return tree.encodings[name]


def _encoding(tree: Tree, name: str) -> str:
    head = tree.head(name, 4)
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if len(head) == 4 and head[0] and not head[1] and head[2] and not head[3]:
        return "utf-16-le"
    if len(head) == 4 and not head[0] and head[1] and not head[2] and head[3]:
        return "utf-16-be"
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in tree.chunks(name):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return DAMAGED if _is_utf_8_all_the_same(tree, name) else LEGACY
    return "utf-8"


def _is_utf_8_all_the_same(tree: Tree, name: str) -> bool:
    """Whether more of what is no ASCII is sound than not; in an older encoding next to nothing of it is."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    sound = broken = 0
    for chunk in tree.chunks(name):
        piece = decoder.decode(chunk)
        odd = piece.count("\ufffd")
        broken += odd
        sound += len(piece) - len(piece.encode("ascii", "ignore")) - odd
    return sound > broken


def parts(tree: Tree, name: str, written: str) -> Iterator[str]:
    """A file's text, a piece at a time, every line end as a line feed; NUL is taken out, and half characters replaced.

    Raises:
        Unreadable: when it cannot be read.
    """
    decoder = codecs.getincrementaldecoder("utf-8" if written == DAMAGED else written)("replace")
    ends = io.IncrementalNewlineDecoder(None, translate=True)
    for chunk in tree.chunks(name):
        yield ends.decode(decoder.decode(chunk)).replace("\0", "")
    yield ends.decode(decoder.decode(b"", final=True), final=True)


def lines(pieces: Iterator[str]) -> Iterator[str]:
    """Lines with their line feeds.

    Raises:
        Unreadable: at a line longer than any entry may be.
    """
    held = ""
    for piece in pieces:
        *whole, held = (held + piece).split("\n")
        for line in whole:
            yield line + "\n"
        if len(held) > TEXT_MOST:
            raise Unreadable("There is a line in this file that is longer than any entry can be.")
    if held:
        yield held


def whole(tree: Tree, name: str) -> str:
    """A file's text.

    Raises:
        Unreadable: when it cannot be read, or is longer than any entry may be.
    """
    found, size = list[str](), 0
    for piece in parts(tree, name, encoding(tree, name)):
        found.append(piece)
        size += len(piece)
        if size > TEXT_MOST:
            raise Unreadable("This file is longer than any entry can be.")
    return "".join(found)


def tidy(text: str) -> str:
    """A text as an entry holds it: line feeds alone, no empty lines around it."""
    return clean(text).replace("\r\n", "\n").replace("\r", "\n").strip("\n")


_NO_TEXTS = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"%PDF", b"PK\3\4", b"\x1f\x8b", b"OggS", b"ID3", b"\x7fELF", b"MZ",
    b"SQLite format 3", b"bplist00", b"\xd0\xcf\x11\xe0", b"7z\xbc\xaf", b"Rar!", b"{\\rtf",
)  # fmt: skip


def is_text(head: bytes) -> bool:
    """Whether a file that begins so is a text, whatever its name says."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    odd = sum(byte < 32 and byte not in b"\t\n\r\f\x1b\x07\b\0" for byte in head)
    return not head.startswith(_NO_TEXTS) and odd <= 4 + len(head) // 20 and head.count(0) <= len(head) // 2

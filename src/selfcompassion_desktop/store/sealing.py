"""A whole file sealed as it is, for what cannot be opened as a store any more: a damaged one that was set aside.

A mark of 8 bytes, 8 bytes by chance, then pieces of a mebibyte, each with its tag of 16 bytes; the last piece is
marked as such, so that none can be missing.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from . import troubles
from .disk import Disk

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

SUFFIX = ".sealed"
_MARK = b"SCSEAL1\n"
_PIECE = 1 << 20
_TAG = 16


def seal(path: Path, key: bytes, disk: Disk) -> None:
    """Put a sealed file, with the suffix `.sealed`, in the place of a file.

    Raises:
        OSError: when it could not be written; the file is then as it was.
    """
    start = os.urandom(8)
    cipher = _cipher(key)

    def pieces(file: BinaryIO) -> Iterator[bytes]:
        yield _MARK + start
        for number, piece, last in _pieces(file, _PIECE):
            yield cipher.encrypt(_nonce(start, number), piece, last)

    _replace(path, path.with_name(path.name + SUFFIX), pieces, disk)


def unseal(path: Path, key: bytes, disk: Disk) -> None:
    """Put the file as it was in the place of a sealed one.

    Raises:
        StoreDamaged: when it was sealed with another key, or is damaged; it is then as it was.
        OSError: when it could not be written; the same.
    """
    from cryptography.exceptions import InvalidTag

    cipher = _cipher(key)

    def pieces(file: BinaryIO) -> Iterator[bytes]:
        if file.read(len(_MARK)) != _MARK:
            raise troubles.other_key(path)
        start = file.read(8)
        for number, piece, last in _pieces(file, _PIECE + _TAG):
            try:
                yield cipher.decrypt(_nonce(start, number), piece, last)
            except (InvalidTag, ValueError):
                raise troubles.other_key(path) from None

    _replace(path, path.with_name(path.name.removesuffix(SUFFIX)), pieces, disk)


def _replace(path: Path, target: Path, pieces: Callable[[BinaryIO], Iterator[bytes]], disk: Disk) -> None:
    made = target.with_name(f"{target.name}.{os.getpid()}.new")
    try:
        disk.make(made)
        with path.open("rb") as source, made.open("wb") as out:
            for piece in pieces(source):
                out.write(piece)
        disk.put_in_place(made, target)
    except Exception:
        disk.remove(made)
        raise
    disk.remove(path)


def _pieces(file: BinaryIO, size: int) -> Iterator[tuple[int, bytes, bytes]]:
    """Each piece with its number, and what marks the last one."""
    number, piece = 0, file.read(size)
    while following := file.read(size):
        yield number, piece, b"more"
        number, piece = number + 1, following
    yield number, piece, b"last"


def _nonce(start: bytes, number: int) -> bytes:
    return start + number.to_bytes(4, "big")


def _cipher(key: bytes) -> ChaCha20Poly1305:
    """A cipher with a key of its own, so that no two kinds of file share one."""
    import hmac

    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    return ChaCha20Poly1305(hmac.digest(key, b"selfcompassion sealed file", "sha256"))

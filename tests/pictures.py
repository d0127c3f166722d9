"""Pictures to test with, made here and small."""

from __future__ import annotations

import struct
import zlib

from selfcompassion_desktop.core.pictures import PictureRefused

GIF = bytes.fromhex("47494638396101000100800000ff0000ffffff21f90400000000002c00000000010001000002024401003b")


def png(width: int = 4, height: int = 3, grey: int = 128) -> bytes:
    """A grey picture."""
    rows = b"".join(b"\0" + bytes([grey]) * width for _ in range(height))
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, body) for name, body in parts)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


class FakeShrinker:
    """Its small version says of what it is one."""

    def __init__(self) -> None:
        self.asked = 0

    def small(self, content: bytes) -> bytes:
        self.asked += 1
        if b"broken" in content:
            raise PictureRefused("This picture cannot be read.")
        return b"small:" + content[:8]

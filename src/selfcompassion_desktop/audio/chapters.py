"""Chapters in a sound file, as each format has them.

- WAV: cue points with labels (Microsoft, *Multimedia Programming Interface 1.0*, 1991).
- FLAC and Ogg: `CHAPTERxxx` in the Vorbis comments (https://wiki.xiph.org/Chapter_Extension; RFC 9639 §8.6, RFC 3533).
- MP3: `CTOC` and `CHAP` frames (*ID3v2 Chapter Frame Addendum 1.0*) in an ID3v2.4 tag, which takes the place of the one
  that the sound library wrote.

Sound is never touched: it is copied as it is, in constant memory, behind a new head or before a new tail.
"""

from __future__ import annotations

import shutil
import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

from ..core.timeline import RATE, Timeline


@dataclass(frozen=True, slots=True)
class Chapter:
    """One section of a practice in its sound file, in samples at 48 kHz.

    Attributes:
        end: the sample after its last.
    """

    title: str
    start: int
    end: int


def chapters(timeline: Timeline) -> tuple[Chapter, ...]:
    """The sections of a timeline, the first from the beginning and the last to the end, without gaps."""
    starts = [0, *(span.start for span in timeline.sections[1:]), timeline.length]
    return tuple(
        Chapter(span.title, start, end) for span, (start, end) in zip(timeline.sections, pairwise(starts), strict=False)
    )


@dataclass(frozen=True, slots=True)
class About:
    """What a sound file says of itself."""

    title: str
    artist: str
    album: str
    comment: str
    licence: str

    def fields(self) -> tuple[tuple[str, str], ...]:
        """Names and values as Vorbis comments have them."""
        return (
            ("TITLE", self.title),
            ("ARTIST", self.artist),
            ("ALBUM", self.album),
            ("DESCRIPTION", self.comment),
            ("LICENSE", self.licence),
        )


def inscribe(file: Path, about: About, found: Sequence[Chapter]) -> None:
    """Write into a whole sound file what it is and where its chapters begin.

    Args:
        file: ends in .wav, .flac, .ogg or .mp3, and is what it says.
        about: title, artist and the like.
        found: the chapters, in order.

    Raises:
        OSError: when it cannot be written; the file may then be spoilt, and is the caller's to remove.
    """
    writers: dict[str, Callable[[BinaryIO, BinaryIO, About, Sequence[Chapter]], None]] = {
        ".flac": _flac,
        ".ogg": _ogg,
        ".mp3": _mp3,
    }
    suffix = file.suffix.lower()
    if suffix == ".wav":
        _wav(file, found)
        return
    made = file.with_name(f"{file.name}.tagged")
    try:
        with file.open("rb") as source, made.open("wb") as target:
            writers[suffix](source, target, about, found)
            shutil.copyfileobj(source, target, 1 << 20)
        made.replace(file)
    finally:
        made.unlink(missing_ok=True)


def _wav(file: Path, found: Sequence[Chapter]) -> None:
    points = b"".join(
        struct.pack("<II4sIII", number, chapter.start, b"data", 0, 0, chapter.start)
        for number, chapter in enumerate(found, start=1)
    )
    labels = b"".join(
        _chunk(b"labl", struct.pack("<I", number) + chapter.title.encode() + b"\0")
        for number, chapter in enumerate(found, start=1)
    )
    added = _chunk(b"cue ", struct.pack("<I", len(found)) + points) + _chunk(b"LIST", b"adtl" + labels)
    with file.open("rb+") as wave:
        size = wave.seek(0, 2)
        wave.write((b"\0" if size % 2 else b"") + added)
        whole = wave.tell()
        wave.seek(4)
        wave.write(struct.pack("<I", whole - 8))


def _chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + (b"\0" if len(content) % 2 else b"")


def _comments(vendor: bytes, about: About, found: Sequence[Chapter]) -> bytes:
    """The body of a Vorbis comment, without its framing bit."""
    fields = list(about.fields())
    for number, chapter in enumerate(found):
        milliseconds = chapter.start * 1000 // RATE
        seconds, rest = divmod(milliseconds, 1000)
        clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"
        fields += [(f"CHAPTER{number:03}", clock), (f"CHAPTER{number:03}NAME", chapter.title)]
    lines = [f"{name}={value}".encode() for name, value in fields]
    body = struct.pack("<I", len(vendor)) + vendor + struct.pack("<I", len(lines))
    return body + b"".join(struct.pack("<I", len(line)) + line for line in lines)


def _vendor(comments: bytes) -> bytes:
    (length,) = struct.unpack_from("<I", comments)
    return comments[4 : 4 + length]


def _flac(source: BinaryIO, target: BinaryIO, about: About, found: Sequence[Chapter]) -> None:
    comment, padding, last = 4, 1, False
    target.write(source.read(4))
    blocks: list[tuple[int, bytes]] = []
    while not last:
        head = source.read(4)
        last, kind = bool(head[0] & 0x80), head[0] & 0x7F
        blocks.append((kind, source.read(int.from_bytes(head[1:]))))
    vendor = next((_vendor(body) for kind, body in blocks if kind == comment), b"")
    kept = [(kind, body) for kind, body in blocks if kind not in (comment, padding)]
    kept.insert(1, (comment, _comments(vendor, about, found)))
    for index, (kind, body) in enumerate(kept):
        flag = 0x80 if index == len(kept) - 1 else 0
        target.write(bytes([flag | kind]) + len(body).to_bytes(3) + body)


def _ogg(source: BinaryIO, target: BinaryIO, about: About, found: Sequence[Chapter]) -> None:
    first = _Page.read(source)
    target.write(first.bytes())
    pages = [_Page.read(source)]
    while len(packets := _packets(pages)) < 2 or not pages[-1].ends:
        pages.append(_Page.read(source))
    comment, setup = packets
    body = b"\x03vorbis" + _comments(_vendor(comment[7:]), about, found) + b"\x01"
    for page in _paged([body, setup], pages):
        target.write(page.bytes())


@dataclass(frozen=True, slots=True)
class _Page:
    """A page of an Ogg stream, RFC 3533 §6."""

    flags: int
    granule: bytes
    serial: bytes
    number: int
    segments: bytes
    body: bytes

    @classmethod
    def read(cls, source: BinaryIO) -> _Page:
        head = source.read(27)
        segments = source.read(head[26])
        body = source.read(sum(segments))
        return cls(head[5], head[6:14], head[14:18], int.from_bytes(head[18:22], "little"), segments, body)

    @property
    def ends(self) -> bool:
        """Whether a packet ends with the page."""
        return self.segments[-1] < 255

    def bytes(self) -> bytes:
        head = b"OggS\0" + bytes([self.flags]) + self.granule + self.serial + self.number.to_bytes(4, "little")
        rest = bytes([len(self.segments)]) + self.segments + self.body
        return head + _crc(head + bytes(4) + rest).to_bytes(4, "little") + rest


def _packets(pages: Sequence[_Page]) -> list[bytes]:
    """The packets that are whole within pages that begin with one."""
    segments = b"".join(page.segments for page in pages)
    body = b"".join(page.body for page in pages)
    packets, start, at = list[bytes](), 0, 0
    for size in segments:
        at += size
        if size < 255:
            packets.append(body[start:at])
            start = at
    return packets


def _paged(packets: Sequence[bytes], old: Sequence[_Page]) -> Iterator[_Page]:
    """Packets in exactly as many pages as before, so that the numbers of all that follow still hold."""
    body = b"".join(packets)
    segments = b"".join(b"\xff" * (len(packet) // 255) + bytes([len(packet) % 255]) for packet in packets)
    each = -(-len(segments) // len(old))
    at = 0
    for index, page in enumerate(old):
        part = segments[index * each : (index + 1) * each]
        continued = index > 0 and segments[index * each - 1] == 255
        granule = bytes(8) if any(size < 255 for size in part) else b"\xff" * 8
        size = sum(part)
        yield _Page(int(continued), granule, page.serial, page.number, part, body[at : at + size])
        at += size


def _crc(data: bytes) -> int:
    """The checksum of an Ogg page: polynomial 0x04C11DB7, neither reflected nor inverted."""
    crc = 0
    for byte in data:
        crc = (crc << 8 & 0xFFFFFFFF) ^ _TABLE[crc >> 24 ^ byte]
    return crc


def _table() -> tuple[int, ...]:
    def entry(byte: int) -> int:
        value = byte << 24
        for _ in range(8):
            value = (value << 1 ^ 0x04C11DB7) & 0xFFFFFFFF if value & 0x80000000 else value << 1
        return value

    return tuple(entry(byte) for byte in range(256))


_TABLE = _table()


def _mp3(source: BinaryIO, target: BinaryIO, about: About, found: Sequence[Chapter]) -> None:
    _skip_tag(source)
    names = [f"chp{number}".encode() for number in range(len(found))]
    listed = b"".join(name + b"\0" for name in names)
    frames = [
        _text(b"TIT2", about.title),
        _text(b"TPE1", about.artist),
        _text(b"TALB", about.album),
        _frame(b"COMM", b"\x03eng\0" + about.comment.encode()),
        _frame(b"TCOP", b"\x03" + about.licence.encode()),
        _frame(b"CTOC", b"toc\0\x03" + bytes([len(names)]) + listed),
    ]
    for name, chapter in zip(names, found, strict=True):
        times = struct.pack(">II", chapter.start * 1000 // RATE, chapter.end * 1000 // RATE)
        frames.append(_frame(b"CHAP", name + b"\0" + times + b"\xff" * 8 + _text(b"TIT2", chapter.title)))
    body = b"".join(frames)
    target.write(b"ID3\x04\0\0" + _synchsafe(len(body)) + body)


def _skip_tag(source: BinaryIO) -> None:
    head = source.read(10)
    size = 0
    for byte in head[6:]:
        size = size << 7 | byte
    source.seek(10 + size if head[:3] == b"ID3" else 0)


def _text(name: bytes, text: str) -> bytes:
    return _frame(name, b"\x03" + text.encode() + b"\0")


def _frame(name: bytes, body: bytes) -> bytes:
    return name + _synchsafe(len(body)) + bytes(2) + body


def _synchsafe(number: int) -> bytes:
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))

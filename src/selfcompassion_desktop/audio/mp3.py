"""MP3 files whose header does not know how long they are.

An MP3 is a row of frames with no length in front. Most writers put one in a first frame of its own ("Xing" or
"Info"); where it is missing or false, decoders guess from the first frames, and for a variable bitrate guess
wrong: half of a recording may go unplayed. Counting the frames costs little and is exact.

Source: ISO/IEC 11172-3 §2.4.1.3 and 13818-3 (frame header); the Xing frame as LAME writes it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_KBPS = {
    1: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES = (44_100, 48_000, 32_000)
_VERSIONS = {3: (1, 1), 2: (2, 2), 0: (2, 4)}  # bits → (layout, what the rate is divided by)
_COUNT_GIVEN = (1).to_bytes(4, "big")


@dataclass(frozen=True, slots=True)
class _Frame:
    start: int
    size: int
    layout: int
    mono: bool

    @property
    def mark(self) -> int:
        """Where a Xing frame has its name: after the header and the side information."""
        side = {(1, False): 32, (1, True): 17, (2, False): 17, (2, True): 9}[self.layout, self.mono]
        return self.start + 4 + side


def with_true_length(data: bytes) -> bytes:
    """The same MP3 with a first frame that counts the others rightly; anything else is returned as it is."""
    frames = list(_frames(data))
    if len(frames) < 2:
        return data
    first, count = frames[0], len(frames) - 1
    if _is_header(data, first):
        told = data[first.mark + 4 : first.mark + 12]
        if told[3] & 1 and int.from_bytes(told[4:], "big") == count:
            return data
        frames.pop(0)
    return _header(data, max(frames, key=lambda f: f.size), len(frames)) + data[frames[0].start :]


def _header(data: bytes, like: _Frame, count: int) -> bytes:
    """A silent frame that says how many follow; as large as the largest, for it needs the room."""
    blank = bytearray(like.size)
    blank[:4] = data[like.start : like.start + 4]
    blank[1] |= 1  # no checksum follows
    at = like.mark - like.start
    blank[at : at + 12] = b"Xing" + _COUNT_GIVEN + count.to_bytes(4, "big")
    return bytes(blank)


def _is_header(data: bytes, frame: _Frame) -> bool:
    return data[frame.mark : frame.mark + 4] in (b"Xing", b"Info") or data[frame.start + 36 :][:4] == b"VBRI"


def _frames(data: bytes) -> Iterator[_Frame]:
    """Every frame; a tag before the first is skipped, and so is whatever stands between two."""
    at = _tag_end(data)
    while 0 <= (at := data.find(b"\xff", at)) < len(data) - 4:
        frame = _frame(data, at)
        # One right-looking header in other data is likely; one just where the frame ends is not.
        if frame and (frame.start + frame.size >= len(data) - 4 or _frame(data, at + frame.size)):
            yield frame
            at += frame.size
        else:
            at += 1


def _tag_end(data: bytes) -> int:
    if data[:3] != b"ID3" or len(data) < 10:
        return 0
    a, b, c, d = data[6:10]
    return 10 + (a << 21 | b << 14 | c << 7 | d)


def _frame(data: bytes, at: int) -> _Frame | None:
    """The layer III frame whose header stands at `at`, if one does."""
    head = data[at : at + 4]
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return None
    version = _VERSIONS.get(head[1] >> 3 & 3)
    kbps, rate = head[2] >> 4, head[2] >> 2 & 3
    if not version or kbps in (0, 15) or rate == 3:
        return None
    layout, divisor = version
    bits = (144_000 if layout == 1 else 72_000) * _KBPS[layout][kbps]
    size = bits // (_RATES[rate] // divisor) + (head[2] >> 1 & 1)
    return _Frame(at, size, layout, head[3] >> 6 == 3)

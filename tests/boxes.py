"""A stand-in for everything that a person wrote or did; `core.takeout.Everything`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, date, datetime, timedelta
from typing import Any

from selfcompassion_desktop.core.interchange import Refused
from selfcompassion_desktop.core.takeout import (
    Head,
    Instant,
    KeptBreak,
    KeptEntry,
    KeptPicture,
    KeptSitting,
    Opened,
    Part,
    T,
    Wall,
)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc00000030101"
    "00c9fe92ef0000000049454e44ae426082"
)
"""The smallest picture."""


class Box:
    """Everything, in a list."""

    def __init__(self, *parts: Part, head: Head | None = None) -> None:
        self._parts = parts
        self.head = head or Head()

    def count(self, kind: type[Any]) -> int:
        return sum(isinstance(part, kind) for part in self._parts)

    def pieces(self, kind: type[T]) -> Iterator[T | Refused]:
        return (part for part in self._parts if isinstance(part, kind))

    @property
    def opened(self) -> Opened:
        """Opens it as a store would."""
        return lambda: nullcontext(self)


def instant(moment: datetime) -> Instant:
    return Instant((moment - EPOCH) // timedelta(microseconds=1))


def entry(number: int, body: str, local: str = "2026-11-25T18:12:00+00:00", **more: Any) -> KeptEntry:
    """An entry; `number` tells it from the others and gives it its place."""
    written = instant(datetime.fromisoformat(local))
    return KeptEntry(
        f"0195a000-0000-7000-8000-{number:012}", number, written, Wall(local), "UTC", body, 1, written, **more
    )


def picture(number: int, of: KeptEntry, content: bytes = PNG) -> KeptPicture:
    return KeptPicture(f"0195b000-0000-7000-8000-{number:012}", of.id, f"sea {number}.png", "image/png", content)


def sitting(number: int, local: str = "2026-11-25T18:12:00+00:00", **more: Any) -> KeptSitting:
    moment = datetime.fromisoformat(local)
    return KeptSitting(
        f"0195c000-0000-7000-8000-{number:012}", "kind-hand", "A kind hand", "af_heart", instant(moment), Wall(local),
        "UTC", date.fromisoformat(local[:10]), 600.0, 480.5, **more,
    )  # fmt: skip


def taken_break(number: int, local: str = "2026-11-25T18:12:00+00:00", **more: Any) -> KeptBreak:
    moment = datetime.fromisoformat(local)
    return KeptBreak(
        f"0195d000-0000-7000-8000-{number:012}", instant(moment), Wall(local), "UTC", date.fromisoformat(local[:10]),
        120.0, **more,
    )  # fmt: skip

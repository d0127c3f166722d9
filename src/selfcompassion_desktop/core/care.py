"""When a rating asks for some care. Every rating here is of something hard: 0 is none of it, 10 very much."""

from __future__ import annotations

HIGH = 8
RISE = 3


def asks_for_care(before: int | None, after: int) -> bool:
    """Whether what was rated is high after a practice, or has risen; then ease is offered, and nothing harder."""
    return after >= HIGH or (before is not None and after - before >= RISE)

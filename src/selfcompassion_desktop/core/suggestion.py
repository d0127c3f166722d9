"""What do I need right now? × how long → one practice and two others.

No cleverness: a practice suits a need because its script says so, in the order in which it says so. Among
equals the easier one comes first, and what was practised lately steps back a little.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .practice import Practice
from .timeline import Range


@dataclass(frozen=True, slots=True)
class Candidate:
    """A practice with the lengths it can be had in, in samples at 48 kHz."""

    practice: Practice
    ranges: tuple[Range, ...]

    def length_near(self, wished: int) -> int:
        """The possible length nearest to `wished`."""
        return min((min(max(wished, r.shortest), r.longest) for r in self.ranges), key=lambda n: abs(n - wished))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A practice at a length, in samples at 48 kHz."""

    practice: Practice
    length: int


def suggest(
    candidates: Sequence[Candidate],
    need: str,
    wished: int,
    sittings_ago: Mapping[str, int],
    most: int = 3,
) -> tuple[Suggestion, ...]:
    """At most `most` suggestions for a need and a wished length in samples, the best first.

    Args:
        candidates: what can be practised.
        need: one of `core.script.NEEDS`, or empty for any.
        wished: the time there is, in samples at 48 kHz.
        sittings_ago: practice id → how many sittings ago it was last practised (0 is the last one).
        most: how many.
    """

    def order(candidate: Candidate) -> tuple[int, int, int, int, str]:
        practice = candidate.practice
        rank = practice.needs.index(need) if need in practice.needs else 0
        lately = max(0, 3 - sittings_ago.get(practice.id, 3))
        return _misfit(candidate, wished), rank, lately, practice.difficulty, practice.title

    suited = [c for c in candidates if c.ranges and (not need or need in c.practice.needs)]
    best = sorted(suited or [c for c in candidates if c.ranges], key=order)[:most]
    return tuple(Suggestion(c.practice, c.length_near(wished)) for c in best)


def _misfit(candidate: Candidate, wished: int) -> int:
    """0 where the wished length can be had or is longer than the longest; how much too long otherwise.

    Too long is worse than too short: someone with three minutes has three minutes.
    """
    return max(0, candidate.length_near(wished) - wished)

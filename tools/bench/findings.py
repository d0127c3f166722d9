"""What a bench found: two things measured by turns, and how they compare."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles


@dataclass(frozen=True, slots=True)
class Finding:
    """One row of the table in the design.

    Attributes:
        what: what was measured against what.
        ours: the program's measurements.
        bare: those of what it is measured against, in the same unit, taken by turns with ours.
        target: the ratio of medians that is promised.
    """

    what: str
    ours: Sequence[float]
    bare: Sequence[float]
    target: float
    unit: str = "ms"

    @property
    def ratio(self) -> float:
        """Median against median."""
        return median(self.ours) / median(self.bare)

    def __str__(self) -> str:
        verdict = "within" if self.ratio <= self.target else "missed"
        return (
            f"{self.what}: {self._spread(self.ours)} against {self._spread(self.bare)},"
            f" {self.ratio:.3g}× (target ≤ {self.target:.3g}×: {verdict}; {len(self.ours)} turns each)"
        )

    def _spread(self, measured: Sequence[float]) -> str:
        lower, middle, upper = quantiles(measured, n=4)
        return f"{middle:.0f} {self.unit} ({lower:.0f}–{upper:.0f})"


def by_turns(ours: Callable[[], float], bare: Callable[[], float], turns: int) -> tuple[list[float], list[float]]:
    """Measure two things `turns` times each, one after the other, so that both meet the same machine.

    The first turn of each warms the disk's cache and does not count.
    """
    pairs = [(ours(), bare()) for _ in range(turns + 1)][1:]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]

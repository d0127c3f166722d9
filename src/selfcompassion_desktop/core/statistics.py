"""What can be computed from one person's few numbers: values before (A) and after (B), and changes between them.

Everything is rough: the days of one person are not independent of each other, which makes every interval here
narrower than it ought to be. `core.progress` says what may be said of it, and from how many values on.

`better` says which end is to be wished for; "low" turns both sides round, so that a wished-for change is always
positive. All functions raise `ValueError` where they are given fewer values than they say they need.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

from .student import quantile, two_sided

Z = 1.959963984540054
"""The normal value that 95 of 100 stay within, either side."""

MOST_ARRANGEMENTS = 200_000
"""How many ways of dealing values to two sides are looked at, at most."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Between which values something lies, as far as 95 of 100 such intervals tell."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class NonOverlap:
    """Non-overlap of all pairs of one value of A with one of B (Parker & Vannest 2009).

    Attributes:
        improved: pairs where B is the better.
        tied: pairs that are equal.
        worse: the others.
    """

    improved: int
    tied: int
    worse: int

    @property
    def pairs(self) -> int:
        """All of them."""
        return self.improved + self.tied + self.worse

    @property
    def nap(self) -> float:
        """The part of the pairs where B is the better, a tie being half; 0 to 1, and 0.5 where nothing differs."""
        return (self.improved + self.tied / 2) / self.pairs

    @property
    def tau(self) -> float:
        """The same from -1 to 1."""
        return (self.improved - self.worse) / self.pairs


def turned(values: Sequence[float], better: str) -> list[float]:
    """The values such that more is better."""
    return [-value for value in values] if better == "low" else list(values)


def overlap(before: Sequence[float], after: Sequence[float], better: str = "high") -> NonOverlap:
    """Every value of A against every one of B; at least one each."""
    _need(1, before, after)
    a, b = sorted(turned(before, better)), sorted(turned(after, better))
    improved = tied = below = upto = 0
    for value in b:  # both are in order, so that each is walked through once
        while below < len(a) and a[below] < value:
            below += 1
        upto = max(upto, below)
        while upto < len(a) and a[upto] <= value:
            upto += 1
        improved += below
        tied += upto - below
    return NonOverlap(improved, tied, len(a) * len(b) - improved - tied)


def nap_interval(nap: float, m: int, n: int) -> Interval:
    """The interval of a NAP of `m` values before and `n` after (Newcombe 2006, method 5).

    Its ends are the roots x of mn(N - x)²(2 - x)(1 + x) = z²x(1 - x)(2 + h + (1 + 2h)x(1 - x)), h = (m + n)/2 - 1.
    Where N is 1, x = 1 is a root by itself and not the lower end: the factor 1 - x is taken out before one looks.
    """
    if m < 1 or n < 1 or not 0 <= nap <= 1:
        raise ValueError((nap, m, n))
    h = (m + n) / 2 - 1

    def spread(x: float) -> float:
        return Z * Z * (2 + h + (1 + 2 * h) * x * (1 - x))

    def beyond(x: float) -> float:
        if nap == 1:
            return m * n * (1 - x) * (2 - x) * (1 + x) - x * spread(x)
        return m * n * (nap - x) ** 2 * (2 - x) * (1 + x) - x * (1 - x) * spread(x)

    if nap == 0:
        return Interval(0.0, 1 - nap_interval(1, m, n).low)
    low = _root(beyond, 0.0, nap)
    high = 1.0 if nap == 1 else _root(beyond, 1.0, nap)
    return Interval(low, high)


def null_error(m: int, n: int) -> float:
    """The standard error of NAP where nothing differs and nothing is tied."""
    return math.sqrt((m + n + 1) / (12 * m * n))


def hanley_error(before: Sequence[float], after: Sequence[float], better: str = "high") -> float:
    """The standard error of NAP (Hanley & McNeil 1982); at least one value each."""
    m, n, nap, q1, q2, _ = _moments(before, after, better)
    return math.sqrt((nap * (1 - nap) + (n - 1) * q1 + (m - 1) * q2) / (m * n))


def unbiased_error(before: Sequence[float], after: Sequence[float], better: str = "high") -> float:
    """The standard error of NAP by the unbiased variance (Sen 1967; Mee 1990); at least two values each.

    As SingleCaseES takes it, which is unbiased where nothing is tied and a little large where something is.
    """
    _need(2, before, after)
    m, n, nap, q1, q2, q3 = _moments(before, after, better)
    return math.sqrt(max(0.0, (nap * (1 - nap) + n * q1 + m * q2 - 2 * q3) / ((m - 1) * (n - 1))))


def kendall_s(values: Sequence[float]) -> int:
    """Kendall's S of values against their order: pairs that rise less pairs that fall."""
    return sum(_sign(later - earlier) for earlier, later in combinations(values, 2))


def tau_u(before: Sequence[float], after: Sequence[float], better: str = "high") -> float:
    """Tau less the trend that was there before (Parker et al. 2011); at least one value each. It can exceed 1."""
    found = overlap(before, after, better)
    return (found.improved - found.worse - kendall_s(turned(before, better))) / found.pairs


def corrected_tau(before: Sequence[float], after: Sequence[float], better: str = "high") -> float:
    """Tau of what is left once the slope of A is taken away (Tarlow 2017); at least two values before."""
    slope = theil_sen(before)
    level = [value - slope * place for place, value in enumerate((*before, *after))]
    return overlap(_even(level[: len(before)]), _even(level[len(before) :]), better).tau


def theil_sen(values: Sequence[float]) -> float:
    """The median of all slopes between two values, a step apart each; at least two values."""
    _need(2, values)
    return median([(b - a) / (j - i) for (i, a), (j, b) in combinations(enumerate(values), 2)])


def pnd(before: Sequence[float], after: Sequence[float], better: str = "high") -> float:
    """The part of B that is better than the best of A."""
    _need(1, before, after)
    best = max(turned(before, better))
    return sum(value > best for value in turned(after, better)) / len(after)


def pem(before: Sequence[float], after: Sequence[float], better: str = "high") -> float:
    """The part of B that is better than the median of A; equal ones are half."""
    _need(1, before, after)
    middle = median(turned(before, better))
    return sum((value > middle) + (value == middle) / 2 for value in turned(after, better)) / len(after)


def pand(before: Sequence[float], after: Sequence[float], better: str = "high") -> float:
    """The part of all values that is left once as few as possible are taken away so that nothing overlaps."""
    _need(1, before, after)
    a, b = turned(before, better), turned(after, better)
    kept = max(sum(x < cut for x in a) + sum(y >= cut for y in b) for cut in (*a, *b, max(*a, *b) + 1))
    return kept / (len(a) + len(b))


def improvement_rate(before: Sequence[float], after: Sequence[float], better: str = "high") -> float:
    """The robust improvement rate difference: the overlap of `pand` shared evenly between both sides."""
    m, n = len(before), len(after)
    return 1 - (m + n) ** 2 / (2 * m * n) * (1 - pand(before, after, better))


@dataclass(frozen=True, slots=True)
class Reliable:
    """The reliable change index (Jacobson & Truax 1991; Christensen & Mendoza 1986).

    Attributes:
        index: the change in standard errors of a difference; negative where the score fell.
        needed: points that a change takes so as not to be the measure's own wobble.
        error: the standard error of a difference, in points.
    """

    index: float
    needed: float
    error: float

    @property
    def is_reliable(self) -> bool:
        """Whether it is more than the measure's own wobble, in 95 of 100 people who did not change."""
        return abs(self.index) > 1.96


def reliable_change(before: float, after: float, sd: float, r: float) -> Reliable:
    """The index of a change, for a measure of that standard deviation among people and reliability below 1."""
    if sd <= 0 or not 0 <= r < 1:
        raise ValueError((sd, r))
    error = sd * math.sqrt(2) * math.sqrt(1 - r)
    return Reliable((after - before) / error, 1.96 * error, error)


@dataclass(frozen=True, slots=True)
class Change:
    """How far a mean moved, by Student's t. Without any spread there is no t and no effect size.

    Attributes:
        mean: the mean change, in points.
        sd: standard deviation of the changes; 0 where it is a difference of two means.
        df: degrees of freedom.
        t: in standard errors; None where nothing varies.
        p: two-sided; None as `t`.
        interval: of 95 %.
    """

    mean: float
    sd: float
    df: float
    t: float | None
    p: float | None
    interval: Interval

    @property
    def dz(self) -> float | None:
        """The mean change in standard deviations of the changes (Cohen)."""
        return self.mean / self.sd if self.sd else None

    @property
    def gz(self) -> float | None:
        """The same, corrected for few values (Hedges)."""
        return None if self.dz is None else self.dz * hedges(self.df)


def hedges(df: float) -> float:
    """What an effect size is multiplied with so that few values do not make it too large (Hedges 1981)."""
    return 1 - 3 / (4 * df - 1)


def paired_change(before: Sequence[float], after: Sequence[float]) -> Change:
    """The mean change of pairs; at least two, as many after as before."""
    _need(2, before, after)
    changes = [y - x for x, y in zip(before, after, strict=True)]
    middle, sd = mean(changes), deviation(changes)
    return _student(middle, sd, sd / math.sqrt(len(changes)), len(changes) - 1)


def welch(before: Sequence[float], after: Sequence[float]) -> Change:
    """The difference of two means that may spread differently (Welch 1947); at least two values each."""
    _need(2, before, after)
    a, b = deviation(before) ** 2 / len(before), deviation(after) ** 2 / len(after)
    total = a + b
    df = total**2 / (a**2 / (len(before) - 1) + b**2 / (len(after) - 1)) if total else len(before) + len(after) - 2.0
    return _student(mean(after) - mean(before), 0.0, math.sqrt(total), df)


def permutation_p(before: Sequence[float], after: Sequence[float]) -> float:
    """How often a chance deal of all values to the two sides sets their means as far apart, either way; exact.

    Raises:
        ValueError: also where there are more than `MOST_ARRANGEMENTS` deals.
    """
    _need(1, before, after)
    both, m = (*before, *after), len(before)
    deals = math.comb(len(both), m)
    if deals > MOST_ARRANGEMENTS:
        raise ValueError(deals)
    middle = mean(both) * m
    seen = abs(math.fsum(before) - middle) - 1e-9
    return sum(abs(math.fsum(deal) - middle) >= seen for deal in combinations(both, m)) / deals


@dataclass(frozen=True, slots=True)
class SignedRanks:
    """Wilcoxon's signed ranks.

    Attributes:
        w: the smaller sum of ranks.
        p: two-sided and exact; None where nothing changed.
        left: how many changes there were; pairs without one are left out.
    """

    w: float
    p: float | None
    left: int


def signed_ranks(before: Sequence[float], after: Sequence[float]) -> SignedRanks:
    """Wilcoxon's test of pairs; equal changes share their ranks."""
    changes = [y - x for x, y in zip(before, after, strict=True) if y != x]
    if not changes:
        return SignedRanks(0.0, None, 0)
    sizes = [abs(change) for change in changes]
    # Twice the rank, so that shared ranks are whole numbers.
    ranks = [2 * sum(other < size for other in sizes) + sum(other == size for other in sizes) + 1 for size in sizes]
    rise = sum(rank for rank, change in zip(ranks, changes, strict=True) if change > 0)
    w = min(rise, sum(ranks) - rise)
    ways = {0: 1}
    for rank in ranks:
        grown = dict(ways)
        for total, count in ways.items():
            grown[total + rank] = grown.get(total + rank, 0) + count
        ways = grown
    tail = sum(count for total, count in ways.items() if total <= w)
    return SignedRanks(w / 2, min(1.0, 2 * tail / 2 ** len(ranks)), len(changes))


def wilson(count: int, total: int) -> Interval:
    """The interval of a part, `count` of `total` (Wilson 1927); `total` is at least one."""
    if not 0 <= count <= total or total < 1:
        raise ValueError((count, total))
    part, square = count / total, Z * Z
    middle = part + square / (2 * total)
    reach = Z * math.sqrt(part * (1 - part) / total + square / (4 * total * total))
    low, high = (middle - reach) / (1 + square / total), (middle + reach) / (1 + square / total)
    return Interval(low if count else 0.0, high if count < total else 1.0)


def mean(values: Sequence[float]) -> float:
    """The arithmetic mean; at least one value."""
    _need(1, values)
    return math.fsum(values) / len(values)


def median(values: Sequence[float]) -> float:
    """The value in the middle, or the mean of the two there; at least one value."""
    _need(1, values)
    row, half = sorted(values), len(values) // 2
    return row[half] if len(row) % 2 else (row[half - 1] + row[half]) / 2


def deviation(values: Sequence[float]) -> float:
    """The standard deviation of a sample; at least two values."""
    _need(2, values)
    middle = mean(values)
    return math.sqrt(math.fsum((value - middle) ** 2 for value in values) / (len(values) - 1))


def _student(middle: float, sd: float, error: float, df: float) -> Change:
    if error == 0:
        return Change(middle, sd, df, None, None, Interval(middle, middle))
    t, reach = middle / error, quantile(0.975, df) * error
    return Change(middle, sd, df, t, two_sided(t, df), Interval(middle - reach, middle + reach))


def _moments(
    before: Sequence[float], after: Sequence[float], better: str
) -> tuple[int, int, float, float, float, float]:
    """Both counts, NAP, and the mean squares of what is left of each row, each column and each pair."""
    a, b = turned(before, better), turned(after, better)
    m, n, nap = len(a), len(b), overlap(before, after, better).nap
    rows = [math.fsum((1 + _sign(y - x)) / 2 - nap for y in b) ** 2 for x in a]
    columns = [math.fsum((1 + _sign(y - x)) / 2 - nap for x in a) ** 2 for y in b]
    pairs = math.fsum(((1 + _sign(y - x)) / 2 - nap) ** 2 for x in a for y in b)
    return m, n, nap, math.fsum(rows) / (m * n * n), math.fsum(columns) / (m * m * n), pairs / (m * n)


def _root(f: Callable[[float], float], positive: float, negative: float) -> float:
    """Where `f` changes its sign, between a place where it is positive and one where it is not."""
    for _ in range(200):
        middle = (positive + negative) / 2
        if middle in (positive, negative):
            break
        positive, negative = (middle, negative) if f(middle) > 0 else (positive, middle)
    return (positive + negative) / 2


def _even(values: Sequence[float]) -> list[float]:
    """Without the dust of a subtraction, which would break ties."""
    return [round(value, 9) for value in values]


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def _need(least: int, *sides: Sequence[float]) -> None:
    if any(len(side) < least for side in sides):
        raise ValueError(f"at least {least} needed")

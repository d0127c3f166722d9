"""Student's t: how far a mean of few values may be off."""

from __future__ import annotations

import math

_ROUNDS = 400
_NEAR = 1e-15
_TINY = 1e-300
"""Stands for zero in a denominator."""


def beta_part(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I_x(a, b), 0 to 1; x from 0 to 1, a and b above zero.

    By its continued fraction (Press et al., Numerical Recipes, 6.4).
    """
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(x, a, b) / a
    return 1 - front * _fraction(1 - x, b, a) / b


def two_sided(t: float, df: float) -> float:
    """The probability that |T| is `t` or more, with `df` degrees of freedom (they need not be whole)."""
    return beta_part(df / (df + t * t), df / 2, 0.5)


def quantile(p: float, df: float) -> float:
    """The value that T stays below with probability `p`, from 0.5 to below 1."""
    if p <= 0.5:
        return 0.0
    tail, high = 2 * (1 - p), 1.0
    while two_sided(high, df) > tail:
        high *= 2
    low = high / 2 if high > 1 else 0.0
    for _ in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if two_sided(middle, df) > tail else (low, middle)
    return high


def _fraction(x: float, a: float, b: float) -> float:
    """The continued fraction of the incomplete beta function, by the method of Lentz."""
    c, d = 1.0, 1 / _apart(1 - (a + b) * x / (a + 1))
    whole = d
    for m in range(1, _ROUNDS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1 / _apart(1 + term * d)
            c = _apart(1 + term / c)
            whole *= c * d
        if abs(c * d - 1) < _NEAR:
            break
    return whole


def _apart(value: float) -> float:
    return value if abs(value) > _TINY else _TINY

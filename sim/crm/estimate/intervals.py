"""Intervals of 95 % for shares, means, medians and counts, with what they need of distributions.

Sources: Wilson (1927), J. Am. Stat. Assoc. 22; Hall (1992), J. R. Stat. Soc. B 54, for means of skewed values; Byar's
limits of a Poisson count (Breslow and Day 1987, p. 69); Abramowitz and Stegun (1964), 26.7, for Student's t.
"""

from __future__ import annotations

import math

import numpy as np

from sim.crm.deals import Floats
from sim.crm.estimate.figures import Estimate

FEW = 10
"""observations; with fewer there is no figure."""
Z = 1.959964
"""97.5 % quantile of the standard normal distribution."""
_EXACT_T = 40
"""degrees of freedom; up to these Student's t is inverted, above it is expanded (error below 1e-6)."""


def estimate_share(of: float, n: int, clumping: float = 1.0) -> Estimate:
    """`of` out of `n` (above 0), by Wilson. `clumping` is the variance over that of independent trials: it makes the
    observations worth fewer, not the count reported.
    """
    value, worth, z = of / n, n / clumping, Z
    middle = (value + z * z / (2 * worth)) / (1 + z * z / worth)
    half = z / (1 + z * z / worth) * math.sqrt(value * (1 - value) / worth + z * z / (4 * worth * worth))
    return _around(value, middle - half, middle + half, n, top=1.0)


def mean(values: Floats) -> Estimate:
    """The mean of at least two values that are not negative: Student's t on Hall's transformation, which takes the
    skewness of the values into account; the plain interval is too low for cycles and money.
    """
    n, centre = len(values), float(values.mean())
    scale = float(values.std(ddof=1))
    if scale <= 1e-12 * abs(centre):
        return Estimate(centre, centre, centre, n)
    skew = float((((values - centre) / scale) ** 3).mean())
    t, error = t_quantile(n - 1), scale / math.sqrt(n)
    return _around(centre, centre - error * _hall(t, skew, n), centre - error * _hall(-t, skew, n), n)


def median(ordered: Floats) -> Estimate:
    """The median of sorted values (at least `FEW`), between two of them that are chosen by rank."""
    n = len(ordered)
    rank = max(0, math.floor(n / 2 - Z * math.sqrt(n) / 2 - 0.5))
    value = float(np.median(ordered))
    return Estimate(value, float(ordered[rank]), float(ordered[n - 1 - rank]), n)


def count(events: int) -> tuple[float, float]:
    """The limits of a Poisson mean of which `events` came."""
    low = 0.0 if events == 0 else events * (1 - 1 / (9 * events) - Z / (3 * math.sqrt(events))) ** 3
    above = events + 1
    return max(0.0, low), above * (1 - 1 / (9 * above) + Z / (3 * math.sqrt(above))) ** 3


def t_quantile(freedom: int) -> float:
    """97.5 % quantile of Student's t with `freedom` (1 or more) degrees of freedom."""
    if freedom > _EXACT_T:
        v, z = float(freedom), Z
        terms = (
            (z**3 + z) / 4,
            (5 * z**5 + 16 * z**3 + 3 * z) / 96,
            (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        )
        return z + sum(term / v ** (i + 1) for i, term in enumerate(terms))
    low, high = 0.0, 20.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _t_inside(middle, freedom) < 0.95 else (low, middle)
    return high


def normal_above(z: float) -> float:
    """Chance that a standard normal variable is above `z`."""
    return math.erfc(z / math.sqrt(2)) / 2


def log_sd(values: Floats, least: float = 0.0) -> float:
    """Standard deviation of the logarithm of values, those below `least` counted as `least`."""
    return float(np.log(np.maximum(values, least)).std(ddof=1)) if len(values) > 1 else 0.0


def _t_inside(t: float, freedom: int) -> float:
    """Chance that |T| is below t (A&S 26.7.3 and 26.7.4)."""
    angle = math.atan(t / math.sqrt(freedom))
    cos2 = math.cos(angle) ** 2
    odd = freedom % 2
    term = math.cos(angle) if odd else 1.0
    total = 0.0
    for k in range(2 + odd, freedom + 1, 2):
        total += term
        term *= cos2 * (k - 1) / k
    if odd:
        return 2 / math.pi * (angle + math.sin(angle) * total)
    return math.sin(angle) * total


def _hall(t: float, skew: float, n: int) -> float:
    """The inverse of Hall's monotone transformation of the t statistic of n values."""
    bend = skew / (3 * math.sqrt(n))
    if abs(bend) < 1e-6:
        return t
    return float(np.cbrt(1 + 3 * bend * (t - bend / 2)) - 1) / bend


def _around(value: float, low: float, high: float, n: int, top: float = math.inf) -> Estimate:
    """An estimate whose interval stays between 0 and `top` and holds its value, whatever was rounded."""
    return Estimate(value, max(0.0, min(low, value)), min(top, max(high, value)), n)

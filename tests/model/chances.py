"""Bounds for statistical tests, each with the chance of a false alarm that it states. Only the standard library.

Seeds are fixed, so a test that passes once passes always; the chance says how likely a right law fails a new seed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from statistics import NormalDist, fmean

ALARM = 1e-6
"""Chance that one check of a right law fails."""


def _log_binomial(n: int, k: int, p: float) -> float:
    ways = math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
    return ways + k * math.log(p) + (n - k) * math.log1p(-p)


def assert_binomial(k: int, n: int, p: float, alarm: float = ALARM) -> None:
    """`k` of `n` is no surprise at chance `p`: both exact tails hold at least half of `alarm`."""
    assert 0 <= k <= n
    below = math.fsum(math.exp(_log_binomial(n, j, p)) for j in range(k + 1))
    above = math.fsum(math.exp(_log_binomial(n, j, p)) for j in range(k, n + 1))
    assert min(below, above) > alarm / 2, f"{k} of {n} at chance {p:.5f} (expected {n * p:.1f})"


def assert_poisson(k: int, mean: float, alarm: float = ALARM) -> None:
    """`k` is no surprise for a Poisson count, by exact tails."""
    terms = [math.exp(j * math.log(mean) - mean - math.lgamma(j + 1)) for j in range(k + 1)]
    below = math.fsum(terms)
    above = 1 - below + terms[-1]
    assert min(below, above) > alarm / 2, f"{k} where {mean:.2f} are expected"


def assert_mean(sample: Sequence[float], mean: float, sd: float, alarm: float = ALARM) -> None:
    """The mean of a large sample lies where the central limit theorem puts it; `sd` is of one value."""
    bound = NormalDist().inv_cdf(1 - alarm / 2) * sd / math.sqrt(len(sample))
    assert abs(fmean(sample) - mean) < bound, f"mean {fmean(sample):.4f}, expected {mean:.4f} +- {bound:.4f}"


def assert_distribution(sample: Sequence[float], cdf: Callable[[float], float], alarm: float = ALARM) -> None:
    """A sample comes from a continuous distribution: Dvoretzky, Kiefer, Wolfowitz with Massart's constant, which holds
    for every sample size: `P(sup |F_n - F| > e) <= 2 exp(-2 n e^2)`.
    """
    n = len(sample)
    bound = math.sqrt(math.log(2 / alarm) / (2 * n))
    values = [cdf(x) for x in sorted(sample)]
    distance = max(max((i + 1) / n - v, v - i / n) for i, v in enumerate(values))
    assert distance < bound, f"farthest {distance:.4f}, allowed {bound:.4f} ({n} values)"


def erlang_cdf(x: float, shape: int = 4) -> float:
    """Distribution of a gamma of whole shape and mean 1."""
    y = shape * x
    return 1 - math.exp(-y) * sum(y**k / math.factorial(k) for k in range(shape))


def within_week_cdf(rate: float) -> Callable[[float], float]:
    """Distribution of the moment within its week at which an item with a rate acts: an exponential truncated at 1."""
    return lambda x: math.expm1(-rate * x) / math.expm1(-rate)

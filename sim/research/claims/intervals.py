"""Figures with 95 % intervals. Futures are independent of each other; what is compared is paired in them."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.model.arrays import Array

Z95 = 1.959964
"""Standard normal; 95 % lie within this."""


@dataclass(frozen=True, slots=True)
class PairedEstimate:
    """A figure and its 95 % interval."""

    figure: float
    low: float
    high: float

    def times(self, factor: float) -> PairedEstimate:
        """In another unit; the factor is above 0."""
        return PairedEstimate(self.figure * factor, self.low * factor, self.high * factor)

    def size(self) -> PairedEstimate:
        """Of the figure without its sign."""
        low, high = sorted((abs(self.low), abs(self.high)))
        return PairedEstimate(abs(self.figure), 0.0 if self.low <= 0 <= self.high else low, high)


def around(figure: float, error: float, n: float = math.inf) -> PairedEstimate:
    """From a figure and its standard error, by the normal distribution; by Student's where the error is from few, n."""
    wide = student(n - 1) * error
    return PairedEstimate(float(figure), float(figure - wide), float(figure + wide))


def student(freedom: float) -> float:
    """Standard errors within which 95 % lie, by degrees of freedom (Abramowitz & Stegun 26.7.5; 1 % off from 3 on)."""
    z, v = Z95, max(freedom, 1.0)
    first, second = (z**3 + z) / 4, (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / v + second / v**2 + third / v**3


def exactly(figure: float) -> PairedEstimate:
    """A figure without error."""
    return PairedEstimate(float(figure), float(figure), float(figure))


def mean(values: Array) -> PairedEstimate:
    """Of the mean of independent values, (n,), n > 1."""
    return around(float(values.mean()), standard_error(values), len(values))


def standard_error(values: Array) -> float:
    """Of the mean of independent values."""
    return float(values.std(ddof=1)) / math.sqrt(len(values))


def percent_change(values: Array, base: Array) -> PairedEstimate:
    """percent; by which the mean of values lies above that of others in the same futures (delta method). 0 where both
    are nothing.
    """
    if base.mean() == 0:
        return exactly(0.0)
    ratio = float(values.mean() / base.mean())
    error = standard_error(values - ratio * base) / abs(float(base.mean()))
    return around(100 * (ratio - 1), 100 * error, len(values))


def per(total: Array, count: Array) -> PairedEstimate:
    """Mean of what comes in clusters, from each cluster's total and count (delta method); 0 where nothing comes."""
    if count.sum() == 0:
        return exactly(0.0)
    ratio = float(total.sum() / count.sum())
    return around(ratio, standard_error(total - ratio * count) / float(count.mean()), len(total))


def percent_share(happened: Array | NDArray[np.bool_]) -> PairedEstimate:
    """percent; of independent events (Wilson 1927)."""
    n, p = len(happened), float(np.mean(happened))
    middle, wide = p + Z95**2 / (2 * n), Z95 * (p * (1 - p) / n + Z95**2 / (4 * n * n)) ** 0.5
    scale = 100 / (1 + Z95**2 / n)
    low, high = scale * (middle - wide), scale * (middle + wide)
    return PairedEstimate(100 * p, min(low, 100 * p), max(high, 100 * p))  # at the ends all but rounding


def percentiles(figure: float, again: Array) -> PairedEstimate:
    """From a figure and what bootstrap samples made of it."""
    low, high = np.quantile(again, (0.025, 0.975))
    return PairedEstimate(float(figure), float(low), float(high))


def bootstrap_weights(stream: np.random.Generator, samples: int, futures: int) -> Array:
    """(samples, futures): weight of each future in each bootstrap sample, as means take it."""
    counts = stream.multinomial(futures, np.full(futures, 1 / futures), size=samples)
    return np.asarray(counts / futures)

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
class Estimate:
    """A figure and its 95 % interval."""

    figure: float
    low: float
    high: float

    def times(self, factor: float) -> Estimate:
        """In another unit; the factor is above 0."""
        return Estimate(self.figure * factor, self.low * factor, self.high * factor)

    def size(self) -> Estimate:
        """Of the figure without its sign."""
        low, high = sorted((abs(self.low), abs(self.high)))
        return Estimate(abs(self.figure), 0.0 if self.low <= 0 <= self.high else low, high)


def around(figure: float, error: float) -> Estimate:
    """From a figure and its standard error, by the normal distribution."""
    return Estimate(float(figure), float(figure - Z95 * error), float(figure + Z95 * error))


def exactly(figure: float) -> Estimate:
    """A figure without error."""
    return Estimate(float(figure), float(figure), float(figure))


def mean(values: Array) -> Estimate:
    """Of the mean of independent values, (n,), n > 1."""
    return around(float(values.mean()), standard_error(values))


def standard_error(values: Array) -> float:
    """Of the mean of independent values."""
    return float(values.std(ddof=1)) / math.sqrt(len(values))


def change(values: Array, base: Array) -> Estimate:
    """percent; by which the mean of values lies above that of others in the same futures (delta method). 0 where both
    are nothing.
    """
    if base.mean() == 0:
        return exactly(0.0)
    ratio = float(values.mean() / base.mean())
    error = standard_error(values - ratio * base) / abs(float(base.mean()))
    return around(100 * (ratio - 1), 100 * error)


def per(total: Array, count: Array) -> Estimate:
    """Mean of what comes in clusters, from each cluster's total and count (delta method); 0 where nothing comes."""
    if count.sum() == 0:
        return exactly(0.0)
    ratio = float(total.sum() / count.sum())
    return around(ratio, standard_error(total - ratio * count) / float(count.mean()))


def share(happened: Array | NDArray[np.bool_]) -> Estimate:
    """percent; of independent events (Wilson 1927)."""
    n, p = len(happened), float(np.mean(happened))
    middle, wide = p + Z95**2 / (2 * n), Z95 * (p * (1 - p) / n + Z95**2 / (4 * n * n)) ** 0.5
    scale = 100 / (1 + Z95**2 / n)
    return Estimate(100 * p, scale * (middle - wide), scale * (middle + wide))


def percentiles(figure: float, again: Array) -> Estimate:
    """From a figure and what bootstrap samples made of it."""
    low, high = np.quantile(again, (0.025, 0.975))
    return Estimate(float(figure), float(low), float(high))


def resampled(stream: np.random.Generator, samples: int, futures: int) -> Array:
    """(samples, futures): weight of each future in each bootstrap sample, as means take it."""
    counts = stream.multinomial(futures, np.full(futures, 1 / futures), size=samples)
    return np.asarray(counts / futures)

"""Figures with 95 % intervals. Futures are independent of each other; what is compared is paired in them."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.model.arrays import Array

NORMAL_95 = 1.959964
"""Standard normal; 95 % lie within this."""


@dataclass(frozen=True, slots=True)
class IntervalEstimate:
    """A figure and its 95 % interval."""

    figure: float
    low: float
    high: float

    def times(self, factor: float) -> IntervalEstimate:
        """In another unit; the factor is above 0."""
        return IntervalEstimate(self.figure * factor, self.low * factor, self.high * factor)

    def size(self) -> IntervalEstimate:
        """Of the figure without its sign."""
        low, high = sorted((abs(self.low), abs(self.high)))
        return IntervalEstimate(abs(self.figure), 0.0 if self.low <= 0 <= self.high else low, high)


def normal_interval(figure: float, error: float, n: float = math.inf) -> IntervalEstimate:
    """From a figure and its standard error, by the normal distribution; by Student's where the error is from few, n."""
    wide = student_t_95(n - 1) * error
    return IntervalEstimate(float(figure), float(figure - wide), float(figure + wide))


def student_t_95(freedom: float) -> float:
    """Standard errors within which 95 % lie, by degrees of freedom (Abramowitz & Stegun 26.7.5; 1 % off from 3 on)."""
    z, v = NORMAL_95, max(freedom, 1.0)
    first, second = (z**3 + z) / 4, (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / v + second / v**2 + third / v**3


def exact_estimate(figure: float) -> IntervalEstimate:
    """A figure without error."""
    return IntervalEstimate(float(figure), float(figure), float(figure))


def mean_interval(values: Array) -> IntervalEstimate:
    """Of the mean of independent values, (n,), n > 1."""
    return normal_interval(float(values.mean()), standard_error_of_mean(values), len(values))


def standard_error_of_mean(values: Array) -> float:
    """Of the mean of independent values."""
    return float(values.std(ddof=1)) / math.sqrt(len(values))


def percent_change_interval(values: Array, base: Array) -> IntervalEstimate:
    """percent; by which the mean of values lies above that of others in the same futures (delta method). 0 where both
    are nothing.
    """
    if base.mean() == 0:
        return exact_estimate(0.0)
    ratio = float(values.mean() / base.mean())
    error = standard_error_of_mean(values - ratio * base) / abs(float(base.mean()))
    return normal_interval(100 * (ratio - 1), 100 * error, len(values))


def ratio_interval(total: Array, count: Array) -> IntervalEstimate:
    """Mean of what comes in clusters, from each cluster's total and count (delta method); 0 where nothing comes."""
    if count.sum() == 0:
        return exact_estimate(0.0)
    ratio = float(total.sum() / count.sum())
    return normal_interval(
        ratio, standard_error_of_mean(total - ratio * count) / float(count.mean()), len(total)
    )


def wilson_percent_interval(happened: Array | NDArray[np.bool_]) -> IntervalEstimate:
    """percent; of independent events (Wilson 1927)."""
    n, p = len(happened), float(np.mean(happened))
    middle, wide = (
        p + NORMAL_95**2 / (2 * n),
        NORMAL_95 * (p * (1 - p) / n + NORMAL_95**2 / (4 * n * n)) ** 0.5,
    )
    scale = 100 / (1 + NORMAL_95**2 / n)
    low, high = scale * (middle - wide), scale * (middle + wide)
    return IntervalEstimate(100 * p, min(low, 100 * p), max(high, 100 * p))  # at the ends all but rounding


def bootstrap_interval(figure: float, again: Array) -> IntervalEstimate:
    """From a figure and what bootstrap samples made of it."""
    low, high = np.quantile(again, (0.025, 0.975))
    return IntervalEstimate(float(figure), float(low), float(high))


def bootstrap_weights(stream: np.random.Generator, samples: int, futures: int) -> Array:
    """(samples, futures): weight of each future in each bootstrap sample, as means take it."""
    counts = stream.multinomial(futures, np.full(futures, 1 / futures), size=samples)
    return np.asarray(counts / futures)

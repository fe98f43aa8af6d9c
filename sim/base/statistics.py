"""95 % confidence intervals, and the few distributions they need.

Sources: Wilson (1927), J. Am. Stat. Assoc. 22, for shares; Hall (1992), J. R. Stat. Soc. B 54, for means of skewed
values; Byar's limits of a Poisson count (Breslow and Day 1987, p. 69); Abramowitz and Stegun (1964), 26.7, for
Student's t.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Z_95 = 1.959964
"""97.5 % quantile of the standard normal distribution: 95 % lie within plus or minus this."""
MAX_INVERTED_FREEDOM = 40
"""degrees of freedom up to which Student's t is inverted; above, it is expanded (error below 1e-6)."""

_Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Estimate:
    """An estimated value with its 95 % interval."""

    value: float
    low: float
    high: float
    n: int = 0
    """Number of observations, where that is reported."""

    def contains(self, value: float) -> bool:
        """Whether a value lies inside the interval."""
        return self.low <= value <= self.high

    def scale(self, factor: float) -> Estimate:
        """The estimate in another unit; `factor` is positive."""
        return Estimate(self.value * factor, self.low * factor, self.high * factor, self.n)

    def magnitude(self) -> Estimate:
        """The estimate of the absolute value."""
        low, high = sorted((abs(self.low), abs(self.high)))
        return Estimate(abs(self.value), 0.0 if self.low <= 0 <= self.high else low, high, self.n)


def exact_estimate(value: float) -> Estimate:
    """A value that is known without error."""
    return Estimate(float(value), float(value), float(value))


def normal_interval(value: float, error: float, n: int = 0) -> Estimate:
    """Interval from a standard error: Student's if the error was estimated from n > 1 observations, else normal."""
    half = (student_t_quantile(max(1, n - 1)) if n else Z_95) * error
    return Estimate(float(value), float(value - half), float(value + half), n)


def mean_interval(values: _Floats) -> Estimate:
    """Student's interval for the mean of n > 1 independent values, (n,)."""
    return normal_interval(float(values.mean()), standard_error_of_mean(values), len(values))


def standard_error_of_mean(values: _Floats) -> float:
    """Standard error of the mean of n > 1 independent values, (n,)."""
    return float(values.std(ddof=1)) / math.sqrt(len(values))


def skewed_mean_interval(values: _Floats) -> Estimate:
    """Interval for the mean of n > 1 values that are not negative and may be skewed, such as durations or amounts.

    It is Student's interval on Hall's transformation; the plain interval would be too low for such values.
    """
    n, mean, sd = len(values), float(values.mean()), float(values.std(ddof=1))
    if sd <= 1e-12 * abs(mean):
        return Estimate(mean, mean, mean, n)
    skew = float((((values - mean) / sd) ** 3).mean())
    t, error = student_t_quantile(n - 1), sd / math.sqrt(n)
    low, high = (mean - error * _invert_hall(limit, skew, n) for limit in (t, -t))
    return _clip(mean, low, high, n)


def median_interval(ordered: _Floats) -> Estimate:
    """Interval for the median of sorted values, (n,), n >= 10: two of the values, chosen by rank."""
    n = len(ordered)
    rank = max(0, math.floor(n / 2 - Z_95 * math.sqrt(n) / 2 - 0.5))
    return Estimate(float(np.median(ordered)), float(ordered[rank]), float(ordered[n - 1 - rank]), n)


def share_interval(successes: float, n: int, overdispersion: float = 1.0) -> Estimate:
    """Wilson's interval for a share of n > 0 trials.

    `overdispersion` is the ratio of the variance to that of independent trials. It reduces the effective number of
    trials, not the number that is reported.
    """
    share, effective = successes / n, n / overdispersion
    z2 = Z_95**2 / effective
    half = Z_95 * math.sqrt(share * (1 - share) / effective + z2 / (4 * effective))
    low, high = (share + z2 / 2 - half) / (1 + z2), (share + z2 / 2 + half) / (1 + z2)
    return _clip(share, low, high, n, top=1.0)


def percent_interval(happened: NDArray[np.bool_] | _Floats) -> Estimate:
    """Wilson's interval for the percentage of independent events that happened, (n,)."""
    return share_interval(float(np.sum(happened)), len(happened)).scale(100)


def poisson_limits(events: int) -> tuple[float, float]:
    """Byar's limits for a Poisson mean after a number of events."""

    def limit(count: int, sign: int) -> float:
        return count * (1 - 1 / (9 * count) + sign * Z_95 / (3 * math.sqrt(count))) ** 3

    return max(0.0, limit(events, -1)) if events else 0.0, limit(events + 1, 1)


def percent_change_interval(values: _Floats, base: _Floats) -> Estimate:
    """Percent by which the mean of values exceeds that of paired base values (delta method); 0 if the base is 0."""
    if base.mean() == 0:
        return exact_estimate(0.0)
    ratio = float(values.mean() / base.mean())
    error = standard_error_of_mean(values - ratio * base) / abs(float(base.mean()))
    return normal_interval(100 * (ratio - 1), 100 * error, len(values))


def ratio_interval(total: _Floats, count: _Floats) -> Estimate:
    """Interval for the mean of items in clusters, from each cluster's total and count (delta method); 0 if none."""
    if count.sum() == 0:
        return exact_estimate(0.0)
    ratio = float(total.sum() / count.sum())
    error = standard_error_of_mean(total - ratio * count) / float(count.mean())
    return normal_interval(ratio, error, len(total))


def bootstrap_interval(value: float, resampled: _Floats) -> Estimate:
    """Percentile interval from the values of bootstrap samples."""
    low, high = np.quantile(resampled, (0.025, 0.975))
    return Estimate(float(value), float(low), float(high))


def bootstrap_weights(stream: np.random.Generator, samples: int, n: int) -> _Floats:
    """(samples, n) weight of each observation in the mean of each bootstrap sample."""
    return np.asarray(stream.multinomial(n, np.full(n, 1 / n), size=samples) / n)


def student_t_quantile(freedom: int) -> float:
    """97.5 % quantile of Student's t with at least one degree of freedom."""
    if freedom > MAX_INVERTED_FREEDOM:
        v, z = float(freedom), Z_95
        terms = (
            (z**3 + z) / 4,
            (5 * z**5 + 16 * z**3 + 3 * z) / 96,
            (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        )
        return z + sum(term / v ** (i + 1) for i, term in enumerate(terms))
    low, high = 0.0, 20.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _student_t_within(middle, freedom) < 0.95 else (low, middle)
    return high


def normal_upper_tail(z: float) -> float:
    """Probability that a standard normal variable exceeds `z`."""
    return math.erfc(z / math.sqrt(2)) / 2


def log_standard_deviation(values: _Floats, floor: float = 0.0) -> float:
    """Standard deviation of the logarithm of values, raised to `floor` where they are lower; 0 for a single value."""
    return float(np.log(np.maximum(values, floor)).std(ddof=1)) if len(values) > 1 else 0.0


def _student_t_within(t: float, freedom: int) -> float:
    """Probability that |T| is below t (A&S 26.7.3 and 26.7.4)."""
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


def _invert_hall(t: float, skew: float, n: int) -> float:
    """The inverse of Hall's monotone transformation of the t statistic of n values."""
    bend = skew / (3 * math.sqrt(n))
    if abs(bend) < 1e-6:
        return t
    return float(np.cbrt(1 + 3 * bend * (t - bend / 2)) - 1) / bend


def _clip(value: float, low: float, high: float, n: int, top: float = math.inf) -> Estimate:
    """An estimate with its interval kept between 0 and `top` and around its value despite rounding."""
    return Estimate(value, max(0.0, min(low, value)), min(top, max(high, value)), n)

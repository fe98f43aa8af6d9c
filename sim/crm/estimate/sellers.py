"""Whether sellers differ in their win rates, and an estimate for each of them.

Raw win rates differ by chance alone, so a ranking of them mostly ranks luck. The test measures how often such
differences occur if the wins are distributed at random over all closed deals. Each seller's rate is shrunk towards the
mean.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.random import Generator, Philox

from sim.base.statistics import Z_95, Estimate
from sim.crm.deals import NOBODY, OPEN, WON, Deals, Floats, Ints
from sim.crm.estimate.figures import MIN_OBSERVATIONS, SIGNIFICANCE_LEVEL, SellerComparison, SellerEstimate

_SEED = 0x7ACE
"""Fixed, so that the same deals give the same figures."""
_MAX_DRAWS, _MIN_DRAWS, _MAX_CELLS = 9_999, 999, 600_000
"""Maximum and minimum number of draws of the test; between them, sellers times draws is at most the third."""
_DEVIATION_STEPS = 81
"""Number of true standard deviations considered, from 0 to the largest possible one."""
_QUESTION = "Whether sellers differ: "


def compare_sellers(deals: Deals) -> SellerComparison | str:
    """The test and each seller's rate, or why they cannot be estimated."""
    ended = (deals.outcome != OPEN) & (deals.owner != NOBODY)
    if not (deals.owner != NOBODY).any():
        return _QUESTION + "no owner was found."
    owners, index = np.unique(deals.owner[ended], return_inverse=True)
    if len(owners) < 2:
        return _QUESTION + "fewer than two owners have closed deals."
    closed = np.bincount(index, minlength=len(owners))
    won = np.bincount(index[deals.outcome[ended] == WON], minlength=len(owners))
    if closed.sum() < MIN_OBSERVATIONS:
        return _QUESTION + f"fewer than {MIN_OBSERVATIONS} closed deals have an owner."
    if won.sum() in (0, closed.sum()):
        return _QUESTION + "all closed deals have the same outcome."
    if (closed > 1).sum() < 2:
        return _QUESTION + "hardly any owner has more than one closed deal."
    p, sd = _p_value(closed, won), _true_rate_deviation(closed, won)
    rates = _shrink_rates(closed, won)
    estimates = (
        SellerEstimate(deals.owners[w], int(n), int(k), r)
        for w, n, k, r in zip(owners, closed, won, rates, strict=True)
    )
    return SellerComparison(distinguishable=p < SIGNIFICANCE_LEVEL, p=p, sd=sd, sellers=tuple(estimates))


def _p_value(closed: Ints, won: Ints) -> float:
    """Permutation test of the chi-squared of heterogeneity.

    Given the totals, the sellers' wins are a multivariate hypergeometric draw. Of chi-squared, only `observed` varies.
    """
    draws = max(_MIN_DRAWS, min(_MAX_DRAWS, _MAX_CELLS // len(closed)))
    rng = Generator(Philox(key=_SEED))
    draws_of_wins = rng.multivariate_hypergeometric(closed, int(won.sum()), size=draws, method="marginals")
    observed = float((won**2 / closed).sum())
    at_least = int(np.count_nonzero((draws_of_wins**2 / closed).sum(axis=1) >= observed * (1 - 1e-12)))
    return (1 + at_least) / (1 + draws)


def _true_rate_deviation(closed: Ints, won: Ints) -> float:
    """Standard deviation of true rates, by the moments of a beta-binomial (Kleinman 1973, weighted by deals)."""
    total = float(closed.sum())
    mean = float(won.sum()) / total
    between = float((closed * (won / closed - mean) ** 2).sum())
    freedom = len(closed) - 1
    size = total - float((closed.astype(np.float64) ** 2).sum()) / total
    variance = mean * (1 - mean)
    correlation = (between / variance - freedom) / (size - freedom) if size > freedom else 0.0
    return math.sqrt(max(0.0, min(1.0, correlation)) * variance)


def _shrink_rates(closed: Ints, won: Ints) -> list[Estimate]:
    """Each seller's rate, with normal true rates around the common mean.

    The standard deviation of true rates is integrated over a flat prior. An interval that took it as known, or as 0,
    would be too narrow.
    """
    mean = float(won.sum() / closed.sum())
    noise = mean * (1 - mean) / closed
    raw = won / closed
    deviation = np.linspace(0.0, math.sqrt(mean * (1 - mean)) / 2, _DEVIATION_STEPS)[:, None]
    spread = deviation**2 + noise
    known = (1 / spread).sum(axis=1, keepdims=True)
    common = (raw / spread).sum(axis=1, keepdims=True) / known
    weight = _posterior_weights(raw - common, spread)
    keep = deviation**2 / spread
    centre = common + keep * (raw - common)
    # The common mean is itself uncertain, and so is a rate that is shrunk to it.
    about = keep * noise + (1 - keep) ** 2 / known
    value = weight @ centre
    half = Z_95 * np.sqrt(weight @ (about + (centre - value) ** 2))
    columns = (np.clip(value, 0, 1), np.clip(value - half, 0, 1), np.clip(value + half, 0, 1), closed)
    return [Estimate(float(v), float(a), float(b), int(n)) for v, a, b, n in zip(*columns, strict=True)]


def _posterior_weights(deviation: Floats, spread: Floats) -> Floats:
    """(deviations,) posterior weights; the likelihood is restricted, since the common mean is estimated."""
    log_likelihood = -0.5 * (
        (np.log(spread) + deviation**2 / spread).sum(axis=1) + np.log((1 / spread).sum(axis=1))
    )
    weight = np.exp(log_likelihood - log_likelihood.max())
    return np.asarray(weight / weight.sum(), dtype=np.float64)

"""Whether sellers differ in how much they win, and what can be said of each.

Raw win rates differ by chance alone, so a ranking of them mostly ranks luck. The test asks how often so much
difference comes up if the wins are dealt out at random over all deals that ended. What is said of one seller is shrunk
to the mean.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.random import Generator, Philox

from sim.base.statistics import Z_95, Estimate
from sim.crm.deals import NOBODY, OPEN, WON, Deals, Floats, Ints
from sim.crm.estimate.figures import MIN_OBSERVATIONS, SellerComparison, SellerEstimate

LEVEL = 0.05
_SEED = 0x7ACE
"""of the draws: the same deals give the same figures."""
_MAX_DRAWS, _MIN_DRAWS, _MAX_CELLS = 9_999, 999, 600_000
"""draws of a test, and sellers times draws that it costs at most if it can."""
_DEVIATION_STEPS = 81
"""true deviations looked at, from 0 to the largest there can be."""
_QUESTION = "Whether sellers differ: "


def compare_sellers(deals: Deals) -> SellerComparison | str:
    """The test and each seller's rate, or why they cannot be told."""
    ended = (deals.outcome != OPEN) & (deals.owner != NOBODY)
    if not (deals.owner != NOBODY).any():
        return _QUESTION + "no owner was read."
    who, index = np.unique(deals.owner[ended], return_inverse=True)
    if len(who) < 2:
        return _QUESTION + "fewer than two owners have deals that ended."
    closed = np.bincount(index, minlength=len(who))
    won = np.bincount(index[deals.outcome[ended] == WON], minlength=len(who))
    if closed.sum() < MIN_OBSERVATIONS:
        return _QUESTION + f"fewer than {MIN_OBSERVATIONS} deals that ended name their owner."
    if won.sum() in (0, closed.sum()):
        return _QUESTION + "all deals that ended, ended the same way."
    if (closed > 1).sum() < 2:
        return _QUESTION + "hardly any owner has more than one deal that ended."
    p, sd = _p_value(closed, won), _true_rate_deviation(closed, won)
    rates = _shrink_rates(closed, won)
    told = (
        SellerEstimate(deals.owners[w], int(n), int(k), r)
        for w, n, k, r in zip(who, closed, won, rates, strict=True)
    )
    return SellerComparison(distinguishable=p < LEVEL, p=p, sd=sd, sellers=tuple(told))


def _p_value(closed: Ints, won: Ints) -> float:
    """Permutation test of the chi-squared of heterogeneity: given the totals, each seller's wins are a multivariate
    hypergeometric draw. Of chi-squared only the sum below varies.
    """
    draws = max(_MIN_DRAWS, min(_MAX_DRAWS, _MAX_CELLS // len(closed)))
    rng = Generator(Philox(key=_SEED))
    dealt = rng.multivariate_hypergeometric(closed, int(won.sum()), size=draws, method="marginals")
    seen = float((won**2 / closed).sum())
    as_much = int(np.count_nonzero((dealt**2 / closed).sum(axis=1) >= seen * (1 - 1e-12)))
    return (1 + as_much) / (1 + draws)


def _true_rate_deviation(closed: Ints, won: Ints) -> float:
    """Deviation of true rates, from the moments of a beta-binomial (Kleinman 1973, weights by deals)."""
    total = float(closed.sum())
    mean = float(won.sum()) / total
    between = float((closed * (won / closed - mean) ** 2).sum())
    by_chance = len(closed) - 1
    size = total - float((closed.astype(np.float64) ** 2).sum()) / total
    alike = mean * (1 - mean)
    correlation = (between / alike - by_chance) / (size - by_chance) if size > by_chance else 0.0
    return math.sqrt(max(0.0, min(1.0, correlation)) * alike)


def _shrink_rates(closed: Ints, won: Ints) -> list[Estimate]:
    """Each seller's rate: normal true rates about the common mean, with a deviation that is weighed over all it may be
    (flat prior) instead of being taken for known, since an interval that takes it for known, and for 0, is too narrow.
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
    # The common mean is itself uncertain; a seller who is shrunk to it inherits that.
    about = keep * noise + (1 - keep) ** 2 / known
    value = weight @ centre
    half = Z_95 * np.sqrt(weight @ (about + (centre - value) ** 2))
    columns = (np.clip(value, 0, 1), np.clip(value - half, 0, 1), np.clip(value + half, 0, 1), closed)
    return [Estimate(float(v), float(a), float(b), int(n)) for v, a, b, n in zip(*columns, strict=True)]


def _posterior_weights(off: Floats, spread: Floats) -> Floats:
    """(deviations,) posterior weights; the likelihood is the restricted one, since the common mean is estimated."""
    likely = -0.5 * ((np.log(spread) + off**2 / spread).sum(axis=1) + np.log((1 / spread).sum(axis=1)))
    weight = np.exp(likely - likely.max())
    return np.asarray(weight / weight.sum(), dtype=np.float64)

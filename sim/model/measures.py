"""What a goal can be set on apart from money: the share against the rival, the health of the firm."""

from __future__ import annotations

import numpy as np

from sim.model.arrays import ScalarOrArray
from sim.model.calendar import WEEKS_IN_YEAR
from sim.model.state import Stocks

SHARE_WEEKS = WEEKS_IN_YEAR
"""weeks; over which the share against the rival is taken."""

HEALTH_STOCKS = ("relationships", "insight", "foresight", "culture", "capability", "skill", "offering")
"""Stocks whose mean is the health of the firm."""


def share_against_rival(won: ScalarOrArray, lost_to_rival: ScalarOrArray) -> ScalarOrArray:
    """0..1; share of deals decided for us among those decided for us or the rival. A half if none was decided."""
    decided = np.asarray(won) + lost_to_rival
    return np.where(decided > 0, won / np.where(decided > 0, decided, 1.0), 0.5)


def firm_health(stocks: Stocks) -> ScalarOrArray:
    """0..1; mean of the firm's stocks."""
    return np.asarray(sum(getattr(stocks, name) for name in HEALTH_STOCKS) / len(HEALTH_STOCKS))

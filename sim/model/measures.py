"""Measures for goals other than money: the share against the rival, and the health of the firm."""

from __future__ import annotations

import numpy as np

from sim.model.arrays import ScalarOrArray
from sim.model.calendar import WEEKS_IN_YEAR
from sim.model.state import Stocks

SHARE_WEEKS = WEEKS_IN_YEAR
"""Weeks over which the share against the rival is computed."""

HEALTH_STOCKS = ("relationships", "insight", "foresight", "culture", "capability", "skill", "offering")
"""Stocks whose mean is the health of the firm."""


def share_against_rival(won: ScalarOrArray, lost_to_rival: ScalarOrArray) -> ScalarOrArray:
    """Share (0..1) won by us of the deals won by us or the rival. 0.5 if there were none."""
    decided = np.asarray(won) + lost_to_rival
    return np.where(decided > 0, won / np.where(decided > 0, decided, 1.0), 0.5)


def firm_health(stocks: Stocks) -> ScalarOrArray:
    """Health of the firm (0..1): the mean of its stocks."""
    return np.asarray(sum(getattr(stocks, name) for name in HEALTH_STOCKS) / len(HEALTH_STOCKS))

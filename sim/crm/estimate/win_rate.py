"""The share of closed deals that are won."""

from __future__ import annotations

import numpy as np

from sim.base.statistics import Estimate, share_interval
from sim.crm.deals import LOST, WON, Deals
from sim.crm.estimate.figures import MIN_OBSERVATIONS


def estimate_win_rate(deals: Deals) -> Estimate | str:
    """Won out of won and lost deals, or why that cannot be estimated."""
    won, lost = (int(np.count_nonzero(deals.outcome == outcome)) for outcome in (WON, LOST))
    if won + lost < MIN_OBSERVATIONS:
        return f"The win rate: fewer than {MIN_OBSERVATIONS} deals are closed."
    return share_interval(won, won + lost)

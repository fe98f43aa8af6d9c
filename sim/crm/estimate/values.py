"""Values of wins, in the file's currency."""

from __future__ import annotations

import numpy as np

from sim.base.statistics import log_standard_deviation, skewed_mean_interval
from sim.crm.deals import WON, Deals
from sim.crm.estimate.figures import MIN_OBSERVATIONS, WinValues


def estimate_win_values(deals: Deals) -> WinValues | str:
    """Values of the won deals that have one, or why they cannot be estimated."""
    known = deals.value[(deals.outcome == WON) & np.isfinite(deals.value)]
    if not len(known):
        return "What deals are worth: no won deal has an amount."
    if len(known) < MIN_OBSERVATIONS:
        return f"What deals are worth: fewer than {MIN_OBSERVATIONS} won deals have an amount."
    middle = skewed_mean_interval(known)
    p10, median, p90 = np.quantile(known, (0.1, 0.5, 0.9)).tolist()
    return WinValues(
        mean=middle,
        median=median,
        p10=p10,
        p90=p90,
        total=float(known.sum()),
        cv=float(known.std(ddof=1)) / middle.value,
        log_sd=log_standard_deviation(known),
    )

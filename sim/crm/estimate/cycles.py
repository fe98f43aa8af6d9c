"""Time from created to closed. Won and lost deals differ widely, so they are estimated separately."""

from __future__ import annotations

import numpy as np

from sim.base.statistics import log_standard_deviation, median_interval, skewed_mean_interval
from sim.crm.deals import WON, Deals
from sim.crm.estimate.figures import MIN_OBSERVATIONS, CycleTimes
from sim.crm.estimate.window import select_dated


def estimate_cycle(deals: Deals, outcome: int) -> CycleTimes | str:
    """Days from created to closed of the deals of one outcome, or why they cannot be estimated."""
    known = select_dated(deals)
    ended = known.outcome == outcome
    days = np.sort((known.closed - known.created)[ended])
    if len(days) < MIN_OBSERVATIONS:
        word = "won" if outcome == WON else "lost"
        return f"How long {word} deals take: fewer than {MIN_OBSERVATIONS} have both a created and a closed date."
    p10, p90 = np.quantile(days, (0.1, 0.9)).tolist()
    return CycleTimes(
        median=median_interval(days),
        mean=skewed_mean_interval(days),
        p10=p10,
        p90=p90,
        log_sd=log_standard_deviation(days, 1.0),
    )

"""How long deals take from created to closed; those won and those lost apart, since they differ by far."""

from __future__ import annotations

import numpy as np

from sim.crm.deals import WON, Deals
from sim.crm.estimate.figures import Cycle
from sim.crm.estimate.intervals import FEW, log_sd, mean, median
from sim.crm.estimate.window import select_dated


def cycle(deals: Deals, outcome: int) -> Cycle | str:
    """Whole days of the deals that ended so within the file, or why that cannot be told."""
    known = select_dated(deals)
    ended = known.outcome == outcome
    days = np.sort((known.closed - known.created)[ended])
    if len(days) < FEW:
        word = "won" if outcome == WON else "lost"
        return f"How long {word} deals take: fewer than {FEW} have both a created and a closed date."
    p10, p90 = np.quantile(days, (0.1, 0.9)).tolist()
    return Cycle(median=median(days), mean=mean(days), p10=p10, p90=p90, log_sd=log_sd(days, 1.0))

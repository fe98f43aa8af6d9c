"""How many of the deals that end are won."""

from __future__ import annotations

import numpy as np

from sim.crm.deals import LOST, WON, Deals
from sim.crm.estimate.figures import Estimate
from sim.crm.estimate.intervals import FEW, estimate_share


def win_rate(deals: Deals) -> Estimate | str:
    """Won out of won and lost; open deals are neither. Or why that cannot be told."""
    won, lost = (int(np.count_nonzero(deals.outcome == outcome)) for outcome in (WON, LOST))
    if won + lost < FEW:
        return f"How many deals are won: fewer than {FEW} have ended."
    return estimate_share(won, won + lost)

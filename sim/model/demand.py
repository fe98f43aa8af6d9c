"""New opportunities, inbound and from prospecting."""

from __future__ import annotations

import numpy as np

from sim.model.arrays import Array, ScalarOrArray, add_last_axis, saturate
from sim.model.firm import Firm


def arrival_rate(
    firm: Firm, gap: Array, relationships: ScalarOrArray, demand: ScalarOrArray, prospecting: ScalarOrArray
) -> Array:
    """Mean number of new opportunities per week, (..., S). `demand` is the log shock, and `prospecting` the share of
    all seats' hours spent on it.
    """
    p = firm.parameters.arrivals
    inbound = p.inbound * np.exp(-p.inbound_fit * gap) * (1 + p.relationships * add_last_axis(relationships))
    found = (
        p.prospecting
        * np.exp(-p.prospecting_fit * gap)
        * add_last_axis(saturate(prospecting, p.prospecting_half))
    )
    customers = firm.seats * firm.weight * firm.demand
    return np.asarray((inbound + found) * np.exp(add_last_axis(demand)) * customers)

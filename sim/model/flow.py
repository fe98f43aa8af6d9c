"""The flow: the laws with expectations in place of draws. Fast and without noise, but biased upwards by a few per cent,
since coverage and pressure are concave in noise. For starts, previews and warming up a search; never for a figure.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.model import threats
from sim.model.arrays import Array, ScalarOrArray, total
from sim.model.firm import Firm
from sim.model.levels import Counts, Stocks
from sim.model.move import Allocation
from sim.model.step import EXPECTED, act
from sim.model.threats import Threats
from sim.model.week import EffectiveTime, live, rates_lived, settle, week_margin


@dataclass(frozen=True, slots=True)
class Flowed:
    """A week in expectations: where it led and what it brought."""

    counts: Counts
    stocks: Stocks
    bookings: ScalarOrArray
    """k."""
    decided: ScalarOrArray
    """proposals that customers decided on."""
    wins: ScalarOrArray
    margin: ScalarOrArray
    """k."""


def flow_week(firm: Firm, week: int, c: Counts, s: Stocks, a: Allocation, t: Threats) -> Flowed:
    """One week in expectations, strikes and answers of the week done by the caller."""
    life = live(firm, s, a, np.any(t.open, axis=-1))
    return flow_lived(firm, week, c, s, life, threats.window(t, firm.parameters.window))


def flow_lived(firm: Firm, week: int, c: Counts, s: Stocks, life: EffectiveTime, window: Array) -> Flowed:
    """The same where it is known how the week is lived, and what is at stake in each segment, (..., S)."""
    r = rates_lived(firm, week, c, s, life, window)
    acted, won = act(firm, c, s, r, EXPECTED), r.decisions[..., 0]
    return Flowed(
        counts=acted.counts,
        stocks=settle(firm, week, s, r, acted.happened),
        bookings=acted.happened.bookings,
        decided=total(acted.flows.won / won, 2),  # as expected wins are decisions times this chance
        wins=total(acted.flows.won, 2),
        margin=week_margin(firm, c, s, acted.happened),
    )

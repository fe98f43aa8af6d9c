"""The flow: the laws with expectations in place of draws. Fast and without noise, but biased upwards by a few per cent,
since coverage and pressure are concave in noise. For starts, previews and warming up a search; never for a figure.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.model import threats
from sim.model.arrays import Array, ScalarOrArray, sum_last_axes
from sim.model.firm import Firm
from sim.model.move import Allocation
from sim.model.state import Counts, Stocks
from sim.model.step import EXPECTED_DRAWS, act
from sim.model.threats import Threats
from sim.model.week import EffectiveTime, effective_time, rates_from_time, settle_stocks, week_margin


@dataclass(frozen=True, slots=True)
class ExpectedWeek:
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


def flow_week(firm: Firm, week: int, c: Counts, s: Stocks, a: Allocation, t: Threats) -> ExpectedWeek:
    """One week in expectations, strikes and answers of the week done by the caller."""
    life = effective_time(firm, s, a, np.any(t.open, axis=-1))
    return flow_from_time(firm, week, c, s, life, threats.window(t, firm.parameters.window))


def flow_from_time(
    firm: Firm, week: int, c: Counts, s: Stocks, life: EffectiveTime, window: Array
) -> ExpectedWeek:
    """The same, given how time is spent in the week, and what is at stake in each segment, (..., S)."""
    r = rates_from_time(firm, week, c, s, life, window)
    acted, won = act(firm, c, s, r, EXPECTED_DRAWS), r.decisions[..., 0]
    return ExpectedWeek(
        counts=acted.counts,
        stocks=settle_stocks(firm, week, s, r, acted.happened),
        bookings=acted.happened.bookings,
        decided=sum_last_axes(acted.flows.won / won, 2),  # as expected wins are decisions times this chance
        wins=sum_last_axes(acted.flows.won, 2),
        margin=week_margin(firm, c, s, acted.happened),
    )

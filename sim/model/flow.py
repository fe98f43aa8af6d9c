"""The flow: the laws with expectations in place of draws.

It is fast and free of noise, but biased upwards by a few per cent, because coverage and pressure are concave in the
noise. Use it for starting points, previews and warming up a search, never for reported figures.
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
    """The expected end and results of a week."""

    counts: Counts
    stocks: Stocks
    bookings: ScalarOrArray
    """k; expected bookings."""
    decided: ScalarOrArray
    """Expected number of proposals that customers decided."""
    wins: ScalarOrArray
    margin: ScalarOrArray
    """k; expected contribution margin."""


def flow_week(firm: Firm, week: int, c: Counts, s: Stocks, a: Allocation, t: Threats) -> ExpectedWeek:
    """Return a week in expectations. The caller handles the week's strikes and answers."""
    life = effective_time(firm, s, a, np.any(t.open, axis=-1))
    return flow_from_time(firm, week, c, s, life, threats.window(t, firm.parameters.window))


def flow_from_time(
    firm: Firm, week: int, c: Counts, s: Stocks, life: EffectiveTime, window: Array
) -> ExpectedWeek:
    """Return a week in expectations from the effective time and what is at stake in each segment
    (`window`, (..., S)).
    """
    r = rates_from_time(firm, week, c, s, life, window)
    acted, won = act(firm, c, s, r, EXPECTED_DRAWS), r.decisions[..., 0]
    return ExpectedWeek(
        counts=acted.counts,
        stocks=settle_stocks(firm, week, s, r, acted.happened),
        bookings=acted.happened.bookings,
        # Expected wins are decisions times the chance to win, so this division recovers the decisions.
        decided=sum_last_axes(acted.flows.won / won, 2),
        wins=sum_last_axes(acted.flows.won, 2),
        margin=week_margin(firm, c, s, acted.happened),
    )

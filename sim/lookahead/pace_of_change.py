"""What a team believes about the market's future rate of change: as recently, unless it changes permanently.

A scenario may contain rates of change over time. Those of future weeks are part of its story, which nobody knows, so
the prior here is the same in all scenarios.
"""

from __future__ import annotations

import math

import numpy as np

from sim.model.arrays import Array
from sim.model.calendar import WEEKS_IN_YEAR
from sim.model.firm import Firm
from sim.scenario.scenario import FRANCHISE_WEEKS

CHANGE_RATE = 0.1
"""Permanent changes of the market's pace per year. Only the first one is modelled."""

LOG_SPREAD = math.log(2)
"""Log sd of the pace after a change. Its mean is the pace before, so that a market may slow down as well."""

MAX_PACE = 10.0
"""ratio; maximum as in a scenario."""


def recent_pace(firm: Firm, week: int) -> float:
    """Return the rate of change in the week before `week`, or in the first week of the game."""
    return firm.rho(max(0, week - 1))


def constant_pace(firm: Firm, week: int) -> Array:
    """Return the recent pace for each week of the game and its franchise year, (weeks,)."""
    return np.full(firm.scenario.weeks + FRANCHISE_WEEKS, recent_pace(firm, week))


def draw_paces(firm: Firm, week: int, stream: np.random.Generator, futures: int) -> Array:
    """Draw possible rates of change, (futures, weeks from the game's start). Values before `week` have no meaning."""
    before = constant_pace(firm, week)
    changes = week + stream.exponential(WEEKS_IN_YEAR / CHANGE_RATE, (futures, 1))
    after = before * np.exp(LOG_SPREAD * stream.standard_normal((futures, 1)) - LOG_SPREAD**2 / 2)
    found = np.where(np.arange(len(before)) < changes, before, np.minimum(after, MAX_PACE))
    return np.asfortranarray(found)  # all futures of a week are read together

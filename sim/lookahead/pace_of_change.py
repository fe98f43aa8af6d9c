"""How fast a team believes the market to change from now on: as fast as of late, unless it changes for good.

A scenario may lay down rates of change in time. Those of weeks to come are its story, which nobody knows: the prior
here is the same in every scenario.
"""

from __future__ import annotations

import math

import numpy as np

from sim.model.arrays import Array
from sim.model.calendar import WEEKS_IN_YEAR
from sim.model.firm import Firm
from sim.scenario.scenario import FRANCHISE_WEEKS

CHANGE_RATE = 0.1
"""a year; rate at which the market's pace changes for good (of several changes only the first is believed in)."""

LOG_SPREAD = math.log(2)
"""log sd; of the pace after a change. Its mean is the pace before: a market may slow down as well."""

MAX_PACE = 10.0
"""ratio; as in a scenario."""


def recent_pace(firm: Firm, week: int) -> float:
    """Rate of change in the week before `week` (before the game: in its first)."""
    return firm.rho(max(0, week - 1))


def constant_pace(firm: Firm, week: int) -> Array:
    """The pace of late in each week of the game and its franchise year, (weeks,)."""
    return np.full(firm.scenario.weeks + FRANCHISE_WEEKS, recent_pace(firm, week))


def draw_paces(firm: Firm, week: int, stream: np.random.Generator, futures: int) -> Array:
    """Rates of change as they may be, (futures, weeks from the game's start); what lies before `week` means nothing."""
    before = constant_pace(firm, week)
    changes = week + stream.exponential(WEEKS_IN_YEAR / CHANGE_RATE, (futures, 1))
    after = before * np.exp(LOG_SPREAD * stream.standard_normal((futures, 1)) - LOG_SPREAD**2 / 2)
    found = np.where(np.arange(len(before)) < changes, before, np.minimum(after, MAX_PACE))
    return np.asfortranarray(found)  # a week of all futures is read at once

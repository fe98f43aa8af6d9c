"""The directors: when they have lost patience or the cash is gone. Scalars or one number for each future."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.model.arrays import ScalarOrArray
from sim.scenario.scenario import Goal

JUDGED_QUARTERS = 4
"""Quarters whose mean attainment the directors look at, and before which they fire nobody for attainment."""


def has_lost_patience(goal: Goal, quarter: int, trailing: ScalarOrArray) -> NDArray[np.bool_]:
    """Whether the directors fire for attainment at the end of a quarter (counted from 1); `trailing` is the mean
    attainment of the judged quarters, a ratio.
    """
    return np.asarray((quarter >= JUDGED_QUARTERS) & (np.asarray(trailing) < goal.patience))


def is_below_cash_floor(goal: Goal, cash: ScalarOrArray) -> NDArray[np.bool_]:
    """Whether the directors fire for cash, in k."""
    return np.asarray(np.asarray(cash) < goal.cash_floor)

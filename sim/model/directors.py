"""The directors, who fire the team for low attainment or low cash. Arguments are scalars or one number per future."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.model.arrays import ScalarOrArray
from sim.scenario.scenario import Goal

JUDGED_QUARTERS = 4
"""Number of quarters whose mean attainment the directors judge. Before these have passed they fire nobody for
attainment."""


def has_lost_patience(goal: Goal, quarter: int, trailing: ScalarOrArray) -> NDArray[np.bool_]:
    """Whether the directors fire the team for attainment at the end of a quarter (counted from 1). `trailing` is the
    mean attainment (ratio) of the judged quarters.
    """
    return np.asarray((quarter >= JUDGED_QUARTERS) & (np.asarray(trailing) < goal.patience))


def is_below_cash_floor(goal: Goal, cash: ScalarOrArray) -> NDArray[np.bool_]:
    """Whether the directors fire the team for cash, in k."""
    return np.asarray(np.asarray(cash) < goal.cash_floor)

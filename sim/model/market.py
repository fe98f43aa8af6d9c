"""The market moves: customers' needs drift away, offerings follow, shocks fade."""

from __future__ import annotations

import numpy as np

from sim.model.arrays import Array, ScalarOrArray, last, within
from sim.scenario.market import Rival
from sim.scenario.parameters import Gaps


def gap_next(gap: Array, drift: Array, offering: ScalarOrArray, p: Gaps) -> Array:
    """Our gap a week later, (..., S). `drift` is rho times each segment's, `offering` what is live (O2)."""
    live = last(offering)
    return np.asarray(within(gap + drift - p.offering * live - (p.closing + p.offering_closing * live) * gap))


def rival_gap_next(gap: Array, drift: Array, rival: Rival) -> Array:
    """The rival's gap a week later, (..., S)."""
    return np.asarray(within(gap + drift - rival.pace - rival.closing * gap))


def fade(shock: ScalarOrArray, weeks: float) -> ScalarOrArray:
    """A shock a week later."""
    return shock * (1 - 1 / weeks)

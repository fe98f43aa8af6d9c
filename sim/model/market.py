"""Movements of the market: customers' needs drift away, offerings follow, shocks fade."""

from __future__ import annotations

import numpy as np

from sim.model.arrays import Array, ScalarOrArray, add_last_axis, clamp_log
from sim.scenario.market import RivalFirm
from sim.scenario.parameters import GapParameters


def gap_next(gap: Array, drift: Array, offering: ScalarOrArray, p: GapParameters) -> Array:
    """Our gap one week later, (..., S). `drift` is the rate of change times each segment's drift, and `offering` is
    what is live (O2).
    """
    live = add_last_axis(offering)
    return np.asarray(
        clamp_log(gap + drift - p.offering * live - (p.closing + p.offering_closing * live) * gap)
    )


def rival_gap_next(gap: Array, drift: Array, rival: RivalFirm) -> Array:
    """The rival's gap one week later, (..., S)."""
    return np.asarray(clamp_log(gap + drift - rival.pace - rival.closing * gap))


def fade_shock(shock: ScalarOrArray, weeks: float) -> ScalarOrArray:
    """A shock one week later."""
    return shock * (1 - 1 / weeks)

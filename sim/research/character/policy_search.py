"""A policy that adapts, found quickly: the search starts from what was found for the reference firm."""

from __future__ import annotations

import numpy as np

from sim.model.arrays import Array
from sim.model.firm import Firm
from sim.model.random_streams import RandomStreams
from sim.research.claims.adaptation import LEVEL_SPREADS, SLOPE_SPREADS
from sim.research.claims.feedback_policy import FEATURES, OUTPUTS
from sim.research.claims.policy_search import PolicySearchEffort, search_coefficients

REFERENCE_SLOPES: dict[str, tuple[float, ...]] = {
    "demand": (-1.4, 7.6, -1.6, 7.1, 27.4),
    "gap": (1.8, -0.8, 2.0, -0.5, 15.4),
    "rival's gap": (-1.0, -3.3, 0.6, -1.2, -16.8),
    "load": (-3.7, 0.0, -1.2, -1.2, 26.8),
    "attainment": (0.7, 1.9, 2.1, 2.9, -6.3),
    "felt": (1.9, -2.4, 3.0, 8.8, 20.3),
    "danger": (-4.0, -3.3, -3.5, 5.4, -17.5),
    "urgency": (2.0, 0.0, 7.0, 10.7, 13.3),
    "urgency soon": (2.4, 2.6, 7.0, 18.1, 20.2),
    "open signals": (0.6, 6.1, 11.6, -6.9, 39.8),
    "offering": (-2.2, -3.5, -0.8, -5.2, 4.3),
    "first year": (5.0, -0.9, 5.7, -7.2, -19.2),
    "last year": (-1.2, -1.7, -2.5, 21.1, 5.6),
}
"""Slopes of the five outputs (splits of sellers, managers and leaders, response, concentration) on the features, in
percent (hundredths). `claims.adaptation.fit_feedback_policy` found them at full effort for the reference under
demanding directors (patience .7), on tuning seeds. Directions carry over between firms; sizes and levels do not.
"""

SLOPE_SPREAD_RATIO, LEVEL_SPREAD_RATIO = 0.5, 0.75
"""ratio; first spreads of slopes and of levels, relative to those of a search from scratch."""
AVERAGED_ROUNDS = 5
"""Last rounds over which the result is averaged."""


def initial_coefficients() -> Array:
    """(OUTPUTS, 1 + features): the start of the search; levels are 0."""
    nothing = (0.0,) * OUTPUTS
    return np.array([nothing, *(REFERENCE_SLOPES.get(name, nothing) for name in FEATURES)]).T


def search_feedback_policy(firm: Firm, best: Array, dice: RandomStreams, effort: PolicySearchEffort) -> Array:
    """(OUTPUTS, 1 + features): coefficients of a feedback policy for a firm, around its best constant move."""
    centre = initial_coefficients()
    centre[:, 0] = (*best, 100.0)
    spread = np.repeat(SLOPE_SPREAD_RATIO * SLOPE_SPREADS[:, np.newaxis], 1 + len(FEATURES), axis=1)
    spread[:, 0] = LEVEL_SPREAD_RATIO * LEVEL_SPREADS
    return search_coefficients(firm, centre, spread, dice, effort, AVERAGED_ROUNDS)

"""Accounts on recurring revenue."""

from __future__ import annotations

import numpy as np

from sim.model.arrays import Array, ScalarOrArray, add_last_axis
from sim.scenario.parameters import AccountParameters


def leave_hazard(gap: Array, relationships: ScalarOrArray, p: AccountParameters) -> Array:
    """Rate per week at which an account leaves, (..., S)."""
    return np.asarray(p.leave * np.exp(p.gap * gap - p.relationships * add_last_axis(relationships)))

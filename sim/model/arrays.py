"""The two array types of the model, its one saturation curve, and the bound of everything measured in logs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
"""An array of floats; axes as in `sim.model`."""

Level = float | Array
"""A scalar, or one number for each future."""


def sat(effort: Level, half: float) -> Level:
    """Saturation `y / (y + h)`: nothing at 0, half at `half`, towards 1."""
    return effort / (effort + half)


MOST_LOG = 10.0
"""Log units; gaps and shocks stay within plus and minus this (a factor of 22,000), far outside of any sense, so that no
scenario leaves the range in which numbers are finite."""


def within(log: Level) -> Level:
    """A log quantity, kept in its bounds."""
    return np.clip(log, -MOST_LOG, MOST_LOG)


def last(level: Level) -> Array:
    """`level` with a new last axis, so that it stands beside arrays over segments or seats."""
    return np.asarray(level)[..., np.newaxis]


def total(values: Array, axes: int = 1) -> Array:
    """Sum over the last axis, or the last two (`einsum` is several times as fast as `sum` over short axes)."""
    return np.asarray(np.einsum("...i->..." if axes == 1 else "...ij->...", values))


def acts(hazard: Level) -> Array:
    """Chance that an item with this total rate (per week) acts in a week: `1 - exp(-rate)`."""
    return np.asarray(-np.expm1(-np.asarray(hazard)))

"""The two array types of the model, its one saturation curve, and the bound of everything measured in logs.

Arrays are best kept in Fortran order, futures innermost in memory: segments, origins and seats are a few, and numpy
works along the innermost axis. Nothing depends on it but time, and numpy keeps it by itself where all that goes into a
result is kept so; `stack_columns` makes it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
"""An array of floats; axes as in `sim.model`."""

ScalarOrArray = float | Array
"""A scalar, or one number for each future."""


def saturate(effort: ScalarOrArray, half: float) -> ScalarOrArray:
    """Saturation `y / (y + h)`: nothing at 0, half at `half`, towards 1."""
    return effort / (effort + half)


MAX_LOG = 10.0
"""Log units; gaps and shocks stay within plus and minus this (a factor of 22,000), far outside of any sense, so that no
scenario leaves the range in which numbers are finite."""


MIN_DIVISOR = 1e-300
"""In place of 0, where 0 is divided by it."""


def clamp_log(log: ScalarOrArray) -> ScalarOrArray:
    """A log quantity, kept in its bounds."""
    return clamp(log, -MAX_LOG, MAX_LOG)


def clamp(level: ScalarOrArray, least: float, most: float) -> ScalarOrArray:
    """`level`, kept in bounds (`np.clip` spends more on small arrays than it works)."""
    return np.minimum(np.maximum(level, least), most)


def add_last_axis(level: ScalarOrArray) -> Array:
    """`level` with a new last axis, so that it broadcasts against arrays over segments or seats."""
    return np.asarray(level)[..., np.newaxis]


def stack_columns(*columns: ScalarOrArray) -> Array:
    """Columns, broadcast against each other, on a new last axis."""
    shape = np.broadcast(*columns).shape
    out = np.empty((*shape, len(columns)), order="F")
    for i, column in enumerate(columns):
        out[..., i] = column
    return out


def outer_product(level: ScalarOrArray, values: ScalarOrArray) -> Array:
    """`level` times values on further axes of their own, (..., S)."""
    return np.multiply(add_last_axis(level), values, order="F")


def sum_last_axes(values: Array, axes: int = 1) -> Array:
    """Sum over the last axis, or the last two."""
    return np.asarray(np.add.reduce(values, axis=-1 if axes == 1 else (-2, -1)))


def chance_to_act(hazard: ScalarOrArray) -> Array:
    """Chance that an item with this total rate (per week) acts in a week: `1 - exp(-rate)`."""
    return np.asarray(-np.expm1(-np.asarray(hazard)))

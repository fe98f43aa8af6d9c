"""Array types of the model, its saturation curve, and the bounds of logarithmic quantities.

Arrays are best kept in Fortran order, with futures innermost in memory, because numpy loops along the innermost axis
and there are only a few segments, origins and seats. Only speed depends on it. numpy keeps the order if all operands
have it, and `stack_columns` creates it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
"""An array of floats; see `sim.model` for its axes."""

ScalarOrArray = float | Array
"""A scalar, or one number for each future."""


def saturate(effort: ScalarOrArray, half: float) -> ScalarOrArray:
    """Saturation `y / (y + h)`: 0 at 0, one half at `half`, towards 1."""
    return effort / (effort + half)


MAX_LOG = 10.0
"""Log units. Gaps and shocks stay between plus and minus this (a factor of 22,000), far beyond plausible values, so
that numbers stay finite in every scenario."""


MIN_DIVISOR = 1e-300
"""Replaces 0 as a divisor."""


def clamp_log(log: ScalarOrArray) -> ScalarOrArray:
    """Keep a logarithmic quantity within its bounds."""
    return clamp(log, -MAX_LOG, MAX_LOG)


def clamp(level: ScalarOrArray, low: float, high: float) -> ScalarOrArray:
    """Keep a value within bounds. On small arrays this is faster than `np.clip`, which has a large overhead."""
    return np.minimum(np.maximum(level, low), high)


def add_last_axis(level: ScalarOrArray) -> Array:
    """Add a last axis, so that a level broadcasts against arrays over segments or seats."""
    return np.asarray(level)[..., np.newaxis]


def stack_columns(*columns: ScalarOrArray) -> Array:
    """Broadcast columns against each other and stack them on a new last axis."""
    shape = np.broadcast(*columns).shape
    out = np.empty((*shape, len(columns)), order="F")
    for i, column in enumerate(columns):
        out[..., i] = column
    return out


def outer_product(level: ScalarOrArray, values: ScalarOrArray) -> Array:
    """Multiply a level by values on further axes of their own, (..., S)."""
    return np.multiply(add_last_axis(level), values, order="F")


def sum_last_axes(values: Array, axes: int = 1) -> Array:
    """Sum over the last axis, or the last two."""
    return np.asarray(np.add.reduce(values, axis=-1 if axes == 1 else (-2, -1)))


def chance_to_act(hazard: ScalarOrArray) -> Array:
    """Chance that an item with this total rate (per week) acts in a week: `1 - exp(-rate)`."""
    return np.asarray(-np.expm1(-np.asarray(hazard)))

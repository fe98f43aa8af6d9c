"""Pressure and burnout. Low felt attainment creates pressure, which takes hours from the future. Culture protects."""

from __future__ import annotations

import numpy as np

from sim.model.arrays import Array, ScalarOrArray, add_last_axis, clamp
from sim.scenario.parameters import BurnoutParameters, PressureParameters


def compute_pressure(felt: ScalarOrArray, culture: ScalarOrArray, p: PressureParameters) -> ScalarOrArray:
    """Pressure in 0..1: it rises from 0 at a threshold of felt attainment to 1 at `span` below, reduced by culture."""
    short = clamp((p.threshold - np.asarray(felt)) / p.span, 0.0, 1.0)
    return np.asarray(short * (1 - np.asarray(culture)))


def effective_split(split: Array, press: ScalarOrArray, p: PressureParameters) -> Array:
    """Strategic splits after pressure, (..., 3)."""
    return np.multiply(split, 1 - p.bite * add_last_axis(press), order="F")


def burnout_next(burnout: ScalarOrArray, press: ScalarOrArray, p: BurnoutParameters) -> ScalarOrArray:
    """Burnout one week later, in 0..1."""
    return clamp(burnout + p.gain * press - p.recovery * burnout, 0.0, 1.0)


def felt_next(
    felt: ScalarOrArray, bookings: ScalarOrArray, target: float, p: PressureParameters
) -> ScalarOrArray:
    """Felt attainment one week later. `bookings` and the seasonal `target` of the week are in k."""
    return felt + (bookings / target - felt) / p.felt_weeks

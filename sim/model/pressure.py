"""Pressure: when felt attainment falls, the month eats the future; culture protects. And the burnout that follows."""

from __future__ import annotations

import numpy as np

from sim.model.arrays import Array, ScalarOrArray, add_last_axis, clamp
from sim.scenario.parameters import BurnoutParameters, PressureParameters


def compute_pressure(felt: ScalarOrArray, culture: ScalarOrArray, p: PressureParameters) -> ScalarOrArray:
    """Pressure in 0..1: from 0 at the threshold of felt attainment to 1 a span below, taken off by culture."""
    short = clamp((p.threshold - np.asarray(felt)) / p.span, 0.0, 1.0)
    return np.asarray(short * (1 - np.asarray(culture)))


def effective_split(split: Array, press: ScalarOrArray, p: PressureParameters) -> Array:
    """Effective splits, (..., 3): the chosen ones, less what pressure takes."""
    return np.multiply(split, 1 - p.bite * add_last_axis(press), order="F")


def burnout_next(burnout: ScalarOrArray, press: ScalarOrArray, p: BurnoutParameters) -> ScalarOrArray:
    """Burnout a week later, in 0..1."""
    return clamp(burnout + p.gain * press - p.recovery * burnout, 0.0, 1.0)


def felt_next(
    felt: ScalarOrArray, bookings: ScalarOrArray, target: float, p: PressureParameters
) -> ScalarOrArray:
    """Felt attainment a week later; `bookings` and seasonal `target` of the week in k."""
    return felt + (bookings / target - felt) / p.felt_weeks

"""Sellers' hours: how many there are, how many the pipeline needs and gets, and how many remain for prospecting."""

from __future__ import annotations

import numpy as np

from sim.model.arrays import MIN_DIVISOR, ScalarOrArray
from sim.scenario.parameters import (
    BurnoutParameters,
    CoverageParameters,
    PressureParameters,
    ProductivityParameters,
)


def productive_hours(
    week: float,
    ramp: ScalarOrArray,
    press: ScalarOrArray,
    burnout: ScalarOrArray,
    capability: ScalarOrArray,
    skill: ScalarOrArray,
    parameters: tuple[PressureParameters, BurnoutParameters, ProductivityParameters],
) -> ScalarOrArray:
    """Productive hours H of all sellers in a week. `week` is hours per seller, and `ramp` is summed over the seats."""
    p, b, q = parameters
    tempo = (1 + p.overtime * press) * (1 - b.hours * burnout)
    return week * ramp * tempo * (1 + q.capability * capability) * (1 + q.skill * skill)


def wanted_hours(qualified: ScalarOrArray, proposals: ScalarOrArray, p: CoverageParameters) -> ScalarOrArray:
    """Hours per week that the pipeline needs, from its counts."""
    return p.qualified_hours * qualified + p.proposal_hours * proposals


def given_hours(wanted: ScalarOrArray, tactical: ScalarOrArray, p: CoverageParameters) -> ScalarOrArray:
    """Hours per week that the pipeline gets: what it needs, up to a share of the tactical hours."""
    return np.minimum(wanted, p.most * np.asarray(tactical))


def coverage(wanted: ScalarOrArray, given: ScalarOrArray) -> ScalarOrArray:
    """Coverage u = given / wanted in 0..1; 1 where nothing is wanted."""
    return np.where(np.less_equal(wanted, 0), 1.0, given / np.maximum(wanted, MIN_DIVISOR))

"""Sellers: they leave, seats are filled, and new hires ramp up."""

from __future__ import annotations

import numpy as np

from sim.model.arrays import Array, ScalarOrArray
from sim.model.state import Stocks
from sim.scenario.parameters import PeopleParameters


def leave_hazard(stocks: Stocks, seats: int, p: PeopleParameters) -> ScalarOrArray:
    """Rate per week at which a seller leaves. In a firm with one seller this is the player, who never leaves."""
    if seats == 1:
        return np.zeros_like(np.asarray(stocks.burnout))
    return p.leave * np.exp(p.burnout * stocks.burnout - p.culture * stocks.culture + stocks.exodus)


def hire_hazard(p: PeopleParameters) -> float:
    """Rate per week at which an empty seat is filled."""
    return 1 / p.hire_weeks


def seats_next(stocks: Stocks, left: Array, hired: Array, p: PeopleParameters) -> tuple[Array, Array]:
    """Filled seats and ramp one week later, (..., N) each. `left` and `hired` are 0 or 1 for each seat, or the chance
    that its seller leaves and the expected hires. A new hire starts to ramp up one week later.
    """
    grown = stocks.ramp + (stocks.filled - stocks.ramp) / p.ramp_weeks
    return (
        np.asarray(stocks.filled * (1 - left) + hired),
        np.asarray(grown * (1 - left) + p.hire_ramp * hired),
    )

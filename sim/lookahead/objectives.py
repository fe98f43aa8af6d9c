"""What a search can look for: the value, the win chance, or the margin of the next quarters and nothing beyond."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from sim.batch.books import QuarterSums
from sim.lookahead.forecaster import Forecaster
from sim.lookahead.line_figures import DRAW_POINTS, GOAL_POINTS
from sim.lookahead.plans import PlanBatch
from sim.lookahead.search import SearchObjective
from sim.model.arrays import Array
from sim.scenario.disruptions import WEEKS_IN_QUARTER

SPREAD_BLOCK, SPREAD_FUTURES = 1 << 20, 64
"""Number of the block from which the spread of what is reached is taken (no round comes so far), and its futures."""

LOGISTIC_SCALE = 1.702
"""Factor with which a logistic curve is nearest to a normal distribution's."""

MAX_EXPONENT = 50.0


def value_objective(of: Forecaster, plans: PlanBatch, number: int, futures: int) -> Array:
    """k; margin and franchise value."""
    return of.searched(plans, number, futures, flow=True).value


def score_objective(of: Forecaster, threshold: float) -> SearchObjective:
    """Points, made smooth: a flow future knows no luck of dice, so the chance that luck carries it over the threshold
    is taken from how far it is off, against the spread of what drawn futures reach.
    """
    held = of.horizon.held_to_end([of.horizon.base])
    reached = of.searched(held, SPREAD_BLOCK, SPREAD_FUTURES, flow=False).reached
    spread = max(float(np.std(reached)), 1e-9)

    def objective(of: Forecaster, plans: PlanBatch, number: int, futures: int) -> Array:
        outcome = of.searched(plans, number, futures, flow=True)
        over = np.clip(LOGISTIC_SCALE * (outcome.reached - threshold) / spread, -MAX_EXPONENT, MAX_EXPONENT)
        points = DRAW_POINTS + (GOAL_POINTS - DRAW_POINTS) / (1 + np.exp(-over))
        return np.where(outcome.fired, 0.0, points)

    return objective


GoalStatus = Literal["open", "beyond", "certain"]
"""Whether a goal may still be reached or missed; whether no plan reaches it; whether every plan does."""

REACH_BLOCK, REACH_FUTURES = SPREAD_BLOCK + 1, 64
"""Number of the block in which that is looked at, and its futures."""

FAR_DEVIATIONS = 3.0
"""standard deviations of what a plan reaches; a threshold farther off is passed by chance once in 700 futures."""


def goal_status(of: Forecaster, plans: PlanBatch, threshold: float) -> GoalStatus:
    """Whether any of some plans reaches the goal, or any misses it, by what they reach in drawn futures. Raises
    StoppedError.
    """
    outcome = of.searched(plans, REACH_BLOCK, REACH_FUTURES, flow=False)
    goal = outcome.goal(threshold)
    off = (threshold - outcome.reached.mean(axis=0)) / np.maximum(outcome.reached.std(axis=0), 1e-9)
    if not goal.any() and bool((off > FAR_DEVIATIONS).all()):
        return "beyond"
    return "certain" if goal.all() and bool((off < -FAR_DEVIATIONS).all()) else "open"


@dataclass(frozen=True, slots=True)
class NextMarginObjective:
    """k; margin of the next quarters (at most to the end of the franchise year), whatever comes after."""

    quarters: int

    def __call__(self, of: Forecaster, plans: PlanBatch, number: int, futures: int) -> Array:
        """Of plans in a block."""
        books = QuarterSums("margin")
        of.lived(plans, number, futures, of.view.week + self.quarters * WEEKS_IN_QUARTER, books)
        return np.asarray(sum(books.kept["margin"]))

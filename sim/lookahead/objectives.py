"""Objectives of a search: the value, the win chance, or the margin of the next quarters only."""

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
"""Block number and futures from which the spread of the value reached is estimated. No search round gets this
number."""

LOGISTIC_SCALE = 1.702
"""Factor with which a logistic curve best approximates a normal distribution."""

MAX_EXPONENT = 50.0


def value_objective(forecaster: Forecaster, plans: PlanBatch, number: int, futures: int) -> Array:
    """k; margin plus franchise value."""
    return forecaster.play_searched(plans, number, futures, flow=True).value


def score_objective(forecaster: Forecaster, threshold: float) -> SearchObjective:
    """Return an objective in points, smoothed. A future of the flow has no random luck, so the chance that luck carries
    it over the threshold is computed from its distance, relative to the spread of sampled futures.
    """
    held = forecaster.horizon.constant_plans([forecaster.horizon.base])
    reached = forecaster.play_searched(held, SPREAD_BLOCK, SPREAD_FUTURES, flow=False).reached
    spread = max(float(np.std(reached)), 1e-9)

    def objective(forecaster: Forecaster, plans: PlanBatch, number: int, futures: int) -> Array:
        outcome = forecaster.play_searched(plans, number, futures, flow=True)
        over = np.clip(LOGISTIC_SCALE * (outcome.reached - threshold) / spread, -MAX_EXPONENT, MAX_EXPONENT)
        points = DRAW_POINTS + (GOAL_POINTS - DRAW_POINTS) / (1 + np.exp(-over))
        return np.where(outcome.fired, 0.0, points)

    return objective


GoalStatus = Literal["open", "beyond", "certain"]
"""Whether the goal may still be reached or missed, no plan reaches it, or every plan does."""

REACH_BLOCK, REACH_FUTURES = SPREAD_BLOCK + 1, 64
"""Block number and futures for finding the status."""

FAR_DEVIATIONS = 3.0
"""Standard deviations of the value a plan reaches. A threshold at a larger distance is crossed by chance once in 700
futures."""


def goal_status(forecaster: Forecaster, plans: PlanBatch, threshold: float) -> GoalStatus:
    """Return whether some of the plans reach the goal or miss it, from what they reach in sampled futures. Raises
    StoppedError.
    """
    outcome = forecaster.play_searched(plans, REACH_BLOCK, REACH_FUTURES, flow=False)
    goal = outcome.goal(threshold)
    off = (threshold - outcome.reached.mean(axis=0)) / np.maximum(outcome.reached.std(axis=0), 1e-9)
    if not goal.any() and bool((off > FAR_DEVIATIONS).all()):
        return "beyond"
    return "certain" if goal.all() and bool((off < -FAR_DEVIATIONS).all()) else "open"


@dataclass(frozen=True, slots=True)
class NextMarginObjective:
    """k; margin of the next quarters, at most to the end of the franchise year."""

    quarters: int

    def __call__(self, forecaster: Forecaster, plans: PlanBatch, number: int, futures: int) -> Array:
        """Evaluate plans in a block."""
        books = QuarterSums("margin")
        forecaster.simulate_flow(
            plans, number, futures, forecaster.view.week + self.quarters * WEEKS_IN_QUARTER, books
        )
        return np.asarray(sum(books.sums["margin"]))

"""Claim 8: thinking further ahead wins. Planners plan anew every period, in the flow, for the margin of the next
quarters and nothing beyond; they are scored on the event engine by the full value.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from sim.base.statistics import Estimate, mean_interval, percent_change_interval
from sim.game.simulation import simulate_worlds
from sim.lookahead.policy import LookaheadPolicy
from sim.model.arrays import Array
from sim.research.claims.claim import (
    Claim,
    ClaimCondition,
    ClaimMeasurement,
    MeasurementEffort,
    ReportedFigure,
)
from sim.research.claims.claim_worlds import MEASURING_SEED, ClaimWorld
from sim.research.claims.counter_worlds import NOTHING_MATTERS

PLANNING_DEPTHS = (1, 2, 4, 8)
"""quarters ahead; their values rise in this order."""
LONGEST_DEPTH = 12
"""quarters ahead; not worse than the last of them,"""
NOT_WORSE_MARGIN = -2.0
"""percent; by which it may lie behind: less than what counts as better in claim 9."""
PLANNING_FUTURES = 300
"""Futures of the flow in which a move is planned."""
FIRST_SEED = MEASURING_SEED + 800_000
"""First seed of the games."""


def planner_values(world: ClaimWorld, worlds: int) -> Array:
    """k, (worlds, depths): value of each planner in the same worlds with the same dice."""
    firm = world.firm()
    cadence = firm.scenario.organisation.cadence
    planners = [
        LookaheadPolicy(firm, cadence, PLANNING_FUTURES, quarters=depth)
        for depth in (*PLANNING_DEPTHS, LONGEST_DEPTH)
    ]
    seeds = range(FIRST_SEED, FIRST_SEED + worlds)
    return np.array(
        [[p.result.value for p in simulate_worlds(firm, one, seeds, cadence, 0.0)] for one in planners]
    ).T


def measure_planning_depth(world: ClaimWorld, effort: MeasurementEffort) -> ClaimMeasurement:
    """Planners that look further and further ahead, each against the one before."""
    value = planner_values(world, effort.of(90, 4))
    steps = list(enumerate(pairwise(PLANNING_DEPTHS)))
    rises = [
        ClaimCondition(f"{far} quarters against {near}", _depth_gain(value, i), "above", 0.0, "k")
        for i, (near, far) in steps
    ]
    last = percent_change_interval(value[:, -1], value[:, -2])
    parts = (
        *rises,
        ClaimCondition(
            f"{LONGEST_DEPTH} quarters against {PLANNING_DEPTHS[-1]}", last, "above", NOT_WORSE_MARGIN, "%"
        ),
    )
    facts = [
        ReportedFigure(f"value, {ahead} quarters", mean_interval(value[:, i]), "k")
        for i, ahead in enumerate((*PLANNING_DEPTHS, LONGEST_DEPTH))
    ]
    return ClaimMeasurement(parts, len(value), tuple(facts))


def _depth_gain(value: Array, i: int) -> Estimate:
    return mean_interval(value[:, i + 1] - value[:, i])


CLAIMS = (
    Claim(
        8, "depth", "Thinking further ahead wins",
        "Planners that maximise the margin of the next 1, 2, 4, 8 quarters (planning in flow, scored with noise on the "
        "full value) rise in this order, and 12 is not worse than 8.",
        "`lookahead:300:1q` and so on, asked every quarter, searching in the flow and seeing what a team "
        "sees; their games are played on the event engine with all noise, franchise year and directors. Student's "
        "intervals of paired differences. Not worse is told as: less than 2 % behind.",
        measure_planning_depth, NOTHING_MATTERS,
        "Where nobody's time moves anything, all planners' games are the same, however far they look. (First it was a "
        "world in which the future comes eight times as fast. There two quarters still beat one and four beat two, and "
        "eight against four could not be told: -42 k, -213 to 129, 18 games.)",
    ),
)  # fmt: skip

"""Claim 8: thinking further ahead wins.

Planners search in the flow, every period, for the margin of the next quarters and nothing beyond. Their games are
played in the event engine and scored by full value.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from sim.base.statistics import mean_interval, percent_change_interval
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
"""quarters ahead; in the order in which values must rise."""
LONGEST_DEPTH = 12
"""quarters ahead; must not be worse than the last of `PLANNING_DEPTHS`."""
NOT_WORSE_MARGIN = -2.0
"""percent; how far `LONGEST_DEPTH` may be behind: what counts as better in claim 9 is as much."""
PLANNING_FUTURES = 300
"""Futures of the flow in which a move is planned."""
FIRST_SEED = MEASURING_SEED + 800_000
"""First seed of the games."""


def planner_values(world: ClaimWorld, worlds: int) -> Array:
    """k, (worlds, depths): value of each planner, in the same worlds with the same dice."""
    firm = world.firm()
    cadence = firm.scenario.organisation.cadence
    planners = [
        LookaheadPolicy(firm, cadence, PLANNING_FUTURES, quarters=depth)
        for depth in (*PLANNING_DEPTHS, LONGEST_DEPTH)
    ]
    seeds = range(FIRST_SEED, FIRST_SEED + worlds)
    games = [simulate_worlds(firm, planner, seeds, cadence, 0.0) for planner in planners]
    return np.array([[game.result.value for game in of_planner] for of_planner in games]).T


def measure_planning_depth(world: ClaimWorld, effort: MeasurementEffort) -> ClaimMeasurement:
    """Compare planners of increasing depth, each with the one before."""
    value = planner_values(world, effort.of(90, 4))
    rises = [
        ClaimCondition(
            f"{far} quarters against {near}", mean_interval(value[:, i + 1] - value[:, i]), "above", 0.0, "k"
        )
        for i, (near, far) in enumerate(pairwise(PLANNING_DEPTHS))
    ]
    last = percent_change_interval(value[:, -1], value[:, -2])
    name = f"{LONGEST_DEPTH} quarters against {PLANNING_DEPTHS[-1]}"
    parts = (*rises, ClaimCondition(name, last, "above", NOT_WORSE_MARGIN, "%"))
    facts = tuple(
        ReportedFigure(f"value, depth {depth}", mean_interval(value[:, i]), "k")
        for i, depth in enumerate((*PLANNING_DEPTHS, LONGEST_DEPTH))
    )
    return ClaimMeasurement(parts, len(value), facts)


CLAIMS = (
    Claim(
        8, "depth", "Thinking further ahead wins",
        "Planners that maximise the margin of the next 1, 2, 4, 8 quarters (planning in the flow, scored by full value "
        "in noisy games) do better in this order, and 12 is not worse than 8.",
        "`lookahead:300:1q` and so on search in the flow every quarter and see what a team sees. Their games are "
        "played in the event engine with all noise, franchise year and directors. Student intervals of paired "
        "differences. Not worse means less than 2 % behind.",
        measure_planning_depth, NOTHING_MATTERS,
        "If nobody's time has an effect, all planners' games are the same, however far they look. (The first choice "
        "was a world in which the future comes eight times as fast. There two quarters still beat one and four beat "
        "two, and eight could not be distinguished from four: -42 k, -213 to 129, 18 games.)",
    ),
)  # fmt: skip

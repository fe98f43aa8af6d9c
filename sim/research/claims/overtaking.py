"""Claims 1 and 2: firms that neglect the future lead, and are overtaken. Books continue after a firing."""

from __future__ import annotations

import numpy as np

from sim.base.statistics import exact_estimate, percent_change_interval
from sim.model.arrays import Array
from sim.model.move import Move, move_from_split
from sim.research.claims.batch_play import PlanOutcomes, constant_plans, play_plans
from sim.research.claims.claim import (
    Claim,
    ClaimCondition,
    ClaimMeasurement,
    MeasurementEffort,
    ReportedFigure,
)
from sim.research.claims.claim_worlds import REFERENCE_SCENARIO, ClaimWorld, measuring_dice
from sim.research.claims.constant_moves import find_best_constant, move_at_point
from sim.research.claims.counter_worlds import AT_ONCE, IDLE
from sim.view.observe import inherited_split

MIN_LEAD = 5.0
"""percent; lead in bookings over the best constant split in quarter 1."""
OVERTAKEN_QUARTER = 4
"""quarter; from which on all-tactical books less."""
END_LOSS = -50.0
"""percent; bookings relative to the best constant split in the last quarter."""
LEADING_QUARTERS = 3
BEHIND_AT_END = -5.0
"""percent; cumulative margin relative to the best constant split at the end."""


def play_against_best(
    world: ClaimWorld, move: Move | None, effort: MeasurementEffort, claim: int
) -> tuple[PlanOutcomes, Array]:
    """Play a move (by default the inherited split) and the best constant move in the same futures. Returns also the
    point of the latter.
    """
    firm, best = world.firm(), find_best_constant(world, REFERENCE_SCENARIO, effort)
    tested = move_from_split(firm, inherited_split(firm)) if move is None else move
    plans = constant_plans(firm, [tested, move_at_point(best)])
    return play_plans(firm, plans, 2, measuring_dice(claim), effort.of(6000, 300)), best


def best_move_figures(best: Array) -> tuple[ReportedFigure, ...]:
    """The coordinates of the best constant move."""
    names = ("sellers", "managers", "leaders", "response")
    return tuple(
        ReportedFigure(f"best constant: {name}", exact_estimate(percent), "%")
        for name, percent in zip(names, best.tolist(), strict=True)
    )


def measure_month_ender(world: ClaimWorld, effort: MeasurementEffort) -> ClaimMeasurement:
    """Compare bookings of all-tactical with those of the best constant split, by quarter."""
    both, best = play_against_best(world, Move((0, 0, 0), (0, 0, 0)), effort, 1)
    changes = [percent_change_interval(*quarter.T) for quarter in both.bookings]
    later = [
        ClaimCondition(f"bookings in quarter {quarter}", change, "below", 0.0, "%")
        for quarter, change in enumerate(changes, 1)
        if quarter >= OVERTAKEN_QUARTER
    ]
    first = ClaimCondition("bookings in quarter 1", changes[0], "above", MIN_LEAD, "%")
    end = ClaimCondition("bookings in the last quarter", changes[-1], "below", END_LOSS, "%")
    return ClaimMeasurement((first, *later, end), both.value.shape[0], best_move_figures(best))


def measure_inherited(world: ClaimWorld, effort: MeasurementEffort) -> ClaimMeasurement:
    """Compare the cumulative margin of the inherited split with that of the best constant split."""
    both, best = play_against_best(world, None, effort, 2)
    changes = [percent_change_interval(*quarter.T) for quarter in np.cumsum(both.margin, axis=0)]
    leading = [
        ClaimCondition(f"cumulative margin, quarter {quarter}", change, "above", 0.0, "%")
        for quarter, change in enumerate(changes[:LEADING_QUARTERS], 1)
    ]
    end = ClaimCondition("cumulative margin at the end", changes[-1], "below", BEHIND_AT_END, "%")
    return ClaimMeasurement((*leading, end), both.value.shape[0], best_move_figures(best))


CLAIMS = (
    Claim(
        1, "month_ender", "The month-ender leads, then is overtaken",
        "All-tactical books at least 5 % more than the best constant split in quarter 1, less from quarter 4 at the "
        "latest, and less than half at the end.",
        "Both play the same futures with the same random numbers, and books continue after a firing. The best "
        "constant move (three splits and one response) is found in other worlds: quadratics are fitted to the values "
        "of moves in boxes that move and shrink. Intervals of ratios of means use the delta method.",
        measure_month_ender, IDLE,
        "If strategic work has no effect and nothing decays, the best constant split is all-tactical itself, and "
        "nobody is overtaken.",
    ),
    Claim(
        2, "inherited", "The inherited firm feels right for a year",
        "Its cumulative margin leads the best constant split's for at least three quarters and is at least 5 % behind "
        "at the end.",
        "As in 1, with the cumulative margin at the end of each quarter, for the split of the firm before the game.",
        measure_inherited, AT_ONCE,
        "If the future comes eight times as fast, the neglect of it shows within the first year.",
    ),
)  # fmt: skip

"""Claims 1 and 2: who lives in the month leads, and is overtaken. Books of quarters go on after a firing."""

from __future__ import annotations

import numpy as np

from sim.base.statistics import Estimate, exact_estimate, percent_change_interval
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
"""percent; more bookings than the best constant split's in quarter 1."""
OVERTAKEN_QUARTER = 4
"""quarter; from which on it books less."""
END_LOSS = -50.0
"""percent; against the best constant split's in the last quarter: less than half."""
LEADING_QUARTERS = 3
BEHIND_AT_END = -5.0
"""percent; of cumulative margin at the end."""


def play_against_best(
    world: ClaimWorld, move: Move | None, effort: MeasurementEffort, claim: int
) -> tuple[PlanOutcomes, Array]:
    """A move (without one the inherited split) and beside it the best constant one; and that one's point."""
    firm, best = world.firm(), find_best_constant(world, REFERENCE_SCENARIO, effort)
    one = move_from_split(firm, inherited_split(firm)) if move is None else move
    moves = constant_plans(firm, [one, move_at_point(best)])
    return play_plans(firm, moves, 2, measuring_dice(claim), effort.of(6000, 300)), best


def best_move_figures(best: Array) -> tuple[ReportedFigure, ...]:
    """What the best constant move is."""
    names = ("sellers", "managers", "leaders", "response")
    return tuple(
        ReportedFigure(f"best constant: {n}", exact_estimate(x), "%")
        for n, x in zip(names, best.tolist(), strict=True)
    )


def measure_month_ender(world: ClaimWorld, effort: MeasurementEffort) -> ClaimMeasurement:
    """Bookings of all for the month against the best constant split's, by quarter."""
    both, best = play_against_best(world, Move((0, 0, 0), (0, 0, 0)), effort, 1)
    more = [percent_change_interval(quarter[:, 0], quarter[:, 1]) for quarter in both.bookings]
    later = [
        ClaimCondition(f"bookings in quarter {q}", e, "below", 0.0, "%")
        for q, e in enumerate(more, 1)
        if q >= OVERTAKEN_QUARTER
    ]
    first = ClaimCondition("bookings in quarter 1", more[0], "above", MIN_LEAD, "%")
    end = ClaimCondition("bookings at the end", more[-1], "below", END_LOSS, "%")
    return ClaimMeasurement((first, *later, end), both.value.shape[0], best_move_figures(best))


def measure_inherited(world: ClaimWorld, effort: MeasurementEffort) -> ClaimMeasurement:
    """Cumulative margin of the inherited split against the best constant split's."""
    both, best = play_against_best(world, None, effort, 2)
    margin = np.cumsum(both.margin, axis=0)
    ahead: list[Estimate] = [percent_change_interval(quarter[:, 0], quarter[:, 1]) for quarter in margin]
    leading = [
        ClaimCondition(f"margin by quarter {q}", e, "above", 0.0, "%")
        for q, e in enumerate(ahead[:LEADING_QUARTERS], 1)
    ]
    end = ClaimCondition("margin at the end", ahead[-1], "below", BEHIND_AT_END, "%")
    return ClaimMeasurement((*leading, end), both.value.shape[0], best_move_figures(best))


CLAIMS = (
    Claim(
        1, "month_ender", "The month-ender leads, then is overtaken",
        "All-tactical books at least 5 % more than the best constant split in quarter 1, less from quarter 4 at the "
        "latest, and less than half at the end.",
        "Both play the same futures with the same dice; books go on after a firing. The best constant move "
        "(three splits and one response) is climbed to on other worlds: quadratics are fitted to values of "
        "moves in boxes that move and shrink. Intervals of ratios of means are by the delta method.",
        measure_month_ender, IDLE,
        "Where work for the future brings nothing and nothing decays, the best constant split is all-tactical itself, "
        "and nobody is overtaken.",
    ),
    Claim(
        2, "inherited", "The inherited firm feels right for a year",
        "Its cumulative margin leads the best constant split's for at least three quarters and is at least 5 % behind "
        "at the end.",
        "As in 1, with cumulative margin at the end of each quarter, for the split that the firm lived before "
        "the game.",
        measure_inherited, AT_ONCE,
        "Where the future comes eight times as fast, living in the month does not even feel right.",
    ),
)  # fmt: skip

"""Claims 1 and 2: who lives in the month leads, and is overtaken. Books of quarters go on after a firing."""

from __future__ import annotations

import numpy as np

from sim.model.arrays import Array
from sim.model.move import Move, constant
from sim.research.claims.claim import Claim, ClaimPart, Effort, Measured, ReportedFigure
from sim.research.claims.constant import best_constant, move_of
from sim.research.claims.counters import AT_ONCE, IDLE
from sim.research.claims.intervals import PairedEstimate, exactly, percent_change
from sim.research.claims.play import PlanOutcomes, constant_plans, play_plans
from sim.research.claims.worlds import REFERENCE, ClaimWorld, measuring_dice
from sim.view.observe import inherited_split

LEAD = 5.0
"""percent; more bookings than the best constant split's in quarter 1."""
OVERTAKEN = 4
"""quarter; from which on it books less."""
END = -50.0
"""percent; against the best constant split's in the last quarter: less than half."""
LEADING_QUARTERS = 3
BEHIND = -5.0
"""percent; of cumulative margin at the end."""


def against_best(
    world: ClaimWorld, move: Move | None, effort: Effort, claim: int
) -> tuple[PlanOutcomes, Array]:
    """A move (without one the inherited split) and beside it the best constant one; and that one's point."""
    firm, best = world.firm(), best_constant(world, REFERENCE, effort)
    one = constant(firm, inherited_split(firm)) if move is None else move
    moves = constant_plans(firm, [one, move_of(best)])
    return play_plans(firm, moves, 2, measuring_dice(claim), effort.of(6000, 300)), best


def best_facts(best: Array) -> tuple[ReportedFigure, ...]:
    """What the best constant move is."""
    names = ("sellers", "managers", "leaders", "response")
    return tuple(
        ReportedFigure(f"best constant: {n}", exactly(x), "%")
        for n, x in zip(names, best.tolist(), strict=True)
    )


def month_ender(world: ClaimWorld, effort: Effort) -> Measured:
    """Bookings of all for the month against the best constant split's, by quarter."""
    both, best = against_best(world, Move((0, 0, 0), (0, 0, 0)), effort, 1)
    more = [percent_change(quarter[:, 0], quarter[:, 1]) for quarter in both.bookings]
    later = [
        ClaimPart(f"bookings in quarter {q}", e, "below", 0.0, "%")
        for q, e in enumerate(more, 1)
        if q >= OVERTAKEN
    ]
    first = ClaimPart("bookings in quarter 1", more[0], "above", LEAD, "%")
    end = ClaimPart("bookings at the end", more[-1], "below", END, "%")
    return Measured((first, *later, end), both.value.shape[0], best_facts(best))


def measure_overtaking(world: ClaimWorld, effort: Effort) -> Measured:
    """Cumulative margin of the inherited split against the best constant split's."""
    both, best = against_best(world, None, effort, 2)
    margin = np.cumsum(both.margin, axis=0)
    ahead: list[PairedEstimate] = [percent_change(quarter[:, 0], quarter[:, 1]) for quarter in margin]
    leading = [
        ClaimPart(f"margin by quarter {q}", e, "above", 0.0, "%")
        for q, e in enumerate(ahead[:LEADING_QUARTERS], 1)
    ]
    end = ClaimPart("margin at the end", ahead[-1], "below", BEHIND, "%")
    return Measured((*leading, end), both.value.shape[0], best_facts(best))


CLAIMS = (
    Claim(
        1, "month_ender", "The month-ender leads, then is overtaken",
        "All-tactical books at least 5 % more than the best constant split in quarter 1, less from quarter 4 at the "
        "latest, and less than half at the end.",
        "Both play the same futures with the same dice; books go on after a firing. The best constant move "
        "(three splits and one response) is climbed to on other worlds: quadratics are fitted to values of "
        "moves in boxes that move and shrink. Intervals of ratios of means are by the delta method.",
        month_ender, IDLE,
        "Where work for the future brings nothing and nothing decays, the best constant split is all-tactical itself, "
        "and nobody is overtaken.",
    ),
    Claim(
        2, "inherited", "The inherited firm feels right for a year",
        "Its cumulative margin leads the best constant split's for at least three quarters and is at least 5 % behind "
        "at the end.",
        "As in 1, with cumulative margin at the end of each quarter, for the split that the firm lived before "
        "the game.",
        measure_overtaking, AT_ONCE,
        "Where the future comes eight times as fast, living in the month does not even feel right.",
    ),
)  # fmt: skip

"""Claim 7: it takes all three seats. One-seat-only strategies choose their seat's split best; the other two seats live
for the month.
"""

from __future__ import annotations

import numpy as np

from sim.model.arrays import Array
from sim.research.claims.claim import Claim, ClaimPart, Effort, Measured, ReportedFigure
from sim.research.claims.constant import (
    LEADERS,
    MANAGERS,
    RESPONSE,
    SELLERS,
    Best,
    Climb,
    best_constant,
    climb_constants,
    measured_apart,
    move_of,
)
from sim.research.claims.counters import ONE_SEAT
from sim.research.claims.intervals import exactly, percent_change, percentiles
from sim.research.claims.overtaken import best_facts
from sim.research.claims.play import constant_plans, play_plans
from sim.research.claims.worlds import REFERENCE, ClaimWorld, measuring_dice, tuning_dice

LOSS = -15.0
"""percent; of the value of the three together."""
APART = 2.0
"""points; by which the leaders' best split differs, either way, with the others working for the future and without. Of
the three seats it is the leaders' that is asked about, as what their offering work is worth depends on insight and
foresight, which are the others' as well."""
NAMES = {SELLERS: "sellers", MANAGERS: "managers", LEADERS: "leaders"}


def alone(best: Array, seat: int) -> Array:
    """The point at which only one seat works for the future."""
    point = np.zeros(4)
    point[[seat, RESPONSE]] = best[[seat, RESPONSE]]
    return point


def one_seat(world: ClaimWorld, effort: Effort, best: Array, seat: int) -> Array:
    """percent, (4,): the best that one seat can do alone."""
    return climb_constants(
        world.firm(), Climb(alone(best, seat), (seat, RESPONSE)), tuning_dice(7), effort.of(300, 25)
    )


def three_seats(world: ClaimWorld, effort: Effort) -> Measured:
    """What is lost where one seat alone works for the future, and how leaders' best split depends on the others."""
    best, n = best_constant(world, REFERENCE, effort), effort.of(6000, 300)
    points = [best, *(one_seat(world, effort, best, seat) for seat in NAMES)]
    firm = world.firm()
    value = play_plans(
        firm, constant_plans(firm, [move_of(p) for p in points]), len(points), measuring_dice(7), n
    ).value
    losses = [
        ClaimPart(f"only {name}", percent_change(value[:, i], value[:, 0]), "below", LOSS, "%")
        for i, name in enumerate(NAMES.values(), 1)
    ]
    beside, without = (_leaders(world, effort, start) for start in (best, alone(best, LEADERS)))
    apart = percentiles(
        beside.point[LEADERS] - without.point[LEADERS], beside.again[:, LEADERS] - without.again[:, LEADERS]
    )
    facts = [
        ReportedFigure(f"only {n}: split", exactly(float(p[s])), "%")
        for (s, n), p in zip(NAMES.items(), points[1:], strict=True)
    ]
    facts += [
        ReportedFigure("leaders' best split beside the others", beside.estimate(LEADERS), "%"),
        ReportedFigure("leaders' best split without them", without.estimate(LEADERS), "%"),
    ]
    depends = ClaimPart(
        "leaders' best split, with the others and without: apart", apart.size(), "above", APART, "points"
    )
    return Measured((*losses, depends), n, (*facts, *best_facts(best)))


def _leaders(world: ClaimWorld, effort: Effort, start: Array) -> Best:
    """The leaders' best split where all else stays."""
    futures = effort.of(300, 40), effort.of(3000, 200)
    return measured_apart(
        world.firm(), Climb(start, (LEADERS,)), (tuning_dice(7), measuring_dice(7)), futures
    )


CLAIMS = (
    Claim(
        7, "three_seats", "It takes all three seats",
        "Each one-seat-only strategy loses at least 15 % of the value of the three together; and a seat's best split "
        "depends on what the others do.",
        "The best constant move of all three; and each seat alone with the split and response that are best "
        "for it, the other two at 0. Value as the game counts it. How leaders' best split depends on the "
        "others is measured as in 3, with all else at the best constant move or at 0; the direction is not "
        "asked. (A first version asked for a rise, and was wrong: leaders alone do best with all of their time.)",
        three_seats, ONE_SEAT,
        "Where managers' and leaders' time moves nothing, sellers alone do as well as all three.",
    ),
)  # fmt: skip

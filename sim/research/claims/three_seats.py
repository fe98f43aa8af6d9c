"""Claim 7: it takes all three seats. One-seat-only strategies choose their seat's split best; the other two seats live
for the month.
"""

from __future__ import annotations

import numpy as np

from sim.base.statistics import bootstrap_interval, exact_estimate, percent_change_interval
from sim.model.arrays import Array
from sim.research.claims.batch_play import constant_plans, play_plans
from sim.research.claims.claim import (
    Claim,
    ClaimCondition,
    ClaimMeasurement,
    MeasurementEffort,
    ReportedFigure,
)
from sim.research.claims.claim_worlds import REFERENCE_SCENARIO, ClaimWorld, measuring_dice, tuning_dice
from sim.research.claims.constant_moves import (
    LEADERS,
    MANAGERS,
    RESPONSE,
    SELLERS,
    ClimbTask,
    MeasuredOptimum,
    find_best_constant,
    find_best_point,
    measure_optimum_unfired,
    move_at_point,
)
from sim.research.claims.counter_worlds import ONE_SEAT
from sim.research.claims.overtaking import best_move_figures

MAX_VALUE_CHANGE = -15.0
"""percent; of the value of the three together."""
MIN_SPLIT_DIFFERENCE = 2.0
"""points; by which the leaders' best split differs, either way, with the others working for the future and without. Of
the three seats it is the leaders' that is asked about, as what their offering work is worth depends on insight and
foresight, which are the others' as well."""
SEAT_TITLES = {SELLERS: "sellers", MANAGERS: "managers", LEADERS: "leaders"}


def point_of_one_seat(best: Array, seat: int) -> Array:
    """The point at which only one seat works for the future."""
    point = np.zeros(4)
    point[[seat, RESPONSE]] = best[[seat, RESPONSE]]
    return point


def find_best_alone(world: ClaimWorld, effort: MeasurementEffort, best: Array, seat: int) -> Array:
    """percent, (4,): the best that one seat can do alone."""
    return find_best_point(
        world.firm(),
        ClimbTask(point_of_one_seat(best, seat), (seat, RESPONSE)),
        tuning_dice(7),
        effort.of(300, 25),
    )


def measure_three_seats(world: ClaimWorld, effort: MeasurementEffort) -> ClaimMeasurement:
    """What is lost where one seat alone works for the future, and how leaders' best split depends on the others."""
    best, n = find_best_constant(world, REFERENCE_SCENARIO, effort), effort.of(6000, 300)
    points = [best, *(find_best_alone(world, effort, best, seat) for seat in SEAT_TITLES)]
    firm = world.firm()
    value = play_plans(
        firm, constant_plans(firm, [move_at_point(p) for p in points]), len(points), measuring_dice(7), n
    ).value
    losses = [
        ClaimCondition(
            f"only {name}", percent_change_interval(value[:, i], value[:, 0]), "below", MAX_VALUE_CHANGE, "%"
        )
        for i, name in enumerate(SEAT_TITLES.values(), 1)
    ]
    beside, without = (
        _measure_leaders_split(world, effort, start) for start in (best, point_of_one_seat(best, LEADERS))
    )
    apart = bootstrap_interval(
        beside.point[LEADERS] - without.point[LEADERS], beside.again[:, LEADERS] - without.again[:, LEADERS]
    )
    facts = [
        ReportedFigure(f"only {n}: split", exact_estimate(float(p[s])), "%")
        for (s, n), p in zip(SEAT_TITLES.items(), points[1:], strict=True)
    ]
    facts += [
        ReportedFigure("leaders' best split beside the others", beside.estimate(LEADERS), "%"),
        ReportedFigure("leaders' best split without them", without.estimate(LEADERS), "%"),
    ]
    depends = ClaimCondition(
        "leaders' best split, with the others and without: apart",
        apart.magnitude(),
        "above",
        MIN_SPLIT_DIFFERENCE,
        "points",
    )
    return ClaimMeasurement((*losses, depends), n, (*facts, *best_move_figures(best)))


def _measure_leaders_split(world: ClaimWorld, effort: MeasurementEffort, start: Array) -> MeasuredOptimum:
    """The leaders' best split where all else stays."""
    futures = effort.of(300, 40), effort.of(3000, 200)
    return measure_optimum_unfired(
        world.firm(), ClimbTask(start, (LEADERS,)), (tuning_dice(7), measuring_dice(7)), futures
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
        measure_three_seats, ONE_SEAT,
        "Where managers' and leaders' time moves nothing, sellers alone do as well as all three.",
    ),
)  # fmt: skip

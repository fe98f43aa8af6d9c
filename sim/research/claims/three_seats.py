"""Claim 7: it takes all three seats. A one-seat strategy has the best split of its seat; the other two are tactical."""

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
"""percent; value of one seat alone relative to the three together."""
MIN_SPLIT_DIFFERENCE = 2.0
"""points; difference of the leaders' best split, in either direction, with strategic work of the others and without. It
is asked of the leaders because the value of their offering work depends on insight and foresight, to which the others
contribute."""
SEAT_TITLES = {SELLERS: "sellers", MANAGERS: "managers", LEADERS: "leaders"}


def point_of_one_seat(best: Array, seat: int) -> Array:
    """The point at which only one seat does strategic work."""
    point = np.zeros(4)
    point[[seat, RESPONSE]] = best[[seat, RESPONSE]]
    return point


def find_best_alone(world: ClaimWorld, effort: MeasurementEffort, best: Array, seat: int) -> Array:
    """percent, (4,): the best that one seat can do alone."""
    climb = ClimbTask(point_of_one_seat(best, seat), (seat, RESPONSE))
    return find_best_point(world.firm(), climb, tuning_dice(7), effort.of(300, 25))


def measure_three_seats(world: ClaimWorld, effort: MeasurementEffort) -> ClaimMeasurement:
    """Measure the loss if only one seat does strategic work, and how the leaders' best split depends on the others."""
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
    together, alone = (
        _measure_leaders_split(world, effort, start) for start in (best, point_of_one_seat(best, LEADERS))
    )
    difference = bootstrap_interval(
        together.point[LEADERS] - alone.point[LEADERS],
        together.samples[:, LEADERS] - alone.samples[:, LEADERS],
    )
    facts = [
        ReportedFigure(f"only {name}: split", exact_estimate(float(point[seat])), "%")
        for (seat, name), point in zip(SEAT_TITLES.items(), points[1:], strict=True)
    ]
    facts += [
        ReportedFigure("best split of leaders, with the others", together.estimate(LEADERS), "%"),
        ReportedFigure("best split of leaders, without the others", alone.estimate(LEADERS), "%"),
    ]
    depends = ClaimCondition(
        "best split of leaders, difference with and without the others",
        difference.magnitude(),
        "above",
        MIN_SPLIT_DIFFERENCE,
        "points",
    )
    return ClaimMeasurement((*losses, depends), n, (*facts, *best_move_figures(best)))


def _measure_leaders_split(world: ClaimWorld, effort: MeasurementEffort, start: Array) -> MeasuredOptimum:
    """The leaders' best split with everything else fixed."""
    futures = effort.of(300, 40), effort.of(3000, 200)
    return measure_optimum_unfired(
        world.firm(), ClimbTask(start, (LEADERS,)), (tuning_dice(7), measuring_dice(7)), futures
    )


CLAIMS = (
    Claim(
        7, "three_seats", "It takes all three seats",
        "Each one-seat strategy loses at least 15 % of the value of the three together, and a seat's best split "
        "depends on what the others do.",
        "The best constant move of all three is compared with each seat alone at its best split and response, the "
        "other two at 0. Value is as the game counts it. How the leaders' best split depends on the others is "
        "measured as in 3, with everything else at the best constant move or at 0; either direction counts. (The "
        "first version asked for a rise, and was wrong: leaders alone do best with all of their time.)",
        measure_three_seats, ONE_SEAT,
        "If managers' and leaders' time has no effect, sellers alone do as well as all three.",
    ),
)  # fmt: skip

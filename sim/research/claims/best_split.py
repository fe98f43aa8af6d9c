"""Claims 3 and 4: where the best constant split lies without firing, and how it moves with the rate of change."""

from __future__ import annotations

from itertools import pairwise

from sim.base.statistics import bootstrap_interval
from sim.research.claims.claim import (
    Claim,
    ClaimCondition,
    ClaimMeasurement,
    MeasurementEffort,
    ReportedFigure,
)
from sim.research.claims.claim_worlds import ClaimWorld, ScenarioChanges, measuring_dice, tuning_dice
from sim.research.claims.constant_moves import (
    ALL_COORDINATES,
    LEADERS,
    MANAGERS,
    RESPONSE,
    SELLERS,
    ClimbTask,
    MeasuredOptimum,
    measure_optimum_unfired,
    steady_point,
)
from sim.research.claims.counter_worlds import IDLE, STILL

MIN_SELLERS_SPLIT, MAX_SELLERS_SPLIT, MIN_LEADERS_SPLIT, MAX_LEADERS_SPLIT = 10.0, 35.0, 50.0, 90.0
"""percent; range of the best splits of sellers and of leaders at rho 1."""
RATES_OF_CHANGE = (0.25, 1.0, 2.5)
COORDINATE_NAMES = {SELLERS: "sellers", MANAGERS: "managers", LEADERS: "leaders", RESPONSE: "response"}


def _measure_best(
    world: ClaimWorld, effort: MeasurementEffort, claim: int, futures: int, more: ScenarioChanges
) -> tuple[MeasuredOptimum, int]:
    firm, n = world.firm(more=more), effort.of(futures, 60)
    dice = tuning_dice(claim), measuring_dice(claim)
    return measure_optimum_unfired(firm, ClimbTask(steady_point(firm)), dice, (effort.of(200, 20), n)), n


def measure_best_split(world: ClaimWorld, effort: MeasurementEffort) -> ClaimMeasurement:
    """Measure the best constant split at rho 1."""
    best, n = _measure_best(world, effort, 3, 4000, {})
    sellers, managers, leaders = (best.estimate(seat) for seat in (SELLERS, MANAGERS, LEADERS))
    more = bootstrap_interval(
        best.point[LEADERS] - best.point[SELLERS], best.samples[:, LEADERS] - best.samples[:, SELLERS]
    )
    parts = (
        ClaimCondition("best split of sellers", sellers, "above", MIN_SELLERS_SPLIT, "%"),
        ClaimCondition("best split of sellers", sellers, "below", MAX_SELLERS_SPLIT, "%"),
        ClaimCondition("best split of managers", managers, "above", 0.0, "%"),
        ClaimCondition("best split of managers", managers, "below", 100.0, "%"),
        ClaimCondition("best split of leaders", leaders, "above", MIN_LEADERS_SPLIT, "%"),
        ClaimCondition("best split of leaders", leaders, "below", MAX_LEADERS_SPLIT, "%"),
        ClaimCondition("best split of leaders, less that of sellers", more, "above", 0.0, "points"),
    )
    return ClaimMeasurement(parts, n, (ReportedFigure("best response", best.estimate(RESPONSE), "%"),))


def measure_faster_market(world: ClaimWorld, effort: MeasurementEffort) -> ClaimMeasurement:
    """Measure the best constant splits at three rates of change, on the same dice."""
    found = [_measure_best(world, effort, 4, 1500, {"market.rate_of_change": rho}) for rho in RATES_OF_CHANGE]
    parts = tuple(
        ClaimCondition(
            f"best split of {COORDINATE_NAMES[seat]}, rho {slow:g} to {fast:g}",
            bootstrap_interval(b.point[seat] - a.point[seat], b.samples[:, seat] - a.samples[:, seat]),
            "above", 0.0, "points",
        )
        for seat in (SELLERS, LEADERS)
        for (slow, (a, _)), (fast, (b, _)) in pairwise(zip(RATES_OF_CHANGE, found, strict=True))
    )  # fmt: skip
    facts = tuple(
        ReportedFigure(f"rho {rho:g}: best {COORDINATE_NAMES[c]}", best.estimate(c), "%")
        for rho, (best, _) in zip(RATES_OF_CHANGE, found, strict=True)
        for c in ALL_COORDINATES
    )
    return ClaimMeasurement(parts, found[0][1], facts)


CLAIMS = (
    Claim(
        3, "tactegic", "Tactegic and stratical",
        "At rho 1 the best constant split (without firing) is an interior one for every seat: sellers 10 to 35, "
        "leaders 50 to 90, sellers below leaders.",
        "Without firing, the directors have endless patience, so every future counts with margin and franchise value. "
        "A quadratic is fitted to the mean values of 64 moves (splits and response) in a box around the optimum found "
        "in other worlds; the best split is its maximum. Intervals: 400 bootstrap samples of the futures, each with "
        "its own fit and maximum; they cannot extend beyond the box.",
        measure_best_split, IDLE,
        "If strategic work has no effect, the best split is zero.",
    ),
    Claim(
        4, "faster", "The faster the world, the more of the future",
        "The best constant splits of sellers and of leaders (without firing) rise with rho (0.25, 1, 2.5).",
        "As in 3 at each rate of change, with the same random numbers; differences of the maxima are taken within "
        "bootstrap samples.",
        measure_faster_market, STILL,
        "If needs do not drift, knowledge does not age and nothing strikes, the rate of change has no effect.",
    ),
)  # fmt: skip

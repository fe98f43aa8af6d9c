"""Claims 3 and 4: where the best constant split lies, firing apart, and how it moves with the rate of change."""

from __future__ import annotations

from itertools import pairwise

from sim.research.claims.claim import Claim, ClaimPart, Effort, Measured, ReportedFigure
from sim.research.claims.constant import (
    ALL,
    LEADERS,
    MANAGERS,
    RESPONSE,
    SELLERS,
    Best,
    Climb,
    measured_apart,
    steady_point,
)
from sim.research.claims.counters import IDLE, STILL
from sim.research.claims.intervals import percentiles
from sim.research.claims.worlds import Changes, ClaimWorld, measuring_dice, tuning_dice

SELLERS_LEAST, SELLERS_MOST, LEADERS_LEAST, LEADERS_MOST = 10.0, 35.0, 50.0, 90.0
"""percent; where the best splits of sellers and leaders lie at rho 1."""
RHOS = (0.25, 1.0, 2.5)
NAMES = {SELLERS: "sellers", MANAGERS: "managers", LEADERS: "leaders", RESPONSE: "response"}


def _best(world: ClaimWorld, effort: Effort, claim: int, futures: int, more: Changes) -> tuple[Best, int]:
    firm, n = world.firm(more=more), effort.of(futures, 60)
    dice = tuning_dice(claim), measuring_dice(claim)
    return measured_apart(firm, Climb(steady_point(firm)), dice, (effort.of(200, 20), n)), n


def tactegic(world: ClaimWorld, effort: Effort) -> Measured:
    """The best constant split at rho 1."""
    best, n = _best(world, effort, 3, 4000, {})
    sellers, managers, leaders = (best.estimate(seat) for seat in (SELLERS, MANAGERS, LEADERS))
    more = percentiles(
        best.point[LEADERS] - best.point[SELLERS], best.again[:, LEADERS] - best.again[:, SELLERS]
    )
    parts = (
        ClaimPart("best split of sellers", sellers, "above", SELLERS_LEAST, "%"),
        ClaimPart("best split of sellers", sellers, "below", SELLERS_MOST, "%"),
        ClaimPart("best split of managers", managers, "above", 0.0, "%"),
        ClaimPart("best split of managers", managers, "below", 100.0, "%"),
        ClaimPart("best split of leaders", leaders, "above", LEADERS_LEAST, "%"),
        ClaimPart("best split of leaders", leaders, "below", LEADERS_MOST, "%"),
        ClaimPart("leaders' above sellers'", more, "above", 0.0, "points"),
    )
    return Measured(parts, n, (ReportedFigure("best response", best.estimate(RESPONSE), "%"),))


def faster(world: ClaimWorld, effort: Effort) -> Measured:
    """The best constant splits at three rates of change, on the same dice."""
    found = [_best(world, effort, 4, 1500, {"market.rate_of_change": rho}) for rho in RHOS]
    parts = tuple(
        ClaimPart(
            f"{NAMES[seat]}' best split, rho {slow:g} to {fast:g}",
            percentiles(
                b.point[seat] - a.point[seat],
                b.again[:, seat] - a.again[:, seat],
            ),
            "above", 0.0, "points",
        )
        for seat in (SELLERS, LEADERS)
        for (slow, (a, _)), (fast, (b, _)) in pairwise(zip(RHOS, found, strict=True))
    )  # fmt: skip
    facts = tuple(
        ReportedFigure(f"rho {rho:g}: {NAMES[c]}", best.estimate(c), "%")
        for rho, (best, _) in zip(RHOS, found, strict=True)
        for c in ALL
    )
    return Measured(parts, found[0][1], facts)


CLAIMS = (
    Claim(
        3, "tactegic", "Tactegic and stratical",
        "At rho 1 the best constant split (firing apart) is inside for every seat: sellers 10 to 35, leaders 50 to 90, "
        "sellers below leaders.",
        "Firing apart means a board with endless patience, so that value is margin and franchise value of "
        "everybody. A quadratic is fitted to the mean values of 64 moves (splits and response) in a box "
        "around what was climbed to on other worlds; the best split is its top. Intervals: 400 bootstrap "
        "samples of the futures, each with a fit and a top of its own; they end where the box does.",
        tactegic, IDLE,
        "Where work for the future brings nothing, the best split is none of it.",
    ),
    Claim(
        4, "faster", "The faster the world, the more of the future",
        "The best constant split of sellers and of leaders (firing apart) rises with rho (0.25, 1, 2.5).",
        "As in 3 at each rate of change, on the same dice, and differences of the tops in the same bootstrap "
        "samples.",
        faster, STILL,
        "Where needs do not drift, knowledge does not age and nothing strikes, the rate of change moves nothing.",
    ),
)  # fmt: skip

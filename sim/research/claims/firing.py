"""Claims 5 and 6: which policies the directors fire."""

from __future__ import annotations

from sim.base.statistics import mean_interval, percent_change_interval, percent_interval
from sim.model.move import Move
from sim.policy.batch_bots import bot_base_move
from sim.policy.registry import load_bot_rules
from sim.research.claims.batch_play import constant_plans, play_plans
from sim.research.claims.claim import (
    Claim,
    ClaimCondition,
    ClaimMeasurement,
    MeasurementEffort,
    ReportedFigure,
)
from sim.research.claims.claim_worlds import ClaimWorld, measuring_dice
from sim.research.claims.counter_worlds import PATIENT
from sim.research.claims.overtaking import best_move_figures, play_against_best

FIRST_QUARTER_LOSS = -10.0
"""percent; the dreamer's bookings in quarter 1 relative to the best constant split."""
FIRING_RATIO = 2.0
"""ratio; how often the dreamer is fired relative to the best constant split."""
MIN_FIRED_PERCENT = 95.0
"""percent; worlds in which all-tactical is fired."""


def measure_dreamer(world: ClaimWorld, effort: MeasurementEffort) -> ClaimMeasurement:
    """Compare the dreamer's first quarter, and how often it is fired, with the best constant split."""
    both, best = play_against_best(world, bot_base_move(world.firm(), load_bot_rules("dreamer")), effort, 5)
    fired = 100.0 * both.fired
    change, excess = (
        percent_change_interval(*both.bookings[0].T),
        mean_interval(fired[:, 0] - FIRING_RATIO * fired[:, 1]),
    )
    parts = (
        ClaimCondition("bookings in quarter 1", change, "below", FIRST_QUARTER_LOSS, "%"),
        ClaimCondition("fired, less twice that of the best constant", excess, "above", 0.0, "points"),
    )
    facts = [
        ReportedFigure(f"fired: {name}", percent_interval(f), "%")
        for name, f in zip(("dreamer", "best constant"), both.fired.T, strict=True)
    ]
    return ClaimMeasurement(parts, len(fired), (*facts, *best_move_figures(best)))


def measure_all_tactical(world: ClaimWorld, effort: MeasurementEffort) -> ClaimMeasurement:
    """Measure how often all-tactical is fired."""
    firm, n = world.firm(), effort.of(4000, 300)
    games = play_plans(firm, constant_plans(firm, [Move((0, 0, 0), (0, 0, 0))]), 1, measuring_dice(6), n)
    fired = percent_interval(games.fired[:, 0])
    return ClaimMeasurement((ClaimCondition("fired", fired, "above", MIN_FIRED_PERCENT, "%"),), n)


CLAIMS = (
    Claim(
        5, "dreamer", "The dreamer does not live to harvest",
        "50/60/90 books at least 10 % less than the best constant split in quarter 1 and is fired at least twice as "
        "often.",
        "The bot `dreamer` and the best constant move play in the same futures.",
        measure_dreamer, PATIENT,
        "If the directors wait forever, the dreamer stays to reap the benefits.",
    ),
    Claim(
        6, "mate", "All-tactical is mate",
        "All-tactical is fired in at least 95 % of worlds at rho 1.",
        "One plan, 0/0/0; Wilson interval.",
        measure_all_tactical, PATIENT,
        "If the directors wait forever, nobody is fired.",
    ),
)  # fmt: skip

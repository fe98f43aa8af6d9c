"""Claims 5 and 6: whom the board fires."""

from __future__ import annotations

from sim.model.move import Move
from sim.policy.registry import bot_rules
from sim.policy.together import constant_move
from sim.research.claims.claim import Claim, ClaimPart, Effort, Measured, ReportedFigure
from sim.research.claims.counters import PATIENT
from sim.research.claims.intervals import mean, percent_change, percent_share
from sim.research.claims.overtaken import against_best, best_facts
from sim.research.claims.play import constant_plans, play_plans
from sim.research.claims.worlds import ClaimWorld, measuring_dice

FIRST_QUARTER = -10.0
"""percent; of the dreamer's bookings in quarter 1 against the best constant split's."""
AS_OFTEN = 2.0
"""ratio; how much more often the dreamer is fired than the best constant split."""
MATE = 95.0
"""percent; of worlds in which all-tactical is fired."""


def dreamer(world: ClaimWorld, effort: Effort) -> Measured:
    """The dreamer's first quarter, and how often it is fired, against the best constant split."""
    both, best = against_best(world, constant_move(world.firm(), bot_rules("dreamer")), effort, 5)
    fired = 100.0 * both.fired
    parts = (
        ClaimPart("bookings in quarter 1", percent_change(*both.bookings[0].T), "below", FIRST_QUARTER, "%"),
        ClaimPart(
            "fired, less twice the best's", mean(fired[:, 0] - AS_OFTEN * fired[:, 1]), "above", 0.0, "points"
        ),
    )
    facts = [
        ReportedFigure(f"fired: {n}", percent_share(f), "%")
        for n, f in zip(("dreamer", "best"), both.fired.T, strict=True)
    ]
    return Measured(parts, len(fired), (*facts, *best_facts(best)))


def mate(world: ClaimWorld, effort: Effort) -> Measured:
    """How often all-tactical is fired."""
    firm, n = world.firm(), effort.of(4000, 300)
    games = play_plans(firm, constant_plans(firm, [Move((0, 0, 0), (0, 0, 0))]), 1, measuring_dice(6), n)
    return Measured((ClaimPart("fired", percent_share(games.fired[:, 0]), "above", MATE, "%"),), n)


CLAIMS = (
    Claim(
        5, "dreamer", "The dreamer does not live to harvest",
        "50/60/90 books at least 10 % less than the best constant split in quarter 1 and is fired at least twice as "
        "often.",
        "The bot dreamer and the best constant move in the same futures.",
        dreamer, PATIENT,
        "Where the board waits for ever, the dreamer lives to harvest.",
    ),
    Claim(
        6, "mate", "All-tactical is mate",
        "All-tactical is fired in at least 95 % of worlds at rho 1.",
        "One plan, 0/0/0; Wilson's interval.",
        mate, PATIENT,
        "Where the board waits for ever, nobody is fired.",
    ),
)  # fmt: skip

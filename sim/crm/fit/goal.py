"""The goal and the board's patience of a firm whose size and luck are its own."""

from __future__ import annotations

import math

import numpy as np

from sim.base.progress import Progress, tell
from sim.batch.block import whole_games
from sim.batch.moves import constantly
from sim.model.board import JUDGED_QUARTERS
from sim.model.dice import Dice
from sim.model.firm import Firm
from sim.model.move import constant
from sim.policy.registry import bot_rules
from sim.policy.together import constant_move
from sim.scenario.disruptions import WEEKS_IN_MONTHS, WEEKS_IN_QUARTER
from sim.scenario.organisation import REFERENCE_SELLERS
from sim.scenario.scenario import Goal, Scenario

FUTURES, FEWEST_FUTURES = 600, 100
"""futures; in which the goal is measured: with a hundred the error of their median is about 2 % of the value. A large
firm has the fewest: it takes longer to count.
"""
DICE = 1_000_001
PATIENCE = Goal().patience
DEVIATIONS = 3.5
"""standard deviations; that the patience of the reference lies below the target: a year of its bookings has one of a
tenth (2.3 wins a week with a coefficient of variation of .5).
"""
LEAST_PATIENCE = 0.2


def threshold(scenario: Scenario, progress: Progress | None = None) -> float:
    """What `steady` reaches in half of many futures (k), rounded as its error allows. The batch engine is equal in law
    to the event engine on which other goals are measured, and a hundred times as fast. Raises StoppedError.
    """
    firm = Firm(scenario)
    after = constantly(firm, constant_move(firm, bot_rules("caretaker")), scenario.weeks)
    steady = constantly(firm, constant(firm, scenario.steady), 0)
    futures = max(FEWEST_FUTURES, min(FUTURES, FUTURES * REFERENCE_SELLERS // firm.seats))
    outcome = whole_games(firm, Dice(DICE), 0, futures).play(
        1, steady, after, lambda *_: tell(progress, 0, 0)
    )
    return float(f"{np.median(outcome.reached):.3g}")


def patience(wins: float, spread: float) -> float:
    """Attainment under which the board fires: as far below the target, in standard deviations of a year's bookings, as
    in the reference, so that a firm with few and large deals is not fired by luck alone; never above the reference's.
    `wins` a week, `spread` the coefficient of variation of a win's value.
    """
    year = wins * WEEKS_IN_QUARTER * JUDGED_QUARTERS
    deviation = math.sqrt((1 + spread**2) / max(year, 1.0))
    return round(min(PATIENCE, max(LEAST_PATIENCE, 1 - DEVIATIONS * deviation)), 2)


def target(bookings: float, season: tuple[float, float, float]) -> float:
    """K a week at average season, from mean bookings of whole quarters."""
    mean = sum(s * weeks for s, weeks in zip(season, WEEKS_IN_MONTHS, strict=True)) / WEEKS_IN_QUARTER
    return bookings / mean

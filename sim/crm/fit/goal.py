"""The goal and the directors' patience for a firm of any size and volatility."""

from __future__ import annotations

import math

import numpy as np

from sim.base.progress import ProgressCallback, report_progress
from sim.batch.block import make_game_block
from sim.batch.policies import constant_batch_policy
from sim.model.directors import JUDGED_QUARTERS
from sim.model.firm import Firm
from sim.model.move import move_from_split
from sim.model.random_streams import RandomStreams
from sim.policy.batch_bots import bot_base_move
from sim.policy.registry import load_bot_rules
from sim.scenario.disruptions import WEEKS_IN_MONTHS, WEEKS_IN_QUARTER
from sim.scenario.organisation import REFERENCE_SELLERS
from sim.scenario.scenario import Goal, Scenario

MAX_GOAL_FUTURES, MIN_GOAL_FUTURES = 600, 100
"""Number of futures in which the goal is measured. With a hundred, the error of their median is about 2 %. Large firms
get fewer, since they take longer to simulate.
"""
GOAL_SEED = 1_000_001
PATIENCE = Goal().patience
PATIENCE_DEVIATIONS = 3.5
"""Standard deviations of a year's bookings by which the reference's patience is below its target.

The standard deviation is a tenth (2.3 wins a week with a coefficient of variation of 0.5).
"""
MIN_PATIENCE = 0.2


def measure_goal(scenario: Scenario, progress: ProgressCallback | None = None) -> float:
    """k; what `steady` reaches in half of many futures, rounded as its error allows. Raises StoppedError.

    The batch engine is equal in law to the event engine, which measures other goals, and a hundred times faster.
    """
    firm = Firm(scenario)
    after = constant_batch_policy(firm, bot_base_move(firm, load_bot_rules("caretaker")), scenario.weeks)
    steady = constant_batch_policy(firm, move_from_split(firm, scenario.steady), 0)
    futures = max(MIN_GOAL_FUTURES, min(MAX_GOAL_FUTURES, MAX_GOAL_FUTURES * REFERENCE_SELLERS // firm.seats))
    outcome = make_game_block(firm, RandomStreams(GOAL_SEED), 0, futures).play(
        1, steady, after, lambda *_: report_progress(progress, 0, 0)
    )
    return float(f"{np.median(outcome.reached):.3g}")


def fit_patience(wins: float, spread: float) -> float:
    """Attainment below which the directors fire the player, at most that of the reference.

    It is as many standard deviations of a year's bookings below the target as in the reference, so that nobody is fired
    for bad luck with a few large deals. `wins` is per week, `spread` is the coefficient of variation of a win's value.
    """
    year = wins * WEEKS_IN_QUARTER * JUDGED_QUARTERS
    deviation = math.sqrt((1 + spread**2) / max(year, 1.0))
    return round(min(PATIENCE, max(MIN_PATIENCE, 1 - PATIENCE_DEVIATIONS * deviation)), 2)


def weekly_target(bookings: float, season: tuple[float, float, float]) -> float:
    """K a week in an average season, from mean weekly bookings over whole quarters."""
    mean = sum(s * weeks for s, weeks in zip(season, WEEKS_IN_MONTHS, strict=True)) / WEEKS_IN_QUARTER
    return bookings / mean

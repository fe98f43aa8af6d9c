"""Claim 9: reading the position wins."""

from __future__ import annotations

import math

import numpy as np

from sim.base.statistics import (
    Z_95,
    Estimate,
    bootstrap_interval,
    mean_interval,
    percent_change_interval,
)
from sim.model.arrays import Array
from sim.model.firm import Firm
from sim.model.random_streams import RandomStreams
from sim.research.claims.batch_play import combine_plans, constant_plans, play_plans
from sim.research.claims.claim import (
    Claim,
    ClaimCondition,
    ClaimMeasurement,
    MeasurementEffort,
    ReportedFigure,
)
from sim.research.claims.claim_worlds import REFERENCE_SCENARIO, ClaimWorld, measuring_dice, tuning_dice
from sim.research.claims.constant_moves import find_best_constant, move_at_point
from sim.research.claims.counter_worlds import CALM
from sim.research.claims.feedback_policy import FEATURES, OUTPUTS, FeedbackPolicies
from sim.research.claims.policy_search import PolicySearchEffort, search_coefficients
from sim.scenario.load import load_builtin_scenarios

MIN_GAIN = 2.0
"""percent; gain over the value of the best constant move that is required,"""
SCENARIO_SHARE = 0.5
"""share; of the scenarios above beginner level in which it is required."""
MAX_BEGINNER_DIFFICULTY = 3.0
"""Highest difficulty of a scenario for beginners."""

ROUNDS, PLANS, FUTURES = (30, 10), (90, 48), (120, 30)
"""Effort of the policy search: rounds, plans and futures, each at full effort and at least."""
LONG_SEARCH_SCALE = 0.15
"""ratio; of full effort, from which on what the search does not find counts as absent."""
SCENARIO_COUNT = (100, 2)
"""Scenarios that are measured at most, at full effort and at least; the easiest come first."""
AVERAGED_ROUNDS = 8
"""Last rounds over which the found policy is averaged."""
LEVEL_SPREADS, SLOPE_SPREADS = np.array([4.0, 6.0, 8.0, 12.0, 40.0]), np.array([4.0, 5.0, 7.0, 12.0, 30.0])
"""percent; first spreads of levels and of slopes, by output."""


def fit_feedback_policy(firm: Firm, best: Array, dice: RandomStreams, effort: MeasurementEffort) -> Array:
    """(OUTPUTS, 1 + features): coefficients of a feedback policy, searched for around the best constant move."""
    centre = np.zeros((OUTPUTS, 1 + len(FEATURES)))
    centre[:, 0] = (*best, 100.0)
    spread = np.repeat(SLOPE_SPREADS[:, np.newaxis], 1 + len(FEATURES), axis=1)
    spread[:, 0] = LEVEL_SPREADS
    search = PolicySearchEffort(*(effort.of(*number) for number in (ROUNDS, PLANS, FUTURES)))
    return search_coefficients(firm, centre, spread, dice, search, AVERAGED_ROUNDS)


def feedback_values(world: ClaimWorld, name: str, effort: MeasurementEffort) -> tuple[Array, Array]:
    """k, (futures,) each: value of the feedback policy and of the best constant move of a scenario."""
    firm, best = world.firm(name), find_best_constant(world, name, effort)
    coefficients = fit_feedback_policy(firm, best, tuning_dice(9), effort)
    both = combine_plans(
        [
            FeedbackPolicies(firm, coefficients[np.newaxis]).movers(),
            constant_plans(firm, [move_at_point(best)]),
        ]
    )
    value = play_plans(firm, both, 2, measuring_dice(9), effort.of(6000, 300)).value
    return value[:, 0], value[:, 1]


def scenarios_above_beginner() -> list[str]:
    """Names of the built-in scenarios that are not for beginners."""
    return [s.name for s in load_builtin_scenarios() if s.difficulty > MAX_BEGINNER_DIFFICULTY]


def measure_reading(world: ClaimWorld, effort: MeasurementEffort) -> ClaimMeasurement:
    """Compare the feedback policy with the best constant move, in the reference and in scenarios above beginner."""
    names = scenarios_above_beginner()[: effort.of(*SCENARIO_COUNT)]
    values = {
        name: feedback_values(world, name, effort) for name in dict.fromkeys([REFERENCE_SCENARIO, *names])
    }
    feedback, constant = values[REFERENCE_SCENARIO]
    gains = {name: percent_change_interval(*values[name]) for name in names}
    short = effort.scale < LONG_SEARCH_SCALE
    parts = (
        ClaimCondition("gain in the reference", mean_interval(feedback - constant), "above", 0.0, "k", short),
        ClaimCondition(
            "gain in half of the scenarios",
            gain_of_better_half(list(gains.values())),
            "above",
            MIN_GAIN,
            "%",
            short,
        ),
    )
    facts = tuple(ReportedFigure(f"{name}: gain", e, "%") for name, e in gains.items())
    return ClaimMeasurement(parts, len(feedback), facts)


def gain_of_better_half(gains: list[Estimate]) -> Estimate:
    """The smallest gain within the better half of the scenarios. Its interval is from samples of all gains with their
    errors.
    """
    place = math.ceil(SCENARIO_SHARE * len(gains)) - 1
    figures = np.array([e.value for e in gains])
    errors = np.array([(e.high - e.low) / (2 * Z_95) for e in gains])
    samples = figures + errors * measuring_dice(9).stream("samples").standard_normal((4000, len(gains)))
    return bootstrap_interval(
        float(np.sort(figures)[::-1][place]), np.sort(samples, axis=1)[:, ::-1][:, place]
    )


CLAIMS = (
    Claim(
        9, "reading", "Reading the position wins",
        "A policy that responds to demand, load, attainment and signals beats the best constant move at rho 1 "
        "(interval above 0), and by at least 2 % in at least half of the scenarios above beginner level.",
        "A feedback policy: splits, response and concentration are linear functions of what a team knows (demand and "
        "gaps as read, load, attainment, how close the directors are to losing patience, open signals as read, "
        "offering, first and last year). Its coefficients are fitted by the cross-entropy method around the best "
        "constant move, in other worlds. In each scenario above difficulty 3 it plays against that scenario's best "
        "constant move in the same futures. The smallest gain within the better half of the scenarios decides.",
        measure_reading, CALM,
        "If nothing happens that a team could react to, there is little to read.",
    ),
)  # fmt: skip

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
from sim.research.claims.batch_play import (
    caretaker_policy,
    combine_plans,
    constant_plans,
    make_blocks,
    play_plans,
)
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
from sim.scenario.load import load_builtin_scenarios

MIN_GAIN = 2.0
"""percent; of the value of the best constant move,"""
SCENARIO_SHARE = 0.5
"""share; of the scenarios above beginner, in which it is that much better."""
BEGINNER_DIFFICULTY = 3.0
"""difficulty; up to which a scenario is for beginners."""

ROUNDS, PLANS, FUTURES, ELITE, INERTIA = (30, 10), (90, 48), (120, 30), 0.25, 0.4
"""The cross-entropy search for coefficients: rounds, plans of a round and their futures (in full, and at least), share
of plans that the mean moves to, and share of the old spread that stays."""
LONG_SEARCH_SCALE = 0.15
"""ratio; of full effort, from which on what the search does not find counts as not there."""
SCENARIO_COUNT = (100, 2)
"""that are measured at most: in full all that there are, else the easiest of them, at least two."""
AVERAGED_ROUNDS = 8
"""Last rounds, the mean of whose means is the policy."""
LEVEL_SPREADS, SLOPE_SPREADS = np.array([4.0, 6.0, 8.0, 12.0, 40.0]), np.array([4.0, 5.0, 7.0, 12.0, 30.0])
"""percent; first spreads of the levels and of the slopes, by output."""


def fit_feedback_policy(firm: Firm, best: Array, dice: RandomStreams, effort: MeasurementEffort) -> Array:
    """(OUTPUTS, 1 + features): coefficients of a feedback policy, found around the best constant move."""
    centre = np.zeros((OUTPUTS, 1 + len(FEATURES)))
    centre[:, 0] = (*best, 100.0)
    spread = np.repeat(SLOPE_SPREADS[:, np.newaxis], 1 + len(FEATURES), axis=1)
    spread[:, 0] = LEVEL_SPREADS
    stream, after, centres = dice.stream("search"), caretaker_policy(firm), []
    rounds, plans, futures = (effort.of(*number) for number in (ROUNDS, PLANS, FUTURES))
    for step in range(rounds):
        tried = centre + spread * stream.standard_normal((plans, *centre.shape))
        tried[0] = centre
        movers = FeedbackPolicies(firm, tried).movers()
        # each round has futures of its own
        parts = [
            b.play(plans, movers(b), after).value
            for b in make_blocks(firm, RandomStreams(dice.seed + 100 * (step + 1)), futures, plans)
        ]
        elite = np.argsort(-np.concatenate(parts).mean(axis=0), kind="stable")[: max(1, round(ELITE * plans))]
        centre = tried[elite].mean(axis=0)
        spread = INERTIA * spread + (1 - INERTIA) * tried[elite].std(axis=0)
        centres.append(centre)
    return np.asarray(np.mean(centres[-AVERAGED_ROUNDS:], axis=0))  # less of the luck of the last rounds


def feedback_values(world: ClaimWorld, name: str, effort: MeasurementEffort) -> tuple[Array, Array, Array]:
    """k, (futures,) each: value of the feedback policy and of the best constant move of a scenario; and that move."""
    firm, best = world.firm(name), find_best_constant(world, name, effort)
    found = fit_feedback_policy(firm, best, tuning_dice(9), effort)
    both = combine_plans(
        [FeedbackPolicies(firm, found[np.newaxis]).movers(), constant_plans(firm, [move_at_point(best)])]
    )
    value = play_plans(firm, both, 2, measuring_dice(9), effort.of(6000, 300)).value
    return value[:, 0], value[:, 1], best


def scenarios_above_beginner() -> list[str]:
    """Names of the built-in scenarios that are not for beginners."""
    return [s.name for s in load_builtin_scenarios() if s.difficulty > BEGINNER_DIFFICULTY]


def measure_reading(world: ClaimWorld, effort: MeasurementEffort) -> ClaimMeasurement:
    """The feedback policy against the best constant move, in the reference and in the scenarios above beginner."""
    names = scenarios_above_beginner()[: effort.of(*SCENARIO_COUNT)]
    found = {
        name: feedback_values(world, name, effort) for name in dict.fromkeys([REFERENCE_SCENARIO, *names])
    }
    ours, theirs, _ = found[REFERENCE_SCENARIO]
    better = {name: percent_change_interval(found[name][0], found[name][1]) for name in names}
    parts = (
        ClaimCondition(
            "more value in the reference",
            mean_interval(ours - theirs),
            "above",
            0.0,
            "k",
            effort.scale < LONG_SEARCH_SCALE,
        ),
        ClaimCondition(
            "more value in half of the scenarios",
            gain_of_better_half(list(better.values())),
            "above",
            MIN_GAIN,
            "%",
            effort.scale < LONG_SEARCH_SCALE,
        ),
    )
    return ClaimMeasurement(
        parts, len(ours), tuple(ReportedFigure(f"{name}: more value", e, "%") for name, e in better.items())
    )


def gain_of_better_half(better: list[Estimate]) -> Estimate:
    """The gain that half of the scenarios reach: of the better half the least. Its interval is from samples of all
    gains with their errors.
    """
    place = math.ceil(SCENARIO_SHARE * len(better)) - 1
    figures = np.array([e.value for e in better])
    errors = np.array([(e.high - e.low) / (2 * Z_95) for e in better])
    drawn = figures + errors * measuring_dice(9).stream("samples").standard_normal((4000, len(better)))
    return bootstrap_interval(float(np.sort(figures)[::-1][place]), np.sort(drawn, axis=1)[:, ::-1][:, place])


CLAIMS = (
    Claim(
        9, "reading", "Reading the position wins",
        "A policy that answers demand, load, attainment and signals beats the best constant move at rho 1 (interval "
        "above 0) and by at least 2 % in at least half of the scenarios above beginner.",
        "A feedback policy: splits, response and concentration are straight lines of what a team knows "
        "(demand and gaps as read, load, attainment, how near the directors' patience is, open signals as read, "
        "offering, first and last year). Its coefficients are found by the cross-entropy method around the "
        "best constant move, on other worlds. In each scenario of more than difficulty 3 it plays against "
        "that scenario's best constant move in the same futures. Of the better half of the scenarios the "
        "least gain decides.",
        measure_reading, CALM,
        "Where nothing happens to react to, there is little to read.",
    ),
)  # fmt: skip

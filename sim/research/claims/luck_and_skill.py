"""Claim 13: luck and skill apart. All bots play all of some worlds with all of some dice."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np

from sim.base.statistics import Estimate, bootstrap_interval, exact_estimate
from sim.batch.block import Block
from sim.batch.engine import BatchPolicy
from sim.batch.state import opening_start
from sim.batch.timeline import Timeline, draw_timelines
from sim.model.arrays import Array
from sim.model.firm import Firm
from sim.policy.batch_bots import BatchRulesError, make_batch_bot
from sim.policy.registry import SEAT_BOTS, load_bot_rules
from sim.research.claims.anova import EFFECT_NAMES, VARIANCE_EFFECTS, variance_components
from sim.research.claims.batch_play import BatchPolicyMaker, caretaker_policy, combine_plans
from sim.research.claims.claim import (
    Claim,
    ClaimCondition,
    ClaimMeasurement,
    MeasurementEffort,
    ReportedFigure,
)
from sim.research.claims.claim_worlds import ClaimWorld, measuring_dice
from sim.research.claims.counter_worlds import NOTHING_MATTERS

MIN_POLICY_SHARE = 10.0
"""percent; of the variance that the policy explains, by itself or in what it meets: what is left is the world's and the
dice's alone."""
AHEAD_CHANCE, AHEAD_PERCENT, AHEAD_QUANTILE = 0.95, 95, 1.644854
"""Chance with which the better of two bots is ahead, and the normal quantile that belongs to it."""
COMPARED_BOTS = ("steady", "inherited")
"""The two bots that are told apart: a firm as the game advises, and as it always was."""
MAX_GAMES_NEEDED = 12.0
"""games; after which the better one is ahead: an evening of shared worlds, or a workshop's table."""
BOOTSTRAP_SAMPLES = 400


def all_bots_policy(firm: Firm) -> BatchPolicyMaker:
    """All bots side by side."""
    cadence = firm.scenario.organisation.cadence
    return combine_plans(
        [
            _constant_maker(make_batch_bot(firm, load_bot_rules(name), 0, cadence))
            for name in batch_bot_names(firm)
        ]
    )


def batch_bot_names(firm: Firm) -> list[str]:
    """Names of the bots that can be asked in many futures at once."""
    return [name for name in SEAT_BOTS if _can_play_batch(firm, name)]


def _can_play_batch(firm: Firm, name: str) -> bool:
    try:
        make_batch_bot(firm, load_bot_rules(name), 0, "quarter")
    except BatchRulesError:
        return False
    return True


def _constant_maker(mover: BatchPolicy) -> BatchPolicyMaker:
    return lambda _: mover


def play_crossed(firm: Firm, worlds: int, dice: int) -> Array:
    """k, (bots, worlds, dice): value of all games."""
    timelines = _timelines(firm, worlds)
    movers, plans, after, found = (
        all_bots_policy(firm),
        len(batch_bot_names(firm)),
        caretaker_policy(firm),
        [],
    )
    for timeline in timelines:
        block = Block(
            firm, opening_start(firm), _repeat_timeline(timeline, dice), dice, measuring_dice(13), 0
        )
        found.append(block.play(plans, movers(block), after).value)
    return np.stack(found).transpose(2, 0, 1)


def _timelines(firm: Firm, worlds: int) -> list[Timeline]:
    """Of each world, as of its only future."""
    every = draw_timelines(firm, measuring_dice(13).stream("future timelines", 0), worlds)
    one = [every.select(every.future == world) for world in range(worlds)]
    return [replace(t, future=np.zeros(len(t), dtype=np.int64)) for t in one]


def _repeat_timeline(timeline: Timeline, futures: int) -> Timeline:
    """The same timeline in so many futures."""
    size = len(timeline)
    tiled = timeline.select(np.tile(np.arange(size), futures))  # an index serves as well as a mask
    return replace(tiled, future=np.repeat(np.arange(futures), size))


MAX_COUNTED_GAMES = 1e6
"""games; so many or more are no number that anybody plays."""


def games_needed(difference: Array) -> float:
    """games; that two must share until the better one is ahead with 95 %, from the differences of many. (Sums of them
    are taken as normal.)
    """
    mean, sd = abs(float(difference.mean())), float(difference.std())
    return (
        min(MAX_COUNTED_GAMES, max(1.0, (AHEAD_QUANTILE * sd / mean) ** 2)) if mean > 0 else MAX_COUNTED_GAMES
    )


def measure_luck_and_skill(world: ClaimWorld, effort: MeasurementEffort) -> ClaimMeasurement:
    """Components of the variance, and how many games two bots must share."""
    firm, n = world.firm(), effort.of(100, 20)
    value = play_crossed(firm, n, n)
    stream = measuring_dice(13).stream("samples")
    again = [_resample_crossed(value, stream) for _ in range(BOOTSTRAP_SAMPLES)]
    names = batch_bot_names(firm)
    one, other = (names.index(name) for name in COMPARED_BOTS)
    needed = _games_estimate(value, again, one, other)
    found, spread = variance_components(value), np.array([variance_components(v) for v in again])
    skill = _variance_share(found, spread, [i for i, effect in enumerate(VARIANCE_EFFECTS) if 0 in effect])
    parts = (
        ClaimCondition("variance that policies explain", skill, "above", MIN_POLICY_SHARE, "%"),
        ClaimCondition(
            f"games until {COMPARED_BOTS[0]} is ahead of {COMPARED_BOTS[1]} with {AHEAD_PERCENT} %",
            needed,
            "below",
            MAX_GAMES_NEEDED,
            "games",
        ),
    )
    return ClaimMeasurement(
        parts, n * n, (*_variance_figures(names, value, found, spread), *_pair_figures(names, value, again))
    )


def _resample_crossed(value: Array, stream: np.random.Generator) -> Array:
    """Worlds and dice drawn again, with all of their games. The bots are those that there are."""
    worlds, dice = (stream.integers(0, n, n) for n in value.shape[1:])
    return value[:, worlds][:, :, dice]


def _variance_share(found: Array, again: Array, which: list[int]) -> Estimate:
    """percent; of the total, nothing where there is no variance at all."""
    total, totals = found.sum(), again.sum(axis=1)
    if total <= 0:
        return Estimate(0.0, 0.0, 0.0)
    shares = 100 * again[:, which].sum(axis=1) / np.where(totals > 0, totals, 1.0)
    return bootstrap_interval(100 * float(found[which].sum()) / float(total), shares)


def _variance_figures(names: list[str], value: Array, found: Array, again: Array) -> list[ReportedFigure]:
    """Shares of the variance, which sum to 100, and the whole of it."""
    shares = [
        ReportedFigure(f"variance: {name}", _variance_share(found, again, [i]), "%")
        for i, name in enumerate(EFFECT_NAMES)
    ]
    total = bootstrap_interval(
        float(max(found.sum(), 0.0)) ** 0.5, np.sqrt(np.maximum(again.sum(axis=1), 0.0))
    )
    means = [
        ReportedFigure(f"value: {bot}", exact_estimate(float(v.mean())), "k")
        for bot, v in zip(names, value, strict=True)
    ]
    return [*shares, ReportedFigure("sd of a game's value", total, "k"), *means]


def _pair_figures(names: list[str], value: Array, again: list[Array]) -> list[ReportedFigure]:
    """Games that each bot and the next worse one must share."""
    order = np.argsort(-value.mean(axis=(1, 2)), kind="stable").tolist()
    return [
        ReportedFigure(f"games: {names[a]} before {names[b]}", _games_estimate(value, again, a, b), "games")
        for a, b in pairwise(order)
    ]


def _games_estimate(value: Array, again: list[Array], one: int, other: int) -> Estimate:
    samples = np.array([games_needed(v[one] - v[other]) for v in again])
    return bootstrap_interval(games_needed(value[one] - value[other]), samples)


CLAIMS = (
    Claim(
        13, "luck", "Luck and skill apart",
        "The variance of results splits into policy, world and dice: policies (with what they make of worlds and dice) "
        "are at least 10 % of it, and steady is ahead of inherited with 95 % within twelve shared games.",
        "All bots (whose rules can be asked in many futures) play all worlds with all dice, crossed: a "
        "random-effects analysis of variance. Components are not cut off at 0 and sum to the variance of a "
        "game. Intervals: worlds and dice drawn again 400 times; the bots are those that there are. Games are "
        "shared ones (same world and dice), until the sum of differences is above 0 with 95 %.",
        measure_luck_and_skill, NOTHING_MATTERS,
        "Where nobody's time moves anything, all is luck.",
    ),
)  # fmt: skip

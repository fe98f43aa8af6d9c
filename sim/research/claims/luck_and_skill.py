"""Claim 13: how much of the results is luck, and how much skill. All bots play some worlds, crossed with some dice."""

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
"""percent; share of the variance due to the policy, its interactions with world and dice included."""
AHEAD_PERCENT, AHEAD_QUANTILE = 95, 1.644854
"""percent; chance with which the better of two bots is ahead, and its normal quantile."""
COMPARED_BOTS = ("steady", "inherited")
"""The two bots that are compared: the firm as the game advises, and as it was before."""
MAX_GAMES_NEEDED = 12.0
"""games; until the better bot is ahead: an evening of shared worlds, or a table of a workshop."""
BOOTSTRAP_SAMPLES = 400


def all_bots_policy(firm: Firm) -> BatchPolicyMaker:
    """All bots, a plan each."""
    cadence = firm.scenario.organisation.cadence
    return combine_plans(
        [
            _constant_maker(make_batch_bot(firm, load_bot_rules(name), 0, cadence))
            for name in batch_bot_names(firm)
        ]
    )


def batch_bot_names(firm: Firm) -> list[str]:
    """Names of the bots that can play in the batch engine."""
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
    movers, plans, after = all_bots_policy(firm), len(batch_bot_names(firm)), caretaker_policy(firm)
    values = []
    for timeline in _timelines(firm, worlds):
        repeated = _repeat_timeline(timeline, dice)
        block = Block(firm, opening_start(firm), repeated, dice, measuring_dice(13), 0)
        values.append(block.play(plans, movers(block), after).value)
    return np.stack(values).transpose(2, 0, 1)


def _timelines(firm: Firm, worlds: int) -> list[Timeline]:
    """The timeline of each world, as one of a single future."""
    every = draw_timelines(firm, measuring_dice(13).stream("future timelines", 0), worlds)
    one = [every.select(every.future == world) for world in range(worlds)]
    return [replace(t, future=np.zeros(len(t), dtype=np.int64)) for t in one]


def _repeat_timeline(timeline: Timeline, futures: int) -> Timeline:
    """The same timeline in a number of futures."""
    size = len(timeline)
    tiled = timeline.select(np.tile(np.arange(size), futures))  # an index serves as well as a mask
    return replace(tiled, future=np.repeat(np.arange(futures), size))


MAX_COUNTED_GAMES = 1e6
"""games; larger counts are cut off here."""


def games_needed(difference: Array) -> float:
    """games; that two bots must share until the better one is ahead with 95 %, from a sample of their differences.
    Sums of differences are taken as normal.
    """
    mean, sd = abs(float(difference.mean())), float(difference.std())
    needed = max(1.0, (AHEAD_QUANTILE * sd / mean) ** 2) if mean > 0 else MAX_COUNTED_GAMES
    return min(MAX_COUNTED_GAMES, needed)


def measure_luck_and_skill(world: ClaimWorld, effort: MeasurementEffort) -> ClaimMeasurement:
    """Measure the components of the variance, and how many games two bots must share."""
    firm, n = world.firm(), effort.of(100, 20)
    value = play_crossed(firm, n, n)
    stream = measuring_dice(13).stream("samples")
    samples = [resample_crossed(value, stream) for _ in range(BOOTSTRAP_SAMPLES)]
    names = batch_bot_names(firm)
    better, worse = COMPARED_BOTS
    needed = _games_estimate(value, samples, names.index(better), names.index(worse))
    components = variance_components(value)
    component_samples = np.array([variance_components(sample) for sample in samples])
    of_policy = [i for i, effect in enumerate(VARIANCE_EFFECTS) if 0 in effect]
    skill = _variance_share(components, component_samples, of_policy)
    ahead = f"games until {better} is ahead of {worse} with {AHEAD_PERCENT} %"
    parts = (
        ClaimCondition("variance that policies explain", skill, "above", MIN_POLICY_SHARE, "%"),
        ClaimCondition(ahead, needed, "below", MAX_GAMES_NEEDED, "games"),
    )
    facts = (
        *_variance_figures(names, value, components, component_samples),
        *_pair_figures(names, value, samples),
    )
    return ClaimMeasurement(parts, n * n, facts)


def resample_crossed(value: Array, stream: np.random.Generator) -> Array:
    """A bootstrap sample of (bots, worlds, dice): worlds and dice are drawn again, the bots are fixed."""
    worlds, dice = (stream.integers(0, n, n) for n in value.shape[1:])
    return value[:, worlds][:, :, dice]


def _variance_share(components: Array, samples: Array, which: list[int]) -> Estimate:
    """percent; share of some components in the total, 0 if there is no variance."""
    total, totals = components.sum(), samples.sum(axis=1)
    if total <= 0:
        return Estimate(0.0, 0.0, 0.0)
    shares = 100 * samples[:, which].sum(axis=1) / np.where(totals > 0, totals, 1.0)
    return bootstrap_interval(100 * float(components[which].sum()) / float(total), shares)


def _variance_figures(
    names: list[str], value: Array, components: Array, samples: Array
) -> list[ReportedFigure]:
    """Shares of the variance, which sum to 100, the standard deviation, and the mean value of each bot."""
    shares = [
        ReportedFigure(f"variance: {name}", _variance_share(components, samples, [i]), "%")
        for i, name in enumerate(EFFECT_NAMES)
    ]
    total = bootstrap_interval(
        float(max(components.sum(), 0.0)) ** 0.5, np.sqrt(np.maximum(samples.sum(axis=1), 0.0))
    )
    means = [
        ReportedFigure(f"value: {bot}", exact_estimate(float(v.mean())), "k")
        for bot, v in zip(names, value, strict=True)
    ]
    return [*shares, ReportedFigure("sd of a game's value", total, "k"), *means]


def _pair_figures(names: list[str], value: Array, samples: list[Array]) -> list[ReportedFigure]:
    """Games that each bot and the next worse one must share."""
    order = np.argsort(-value.mean(axis=(1, 2)), kind="stable").tolist()
    return [
        ReportedFigure(
            f"games: {names[a]} ahead of {names[b]}", _games_estimate(value, samples, a, b), "games"
        )
        for a, b in pairwise(order)
    ]


def _games_estimate(value: Array, samples: list[Array], one: int, other: int) -> Estimate:
    needed = np.array([games_needed(sample[one] - sample[other]) for sample in samples])
    return bootstrap_interval(games_needed(value[one] - value[other]), needed)


CLAIMS = (
    Claim(
        13, "luck", "Luck and skill apart",
        "The variance of results splits into policy, world and dice: policies (with their interactions) explain at "
        "least 10 % of it, and `steady` is ahead of `inherited` with 95 % within twelve shared games.",
        "All bots that can play in the batch engine play all worlds with all dice, crossed: a random-effects analysis "
        "of variance. Components are not cut off at 0 and sum to the variance of a game. Intervals: 400 bootstrap "
        "samples of worlds and dice, with the bots fixed. Games are shared (same world and dice) and counted until the "
        "sum of differences is above 0 with 95 %.",
        measure_luck_and_skill, NOTHING_MATTERS,
        "If nobody's time has an effect, everything is luck.",
    ),
)  # fmt: skip

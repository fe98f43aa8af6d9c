"""Claim 13: luck and skill apart. All bots play all of some worlds with all of some dice."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np

from sim.batch.block import Block
from sim.batch.engine import BatchPolicy
from sim.batch.state import opening
from sim.batch.timeline import Timeline, draw_timelines
from sim.model.arrays import Array
from sim.model.firm import Firm
from sim.policy.registry import BOTS, bot_rules
from sim.policy.together import TogetherError, together
from sim.research.claims.anova import EFFECTS, NAMES, components
from sim.research.claims.claim import Claim, ClaimPart, Effort, Measured, ReportedFigure
from sim.research.claims.counters import NOTHING_MATTERS
from sim.research.claims.intervals import PairedEstimate, exactly, percentiles
from sim.research.claims.play import Movers, caretaker_mover, play_side_by_side
from sim.research.claims.worlds import ClaimWorld, measuring_dice

SKILL = 10.0
"""percent; of the variance that the policy explains, by itself or in what it meets: what is left is the world's and the
dice's alone."""
AHEAD, CHANCE, Z = 0.95, 95, 1.644854
"""Chance with which the better of two bots is ahead, and the normal quantile that belongs to it."""
PAIR = ("steady", "inherited")
"""The two bots that are told apart: a firm as the game advises, and as it always was."""
GAMES = 12.0
"""games; after which the better one is ahead: an evening of shared worlds, or a workshop's table."""
SAMPLES = 400


def bots(firm: Firm) -> Movers:
    """All bots side by side."""
    cadence = firm.scenario.organisation.cadence
    return play_side_by_side([_always(together(firm, bot_rules(name), 0, cadence)) for name in players(firm)])


def players(firm: Firm) -> list[str]:
    """Names of the bots that can be asked in many futures at once."""
    return [name for name in BOTS if _asks_little(firm, name)]


def _asks_little(firm: Firm, name: str) -> bool:
    try:
        together(firm, bot_rules(name), 0, "quarter")
    except TogetherError:
        return False
    return True


def _always(mover: BatchPolicy) -> Movers:
    return lambda _: mover


def crossed_values(firm: Firm, worlds: int, dice: int) -> Array:
    """k, (bots, worlds, dice): value of all games."""
    timelines = _timelines(firm, worlds)
    movers, plans, after, found = bots(firm), len(players(firm)), caretaker_mover(firm), []
    for timeline in timelines:
        block = Block(firm, opening(firm), _every(timeline, dice), dice, measuring_dice(13), 0)
        found.append(block.play(plans, movers(block), after).value)
    return np.stack(found).transpose(2, 0, 1)


def _timelines(firm: Firm, worlds: int) -> list[Timeline]:
    """Of each world, as of its only future."""
    every = draw_timelines(firm, measuring_dice(13).stream("future timelines", 0), worlds)
    one = [every.only(every.future == world) for world in range(worlds)]
    return [replace(t, future=np.zeros(len(t), dtype=np.int64)) for t in one]


def _every(timeline: Timeline, futures: int) -> Timeline:
    """The same timeline in so many futures."""
    size = len(timeline)
    tiled = timeline.only(np.tile(np.arange(size), futures))  # an index serves as well as a mask
    return replace(tiled, future=np.repeat(np.arange(futures), size))


NEVER = 1e6
"""games; so many or more are no number that anybody plays."""


def games_needed(difference: Array) -> float:
    """games; that two must share until the better one is ahead with 95 %, from the differences of many. (Sums of them
    are taken as normal.)
    """
    mean, sd = abs(float(difference.mean())), float(difference.std())
    return min(NEVER, max(1.0, (Z * sd / mean) ** 2)) if mean > 0 else NEVER


def luck_components(world: ClaimWorld, effort: Effort) -> Measured:
    """Components of the variance, and how many games two bots must share."""
    firm, n = world.firm(), effort.of(100, 20)
    value = crossed_values(firm, n, n)
    stream = measuring_dice(13).stream("samples")
    again = [_resample_worlds(value, stream) for _ in range(SAMPLES)]
    names = players(firm)
    one, other = (names.index(name) for name in PAIR)
    needed = _games(value, again, one, other)
    found, spread = components(value), np.array([components(v) for v in again])
    skill = _share(found, spread, [i for i, effect in enumerate(EFFECTS) if 0 in effect])
    parts = (
        ClaimPart("variance that policies explain", skill, "above", SKILL, "%"),
        ClaimPart(
            f"games until {PAIR[0]} is ahead of {PAIR[1]} with {CHANCE} %", needed, "below", GAMES, "games"
        ),
    )
    return Measured(parts, n * n, (*_facts(names, value, found, spread), *_pairs(names, value, again)))


def _resample_worlds(value: Array, stream: np.random.Generator) -> Array:
    """Worlds and dice drawn again, with all of their games. The bots are those that there are."""
    worlds, dice = (stream.integers(0, n, n) for n in value.shape[1:])
    return value[:, worlds][:, :, dice]


def _share(found: Array, again: Array, which: list[int]) -> PairedEstimate:
    """percent; of the total, nothing where there is no variance at all."""
    total, totals = found.sum(), again.sum(axis=1)
    if total <= 0:
        return PairedEstimate(0.0, 0.0, 0.0)
    shares = 100 * again[:, which].sum(axis=1) / np.where(totals > 0, totals, 1.0)
    return percentiles(100 * float(found[which].sum()) / float(total), shares)


def _facts(names: list[str], value: Array, found: Array, again: Array) -> list[ReportedFigure]:
    """Shares of the variance, which sum to 100, and the whole of it."""
    shares = [
        ReportedFigure(f"variance: {name}", _share(found, again, [i]), "%") for i, name in enumerate(NAMES)
    ]
    total = percentiles(float(max(found.sum(), 0.0)) ** 0.5, np.sqrt(np.maximum(again.sum(axis=1), 0.0)))
    means = [
        ReportedFigure(f"value: {bot}", exactly(float(v.mean())), "k")
        for bot, v in zip(names, value, strict=True)
    ]
    return [*shares, ReportedFigure("sd of a game's value", total, "k"), *means]


def _pairs(names: list[str], value: Array, again: list[Array]) -> list[ReportedFigure]:
    """Games that each bot and the next worse one must share."""
    order = np.argsort(-value.mean(axis=(1, 2)), kind="stable").tolist()
    return [
        ReportedFigure(f"games: {names[a]} before {names[b]}", _games(value, again, a, b), "games")
        for a, b in pairwise(order)
    ]


def _games(value: Array, again: list[Array], one: int, other: int) -> PairedEstimate:
    samples = np.array([games_needed(v[one] - v[other]) for v in again])
    return percentiles(games_needed(value[one] - value[other]), samples)


CLAIMS = (
    Claim(
        13, "luck", "Luck and skill apart",
        "The variance of results splits into policy, world and dice: policies (with what they make of worlds and dice) "
        "are at least 10 % of it, and steady is ahead of inherited with 95 % within twelve shared games.",
        "All bots (whose rules can be asked in many futures) play all worlds with all dice, crossed: a "
        "random-effects analysis of variance. Components are not cut off at 0 and sum to the variance of a "
        "game. Intervals: worlds and dice drawn again 400 times; the bots are those that there are. Games are "
        "shared ones (same world and dice), until the sum of differences is above 0 with 95 %.",
        luck_components, NOTHING_MATTERS,
        "Where nobody's time moves anything, all is luck.",
    ),
)  # fmt: skip

"""The search: the cross-entropy method on a few coefficients a seat, with several heads for different first moves and
sequential halving over the heads (docs/lookahead.md, Search).

A round draws plans around the mean of every head, plays them all in one block of flow futures, and moves each mean to
the best of its plans. Futures are refreshed every round, so that no plan is fitted to the luck of a few.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from sim.lookahead.digest import dice_of
from sim.lookahead.imagine import SEARCHED, Imagination
from sim.lookahead.plans import WAVES, Horizon, Plans, beside
from sim.model.arrays import Array
from sim.model.move import Move

Objective = Callable[[Imagination, Plans, int, int], Array]
"""What plans are worth in a block of the searcher's futures, (futures, plans): from what can be imagined, the plans,
the block's number and how many futures it has. Raises StoppedError.
"""

FIRST_SPREAD, LEVEL_SPREAD, WAVE_SPREAD, POWER_SPREAD = 0.5, 0.5, 0.2, 0.5
"""Spread of coefficients at first: of the first move, the level, the waves (logits) and the concentration (power)."""

ELITE = 0.25
"""share; of a head's plans that its mean moves to."""

INERTIA = 0.2
"""share; of the old spread that stays."""

LEAST_ELITE, LEAST_PLANS = 3, 6


@dataclass(frozen=True, slots=True)
class Region:
    """Where the first move of a head lies, in percent; (held seats + 1,) each, the response last."""

    name: str
    low: Array
    high: Array

    def hold(self, plans: Plans) -> Plans:
        """Plans whose first moves are moved into the region."""
        shares, response = plans.shares.copy(), plans.response.copy()
        shares[:, :, 0] = np.clip(shares[:, :, 0], self.low[:-1], self.high[:-1])
        response[:, 0] = np.clip(response[:, 0], self.low[-1], self.high[-1])
        return replace(plans, shares=shares, response=response)


@dataclass(frozen=True, slots=True)
class Head:
    """One search among plans with alike first moves."""

    region: Region
    mean: Array
    spread: Array
    anchors: tuple[Array, ...] = ()
    """coefficients of plans that are tried in the first round."""
    worth: float = -math.inf
    """of its mean's plan in the last round."""

    def drawn(self, horizon: Horizon, count: int, stream: np.random.Generator) -> tuple[Array, Plans]:
        """Coefficients and plans of a round; the first is the mean's."""
        around = self.mean + self.spread * stream.standard_normal((count, len(self.mean)))
        tried = [self.mean, *self.anchors][:count]
        around[: len(tried)] = tried
        return around, self.region.hold(horizon.plans(around))

    def moved(self, around: Array, worth: Array) -> Head:
        """The head after a round."""
        best = np.argsort(-worth, kind="stable")[: max(LEAST_ELITE, round(ELITE * len(worth)))]
        spread = INERTIA * self.spread + (1 - INERTIA) * around[best].std(axis=0)
        return Head(self.region, around[best].mean(axis=0), spread, (), float(worth[0]))


def spreads(horizon: Horizon) -> Array:
    """First spreads of all coefficients."""
    share = [LEVEL_SPREAD] + [WAVE_SPREAD] * (WAVES - 1) + [FIRST_SPREAD]
    return np.array(share * (len(horizon.held) + 1) + [POWER_SPREAD])


def around(horizon: Horizon, name: str, move: Move, reach: float) -> Region:
    """First moves at most `reach` percent from a move's."""
    held = horizon.held
    centre = np.array([move.split[s] for s in held] + [move.response[held[-1]]], dtype=float)
    return Region(name, np.clip(centre - reach, 0, 100), np.clip(centre + reach, 0, 100))


@dataclass
class Search:
    """A search that goes on round by round."""

    of: Imagination
    objective: Objective
    heads: list[Head]
    keep: int = 1
    """heads that are never dropped."""
    rounds: int = 0
    futures: int = 0
    """played so far, each plan's counted."""
    _stream: np.random.Generator = field(init=False)

    def __post_init__(self) -> None:
        self._stream = dice_of(self.of.view, SEARCHED).stream("search")

    def round(self, plans: int, futures: int) -> None:
        """One round with so many plans in all, each in so many futures. Raises StoppedError."""
        horizon = self.of.horizon
        count = max(LEAST_PLANS, plans // len(self.heads))
        drawn = [head.drawn(horizon, count, self._stream) for head in self.heads]
        together = beside([held for _, held in drawn])
        worth = self.objective(self.of, together, self.rounds, futures).mean(axis=0)
        self.heads = [
            head.moved(around_, part)
            for head, (around_, _), part in zip(
                self.heads, drawn, np.split(worth, len(self.heads)), strict=True
            )
        ]
        self.rounds += 1
        self.futures += len(together) * futures

    def halve(self) -> None:
        """Drop the worse half of the heads, but keep as many as must be kept."""
        left = max(self.keep, math.ceil(len(self.heads) / 2))
        self.heads = sorted(self.heads, key=lambda head: -head.worth)[:left]

    def best(self) -> Plans:
        """The plan of each head's mean, the best first."""
        heads: Sequence[Head] = sorted(self.heads, key=lambda head: -head.worth)
        return beside([h.region.hold(self.of.horizon.plans(h.mean[np.newaxis])) for h in heads])

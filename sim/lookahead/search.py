"""The search: the cross-entropy method on a few coefficients a seat, with several heads for different first moves and
sequential halving over the heads (docs/lookahead.md, Search).

A round draws plans around the mean of every head, plays them all in one block of flow futures, and moves each mean to
the best of its plans. Futures are refreshed every round, so that no plan is fitted to the luck of a few.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from sim.lookahead.forecaster import SEARCH_SALT, Forecaster
from sim.lookahead.plans import COSINE_TERMS, PlanBatch, PlanningHorizon, concatenate_plans
from sim.lookahead.view_seed import view_dice
from sim.model.arrays import Array
from sim.model.move import Move

SearchObjective = Callable[[Forecaster, PlanBatch, int, int], Array]
"""What plans are worth in a block of the searcher's futures, (futures, plans): from what can be imagined, the plans,
the block's number and how many futures it has. Raises StoppedError.
"""

FIRST_SPREAD, LEVEL_SPREAD, WAVE_SPREAD, POWER_SPREAD = 0.5, 0.5, 0.2, 0.5
"""Spread of coefficients at first: of the first move, the level, the waves (logits) and the concentration (power)."""

ELITE_SHARE = 0.25
"""share; of a head's plans that its mean moves to."""

INERTIA = 0.2
"""share; of the old spread that stays."""

MIN_ELITE, MIN_PLANS = 3, 6


@dataclass(frozen=True, slots=True)
class FirstMoveRegion:
    """Where the first move of a head lies, in percent; (held seats + 1,) each, the response last."""

    name: str
    low: Array
    high: Array

    def hold(self, plans: PlanBatch) -> PlanBatch:
        """Plans whose first moves are moved into the region."""
        shares, response = plans.shares.copy(), plans.response.copy()
        shares[:, :, 0] = np.clip(shares[:, :, 0], self.low[:-1], self.high[:-1])
        response[:, 0] = np.clip(response[:, 0], self.low[-1], self.high[-1])
        return replace(plans, shares=shares, response=response)


@dataclass(frozen=True, slots=True)
class SearchHead:
    """One search among plans with alike first moves."""

    region: FirstMoveRegion
    mean: Array
    spread: Array
    anchors: tuple[Array, ...] = ()
    """coefficients of plans that are tried in the first round."""
    worth: float = -math.inf
    """of its incumbent in the last round."""
    incumbent: PlanBatch | None = None
    """the best plan that was played so far: it leaves only for one that was better in the same futures."""

    def drawn(
        self, horizon: PlanningHorizon, count: int, stream: np.random.Generator
    ) -> tuple[Array, PlanBatch]:
        """Coefficients and plans of a round, the mean's first; behind them the incumbent's plan, if there is one."""
        around = self.mean + self.spread * stream.standard_normal((count, len(self.mean)))
        tried = [self.mean, *self.anchors][:count]
        around[: len(tried)] = tried
        plans = self.region.hold(horizon.plans(around))
        return around, plans if self.incumbent is None else concatenate_plans([plans, self.incumbent])

    def moved(self, around: Array, plans: PlanBatch, worth: Array) -> SearchHead:
        """The head after a round. Its incumbent is the best of the first round, later the mean's plan where that was
        better.
        """
        own = worth[: len(around)]
        best = np.argsort(-own, kind="stable")[: max(MIN_ELITE, round(ELITE_SHARE * len(own)))]
        spread = INERTIA * self.spread + (1 - INERTIA) * around[best].std(axis=0)
        rivals = np.arange(len(worth)) if self.incumbent is None else np.array([len(worth) - 1, 0])
        stays = int(rivals[np.argmax(worth[rivals])])
        return SearchHead(
            self.region, around[best].mean(axis=0), spread, (), float(worth[stays]), plans.only([stays])
        )


def initial_spreads(horizon: PlanningHorizon) -> Array:
    """First spreads of all coefficients."""
    share = [LEVEL_SPREAD] + [WAVE_SPREAD] * (COSINE_TERMS - 1) + [FIRST_SPREAD]
    return np.array(share * (len(horizon.held) + 1) + [POWER_SPREAD])


def region_around(horizon: PlanningHorizon, name: str, move: Move, reach: float) -> FirstMoveRegion:
    """First moves at most `reach` percent from a move's."""
    held = horizon.held
    centre = np.array([move.split[s] for s in held] + [move.response[held[-1]]], dtype=float)
    return FirstMoveRegion(name, np.clip(centre - reach, 0, 100), np.clip(centre + reach, 0, 100))


@dataclass
class PlanSearch:
    """A search that goes on round by round."""

    of: Forecaster
    objective: SearchObjective
    heads: list[SearchHead]
    keep: int = 1
    """heads that are never dropped."""
    rounds: int = 0
    futures: int = 0
    """played so far, each plan's counted."""
    _stream: np.random.Generator = field(init=False)

    def __post_init__(self) -> None:
        self._stream = view_dice(self.of.view, SEARCH_SALT).stream("search")

    def round(self, plans: int, futures: int) -> None:
        """One round with this many plans in all, each in this many futures. Raises StoppedError."""
        horizon = self.of.horizon
        count = max(MIN_PLANS, plans // len(self.heads))
        drawn = [head.drawn(horizon, count, self._stream) for head in self.heads]
        together = concatenate_plans([plans for _, plans in drawn])
        worth = self.objective(self.of, together, self.rounds, futures).mean(axis=0)
        parts = np.split(worth, np.cumsum([len(plans) for _, plans in drawn])[:-1])
        self.heads = [
            head.moved(around_, plans, part)
            for head, (around_, plans), part in zip(self.heads, drawn, parts, strict=True)
        ]
        self.rounds += 1
        self.futures += len(together) * futures

    def halve(self) -> None:
        """Drop the worse half of the heads, but keep as many as must be kept."""
        left = max(self.keep, math.ceil(len(self.heads) / 2))
        self.heads = self._ranked()[:left]

    def best(self) -> PlanBatch:
        """The plan of each head's mean, the best head first: what all its plans together say, not played yet."""
        return concatenate_plans(
            [h.region.hold(self.of.horizon.plans(h.mean[np.newaxis])) for h in self._ranked()]
        )

    def incumbents(self) -> PlanBatch:
        """The best plan that each head has played, the best first. After the first round."""
        return concatenate_plans([h.incumbent for h in self._ranked() if h.incumbent is not None])

    def _ranked(self) -> list[SearchHead]:
        return sorted(self.heads, key=lambda head: -head.worth)

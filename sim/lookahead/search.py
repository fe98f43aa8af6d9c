"""The search: the cross-entropy method on a few coefficients per seat, with several heads for different first moves and
sequential halving over the heads (docs/lookahead.md, Search).

A round draws plans around the mean of every head, plays them all in one block of flow futures, and moves each mean
towards the best of its plans. Every round has new futures, so that no plan is fitted to the luck of a few.
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
"""Evaluates plans in a block of the searcher's futures, (futures, plans), given a forecaster, the plans, the block's
number and its number of futures. Raises StoppedError."""

FIRST_SPREAD, LEVEL_SPREAD, WAVE_SPREAD, POWER_SPREAD = 0.5, 0.5, 0.2, 0.5
"""Initial spread of coefficients: of the first move, the level, the waves (logits) and the concentration (power)."""

ELITE_SHARE = 0.25
"""Share of a head's plans towards which its mean moves."""

INERTIA = 0.2
"""Share of the old spread that is retained."""

MIN_ELITE, MIN_PLANS = 3, 6


@dataclass(frozen=True, slots=True)
class FirstMoveRegion:
    """Allowed first moves of a head in percent, (held seats + 1,) each, the response last."""

    name: str
    low: Array
    high: Array

    def clip(self, plans: PlanBatch) -> PlanBatch:
        """Return plans whose first moves are clipped to the region."""
        shares, response = plans.shares.copy(), plans.response.copy()
        shares[:, :, 0] = np.clip(shares[:, :, 0], self.low[:-1], self.high[:-1])
        response[:, 0] = np.clip(response[:, 0], self.low[-1], self.high[-1])
        return replace(plans, shares=shares, response=response)


@dataclass(frozen=True, slots=True)
class SearchHead:
    """A search among plans with similar first moves."""

    region: FirstMoveRegion
    mean: Array
    spread: Array
    anchors: tuple[Array, ...] = ()
    """Coefficients of plans that are tried in the first round."""
    worth: float = -math.inf
    """Value of its incumbent in the last round."""
    incumbent: PlanBatch | None = None
    """The best plan played so far. Only a plan that is better in the same futures replaces it."""

    def draw_plans(
        self, horizon: PlanningHorizon, count: int, stream: np.random.Generator
    ) -> tuple[Array, PlanBatch]:
        """Draw coefficients and plans for a round. The first is the mean's, and the incumbent's plan, if any, comes
        last.
        """
        around = self.mean + self.spread * stream.standard_normal((count, len(self.mean)))
        tried = [self.mean, *self.anchors][:count]
        around[: len(tried)] = tried
        plans = self.region.clip(horizon.plans(around))
        return around, plans if self.incumbent is None else concatenate_plans([plans, self.incumbent])

    def update(self, around: Array, plans: PlanBatch, worth: Array) -> SearchHead:
        """Return the head after a round. The incumbent is the best plan of the first round; later the mean's plan
        replaces it if better.
        """
        own = worth[: len(around)]
        best = np.argsort(-own, kind="stable")[: max(MIN_ELITE, round(ELITE_SHARE * len(own)))]
        spread = INERTIA * self.spread + (1 - INERTIA) * around[best].std(axis=0)
        rivals = np.arange(len(worth)) if self.incumbent is None else np.array([len(worth) - 1, 0])
        stays = int(rivals[np.argmax(worth[rivals])])
        return SearchHead(
            self.region, around[best].mean(axis=0), spread, (), float(worth[stays]), plans.select([stays])
        )


def initial_spreads(horizon: PlanningHorizon) -> Array:
    """Return the initial spreads of all coefficients."""
    share = [LEVEL_SPREAD] + [WAVE_SPREAD] * (COSINE_TERMS - 1) + [FIRST_SPREAD]
    return np.array(share * (len(horizon.held) + 1) + [POWER_SPREAD])


def region_around(horizon: PlanningHorizon, name: str, move: Move, reach: float) -> FirstMoveRegion:
    """Return the region of first moves at most `reach` percent from a move's."""
    held = horizon.held
    centre = np.array([move.split[s] for s in held] + [move.response[held[-1]]], dtype=float)
    return FirstMoveRegion(name, np.clip(centre - reach, 0, 100), np.clip(centre + reach, 0, 100))


@dataclass
class PlanSearch:
    """A search that proceeds round by round."""

    forecaster: Forecaster
    objective: SearchObjective
    heads: list[SearchHead]
    keep: int = 1
    """Number of heads that are never dropped."""
    rounds: int = 0
    futures: int = 0
    """Number of futures played so far, counted for each plan."""
    _stream: np.random.Generator = field(init=False)

    def __post_init__(self) -> None:
        self._stream = view_dice(self.forecaster.view, SEARCH_SALT).stream("search")

    def run_round(self, plans: int, futures: int) -> None:
        """Run one round with `plans` plans in total, each in `futures` futures. Raises StoppedError."""
        horizon = self.forecaster.horizon
        count = max(MIN_PLANS, plans // len(self.heads))
        drawn = [head.draw_plans(horizon, count, self._stream) for head in self.heads]
        together = concatenate_plans([plans for _, plans in drawn])
        worth = self.objective(self.forecaster, together, self.rounds, futures).mean(axis=0)
        parts = np.split(worth, np.cumsum([len(plans) for _, plans in drawn])[:-1])
        self.heads = [
            head.update(around_, plans, part)
            for head, (around_, plans), part in zip(self.heads, drawn, parts, strict=True)
        ]
        self.rounds += 1
        self.futures += len(together) * futures

    def halve(self) -> None:
        """Drop the worse half of the heads, but keep at least `keep`."""
        left = max(self.keep, math.ceil(len(self.heads) / 2))
        self.heads = self._ranked()[:left]

    def best(self) -> PlanBatch:
        """Return the plan of each head's mean, the best head first. It combines all plans of the head, and has not been
        played.
        """
        return concatenate_plans(
            [h.region.clip(self.forecaster.horizon.plans(h.mean[np.newaxis])) for h in self._ranked()]
        )

    def incumbents(self) -> PlanBatch:
        """Return the best plan that each head has played, the best first. Call it after the first round."""
        return concatenate_plans([h.incumbent for h in self._ranked() if h.incumbent is not None])

    def _ranked(self) -> list[SearchHead]:
        return sorted(self.heads, key=lambda head: -head.worth)

"""What a move is worth in a position, against the best line that a search finds there: both lines are searched for in
the same futures of the team's belief and told from held-out ones, in which they share their luck. A fixed number of
futures makes it the same on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from sim.lookahead.forecaster import Forecaster
from sim.lookahead.heads import free_head
from sim.lookahead.lines import GOAL_POINTS, Figure, Sample, mean_figure, together
from sim.lookahead.objectives import score, value_objective
from sim.lookahead.search import Head, Objective, Search, around
from sim.model.arrays import Array
from sim.model.move import Move


@dataclass(frozen=True, slots=True)
class WeighingEffort:
    """How much is done to weigh a move."""

    rounds: int = 5
    """of the search."""
    plans: int = 40
    """in each round, half of them with the move that was played."""
    futures: int = 12
    """of each plan in a round."""
    told: tuple[int, ...] = (200, 200)
    """futures of the held-out blocks from which the lines are told."""
    chosen: int = 60
    """futures of a further one, in whose flow it is chosen which lines those are."""


USUAL = WeighingEffort()

Line = tuple[Move, ...]
"""Moves from a position to the end."""

Unit = Literal["k", "points"]
"""k of value, or points of win chance."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """A move in a position."""

    best: Move
    """first move of the best line that was found, for the same seats; the played one where no better was found."""
    stood: Figure
    """V: what the position was worth."""
    kept: Figure
    """Q: what it was worth after the move."""
    loss: Figure
    """V - Q, paired; 0 where no better line was found."""
    fired: tuple[float, float]
    """0..1; chance of being fired under the best line, and under the best one after the move."""


def weigh_move(
    of: Forecaster, played: Move, threshold: float, unit: Unit, effort: WeighingEffort = USUAL
) -> Weighing:
    """A move of a position that is not at an end. Raises StoppedError."""
    objective = value_objective if unit == "k" else score(of, threshold)
    best, kept = _lines(of, played, objective, threshold, unit, effort)
    told = together([of.held_out([best, kept], n, size, threshold) for n, size in enumerate(effort.told)])
    worth, fired = _worth(told, unit), told.fired.mean(axis=0)
    stood, after_it = worth[:, 0], worth[:, 1]
    better = bool(stood.mean() > after_it.mean())
    return Weighing(
        best=best[0] if better else played,
        stood=_mean_figure(stood if better else after_it, unit),
        kept=_mean_figure(after_it, unit),
        loss=mean_figure(stood - after_it) if better else Figure(0.0, 0.0),
        fired=(float(fired[0 if better else 1]), float(fired[1])),
    )


def _mean_figure(values: Array, unit: Unit) -> Figure:
    """Where all futures end alike the error is what one that does not would make."""
    plain = mean_figure(values)
    return plain if unit == "k" else Figure(plain.mean, max(plain.se, GOAL_POINTS / len(values)))


def _worth(told: Sample, unit: Unit) -> Array:
    return told.value if unit == "k" else told.score


def _lines(
    of: Forecaster, played: Move, objective: Objective, threshold: float, unit: Unit, effort: WeighingEffort
) -> tuple[Line, Line]:
    """The best line that is found, and the best one that begins with a move."""
    free, bound = free_head(of), _bound(of, played)
    search = Search(of, objective, [free, bound], keep=2)
    for _ in range(effort.rounds):
        search.round(effort.plans, effort.futures)
    found = {h.region.name: h.incumbent.line(0) for h in search.heads if h.incumbent is not None}
    best, own = found[free.region.name], found[bound.region.name]
    with_it: list[Line] = [(played, *own[1:]), (played, *best[1:])]
    worth = _worth(
        of.held_out([best, *with_it], len(effort.told), effort.chosen, threshold, flow=True), unit
    ).mean(axis=0)
    kept = with_it[int(np.argmax(worth[1:]))]
    return (best if worth[0] > worth[1:].max() else kept), kept


def _bound(of: Forecaster, played: Move) -> Head:
    """A head whose first moves are the one that was played, as far as plans can say it."""
    free = free_head(of)
    return Head(
        around(of.horizon, "played", played, 0.0), of.horizon.constant(played), free.spread, free.anchors
    )

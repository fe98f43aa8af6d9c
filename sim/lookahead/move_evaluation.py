"""What a move is worth in a position, against the best line that a search finds there: both lines are searched for in
the same futures of the team's belief and evaluated in held-out ones, in which they share their luck. A fixed number of
futures makes it the same on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from sim.lookahead.forecaster import Forecaster
from sim.lookahead.line_figures import GOAL_POINTS, LineSample, MeanEstimate, estimate_mean, pool_line_samples
from sim.lookahead.objectives import score_objective, value_objective
from sim.lookahead.search import PlanSearch, SearchHead, SearchObjective, region_around
from sim.lookahead.search_heads import make_free_head
from sim.model.arrays import Array
from sim.model.move import Move


@dataclass(frozen=True, slots=True)
class EvaluationEffort:
    """How much is done to weigh a move."""

    rounds: int = 5
    """of the search."""
    plans: int = 40
    """in each round, half of them with the move that was played."""
    futures: int = 12
    """of each plan in a round."""
    told: tuple[int, ...] = (200, 200)
    """futures of the held-out blocks in which the lines are evaluated."""
    chosen: int = 60
    """futures of a further one, in whose flow it is chosen which lines those are."""


DEFAULT_EFFORT = EvaluationEffort()

MoveLine = tuple[Move, ...]
"""Moves from a position to the end."""

ValueUnit = Literal["k", "points"]
"""k of value, or points of win chance."""


@dataclass(frozen=True, slots=True)
class MoveEvaluation:
    """A move in a position."""

    best: Move
    """first move of the best line that was found, for the same seats; the played one where no better was found."""
    stood: MeanEstimate
    """V: what the position was worth."""
    kept: MeanEstimate
    """Q: what it was worth after the move."""
    loss: MeanEstimate
    """V - Q, paired; 0 where no better line was found."""
    fired: tuple[float, float]
    """0..1; chance of being fired under the best line, and under the best one after the move."""


def evaluate_move(
    of: Forecaster, played: Move, threshold: float, unit: ValueUnit, effort: EvaluationEffort = DEFAULT_EFFORT
) -> MoveEvaluation:
    """A move of a position that is not at an end. Raises StoppedError."""
    objective = value_objective if unit == "k" else score_objective(of, threshold)
    best, kept = _search_lines(of, played, objective, threshold, unit, effort)
    told = pool_line_samples(
        [of.held_out([best, kept], n, size, threshold) for n, size in enumerate(effort.told)]
    )
    worth, fired = _values_in_unit(told, unit), told.fired.mean(axis=0)
    stood, after_it = worth[:, 0], worth[:, 1]
    better = bool(stood.mean() > after_it.mean())
    return MoveEvaluation(
        best=best[0] if better else played,
        stood=_estimate_in_unit(stood if better else after_it, unit),
        kept=_estimate_in_unit(after_it, unit),
        loss=estimate_mean(stood - after_it) if better else MeanEstimate(0.0, 0.0),
        fired=(float(fired[0 if better else 1]), float(fired[1])),
    )


def _estimate_in_unit(values: Array, unit: ValueUnit) -> MeanEstimate:
    """Where all futures end alike the error is what one that does not would make."""
    plain = estimate_mean(values)
    return plain if unit == "k" else MeanEstimate(plain.mean, max(plain.se, GOAL_POINTS / len(values)))


def _values_in_unit(told: LineSample, unit: ValueUnit) -> Array:
    return told.value if unit == "k" else told.score


def _search_lines(
    of: Forecaster,
    played: Move,
    objective: SearchObjective,
    threshold: float,
    unit: ValueUnit,
    effort: EvaluationEffort,
) -> tuple[MoveLine, MoveLine]:
    """The best line that is found, and the best one that begins with a move."""
    free, bound = make_free_head(of), _played_move_head(of, played)
    search = PlanSearch(of, objective, [free, bound], keep=2)
    for _ in range(effort.rounds):
        search.round(effort.plans, effort.futures)
    found = {h.region.name: h.incumbent.line(0) for h in search.heads if h.incumbent is not None}
    best, own = found[free.region.name], found[bound.region.name]
    with_it: list[MoveLine] = [(played, *own[1:]), (played, *best[1:])]
    worth = _values_in_unit(
        of.held_out([best, *with_it], len(effort.told), effort.chosen, threshold, flow=True), unit
    ).mean(axis=0)
    kept = with_it[int(np.argmax(worth[1:]))]
    return (best if worth[0] > worth[1:].max() else kept), kept


def _played_move_head(of: Forecaster, played: Move) -> SearchHead:
    """A search head whose first move is the one that was played, as closely as plans can express it."""
    free = make_free_head(of)
    return SearchHead(
        region_around(of.horizon, "played", played, 0.0),
        of.horizon.constant(played),
        free.spread,
        free.anchors,
    )

"""Evaluate a move in a position against the best line that a search finds there.

Both lines are searched in the same futures of the team's belief and evaluated in held-out ones, in which they share
their luck. A fixed number of futures makes the result the same on every machine.
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
    """Computational effort of an evaluation."""

    rounds: int = 5
    """Number of rounds of the search."""
    plans: int = 40
    """Plans in each round, half of them beginning with the evaluated move."""
    futures: int = 12
    """Futures of each plan in a round."""
    told: tuple[int, ...] = (200, 200)
    """Futures of the held-out blocks in which the lines are evaluated."""
    chosen: int = 60
    """Futures of another block, in whose flow the lines to evaluate are chosen."""


DEFAULT_EFFORT = EvaluationEffort()

MoveLine = tuple[Move, ...]
"""Moves from a position to the end."""

ValueUnit = Literal["k", "points"]
"""k of value, or points of win chance."""


@dataclass(frozen=True, slots=True)
class MoveEvaluation:
    """The evaluation of a move in a position."""

    best: Move
    """First move of the best line found, for the same seats. It is the played move if no better line was found."""
    stood: MeanEstimate
    """V; value of the position."""
    kept: MeanEstimate
    """Q; value after the move."""
    loss: MeanEstimate
    """V - Q, paired; 0 if no better line was found."""
    fired: tuple[float, float]
    """0..1; chance of being fired under the best line, and under the best line after the move."""


def evaluate_move(
    forecaster: Forecaster,
    played: Move,
    threshold: float,
    unit: ValueUnit,
    effort: EvaluationEffort = DEFAULT_EFFORT,
) -> MoveEvaluation:
    """Evaluate a move in a position that is not at an end. Raises StoppedError."""
    objective = value_objective if unit == "k" else score_objective(forecaster, threshold)
    best, kept = _search_lines(forecaster, played, objective, threshold, unit, effort)
    sample = pool_line_samples(
        [forecaster.play_held_out([best, kept], n, size, threshold) for n, size in enumerate(effort.told)]
    )
    worth, fired = _values_in_unit(sample, unit), sample.fired.mean(axis=0)
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
    """Estimate a mean. If all futures end alike, the error is what one different ending would cause."""
    plain = estimate_mean(values)
    return plain if unit == "k" else MeanEstimate(plain.mean, max(plain.se, GOAL_POINTS / len(values)))


def _values_in_unit(sample: LineSample, unit: ValueUnit) -> Array:
    return sample.value if unit == "k" else sample.score


def _search_lines(
    forecaster: Forecaster,
    played: Move,
    objective: SearchObjective,
    threshold: float,
    unit: ValueUnit,
    effort: EvaluationEffort,
) -> tuple[MoveLine, MoveLine]:
    """Return the best line found, and the best one that begins with the played move."""
    free, bound = make_free_head(forecaster), _played_move_head(forecaster, played)
    search = PlanSearch(forecaster, objective, [free, bound], keep=2)
    for _ in range(effort.rounds):
        search.run_round(effort.plans, effort.futures)
    found = {h.region.name: h.incumbent.line(0) for h in search.heads if h.incumbent is not None}
    best, own = found[free.region.name], found[bound.region.name]
    with_it: list[MoveLine] = [(played, *own[1:]), (played, *best[1:])]
    worth = _values_in_unit(
        forecaster.play_held_out([best, *with_it], len(effort.told), effort.chosen, threshold, flow=True),
        unit,
    ).mean(axis=0)
    kept = with_it[int(np.argmax(worth[1:]))]
    return (best if worth[0] > worth[1:].max() else kept), kept


def _played_move_head(forecaster: Forecaster, played: Move) -> SearchHead:
    """Return a search head whose first moves are the played one, as exactly as plans can represent it."""
    free = make_free_head(forecaster)
    return SearchHead(
        region_around(forecaster.horizon, "played", played, 0.0),
        forecaster.horizon.constant_coefficients(played),
        free.spread,
        free.anchors,
    )

"""What lines are worth, from futures that no search has seen: figures with their errors, and lines side by side."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.base.statistics import standard_error_of_mean
from sim.batch.books import GameOutcomes
from sim.model.arrays import Array
from sim.model.move import Move

GOAL_POINTS, DRAW_POINTS = 100.0, 50.0
"""points; of a goal reached and of survival without it."""

BAND_QUANTILES = (0.1, 0.5, 0.9)
"""Quantiles of a band, its middle among them."""

CLEAR_STANDARD_ERRORS = 2.0
"""standard errors; by which lines must differ to count as different."""


@dataclass(frozen=True, slots=True)
class MeanEstimate:
    """A mean and its standard error."""

    mean: float
    se: float


@dataclass(frozen=True, slots=True)
class QuantileBand:
    """A mean, its standard error, and the quantiles of single futures."""

    mean: float
    se: float
    p10: float
    p50: float
    p90: float


@dataclass(frozen=True, slots=True)
class EndingChances:
    """0..1; how games end. They exclude each other and sum to 1."""

    goal: float
    draw: float
    fired: float


@dataclass(frozen=True, slots=True)
class EvaluatedLine:
    """A plan and what it is worth."""

    moves: tuple[Move, ...]
    """from the period to come to the end."""
    score: MeanEstimate
    """points, 0 to 100: 100 x (P(goal) + P(draw)/2)."""
    value: QuantileBand
    """k; margin and franchise value."""
    chances: EndingChances
    difference: MeanEstimate
    """points; of score against the best line, paired; 0 for itself."""
    equal: bool
    """whether it is within two standard errors of the best line."""
    bookings: tuple[QuantileBand, ...]
    """k; by quarter from the coming one through the franchise year; of the first one only what is still to be played.
    """
    wins: tuple[float, ...]
    """deals; expected in the same quarters."""
    attainment: QuantileBand | None
    """ratio; of the quarter to come, what was booked in it counted. None after the end."""
    gain: MeanEstimate = MeanEstimate(0.0, 0.0)
    """k; of value against the best line, paired; 0 for itself."""

    @property
    def first(self) -> Move:
        """The move to make now."""
        return self.moves[0]


@dataclass(frozen=True, slots=True)
class LineSample:
    """Futures in which some plans were played, (futures, plans) each."""

    value: Array
    """k."""
    score: Array
    """points of each future: 100, 50 or 0."""
    fired: Array
    """0 or 1."""
    bookings: tuple[Array, ...]
    """k; by quarter."""
    wins: tuple[Array, ...]
    """deals; by quarter."""

    def __len__(self) -> int:
        return len(self.value)


def make_line_sample(outcome: GameOutcomes, threshold: float, quarters: dict[str, list[Array]]) -> LineSample:
    """From what a block came to, and its books by quarter."""
    goal = outcome.goal(threshold)
    score = np.where(outcome.fired, 0.0, np.where(goal, GOAL_POINTS, DRAW_POINTS))
    return LineSample(
        outcome.value,
        score,
        outcome.fired.astype(float),
        tuple(quarters["bookings"]),
        tuple(quarters["wins"]),
    )


def pool_line_samples(samples: Sequence[LineSample]) -> LineSample:
    """Samples of the same plans in different futures as one."""

    def joined(name: str) -> Array:
        return np.concatenate([getattr(s, name) for s in samples])

    def by_quarter(name: str) -> tuple[Array, ...]:
        return tuple(
            np.concatenate(parts) for parts in zip(*(getattr(s, name) for s in samples), strict=True)
        )

    return LineSample(
        joined("value"), joined("score"), joined("fired"), by_quarter("bookings"), by_quarter("wins")
    )


def estimate_mean(values: Array) -> MeanEstimate:
    """Of futures, (futures,)."""
    return MeanEstimate(float(values.mean()), _standard_error(values))


def estimate_band(values: Array) -> QuantileBand:
    """Of futures, (futures,)."""
    low, middle, high = np.quantile(values, BAND_QUANTILES).tolist()
    return QuantileBand(float(values.mean()), _standard_error(values), low, middle, high)


def _estimate_score(points: Array) -> MeanEstimate:
    """Of futures, (futures,). Where all of them end alike the error is what one that does not would make."""
    plain = estimate_mean(points)
    return MeanEstimate(plain.mean, max(plain.se, GOAL_POINTS / len(points)))


def _standard_error(values: Array) -> float:
    return standard_error_of_mean(values) if len(values) > 1 else math.inf


def evaluate_lines(
    moves: Sequence[tuple[Move, ...]],
    s: LineSample,
    booked: float,
    target: float,
    ranked: int,
    *,
    by_value: bool = False,
) -> tuple[EvaluatedLine, ...]:
    """Plans of a sample as lines: the first `ranked` of them by score, the best first (ties by value), or by value
    alone; then the others
    as they come, all compared with the best of the ranked ones. What is `booked` in the quarter to come, and its
    `target`, are in k (a target of 0: it is after the end).
    """
    scores, values = s.score.mean(axis=0), s.value.mean(axis=0)
    scores = np.zeros_like(scores) if by_value else scores
    order = sorted(range(ranked), key=lambda plan: (-scores[plan], -values[plan], plan))
    order += range(ranked, len(moves))
    told = (_evaluate_line(moves[plan], s, plan, order[0], booked, target) for plan in order)
    return tuple(replace(line, equal=_is_tied(line.gain)) if by_value else line for line in told)


def _is_tied(difference: MeanEstimate) -> bool:
    """Whether a difference is within two standard errors of zero."""
    return abs(difference.mean) <= CLEAR_STANDARD_ERRORS * difference.se


def _evaluate_line(
    moves: tuple[Move, ...], s: LineSample, plan: int, best: int, booked: float, target: float
) -> EvaluatedLine:
    difference = estimate_mean(s.score[:, plan] - s.score[:, best])
    fired, goal = s.fired[:, plan], s.score[:, plan] == GOAL_POINTS
    return EvaluatedLine(
        moves=moves,
        score=_estimate_score(s.score[:, plan]),
        value=estimate_band(s.value[:, plan]),
        chances=EndingChances(float(goal.mean()), float(1 - goal.mean() - fired.mean()), float(fired.mean())),
        difference=difference,
        equal=_is_tied(difference),
        gain=estimate_mean(s.value[:, plan] - s.value[:, best]),
        bookings=tuple(estimate_band(quarter[:, plan]) for quarter in s.bookings),
        wins=tuple(float(quarter[:, plan].mean()) for quarter in s.wins),
        attainment=estimate_band((s.bookings[0][:, plan] + booked) / target) if target > 0 else None,
    )

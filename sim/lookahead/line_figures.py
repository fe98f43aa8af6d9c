"""The value of lines, from futures that no search has seen: figures with standard errors, and paired comparisons."""

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
"""Points for reaching the goal and for surviving without it."""

BAND_QUANTILES = (0.1, 0.5, 0.9)
"""Quantiles of a band: low, median, high."""

CLEAR_STANDARD_ERRORS = 2.0
"""Number of standard errors from which a difference counts as significant."""


@dataclass(frozen=True, slots=True)
class MeanEstimate:
    """A mean and its standard error."""

    mean: float
    se: float


@dataclass(frozen=True, slots=True)
class QuantileBand:
    """A mean, its standard error, and quantiles of individual futures."""

    mean: float
    se: float
    p10: float
    p50: float
    p90: float


@dataclass(frozen=True, slots=True)
class EndingChances:
    """0..1; chances of the three endings, which sum to 1."""

    goal: float
    draw: float
    fired: float


@dataclass(frozen=True, slots=True)
class EvaluatedLine:
    """A line and its value."""

    moves: tuple[Move, ...]
    """Moves from the coming period to the end."""
    score: MeanEstimate
    """Points, 0 to 100; 100 x (P(goal) + P(draw)/2)."""
    value: QuantileBand
    """k; margin plus franchise value."""
    chances: EndingChances
    difference: MeanEstimate
    """Points; difference of score to the best line, paired; 0 for the best line itself."""
    equal: bool
    """Whether it is within two standard errors of the best line."""
    bookings: tuple[QuantileBand, ...]
    """k; bookings by quarter, from the rest of the coming quarter through the franchise year."""
    wins: tuple[float, ...]
    """deals; expected wins in the same quarters."""
    attainment: QuantileBand | None
    """ratio; attainment of the coming quarter, including bookings so far. None after the end."""
    gain: MeanEstimate = MeanEstimate(0.0, 0.0)
    """k; difference of value to the best line, paired; 0 for the best line itself."""

    @property
    def first(self) -> Move:
        """The move to make now."""
        return self.moves[0]


@dataclass(frozen=True, slots=True)
class LineSample:
    """Results of plans in a number of futures, (futures, plans) each."""

    value: Array
    """k; margin plus franchise value."""
    score: Array
    """Points of each future: 100, 50 or 0."""
    fired: Array
    """0 or 1."""
    bookings: tuple[Array, ...]
    """k; bookings by quarter."""
    wins: tuple[Array, ...]
    """deals; wins by quarter."""

    def __len__(self) -> int:
        return len(self.value)


def make_line_sample(outcome: GameOutcomes, threshold: float, quarters: dict[str, list[Array]]) -> LineSample:
    """Make a sample from the outcomes of a block and its sums by quarter."""
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
    """Combine samples of the same plans in different futures."""

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
    """Estimate the mean over futures, (futures,)."""
    return MeanEstimate(float(values.mean()), _standard_error(values))


def estimate_band(values: Array) -> QuantileBand:
    """Estimate the mean and quantiles over futures, (futures,)."""
    low, middle, high = np.quantile(values, BAND_QUANTILES).tolist()
    return QuantileBand(float(values.mean()), _standard_error(values), low, middle, high)


def _estimate_score(points: Array) -> MeanEstimate:
    """Estimate the mean score over futures, (futures,). If all end alike, the error is what one different ending would
    cause.
    """
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
    """Evaluate the lines of a sample.

    The first `ranked` of them are sorted by score, ties by value (or by value alone if `by_value`), the best first. The
    others follow in their order. All are compared with the best ranked one. `booked` so far in the coming quarter and
    its `target` are in k; a target of 0 means that the game is over.
    """
    scores, values = s.score.mean(axis=0), s.value.mean(axis=0)
    scores = np.zeros_like(scores) if by_value else scores
    order = sorted(range(ranked), key=lambda plan: (-scores[plan], -values[plan], plan))
    order += range(ranked, len(moves))
    evaluated = (_evaluate_line(moves[plan], s, plan, order[0], booked, target) for plan in order)
    return tuple(replace(line, equal=_is_tied(line.gain)) if by_value else line for line in evaluated)


def _is_tied(difference: MeanEstimate) -> bool:
    """Return whether a difference is within two standard errors of zero."""
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

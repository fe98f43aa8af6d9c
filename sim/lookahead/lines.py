"""What lines are worth, from futures that no search has seen: figures with their errors, and lines side by side."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.batch.books import Outcome
from sim.model.arrays import Array
from sim.model.move import Move

GOAL_POINTS, DRAW_POINTS = 100.0, 50.0
"""points; of a goal reached and of survival without it."""

BAND = (0.1, 0.5, 0.9)
"""Quantiles of a band, its middle among them."""

SEPARATE = 2.0
"""standard errors; by which lines must differ to be told apart."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean and its standard error."""

    mean: float
    se: float


@dataclass(frozen=True, slots=True)
class Band:
    """A mean, its standard error, and the quantiles of single futures."""

    mean: float
    se: float
    p10: float
    p50: float
    p90: float


@dataclass(frozen=True, slots=True)
class Chances:
    """0..1; how games end. They exclude each other and sum to 1."""

    goal: float
    draw: float
    fired: float


@dataclass(frozen=True, slots=True)
class Line:
    """A plan and what it is worth."""

    moves: tuple[Move, ...]
    """from the period to come to the end."""
    score: Figure
    """points, 0 to 100: 100 x (P(goal) + P(draw)/2)."""
    value: Band
    """k; margin and franchise value."""
    chances: Chances
    difference: Figure
    """points; of score against the best line, paired; 0 for itself."""
    equal: bool
    """whether two standard errors do not tell it from the best line."""
    bookings: tuple[Band, ...]
    """k; by quarter from the one to come, through the franchise year; the first as far as it is still to be played."""
    wins: tuple[float, ...]
    """deals; expected in the same quarters."""
    attainment: Band | None
    """ratio; of the quarter to come, what was booked in it counted. None after the end."""
    gain: Figure = Figure(0.0, 0.0)
    """k; of value against the best line, paired; 0 for itself."""

    @property
    def first(self) -> Move:
        """The move to make now."""
        return self.moves[0]


@dataclass(frozen=True, slots=True)
class Sample:
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


def sample(outcome: Outcome, threshold: float, quarters: dict[str, list[Array]]) -> Sample:
    """From what a block came to, and its books by quarter."""
    goal = outcome.goal(threshold)
    score = np.where(outcome.fired, 0.0, np.where(goal, GOAL_POINTS, DRAW_POINTS))
    return Sample(
        outcome.value,
        score,
        outcome.fired.astype(float),
        tuple(quarters["bookings"]),
        tuple(quarters["wins"]),
    )


def together(samples: Sequence[Sample]) -> Sample:
    """Samples of the same plans in different futures as one."""

    def joined(name: str) -> Array:
        return np.concatenate([getattr(s, name) for s in samples])

    def by_quarter(name: str) -> tuple[Array, ...]:
        return tuple(
            np.concatenate(parts) for parts in zip(*(getattr(s, name) for s in samples), strict=True)
        )

    return Sample(
        joined("value"), joined("score"), joined("fired"), by_quarter("bookings"), by_quarter("wins")
    )


def mean_figure(values: Array) -> Figure:
    """Of futures, (futures,)."""
    return Figure(float(values.mean()), _error(values))


def band(values: Array) -> Band:
    """Of futures, (futures,)."""
    low, middle, high = np.quantile(values, BAND).tolist()
    return Band(float(values.mean()), _error(values), low, middle, high)


def _score(points: Array) -> Figure:
    """Of futures, (futures,). Where all of them end alike the error is what one that does not would make."""
    plain = mean_figure(points)
    return Figure(plain.mean, max(plain.se, GOAL_POINTS / len(points)))


def _error(values: Array) -> float:
    return float(values.std(ddof=1)) / math.sqrt(len(values)) if len(values) > 1 else math.inf


def rank_lines(
    moves: Sequence[tuple[Move, ...]],
    s: Sample,
    booked: float,
    target: float,
    ranked: int,
    *,
    by_value: bool = False,
) -> tuple[Line, ...]:
    """Plans of a sample as lines: the first `ranked` of them by score, the best first (ties by value), or by value
    alone; then the others
    as they come, all told against the best of the ranked ones. What is `booked` in the quarter to come, and its
    `target`, are in k (a target of 0: it is after the end).
    """
    scores, values = s.score.mean(axis=0), s.value.mean(axis=0)
    scores = np.zeros_like(scores) if by_value else scores
    order = sorted(range(ranked), key=lambda plan: (-scores[plan], -values[plan], plan))
    order += range(ranked, len(moves))
    told = (_line(moves[plan], s, plan, order[0], booked, target) for plan in order)
    return tuple(replace(line, equal=_within(line.gain)) if by_value else line for line in told)


def _within(difference: Figure) -> bool:
    """Whether two standard errors do not tell a difference from nothing."""
    return abs(difference.mean) <= SEPARATE * difference.se


def _line(moves: tuple[Move, ...], s: Sample, plan: int, best: int, booked: float, target: float) -> Line:
    difference = mean_figure(s.score[:, plan] - s.score[:, best])
    fired, goal = s.fired[:, plan], s.score[:, plan] == GOAL_POINTS
    return Line(
        moves=moves,
        score=_score(s.score[:, plan]),
        value=band(s.value[:, plan]),
        chances=Chances(float(goal.mean()), float(1 - goal.mean() - fired.mean()), float(fired.mean())),
        difference=difference,
        equal=_within(difference),
        gain=mean_figure(s.value[:, plan] - s.value[:, best]),
        bookings=tuple(band(quarter[:, plan]) for quarter in s.bookings),
        wins=tuple(float(quarter[:, plan].mean()) for quarter in s.wins),
        attainment=band((s.bookings[0][:, plan] + booked) / target) if target > 0 else None,
    )

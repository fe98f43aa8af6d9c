"""Turning points of a line: where the win chance changed significantly, by a move or by what followed.

The value of a position is the win chance of the best line found there, computed by the lookahead from what the team
could know. At an end it is the result of the game. The effect of a move is the value of the best line that begins with
it, less that of the best line of all (`sim.lookahead.move_evaluation`), so it contains no luck. The effect of what
followed is the remaining change to the value of the next position: strikes, signals, dice. The two add up to the
change.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sim.game.outcome import Ending
from sim.lookahead.forecaster import Forecaster
from sim.lookahead.line_figures import CLEAR_STANDARD_ERRORS, DRAW_POINTS, GOAL_POINTS, MeanEstimate
from sim.lookahead.move_evaluation import EvaluationEffort, evaluate_move
from sim.model.move import Move

VALUATION_EFFORT = EvaluationEffort(rounds=3, plans=16, futures=8, told=(160,), chosen=40)
"""Effort for evaluating a position and its move."""

MAX_TURNING_POINTS = 3
"""Maximum number of turning points reported per line."""

ENDING_SCORES: dict[Ending, float] = {"goal": GOAL_POINTS, "draw": DRAW_POINTS, "fired": 0.0}
"""Points of a game that has ended."""


@dataclass(frozen=True, slots=True)
class PositionValue:
    """Value of a position, and the effect of the move played there."""

    stood: MeanEstimate
    """Points; value of the best line."""
    by_move: MeanEstimate
    """Points, paired; value of the best line that begins with the move, less that of the best line of all. At most
    0."""

    @property
    def value_after_move(self) -> float:
        """Points; value of the best line that begins with the move."""
        return self.stood.mean + self.by_move.mean


@dataclass(frozen=True, slots=True)
class PositionValues:
    """Values of the positions of a line, in order, as far as they are evaluated."""

    worth: tuple[PositionValue, ...]


def value_position(forecaster: Forecaster, played: Move | None, threshold: float) -> PositionValue:
    """Evaluate a position that is not at an end, and the move played there, if any. Raises StoppedError."""
    found = evaluate_move(
        forecaster,
        forecaster.horizon.base if played is None else played,
        threshold,
        "points",
        VALUATION_EFFORT,
    )
    by_move = MeanEstimate(0.0, 0.0) if played is None else MeanEstimate(-found.loss.mean, found.loss.se)
    return PositionValue(found.stood, by_move)


def value_of_ending(ending: Ending) -> PositionValue:
    """Return the value of a position at which the game has ended."""
    return PositionValue(MeanEstimate(ENDING_SCORES[ending], 0.0), MeanEstimate(0.0, 0.0))


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """A move by which, or after which, the win chance changed significantly."""

    move: int
    """Number of the move, counted from 1."""
    before: MeanEstimate
    """Points; value of the position before the move."""
    by_move: MeanEstimate
    """Points; effect of the move."""
    after: MeanEstimate
    """Points; value of the position after it."""

    @property
    def effect_after_move(self) -> MeanEstimate:
        """Points; effect of what followed the move. The futures of two positions share no luck, so errors add in
        squares.
        """
        kept = self.before.mean + self.by_move.mean
        return MeanEstimate(
            self.after.mean - kept, math.hypot(self.before.se, self.by_move.se, self.after.se)
        )

    @property
    def size(self) -> float:
        """Points; the larger of the significant effects. 0 if neither is significant."""
        return max((abs(f.mean) for f in (self.by_move, self.effect_after_move) if is_clear(f)), default=0.0)


def is_clear(figure: MeanEstimate) -> bool:
    """Return whether a figure differs significantly from 0."""
    return abs(figure.mean) > CLEAR_STANDARD_ERRORS * figure.se


def find_turning_points(worth: Sequence[PositionValue | None]) -> list[TurningPoint]:
    """Return the largest turning points of a line, the largest first. `worth` has the values of its positions from the
    start on, None where unknown.
    """
    found = [
        TurningPoint(number, before.stood, before.by_move, after.stood)
        for number, (before, after) in enumerate(pairwise(worth), start=1)
        if before is not None and after is not None
    ]
    return sorted((turn for turn in found if turn.size), key=lambda turn: -turn.size)[:MAX_TURNING_POINTS]

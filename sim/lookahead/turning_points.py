"""Turning points of a line: where the win chance became clearly another one, by a move or by what came after it.

The value of a position is the win chance of the best line found there, as the lookahead shows it next to the board,
from what the team could know; at an end it is what the game came to. What a move did is the worth of the best line that
begins with it, less that of the best line of all (`sim.lookahead.move_evaluation`): none of it is luck. What came is
the value of the next position less the former: strikes, signals, luck. So the move and what came are reported apart,
and sum to the change.
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
"""With which a position and the move in it are valued."""

MAX_TURNING_POINTS = 3
"""turning points reported of a line."""

ENDING_SCORES: dict[Ending, float] = {"goal": GOAL_POINTS, "draw": DRAW_POINTS, "fired": 0.0}
"""points; of a game that has ended."""


@dataclass(frozen=True, slots=True)
class PositionValue:
    """What a position is worth, and what its next move on a line left of that."""

    stood: MeanEstimate
    """points; of the best line."""
    by_move: MeanEstimate
    """points, paired; the best line that begins with the move less the best of all: 0 or less."""

    @property
    def kept(self) -> float:
        """Points; of the best line that begins with the move."""
        return self.stood.mean + self.by_move.mean


@dataclass(frozen=True, slots=True)
class PositionValues:
    """Values of the positions of a line, in their order, for those that have been evaluated."""

    worth: tuple[PositionValue, ...]


def value_position(of: Forecaster, played: Move | None, threshold: float) -> PositionValue:
    """Of a position that is not at an end, and of the move that was played there, if one was. Raises StoppedError."""
    found = evaluate_move(
        of, of.horizon.base if played is None else played, threshold, "points", VALUATION_EFFORT
    )
    by_move = MeanEstimate(0.0, 0.0) if played is None else MeanEstimate(-found.loss.mean, found.loss.se)
    return PositionValue(found.stood, by_move)


def value_of_ending(ending: Ending) -> PositionValue:
    """Of a position at which the game has ended."""
    return PositionValue(MeanEstimate(ENDING_SCORES[ending], 0.0), MeanEstimate(0.0, 0.0))


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """A move by which, or after which, the win chance is clearly another one."""

    move: int
    """its number, counted from 1."""
    before: MeanEstimate
    """points; worth of the position before it."""
    by_move: MeanEstimate
    """points; what the move did about it."""
    after: MeanEstimate
    """points; worth of the position after it."""

    @property
    def came(self) -> MeanEstimate:
        """Points; what came after it did. The futures of two positions share no luck, so errors add as squares."""
        kept = self.before.mean + self.by_move.mean
        return MeanEstimate(
            self.after.mean - kept, math.hypot(self.before.se, self.by_move.se, self.after.se)
        )

    @property
    def size(self) -> float:
        """Points; the larger of the two that is clear; 0 where neither is."""
        return max((abs(f.mean) for f in (self.by_move, self.came) if is_clear(f)), default=0.0)


def is_clear(figure: MeanEstimate) -> bool:
    """Whether it differs significantly from zero."""
    return abs(figure.mean) > CLEAR_STANDARD_ERRORS * figure.se


def find_turning_points(worth: Sequence[PositionValue | None]) -> list[TurningPoint]:
    """The largest turning points of a line, the largest first. `worth` is that of its positions from the start on, None
    where it is not known.
    """
    found = [
        TurningPoint(number, before.stood, before.by_move, after.stood)
        for number, (before, after) in enumerate(pairwise(worth), start=1)
        if before is not None and after is not None
    ]
    return sorted((turn for turn in found if turn.size), key=lambda turn: -turn.size)[:MAX_TURNING_POINTS]

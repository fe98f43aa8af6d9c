"""The moments that mattered in a game: its costliest choices and, separately, its largest strokes of luck."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sim.analysis.moments.evaluated_move import EvaluatedMove, final_worth
from sim.game.outcome import Result
from sim.lookahead.line_figures import CLEAR_STANDARD_ERRORS, MeanEstimate
from sim.lookahead.move_evaluation import ValueUnit

MAX_MOMENTS = 3
"""Moments of each kind at most."""

MIN_MOMENT_SHARE = 0.005
"""share; of the position's value: a smaller moment is not reported, however certain it is."""

MIN_MOMENT_POINTS = 1.0
"""points; of win chance: the same minimum for a game that is evaluated in points."""

MomentKind = Literal["choice", "luck"]


EndWorth = tuple[MeanEstimate, float]
"""Value of a position, and the chance of being fired; at the end of a game both are certain."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment that mattered."""

    kind: MomentKind
    """A choice that cost something, or luck in what followed a move."""
    move: EvaluatedMove
    amount: MeanEstimate
    """In the unit of the move; cost of the choice (above 0), or gain (above 0) or loss by luck."""
    fired: tuple[float, float]
    """0..1; chance of being fired: with the best move and with the played one, or before and after the luck."""

    @property
    def number(self) -> int:
        """Number of the move, counted from 1."""
        return self.move.number

    @property
    def unit(self) -> ValueUnit:
        """Unit of the amount."""
        return self.move.unit


@dataclass(frozen=True, slots=True)
class Moments:
    """The moments of a game, from the moves evaluated so far."""

    choices: tuple[Moment, ...]
    """Choices, the costliest first; only those that differ significantly from zero."""
    luck: tuple[Moment, ...]
    """Luck, good and bad, the largest first; only what differs significantly from zero."""
    lost: float
    """In the evaluation unit; loss by all choices together."""
    lucky: float
    """In the evaluation unit; gain by all luck together."""


def find_moments(moves: Sequence[EvaluatedMove], end: EndWorth | None) -> Moments:
    """Find the moments of the first moves of a line. `end` is the end of the game if the last of them is the last of
    the line; without it the luck that follows the last move is not known.
    """
    choices = [Moment("choice", move, move.loss, move.fired) for move in moves]
    luck = [_luck_moment(move, after) for move, after in zip(moves, _next_worths(moves, end), strict=False)]
    return Moments(
        choices=_largest_moments(choices),
        luck=_largest_moments(luck),
        lost=math.fsum(m.amount.mean for m in choices),
        lucky=math.fsum(m.amount.mean for m in luck),
    )


def end_worth(result: Result) -> EndWorth:
    """The value of a game that is over."""
    return MeanEstimate(final_worth(result), 0.0), float(result.ending == "fired")


def _next_worths(moves: Sequence[EvaluatedMove], end: EndWorth | None) -> list[EndWorth]:
    """The value of the position after each move."""
    known = [(move.value_before, move.fired[0]) for move in moves[1:]]
    return known if end is None else [*known, end]


def _luck_moment(move: EvaluatedMove, after: EndWorth) -> Moment:
    next_value, fired = after
    # the two values are estimated from separate beliefs, so their errors add
    error = math.hypot(next_value.se, move.value_after.se)
    amount = MeanEstimate(next_value.mean - move.value_after.mean, error)
    return Moment("luck", move, amount, (move.fired[1], fired))


def _largest_moments(moments: Sequence[Moment]) -> tuple[Moment, ...]:
    mattering = [m for m in moments if _matters(m)]
    return tuple(sorted(mattering, key=lambda m: (-abs(m.amount.mean), m.number))[:MAX_MOMENTS])


def _matters(moment: Moment) -> bool:
    amount, value = moment.amount, moment.move.value_before.mean
    minimum = MIN_MOMENT_SHARE * abs(value) if moment.unit == "k" else MIN_MOMENT_POINTS
    return abs(amount.mean) > max(CLEAR_STANDARD_ERRORS * amount.se, minimum)

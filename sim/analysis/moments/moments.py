"""The moments of a game that mattered: its dearest choices, and its largest strokes of luck, apart from each other."""

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
"""moments of a kind."""

MIN_MOMENT_SHARE = 0.005
"""share of the position's value; a smaller moment is not reported, however certain it is."""

MIN_MOMENT_POINTS = 1.0
"""points of win chance; the same for a game that is weighed in them."""

MomentKind = Literal["choice", "luck"]


EndWorth = tuple[MeanEstimate, float]
"""What a position is worth, and the chance of being fired: in the end both are certain."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A move of a game that mattered."""

    kind: MomentKind
    """a choice that cost something, or luck in what followed a move."""
    weighed: EvaluatedMove
    """the move."""
    amount: MeanEstimate
    """in the unit of the move: what the choice cost (above 0), or what luck brought (below 0: took)."""
    fired: tuple[float, float]
    """0..1; chance of being fired: with the best move and with the one that was played, or before the luck and after
    it.
    """

    @property
    def number(self) -> int:
        """Of the move, counted from 1."""
        return self.weighed.number

    @property
    def unit(self) -> ValueUnit:
        """Of the amount."""
        return self.weighed.unit


@dataclass(frozen=True, slots=True)
class Moments:
    """Those of a game, so far as its moves are weighed."""

    choices: tuple[Moment, ...]
    """the costliest first; only those that differ significantly from zero."""
    luck: tuple[Moment, ...]
    """the largest first, good and bad; only those that differ significantly from zero."""
    lost: float
    """by all choices together, in the unit."""
    lucky: float
    """by all luck together, in the unit."""


def find_moments(weighed: Sequence[EvaluatedMove], end: EndWorth | None) -> Moments:
    """From the first moves of a line, in their order; `end` is how the game ended, where the last of them is the last
    of the line. The luck that follows the last one is not known without it.
    """
    choices = [Moment("choice", w, w.loss, w.fired) for w in weighed]
    luck = [_luck_moment(w, after) for w, after in zip(weighed, _next_worths(weighed, end), strict=False)]
    return Moments(
        choices=_largest_moments(choices),
        luck=_largest_moments(luck),
        lost=math.fsum(m.amount.mean for m in choices),
        lucky=math.fsum(m.amount.mean for m in luck),
    )


def end_worth(result: Result) -> EndWorth:
    """How a game ended."""
    return MeanEstimate(final_worth(result), 0.0), float(result.ending == "fired")


def _next_worths(weighed: Sequence[EvaluatedMove], end: EndWorth | None) -> list[EndWorth]:
    """The next position of each."""
    found = [(w.stood, w.fired[0]) for w in weighed[1:]]
    return found if end is None else [*found, end]


def _luck_moment(move: EvaluatedMove, after: EndWorth) -> Moment:
    """The two are estimated from separate beliefs, so their errors add."""
    stands, fired = after
    amount = MeanEstimate(stands.mean - move.kept.mean, math.hypot(stands.se, move.kept.se))
    return Moment("luck", move, amount, (move.fired[1], fired))


def _largest_moments(found: Sequence[Moment]) -> tuple[Moment, ...]:
    sure = [m for m in found if _matters(m)]
    return tuple(sorted(sure, key=lambda m: (-abs(m.amount.mean), m.number))[:MAX_MOMENTS])


def _matters(moment: Moment) -> bool:
    amount, stood = moment.amount, moment.weighed.stood.mean
    least = MIN_MOMENT_SHARE * abs(stood) if moment.unit == "k" else MIN_MOMENT_POINTS
    return abs(amount.mean) > max(CLEAR_STANDARD_ERRORS * amount.se, least)

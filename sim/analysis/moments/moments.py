"""The moments of a game that mattered: its dearest choices, and its largest strokes of luck, apart from each other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sim.analysis.moments.weights import Weighed, in_the_end
from sim.game.outcome import Result
from sim.lookahead.lines import SEPARATE, Figure
from sim.lookahead.weighing import Unit

MOST = 3
"""moments of a kind."""

LEAST = 0.005
"""share of what the position was worth; a smaller moment is not told, however sure it is."""

LEAST_POINTS = 1.0
"""points of win chance; the same for a game that is weighed in them."""

Kind = Literal["choice", "luck"]


End = tuple[Figure, float]
"""What a position is worth, and the chance of being fired: in the end both are certain."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A move of a game that mattered."""

    kind: Kind
    """a choice that cost something, or luck in what followed a move."""
    weighed: Weighed
    """the move."""
    amount: Figure
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
    def unit(self) -> Unit:
        """Of the amount."""
        return self.weighed.unit


@dataclass(frozen=True, slots=True)
class Moments:
    """Those of a game, so far as its moves are weighed."""

    choices: tuple[Moment, ...]
    """the dearest first; none that its error does not tell from nothing."""
    luck: tuple[Moment, ...]
    """the largest first, good and bad; none that its error does not tell from nothing."""
    lost: float
    """by all choices together, in the unit."""
    lucky: float
    """by all luck together, in the unit."""


def moments(weighed: Sequence[Weighed], end: End | None) -> Moments:
    """From the first moves of a line, in their order; `end` is how the game ended, where the last of them is the last
    of the line. The luck that follows the last one is not known without it.
    """
    choices = [Moment("choice", w, w.loss, w.fired) for w in weighed]
    luck = [_luck(w, after) for w, after in zip(weighed, _then(weighed, end), strict=False)]
    return Moments(
        choices=_largest(choices),
        luck=_largest(luck),
        lost=math.fsum(m.amount.mean for m in choices),
        lucky=math.fsum(m.amount.mean for m in luck),
    )


def game_end(result: Result) -> End:
    """How a game ended."""
    return Figure(in_the_end(result), 0.0), float(result.ending == "fired")


def _then(weighed: Sequence[Weighed], end: End | None) -> list[End]:
    """The next position of each."""
    found = [(w.stood, w.fired[0]) for w in weighed[1:]]
    return found if end is None else [*found, end]


def _luck(move: Weighed, after: End) -> Moment:
    """The two are told from beliefs of their own, so their errors add."""
    stands, fired = after
    amount = Figure(stands.mean - move.kept.mean, math.hypot(stands.se, move.kept.se))
    return Moment("luck", move, amount, (move.fired[1], fired))


def _largest(found: Sequence[Moment]) -> tuple[Moment, ...]:
    sure = [m for m in found if _matters(m)]
    return tuple(sorted(sure, key=lambda m: (-abs(m.amount.mean), m.number))[:MOST])


def _matters(moment: Moment) -> bool:
    amount, stood = moment.amount, moment.weighed.stood.mean
    least = LEAST * abs(stood) if moment.unit == "k" else LEAST_POINTS
    return abs(amount.mean) > max(SEPARATE * amount.se, least)

"""Turning points of a line: moves after which the win chance is clearly another one.

The worth of a position is its win chance if the move that led to it were kept to the end (at the start: if the firm
went on as it did), told from held-out futures of what the team could know there; at an end it is what the game came to.
A turning point is a move whose position is worth more or less than the one before by more than two standard errors of
the difference. What moved it is the move and what happened in its period together, luck and signals too.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sim.game.outcome import Ending
from sim.lookahead.imagine import Imagination
from sim.lookahead.lines import DRAW_POINTS, GOAL_POINTS, SEPARATE, Figure, figure

FUTURES = 160
"""futures; in which a position is valued."""

MOST = 3
"""turning points; that are told of a line."""

ENDED: dict[Ending, float] = {"goal": GOAL_POINTS, "draw": DRAW_POINTS, "fired": 0.0}
"""points; of a game that has ended."""


@dataclass(frozen=True, slots=True)
class Valued:
    """What positions of a line are worth, in their order, as far as they are valued."""

    worth: tuple[Figure, ...]
    """points."""


def worth(of: Imagination, threshold: float) -> Figure:
    """points; of a position that is not at an end. Raises StoppedError."""
    return figure(of.held_out([[of.horizon.base]], 0, FUTURES, threshold).score[:, 0])


def worth_of_end(ending: Ending) -> Figure:
    """points; of a position at which the game has ended."""
    return Figure(ENDED[ending], 0.0)


@dataclass(frozen=True, slots=True)
class Turn:
    """A move after which the win chance is clearly another one."""

    move: int
    """its number, counted from 1."""
    before: Figure
    after: Figure
    """points; worth of the positions before and after it."""

    @property
    def change(self) -> Figure:
        """points; the futures of two positions share no luck, so errors add as squares."""
        return Figure(self.after.mean - self.before.mean, math.hypot(self.before.se, self.after.se))


def turning_points(worth: Sequence[Figure | None]) -> list[Turn]:
    """The largest turning points of a line, the largest first. `worth` is that of its positions from the start on, None
    where it is not known.
    """
    found = [
        Turn(number, before, after)
        for number, (before, after) in enumerate(pairwise(worth), start=1)
        if before is not None and after is not None
    ]
    clear = [turn for turn in found if abs(turn.change.mean) > SEPARATE * turn.change.se]
    return sorted(clear, key=lambda turn: -abs(turn.change.mean))[:MOST]

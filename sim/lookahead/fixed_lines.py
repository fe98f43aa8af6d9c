"""Play given lines of moves, with bots in the seats that the player does not hold."""

from __future__ import annotations

from collections.abc import Sequence

from sim.batch.policies import LinesPolicy
from sim.batch.state import BatchState
from sim.lookahead.plans import PlanningHorizon, merge_bot_seats
from sim.model.move import Allocation, Move


def extend_line(horizon: PlanningHorizon, line: Sequence[Move]) -> tuple[Move, ...]:
    """Extend a line to the end of the game by repeating its last move."""
    periods = len(horizon.starts)
    return tuple(line[min(period, len(line) - 1)] for period in range(periods))


class PlannedLines:
    """A policy that plays the moves of each line in all its futures, with the line's concentration."""

    def __init__(self, horizon: PlanningHorizon, lines: Sequence[Sequence[Move]]) -> None:
        self._horizon = horizon
        self._lines = LinesPolicy(horizon.firm, lines, horizon.week, horizon.cadence)
        self._last: Allocation | None = None

    def __call__(self, state: BatchState) -> Allocation | None:
        """Return the allocation of a period that begins now: that of the lines, merged with that of the bots."""
        own, others = self._lines(state), self._horizon.others(state) if self._horizon.others else None
        self._last = own or self._last
        if others is None or self._last is None:
            return own
        return merge_bot_seats(self._last, others, self._horizon.bots)

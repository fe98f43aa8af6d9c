"""Lines that are given move by move, with all that a move can say, played with bots in the seats that nobody holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

import numpy as np

from sim.batch.policies import LinesPolicy
from sim.batch.state import BatchState
from sim.lookahead.plans import PlanningHorizon
from sim.model.move import Allocation, Move

FOCUS_FIELDS = ("sellers", "managers", "leaders")
"""Fields of an allocation with the focus of each seat."""


def extend_line(horizon: PlanningHorizon, line: Sequence[Move]) -> tuple[Move, ...]:
    """A line to the end of the game; its last move stays."""
    periods = len(horizon.starts)
    return tuple(line[min(period, len(line) - 1)] for period in range(periods))


class PlannedLines:
    """Plays each line's moves in all its futures; the concentration is the line's."""

    def __init__(self, horizon: PlanningHorizon, lines: Sequence[Sequence[Move]]) -> None:
        self._horizon = horizon
        self._lines = LinesPolicy(horizon.firm, lines, horizon.week, horizon.cadence)
        self._last: Allocation | None = None

    def __call__(self, state: BatchState) -> Allocation | None:
        """The moves of a period that begins now: those of the lines, and those of bots, which look at the state."""
        own, others = self._lines(state), self._horizon.others(state) if self._horizon.others else None
        self._last = own or self._last
        if others is None or self._last is None:
            return own
        return _merge_bot_seats(self._last, others, self._horizon.bots)


def _merge_bot_seats(own: Allocation, others: Allocation, bots: Sequence[int]) -> Allocation:
    """The bots' seats of `others`, the rest of `own`."""
    merged = {f.name: np.asarray(getattr(own, f.name)) for f in fields(Allocation)}
    lead = np.broadcast_shapes(own.split.shape[:-1], others.split.shape[:-1])
    for name in ("split", "response"):
        theirs = np.broadcast_to(getattr(others, name), (*lead, 3))
        merged[name] = np.broadcast_to(merged[name], (*lead, 3)).copy()
        merged[name][..., list(bots)] = theirs[..., list(bots)]
    for seat in bots:
        merged[FOCUS_FIELDS[seat]] = np.asarray(getattr(others, FOCUS_FIELDS[seat]))
    return Allocation(**merged)

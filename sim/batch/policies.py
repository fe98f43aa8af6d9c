"""Batch policies: lines of moves, a constant move, and a change of policy."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.batch.engine import BatchPolicy
from sim.batch.state import BatchState
from sim.model.calendar import period_weeks
from sim.model.firm import Firm
from sim.model.move import Allocation, Move, make_allocation
from sim.scenario.organisation import Cadence


def stack_allocations(allocations: Sequence[Allocation]) -> Allocation:
    """Stack allocations on an axis of plans."""
    return Allocation(
        **{
            name: np.stack([np.asarray(getattr(a, name)) for a in allocations])
            for name in ("split", "response", "sellers", "managers", "leaders", "concentration")
        }
    )


class LinesPolicy:
    """A line of moves for each plan, played at the starts of periods from `week` on. The last move of a line stays."""

    def __init__(self, firm: Firm, lines: Sequence[Sequence[Move]], week: int, cadence: Cadence) -> None:
        longest = max(len(line) for line in lines)
        self._at: dict[int, Allocation] = {}
        for period in range(longest):
            moves = [line[min(period, len(line) - 1)] for line in lines]
            self._at[week] = stack_allocations([make_allocation(firm, move) for move in moves])
            week += period_weeks(week, cadence)

    def __call__(self, state: BatchState) -> Allocation | None:
        """Return the allocation of a period that begins now."""
        return self._at.get(state.week)


def switch_policy(first: BatchPolicy, second: BatchPolicy, week: int) -> BatchPolicy:
    """Return a policy that is one until a week and another from then on."""
    return lambda state: first(state) if state.week < week else second(state)


def constant_batch_policy(firm: Firm, move: Move, week: int) -> BatchPolicy:
    """Return a policy that plays one move for all plans from a week on."""
    a = stack_allocations([make_allocation(firm, move)])
    return lambda state: a if state.week == week else None

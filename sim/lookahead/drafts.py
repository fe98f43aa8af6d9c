"""What a move being prepared would change: against holding the last move, at once from the flow, then with noise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sim.lookahead.imagine import Imagination
from sim.lookahead.lines import Figure, Sample, figure, together
from sim.model.move import Move

FLOW_FUTURES = 12
"""futures; whose flow answers at once."""

BLOCKS = (60, 200, 400)
"""futures; of the held-out blocks that follow."""

YEAR = 4
"""quarters; after which a change is told again."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What keeping a move to the end changes against keeping the last one. Paired differences."""

    generation: int
    move: Move
    flow: bool
    """whether it is told from expectations alone, as a first hint."""
    now: Figure
    """share; change of the bookings of the quarter to come."""
    in_a_year: Figure | None
    """share; of those of the quarter a year after it; None where that lies after the franchise year."""
    score: Figure
    """points."""
    value: Figure
    """k."""
    bookings: tuple[float, ...]
    """k; expected under the move, by quarter from the one to come through the franchise year."""
    wins: tuple[float, ...]
    """deals; expected in the same quarters."""


def effects(of: Imagination, move: Move, threshold: float, generation: int = 0) -> Iterator[Effect]:
    """Better and better. Raises StoppedError."""
    lines = [[of.horizon.base], [move]]
    yield _effect(of.held_out(lines, 0, FLOW_FUTURES, threshold, flow=True), move, generation, flow=True)
    samples: list[Sample] = []
    for size in BLOCKS:
        samples.append(of.held_out(lines, len(samples), size, threshold))
        yield _effect(together(samples), move, generation, flow=False)


def _effect(s: Sample, move: Move, generation: int, flow: bool) -> Effect:
    def change(values: np.ndarray) -> Figure:
        return figure(values[:, 1] - values[:, 0])

    def share(quarter: np.ndarray) -> Figure:
        usual = max(float(quarter[:, 0].mean()), 1e-9)
        found = change(quarter)
        return Figure(found.mean / usual, found.se / usual)

    return Effect(
        generation=generation,
        move=move,
        flow=flow,
        now=share(s.bookings[0]),
        in_a_year=share(s.bookings[YEAR]) if len(s.bookings) > YEAR else None,
        score=change(s.score),
        value=change(s.value),
        bookings=tuple(float(quarter[:, 1].mean()) for quarter in s.bookings),
        wins=tuple(float(quarter[:, 1].mean()) for quarter in s.wins),
    )

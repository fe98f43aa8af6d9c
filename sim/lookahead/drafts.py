"""What a move being prepared would change, in two ways: kept to the end, against keeping the last move; and made once
with the best line after it, against the best line. At once from the flow, then with noise.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.lookahead.forecaster import Forecaster
from sim.lookahead.levers import Lever, changed_levers, left_as_it_was
from sim.lookahead.lines import SEPARATE, Figure, Sample, mean_figure, together
from sim.model.move import Move
from sim.view.later import Later

FLOW_FUTURES = 12
"""futures; whose flow answers at once."""

BLOCKS = (60, 200, 400)
"""futures; of the held-out blocks that follow."""

YEAR = 4
"""quarters; after which a change is told again."""


@dataclass(frozen=True, slots=True)
class LeverEffect:
    """A lever that a move changes against the last one, and what it adds: the move as it is against the move with this
    lever left as it was.
    """

    lever: Lever
    value: Figure
    """k."""


@dataclass(frozen=True, slots=True)
class Once:
    """What a move changes that is made once, with the best line after it, against the best line. Paired differences."""

    score: Figure
    """points."""
    value: Figure
    """k."""
    fired: tuple[Figure, Figure]
    """0..1; the chance of being fired, and how it changes."""
    kept: Figure
    """points; of the move kept to the end, against the best line too."""
    kept_value: Figure = Figure(0.0, 0.0)
    """k; the same."""

    def better(self, *, by_value: bool = False) -> Figure | None:
        """points, or k; by how much the move is clearly better than the best line that was found, in the better of both
        ways; None where it is not.
        """
        ways = (self.value, self.kept_value) if by_value else (self.score, self.kept)
        found = max(ways, key=lambda one: one.mean - SEPARATE * one.se)
        return found if found.mean > SEPARATE * found.se else None


@dataclass(frozen=True, slots=True)
class DraftEffect:
    """What a move being prepared changes: kept to the end against keeping the last one, and made once. Paired
    differences.
    """

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
    fired: tuple[Figure, Figure] | None = None
    """0..1; the chance of being fired under the move, and how it changes."""
    steps: tuple[LeverEffect, ...] = ()
    """what each lever that the move changes adds, from the flow; the most valuable first."""
    once: Once | None = None
    """what it changes if it is made once; None while the best line is not known."""
    best: tuple[Move, ...] = ()
    """the best line that `once` is told against."""
    boards: tuple[Later, ...] = ()
    """what is expected on the board at the end of each quarter to the end of the game, from the flow."""


def effects(of: Forecaster, move: Move, threshold: float, best: Sequence[Move] = ()) -> Iterator[DraftEffect]:
    """Better and better; `best` is the best line that is known, if one is. Raises StoppedError."""
    lines = [[of.horizon.base], [move], *([list(best), [move, *best[1:]]] if best else [])]
    levers = changed_levers(of.horizon.base, move, of.held)
    without = [[left_as_it_was(of.horizon.base, move, lever)] for lever in levers]
    flow = of.held_out([*lines, *without], 0, FLOW_FUTURES, threshold, flow=True)
    steps = tuple(
        LeverEffect(lever, mean_figure(flow.value[:, 1] - flow.value[:, place]))
        for place, lever in enumerate(levers, start=len(lines))
    )
    steps = tuple(sorted(steps, key=lambda step: -step.value.mean))
    boards, best = of.boards(move, FLOW_FUTURES), tuple(best)
    yield replace(_effect(flow, move, steps, best, flow=True), boards=boards)
    samples: list[Sample] = []
    for size in BLOCKS:
        samples.append(of.held_out(lines, len(samples), size, threshold))
        yield replace(_effect(together(samples), move, steps, best, flow=False), boards=boards)


def _effect(
    s: Sample, move: Move, steps: tuple[LeverEffect, ...], best: tuple[Move, ...], *, flow: bool
) -> DraftEffect:
    def change(values: np.ndarray) -> Figure:
        return mean_figure(values[:, 1] - values[:, 0])

    def share(quarter: np.ndarray) -> Figure:
        usual = max(float(quarter[:, 0].mean()), 1e-9)
        found = change(quarter)
        return Figure(found.mean / usual, found.se / usual)

    return DraftEffect(
        move=move,
        flow=flow,
        now=share(s.bookings[0]),
        in_a_year=share(s.bookings[YEAR]) if len(s.bookings) > YEAR else None,
        score=change(s.score),
        value=change(s.value),
        bookings=tuple(float(quarter[:, 1].mean()) for quarter in s.bookings),
        wins=tuple(float(quarter[:, 1].mean()) for quarter in s.wins),
        fired=None if flow else (mean_figure(s.fired[:, 1]), change(s.fired)),
        steps=steps,
        once=_once(s) if best else None,
        best=best,
    )


def _once(s: Sample) -> Once:
    """Of a sample in which the best line stands third, and the move with that line after it fourth."""
    best, then = 2, 3
    return Once(
        score=mean_figure(s.score[:, then] - s.score[:, best]),
        value=mean_figure(s.value[:, then] - s.value[:, best]),
        fired=(mean_figure(s.fired[:, then]), mean_figure(s.fired[:, then] - s.fired[:, best])),
        kept=mean_figure(s.score[:, 1] - s.score[:, best]),
        kept_value=mean_figure(s.value[:, 1] - s.value[:, best]),
    )

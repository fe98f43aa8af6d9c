"""What a move being prepared would change, in two ways: kept to the end, against keeping the last move; and made once
with the best line after it, against the best line. At once from the flow, then with noise.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.lookahead.forecaster import Forecaster
from sim.lookahead.levers import MoveLever, changed_levers, undo_lever
from sim.lookahead.line_figures import (
    CLEAR_STANDARD_ERRORS,
    LineSample,
    MeanEstimate,
    estimate_mean,
    pool_line_samples,
)
from sim.model.move import Move
from sim.view.expected_board import ExpectedPipeline

FLOW_FUTURES = 12
"""futures; whose flow answers at once."""

HELD_OUT_BLOCKS = (60, 200, 400)
"""futures; of the held-out blocks that follow."""

QUARTERS_IN_YEAR = 4
"""quarters; after which a change is reported again."""


@dataclass(frozen=True, slots=True)
class LeverContribution:
    """A lever that a move changes against the last one, and what it adds: the move as it is against the move with this
    lever left as it was.
    """

    lever: MoveLever
    value: MeanEstimate
    """k."""


@dataclass(frozen=True, slots=True)
class OneTimeEffect:
    """What a move changes that is made once, with the best line after it, against the best line. Paired differences."""

    score: MeanEstimate
    """points."""
    value: MeanEstimate
    """k."""
    fired: tuple[MeanEstimate, MeanEstimate]
    """0..1; the chance of being fired, and how it changes."""
    kept: MeanEstimate
    """points; of the move kept to the end, against the best line too."""
    kept_value: MeanEstimate = MeanEstimate(0.0, 0.0)
    """k; the same."""

    def better(self, *, by_value: bool = False) -> MeanEstimate | None:
        """points, or k; by how much the move is clearly better than the best line that was found, in the better of both
        ways; None where it is not.
        """
        ways = (self.value, self.kept_value) if by_value else (self.score, self.kept)
        found = max(ways, key=lambda one: one.mean - CLEAR_STANDARD_ERRORS * one.se)
        return found if found.mean > CLEAR_STANDARD_ERRORS * found.se else None


@dataclass(frozen=True, slots=True)
class DraftEffect:
    """What a move being prepared changes: kept to the end against keeping the last one, and made once. Paired
    differences.
    """

    move: Move
    flow: bool
    """whether it is a first estimate, from expected values alone."""
    now: MeanEstimate
    """share; change of the bookings of the quarter to come."""
    in_a_year: MeanEstimate | None
    """share; of those of the quarter a year after it; None where that lies after the franchise year."""
    score: MeanEstimate
    """points."""
    value: MeanEstimate
    """k."""
    bookings: tuple[float, ...]
    """k; expected under the move, by quarter from the one to come through the franchise year."""
    wins: tuple[float, ...]
    """deals; expected in the same quarters."""
    fired: tuple[MeanEstimate, MeanEstimate] | None = None
    """0..1; the chance of being fired under the move, and how it changes."""
    steps: tuple[LeverContribution, ...] = ()
    """what each lever that the move changes adds, from the flow; the most valuable first."""
    once: OneTimeEffect | None = None
    """what it changes if it is made once; None while the best line is not known."""
    best: tuple[Move, ...] = ()
    """the best line that `once` is compared with."""
    boards: tuple[ExpectedPipeline, ...] = ()
    """what is expected on the board at the end of each quarter to the end of the game, from the flow."""


def evaluate_draft(
    of: Forecaster, move: Move, threshold: float, best: Sequence[Move] = ()
) -> Iterator[DraftEffect]:
    """Better and better; `best` is the best line that is known, if one is. Raises StoppedError."""
    lines = [[of.horizon.base], [move], *([list(best), [move, *best[1:]]] if best else [])]
    levers = changed_levers(of.horizon.base, move, of.held)
    without = [[undo_lever(of.horizon.base, move, lever)] for lever in levers]
    flow = of.held_out([*lines, *without], 0, FLOW_FUTURES, threshold, flow=True)
    steps = tuple(
        LeverContribution(lever, estimate_mean(flow.value[:, 1] - flow.value[:, place]))
        for place, lever in enumerate(levers, start=len(lines))
    )
    steps = tuple(sorted(steps, key=lambda step: -step.value.mean))
    boards, best = of.boards(move, FLOW_FUTURES), tuple(best)
    yield replace(_draft_effect(flow, move, steps, best, flow=True), boards=boards)
    samples: list[LineSample] = []
    for size in HELD_OUT_BLOCKS:
        samples.append(of.held_out(lines, len(samples), size, threshold))
        yield replace(_draft_effect(pool_line_samples(samples), move, steps, best, flow=False), boards=boards)


def _draft_effect(
    s: LineSample, move: Move, steps: tuple[LeverContribution, ...], best: tuple[Move, ...], *, flow: bool
) -> DraftEffect:
    def change(values: np.ndarray) -> MeanEstimate:
        return estimate_mean(values[:, 1] - values[:, 0])

    def share(quarter: np.ndarray) -> MeanEstimate:
        usual = max(float(quarter[:, 0].mean()), 1e-9)
        found = change(quarter)
        return MeanEstimate(found.mean / usual, found.se / usual)

    return DraftEffect(
        move=move,
        flow=flow,
        now=share(s.bookings[0]),
        in_a_year=share(s.bookings[QUARTERS_IN_YEAR]) if len(s.bookings) > QUARTERS_IN_YEAR else None,
        score=change(s.score),
        value=change(s.value),
        bookings=tuple(float(quarter[:, 1].mean()) for quarter in s.bookings),
        wins=tuple(float(quarter[:, 1].mean()) for quarter in s.wins),
        fired=None if flow else (estimate_mean(s.fired[:, 1]), change(s.fired)),
        steps=steps,
        once=_one_time_effect(s) if best else None,
        best=best,
    )


def _one_time_effect(s: LineSample) -> OneTimeEffect:
    """From a sample whose third plan is the best line, and whose fourth is the move followed by that line."""
    best, then = 2, 3
    return OneTimeEffect(
        score=estimate_mean(s.score[:, then] - s.score[:, best]),
        value=estimate_mean(s.value[:, then] - s.value[:, best]),
        fired=(estimate_mean(s.fired[:, then]), estimate_mean(s.fired[:, then] - s.fired[:, best])),
        kept=estimate_mean(s.score[:, 1] - s.score[:, best]),
        kept_value=estimate_mean(s.value[:, 1] - s.value[:, best]),
    )

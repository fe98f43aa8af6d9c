"""The effects of a drafted move, measured in two ways: kept to the end, compared with keeping the last move; and made
once with the best line after it, compared with the best line. A first estimate comes from the flow, later ones from
noisy futures.
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
"""Futures whose flow gives the first estimate."""

HELD_OUT_BLOCKS = (60, 200, 400)
"""Futures of the held-out blocks that follow."""

QUARTERS_IN_YEAR = 4
"""Quarters between the two changes of bookings that are reported."""


@dataclass(frozen=True, slots=True)
class LeverContribution:
    """A lever that a move changes, and what this change contributes: the difference between the move and the same move
    with this lever as before.
    """

    lever: MoveLever
    value: MeanEstimate
    """k; change of value."""


@dataclass(frozen=True, slots=True)
class OneTimeEffect:
    """Effect of making a move once, followed by the best line, compared with the best line. Paired differences."""

    score: MeanEstimate
    """Points; change of score."""
    value: MeanEstimate
    """k; change of value."""
    fired: tuple[MeanEstimate, MeanEstimate]
    """0..1; chance of being fired, and its change."""
    kept: MeanEstimate
    """Points; change of score if the move is kept to the end, compared with the best line."""
    kept_value: MeanEstimate = MeanEstimate(0.0, 0.0)
    """k; change of value if the move is kept to the end, compared with the best line."""

    def clear_improvement(self, *, by_value: bool = False) -> MeanEstimate | None:
        """Return how much the move is better than the best line found, in points or k, using the better of both ways.
        None if it is not significantly better.
        """
        ways = (self.value, self.kept_value) if by_value else (self.score, self.kept)
        found = max(ways, key=lambda one: one.mean - CLEAR_STANDARD_ERRORS * one.se)
        return found if found.mean > CLEAR_STANDARD_ERRORS * found.se else None


@dataclass(frozen=True, slots=True)
class DraftEffect:
    """Effect of a drafted move: kept to the end compared with keeping the last one, and made once.
    Paired differences.
    """

    move: Move
    flow: bool
    """Whether it is a first estimate from expectations alone."""
    now: MeanEstimate
    """share; change of bookings in the coming quarter."""
    in_a_year: MeanEstimate | None
    """share; change of bookings a year after that. None if it is after the franchise year."""
    score: MeanEstimate
    """Points; change of score."""
    value: MeanEstimate
    """k; change of value."""
    bookings: tuple[float, ...]
    """k; expected bookings under the move, by quarter from the coming one through the franchise year."""
    wins: tuple[float, ...]
    """deals; expected wins in the same quarters."""
    fired: tuple[MeanEstimate, MeanEstimate] | None = None
    """0..1; chance of being fired under the move, and its change."""
    steps: tuple[LeverContribution, ...] = ()
    """Contributions of each lever that the move changes, from the flow, the most valuable first."""
    once: OneTimeEffect | None = None
    """Effect of making it once. None while the best line is unknown."""
    best: tuple[Move, ...] = ()
    """Best line with which `once` is compared."""
    boards: tuple[ExpectedPipeline, ...] = ()
    """Expected board at the end of each quarter of the game, from the flow."""


def evaluate_draft(
    forecaster: Forecaster, move: Move, threshold: float, best: Sequence[Move] = ()
) -> Iterator[DraftEffect]:
    """Yield better and better estimates. `best` is the best known line, if any. Raises StoppedError."""
    lines = [[forecaster.horizon.base], [move], *([list(best), [move, *best[1:]]] if best else [])]
    levers = changed_levers(forecaster.horizon.base, move, forecaster.held)
    without = [[undo_lever(forecaster.horizon.base, move, lever)] for lever in levers]
    flow = forecaster.play_held_out([*lines, *without], 0, FLOW_FUTURES, threshold, flow=True)
    steps = tuple(
        LeverContribution(lever, estimate_mean(flow.value[:, 1] - flow.value[:, place]))
        for place, lever in enumerate(levers, start=len(lines))
    )
    steps = tuple(sorted(steps, key=lambda step: -step.value.mean))
    boards, best = forecaster.expected_boards(move, FLOW_FUTURES), tuple(best)
    yield replace(_draft_effect(flow, move, steps, best, flow=True), boards=boards)
    samples: list[LineSample] = []
    for size in HELD_OUT_BLOCKS:
        samples.append(forecaster.play_held_out(lines, len(samples), size, threshold))
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
    """Compute the effect from a sample in which the third line is the best line, and the fourth is the move followed by
    it.
    """
    best, then = 2, 3
    return OneTimeEffect(
        score=estimate_mean(s.score[:, then] - s.score[:, best]),
        value=estimate_mean(s.value[:, then] - s.value[:, best]),
        fired=(estimate_mean(s.fired[:, then]), estimate_mean(s.fired[:, then] - s.fired[:, best])),
        kept=estimate_mean(s.score[:, 1] - s.score[:, best]),
        kept_value=estimate_mean(s.value[:, 1] - s.value[:, best]),
    )

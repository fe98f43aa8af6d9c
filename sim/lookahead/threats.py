"""Which disruptions would hurt most, with their chances, and the value of answering them.

These figures are from the flow of the team's belief under a line without answers, in the same futures with and without
a threat, or with its answer complete. The flow has no random luck, so even small differences show.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from sim.batch.block import Block
from sim.batch.timeline import UNSEEN, Timeline
from sim.lookahead.forecaster import HELD_OUT_SALT, Forecaster
from sim.lookahead.line_figures import MeanEstimate, estimate_mean
from sim.lookahead.seen_disruptions import strike_week_chances
from sim.lookahead.view_seed import view_dice
from sim.model.arrays import Array
from sim.model.calendar import WEEKS_IN_YEAR
from sim.view.view import Signal

FUTURES = 200
"""Number of futures in which threats are evaluated."""


@dataclass(frozen=True, slots=True)
class Threat:
    """A disruption that may strike."""

    type: str
    """Name of its type."""
    title: str
    segment: int | None
    """Index of its segment, for an announced disruption. None for unnoticed ones, by base rates."""
    signal: int | None
    """Mark of the signal. None for unnoticed disruptions."""
    chance: float
    """0..1; chance that it strikes within a year (at least once, for unnoticed ones)."""
    weeks: tuple[float, float] | None
    """weeks; 10 % and 90 % bounds of the time to its strike, for an announced disruption."""
    harm: MeanEstimate
    """k of value; cost without an answer (a gain if below 0), as the mean over all futures, including those without
    it."""
    answer: MeanEstimate | None
    """k of value; benefit of a finished answer, for an announced disruption."""


def evaluate_threats(forecaster: Forecaster) -> Iterator[Threat]:
    """Yield all announced disruptions, the soonest first, then every type that may come unnoticed.
    Raises StoppedError.
    """
    block = forecaster.belief.block(view_dice(forecaster.view, HELD_OUT_SALT), 0, FUTURES, flow=True)
    base = forecaster.value_without_answers(block)
    for signal in forecaster.view.signals:
        yield _seen_threat(forecaster, block, base, signal)
    kinds = forecaster.firm.scenario.disruptions.types
    for index, (name, kind) in enumerate(kinds.items()):
        t = block.timeline
        unseen = (t.type == index) & (t.seen == UNSEEN) & (t.strike >= forecaster.view.week)
        if unseen.any():
            without = forecaster.value_without_answers(replace(block, timeline=t.select(~unseen)))
            yield Threat(
                name,
                kind.title,
                None,
                None,
                _chance_within_year(forecaster, t, unseen),
                None,
                estimate_mean(without - base),
                None,
            )


def sort_by_harm(found: Iterator[Threat]) -> list[Threat]:
    """Sort by cost, the largest first."""
    return sorted(found, key=lambda threat: -threat.harm.mean)


def _seen_threat(forecaster: Forecaster, block: Block, base: Array, signal: Signal) -> Threat:
    t = block.timeline
    this = _signal_rows(forecaster, t, signal)
    without = forecaster.value_without_answers(replace(block, timeline=t.select(~this)))
    ready = replace(t, progress=np.where(this, 1.0, t.progress))
    answered = forecaster.value_without_answers(replace(block, timeline=ready))
    left, chance = strike_week_chances(forecaster.firm, forecaster.view, signal)
    low, high = np.interp((0.1, 0.9), np.cumsum(chance), left).tolist()
    return Threat(
        type=signal.type,
        title=signal.title,
        segment=signal.segment,
        signal=signal.index,
        chance=_chance_within_year(forecaster, t, this),
        weeks=(low, high),
        harm=estimate_mean(without - base),
        answer=estimate_mean(answered - base),
    )


def _signal_rows(forecaster: Forecaster, t: Timeline, signal: Signal) -> np.ndarray:
    """Return where a signal is in a timeline. Each future has it once, and signals are in their order there."""
    index = list(forecaster.firm.scenario.disruptions.types).index(signal.type)
    alike = (t.type == index) & (t.seen == signal.seen) & (t.segment == signal.segment)
    found = [
        s
        for s in forecaster.view.signals
        if (s.type, s.seen, s.segment) == (signal.type, signal.seen, signal.segment)
    ]
    rows = np.flatnonzero(alike)
    mask = np.zeros(len(t), dtype=bool)
    mask[rows[found.index(signal) :: len(found)]] = True
    return mask


def _chance_within_year(forecaster: Forecaster, t: Timeline, which: np.ndarray) -> float:
    soon = which & t.comes & (t.strike < forecaster.view.week + WEEKS_IN_YEAR)
    return float(len(np.unique(t.future[soon])) / FUTURES)

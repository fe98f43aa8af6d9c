"""What would hurt most, with its chance; and what an answer to it would be worth.

Told from the flow of the team's belief under a line without answers: the same futures with a threat and without it, or
with its answer ready. The flow has no luck of dice, so differences of small things show.
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
"""futures; in which threats are weighed."""


@dataclass(frozen=True, slots=True)
class Threat:
    """Something that may strike."""

    type: str
    """name of its type."""
    title: str
    segment: int | None
    """index of its segment, where one is seen coming; None for what comes unseen, by base rates."""
    signal: int | None
    """the mark of the signal; None for what nobody has seen."""
    chance: float
    """0..1; that it strikes within a year (of what is unseen: at least once)."""
    weeks: tuple[float, float] | None
    """weeks; 10 % and 90 % bounds of its strike, of what is seen."""
    harm: MeanEstimate
    """k of value; that it costs without an answer (below 0: it helps), mean over all futures, those without it too."""
    answer: MeanEstimate | None
    """k of value; that a finished answer is worth, of what is seen."""


def evaluate_threats(of: Forecaster) -> Iterator[Threat]:
    """All that is seen coming, the soonest first, then every type that may come unseen. Raises StoppedError."""
    block = of.belief.block(view_dice(of.view, HELD_OUT_SALT), 0, FUTURES, flow=True)
    base = of.unanswered(block)
    for signal in of.view.signals:
        yield _seen_threat(of, block, base, signal)
    kinds = of.firm.scenario.disruptions.types
    for index, (name, kind) in enumerate(kinds.items()):
        t = block.timeline
        unseen = (t.type == index) & (t.seen == UNSEEN) & (t.strike >= of.view.week)
        if unseen.any():
            without = of.unanswered(replace(block, timeline=t.only(~unseen)))
            yield Threat(
                name,
                kind.title,
                None,
                None,
                _chance_within_year(of, t, unseen),
                None,
                estimate_mean(without - base),
                None,
            )


def sort_by_harm(found: Iterator[Threat]) -> list[Threat]:
    """By what they cost."""
    return sorted(found, key=lambda threat: -threat.harm.mean)


def _seen_threat(of: Forecaster, block: Block, base: Array, signal: Signal) -> Threat:
    t = block.timeline
    this = _signal_rows(of, t, signal)
    without = of.unanswered(replace(block, timeline=t.only(~this)))
    ready = replace(t, progress=np.where(this, 1.0, t.progress))
    answered = of.unanswered(replace(block, timeline=ready))
    left, chance = strike_week_chances(of.firm, of.view, signal)
    low, high = np.interp((0.1, 0.9), np.cumsum(chance), left).tolist()
    return Threat(
        type=signal.type,
        title=signal.title,
        segment=signal.segment,
        signal=signal.index,
        chance=_chance_within_year(of, t, this),
        weeks=(low, high),
        harm=estimate_mean(without - base),
        answer=estimate_mean(answered - base),
    )


def _signal_rows(of: Forecaster, t: Timeline, signal: Signal) -> np.ndarray:
    """Where a timeline has a signal: once in each future, in the order of the signals."""
    index = list(of.firm.scenario.disruptions.types).index(signal.type)
    alike = (t.type == index) & (t.seen == signal.seen) & (t.segment == signal.segment)
    found = [
        s
        for s in of.view.signals
        if (s.type, s.seen, s.segment) == (signal.type, signal.seen, signal.segment)
    ]
    rows = np.flatnonzero(alike)
    mask = np.zeros(len(t), dtype=bool)
    mask[rows[found.index(signal) :: len(found)]] = True
    return mask


def _chance_within_year(of: Forecaster, t: Timeline, which: np.ndarray) -> float:
    soon = which & t.comes & (t.strike < of.view.week + WEEKS_IN_YEAR)
    return float(len(np.unique(t.future[soon])) / FUTURES)
